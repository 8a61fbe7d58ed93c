/**
 * Text from a repository, a chart or a tool, made safe for a line of the job's log: no workflow command can start in
 * it, no terminal sequence or line break can forge another line.
 *
 * Runners read a command from a line that begins with `::` (white space in front is skipped), and the older form
 * from `##[` anywhere in a line (actions/runner, ActionCommand.cs; forgejo/runner, act/runner/command.go).
 */
export function safeLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replaceAll('##[', '## [');
}

/** The same for text of many lines. */
export function safeLines(text: string): string[] {
  return text.split(/\r\n|[\r\n]/).map(safeLine);
}
