import { releaseKey } from '../problem.js';
import { chartText } from '../report/changes-text.js';
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

function releaseText(release: ChangedRelease): string {
  return `${releaseKey(release.id)}: ${chartText(release)}`;
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
