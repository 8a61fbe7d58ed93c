import { expect, it } from 'vitest';
import { asCode, asText, fitting } from '../../src/report/markdown.js';

it.each([
  ['words', 'apps/web: chart web 1.2.3 has no key a_b', 'apps/web: chart web 1.2.3 has no key a\\_b'],
  ['HTML', '<img src=x onerror=alert(1)> &lt;', '&lt;img src=x onerror=alert(1)> &amp;lt;'],
  ['the end of a folded list', '</details><h1>', '&lt;/details>&lt;h1>'],
  ['a comment that hides the rest', '<!-- x', '&lt;!-- x'],
  ['links and pictures', '![a](x) [b](y)', '!\\[a\\](x) \\[b\\](y)'],
  ['emphasis', '**a** __b__ ~~c~~ `d`', '\\*\\*a\\*\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~ \\`d\\`'],
  ['a formula', '$x$', '\\$x\\$'],
  ['cells of a table', 'a | b', 'a \\| b'],
  ['its own escapes', '\\`', '\\\\\\`'],
  ['a mention', '@octocat and @org/team', '@\u200Boctocat and @\u200Borg/team'],
  ['references to issues', '#1 o/r#2 !3 GH-4', '\\#\u200B1 o/r#\u200B2 !\u200B3 GH-\u200B4'],
  [
    'an address',
    'see https://evil.example/a_b?c=1#2 (www.evil.example)',
    'see `https://evil.example/a_b?c=1#2` (www\u200B.evil.example)',
  ],
  ['an address by mail', 'a@b.example', 'a@\u200Bb.example'],
  ['a heading', '# a', '\\# a'],
  ['a quotation', '> a', '\\> a'],
  ['a list', '- a', '\\- a'],
  ['a numbered list', '1. a', '1\\. a'],
  ['another line', 'a\n\n# b\r- c', 'a # b - c'],
  ['a change of direction', 'a\u202Eb', 'a&lt;U+202E>b'],
])('takes text for text: %s', (_what, text, expected) => {
  expect(asText(text)).toBe(expected);
});

it.each([
  ['a reference', 'docker.io/library/nginx:1.27', '`docker.io/library/nginx:1.27`'],
  ['marks of code', 'a`b``c', '```a`b``c```'],
  ['a mark at the end', 'a`', '`` a` ``'],
  ['a cell', 'a|b', '`a\\|b`'],
  ['lines', 'a\n\n```\nb', '````a ``` b````'],
  ['nothing', ' ', ''],
])('puts text into a code span: %s', (_what, text, expected) => {
  expect(asCode(text)).toBe(expected);
});

it('bounds one text', () => {
  expect(asText('x'.repeat(100_000)).length).toBeLessThan(2_100);
});

it('takes what fits, and counts the rest', () => {
  const rest = (count: number) => `and ${count} more`;
  const take = (items: string[], room: number) => fitting(items, { room, rest }, (item) => item);
  expect(take(['a', 'b'], 1_000)).toEqual(['a', 'b']);
  expect(take(['ü'.repeat(50), 'b'.repeat(50), 'c'], 210)).toEqual(['ü'.repeat(50), 'and 2 more']);
  expect(take(['a'], -5)).toEqual(['and 1 more']);
});
