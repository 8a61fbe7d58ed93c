import { type ReleaseId, releaseKey } from '../problem.js';
import { daemonSet } from './daemonset.js';
import { carryOver, keepPrevious } from './history.js';
import { assignNames, releaseNames, shortenName } from './names.js';
import type { Prepuller } from './prepuller.js';
import type { GeneratedFile } from './read-generated.js';
import { daemonSetText } from './text.js';
import type { PrepullerOptions, Unrendered } from './write-prepullers.js';

/** Generated DaemonSets by the name of their file. */
export type Files = ReadonlyMap<string, GeneratedFile>;

export interface Plan {
  /** What is to be in the folder by name, beside the kustomization. */
  wanted: Map<string, Wanted>;
  /** Names of files that stay as they are. */
  kept: Set<string>;
}

export interface Wanted {
  text: string;
  releases: ReleaseId[];
  /** Names of the earlier files that hold these releases. */
  replaces: string[];
}

type Nameable = Pick<Prepuller, 'key' | 'names' | 'namespace'>;

/** Which DaemonSet goes into which file, and which files of earlier runs stay. Pure. */
export function planFiles(
  composed: readonly Prepuller[],
  unrendered: Unrendered,
  files: Files,
  options: PrepullerOptions,
): Plan {
  const missing = missingReleases(composed, unrendered, files);
  const prepullers = composed.map((prepuller) => withHistory(prepuller, files, missing, options));
  const kept = keptFiles(prepullers, unrendered, files, missing);
  const namesakes = [...missing].map(([key, id]) => ({
    key,
    names: releaseNames(id),
    namespace: home(id, kept, options),
  }));
  const fileNames = nameAll(prepullers, namesakes, new Set(kept.keys()), (name) => `${name}.yaml`);
  const daemonSetNames = nameAll(
    prepullers,
    namesakes,
    takenNames(kept),
    (name, namespace) => `${namespace}/${shortenName(name)}`,
  );
  const wanted = new Map<string, Wanted>();
  for (const prepuller of prepullers.filter((candidate) => candidate.images.length > 0)) {
    const name = (daemonSetNames.get(prepuller.key) ?? '').replace(/^.*\//, '');
    const text = daemonSetText(prepuller, daemonSet(prepuller, name, options), options.label);
    const releases = prepuller.releases.map(({ id }) => id);
    const replaces = filesOf(prepuller, files).map(([file]) => file);
    wanted.set(fileNames.get(prepuller.key) ?? '', { text, releases, replaces });
  }
  return { wanted, kept: new Set(kept.keys()) };
}

/**
 * Releases that exist, or may exist, and are not among those to be written, by key: the ones that failed and, where
 * not everything could be read, the ones that earlier files name.
 */
function missingReleases(composed: readonly Prepuller[], unrendered: Unrendered, files: Files): Map<string, ReleaseId> {
  const earlier = unrendered.complete
    ? []
    : [...files.values()].flatMap(({ releases }) => releases.map(({ id }) => id));
  const missing = new Map([...unrendered.failed, ...earlier].map((id) => [releaseKey(id), id]));
  for (const key of composed.flatMap(releaseKeys)) missing.delete(key);
  return missing;
}

function withHistory(
  prepuller: Prepuller,
  files: Files,
  missing: ReadonlyMap<string, ReleaseId>,
  options: PrepullerOptions,
): Prepuller {
  const file = prepuller.grouped ? files.get(`${prepuller.names[0]}.yaml`) : undefined;
  const whole = file ? carryOver(prepuller, file, (release) => missing.has(release)) : prepuller;
  if (whole.images.length === 0) return whole;
  const replaced = filesOf(whole, files).map(([, earlier]) => earlier);
  return keepPrevious(whole, replaced, options.keepPrevious);
}

function filesOf(prepuller: Prepuller, files: Files): [string, GeneratedFile][] {
  const keys = new Set(releaseKeys(prepuller));
  return [...files].filter(([, { releases }]) => releases.some(({ id }) => keys.has(releaseKey(id))));
}

/**
 * The files that are left alone: those of missing releases and, where not everything could be read, all but those
 * whose every release is written elsewhere.
 */
function keptFiles(
  prepullers: readonly Prepuller[],
  { complete }: Unrendered,
  files: Files,
  missing: ReadonlyMap<string, ReleaseId>,
): Files {
  const written = new Set(prepullers.filter(({ images }) => images.length > 0).flatMap(releaseKeys));
  return new Map(
    [...files].filter(([, { releases }]) => {
      const unwritten = releases.map(({ id }) => releaseKey(id)).filter((key) => !written.has(key));
      if (complete) return unwritten.some((key) => missing.has(key));
      return unwritten.length > 0 || releases.length === 0;
    }),
  );
}

/** Groups choose first, so that `prepuller-<namespace>` is theirs; releases that are missing take part for their names. */
function nameAll(
  prepullers: readonly Prepuller[],
  namesakes: readonly Nameable[],
  taken: ReadonlySet<string>,
  candidate: (name: string, namespace: string) => string,
): Map<string, string> {
  const claim = ({ key, names, namespace }: Nameable) => ({
    key,
    candidates: names.map((name) => candidate(name, namespace)),
  });
  const groups = assignNames(prepullers.filter(({ grouped }) => grouped).map(claim), taken);
  const others = [...prepullers.filter(({ grouped }) => !grouped), ...namesakes].map(claim);
  return new Map([...groups, ...assignNames(others, new Set([...taken, ...groups.values()]))]);
}

function takenNames(kept: Files): Set<string> {
  const daemonSets = [...kept.values()].map((file) => file.content().daemonSet);
  return new Set(daemonSets.flatMap((found) => (found ? [`${found.namespace}/${found.name}`] : [])));
}

/** Where the DaemonSet of a release is that could not be rendered: as its file says, else the likeliest place. */
function home(id: ReleaseId, kept: Files, options: PrepullerOptions): string {
  const file = [...kept.values()].find(({ releases }) =>
    releases.some((release) => releaseKey(release.id) === releaseKey(id)),
  );
  return file?.content().daemonSet?.namespace ?? (options.prepullerNamespace || id.namespace);
}

function releaseKeys({ releases }: Prepuller): string[] {
  return releases.map(({ id }) => releaseKey(id));
}
