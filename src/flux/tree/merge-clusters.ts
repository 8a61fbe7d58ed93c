import type { Problem } from '../../problem.js';
import type { Discovery } from '../discovery.js';
import { distinctReleases, sortReleases } from '../distinct-releases.js';
import type { Release } from '../release.js';
import { applierId } from './flux-kustomization.js';
import type { ReadCluster } from './follow-entry.js';

/** The releases of all clusters, and what is wrong in any of them. */
export function releasesOf(clusters: readonly ReadCluster[]): Pick<Discovery, 'releases' | 'problems'> {
  const found = clusters.map(({ outcomes }) =>
    distinctReleases(
      outcomes.flatMap(({ release }) => release ?? []),
      collisionAdvice,
    ),
  );
  const problems = clusters.flatMap(({ cluster, outcomes, problems: ofEntry }, index) => [
    ...ofEntry,
    ...cluster.problems,
    ...outcomes.flatMap((outcome) => outcome.problems),
    ...(found[index]?.problems ?? []),
  ]);
  return {
    releases: sortReleases(found.flatMap(({ releases }): Release[] => releases)),
    problems: distinctProblems(problems),
  };
}

const collisionAdvice =
  "In a cluster they replace each other again and again: remove one, or choose one cluster by the input 'cluster-name'.";

/** Two clusters that share a Kustomization share its problems. */
function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Objects that no HelmRelease makes. */
export function plainObjectsOf(clusters: readonly ReadCluster[]): Pick<Discovery, 'workloads' | 'offered' | 'unbuilt'> {
  return {
    workloads: clusters.flatMap(({ workloads }) => workloads),
    offered: clusters.flatMap(({ offered }) => offered),
    unbuilt: clusters.flatMap(({ cluster }) => cluster.unbuilt().map(applierId)),
  };
}

/** For the log. */
export function summaryOf(clusters: readonly ReadCluster[], fileCount: number): string[] {
  const builds = new Set(clusters.flatMap(({ cluster }) => cluster.builds));
  const live = clusters.reduce((sum, { cluster }) => sum + cluster.size, 0);
  const of = clusters.length > 1 ? ` of ${clusters.length} clusters` : '';
  return [`${fileCount} YAML files`, `${builds.size} of ${live} Kustomizations${of} built`];
}
