import { fieldAt, isObject, type Json, type JsonObject, metadataValue, objectsAt, textAt } from '../../json.js';
import { annotationName, isOptIn, labelValue } from '../../opt-in.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isFluxInstance } from '../operator/flux-instance.js';
import type { Workload, Workloads } from '../workloads.js';
import { applierId, type FluxKustomization } from './flux-kustomization.js';
import { variableSources } from './variables.js';

/** Objects that one Kustomization or ResourceSet applies, and that no HelmRelease makes. */
export interface AppliedObjects {
  applier: FluxKustomization;
  /** As they are applied. */
  objects: readonly Manifest[];
}

/** What is asked of the cluster about objects that are no HelmReleases. */
export interface ObjectsOfCluster {
  find(reference: ObjectReference): Manifest | undefined;
  all(kind: string): Manifest[];
  /** The Kustomizations that are live. */
  appliers(): FluxKustomization[];
  /** The images of the controllers that a FluxInstance installs; `undefined` where Git does not say. */
  controllersOf(instance: JsonObject): string[] | undefined;
}

/** By what applies them, by namespace, and by their wishes for the pre-puller: a pod has one strategy and one patch. */
export function workloadsOf(applied: readonly AppliedObjects[], label: string, cluster: ObjectsOfCluster): Workloads[] {
  const isSetting = settingsOf(cluster);
  return applied.flatMap(({ applier, objects }) => {
    const groups = new Map<string, Workloads>();
    for (const manifest of objects.filter(({ object }) => !isSetting(object))) {
      const workloads = emptyWorkloads(manifest.object, applier, label);
      const key = JSON.stringify([workloads.namespace, workloads.control]);
      const group = groups.get(key) ?? workloads;
      groups.set(key, group);
      const workload = workloadOf(manifest, applier, label);
      group.objects.push(isFluxInstance(manifest.object) ? withControllers(workload, cluster) : workload);
    }
    return [...groups.values()].map((group) => ({ ...group, accounts: accountsOf(group, cluster) }));
  });
}

/** The Kustomization itself may name images that are to be pulled beside those of its objects. */
export function includedByApplier(applier: FluxKustomization, label: string): Manifest[] {
  const { object, placeOf } = applier.manifest;
  if (annotationOf(applier, annotationName(label, 'include')) === '') return [];
  const namespace = textAt(applier.spec, 'targetNamespace') || applierId(applier).namespace;
  const { kind = '', metadata = {} } = object;
  return [{ object: { kind, metadata: { ...(isObject(metadata) ? metadata : {}), namespace } }, placeOf }];
}

function emptyWorkloads(object: JsonObject, applier: FluxKustomization, label: string): Workloads {
  const annotation = (name: 'strategy' | 'patch') => {
    const key = annotationName(label, name);
    return metadataValue(object, 'annotations', key) || annotationOf(applier, key);
  };
  const id = applierId(applier);
  return {
    id,
    place: applier.manifest.placeOf('metadata', 'name'),
    suspended: fieldAt(applier.spec, 'suspend') === true,
    namespace: textAt(object, 'metadata', 'namespace') || namespaceOfNone(object, id.namespace),
    objects: [],
    accounts: [],
    control: { strategy: annotation('strategy'), patch: annotation('patch') },
  };
}

/** What Kubernetes would say of an object that names no namespace; custom resources may be of the whole cluster. */
function namespaceOfNone({ apiVersion }: JsonObject, ofApplier: string): string {
  const isBuiltIn = typeof apiVersion === 'string' && /^(?:v1$|apps\/|batch\/|extensions\/)/.test(apiVersion);
  return isBuiltIn ? 'default' : ofApplier;
}

function workloadOf({ object, placeOf }: Manifest, applier: FluxKustomization, label: string): Workload {
  const exclude = annotationName(label, 'exclude');
  const excluded = [metadataValue(object, 'annotations', exclude), annotationOf(applier, exclude)];
  return {
    object,
    place: placeOf('metadata', 'name'),
    isNamed: isOptIn(labelValue(object, label)),
    control: {
      exclude: [...new Set(excluded)].filter(Boolean).join('\n'),
      include: metadataValue(object, 'annotations', annotationName(label, 'include')),
    },
  };
}

/** Of the instance only what its controllers are pulled with is of interest: its patches are for the operator. */
function withControllers(workload: Workload, cluster: ObjectsOfCluster): Workload {
  const { apiVersion = '', kind = '', metadata = {} } = workload.object;
  const name = textAt(workload.object, 'spec', 'distribution', 'imagePullSecret');
  const spec = { imagePullSecrets: name === '' ? [] : [{ name }] };
  return {
    ...workload,
    object: { apiVersion, kind, metadata, spec },
    runs: cluster.controllersOf(workload.object),
  };
}

/** Of one that opts in all that it applies. */
function annotationOf({ manifest, ownLabel = '' }: FluxKustomization, key: string): string {
  return isOptIn(ownLabel) ? metadataValue(manifest.object, 'annotations', key) : '';
}

/** Settings for charts and for variables name images as well: what becomes of them is seen where they are used. */
function settingsOf(cluster: ObjectsOfCluster): (object: JsonObject) => boolean {
  let known: ReadonlySet<string> | undefined;
  const nameOf = ({ kind, namespace, name }: ObjectReference) => JSON.stringify([kind, namespace, name]);
  const read = () => {
    const values = cluster.all('HelmRelease').flatMap(({ object }) => {
      const namespace = textAt(object, 'metadata', 'namespace');
      const references = objectsAt(object, 'spec', 'valuesFrom');
      return references.map((one) => ({ kind: textAt(one, 'kind'), namespace, name: textAt(one, 'name') }));
    });
    const variables = cluster.appliers().flatMap(({ spec, reference }) => variableSources(spec, reference.namespace));
    return new Set([...values, ...variables].map(nameOf));
  };
  return (object) => {
    if (object.apiVersion !== 'v1' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret')) return false;
    known ??= read();
    return known.has(nameOf(referenceOf(object)));
  };
}

function accountsOf(workloads: Workloads, cluster: ObjectsOfCluster): JsonObject[] {
  return accountReferences([workloads]).flatMap((reference) => {
    const found = cluster.find(reference);
    return found ? [found.object] : [];
  });
}

/** The ServiceAccounts that pods of the objects may run as. */
export function accountReferences(all: readonly Workloads[]): ObjectReference[] {
  return all.flatMap(({ namespace, objects }) => {
    const names = new Set(['default', ...objects.flatMap(({ object }) => accountNames(object))]);
    return [...names].map((name) => ({ kind: 'ServiceAccount', namespace, name }));
  });
}

function accountNames(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(accountNames);
  if (!isObject(value)) return [];
  const { serviceAccountName, serviceAccount } = value;
  const own = [serviceAccountName, serviceAccount].filter((name) => typeof name === 'string' && name !== '');
  return [...(own as string[]), ...Object.values(value).flatMap(accountNames)];
}
