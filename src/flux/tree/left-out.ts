import { enumerate } from '../../enumerate.js';
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

/** The files with labelled HelmReleases that none of the clusters reads, in no way that is known. */
export function unreachedFiles(
  labelledFiles: readonly string[],
  clusters: readonly ClusterTree[],
  context: LeftOutContext,
): string[] {
  const remote = clusters.flatMap((cluster) => cluster.remote);
  const reached = new Set([...clusters.flatMap((cluster) => [...cluster.files()]), ...filesBelow(remote, context)]);
  const isRelease = (object: Parameters<typeof isHelmRelease>[0]) =>
    isHelmRelease(object) && isLabelled(object, context.label) && !isPatch(object);
  return labelledFiles.filter(
    (file) => !reached.has(file) && context.manifests.in(file).some(({ object }) => isRelease(object)),
  );
}

/** @param complete Was everything seen? Else what was not seen may be what reaches them. */
export function leftOut(files: readonly string[], complete: boolean): Problem[] {
  const [file] = files;
  if (file === undefined) return [];
  const list = enumerate(files);
  const message = complete
    ? `Labelled HelmReleases that no Kustomization reaches are left out, for Flux does not run them: ${list}.`
    : `Labelled HelmReleases are left out that nothing reaches of what could be looked at: ${list}. Something else may, so they are not taken for gone.`;
  return [{ severity: 'notice', kind: 'kustomize', message, place: { file } }];
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
