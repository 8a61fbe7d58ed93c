// biome-ignore-all lint/style/noExcessiveLinesPerFile: each row of the table is measured by a function of its own, in their order
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { checkout, pushFiles } from '../test/support/checkout.js';
import { eventEnvironment, pushEnvironment } from '../test/support/event.js';
import { startForge } from '../test/support/forge.js';
import { type Floor, measureBuildFloor, measureFloor } from './floor.js';
import { type Measurement, measureCommand, measureStep, median, timeStep } from './measure.js';
import { measurePeers } from './peers.js';
import { releaseFile } from './repository.js';
import { holds, ms, print, printPeers, type Row } from './table.js';
import { runVerification } from './verification.js';
import { openWorkplace, type Workplace } from './workplace.js';

const isQuick = process.argv.includes('--quick');
const runs = Number(/^--runs=(\d+)$/m.exec(process.argv.join('\n'))?.[1] ?? (isQuick ? 1 : 3));
/** Of each run that takes half a second, for each of the others. */
const shortRuns = isQuick ? 1 : 3;
const sizes = isQuick
  ? { small: 10, large: 100, charts: 20, files: 5000, images: 60 }
  : { small: 100, large: 1000, charts: 40, files: 20_000, images: 300 };

/** The program flate, to be measured beside prepuller. */
const flate = /^--peers=(.+)$/m.exec(process.argv.join('\n'))?.[1];

const workplace = await openWorkplace(sizes.charts);
try {
  console.log(`${availableParallelism()} cores, Node ${process.version}, ${runs} runs of each\n`);
  const isGood = flate === undefined ? await benchItself() : printPeers(await measurePeers(workplace, flate, runs));
  process.exitCode = isGood ? 0 : 1;
} finally {
  await workplace.close();
}

async function benchItself(): Promise<boolean> {
  const rows = [
    ...releaseRows(await runReleases(workplace)),
    await repeated(workplace),
    await skipped(),
    await reading(workplace),
    await tree(workplace),
    await few(workplace),
    await applications(workplace),
    await builds(workplace),
    ...(await verification(workplace)),
  ];
  print(rows);
  return rows.every(holds);
}

/** All runs with releases, one after the other in turns, so that what the machine does meanwhile is in each of them. */
interface ReleaseRuns {
  /** helm alone, on the charts of the small repository. */
  floors: Floor[];
  cold: Measurement[];
  kept: Measurement[];
  changed: Measurement[];
  /** Cold, with ten times as many releases. */
  grown: Measurement[];
}

async function runReleases({ repository, server }: Workplace): Promise<ReleaseRuns> {
  const small = await repository({ layout: 'clusters', releases: sizes.small, unlabelled: 20, fillers: 200 });
  const large = await repository({ layout: 'clusters', releases: sizes.large, unlabelled: 20, fillers: 200 });
  const measured: ReleaseRuns = { floors: [], cold: [], kept: [], changed: [], grown: [] };
  for (let run = 0; run < runs; run += 1) {
    measured.floors.push(await measureFloor(small.releases, server));
    measured.cold.push(await small.cold());
    // In half a second the machine may do something else once.
    for (let turn = 0; turn < shortRuns; turn += 1) {
      measured.kept.push(await small.warm());
      await small.change();
      measured.changed.push(await small.warm());
    }
    measured.grown.push(await large.cold());
  }
  return measured;
}

/** Cold, kept and changed runs, growth and memory. */
function releaseRows({ floors, cold, kept, changed, grown }: ReleaseRuns): Row[] {
  const floor = median(
    floors.map(({ pullMilliseconds, templateMilliseconds }) => pullMilliseconds + templateMilliseconds),
  );
  const template = median(floors.map(({ templateMilliseconds }) => templateMilliseconds)) * availableParallelism();
  const peak = { figure: median(grown.map(({ peakMebibytes }) => peakMebibytes)), measured: grown };
  const images = stage(cold, 'images');
  return [
    ratio(`cold, ${sizes.small} releases of ${sizes.charts} charts / helm alone`, [time(cold), floor], 1.15, cold),
    ratio('nothing changed, cache kept / cold', [time(kept), time(cold)], 0.1, kept),
    ratio('one release changed, cache kept / cold', [time(changed), time(cold)], 0.12, changed),
    ratio(`${sizes.large} releases / ${sizes.small}`, [time(grown), time(cold)], 10.5, grown),
    { ...peak, name: `peak memory, ${sizes.large} releases`, unit: 'MiB', target: 400, details: 'node alone' },
    ratio('extraction / helm template, core time', [images, template], 1),
  ];
}

