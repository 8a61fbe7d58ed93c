import { safeLine } from '../untrusted-text.js';

/*
 * Text of strangers (names, versions, messages of charts and tools) in GitHub-flavoured Markdown that Forgejo renders as
 * well, and that reads well where it prints it raw: so as few marks as will do.
 * https://github.github.com/gfm, https://docs.github.com/get-started/writing-on-github
 */

/** Of one message or name; the log has it whole. */
const mostCharacters = 2_000;
const zeroWidthSpace = '\u200B';

/** Text as text: no Markdown, HTML, formula, link, mention of somebody or reference to an issue begins in it. */
export function asText(text: string): string {
  const parts = shortened(text).split(/((?:https?|ftp):\/\/[^\s`|<>"']*[^\s`|<>"'.,;:!?)])/i);
  // In a code span an address is neither a link nor, on the page that it names, a mention of this one; it can be copied.
  return parts.map((part, index) => (index % 2 === 1 ? asCode(part) : escaped(part))).join('');
}

function escaped(text: string): string {
  return (
    text
      .replace(/[\\`*_[\]|~$]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      // What begins a heading, a quotation, a list or a rule where a block may begin.
      .replace(/^(\s*)([#>+=-])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/, '$1\\$2')
      // `@name`, `#1`, `!1`, `GH-1` and addresses without a scheme.
      .replace(/@(?=\w)|[#!](?=\d)|\bGH-(?=\d)|\bwww(?=\.)/gi, `$&${zeroWidthSpace}`)
  );
}

/** Text in a code span, in a table as well. Nothing for an empty text. */
export function asCode(text: string): string {
  const code = shortened(text).replaceAll('|', '\\|');
  if (code.trim() === '') return '';
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(code) ? ' ' : '';
  return `${fence}${space}${code}${space}${fence}`;
}

/** Lines that a page folds under a title of our own. */
export function folded(title: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n');
}

/**
 * As many items as there is room for, and how many more there are; those beyond are not rendered.
 * @param bounds `room` in bytes; `rest` says how many more there are, within 100 bytes.
 */
export function fitting<T>(
  items: readonly T[],
  bounds: { room: number; rest: (count: number) => string },
  render: (item: T) => string,
): string[] {
  const blocks: string[] = [];
  let bytes = 100;
  for (const item of items) {
    const block = render(item);
    bytes += Buffer.byteLength(block) + 2;
    if (bytes > bounds.room) return [...blocks, bounds.rest(items.length - blocks.length)];
    blocks.push(block);
  }
  return blocks;
}

function shortened(text: string): string {
  const line = safeLine(text);
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}...` : line;
}
