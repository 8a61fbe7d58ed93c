/** A URL prefix and what stands in its place when a chart is pulled. */
export interface ChartMirror {
  from: string;
  to: string;
}

export interface ChartOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** Beside the built-in ones. */
  apiVersions: string[];
  /** Empty for helm's own default. */
  kubeVersion: string;
  chartMirrors: ChartMirror[];
  /** How many charts are worked on at once. */
  concurrency: number;
}
