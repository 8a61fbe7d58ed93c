import type { JsonObject } from '../json.js';

export type Confidence = 'certain' | 'high' | 'medium';

/** One place of the rendered manifests that names an image. */
export interface ImageUse {
  /** `Kind/name` of the object. */
  object: string;
  /** `spec.template.spec.containers[0].image`; `include` for a reference that an annotation adds. */
  path: string;
  /** The name of the extraction rule. */
  rule: string;
  confidence: Confidence;
}

export interface Image {
  /** As the chart wrote it (after the repair of a mangled path): the kubelet looks images up by this very string. */
  reference: string;
  /** At least one, in the order of the manifests. */
  uses: ImageUse[];
}

/** What the release's own pods say about credentials and nodes. */
export interface PodFacts {
  /** Set only when all pods run in one namespace that is not the release's, and the chart does not create it. */
  namespace?: string;
  /** Names, of the pods and of the ServiceAccounts that the chart renders for them; sorted, distinct. */
  imagePullSecrets: string[];
  /** Set only when all pods agree on it, it is not `default` and the chart does not create it. */
  serviceAccountName?: string;
  /** Set only when all pods that use the images share it. */
  nodeSelector?: JsonObject;
  affinity?: JsonObject;
}

/** All that the pre-puller of one release needs to know of its rendering. */
export interface ReleaseImages {
  /** Distinct by normalised reference, sorted by reference. */
  images: Image[];
  /** References left out by an input or annotation, sorted, for the log. */
  excluded: string[];
  pods: PodFacts;
}
