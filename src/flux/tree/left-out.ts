import { enumerate } from '../../enumerate.js';
import { fieldAt, isObject, type JsonObject } from '../../json.js';
import { isLabelled } from '../../opt-in.js';
import type { Problem } from '../../problem.js';
import { isWithin } from '../files/folders.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import { isHelmRelease, isPatch } from '../manifests/release-object.js';
import type { ClusterTree } from './cluster-tree.js';
import { filesBelow, type StaticReachContext } from './static-reach.js';

export interface LeftOutContext extends StaticReachContext {
  manifests: RepositoryManifests;
  label: string;
}

/** A file with labelled objects that none of the clusters reads, in no way that is known. */
export interface UnreachedFile {
  file: string;
  /** It holds a HelmRelease that is labelled. */
  hasRelease: boolean;
}

export function unreachedFiles(
  labelledFiles: readonly string[],
  clusters: readonly ClusterTree[],
  context: LeftOutContext,
): UnreachedFile[] {
  const remote = clusters.flatMap((cluster) => cluster.remote);
  const reached = new Set([...clusters.flatMap((cluster) => [...cluster.files()]), ...filesBelow(remote, context)]);
  return labelledFiles
    .filter((file) => !reached.has(file))
    .flatMap((file) => {
      const labelled = context.manifests.in(file).filter(({ object }) => isLabelled(object, context.label));
      const hasRelease = labelled.some(({ object }) => isHelmRelease(object) && !isPatch(object));
      return hasRelease || labelled.some(({ object }) => isPodTemplate(object)) ? [{ file, hasRelease }] : [];
    });
}

/** Of other objects it is not known whether they run anything. */
function isPodTemplate(object: JsonObject): boolean {
  const templates = [fieldAt(object, 'spec', 'template', 'spec'), fieldAt(object, 'spec', 'jobTemplate', 'spec')];
  return templates.some(isObject);
}

/** @param complete Was everything seen? Else what was not seen may be what reaches them. */
export function leftOut(files: readonly UnreachedFile[], complete: boolean): Problem[] {
  const [first] = files;
  if (first === undefined) return [];
  const list = enumerate(files.map(({ file }) => file));
  const objects = files.every(({ hasRelease }) => hasRelease) ? 'HelmReleases' : 'objects';
  const message = complete
    ? `Labelled ${objects} that no Kustomization reaches are left out, for Flux does not run them: ${list}.`
    : `Labelled ${objects} are left out that nothing reaches of what could be looked at: ${list}. Something else may, so they are not taken for gone.`;
  return [{ severity: 'notice', kind: 'kustomize', message, place: { file: first.file } }];
}

/**
 * Those of the absent files that may belong to a cluster: without the choice of a cluster any may be another one's
 * beginning; with it they matter where Flux takes all that is in a folder. What is named and not there is an error anyway.
 */
export function absentFilesOf(
  absentFiles: readonly string[],
  clusters: readonly ClusterTree[],
  clusterFolder: string,
): string[] {
  if (clusterFolder === '') return [...absentFiles];
  const folders = clusters.flatMap((cluster) => cluster.wholeFolders());
  return absentFiles.filter((file) => folders.some((folder) => isWithin(file, folder)));
}
