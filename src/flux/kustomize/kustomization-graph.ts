import path from 'node:path';
import { type JsonObject, textsAt } from '../../json.js';
import { memoize } from '../../memoize.js';
import type { Problem } from '../../problem.js';
import type { IsIgnored } from '../../source-ignore/source-ignore.js';
import { isWithin } from '../files/folders.js';
import type { WorkTree } from '../files/work-tree.js';
import type { ParsedTexts } from '../parsed-texts.js';
import { componentsOf } from './flux-overlay.js';
import { generateFolder } from './generated-folder.js';
import { findKustomizationFile, isRemote } from './kustomization-file.js';
import type { FolderContext, ForeignReference, KustomizationFolder } from './kustomization-folder.js';
import { addedComponents, readFolder } from './read-folder.js';
import type { RemoteBases } from './remote-bases.js';

/** All that a build of a folder reads. */
export interface KustomizationGraph {
  folder: string;
  top: KustomizationFolder;
  /** By real path of the folder; the top one included. */
  kustomizations: Map<string, KustomizationFolder>;
  files: Map<string, string>;
  /** Those that the Flux Kustomization adds, as paths of the stage. */
  components: string[];
  remote: ForeignReference[];
  faults: Problem[];
  remarks: Problem[];
}

/** What is no part of the builds. */
export interface GraphOptions {
  /** The folder that prepuller writes; it may not be there yet, and what it holds does not matter. */
  outputPath: string;
  /** Is it left out of Flux's source? */
  isIgnored: IsIgnored;
  /** What lies elsewhere; missing where nothing is fetched. */
  bases?: RemoteBases;
  parsed: ParsedTexts;
}

export interface KustomizationGraphs {
  /** The kustomization file of a folder, if its source has one; else Flux generates it. */
  kustomizationFile(folder: string): string | undefined;
  /**
   * What a build of the folder reads.
   * @param spec Of the Flux Kustomization, which may add components; none for a plain build.
   */
  graphOf(folder: string, spec?: JsonObject): KustomizationGraph;
}

export function createKustomizationGraphs(tree: WorkTree, options: GraphOptions): KustomizationGraphs {
  const { bases, parsed } = options;
  const context: FolderContext = {
    tree,
    parsed,
    isOutput: (name) => isWithin(name, options.outputPath),
    // What is fetched for a kustomization lies in no source of Flux.
    isIgnored: (file, kind) => tree.mountOf(file) === '' && options.isIgnored(file, kind),
    ...(bases && { bases }),
  };
  const kustomizationFile = memoize((folder: string) => findKustomizationFile(tree, folder, context.isIgnored));
  const written = readFolders(context, kustomizationFile);
  const generated = memoize((folder: string) => generateFolder(context, folder, kustomizationFile));

  return {
    kustomizationFile,
    graphOf(folder, spec = {}) {
      const wanted = componentsOf(spec, (component) => isRemote(component) || isThere(tree, folder, component));
      const added = addedComponents(context, folder, wanted);
      const top = kustomizationFile(folder) === undefined ? generated(folder) : written(folder);
      const found: KustomizationGraph = {
        folder,
        top,
        kustomizations: new Map([[folder, top]]),
        files: new Map(),
        components: textsAt(added.staged, 'components'),
        remote: [],
        faults: [],
        remarks: [],
      };
      const open = [top, added];
      for (let current = open.pop(); current; current = open.pop()) {
        found.faults.push(...current.faults);
        found.remarks.push(...current.remarks);
        found.remote.push(...current.remote);
        open.push(...addToGraph(found, current, written));
      }
      return found;
    },
  };
}

/** Reads each folder once, and once more when something has come that it names. */
function readFolders(
  context: FolderContext,
  kustomizationFile: (folder: string) => string | undefined,
): (folder: string) => KustomizationFolder {
  const known = new Map<string, KustomizationFolder>();
  const hasCome = ({ target, base }: ForeignReference) => !base && context.bases?.find(target) !== undefined;
  return (folder) => {
    const before = known.get(folder);
    const found =
      before && !before.remote.some(hasCome) ? before : readFolder(context, folder, kustomizationFile(folder));
    known.set(folder, found);
    return found;
  };
}

/** What lies outside of the repository is there for all that is known. */
function isThere(tree: WorkTree, folder: string, name: string): boolean {
  return !['missing', 'link'].includes(tree.resolve(path.posix.join(folder, name)).kind);
}

/** Adds what the folder reads, and gives the folders that were not there before. */
function addToGraph(
  found: KustomizationGraph,
  { files, folders }: KustomizationFolder,
  read: (folder: string) => KustomizationFolder,
): KustomizationFolder[] {
  for (const [name, real] of files) found.files.set(name, real);
  const open = [...folders].filter((folder) => !found.kustomizations.has(folder));
  for (const folder of open) found.kustomizations.set(folder, read(folder));
  return open.map(read);
}
