import path from 'node:path';

/**
 * How a stage is laid out. Every folder with a kustomization stands at its path in the repository and holds
 * `kustomization.yaml`, beside a folder of what that one reads: copies by their path in the repository, and what was
 * written anew, by a number and the path of the file that says it. So kustomize finds every file below the folder that
 * names it, as its root restriction wants, and each path in its words begins with the file of the repository.
 */
export const reservedName = '.prepuller-stage';

export const stagedKustomization = 'kustomization.yaml';

/** @param real Path in the repository, without links. */
export function copyPath(real: string): string {
  return `./${reservedName}/repository/${real}`;
}

export function writtenPath(index: number, real: string): string {
  return `./${reservedName}/written/${index}/${real}`;
}

/** Begins with a dot, so that no reader takes it for a URL. */
export function folderPath(from: string, to: string): string {
  const relative = path.posix.relative(from, to);
  return relative.startsWith('../') || relative === '..' ? relative : `./${relative}`;
}

/** What kustomize says, with paths as they are in the repository. */
export function withoutStage(words: string, stage: string): string {
  return words.replace(/[^\s'"=]*\.prepuller-stage\/(?:repository|written\/\d+)\//g, '').replaceAll(`${stage}/`, '');
}
