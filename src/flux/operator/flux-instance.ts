import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../../json.js';
import { fluxSystem } from '../manifests/flux-system.js';
import { type Manifest, withObject } from '../manifests/manifest.js';

/** What the Flux operator is told to sync, by a FluxInstance or by the values of the chart that makes one. */
export interface FluxInstance {
  /** The source that the operator makes for it. */
  source: Manifest;
  /** The Kustomization that applies the source's content. */
  kustomization: Manifest;
  /** `spec.kustomize.patches`, which reach both of them. */
  patches: JsonObject[];
}

export function isFluxInstance(object: JsonObject): boolean {
  return (
    textAt(object, 'kind') === 'FluxInstance' && textAt(object, 'apiVersion').startsWith('fluxcd.controlplane.io/')
  );
}

/** Of an object that is a FluxInstance, of a HelmRelease of the chart `flux-instance`, or of that chart's values. */
export function readFluxInstances(manifest: Manifest): FluxInstance[] {
  const { object } = manifest;
  const namespace = textAt(object, 'metadata', 'namespace') || fluxSystem;
  const specs: [JsonObject, ...string[]][] =
    textAt(object, 'kind') === 'FluxInstance'
      ? [[objectAt(object, 'spec'), 'spec']]
      : [
          [objectAt(object, 'spec', 'values', 'instance'), 'spec', 'values', 'instance'],
          [objectAt(object, 'instance'), 'instance'],
        ];
  return specs
    .filter(([spec]) => textAt(spec, 'sync', 'path') !== '')
    .map(([spec, ...field]) => readInstance(spec, namespace, { ...manifest, placeOf: below(manifest, field) }));
}

function below({ placeOf }: Manifest, field: readonly string[]): Manifest['placeOf'] {
  return (...inner) => placeOf(...field, ...inner);
}

function readInstance(spec: JsonObject, namespace: string, manifest: Manifest): FluxInstance {
  const sync = objectAt(spec, 'sync');
  const name = textAt(sync, 'name') || namespace;
  const kind = textAt(sync, 'kind') || 'GitRepository';
  // The objects' fields are all written in one place.
  const atSync = withObject({ ...manifest, placeOf: () => manifest.placeOf('sync') }, {});
  return {
    source: withObject(atSync, sourceOfSync(sync, { kind, name, namespace })),
    kustomization: withObject(atSync, kustomizationOfSync(sync, { kind, name, namespace })),
    patches: objectsAt(spec, 'kustomize', 'patches'),
  };
}

type SyncNames = { kind: string; name: string; namespace: string };

/** flux-operator, internal/builder/templates.go: syncTmpl. */
function sourceOfSync(sync: JsonObject, { kind, name, namespace }: SyncNames): JsonObject {
  const ref = textAt(sync, 'ref');
  const url = textAt(sync, 'url');
  const content: Record<string, JsonObject> = {
    GitRepository: { url, ref: { name: ref } },
    OCIRepository: { url, ref: { tag: ref } },
    Bucket: { endpoint: url, bucketName: ref },
  };
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind,
    metadata: { name, namespace },
    spec: content[kind] ?? {},
  };
}

/**
 * flux-operator, internal/builder/templates.go: syncTmpl and annotationsTmpl. With the annotation, kustomize-controller
 * leaves it alone even where the repository declares a Kustomization of its name.
 */
function kustomizationOfSync(sync: JsonObject, { kind, name, namespace }: SyncNames): JsonObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace, annotations: { [serverSideApply]: 'Ignore' } },
    spec: { path: textAt(sync, 'path'), prune: true, sourceRef: { kind, name } },
  };
}

const serverSideApply = 'kustomize.toolkit.fluxcd.io/ssa';

/** Is it made and kept by an operator, whatever Git says of it? (kustomize-controller, docs: `ssa: Ignore`) */
export function isLeftAlone(object: JsonObject): boolean {
  return textAt(object, 'metadata', 'annotations', serverSideApply) === 'Ignore';
}

/** Those of the instance's patches that can be about what is synced; the others are about Flux's own controllers. */
export function patchesOfSync(
  { source, kustomization, patches }: FluxInstance,
  kindsOfPatch: (patch: string) => string[],
): JsonObject[] {
  const kinds = [source, kustomization].map(({ object }) => textAt(object, 'kind'));
  return patches
    .filter(({ patch, target }) =>
      isObject(target)
        ? true
        : kindsOfPatch(typeof patch === 'string' ? patch : '').some((kind) => kinds.includes(kind)),
    )
    .map(({ patch = '', target }) => ({ patch, ...(isObject(target) && { target }) }));
}
