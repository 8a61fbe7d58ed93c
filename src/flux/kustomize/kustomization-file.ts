import path from 'node:path';
import type { JsonObject } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names.js';
import type { SourceLink } from '../../source-entry.js';
import type { WorkTree } from '../files/work-tree.js';
import { kustomizationFields } from './kustomization-fields.js';
import { rewrite } from './shape.js';

export function isKustomizationFile(file: string): boolean {
  return kustomizationFileNames.some((name) => name === path.posix.basename(file));
}

/** The kustomization file of a folder, if it has one. @param isIgnored Of the files that the source does not have. */
export function findKustomizationFile(
  tree: WorkTree,
  folder: string,
  isIgnored: (file: string) => boolean,
): string | undefined {
  return kustomizationFileNames
    .map((name) => path.posix.join(folder, name))
    .find((file) => tree.resolve(file).kind === 'file' && !isIgnored(file));
}

/** A kustomization file of a folder that is a symbolic link, and so none that Flux has. */
export function findLinkedKustomization(tree: WorkTree, folder: string): SourceLink | undefined {
  return kustomizationFileNames
    .map((name) => tree.resolve(path.posix.join(folder, name)))
    .find((target) => target.kind === 'link');
}

/** Something that a kustomization reads. */
export interface FileReference {
  /** As written: relative to the kustomization's folder, or a URL. */
  target: string;
  /** Path of the field in the kustomization. */
  field: string[];
}

/** What the kustomization itself names; a text that is YAML names nothing. */
export function fileReferences(kustomization: JsonObject): FileReference[] {
  const found: FileReference[] = [];
  rewrite(kustomization, kustomizationFields, {
    reference(kind, text, field) {
      const target = kind === 'keyed-file' ? keyedFile(text).target : text;
      if (!mayBeInline(kind) || !isInlineYaml(text)) found.push({ target, field });
      return [];
    },
    refuse() {},
  });
  return found;
}

function mayBeInline(kind: string): boolean {
  return kind === 'patch' || kind === 'plugin';
}

/** It is YAML, and no path. */
export function isInlineYaml(text: string): boolean {
  return text.includes('\n') || /^\s*[{[]/.test(text);
}

/** `key=file`; without a key the file's name is it (kustomize, api/internal/generators/utils.go: ParseFileSource). */
export function keyedFile(text: string): { key: string; target: string } {
  const parts = text.split('=');
  if (parts.length > 1) return { key: parts[0] ?? '', target: parts.slice(1).join('=') };
  return { key: path.posix.basename(text), target: text };
}

/** Would kustomize ask a web server? (kustomize, api/internal/loader/fileloader.go: IsRemoteFile) */
export function isRemoteFile(target: string): boolean {
  return /^https?:/i.test(target);
}

/** Would it fetch or clone it? More is taken for it than kustomize does (api/internal/git/repospec.go). */
export function isRemote(target: string): boolean {
  return isRemoteFile(target) || /^(?:git::|gh:|github\.com[:/]|[a-z][\w+.-]*:\/\/|[a-z][\w-]*@)/i.test(target);
}
