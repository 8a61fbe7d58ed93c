import { expect, it } from 'vitest';
import { withoutUserInformation } from '../src/printable-urls.js';

it.each([
  [
    'from https://robot:secret@example.com/x and https://token@example.com',
    'from https://example.com/x and https://example.com',
  ],
  ['OCI://a:b@c/d', 'OCI://c/d'],
  ['git+ssh://git:secret@example.com/x', 'git+ssh://example.com/x'],
  [
    'ssh://git@example.com/x, https://example.com/@scope/x, a@b',
    'ssh://git@example.com/x, https://example.com/@scope/x, a@b',
  ],
  ['https://a:b\\@c/d', 'https://c/d'],
])('what URLs say of the user is not printed: %s', (text, printed) => {
  expect(withoutUserInformation(text)).toBe(printed);
});
