/** How much was seen of all that may yield labelled releases: it decides what may be taken for gone. */
export interface Coverage {
  /** Everything was seen: what is not among the releases is not there. */
  complete: boolean;
  /**
   * Something that this repository declares could not be seen, such as a build that failed: a release may come from
   * there whose own file has gone. Where it is `false` and not everything was seen, what was not seen is another source,
   * and what once came from a file of this repository and was not found is gone.
   */
  hidden: boolean;
  /** Files whose releases are all known: what once came from one of them and was not found is gone, whatever is hidden. */
  settledFiles: ReadonlySet<string>;
}

/** What was seen of one cluster. */
export interface ClusterCoverage {
  hidden: boolean;
  /** Something lies in other sources, which are not followed. */
  elsewhere: boolean;
  settledFiles: ReadonlySet<string>;
  /** Files whose releases are not all known. */
  unsettledFiles: ReadonlySet<string>;
}

/** A file is settled when it is in every cluster that reads it. */
export function coverageOf(clusters: readonly ClusterCoverage[]): Coverage {
  const unsettled = new Set(clusters.flatMap(({ unsettledFiles }) => [...unsettledFiles]));
  const settled = clusters.flatMap(({ settledFiles }) => [...settledFiles]);
  const hidden = clusters.some((cluster) => cluster.hidden);
  return {
    complete: !hidden && !clusters.some(({ elsewhere }) => elsewhere),
    hidden,
    settledFiles: new Set(settled.filter((file) => !unsettled.has(file))),
  };
}
