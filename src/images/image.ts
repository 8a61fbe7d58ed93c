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
  /** For images that no pod names: those of the pods, of their ServiceAccounts and of custom resources; sorted, distinct. */
  imagePullSecrets: string[];
  /** For images that no pod names, by the rule of `PulledImage.serviceAccountName` over all pods. */
  serviceAccountName?: string;
  /** Set only when all pods that use the images share it. */
  nodeSelector?: JsonObject;
  affinity?: JsonObject;
  /** The images that pods name. */
  images: PulledImage[];
}

/** How the pods pull an image that they name. */
export interface PulledImage {
  reference: string;
  /** Of all its pods, those of their ServiceAccounts included; sorted, distinct. */
  imagePullSecrets: string[];
  /** The pods, as `Kind/name`, that have no secret although others have one. */
  withoutSecret: string[];
  /**
   * Set only when all pods that name one name the same, it is not `default` and the chart does not create it; hooks are
   * not asked.
   */
  serviceAccountName?: string;
  /**
   * Values of `kubernetes.io/arch`: a node must have one of them. Empty when a pod runs on any, or when anything but pods
   * names the image.
   */
  architectures: string[];
}

/** All that the pre-puller of one release needs to know of its rendering. */
export interface ReleaseImages {
  /** Distinct by normalised reference, sorted by reference. */
  images: Image[];
  /** References left out by an input or annotation, sorted, for the log. */
  excluded: string[];
  pods: PodFacts;
}
