export interface ReportOptions {
  /** Key of the label that opts a HelmRelease in. */
  label: string;
  /** Absolute path of the repository's root. */
  root: string;
  /** Of the generated files, relative to the root. */
  outputPath: string;
  /** Of the cluster that is generated for; empty for all. */
  clusterName: string;
  /** Keep a comment on the pull request that the run is for. */
  comment: boolean;
  /** For the forge's API. */
  forgeToken: string;
  /** Nothing was written: say what would have been. */
  check: boolean;
  /** Print the time that every stage took. */
  timing: boolean;
}
