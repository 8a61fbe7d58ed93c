import { unifiedDiff } from '../report/diff.js';
import type { Survey } from './survey.js';
import type { Colour } from './terminal.js';

/** What would change in the generated files, as `git diff` shows it. */
export function printDifferences({ generated, output }: Survey): void {
  for (const change of generated.changes) {
    for (const line of unifiedDiff(change).split('\n')) output.print(line, colourOf(line));
    output.print('');
  }
}

function colourOf(line: string): Colour | undefined {
  if (/^(?:---|\+\+\+) /.test(line)) return 'bold';
  if (line.startsWith('+')) return 'green';
  if (line.startsWith('-')) return 'red';
  return line.startsWith('@@') ? 'dim' : undefined;
}
