import { type ReleaseId, releaseKey } from '../problem.js';
import { type GeneratedFile, readGenerated } from './read-generated.js';

/** The DaemonSets of earlier runs, by the name of their file, and by release. */
export interface EarlierFiles {
  byName: ReadonlyMap<string, GeneratedFile>;
  /** Every release that a file is for, by key, with the names of its files. */
  byRelease: ReadonlyMap<string, { id: ReleaseId; names: string[] }>;
}

/** @param texts of the marked files by name, less the kustomization */
export function readEarlierFiles(texts: Iterable<[name: string, text: string]>): EarlierFiles {
  const byName = new Map<string, GeneratedFile>();
  const byRelease = new Map<string, { id: ReleaseId; names: string[] }>();
  for (const [name, text] of texts) {
    const file = readGenerated(text);
    byName.set(name, file);
    for (const { id } of file.releases) {
      const entry = byRelease.get(releaseKey(id)) ?? { id, names: [] };
      byRelease.set(releaseKey(id), entry);
      entry.names.push(name);
    }
  }
  return { byName, byRelease };
}

/** Names of the files that hold at least one of the releases. */
export function filesOf(releases: readonly ReleaseId[], { byRelease }: EarlierFiles): string[] {
  return [...new Set(releases.flatMap((id) => byRelease.get(releaseKey(id))?.names ?? []))];
}
