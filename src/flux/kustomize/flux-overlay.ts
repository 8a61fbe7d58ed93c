import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt, textsAt } from '../../json.js';
import { jsonText } from './json-text.js';

/**
 * What Flux writes into the kustomization.yaml of a folder before it builds it: the fields of the Flux Kustomization
 * replace (names and namespace), merge with (images) or follow (patches, components) those of the file
 * (fluxcd/pkg, kustomize/kustomize_generator.go: GenerateManifest).
 * @param kustomization As it is staged.
 * @param components Those of `spec.components` that are there, as paths of the stage.
 */
export function addFluxFields(kustomization: JsonObject, spec: JsonObject, components: readonly string[]): JsonObject {
  const result: JsonObject = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...kustomization,
    // Beside what Flux does, so that every object says which file it came from; it also makes an empty build valid.
    buildMetadata: [...new Set([...listAt(kustomization, 'buildMetadata'), 'originAnnotations'])],
  };
  for (const [field, from] of [
    ['namespace', 'targetNamespace'],
    ['namePrefix', 'namePrefix'],
    ['nameSuffix', 'nameSuffix'],
  ] as const) {
    if (textAt(spec, from)) result[field] = textAt(spec, from);
  }
  append(result, 'patches', objectsAt(spec, 'patches').map(patchOf));
  append(result, 'components', components);
  append(result, 'patchesStrategicMerge', objectsAt(spec, 'patchesStrategicMerge').map(inlinePatch));
  append(result, 'patchesJson6902', objectsAt(spec, 'patchesJson6902').map(jsonPatchOf));
  const images = mergeImages(objectsAt(kustomization, 'images'), objectsAt(spec, 'images'));
  if (images.length > 0) result.images = images;
  return result;
}

/** Does the Flux Kustomization change what the folder itself gives? */
export const overlayFields = [
  'targetNamespace',
  'namePrefix',
  'nameSuffix',
  'patches',
  'components',
  'patchesStrategicMerge',
  'patchesJson6902',
  'images',
] as const;

function listAt(object: JsonObject, field: string): Json[] {
  const value = object[field];
  return Array.isArray(value) ? value : [];
}

function append(kustomization: JsonObject, field: string, items: readonly Json[]): void {
  if (items.length > 0) kustomization[field] = [...listAt(kustomization, field), ...items];
}

/** kustomize opens as a file what it cannot read as a patch: without a slash it is no path to anywhere. */
function inlinePatch(patch: JsonObject): string {
  return jsonText(patch).replaceAll('/', '\\u002f');
}

/** Of the fields those that the API server would leave, for kustomize knows more: it opens a `path`. */
function patchOf(patch: JsonObject): JsonObject {
  return { patch: textAt(patch, 'patch'), ...targetOf(patch) };
}

function jsonPatchOf(patch: JsonObject): JsonObject {
  return { patch: jsonText(patch.patch ?? []), ...targetOf(patch) };
}

const targetFields = ['group', 'version', 'kind', 'name', 'namespace', 'annotationSelector', 'labelSelector'];

function targetOf({ target }: JsonObject): JsonObject {
  if (!isObject(target)) return {};
  const known = Object.entries(target).filter(([field, value]) => targetFields.includes(field) && !isObject(value));
  return { target: Object.fromEntries(known) };
}

/** Fields are merged by image; tag and digest are one, for a stale digest beside a new tag would win. */
function mergeImages(own: readonly JsonObject[], added: readonly JsonObject[]): JsonObject[] {
  const result = own.map((image) => ({ ...image }));
  for (const { name = '', newName, newTag, digest } of added) {
    const existing = result.find((image) => image.name === name);
    const image: JsonObject = existing ?? { name };
    if (!existing) result.push(image);
    if (newName) image.newName = newName;
    if (newTag || digest) {
      delete image.newTag;
      delete image.digest;
      Object.assign(image, newTag && { newTag }, digest && { digest });
    }
  }
  return result;
}

/** `spec.components` that exist; a missing one is left to kustomize to say, unless it may be missing. */
export function componentsOf(spec: JsonObject, exists: (component: string) => boolean): string[] {
  const components = textsAt(spec, 'components');
  return spec.ignoreMissingComponents === true ? components.filter(exists) : components;
}

/** `spec.commonMetadata`, set on every object after the build and the substitution (kustomize-controller). */
export function addCommonMetadata(object: JsonObject, spec: JsonObject): JsonObject {
  const metadata = { ...objectAt(object, 'metadata') };
  for (const field of ['labels', 'annotations'] as const) {
    const common = objectAt(spec, 'commonMetadata', field);
    if (Object.keys(common).length > 0) metadata[field] = { ...objectAt(metadata, field), ...common };
  }
  return { ...object, metadata };
}
