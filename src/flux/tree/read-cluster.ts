import type { Checkout } from '../helm-release/chart-source';
import { type ReleaseOutcome, readRelease } from '../helm-release/read-release';
import type { Manifest } from '../manifests/manifest';
import type { ObjectReference } from '../manifests/object-reference';
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
    const missing: ObjectReference[] = [];
    const find = (reference: ObjectReference) => {
      const found = cluster.find(reference);
      if (!found) missing.push(reference);
      return found ?? others.find?.(reference);
    };
    const sources = {
      find,
      known: (kind: string) => cluster.known(kind),
      checkoutOf: (reference: ObjectReference) => others.checkoutOfChart(reference, () => find(reference)),
    };
    const outcomes = cluster
      .labelled()
      .map((manifest) => readRelease(manifest, { label, sources, findValues: (reference) => find(reference)?.object }));
    if (missing.filter((reference) => cluster.want(reference)).length === 0) return outcomes;
  }
}
