import type { HookAction, ReleaseHooks, ReleaseTests } from '../flux/release.js';
import { textAt } from '../json.js';
import { isList, isMap, mapAt, type Node, type YamlMap } from './yaml.js';

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
export function readObjects(content: Node): KubernetesObject[] {
  if (!isMap(content)) return [];
  const kind = textAt(content, 'kind');
  if (kind.endsWith('List') && isList(content.items)) return content.items.flatMap((item) => readItem(item, content));
  if (kind === '') return [];
  const [group = ''] = textAt(content, 'apiVersion').split('/').slice(0, -1);
  const metadata = mapAt(content, 'metadata') ?? {};
  const object = { group, kind, name: textAt(metadata, 'name'), namespace: textAt(metadata, 'namespace'), content };
  return [kind === 'Secret' && group === '' ? { ...object, content: decodeSecret(content) } : object];
}

/** A list of one kind may leave it to its own: the items of a `DeploymentList` are Deployments. */
function readItem(item: Node, list: YamlMap): KubernetesObject[] {
  if (!isMap(item) || textAt(item, 'kind') !== '') return readObjects(item);
  const kind = textAt(list, 'kind').slice(0, -'List'.length);
  return readObjects({ apiVersion: textAt(list, 'apiVersion'), ...item, kind });
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

/** API groups whose objects talk about images that they do not run: policies, automations, reports, images of nodes. */
const describingGroups = new RegExp(
  `^(?:${[
    'apiextensions\\.k8s\\.io',
    'rbac\\.authorization\\.k8s\\.io',
    'admissionregistration\\.k8s\\.io',
    'image\\.toolkit\\.fluxcd\\.io',
    'argocd-image-updater\\.argoproj\\.io',
    'meta\\.pkg\\.crossplane\\.io',
    'policy\\.sigstore\\.dev',
    '(?:image|config)\\.openshift\\.io',
    '(?:infrastructure|bootstrap|controlplane)\\.cluster\\.x-k8s\\.io',
    'aquasecurity\\.github\\.io',
    'securityenforcement\\.admission\\.cloud\\.ibm\\.com',
    '(?:.+\\.)?kyverno\\.io',
    '(?:.+\\.)?gatekeeper\\.sh',
  ].join('|')})$`,
);

/** The same by `group/Kind`, where other kinds of the group run their images. */
const describingKinds = new Set([
  'monitoring.coreos.com/PrometheusRule',
  'operator.openshift.io/ImageContentSourcePolicy',
  'hive.openshift.io/ClusterImageSet',
  'policies.kubewarden.io/AdmissionPolicy',
  'policies.kubewarden.io/ClusterAdmissionPolicy',
  // What Crossplane unpacks itself; the packages of Providers and Functions are images of their own pods as well.
  'pkg.crossplane.io/Configuration',
  'pkg.crossplane.io/ConfigurationRevision',
  'pkg.crossplane.io/ImageConfig',
  'pkg.crossplane.io/Lock',
  // Lists of operators. What serves one is asked for anew at each start, and nothing else needs it.
  'operators.coreos.com/CatalogSource',
  'olm.operatorframework.io/ClusterCatalog',
  'eraser.sh/ImageList',
]);

/** `false` for objects that only describe, allow or select images, and for hooks that nobody runs. */
export function mayRunImages(object: KubernetesObject, hooks: ReleaseHooks): boolean {
  const { group, kind } = object;
  return !describingGroups.test(group) && !describingKinds.has(`${group}/${kind}`) && mayRunAsHook(object, hooks);
}

/** https://helm.sh/docs/topics/charts_hooks/: runs beside an install or upgrade, and not as a part of it. */
export function isHook(object: KubernetesObject): boolean {
  return textAt(object.content, 'metadata', 'annotations', 'helm.sh/hook') !== '';
}

/**
 * Does any event run it, if it is a hook? An event that is not known may.
 * https://helm.sh/docs/topics/charts_hooks/ and https://helm.sh/docs/topics/chart_tests/
 */
function mayRunAsHook(object: KubernetesObject, { tests, disabled = [] }: ReleaseHooks): boolean {
  if (!isHook(object)) return true;
  return textAt(object.content, 'metadata', 'annotations', 'helm.sh/hook')
    .split(',')
    .map((event) => event.trim())
    .some((event) =>
      testEvents.has(event) ? runsTest(object, tests) : !disabled.some((action) => eventsOf[action].includes(event)),
    );
}

/** `test-success` and `test-failure` are those of Helm 2. */
const testEvents = new Set(['test', 'test-success', 'test-failure']);

const eventsOf: Record<HookAction, readonly string[]> = {
  install: ['pre-install', 'post-install'],
  upgrade: ['pre-upgrade', 'post-upgrade'],
  rollback: ['pre-rollback', 'post-rollback'],
  uninstall: ['pre-delete', 'post-delete'],
};

/** helm, pkg/action/release_testing.go: Run. */
function runsTest(object: KubernetesObject, { enabled, included, excluded }: ReleaseTests): boolean {
  const name = textAt(object.content, 'metadata', 'name');
  return enabled && !excluded.includes(name) && (included.length === 0 || included.includes(name));
}
