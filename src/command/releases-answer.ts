import { failedReleases, releaseKey } from '../problem.js';
import { foldProblems } from '../report/fold-problems.js';
import type { ReleaseReport } from '../report/release-report.js';
import { releaseSize, sizeSentences } from '../report/size-text.js';
import type { Survey } from './survey.js';
import { printTable } from './table.js';

/** A release with all that the table and the JSON say of it. */
interface ReleaseRow extends ReleaseReport {
  /** The manifests that declare it. */
  places: { file: string; line?: number }[];
  /** Generated files; none for a release without images. */
  files: string[];
}

/** The table of releases, and what they take on a node where registries were asked. */
export function printReleases({ generated, output }: Survey): void {
  const { sizes } = generated;
  const sizeCell = (size: string) => (sizes === undefined ? [] : [size]);
  const rows = releaseRows(generated).map(({ id, charts, images, files }) => [
    releaseKey(id),
    ...chartCells(charts),
    String(images.length),
    ...sizeCell(releaseSize(sizes?.releases.get(releaseKey(id))) || '-'),
    files.join(', ') || '-',
  ]);
  const failed = [...failedReleases(generated.problems).keys()].map((key) => [
    ...[key, '-', '-', 'failed'],
    ...sizeCell('-'),
    '-',
  ]);
  if (rows.length + failed.length === 0) return;
  printTable(output, ['RELEASE', 'CHART', 'VERSION', 'IMAGES', ...sizeCell('SIZE'), 'FILE'], [...rows, ...failed]);
  for (const sentence of sizeSentences(sizes)) output.print(sentence);
  output.print('');
}

/** Names and versions, for a release that differs between clusters several of them. */
function chartCells(charts: readonly string[]): [name: string, version: string] {
  const parts = charts.map((chart) => chart.split(' '));
  const names = [...new Set(parts.map(([name = '']) => name))];
  return [names.join(', ') || '-', parts.map(([, version = '']) => version).join(', ') || '-'];
}

function releaseRows({ rendered, sources, files }: Survey['generated']): ReleaseRow[] {
  return rendered.map((report) => {
    const key = releaseKey(report.id);
    const places = sources.filter(({ release }) => releaseKey(release.id) === key).map(({ release }) => release.place);
    return {
      ...report,
      places: [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()],
      files: files.filter(({ releases }) => releases.some((id) => releaseKey(id) === key)).map(({ path }) => path),
    };
  });
}

/** What `plan`, `write` and `check` say, for machines. */
export function planAsJson({ generated }: Survey): object {
  const { sizes } = generated;
  return {
    releases: releaseRows(generated).map(({ id, charts, images, excluded, places, files }) => ({
      ...id,
      charts,
      images: images.map(({ reference }) => reference),
      excluded,
      manifests: places,
      files,
      ...(sizes && { size: sizes.releases.get(releaseKey(id)) }),
    })),
    ...(sizes && { sizes: { nodes: sizes.nodes, changes: sizes.changes } }),
    failed: [...failedReleases(generated.problems).values()],
    problems: foldProblems(generated.problems),
    whatChanges: generated.whatChanges,
    changes: generated.changes.map(({ path, kind }) => ({ path, kind })),
  };
}
