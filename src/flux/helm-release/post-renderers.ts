import { isObject, type Json, type JsonObject, objectAt, objectsAt } from '../../json.js';
import type { PostRenderer } from '../release.js';

/**
 * The older fields are patches written in another way; kustomize runs the strategic merge patches first and the
 * JSON patches last (kustomize, api/internal/target/kusttarget_configplugin.go).
 */
export function readPostRenderer(entry: JsonObject): PostRenderer {
  const kustomize = objectAt(entry, 'kustomize');
  return {
    patches: [
      ...objectsAt(kustomize, 'patchesStrategicMerge').map((patch) => ({ patch: JSON.stringify(patch) })),
      ...objectsAt(kustomize, 'patches'),
      ...objectsAt(kustomize, 'patchesJson6902').map(jsonPatch),
    ],
    images: objectsAt(kustomize, 'images'),
  };
}

function jsonPatch({ target, patch }: JsonObject): JsonObject {
  const operations: Json = patch ?? [];
  return { ...(isObject(target) && { target }), patch: JSON.stringify(operations) };
}
