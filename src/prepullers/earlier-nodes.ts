import type { PrepullerSource, PullableNodes } from './contract.js';
import { architecturesIn } from './demands.js';
import { type EarlierFiles, filesOf } from './earlier-files.js';

/** The sources with what their earlier files say of the nodes of an image, where registries cannot tell this time. Pure. */
export function withEarlierNodes(sources: readonly PrepullerSource[], earlier: EarlierFiles): PrepullerSource[] {
  return sources.map((source) => {
    const { pullable } = source;
    if (pullable === undefined || pullable.untold.size === 0) return source;
    return { ...source, pullable: withEarlier(source, pullable, earlier) };
  });
}

function withEarlier({ release }: PrepullerSource, pullable: PullableNodes, earlier: EarlierFiles): PullableNodes {
  const { architectures, untold } = pullable;
  const files = filesOf([release.id], earlier).flatMap((name) => earlier.byName.get(name) ?? []);
  const before = files
    .flatMap((file) => file.daemonSets())
    .flatMap(({ images }) => images)
    .filter(({ reference, versionsOld }) => versionsOld === 0 && untold.has(reference))
    .map(({ reference, demands }) => [reference, architecturesIn(demands)] as const)
    .filter(([, found]) => found.length > 0);
  return { architectures: new Map([...architectures, ...before]), untold };
}
