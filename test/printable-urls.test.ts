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
  ['https://a:b@c@d/e@f', 'https://d/e@f'],
  ['ssh://git@c@d/e', 'ssh://d/e'],
])('what URLs say of the user is not printed: %s', (text, printed) => {
  expect(withoutUserInformation(text)).toBe(printed);
});

// What is printed may be a stranger's: a pattern that tries every beginning of a word takes minutes for these.
it.each(['a', 'a:', '://', 'a://b:', '@', 'a://@'])('a text of many %s is read in one go', (part) => {
  const text = part.repeat(300_000);
  expect(withoutUserInformation(`${text} https://a:b@c/d`).endsWith(' https://c/d')).toBe(true);
});
