export interface FluxOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** Follow the Flux Kustomizations; else the manifests are taken as the files give them. */
  fluxMonorepo: boolean;
  /** The end of a folder's path; empty for every cluster that is found. */
  clusterName: string;
  /** Key of the label that opts an object in; `*` for everything that is not opted out. */
  label: string;
  /** Take objects that are no HelmReleases also where only a Kustomization labels all that it applies. */
  workloads: boolean;
  /** Of the generated files, which are no part of what Flux runs; relative to the root, with `/`. */
  outputPath: string;
  /** Substitution variables that are not in Git. */
  substitutions: Record<string, string>;
  /** An unset variable without a default is an error. */
  strictSubstitution: boolean;
  /** Fetch what other Git repositories, or other branches and tags of this one, give Flux to apply. */
  followSources: boolean;
  /** How many builds run at once. */
  concurrency: number;
}

export interface LoadOptions extends FluxOptions {
  /** Build every Kustomization, needed or not: for the test that the result is the same. */
  buildEverything?: boolean;
}
