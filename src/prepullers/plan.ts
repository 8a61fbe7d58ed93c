import { imagesPulledBy } from '../generated-images.js';
import { isApplierKey, type ReleaseId, releaseKey } from '../problem.js';
import type { Unrendered } from './contract.js';
import { daemonSet } from './daemonset.js';
import { daemonSetParts } from './daemonset-parts.js';
import { type EarlierFiles, filesOf } from './earlier-files.js';
import { type DaemonSetObject, fileText } from './file-text.js';
import { carryOver, keepPrevious } from './history.js';
import { assignNames, fileName, releaseNames, shortenName } from './names.js';
import type { PrepullerOptions } from './options.js';
import type { Prepuller } from './prepuller.js';
import type { EarlierDaemonSet, GeneratedFile } from './read-generated.js';

export interface Plan {
  /** What is to be in the folder by name, beside the kustomization. */
  wanted: Map<string, Wanted>;
  /** Names of files that stay as they are. */
  kept: ReadonlySet<string>;
}

export interface Wanted {
  text: string;
  /** References that the text pulls. */
  images: ReadonlySet<string>;
  releases: ReleaseId[];
  /** Names of the earlier files that hold these releases. */
  replaces: string[];
}

type Nameable = Pick<Prepuller, 'key' | 'names' | 'namespace'>;
/** Releases that are not written, by key. */
type Missing = ReadonlyMap<string, ReleaseId>;

/** Which DaemonSet goes into which file, and which files of earlier runs stay. Pure. */
export function planFiles(
  composed: readonly Prepuller[],
  unrendered: Unrendered,
  earlier: EarlierFiles,
  options: PrepullerOptions,
): Plan {
  const gone = goneReleases(unrendered, earlier);
  const missing = missingReleases(composed, unrendered, earlier, gone);
  const carried = composed.map((prepuller) => withMissing(prepuller, earlier, missing));
  const kept = keptFiles(carried, unrendered.complete, earlier, { missing, gone });
  const prepullers = carried.map((prepuller) =>
    withPrevious(prepuller, siblingsOf(prepuller, carried), { earlier, kept }, options),
  );
  const namesakes = [...missing.values()].map((id) => namesake(id, earlier, options));
  const nameFiles = nameAll(filesAmong(prepullers), namesakes, kept, ({ name }) => fileName(name));
  const nameObjects = nameAll(prepullers, namesakes, keptObjects(kept, earlier), objectKey);
  const wanted = new Map<string, Wanted>();
  for (const together of byFile(prepullers.filter(({ images }) => images.length > 0))) {
    const releases = distinctReleases(together.flatMap((prepuller) => prepuller.releases.map(({ id }) => id)));
    const replaces = filesOf(releases, earlier);
    const files = replaced(replaces, earlier);
    const parts = together.map((prepuller) => {
      const name = nameObjects(prepuller).slice(prepuller.namespace.length + 1);
      return { prepuller, daemonSets: daemonSetsOf(prepuller, name, files, options) };
    });
    const images = imagesPulledBy(parts.flatMap(({ daemonSets }) => daemonSets.map(({ object }) => object)));
    wanted.set(nameFiles(together[0].file), { text: fileText(parts, options), images, releases, replaces });
  }
  return { wanted, kept };
}

/** What wants a name as a file, each once. */
function filesAmong(prepullers: readonly Prepuller[]): Prepuller[] {
  return [
    ...new Map(prepullers.map((prepuller) => [prepuller.file.key, { ...prepuller, ...prepuller.file }])).values(),
  ];
}

function byFile(prepullers: readonly Prepuller[]): [Prepuller, ...Prepuller[]][] {
  const files = new Map<string, [Prepuller, ...Prepuller[]]>();
  for (const prepuller of prepullers) {
    const file = files.get(prepuller.file.key);
    if (file) file.push(prepuller);
    else files.set(prepuller.file.key, [prepuller]);
  }
  return [...files.values()];
}

function distinctReleases(releases: readonly ReleaseId[]): ReleaseId[] {
  return [...new Map(releases.map((id) => [releaseKey(id), id])).values()];
}

function daemonSetsOf(
  prepuller: Prepuller,
  name: string,
  files: readonly GeneratedFile[],
  options: PrepullerOptions,
): DaemonSetObject[] {
  const earlier = () =>
    files.flatMap((file) => file.daemonSets()).filter(({ namespace }) => namespace === prepuller.namespace);
  const parts = daemonSetParts(prepuller.images, name, earlier);
  return parts.map((part) => ({ part, object: daemonSet(prepuller, part, options) }));
}

