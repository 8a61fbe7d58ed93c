import type { LoadContext } from '../load-context.js';
import { fluxControllers } from '../operator/controllers.js';
import type { TreeContext } from './tree-state.js';

/** What the tree of a cluster is told of this checkout, wherever it begins. */
export function checkoutContext({
  repository,
  options,
  builder,
  tools,
  cache,
  parsed,
  variables,
}: LoadContext): Omit<TreeContext, 'locate'> {
  return {
    own: { ...repository, builder, prefix: '' },
    resources: { tools, cache, parsed },
    label: options.label,
    workloads: options.workloads,
    strictSubstitution: options.strictSubstitution,
    fallback: variables,
    controllersOf: fluxControllers(repository),
    buildEverything: options.buildEverything ?? false,
  };
}
