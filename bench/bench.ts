import { availableParallelism } from 'node:os';
import path from 'node:path';
import { checkout, pushFiles } from '../test/support/checkout.js';
import { pushEnvironment } from '../test/support/event.js';
import { startForge } from '../test/support/forge.js';
import { type Floor, measureBuildFloor, measureFloor } from './floor.js';
import { type Measurement, measureCommand, measureStep, median } from './measure.js';
import { releaseFile } from './repository.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** One line of the table. */
interface Row {
  name: string;
  figure: number;
  unit: string;
  /** The figure must not be above it. */
  target: number;
  /** The medians that the figure was made of. */
  details: string;
  /** The runs behind it, for memory, processes and stages. */
  measured: readonly Measurement[];
}

const isQuick = process.argv.includes('--quick');
const runs = Number(/^--runs=(\d+)$/m.exec(process.argv.join('\n'))?.[1] ?? (isQuick ? 1 : 3));
const sizes = isQuick
  ? { small: 10, large: 100, charts: 20, files: 5000 }
  : { small: 100, large: 1000, charts: 40, files: 20_000 };

const workplace = await openWorkplace(sizes.charts);
try {
  console.log(`${availableParallelism()} cores, Node ${process.version}, ${runs} runs of each\n`);
  const rows = [
    ...(await releases(workplace)),
    await skipped(),
    await reading(workplace),
    await tree(workplace),
    await builds(workplace),
  ];
  print(rows);
  process.exitCode = rows.every(holds) ? 0 : 1;
} finally {
  await workplace.close();
}

/** Cold, kept and changed runs, growth and memory. */
async function releases({ repository, server }: Workplace): Promise<Row[]> {
  const small = await repository({ layout: 'clusters', releases: sizes.small, unlabelled: 20, fillers: 200 });
  const large = await repository({ layout: 'clusters', releases: sizes.large, unlabelled: 20, fillers: 200 });
  const floors: Floor[] = [];
  const cold: Measurement[] = [];
  const kept: Measurement[] = [];
  const changed: Measurement[] = [];
  const grown: Measurement[] = [];
  for (let run = 0; run < runs; run += 1) {
    floors.push(await measureFloor(small.releases, server));
    cold.push(await small.cold());
    kept.push(await small.warm());
    await small.change();
    changed.push(await small.warm());
    grown.push(await large.cold());
  }
  const floor = median(
    floors.map(({ pullMilliseconds, templateMilliseconds }) => pullMilliseconds + templateMilliseconds),
  );
  const template = median(floors.map(({ templateMilliseconds }) => templateMilliseconds)) * availableParallelism();
  const [first, none, one, many] = [cold, kept, changed, grown].map(time) as [number, number, number, number];
  return [
    row(
      `cold, ${sizes.small} releases of ${sizes.charts} charts / helm alone`,
      first / floor,
      1.15,
      `${ms(first)} / ${ms(floor)}`,
      cold,
    ),
    row('nothing changed, cache kept / cold', none / first, 0.1, `${ms(none)} / ${ms(first)}`, kept),
    row('one release changed, cache kept / cold', one / first, 0.12, `${ms(one)} / ${ms(first)}`, changed),
    row(`${sizes.large} releases / ${sizes.small}`, many / first, 11, `${ms(many)} / ${ms(first)}`, grown),
    row(
      `peak memory, ${sizes.large} releases`,
      median(grown.map(({ peakMebibytes }) => peakMebibytes)),
      400,
      'node alone',
      grown,
      'MiB',
    ),
    row(
      'extraction / helm template, core time',
      stage(cold, 'images') / template,
      1,
      `${ms(stage(cold, 'images'))} / ${ms(template)}`,
    ),
  ];
}

