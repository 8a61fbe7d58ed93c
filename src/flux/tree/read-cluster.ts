import type { Checkout } from '../helm-release/chart-source.js';
import { type ReleaseOutcome, readRelease } from '../helm-release/read-release.js';
import type { Manifest } from '../manifests/manifest.js';
import type { ObjectReference } from '../manifests/object-reference.js';
import type { Workloads } from '../workloads.js';
import type { ClusterTree } from './cluster-tree.js';
import { accountReferences, workloadsOf } from './workloads.js';

/** Where objects may be that no Kustomization declares. */
export interface OtherObjects {
  find?(reference: ObjectReference): Manifest | undefined;
  /** @param declared Gives the source as it is applied; `undefined` when Git does not declare it. */
  checkoutOfChart(reference: ObjectReference, declared: () => Manifest | undefined): Checkout | undefined;
}

/** Reads what is opted in; what it refers to and misses is looked for in Kustomizations that are not built yet. */
export async function readCluster(cluster: ClusterTree, label: string, others: OtherObjects): Promise<ClusterContent> {
  for (;;) {
    await cluster.expand();
    const read = cluster.labelled().map((manifest) => readWith(manifest, cluster, label, others));
    const workloads = workloadsOf(cluster.optedIn(), label, cluster);
    const accounts = accountReferences(workloads).filter((reference) => !cluster.find(reference));
    const missing = [...read.flatMap((one) => one.missing), ...accounts];
    if (missing.filter((reference) => cluster.want(reference)).length > 0) continue;
    return {
      outcomes: read.map(({ outcome, missing: own }) => withCause(outcome, own, cluster)),
      workloads,
      offered: workloadsOf(cluster.offered(), label, cluster),
    };
  }
}

/** What is opted in of all that a cluster runs. */
export interface ClusterContent {
  outcomes: ReleaseOutcome[];
  workloads: Workloads[];
  /** The same for objects that only lack the option to be taken. */
  offered: Workloads[];
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
