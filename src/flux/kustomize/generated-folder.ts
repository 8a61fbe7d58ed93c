import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../problem.js';
import { linkFault, type SourceLink } from '../../source-entry.js';
import { findLinkedKustomization } from './kustomization-file.js';
import {
  emptyFolder,
  type FolderContext,
  type KustomizationFolder,
  refusal,
  refusalOf,
} from './kustomization-folder.js';
import { requireRegularFile } from './regular-file.js';
import { copyPath, folderPath } from './stage-paths.js';

/**
 * The kustomization that Flux generates for a folder without one: every YAML file below it, and folders that have a
 * kustomization whole (fluxcd/pkg, kustomize/kustomize_generator.go: scanManifests). Folders are looked into even where
 * the source leaves them out: a later rule can take what is below back in.
 */
export function generateFolder(
  { tree, isOutput, isIgnored }: FolderContext,
  top: string,
  kustomizationFile: (folder: string) => string | undefined,
): KustomizationFolder {
  const result = emptyFolder(top);
  const resources: string[] = [];
  const walk = (folder: string) => {
    addRemark(folder);
    for (const entry of readdirSync(tree.absolute(folder), { withFileTypes: true }).sort(byName)) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) addFolder(name, entry.name);
      else if (/\.ya?ml$/.test(name) && !isIgnored(name)) addFile(name);
    }
  };
  const addFolder = (name: string, last: string) => {
    if (last === '.git' || isOutput(name)) return;
    if (kustomizationFile(name) === undefined) return walk(name);
    result.folders.add(name);
    resources.push(folderPath(name));
  };
  const addFile = (name: string) => {
    const target = tree.resolve(name);
    if (target.kind !== 'file') return;
    result.files.set(name, target.path);
    try {
      requireRegularFile(tree, target.path);
      result.copies.add(target.path);
      resources.push(copyPath(target.path));
    } catch (error) {
      result.faults.push(refusalOf(error, name));
    }
  };
  const addRemark = (folder: string) => {
    const linked = findLinkedKustomization(tree, folder);
    if (linked) result.remarks.push(takenWhole(linked, folder));
  };
  walk(top);
  if (result.files.size + result.folders.size === 0 && isGone({ tree, isIgnored }, top))
    result.faults.push(
      refusal(`Flux's source does not have the folder ${top}: .sourceignore or spec.ignore leaves it out`),
    );
  result.content = { resources };
  result.staged = { resources };
  return result;
}

/** Nothing is left of it, not even an empty folder, so that Flux fails instead of removing what was in it. */
function isGone(context: Pick<FolderContext, 'tree' | 'isIgnored'>, folder: string): boolean {
  const { tree, isIgnored } = context;
  if (folder === '.' || !isIgnored(folder, 'folder')) return false;
  return readdirSync(tree.absolute(folder), { withFileTypes: true }).every((entry) => {
    const name = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? isGone(context, name) : entry.isSymbolicLink() || isIgnored(name);
  });
}

/** Flux finds no kustomization there, and generates one. */
function takenWhole(linked: SourceLink, folder: string): Problem {
  const message = `Flux takes every YAML file of ${folder}, for ${linkFault({ kind: 'link', link: linked.link })}.`;
  return { severity: 'warning', kind: 'kustomize', message, place: { file: linked.link } };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
