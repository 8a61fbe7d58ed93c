import { fieldAt, type JsonObject, objectsAt } from '../../json.js';
import type { KustomizationFolder } from './kustomization-folder.js';
import type { KustomizationGraph } from './kustomization-graph.js';

/**
 * Which objects of a build get a label from `labels`, `commonLabels` or a LabelTransformer, as all of their folder do?
 * @param text Of a file of the repository.
 * @returns a test of the file that an object comes from; one that comes from none is taken for one that gets it
 */
export function labelTransformers(
  graph: KustomizationGraph,
  key: string,
  text: (file: string) => string,
): (file: string | undefined) => boolean {
  const setting = [...graph.kustomizations.values()].filter((folder) => setsLabel(folder, key, text));
  const reached = setting.map((folder) => filesReachedBy(folder, graph));
  return (file) => reached.some((files) => file === undefined || files.has(file));
}

function setsLabel({ content, files }: KustomizationFolder, key: string, text: (file: string) => string): boolean {
  if (fieldAt(content, 'commonLabels', key) !== undefined) return true;
  if (objectsAt(content, 'labels').some((labels) => fieldAt(labels, 'pairs', key) !== undefined)) return true;
  if (content.transformers === undefined) return false;
  const transformers = [JSON.stringify(content.transformers), ...[...files.values()].map(text)];
  return transformers.some((written) => written.includes('LabelTransformer') && written.includes(key));
}

/** What a component changes is what those build that use it. */
function filesReachedBy(folder: KustomizationFolder, graph: KustomizationGraph): Set<string> {
  const all = [...graph.kustomizations.values()];
  const users = isComponent(folder.content) ? all.filter(({ folders }) => folders.has(folder.folder)) : [folder];
  // What Flux adds is used by the top alone.
  return filesBelow(users.length > 0 ? users : [graph.top], graph);
}

function isComponent({ kind }: JsonObject): boolean {
  return kind === 'Component';
}

function filesBelow(starts: readonly KustomizationFolder[], { kustomizations }: KustomizationGraph): Set<string> {
  const files = new Set<string>();
  const seen = new Set<KustomizationFolder>();
  const open = [...starts];
  for (let current = open.pop(); current; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    for (const file of current.files.values()) files.add(file);
    open.push(...[...current.folders].flatMap((name) => kustomizations.get(name) ?? []));
  }
  return files;
}
