import { realpathSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type CacheOptions, openCache } from '../cache.js';
import type { RunEvent } from '../event.js';
import { openInputs } from '../inputs/action-inputs.js';
import type { LogText } from '../report/log.js';
import type { Findings } from '../run-result.js';
import { sha256 } from '../sha256.js';
import { identityOnPath } from '../tools/find-program.js';
import { findTop } from '../tools/repository.js';
import { build, version } from '../version.js';
import { readAllFiles } from './all-files.js';

/*
 * Of a run that nothing has changed for since the last one, all is known before it begins: it would read the same files, find
 * in the cache what it made of them, and say the same. So it says what the last one said, if all of this holds:
 * - the last one found nothing to change and nothing that failed, and asked no host, no program and no answer that grows old:
 *   what it said follows from files, inputs and cache (see `outside.ts`);
 * - no file of the repository has changed, by name and content, tracked or not, the generated ones among them, and none did
 *   while the last run read them;
 * - all else that it was made with is the same: this program, Node, the inputs, the event, the programs on the PATH; secrets are
 *   for hosts, of which none was asked;
 * - it is less than a day old: now and then the cache is looked at again, so that what is in use stays in it.
 * Wherever this cannot be told, the run is made. What would be in its way meanwhile (a host that is down, an entry of the cache
 * that is gone) is not said, as long as nothing of it is needed.
 */

/** What a run says of the files, before it commits them. */
export interface Said {
  /** What Flux runs, for the log. */
  discovered: LogText;
  findings: Omit<Findings, 'sizes'>;
}

export interface LastRun {
  /** What it said, where this run would say the same. */
  said?: Said;
  /** Keeps what this run says, which asked nothing outside of it, if no file changed under it. */
  keep(said: Said): void;
}

export type LastRunOptions = CacheOptions & { root: string; outputPath: string; check: boolean };

const mostMilliseconds = 24 * 60 * 60 * 1000;

/** When a run is made, and when its process was started; milliseconds since 1970. */
interface Clock {
  now: number;
  started: number;
}

/** Inputs are compared as the runner gives them: what became of them holds functions. */
export function openLastRun(inputs: LastRunOptions, event: RunEvent, clock: Clock = readClock()): LastRun {
  const { root, check, outputPath, cachePath, cacheMaxSize } = inputs;
  const realRoot = realpathSync(root);
  const top = findTop(realRoot);
  if (top === undefined || check) return none;
  const cache = openCache(cachePath, cacheMaxSize);
  const place = JSON.stringify([event.repository, event.ref, root, outputPath]);
  const conditions = conditionsOf(event, [root, realRoot, top]);
  const said = saidBefore(readKept(cache.read('runs', place)), { conditions, top, now: clock.now });
  return {
    ...(said && { said }),
    keep(said) {
      const files = readAllFiles(top);
      // A file that changed while this run read it would be known by what it became.
      if (files === undefined || files.changed >= clock.started) return;
      const head = [conditions, files.digest, String(clock.now)];
      // It takes the place of the one before; the bound of the cache is looked at by the next run that adds to it.
      cache.write('runs', place, [...head, JSON.stringify(said)].join('\n'));
    },
  };
}

/** Where no run is like another: outside of a repository, and for a check. */
const none: LastRun = { keep: () => undefined };

function readClock(): Clock {
  return { now: Date.now(), started: performance.timeOrigin };
}

interface Present {
  conditions: string;
  top: string;
  now: number;
}

/** The files are read only where all else is the same. */
function saidBefore(kept: Kept | undefined, { conditions, top, now }: Present): Said | undefined {
  if (kept === undefined || kept.conditions !== conditions) return undefined;
  const age = now - kept.time;
  if (age < 0 || age >= mostMilliseconds || readAllFiles(top)?.digest !== kept.files) return undefined;
  return JSON.parse(kept.said) as Said;
}

/** A digest of all but the files. @param places of the checkout */
function conditionsOf(event: RunEvent, places: readonly string[]): string {
  const programs = ['helm', 'kustomize', 'kubectl'].map(identityOnPath);
  const { arch, platform, version: node } = process;
  return sha256(JSON.stringify([version, build, node, arch, platform, openInputs(), programs, event, places]));
}

interface Kept {
  conditions: string;
  /** Digest of all files. */
  files: string;
  /** When the run was made; milliseconds since 1970. */
  time: number;
  /** JSON. */
  said: string;
}

/** A line each; none of them holds a line feed. */
function readKept(entry: Buffer | undefined): Kept | undefined {
  if (entry === undefined) return undefined;
  const [conditions = '', files = '', time = '', said = ''] = entry.toString('utf8').split('\n');
  return { conditions, files, time: Number(time), said };
}
