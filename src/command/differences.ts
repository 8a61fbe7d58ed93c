import { releaseKey } from '../problem.js';
import { unifiedDiff } from '../report/diff.js';
import type { ChangedRelease } from '../report/what-changes.js';
import type { Survey } from './survey.js';
import type { Colour } from './terminal.js';

/** What comes and goes, by release. */
export function printWhatChanges({ generated, output }: Survey): void {
  for (const { releases, images } of generated.whatChanges.byRelease) {
    output.print(releases.map(releaseText).join(', ') || 'Files of no release that is known', 'bold');
    for (const image of images.added) output.print(`  + ${image}`, 'green');
    for (const image of images.removed) output.print(`  - ${image}`, 'red');
  }
  if (generated.whatChanges.byRelease.length > 0) output.print('');
}

function releaseText({ id, state, chartsBefore, chartsAfter }: ChangedRelease): string {
  const [before, after] = [chartsBefore.join(' and '), chartsAfter.join(' and ')];
  const change = before === after || state !== 'kept' ? after || before : `${before} to ${after}`;
  const words = [...(state === 'kept' ? [] : [state]), ...(change === '' ? [] : [`chart ${change}`])];
  return [releaseKey(id), words.join(', ')].filter(Boolean).join(': ');
}

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
