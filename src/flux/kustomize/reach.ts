import path from 'node:path';
import type { Problem } from '../../problem.js';
import { memoize } from '../memoize.js';
import type { WorkTree } from '../work-tree.js';
import { generateFolder } from './generated-folder.js';
import { kustomizationFileNames } from './kustomization-file.js';
import {
  addedComponents,
  type FolderContext,
  type ForeignReference,
  type KustomizationFolder,
  readFolder,
} from './kustomization-folder.js';

/** All that a build of a folder reads. */
export interface Reach {
  folder: string;
  top: KustomizationFolder;
  /** By real path of the folder; the top one included. */
  kustomizations: Map<string, KustomizationFolder>;
  files: Map<string, string>;
  /** Folders that are named over links. */
  links: Map<string, string>;
  remote: ForeignReference[];
  faults: Problem[];
}

/** What is no part of the builds. */
export interface ReachOptions {
  /** The folder that prepuller writes; it may not be there yet, and what it holds does not matter. */
  outputPath: string;
  /** Is the file left out of Flux's source? */
  isIgnored(file: string): boolean;
}

export interface ReachFinder {
  /** The kustomization file of a folder, if it has one. */
  kustomizationFile(folder: string): string | undefined;
  /**
   * What a build of the folder reads.
   * @param components Folders that a Flux Kustomization adds, relative to the folder.
   */
  reach(folder: string, components?: readonly string[]): Reach;
}

export function findReach(tree: WorkTree, options: ReachOptions): ReachFinder {
  const context: FolderContext = { tree, isOutput: (name) => isWithin(name, options.outputPath) };
  const kustomizationFile = memoize((folder: string) =>
    kustomizationFileNames
      .map((name) => path.posix.join(folder, name))
      .find((file) => tree.resolve(file).kind === 'file'),
  );
  const written = memoize((folder: string) => readFolder(context, folder, kustomizationFile(folder)));
  const generated = memoize((folder: string) => generateFolder(context, folder, kustomizationFile, options.isIgnored));

  return {
    kustomizationFile,
    reach(folder, components = []) {
      const top = kustomizationFile(folder) ? written(folder) : generated(folder);
      const found: Reach = {
        folder,
        top,
        kustomizations: new Map([[folder, top]]),
        files: new Map(),
        links: new Map(),
        remote: [],
        faults: [],
      };
      const open = [top, addedComponents(context, folder, components)];
      for (let current = open.pop(); current; current = open.pop()) {
        found.faults.push(...current.faults);
        found.remote.push(...current.remote);
        open.push(...addToReach(found, current, written));
      }
      return found;
    },
  };
}

function isWithin(name: string, folder: string): boolean {
  return name === folder || name.startsWith(`${folder}/`);
}

/** Adds what the folder reads, and gives the folders that were not there before. */
function addToReach(
  found: Reach,
  { files, folders }: KustomizationFolder,
  read: (folder: string) => KustomizationFolder,
): KustomizationFolder[] {
  for (const [name, real] of files) found.files.set(name, real);
  for (const [name, real] of folders) if (name !== real) found.links.set(name, real);
  const open = [...folders.values()].filter((folder) => !found.kustomizations.has(folder));
  for (const folder of open) found.kustomizations.set(folder, read(folder));
  return open.map(read);
}
