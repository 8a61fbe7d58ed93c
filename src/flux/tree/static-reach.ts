import type { WorkTree } from '../files/work-tree.js';
import type { KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import { type FluxKustomization, folderOf } from './flux-kustomization.js';

export interface StaticReachContext {
  tree: WorkTree;
  kustomizations: KustomizationGraphs;
  /** Every Flux Kustomization that the files declare. */
  declared: readonly FluxKustomization[];
}

/**
 * The files that the Kustomizations read, and those that Kustomizations in these files read in turn, without building
 * any: as the files declare them, before Flux rewrites any of it.
 */
export function filesBelow(starts: readonly FluxKustomization[], context: StaticReachContext): Set<string> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const open = [...starts];
  for (let current = open.pop(); current; current = open.pop()) {
    const folder = folderOf(current, context.tree);
    if (folder === undefined || folders.has(folder)) continue;
    folders.add(folder);
    const found = new Set(context.kustomizations.graphOf(folder, current.spec).files.values());
    for (const file of found) files.add(file);
    open.push(...context.declared.filter(({ manifest }) => found.has(manifest.placeOf().file)));
  }
  return files;
}
