import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ExecaError } from 'execa';
import { measureProgram, median } from './measure.js';
import type { Layout } from './repository.js';
import type { BenchRepository, Workplace } from './workplace.js';

/** Figures of one program: medians. */
interface Figures {
  wall: number;
  processor: number;
  mebibytes: number;
}

interface Turn {
  milliseconds: number;
  processorMilliseconds: number;
  largestMebibytes: number;
}

/** A comparison with flate (https://github.com/home-operations/flate); a target of nothing is only shown. */
export interface PeerRow {
  name: string;
  figure: number;
  target: number | undefined;
  details: string;
}

const layouts: { layout: Layout; about: string; entry: string; releases: number; processorTarget: number }[] = [
  {
    layout: 'apps',
    about: 'one Kustomization per application',
    entry: 'kubernetes/flux/cluster',
    releases: 70,
    processorTarget: 1.2,
  },
  {
    layout: 'clusters',
    about: 'few Kustomizations',
    entry: 'clusters/production',
    releases: 74,
    processorTarget: 2.2,
  },
];

/**
 * Runs prepuller and flate in turns on the same repository, cold and with what each has kept.
 * @param flate Path of the program.
 */
export async function measurePeers({ repository, server }: Workplace, flate: string, runs: number): Promise<PeerRow[]> {
  const rows: PeerRow[] = [];
  for (const { layout, about, entry, releases, processorTarget } of layouts) {
    const place = await repository({ layout, releases, unlabelled: 0, fillers: 200, repositoryUrl: server.httpUrl });
    // flate takes the folder of the Git repository for the one that paths begin at.
    await place.commit();
    const turns = await takeTurns(place, createFlate(flate, place, entry), runs);
    rows.push(...compare(`${releases} releases, ${about}`, turns, processorTarget));
  }
  return rows;
}

interface Turns {
  cold: Turn[];
  afterCold: Turn[];
  kept: Turn[];
  peerCold: Turn[];
  peerKept: Turn[];
}

async function takeTurns(place: BenchRepository, peer: Peer, runs: number): Promise<Turns> {
  const turns: Turns = { cold: [], afterCold: [], kept: [], peerCold: [], peerKept: [] };
  for (let run = 0; run < runs; run += 1) {
    turns.cold.push(await place.cold());
    turns.peerCold.push(await peer.cold());
    // The first run after a cold one finds what that one wrote; the next ones say again what it said.
    turns.afterCold.push(await place.warm());
    await peer.kept();
    turns.kept.push(await place.warm());
    turns.peerKept.push(await peer.kept());
  }
  return turns;
}

interface Peer {
  cold(): Promise<Turn>;
  kept(): Promise<Turn>;
}

function createFlate(program: string, { root }: BenchRepository, entry: string): Peer {
  const cache = path.join(root, '../flate');
  const options = ['--no-progress', '--skip-schema-validation', '--cache-dir', cache];
  const bounded = ['--signal=KILL', String(mostSeconds), program];
  const kept = () =>
    measureProgram('timeout', [...bounded, 'get', 'images', ...options, '--path', path.join(root, entry)]);
  return {
    kept: () => again(kept),
    cold: () =>
      again(async () => {
        await rm(cache, { recursive: true, force: true });
        await mkdir(cache);
        return await kept();
      }),
  };
}

/** Many times what it takes. */
const mostSeconds = 60;
/** Of a `timeout` that had to kill (https://www.gnu.org/software/coreutils/timeout). */
const killed = 137;
const mostTries = 5;

/** Now and then it waits for itself without end, on both layouts: such a run is said, and not counted. */
async function again(run: () => Promise<Turn>, tries = mostTries): Promise<Turn> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ExecaError && error.exitCode === killed) || tries === 1) throw error;
    console.log(`flate did not end within ${mostSeconds} s and was ended; it is run again.`);
    return await again(run, tries - 1);
  }
}

function compare(about: string, turns: Turns, processorTarget: number): PeerRow[] {
  const [ours, theirs] = [figuresOf(turns.cold), figuresOf(turns.peerCold)];
  const [oursKept, theirsKept] = [figuresOf(turns.kept), figuresOf(turns.peerKept)];
  const row = (name: string, figure: keyof Figures, of: [Figures, Figures], target?: number): PeerRow => {
    const unit = figure === 'mebibytes' ? 'MiB' : 'ms';
    const [above, below] = of.map((figures) => figures[figure]) as [number, number];
    const details = `${Math.round(above)} ${unit} / ${Math.round(below)} ${unit}`;
    return { name: `${about}: ${name}`, figure: above / below, target, details };
  };
  return [
    row('cold / flate, processor time', 'processor', [ours, theirs], processorTarget),
    row('cold / flate, wall', 'wall', [ours, theirs], processorTarget > 2 ? undefined : 1),
    row('kept / flate kept, wall', 'wall', [oursKept, theirsKept], 0.6),
    row('the first kept run / flate kept, wall', 'wall', [figuresOf(turns.afterCold), theirsKept]),
    row('kept / flate kept, processor time', 'processor', [oursKept, theirsKept]),
    row('memory of the largest process / flate', 'mebibytes', [ours, theirs], 0.3),
  ];
}

function figuresOf(turns: readonly Turn[]): Figures {
  return {
    wall: median(turns.map(({ milliseconds }) => milliseconds)),
    processor: median(turns.map(({ processorMilliseconds }) => processorMilliseconds)),
    mebibytes: median(turns.map(({ largestMebibytes }) => largestMebibytes)),
  };
}
