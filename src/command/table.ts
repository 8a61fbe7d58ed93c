import type { Terminal } from './terminal.js';

/** Columns that are as wide as their widest cell, under their titles. */
export function printTable(terminal: Terminal, titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = titles.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length),
  );
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  terminal.print(lineOf(titles), 'bold');
  for (const row of rows) terminal.print(lineOf(row));
}
