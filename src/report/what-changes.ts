import { readGeneratedHead } from '../generated-head.js';
import { type ImageDifference, without } from '../generated-images.js';
import type { FileChange, GeneratedTexts, ImageReader } from '../prepullers/contract.js';
import { type ReleaseId, releaseKey } from '../problem.js';

/** What comes and goes with the changed files of a run. */
export interface WhatChanges {
  /** By the name of their first release. */
  byRelease: ReleaseChange[];
  /** Of all generated files together: what one release no longer pulls and another one still does, does not go. */
  images: ImageDifference;
}

/** What changes for one release, or for those that share generated files. */
export interface ReleaseChange {
  /** By their names; none for a file that does not say which it is for. */
  releases: ChangedRelease[];
  /** Of the files of these releases. */
  images: ImageDifference;
  /** The generated files that change, relative to the repository's root. */
  files: string[];
}

export interface ChangedRelease {
  id: ReleaseId;
  /** `new` and `gone` as the generated files know it: a release that never ran before is new, whatever kept it from it. */
  state: 'new' | 'kept' | 'gone';
  /** Names and versions, such as `podinfo 6.5.0`; several where it differs between clusters, none where it is not there. */
  chartsBefore: string[];
  chartsAfter: string[];
}

/** Reads from the generated files themselves what changes: their heads say for which releases and charts they were made. */
export function whatChanges({ changes, unchanged, imagesOf }: GeneratedTexts): WhatChanges {
  const files = changes.map((change) => readFile(change, imagesOf));
  const kept = files.length > 0 ? chartsIn(unchanged) : new Map();
  const byRelease = groupByRelease(files)
    .map((group) => changeOf(group, kept))
    .filter(({ releases, images }) => releases.length > 0 || images.added.length > 0 || images.removed.length > 0);
  return { byRelease: byRelease.sort(byName), images: overall(files, unchanged, imagesOf) };
}

/** A generated file that changes, read once. */
interface ReadFile {
  path: string;
  before: ReadText;
  after: ReadText;
}

interface ReadText {
  charts: Charts;
  images: ReadonlySet<string>;
}

/** By the key of the release. */
type Charts = ReadonlyMap<string, { id: ReleaseId; charts: string[] }>;

function readFile({ path, before, after }: FileChange, imagesOf: ImageReader): ReadFile {
  const read = (text: string) => ({ charts: chartsIn([text]), images: imagesOf(text) });
  return { path, before: read(before ?? ''), after: read(after ?? '') };
}

function chartsIn(texts: readonly string[]): Charts {
  return unite(
    texts
      .flatMap((text) => readGeneratedHead(text)?.releases ?? [])
      .map(({ id, chart }) => ({ id, charts: chart === undefined ? [] : [chart] })),
  );
}

/** A release that differs between clusters stands in a head more than once. */
function unite(entries: readonly { id: ReleaseId; charts: readonly string[] }[]): Charts {
  const united = new Map<string, { id: ReleaseId; charts: string[] }>();
  for (const { id, charts } of entries) {
    const key = releaseKey(id);
    united.set(key, { id, charts: [...new Set([...(united.get(key)?.charts ?? []), ...charts])] });
  }
  return united;
}

interface Group {
  keys: string[];
  files: ReadFile[];
}

/** The files of a release belong together, and so do the releases of a file, which may have had another name before. */
function groupByRelease(files: readonly ReadFile[]): ReadFile[][] {
  const groups = new Set<Group>();
  const groupOf = new Map<string, Group>();
  for (const file of files) {
    const keys = keysOf(file);
    const [group = { keys: [], files: [] }, ...others] = new Set(keys.flatMap((key) => groupOf.get(key) ?? []));
    for (const other of others) {
      groups.delete(other);
      group.files.push(...other.files);
    }
    group.files.push(file);
    const added = [...others.flatMap((other) => other.keys), ...keys];
    group.keys.push(...added);
    for (const key of added) groupOf.set(key, group);
    groups.add(group);
  }
  const position = new Map(files.map((file, index) => [file, index]));
  const at = (file: ReadFile) => position.get(file) ?? 0;
  return [...groups].map((group) => group.files.sort((a, b) => at(a) - at(b)));
}

function keysOf({ before, after }: ReadFile): string[] {
  return [...before.charts.keys(), ...after.charts.keys()];
}

/** @param kept Of the files that do not change: a release whose pods run in several namespaces has some of them. */
function changeOf(files: readonly ReadFile[], kept: Charts): ReleaseChange {
  const keys = new Set(files.flatMap(keysOf));
  const others = [...keys].flatMap((key) => kept.get(key) ?? []);
  const before = unite([...files.flatMap((file) => [...file.before.charts.values()]), ...others]);
  const after = unite([...files.flatMap((file) => [...file.after.charts.values()]), ...others]);
  const releases = [...keys].sort(compare).flatMap((key) => changedRelease(before.get(key), after.get(key)));
  return { releases, images: difference(files), files: files.map(({ path }) => path) };
}

type ReleaseCharts = { id: ReleaseId; charts: string[] } | undefined;

function changedRelease(before: ReleaseCharts, after: ReleaseCharts): ChangedRelease[] {
  const id = after?.id ?? before?.id;
  if (id === undefined) return [];
  const state = before === undefined ? 'new' : after === undefined ? 'gone' : 'kept';
  return [{ id, state, chartsBefore: before?.charts ?? [], chartsAfter: after?.charts ?? [] }];
}

function difference(files: readonly ReadFile[]): ImageDifference {
  const before = new Set(files.flatMap((file) => [...file.before.images]));
  const after = new Set(files.flatMap((file) => [...file.after.images]));
  return { added: without(after, before), removed: without(before, after) };
}

function overall(files: readonly ReadFile[], unchanged: readonly string[], imagesOf: ImageReader): ImageDifference {
  const { added, removed } = difference(files);
  if (added.length + removed.length === 0) return { added, removed };
  const pulled = new Set(unchanged.flatMap((text) => [...imagesOf(text)]));
  return { added: added.filter((image) => !pulled.has(image)), removed: removed.filter((image) => !pulled.has(image)) };
}

/** Those that no release is known of come last. */
function byName(a: ReleaseChange, b: ReleaseChange): number {
  const [first, second] = [a, b].map(({ releases: [release] }) => (release ? releaseKey(release.id) : '~'));
  return compare(first ?? '', second ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
