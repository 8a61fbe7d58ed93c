import type { Problem } from '../../problem';
import type { Build } from '../kustomize/builder';
import { describe } from '../manifests/object-reference';
import type { Applied } from './applied';
import type { FluxKustomization } from './flux-kustomization';
import type { BuildInput } from './may-declare';

/** A Kustomization that Flux reconciles, and how far it has been followed. */
export interface Node {
  kustomization: FluxKustomization;
  input: BuildInput;
  state: NodeState;
  problems: Problem[];
}

export type NodeState =
  /** Nothing that is looked for can be in it. */
  | { kind: 'passed by' }
  | { kind: 'wanted' }
  /** Its variables may not be there yet. */
  | { kind: 'built'; build: Build }
  | { kind: 'applied'; build: Build; applied: Applied };

export type BuiltNode = Node & { state: Extract<NodeState, { build: Build }> };

export function isBuilt(node: Node): node is BuiltNode {
  return 'build' in node.state;
}

/** Of two Kustomizations of one name, the first stays. */
export function collision(kustomization: FluxKustomization, first: FluxKustomization): Problem {
  const { file, line } = first.manifest.placeOf('metadata', 'name');
  return {
    severity: 'warning',
    kind: 'manifest',
    message: `This Kustomization is left out: ${file}:${line} has another one of the same namespace and name. If they are of two clusters, choose one by the input 'cluster-name'.`,
    object: describe(kustomization.reference),
    place: kustomization.manifest.placeOf('metadata', 'name'),
  };
}
