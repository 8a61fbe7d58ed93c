import { enumerate } from '../../enumerate.js';
import { fieldAt, isObject, type JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import type { Manifest } from './manifest.js';
import { describe, referenceOf } from './object-reference.js';

/**
 * Does it act on another cluster than the one that it is applied to? (kustomize-controller and helm-controller, which
 * share the field: api/v1/kustomization_types.go, api/v2/helmrelease_types.go)
 */
export function isForRemoteCluster(object: JsonObject): boolean {
  return isObject(fieldAt(object, 'spec', 'kubeConfig'));
}

/** Said once, however many there are. */
export function remoteClusterNotice(manifests: readonly Manifest[]): Problem[] {
  const [first] = manifests;
  if (first === undefined) return [];
  const names = [...new Set(manifests.map(({ object }) => describe(referenceOf(object))))];
  return [
    {
      severity: 'notice',
      kind: 'manifest',
      message: `What has a spec.kubeConfig runs on another cluster, and gets no pre-puller here: ${enumerate(names)}.`,
      place: first.placeOf('spec', 'kubeConfig'),
    },
  ];
}
