import type { JsonObject } from '../../json.js';
import type { Place, Problem } from '../../problem.js';
import type { IsIgnored } from '../../source-ignore/source-ignore.js';
import type { WorkTree } from '../files/work-tree.js';
import type { Manifest } from '../manifests/manifest.js';
import type { ParsedTexts } from '../parsed-texts.js';
import type { SourceFault } from '../source-contents.js';
import { UnfitFile } from './regular-file.js';
import type { RemoteBases } from './remote-bases.js';
import { RefusedFile } from './strict-yaml.js';

/** A reference to another repository or a URL. */
export interface ForeignReference {
  target: string;
  manifest: Manifest;
  field: string[];
  /** Why it could not be fetched; missing where nobody has tried. */
  base?: SourceFault;
}

/** A file that is not copied but written for kustomize, from the file of the repository that says what is in it. */
export interface WrittenFile {
  text: string;
  file: string;
}

/** What one folder's kustomization reads itself, and what kustomize gets of it. */
export interface KustomizationFolder {
  folder: string;
  /** Missing where Flux generates one. */
  file?: string;
  /** As it is written. */
  content: JsonObject;
  /** As kustomize gets it: known fields alone, and every path one of the stage. */
  staged: JsonObject;
  /** By the path that names them, which may lead over links, to their real path. */
  files: Map<string, string>;
  /** Of these, by their real path, those that kustomize reads as they are. */
  copies: Set<string>;
  /** By their path in the stage, relative to the folder. */
  written: Map<string, WrittenFile>;
  /** Folders that it builds upon, by their real path. */
  folders: Set<string>;
  /** Not fetched. */
  remote: ForeignReference[];
  /** Why it must not be built. */
  faults: Problem[];
  /** What is built otherwise than its author may think. */
  remarks: Problem[];
}

/** Where folders are read. */
export interface FolderContext {
  tree: WorkTree;
  parsed: ParsedTexts;
  /** Missing where nothing is fetched. */
  bases?: RemoteBases;
  /** Is it what prepuller writes? */
  isOutput(name: string): boolean;
  /** Is it left out of Flux's source? */
  isIgnored: IsIgnored;
}

export function emptyFolder(folder: string): KustomizationFolder {
  return {
    folder,
    content: {},
    staged: {},
    files: new Map(),
    copies: new Set(),
    written: new Map(),
    folders: new Set(),
    remote: [],
    faults: [],
    remarks: [],
  };
}

export function refusal(reason: string, place?: Place): Problem {
  const message = `The kustomization is not built: ${reason}.`;
  return { severity: 'error', kind: 'kustomize', message, ...(place && { place }) };
}

/** @param file What was being read. */
export function refusalOf(error: unknown, file: string): Problem {
  if (error instanceof RefusedFile) return refusal(error.message, error.place);
  if (error instanceof UnfitFile) return refusal(error.message, { file });
  throw error;
}
