import { enumerate } from '../enumerate.js';
import { FatalError } from '../problem.js';
import { isClusterConfiguration } from './cluster-config.js';
import { foldersAround } from './files/folders.js';
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
      ? `no folder of this name holds a YAML file; it should be clusters/${name}`
      : `it may be any of ${enumerate(folders)}. Give more of the path of the one that is meant`;
  throw new FatalError(`Input 'cluster-name' is ${JSON.stringify(name)}: ${fault}.`);
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