/** A push of a document, beside node itself. */
async function skipped(): Promise<Row> {
  const forge = await startForge();
  const before = await pushFiles(forge, { 'README.md': 'one\n', 'apps/a.yaml': 'kind: ConfigMap\n' });
  const after = await pushFiles(forge, { 'README.md': 'two\n' });
  const event = await pushEnvironment(forge, before, after);
  const workspace = await checkout(forge, { depth: 0 });
  const [steps, empty]: [number[], number[]] = [[], []];
  for (let run = 0; run < 5 * runs; run += 1) {
    steps.push((await measureStep({ workspace, event })).milliseconds);
    empty.push(await measureCommand(process.execPath, ['-e', '0']));
  }
  await forge.close();
  return row(
    'skipped by the pre-check / node -e 0',
    median(steps) / median(empty),
    4,
    `${ms(median(steps))} / ${ms(median(empty))}`,
  );
}

/** Finding the labelled releases among many files, beside grep. */
async function reading({ repository }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'clusters', releases: 20, unlabelled: 0, fillers: sizes.files });
  await place.cold();
  const [flux, grep]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    flux.push((await place.warm()).stages.flux ?? Number.NaN);
    grep.push(await measureCommand('grep', ['-rl', 'prepuller', place.root]));
  }
  const limit = 2 * median(grep) + 300;
  return row(
    `reading ${sizes.files} files / (2 grep + 300 ms)`,
    median(flux) / limit,
    1,
    `${ms(median(flux))} / ${ms(limit)}`,
  );
}

/** 150 Kustomizations of which few are needed. */
async function tree({ repository }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'apps', releases: 10, unlabelled: 139, fillers: 200 });
  const run = await place.cold();
  const kustomize = (run.children.kustomize ?? 0) + (run.children.kubectl ?? 0);
  return row('kustomize processes, 150 Kustomizations', kustomize, 25, ms(run.milliseconds), [run]);
}

/** All Kustomizations are needed: what reading, checking and staging them adds to kustomize's own time. */
async function builds({ repository }: Workplace): Promise<Row> {
  const count = 160;
  const place = await repository({ layout: 'apps', releases: count, unlabelled: 0, fillers: 200 });
  const folders = place.releases.map((release) => path.join(place.root, path.dirname(releaseFile(release, 'apps'))));
  const [ours, floors]: [Measurement[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await place.cold());
    floors.push(await measureBuildFloor(folders));
  }
  const [flux, floor] = [stage(ours, 'flux'), median(floors)];
  return row(
    `reading and building ${count} Kustomizations / kubectl alone`,
    flux / floor,
    1.3,
    `${ms(flux)} / ${ms(floor)}`,
    ours,
  );
}

function row(
  name: string,
  figure: number,
  target: number,
  details: string,
  measured: readonly Measurement[] = [],
  unit = '',
): Row {
  return { name, figure, target, details, measured, unit };
}

function time(measurements: readonly Measurement[]): number {
  return median(measurements.map(({ milliseconds }) => milliseconds));
}

function stage(measurements: readonly Measurement[], name: string): number {
  return median(measurements.map(({ stages }) => stages[name] ?? Number.NaN));
}

/** Median of the memory; processes and stages of the first run. */
function describe(measured: readonly Measurement[]): string[] {
  const [first] = measured;
  if (first === undefined) return ['', '', ''];
  const list = (figures: Record<string, number>) =>
    Object.entries(figures)
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', ');
  const memory = median(measured.map(({ peakMebibytes }) => peakMebibytes));
  return [`${memory} MiB`, list(first.children) || 'none', list(first.stages)];
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}

function holds({ figure, target }: Row): boolean {
  return figure <= target;
}

function print(rows: readonly Row[]): void {
  const header = ['case', 'figure', 'target', 'holds', 'medians', 'node memory', 'processes', 'ms by stage'];
  console.log(tableLine(header));
  console.log(tableLine(header.map(() => '---')));
  for (const each of rows) {
    const figure = Number.isInteger(each.figure) ? String(each.figure) : each.figure.toFixed(2);
    const limit = `${each.target} ${each.unit}`.trim();
    const cells = [`${figure} ${each.unit}`.trim(), limit, holds(each) ? 'yes' : 'NO', each.details];
    console.log(tableLine([each.name, ...cells, ...describe(each.measured)]));
  }
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