function replaced(names: readonly string[], { byName }: EarlierFiles): GeneratedFile[] {
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** Releases that are there no more, whatever else could not be read: by key. */
function goneReleases({ failed, isSettled }: Unrendered, { byName }: EarlierFiles): ReadonlySet<string> {
  const named = [...byName.values()].flatMap(({ releases }) => releases);
  const mayBeThere = named.filter(({ file }) => file === undefined || !isSettled?.(file));
  const gone = new Set(named.map(({ id }) => releaseKey(id)));
  for (const id of [...mayBeThere.map((release) => release.id), ...failed]) gone.delete(releaseKey(id));
  return gone;
}

/**
 * Releases that exist, or may exist, and are not among those to be written: the ones that failed and, where not
 * everything could be read, the ones that earlier files name and that are not gone.
 */
function missingReleases(
  composed: readonly Prepuller[],
  unrendered: Unrendered,
  earlier: EarlierFiles,
  gone: ReadonlySet<string>,
): Missing {
  const known = unrendered.complete
    ? unseenReleases(unrendered, earlier)
    : [...earlier.byRelease.values()].map(({ id }) => id);
  const possible = known.filter((id) => !gone.has(releaseKey(id)));
  const missing = new Map([...unrendered.failed, ...possible].map((id) => [releaseKey(id), id]));
  for (const key of composed.flatMap(releaseKeys)) missing.delete(key);
  return missing;
}

/** Those of sources that could not be looked into now. */
function unseenReleases({ isUnseen }: Unrendered, { byName }: EarlierFiles): ReleaseId[] {
  const named = [...byName.values()].flatMap(({ releases }) => releases);
  return named.filter(({ file }) => file !== undefined && isUnseen?.(file)).map(({ id }) => id);
}

/** Those in its namespace that hold other plain objects of what applies some of its own: they had the same files before. */
function siblingsOf(prepuller: Prepuller, all: readonly Prepuller[]): Prepuller[] {
  const appliers = new Set(releaseKeys(prepuller).filter(isApplierKey));
  if (appliers.size === 0) return [];
  return all
    .filter(({ key, namespace }) => key !== prepuller.key && namespace === prepuller.namespace)
    .filter((other) => releaseKeys(other).some((key) => appliers.has(key)));
}

/** A group with the releases that it lacks this time. */
function withMissing(prepuller: Prepuller, earlier: EarlierFiles, missing: Missing): Prepuller {
  // It has had its second name where its first was somebody else's.
  const files = prepuller.grouped ? replaced(prepuller.names.map(fileName), earlier) : [];
  return files.reduce((group, file) => carryOver(group, file, (release) => missing.has(release)), prepuller);
}

function withPrevious(
  prepuller: Prepuller,
  siblings: readonly Prepuller[],
  { earlier, kept }: { earlier: EarlierFiles; kept: ReadonlySet<string> },
  options: PrepullerOptions,
): Prepuller {
  // Only what is kept for a rollback has to be looked up in the earlier files, which are parsed for it.
  if (prepuller.images.length === 0 || options.keepPrevious === 0) return prepuller;
  const releases = prepuller.releases.map(({ id }) => id);
  // A file that stays goes on holding what it holds; what it says of these releases may be of any age.
  const names = filesOf(releases, earlier).filter((name) => !kept.has(name));
  // What was kept of several is kept by one of them.
  if (siblings.some(({ key }) => key < prepuller.key)) return prepuller;
  const used = siblings.flatMap(({ images }) => images);
  return keepPrevious(prepuller, daemonSetsBefore(prepuller, replaced(names, earlier)), used, options.keepPrevious);
}

/** A release may have moved to another namespace; what applies plain objects may have some in each of several. */
function daemonSetsBefore({ releases, namespace }: Prepuller, files: readonly GeneratedFile[]): EarlierDaemonSet[] {
  const isOfOne = releases.every(({ id }) => id.kind === undefined);
  return files.flatMap((file) => file.daemonSets()).filter((daemonSet) => isOfOne || daemonSet.namespace === namespace);
}

/**
 * The files that are left alone: those of missing releases and, where not everything could be read, all but those
 * whose every release is written elsewhere or gone.
 */
function keptFiles(
  prepullers: readonly Prepuller[],
  complete: boolean,
  { byName }: EarlierFiles,
  { missing, gone }: { missing: Missing; gone: ReadonlySet<string> },
): Set<string> {
  const written = new Set(prepullers.filter(({ images }) => images.length > 0).flatMap(releaseKeys));
  const kept = [...byName].filter(([, { releases }]) => {
    const unwritten = releases.map(({ id }) => releaseKey(id)).filter((key) => !written.has(key) && !gone.has(key));
    if (complete) return unwritten.some((key) => missing.has(key));
    return unwritten.length > 0 || releases.length === 0;
  });
  return new Set(kept.map(([name]) => name));
}

/** A missing release takes part in the naming: a failure must not rename the others. */
function namesake(id: ReleaseId, { byName, byRelease }: EarlierFiles, options: PrepullerOptions): Nameable {
  const key = releaseKey(id);
  const [file] = byRelease.get(key)?.names ?? [];
  // Where its DaemonSet is, as its file says; else the likeliest place.
  const namespace = file && byName.get(file)?.daemonSets()[0]?.namespace;
  return { key, names: releaseNames(id), namespace: namespace ?? (options.prepullerNamespace || id.namespace) };
}

/**
 * Gives everyone a name that is distinct as `toKey` sees it. Groups choose first, so that `prepuller-<namespace>` is
 * theirs.
 */
function nameAll(
  prepullers: readonly (Nameable & Pick<Prepuller, 'grouped'>)[],
  namesakes: readonly Nameable[],
  taken: ReadonlySet<string>,
  toKey: (object: { name: string; namespace: string }) => string,
): (named: Pick<Nameable, 'key'>) => string {
  const claim = ({ key, names, namespace }: Nameable) => ({
    key,
    candidates: names.map((name) => toKey({ name, namespace })),
  });
  const groups = assignNames(prepullers.filter(({ grouped }) => grouped).map(claim), taken);
  const others = [...prepullers.filter(({ grouped }) => !grouped), ...namesakes].map(claim);
  const assigned = new Map([...groups, ...assignNames(others, new Set([...taken, ...groups.values()]))]);
  return ({ key }) => assigned.get(key) ?? key;
}

function objectKey({ name, namespace }: { name: string; namespace: string }): string {
  return `${namespace}/${shortenName(name)}`;
}

function keptObjects(kept: ReadonlySet<string>, { byName }: EarlierFiles): Set<string> {
  const found = [...kept].flatMap((name) => byName.get(name)?.daemonSets() ?? []);
  return new Set(found.map(objectKey));
}

function releaseKeys({ releases }: Prepuller): string[] {
  return releases.map(({ id }) => releaseKey(id));
}
