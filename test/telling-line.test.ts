import { describe, expect, it } from 'vitest';
import { tellingLine, withCause } from '../src/telling-line.js';

describe('the telling line', () => {
  it.each<[string, string, string | undefined]>([
    ['the only one', 'boom', 'boom'],
    ['an error after warnings', 'WARNING: old\nlevel=info msg=x\nError: no values\nUse --debug', 'no values'],
    ['an error after other words', 'pulling\nError: no chart.\n', 'no chart'],
    [
      'a deprecation of kustomize',
      "# Warning: 'bases' is deprecated\nerror: accumulating: a.yaml\n",
      'accumulating: a.yaml',
    ],
    ['lines of the log of helm', 'walk.go:75: found symbolic link\nW1125 slow\ntime="x" level=warning\nboom\n', 'boom'],
    [
      'indented lines that go on',
      'Error: template:\n  web/a.yaml:1\n    <.Values.a>\nUse --debug',
      'template: web/a.yaml:1 <.Values.a>',
    ],
    ['a line that is not indented', 'Error: one\ntwo', 'one'],
    ['line ends of Windows', 'Error: one\r\ntwo\r\n', 'one'],
    ['noise alone', 'WARNING: old\n\n', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, words, expected) => {
    expect(tellingLine(words)).toBe(expected);
  });

  it('is cut where nobody reads on', () => {
    expect(tellingLine(`Error: ${'x'.repeat(1000)}`)).toBe(`${'x'.repeat(400)}...`);
  });
});

it.each([
  ['it failed', 'Error: boom', 'it failed: boom'],
  ['it failed', '', 'it failed'],
  ['it failed', undefined, 'it failed'],
])('a message with its cause: %s, %s', (message, words, expected) => {
  expect(withCause(message, words)).toBe(expected);
});
