import { isList, isMap, listAt, mapAt, nodeAt, textAt, type YamlMap } from './yaml.js';

export interface KubernetesObject {
  /** Without the version: `apps`, `''` for core. */
  group: string;
  kind: string;
  name: string;
  /** Empty when the manifest leaves it to the release. */
  namespace: string;
  content: YamlMap;
}

/** The objects of a parsed document: one, the items of a list, or none when it is no object. */
export function readObjects(document: unknown): KubernetesObject[] {
  if (!isMap(document as YamlMap)) return [];
  const content = document as YamlMap;
  const kind = textAt(content, 'kind');
  if (kind.endsWith('List') && isList(content.items)) return listAt(content, 'items').flatMap(readObjects);
  if (kind === '') return [];
  const [group = ''] = textAt(content, 'apiVersion').split('/').slice(0, -1);
  const metadata = mapAt(content, 'metadata') ?? {};
  const object = { group, kind, name: textAt(metadata, 'name'), namespace: textAt(metadata, 'namespace'), content };
  return [kind === 'Secret' && group === '' ? { ...object, content: decodeSecret(content) } : object];
}

/** A Secret as if its data were written in `stringData`: charts keep configuration files there. */
function decodeSecret(content: YamlMap): YamlMap {
  const data = Object.create(null) as YamlMap;
  for (const [key, value] of Object.entries(mapAt(content, 'data') ?? {})) {
    data[key] = typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value;
  }
  return { ...content, data };
}

/** `Kind/name`, on one line whatever the manifest says. */
export function objectTitle({ kind, name }: KubernetesObject): string {
  return `${kind}/${name}`.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** API groups whose objects talk about images that they do not run. */
const describingGroups =
  /^(?:apiextensions\.k8s\.io|rbac\.authorization\.k8s\.io|admissionregistration\.k8s\.io|image\.toolkit\.fluxcd\.io|policy\.sigstore\.dev|config\.openshift\.io|(?:.+\.)?kyverno\.io|(?:.+\.)?gatekeeper\.sh)$/;

/** `false` for objects that only describe, allow or select images, and for those that only `helm test` creates. */
export function mayRunImages(object: KubernetesObject): boolean {
  if (describingGroups.test(object.group)) return false;
  if (object.group === 'monitoring.coreos.com' && object.kind === 'PrometheusRule') return false;
  return !isTest(object);
}

/** https://helm.sh/docs/topics/charts_hooks/: runs beside an install or upgrade, and not as a part of it. */
export function isHook(object: KubernetesObject): boolean {
  return nodeAt(object.content, 'metadata', 'annotations', 'helm.sh/hook') !== undefined;
}

/** https://helm.sh/docs/topics/chart_tests/: hooks `test`, and `test-success` of Helm 2. */
function isTest(object: KubernetesObject): boolean {
  const hook = nodeAt(object.content, 'metadata', 'annotations', 'helm.sh/hook');
  if (typeof hook !== 'string') return false;
  const events = hook.split(',').map((event) => event.trim());
  return events.every((event) => event === 'test' || event === 'test-success' || event === 'test-failure');
}
