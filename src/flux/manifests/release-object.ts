import { fieldAt, type JsonObject, textAt } from '../../json.js';
import { aboutRelease, type Problem, type ProblemKind, type ReleaseId } from '../../problem.js';
import type { Manifest } from './manifest.js';
import { isKind } from './object-reference.js';

export function isHelmRelease(object: JsonObject): boolean {
  return isKind(object, 'HelmRelease', 'helm.toolkit.fluxcd.io', ['v2', 'v2beta2', 'v2beta1']);
}

/** Without any chart it can only be a patch of one that has a chart. */
export function isPatch(object: JsonObject): boolean {
  return fieldAt(object, 'spec', 'chart') === undefined && fieldAt(object, 'spec', 'chartRef') === undefined;
}

/** Where Kubernetes puts an object whose namespace nobody says. */
const defaultNamespace = 'default';

export function releaseId(object: JsonObject): ReleaseId {
  return {
    namespace: textAt(object, 'metadata', 'namespace') || defaultNamespace,
    name: textAt(object, 'metadata', 'name'),
  };
}

/** Makes problems of one release, each with the place of the field that it is about. */
export function problemsOf(manifest: Manifest) {
  const id = releaseId(manifest.object);
  return (severity: Problem['severity'], kind: ProblemKind, message: string, ...field: string[]): Problem => ({
    severity,
    kind,
    message,
    ...aboutRelease(id, manifest.placeOf(...field)),
  });
}
