import { availableParallelism } from 'node:os';
import { checkout, pushFiles } from '../test/support/checkout.js';
import { pushEnvironment } from '../test/support/event.js';
import { startForge } from '../test/support/forge.js';
import { type Floor, measureFloor } from './floor.js';
import { type Measurement, measureCommand, measureStep, median } from './measure.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** One line of the table. */
interface Row {
  name: string;
  figure: number;
  unit: string;
  /** The figure must not be above it. */
  target: number;
  /** What the figure was made of. */
  details: string;
}

const isQuick = process.argv.includes('--quick');
const runs = Number(/^--runs=(\d+)$/m.exec(process.argv.join('\n'))?.[1] ?? (isQuick ? 1 : 3));
const sizes = isQuick
  ? { small: 10, large: 100, charts: 20, files: 5000 }
  : { small: 100, large: 1000, charts: 40, files: 20_000 };

const workplace = await openWorkplace(sizes.charts);
try {
  console.log(`${availableParallelism()} cores, Node ${process.version}, ${runs} runs of each\n`);
  const rows = [...(await releases(workplace)), await skipped(), await reading(workplace), await tree(workplace)];
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
      `${ms(first)} / ${ms(floor)}; ${describe(cold)}`,
    ),
    row('nothing changed, cache kept / cold', none / first, 0.1, `${ms(none)}; ${describe(kept)}`),
    row('one release changed, cache kept / cold', one / first, 0.12, `${ms(one)}; ${describe(changed)}`),
    row(`${sizes.large} releases / ${sizes.small}`, many / first, 11, `${ms(many)}; ${describe(grown)}`),
    row(
      `peak memory, ${sizes.large} releases`,
      median(grown.map(({ peakMebibytes }) => peakMebibytes)),
      400,
      'node alone',
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
  const { children, milliseconds } = await place.cold();
  const kustomize = (children.kustomize ?? 0) + (children.kubectl ?? 0);
  return row('kustomize processes, 150 Kustomizations', kustomize, 25, ms(milliseconds), '');
}

function row(name: string, figure: number, target: number, details: string, unit = ''): Row {
  return { name, figure, target, details, unit };
}

function time(measurements: readonly Measurement[]): number {
  return median(measurements.map(({ milliseconds }) => milliseconds));
}

function stage(measurements: readonly Measurement[], name: string): number {
  return median(measurements.map(({ stages }) => stages[name] ?? Number.NaN));
}

function describe([measurement]: readonly Measurement[]): string {
  const { children = {}, stages = {} } = measurement ?? {};
  const list = (figures: Record<string, number>) =>
    Object.entries(figures)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return `processes: ${list(children) || 'none'}; ms: ${list(stages)}`;
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}

function holds({ figure, target }: Row): boolean {
  return figure <= target;
}

function print(rows: readonly Row[]): void {
  console.log('| case | figure | target | holds | medians |\n|---|---|---|---|---|');
  for (const each of rows) {
    const figure = `${Number.isInteger(each.figure) ? each.figure : each.figure.toFixed(2)} ${each.unit}`.trim();
    console.log(
      `| ${each.name} | ${figure} | ${each.target} ${each.unit}`.trim() +
        ` | ${holds(each) ? 'yes' : 'NO'} | ${each.details} |`,
    );
  }
}
