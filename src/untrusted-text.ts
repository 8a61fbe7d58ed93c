/** Longer lines say nothing that a person would read; a stranger's name may have a megabyte. */
const longestLine = 4_000;

/**
 * Text from a repository, a chart or a tool, made safe for a line of the job's log: no workflow command can start in
 * it, no terminal sequence or line break can forge another line, no character can turn the direction of what follows
 * (https://trojansource.codes), and it has an end.
 *
 * Runners read a command from a line that begins with `::` (white space in front is skipped), and the older form
 * from `##[` anywhere in a line (actions/runner, ActionCommand.cs; forgejo/runner, act/runner/command.go).
 */
export function safeLine(text: string): string {
  return shortened(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, visible)
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replaceAll('##[', '## [');
}

/** The same for text of many lines. */
export function safeLines(text: string): string[] {
  return text.split(/\r\n|[\r\n]/).map(safeLine);
}

function shortened(text: string): string {
  if (text.length <= longestLine) return text;
  return `${text.slice(0, longestLine)}... (${text.length - longestLine} more characters)`;
}

function visible(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
