import { labelValue } from '../../opt-in.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isForRemoteCluster } from '../manifests/remote-cluster.js';
import { type Applied, applyBuild } from './applied.js';
import type { BuiltKustomization } from './applied-object.js';
import { buildKustomizations, ResourceSetEvaluation } from './build-nodes.js';
import { fetchBases } from './fetch-bases.js';
import { type FluxKustomization, folderOf, hasSameSpec } from './flux-kustomization.js';
import { type BuiltNode, collision, kustomizationNode, type Node, resourceSetNode } from './node.js';
import { type EarlierTree, ReplacedRoots } from './replaced-roots.js';
import { type TreeContext, TreeState } from './tree-state.js';
import { TreeVariables } from './tree-variables.js';
import { variablesOf } from './variables.js';

/**
 * Follows the Kustomizations of one cluster as Flux reconciles them: each is built, its objects are substituted, and those
 * that are Kustomizations are followed in turn. Only what may matter is built: what yields Kustomizations or labelled
 * releases, and what declares an object that was asked for.
 */
export class TreeSearch implements EarlierTree {
  private readonly replacedRoots = new ReplacedRoots(
    (roots) => new TreeSearch(this.context, new TreeState(this.context), roots, true),
  );
  private readonly variables: TreeVariables;
  private readonly sets: ResourceSetEvaluation;

  /** In their order; after one that has changed something, the first follows. */
  private readonly steps: (() => boolean | Promise<boolean>)[] = [
    () => this.followSources(),
    () => fetchBases(this.state.nodes, this.context.label),
    () => buildKustomizations(this.state.nodes),
    () => this.applyReady(),
    () => this.wantVariables(),
    // Late, for what gives them inputs may be anywhere.
    () => this.sets.run(),
    () => this.lookBack(),
    () => this.applyAnyway(),
  ];

  /** @param isEarlier It is what ran before another tree: it looks back no further, even if it yields its own root. */
  constructor(
    private readonly context: TreeContext,
    private readonly state: TreeState,
    roots: readonly FluxKustomization[],
    private readonly isEarlier = false,
  ) {
    this.variables = new TreeVariables(state.nodes, this.replacedRoots, { ...context, ...context.own });
    this.sets = new ResourceSetEvaluation(state.nodes, context.resources);
    for (const root of roots) this.add(withOwnLabel(root, context.label));
  }

  /** Builds and applies until nothing is left that is wanted. */
  async expand(): Promise<void> {
    let step = 0;
    while (step < this.steps.length) step = (await this.steps[step]?.()) ? 0 : step + 1;
  }

  find(reference: ObjectReference): Manifest | undefined {
    return this.state.nodes.find(reference);
  }

  want(reference: ObjectReference): boolean {
    return this.state.nodes.want(reference);
  }

  private add(kustomization: FluxKustomization): void {
    if (isForRemoteCluster(kustomization.manifest.object)) {
      this.state.remote.push(kustomization);
      return;
    }
    const located = this.context.locate(kustomization);
    if (located.kind === 'folder')
      this.state.nodes.set(kustomizationNode(kustomization, located, this.context.own, this.context));
    if (located.kind === 'elsewhere') this.state.abroad.add(kustomization);
    if (located.kind === 'generated') this.state.appliesOutput = true;
    if (located.kind === 'missing') this.state.unlocated.push(located.problem);
  }

  private async followSources(): Promise<boolean> {
    const found = await this.state.abroad.follow((source) => this.state.nodes.find(source));
    for (const { kustomization, located, files } of found) {
      if (located.kind === 'folder')
        this.state.nodes.set(kustomizationNode(kustomization, located, files, this.context));
      if (located.kind === 'missing') this.state.unlocated.push(located.problem);
    }
    return found.length > 0;
  }

  private applyReady(): boolean {
    const ready = this.state.nodes.waiting().filter((node) => this.variables.missingOf(node).length === 0);
    for (const node of ready) this.apply(node);
    return ready.length > 0;
  }

  private wantVariables(): boolean {
    return this.variables.missing().filter((reference) => this.want(reference)).length > 0;
  }

  /** When nothing else gives the variables. */
  private async lookBack(): Promise<boolean> {
    if (this.isEarlier) return false;
    const missing = this.variables.missing().filter((source) => !this.variables.find(source));
    return await this.replacedRoots.lookBack(missing);
  }

  /** What is left waits for what Git does not have, for itself, or for each other. */
  private applyAnyway(): boolean {
    const [first] = this.state.nodes.waiting();
    if (first) this.apply(first);
    return first !== undefined;
  }

  private apply(node: BuiltNode): void {
    const { kustomization, input } = node;
    const { build } = node.state;
    const find = (reference: ObjectReference) => this.variables.find(reference);
    const { variables, unread, problems } = variablesOf(kustomization, this.context.fallback, find);
    const built = { kustomization, documents: build.documents, graph: input.graph, variables };
    const applied = this.applyLabelled(node, built);
    node.state = { kind: 'applied', build, applied };
    const { children } = applied;
    if (this.isReplaced(node, children)) return;
    node.problems.push(...problems, ...applied.problems);
    this.state.unread.push(...unread);
    for (const child of children) this.follow(child, node);
    for (const set of applied.resourceSets) this.addSet(set, node);
  }

  /** One that yields itself has the label that it gives itself. */
  private applyLabelled(node: BuiltNode, built: BuiltKustomization): Applied {
    const context = { ...this.context, ...node.files };
    const applied = applyBuild(built, context);
    const key = describe(node.kustomization.reference);
    const itself = applied.children.find(({ reference }) => describe(reference) === key);
    if (!itself || itself.ownLabel === node.kustomization.ownLabel) return applied;
    node.kustomization = { ...node.kustomization, ...(itself.ownLabel && { ownLabel: itself.ownLabel }) };
    return applyBuild({ ...built, kustomization: node.kustomization }, context);
  }

  private addSet(set: Manifest, node: Node): void {
    if (!this.state.nodes.get(referenceOf(set.object))) this.state.nodes.set(resourceSetNode(set, node.files));
  }

  private isReplaced(node: Node, children: readonly FluxKustomization[]): boolean {
    const replacement = this.replacedRoots.replacementOf(node.kustomization, children);
    if (!replacement) return false;
    const isRootItself = folderOf(replacement, this.context.own.tree) === node.input.graph.folder;
    if (node.kustomization.isAssumed && isRootItself) this.context.learnFrom?.(replacement);
    this.add(replacement);
    return this.state.nodes.get(replacement.reference) !== node;
  }

  private follow(child: FluxKustomization, parent: Node): void {
    const known = this.state.nodes.get(child.reference);
    if (!known) this.add(child);
    else if (known !== parent && !hasSameSpec(known.kustomization, child))
      parent.problems.push(collision(child, known.kustomization));
  }
}

/** Of a Kustomization that nothing yields, its own file says it. */
function withOwnLabel(root: FluxKustomization, label: string): FluxKustomization {
  const ownLabel = labelValue(root.manifest.object, label);
  return ownLabel === '' ? root : { ...root, ownLabel };
}
