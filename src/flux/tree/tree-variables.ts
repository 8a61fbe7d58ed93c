import type { JsonObject } from '../../json.js';
import type { Manifest } from '../manifests/manifest.js';
import type { ObjectReference } from '../manifests/object-reference.js';
import { applyBuild } from './applied.js';
import type { ApplyContext } from './applied-object.js';
import type { Node } from './node.js';
import type { Nodes } from './nodes.js';
import type { ReplacedRoots } from './replaced-roots.js';
import { variableSources } from './variables.js';

/** Where the variables of a cluster's Kustomizations come from. */
export class TreeVariables {
  constructor(
    private readonly nodes: Nodes,
    private readonly replacedRoots: ReplacedRoots,
    private readonly context: ApplyContext,
  ) {}

  /** The sources of a Kustomization's variables that are not applied, or not yet. */
  missingOf({ kustomization: { spec, reference } }: Node): ObjectReference[] {
    return variableSources(spec, reference.namespace).filter((source) => !this.findApplied(source));
  }

  /** The sources that those miss that are built and not applied. */
  missing(): ObjectReference[] {
    return this.nodes.waiting().flatMap((node) => this.missingOf(node));
  }

  /** As it is applied; else as it was built, for a Kustomization that holds its own variables. */
  find(reference: ObjectReference): JsonObject | undefined {
    const applied = this.findApplied(reference);
    if (applied) return applied.object;
    for (const { kustomization, files, input, state } of this.nodes.waiting()) {
      const plain = { ...kustomization, spec: {} };
      const { documents } = state.build;
      const built = { kustomization: plain, documents, graph: input.graph, variables: undefined };
      const context = { ...this.context, ...files, strictSubstitution: false };
      const found = applyBuild(built, context).find(reference);
      if (found) return found.object;
    }
    return undefined;
  }

  private findApplied(source: ObjectReference): Manifest | undefined {
    return this.nodes.find(source) ?? this.replacedRoots.find(source);
  }
}
