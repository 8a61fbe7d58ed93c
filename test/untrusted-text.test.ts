import { describe, expect, it } from 'vitest';
import { safeLine, safeLines } from '../src/untrusted-text.js';

/** How runners recognise a command: at the start of a line after white space, or in the older form anywhere. */
const startsCommand = /^\s*::|##\[/;

describe('safeLine', () => {
  it.each([
    '::set-output name=changed::false',
    '  \t::add-mask::nginx',
    '\uFEFF::error::forged',
    '::::',
    'harmless\n::error::forged',
    'harmless\r::error::forged',
    'harmless\u2028::error::forged',
    'in the middle ##[error]forged',
    '\u0000::stop-commands::x',
    '\u001b[2K::group::x',
  ])('makes %j no command and one line', (text) => {
    expect(safeLine(text)).not.toMatch(startsCommand);
    expect(safeLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  });

  it('shows characters that would turn the direction of the text', () => {
    expect(safeLine('a\u202Eb\u2066c\u200F')).toBe('a<U+202E>b<U+2066>c<U+200F>');
  });

  it('says how much of a very long line it leaves out', () => {
    const line = safeLine(`name ${'x'.repeat(1024 * 1024)}`);
    expect(line.length).toBeLessThan(4_100);
    expect(line).toMatch(/^name x+\.\.\. \(1044581 more characters\)$/);
  });

  it.each(['ghcr.io/stefanprodan/podinfo:6.5.0', 'std::string', 'a ## [note]', 'Größe: 3 µm'])(
    'leaves %j as it is',
    (text) => {
      expect(safeLine(text)).toBe(text);
    },
  );
});

describe('safeLines', () => {
  it('keeps the lines of a text and makes each of them safe', () => {
    expect(safeLines('one\r\n::error::two\nthree')).toEqual(['one', ': :error::two', 'three']);
  });
});
