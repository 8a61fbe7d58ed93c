import type { Release } from '../flux/release.js';

/** What `helm template` and the post-renderers made of a release. */
export interface Rendering {
  release: Release;
  /** `name` and `version` of the chart's own Chart.yaml. */
  chart: { name: string; version: string };
  /** The annotation `artifacthub.io/images` of Chart.yaml as written, untrusted; empty when there is none. */
  listedImages: string;
  /** YAML, many documents, untrusted. */
  manifests: string;
}
