import { fieldAt, type Json, type JsonObject, objectsAt, textAt } from '../../json.js';
import type { KustomizationGraph } from './kustomization-graph.js';

/*
 * Which builds kustomize may make together with others, because each comes out as it does alone. A group is a kustomization
 * of them all, in which each has a namespace of its own (see group-output.ts). What kustomize does over all objects of a
 * build at the end can tell objects apart by their namespace: it mends references to names that have changed, looks for
 * variables, and orders (kustomize, api/internal/target/kusttarget.go: makeCustomizedResMap). What it does before, it does
 * for each folder by itself; the namespace is given by the folder at the top, after all others.
 */

/** What a kustomization of a group may say: nothing of it looks at a namespace, renames, or reaches beyond its folder. */
const fields = new Set([
  ...['apiVersion', 'kind', 'metadata', 'namespace', 'resources', 'bases', 'components', 'buildMetadata'],
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'images', 'imageTags', 'replicas'],
  ...['labels', 'commonLabels', 'commonAnnotations', 'configMapGenerator', 'secretGenerator', 'generatorOptions'],
]);

/** Of the paths in origins: YAML writes them without quotes. */
const plainText = /^[\w./-]+$/;

/** YAML of both versions writes it without quotes, and so with a token behind it. */
const plainNamespace = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][a-z0-9-]*$/;

/**
 * What most objects of the cluster as a whole, and references with a namespace, are recognised by. A group in which there
 * are any is of no use; it is cheaper not to make it.
 */
const sharedKinds =
  /kind["']?:[ \t]*["']?(?:\w*ClusterRole|RoleBinding|PersistentVolume["'\s]|StorageClass|\w*PriorityClass|PriorityLevel|IngressClass|RuntimeClass|DeviceClass|\w+WebhookConfiguration|ValidatingAdmissionPolicy|APIService|CSIDriver|FlowSchema)/;

/**
 * @param top The kustomization of the top folder, as Flux changes it.
 * @param text Text of a file of the repository.
 */
export function isGroupable(graph: KustomizationGraph, top: JsonObject, text: (file: string) => string): boolean {
  const nested = [...graph.kustomizations.values()].filter(({ folder }) => folder !== graph.folder);
  return (
    plainNamespace.test(textAt(top, 'namespace')) &&
    isUsualTop(top) &&
    [...graph.kustomizations.keys()].every((folder) => plainText.test(folder)) &&
    [top, ...nested.map(({ staged }) => staged)].every(isPlain) &&
    [...graph.files.values()].every((file) => !sharedKinds.test(text(file)))
  );
}

/** What the top folder alone decides for a whole build, and so for the group. */
function isUsualTop({ kind, buildMetadata }: JsonObject): boolean {
  const isUsual = (item: Json) => item === 'originAnnotations';
  return kind === 'Kustomization' && Array.isArray(buildMetadata) && buildMetadata.every(isUsual);
}

function isPlain(kustomization: JsonObject): boolean {
  const patches = [...objectsAt(kustomization, 'patches'), ...objectsAt(kustomization, 'patchesJson6902')];
  return (
    Object.keys(kustomization).every((field) => fields.has(field)) &&
    patches.every((patch) => patch.options === undefined && fieldAt(patch, 'target', 'namespace') === undefined)
  );
}
