import path from 'node:path';
import type { JsonObject } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names';
import { memoize } from '../../memoize';
import type { Problem } from '../../problem.js';
import { isWithin } from '../files/folders';
import type { WorkTree } from '../files/work-tree';
import { componentsOf } from './flux-overlay.js';
import { generateFolder } from './generated-folder.js';
import { isRemote } from './kustomization-file.js';
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
  /** Those that the Flux Kustomization adds. */
  components: string[];
  /** Folders that are named over links. */
  links: Map<string, string>;
  remote: ForeignReference[];
  dangling: string[];
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
   * @param spec Of the Flux Kustomization, which may add components; none for a plain build.
   */
  reach(folder: string, spec?: JsonObject): Reach;
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
    reach(folder, spec = {}) {
      const components = componentsOf(spec, (component) => isRemote(component) || isThere(tree, folder, component));
      const top = kustomizationFile(folder) ? written(folder) : generated(folder);
      const found: Reach = {
        folder,
        top,
        kustomizations: new Map([[folder, top]]),
        files: new Map(),
        components,
        links: new Map(),
        remote: [],
        dangling: [],
        faults: [],
      };
      const open = [top, addedComponents(context, folder, components)];
      for (let current = open.pop(); current; current = open.pop()) {
        found.faults.push(...current.faults);
        found.remote.push(...current.remote);
        found.dangling.push(...current.dangling);
        open.push(...addToReach(found, current, written));
      }
      return found;
    },
  };
}

/** What lies outside of the repository is there for all that is known. */
function isThere(tree: WorkTree, folder: string, name: string): boolean {
  return tree.resolve(path.posix.join(folder, name)).kind !== 'missing';
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
