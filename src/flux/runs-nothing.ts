import { type JsonObject, textAt } from '../json.js';
import { isHelmRelease } from './manifests/release-object.js';
import { isFluxInstance } from './operator/flux-instance.js';

/** Of Kubernetes itself; other groups have kinds of these names that do run something, such as Knative's Service. */
const builtIn = new Set([
  'v1 Namespace',
  'v1 Service',
  'v1 ServiceAccount',
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition',
]);

const groupsOfFlux = /^(?:[\w.-]+\.toolkit\.fluxcd\.io|source\.extensions\.fluxcd\.io|fluxcd\.controlplane\.io)\//;

/**
 * Is it known that an object of this kind runs no container, so that there is nothing to opt in? Of Flux's own kinds only
 * HelmReleases and FluxInstances run something.
 */
export function runsNothing(object: JsonObject): boolean {
  if (isHelmRelease(object) || isFluxInstance(object)) return false;
  const apiVersion = textAt(object, 'apiVersion');
  return groupsOfFlux.test(apiVersion) || builtIn.has(`${apiVersion} ${textAt(object, 'kind')}`);
}
