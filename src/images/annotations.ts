import type { Path } from './path.js';
import { isFalse, type YamlMap } from './yaml.js';

/**
 * Who reads these annotations looks for newer images, or notes which ones were there; injectors, whose annotations name
 * images that run (`sidecar.istio.io/proxyImage`), have others. Argo CD's image updater
 * (https://argocd-image-updater.readthedocs.io/en/stable/configuration/images/), Keel, kbld
 * (https://carvel.dev/kbld/docs/latest/), kubectl and Rancher (what was applied last), Knative's client, Artifact Hub,
 * OpenShift's triggers, Diun.
 */
const describing =
  /^(?:argocd-image-updater\.argoproj\.io|keel\.sh|kbld\.(?:k14s\.io|carvel\.dev)|kubectl\.kubernetes\.io|objectset\.rio\.cattle\.io|client\.knative\.dev|artifacthub\.io|image\.openshift\.io|diun)[./]/;

/** The switch of an injector: `dapr.io/enabled`, `sidecar.istio.io/inject`, `vault.hashicorp.com/agent-inject`. */
const injection = /^(.+)\/(?:enabled|(?:agent-)?inject)$/;

/** The annotations of a pod template without those of which no image is run; any other map as it is. */
export function withoutDescriptions(map: YamlMap, path: Path | undefined): YamlMap {
  if (path?.key !== 'annotations') return map;
  const off = Object.keys(map).flatMap((key) => (isOff(map[key]) ? (injection.exec(key)?.[1] ?? []) : []));
  const isLeft = (key: string) => !describing.test(key) && !off.some((domain) => isOf(domain, key));
  const left = Object.entries(map).filter(([key]) => isLeft(key));
  return Object.assign(Object.create(null), Object.fromEntries(left));
}

function isOff(value: YamlMap[string] | undefined): boolean {
  return typeof value === 'string' && (isFalse(value) || value === 'disabled');
}

/** Linkerd is switched by `linkerd.io/inject`, and its settings are at `config.linkerd.io`. */
function isOf(domain: string, key: string): boolean {
  return key.startsWith(`${domain}/`) || key.split('/', 1)[0]?.endsWith(`.${domain}`) === true;
}
