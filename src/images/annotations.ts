import { nearestKey, type Path } from './path.js';
import type { YamlMap } from './yaml.js';

/**
 * Who reads these annotations looks for newer images, or notes which ones were there; injectors, whose annotations name
 * images that run (`sidecar.istio.io/proxyImage`), have others. Argo CD's image updater
 * (https://argocd-image-updater.readthedocs.io/en/stable/configuration/images/), Keel, kbld (https://carvel.dev/kbld/docs/latest/),
 * kubectl and Rancher (what was applied last), Knative's client, Artifact Hub, OpenShift's triggers, Diun.
 */
const describing =
  /^(?:argocd-image-updater\.argoproj\.io|keel\.sh|kbld\.(?:k14s\.io|carvel\.dev)|kubectl\.kubernetes\.io|objectset\.rio\.cattle\.io|client\.knative\.dev|artifacthub\.io|image\.openshift\.io|diun)[./]/;

/** The annotations of a pod template without those that only describe images; any other map as it is. */
export function withoutDescriptions(map: YamlMap, path: Path | undefined): YamlMap {
  if (nearestKey(path) !== 'annotations' || !Object.keys(map).some((key) => describing.test(key))) return map;
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(map).filter(([key]) => !describing.test(key))),
  );
}
