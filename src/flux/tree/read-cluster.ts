import type { Checkout } from '../helm-release/chart-source.js';
import { type ReleaseOutcome, readRelease } from '../helm-release/read-release.js';
import type { Manifest } from '../manifests/manifest.js';
import type { ObjectReference } from '../manifests/object-reference.js';
import type { ClusterTree } from './cluster-tree.js';

/** Where objects may be that no Kustomization declares. */
export interface OtherObjects {
  find?(reference: ObjectReference): Manifest | undefined;
  /** @param declared Gives the source as it is applied; `undefined` when Git does not declare it. */
  checkoutOfChart(reference: ObjectReference, declared: () => Manifest | undefined): Checkout | undefined;
}

/** Reads the labelled releases; what they miss is looked for in Kustomizations that are not built yet. */
export async function readCluster(
  cluster: ClusterTree,
  label: string,
  others: OtherObjects,
): Promise<ReleaseOutcome[]> {
  for (;;) {
    await cluster.expand();
    const read = cluster.labelled().map((manifest) => readWith(manifest, cluster, label, others));
    const missing = read.flatMap((one) => one.missing);
    if (missing.filter((reference) => cluster.want(reference)).length > 0) continue;
    return read.map(({ outcome, missing: own }) => withCause(outcome, own, cluster));
  }
}

interface ReadRelease {
  outcome: ReleaseOutcome;
  /** What it refers to and is not applied, or not yet. */
  missing: ObjectReference[];
}

function readWith(manifest: Manifest, cluster: ClusterTree, label: string, others: OtherObjects): ReadRelease {
  const missing: ObjectReference[] = [];
  const find = (reference: ObjectReference) => {
    const applied = cluster.find(reference);
    if (!applied) missing.push(reference);
    return applied ?? others.find?.(reference);
  };
  const sources = {
    find,
    known: (kind: string) => cluster.known(kind),
    checkoutOf: (reference: ObjectReference) => others.checkoutOfChart(reference, () => find(reference)),
  };
  const findValues = (reference: ObjectReference) => find(reference)?.object;
  return { outcome: readRelease(manifest, { label, sources, findValues }), missing };
}

/** What a broken build would have given is missing for its sake. */
function withCause(outcome: ReleaseOutcome, missing: readonly ObjectReference[], cluster: ClusterTree): ReleaseOutcome {
  const cause = missing.map((reference) => cluster.causeOfMissing(reference)).find((one) => one !== undefined);
  if (cause === undefined) return outcome;
  const { problems, ...rest } = outcome;
  return {
    ...rest,
    problems: problems.map((problem) => (problem.severity === 'error' ? { ...problem, cause } : problem)),
  };
}
