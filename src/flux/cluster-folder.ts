import path from 'node:path';
import { enumerate } from '../enumerate.js';
import { nearestName } from '../nearest-name.js';
import { FatalError } from '../problem.js';
import { isClusterConfiguration } from './cluster-config.js';
import { foldersAround, isWithin } from './files/folders.js';
import type { RepositoryFiles } from './files/repository-files.js';
import { kustomizationText, operatorText } from './files/search-texts.js';

type IsFolder = (folder: string) => boolean;

/**
 * The folder of the cluster: `clusters/<name>` if there is one, else the folder of that name that holds something of Flux,
 * or the cluster's variables. Nothing is guessed: of several the one of exactly this path is taken, or none.
 * @throws FatalError when there is no such folder, or more than one.
 */
export function findClusterFolder(files: RepositoryFiles, name: string): string {
  let folders = foldersNamed(files, name);
  for (const sign of signs(files, name)) {
    if (folders.length < 2) break;
    const preferred = folders.filter(sign());
    if (preferred.length > 0) folders = preferred;
  }
  const [folder, ...others] = folders;
  if (folder !== undefined && others.length === 0) return folder;
  const fault =
    folder === undefined
      ? `no folder of this name holds a YAML file. ${candidates(files, name)}`
      : `it may be any of ${enumerate(folders)}. Give more of the path of the one that is meant.`;
  throw new FatalError(`Input 'cluster-name' is ${JSON.stringify(name)}: ${fault}`);
}

/** What may have been meant: the folders that hold something of Flux, and the nearest of them. */
function candidates(files: RepositoryFiles, name: string): string {
  const folders = clusterFolders(files);
  const names = folders.map((folder) => path.posix.basename(folder));
  const wanted = path.posix.basename(name).toLowerCase();
  const nearest =
    names.find((one) => one.toLowerCase() === wanted || one.startsWith(wanted)) ?? nearestName(wanted, names);
  const [only] = folders;
  if (only === undefined) return `It should be clusters/${name}.`;
  if (nearest !== undefined) return `Found: ${enumerate(folders)}. Did you mean ${nearest}?`;
  if (folders.length > 1) return `Found: ${enumerate(folders)}.`;
  return `This repository is one cluster (${only}): leave cluster-name empty.`;
}

/** `clusters/<name>`, else such folders below others, else the folders of Flux Kustomizations. */
function clusterFolders(files: RepositoryFiles): string[] {
  const usual = files.all.flatMap((file) => /^(?:.*\/)?clusters\/[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  const ofRoot = usual.filter((folder) => folder.startsWith('clusters/'));
  if (usual.length > 0) return [...new Set(ofRoot.length > 0 ? ofRoot : usual)].sort();
  const ofFlux = files.search([kustomizationText, operatorText]);
  const folders = [...new Set([...ofFlux.values()].flat().map(path.posix.dirname))].sort();
  return folders.filter((folder) => !folders.some((other) => other !== folder && isWithin(folder, other)));
}

/** Folders whose path ends with the name, sorted. */
function foldersNamed(files: RepositoryFiles, name: string): string[] {
  const folders = new Set(files.all.flatMap((file) => foldersAround(file)));
  return [...folders].filter((folder) => folder === name || folder.endsWith(`/${name}`)).sort();
}

/** What tells the folder of a cluster from others, the surest first; made when they are needed, for some read every file. */
function signs(files: RepositoryFiles, name: string): (() => IsFolder)[] {
  return [
    () => (folder) => folder === `clusters/${name}`,
    () => (folder) => folder.endsWith(`/clusters/${name}`),
    () => holdsOneOf([...files.search([kustomizationText, operatorText]).values()].flat()),
    () => holdsOneOf(files.all.filter(isClusterConfiguration)),
    () => (folder) => folder === name,
  ];
}

function holdsOneOf(files: readonly string[]): IsFolder {
  const folders = new Set(files.flatMap(foldersAround));
  return (folder) => folders.has(folder);
}
