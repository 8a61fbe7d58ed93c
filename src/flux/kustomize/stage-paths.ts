import path from 'node:path';
import { sha256 } from '../../sha256.js';

/**
 * How a stage is laid out. Every folder with a kustomization stands at its path in the repository and holds
 * `kustomization.yaml`, beside one folder with all that this one reads. So kustomize finds every file below the folder
 * that names it, as its root restriction wants; the files have names that are made of their path, for a folder more for
 * each took as long as the build.
 */
export const reservedName = '.prepuller-stage';

export const stagedKustomization = 'kustomization.yaml';

/** @param real Path in the repository, without links. */
export function copyPath(real: string): string {
  return `./${reservedName}/${nameFor([real])}`;
}

/** @param real The file that says what is in the one that is written, and how many that one says before. */
export function writtenPath(real: string, index: number): string {
  return `./${reservedName}/${nameFor([real, index])}`;
}

function nameFor(parts: readonly unknown[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

/** Begins with a dot, so that no reader takes it for a URL. */
export function folderPath(from: string, to: string): string {
  const relative = path.posix.relative(from, to);
  return relative.startsWith('../') || relative === '..' ? relative : `./${relative}`;
}

/**
 * What kustomize says, with paths as they are in the repository.
 * @param stage Absolute path.
 * @param files Of the stage, by their paths in it, to those in the repository.
 */
export function withoutStage(words: string, stage: string, files: ReadonlyMap<string, string>): string {
  const byName = new Map([...files].map(([staged, file]) => [path.posix.basename(staged), file]));
  return words
    .replace(/[^\s'"=]*\.prepuller-stage\/([0-9a-f]{32})/g, (staged, name: string) => byName.get(name) ?? staged)
    .replaceAll(`${stage}/`, '');
}
