/** The lines, each two spaces further to the right. */
export function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
