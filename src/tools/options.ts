export interface ToolOptions {
  /** Without a `v` in front; empty for a tested one. */
  helmVersion: string;
  /** Without a `v` in front; empty for a tested one. */
  kustomizeVersion: string;
  /** URL without a slash at its end; empty for the publishers' hosts. */
  toolsMirror: string;
  /** Absolute path of a PEM file; empty for none. */
  caFile: string;
  /** Absolute path of the cache's folder. */
  cachePath: string;
  /** Bytes of resident memory of one helm or kustomize. */
  memoryLimit: number;
}
