export interface ReportOptions {
  /** Key of the label that opts a HelmRelease in. */
  label: string;
  /** Nothing was written: say what would have been. */
  check: boolean;
  /** Print the time that every stage took. */
  timing: boolean;
}
