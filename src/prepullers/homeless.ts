import type { Problem } from '../problem.js';
import type { PrepullerSource } from './contract.js';
import type { PrepullerOptions } from './options.js';
import { podNamespace } from './place.js';
import { problemOf } from './remarks.js';

const consequence = 'One namespace that is missing, and Flux applies nothing of the generated folder.';

/**
 * Pre-pullers whose namespace comes too late, or never: they are applied before the release that would create it.
 * @param isDeclared whether anything in Git declares a namespace
 */
export function homelessPrepullers(
  sources: readonly PrepullerSource[],
  isDeclared: (namespace: string) => boolean,
  { prepullerNamespace }: Pick<PrepullerOptions, 'prepullerNamespace'>,
): Problem[] {
  const used = sources.filter(({ images }) => images.images.length > 0);
  if (prepullerNamespace !== '') {
    if (used.length === 0 || isDeclared(prepullerNamespace)) return [];
    const message = `Nothing in this repository declares the namespace ${prepullerNamespace} of the input 'prepuller-namespace'. ${consequence} Add it, in a Kustomization that the pre-pullers depend on.`;
    return [{ severity: 'warning', kind: 'output', message }];
  }
  return used
    .filter((source) => source.release.createsNamespace && !isDeclared(podNamespace(source)))
    .map((source) =>
      problemOf(
        source.release,
        'warning',
        `The namespace ${podNamespace(source)} comes with this release (createNamespace), and nothing in this repository declares it. ${consequence} Declare it in Git, or give 'prepuller-namespace' one that is declared.`,
      ),
    );
}
