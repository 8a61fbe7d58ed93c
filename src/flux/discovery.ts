import type { Problem } from '../problem';
import type { Release } from './release';

export interface Discovery {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  problems: Problem[];
  /** `false` when something that may hold a labelled release could not be read: then no generated file is removed. */
  complete: boolean;
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
}

/** What of the inputs decides what is read, and how. */
export interface FluxOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** Follow the Flux Kustomizations; else manifests are taken as the files give them. */
  fluxMonorepo: boolean;
  /** Empty for all clusters. */
  clusterName: string;
  /** Key of the label that opts a HelmRelease in. */
  label: string;
  /** The folder that prepuller writes, relative to the root, normalised, with `/`. */
  outputPath: string;
  /** Variables for what Git does not say. */
  substitutions: Record<string, string>;
  /** A variable that is not set is an error, as for Flux. */
  strictSubstitution: boolean;
  /** Processes of kustomize that run at the same time. */
  concurrency: number;
  /** Build every Kustomization, needed or not: for the test that the result is the same. */
  buildEverything?: boolean;
}