/** Nothing at all changed since the last run: what that one said is said again. */
async function repeated({ repository }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'apps', releases: 70, unlabelled: 0, fillers: 200 });
  await place.commit();
  await place.cold();
  // It finds what the cold one wrote.
  await place.warm();
  const [again, empty]: [Measurement[], number[]] = [[], []];
  for (let run = 0; run < 3 * runs; run += 1) {
    again.push(await place.warm());
    empty.push(await measureCommand(process.execPath, ['-e', '0']));
  }
  return ratio('nothing changed, 70 releases, said again / node -e 0', [time(again), median(empty)], 2, again);
}

/** A push of a document, beside node itself. */
async function skipped(): Promise<Row> {
  const forge = await startForge();
  const before = await pushFiles(forge, { 'README.md': 'one\n', 'apps/a.yaml': 'kind: ConfigMap\n' });
  // A push is skipped only after a run that left word of what it settled.
  const full = await eventEnvironment(forge, { name: 'workflow_dispatch', sha: before });
  await measureStep({ workspace: await checkout(forge), event: full });
  const after = await pushFiles(forge, { 'README.md': 'two\n' });
  const event = await pushEnvironment(forge, before, after);
  const workspace = await checkout(forge, { depth: 0 });
  const [steps, empty]: [number[], number[]] = [[], []];
  for (let run = 0; run < 5 * runs; run += 1) {
    steps.push(await timeStep({ workspace, event }));
    empty.push(await measureCommand(process.execPath, ['-e', '0']));
  }
  await forge.close();
  return ratio('skipped by the pre-check / node -e 0', [median(steps), median(empty)], 1.5);
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
  return ratio(`reading ${sizes.files} files / (2 grep + 300 ms)`, [median(flux), 2 * median(grep) + 300], 1);
}

/** 150 Kustomizations of which few are needed. */
async function tree({ repository }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'apps', releases: 10, unlabelled: 139, fillers: 200 });
  const run = await place.cold();
  const name = 'kustomize processes, 150 Kustomizations';
  return { name, figure: kustomizes(run), unit: '', target: 3, details: ms(run.milliseconds), measured: [run] };
}

/** Of 160 Kustomizations those are built that have one of the eight labelled releases, and few beside them. */
async function few({ repository }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'apps', releases: 8, unlabelled: 151, fillers: 200 });
  const run = await place.cold();
  const name = 'builds, 160 Kustomizations with eight labelled releases';
  return { name, figure: run.builds, unit: '', target: 12, details: ms(run.milliseconds), measured: [run] };
}

/** One Kustomization per application, all of them labelled: how much of the time goes to other things than helm. */
async function applications({ repository, server }: Workplace): Promise<Row> {
  const place = await repository({ layout: 'apps', releases: 70, unlabelled: 0, fillers: 200 });
  const [ours, floors]: [Measurement[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await place.cold());
    const { pullMilliseconds, templateMilliseconds } = await measureFloor(place.releases, server);
    floors.push(pullMilliseconds + templateMilliseconds);
  }
  return ratio('cold, 70 Kustomizations of one release each / helm alone', [time(ours), median(floors)], 1.25, ours);
}

function kustomizes({ children }: Measurement): number {
  return (children.kustomize ?? 0) + (children.kubectl ?? 0);
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
  const name = `reading and building ${count} Kustomizations / kubectl alone`;
  return ratio(name, [stage(ours, 'flux'), median(floors)], 1.45, ours);
}

/** What verifying images adds to the time that their registry takes to answer. */
async function verification(place: Workplace): Promise<Row[]> {
  const { floor, cold, kept, requests, keptRequests } = await runVerification(place, sizes.images, runs);
  const what = `verifying ${sizes.images} images of 20 repositories`;
  const name = `${what}, ${requests} requests / their delay of 20 ms`;
  return [
    ratio(name, [stage(cold, 'registries'), floor], 1.75, cold),
    {
      name: `requests for ${sizes.images} images, cache kept`,
      figure: keptRequests,
      unit: '',
      target: 0,
      details: ms(stage(kept, 'registries')),
      measured: kept,
    },
  ];
}

/** One time in milliseconds over another. */
function ratio(
  name: string,
  [above, below]: [number, number],
  target: number,
  measured: readonly Measurement[] = [],
): Row {
  return { name, figure: above / below, unit: '', target, details: `${ms(above)} / ${ms(below)}`, measured };
}

function time(measurements: readonly Measurement[]): number {
  return median(measurements.map(({ milliseconds }) => milliseconds));
}

function stage(measurements: readonly Measurement[], name: string): number {
  return median(measurements.map(({ stages }) => stages[name] ?? Number.NaN));
}
