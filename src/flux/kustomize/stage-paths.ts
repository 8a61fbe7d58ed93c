import path from 'node:path';
import { sha256 } from '../../sha256.js';

/**
 * How a stage is laid out. Each folder with a kustomization is a folder of it, all side by side, and holds
 * `kustomization.yaml` and what this one reads. So kustomize finds every file in the folder that names it, as its root
 * restriction wants. Folders and files have names that are made of their path in the repository: no name in it can mean
 * anything to kustomize, and a folder for each part of a path took longer to make than the build.
 */
export const stagedKustomization = 'kustomization.yaml';

/** @param folder Path in the repository, without links. */
export function stagedFolder(folder: string): string {
  return nameFor(['folder', folder]);
}

/** As a kustomization names another folder. */
export function folderPath(folder: string): string {
  return `../${stagedFolder(folder)}`;
}

/** As a kustomization names a file. @param real Path in the repository, without links. */
export function copyPath(real: string): string {
  return `./${nameFor([real])}`;
}

/** @param real The file that says what is in the one that is written, and how many that one says before. */
export function writtenPath(real: string, index: number): string {
  return `./${nameFor([real, index])}`;
}

const nameLength = 32;

function nameFor(parts: readonly unknown[]): string {
  return sha256(JSON.stringify(parts)).slice(0, nameLength);
}

/**
 * What kustomize says, with paths as they are in the repository.
 * @param files Of the stage, by their paths in it, to those in the repository.
 * @param folders In the repository.
 */
export function withoutStage(words: string, files: ReadonlyMap<string, string>, folders: Iterable<string>): string {
  const known = new Map([
    ...[...folders].map((folder): [string, string] => [stagedFolder(folder), folder]),
    ...[...files].map(([staged, file]): [string, string] => [path.posix.basename(staged), file]),
  ]);
  const real = (staged: string, name: string) => known.get(name) ?? staged;
  return words.replace(/[^\s'"`=]+/g, (word) => word.replace(/^.*([0-9a-f]{32})/, real));
}
