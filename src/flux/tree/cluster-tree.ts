import type { JsonObject } from '../../json.js';
import { textOfLabel } from '../../opt-in';
import type { Problem } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests';
import type { Build, Builder } from '../kustomize/builder.js';
import type { KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import type { Manifest } from '../manifests/manifest';
import { describe, type ObjectReference, referenceOf } from '../manifests/object-reference';
import { isForRemoteCluster, remoteClusterNotice } from '../manifests/remote-cluster';
import { type Applied, applyBuild } from './applied.js';
import { type FluxKustomization, fluxKustomization, hasSameSpec } from './flux-kustomization.js';
import type { Location } from './locate.js';
import { mayDeclare, mustBeBuilt } from './may-declare.js';
import { type BuiltNode, collision, isBuilt, type Node } from './node';
import { ReplacedRoots } from './replaced-roots';
import { type UnreadVariables, unreadVariables } from './unread-variables.js';
import { variableSources, variablesOf } from './variables.js';

export interface TreeContext {
  manifests: RepositoryManifests;
  kustomizations: KustomizationGraphs;
  builder: Builder;
  label: string;
  strictSubstitution: boolean;
  /** Variables for what Git does not say. */
  fallback: ReadonlyMap<string, string>;
  locate(kustomization: FluxKustomization): Location;
  /** Build also what is not needed. */
  buildEverything: boolean;
}

/**
 * The Kustomizations of one cluster as Flux reconciles them: each is built, its objects are substituted, and those that
 * are Kustomizations are followed in turn. Only what may matter is built: what yields Kustomizations or labelled
 * releases, and what declares an object that was asked for.
 */
export class ClusterTree {
  /** Kustomizations of other sources. */
  readonly elsewhere: FluxKustomization[] = [];
  /** Kustomizations that apply what they build to another cluster: none of it is here. */
  readonly remote: FluxKustomization[] = [];
  private readonly unlocated: Problem[] = [];
  private readonly unread: UnreadVariables[] = [];
  private readonly nodes = new Map<string, Node>();
  private readonly replacedRoots = new ReplacedRoots((roots) => new ClusterTree(this.context, roots, true));

  /** In their order; after one that has changed something, the first follows. */
  private readonly steps: (() => boolean | Promise<boolean>)[] = [
    () => this.buildWanted(),
    () => this.applyReady(),
    () => this.wantVariables(),
    () => this.lookBack(),
    () => this.applyAnyway(),
  ];

  constructor(
    private readonly context: TreeContext,
    roots: readonly FluxKustomization[],
    /** It is what ran before another tree: it looks back no further, even if it yields its own root. */
    private readonly isEarlier = false,
  ) {
    for (const root of roots) this.add(root);
  }

  /** Kustomizations that are live. */
  get size(): number {
    return this.nodes.size;
  }

  /** The builds that the live Kustomizations needed; another cluster may share them. */
  get builds(): Build[] {
    return this.builtNodes().map(({ state }) => state.build);
  }

  get problems(): Problem[] {
    const ofNodes = [...this.nodes.values()].flatMap(({ problems }) => problems);
    const ofRemote = [...this.remote.map(({ manifest }) => manifest), ...this.allLabelled().filter(isRemote)];
    return [...this.unlocated, ...ofNodes, ...unreadVariables(this.unread), ...remoteClusterNotice(ofRemote)];
  }

  /** `false` when something that may hold a labelled release could not be read. */
  get complete(): boolean {
    const hasFailed = this.builds.some(({ failed }) => failed);
    return this.unlocated.length === 0 && !hasFailed && this.applied().every(({ complete }) => complete);
  }

  /** Builds and applies until nothing is left that is wanted. */
  async expand(): Promise<void> {
    let step = 0;
    while (step < this.steps.length) step = (await this.steps[step]?.()) ? 0 : step + 1;
  }

  /** The labelled releases that run on this cluster. */
  labelled(): Manifest[] {
    return this.allLabelled().filter((manifest) => !isRemote(manifest));
  }

  find(reference: ObjectReference): Manifest | undefined {
    for (const applied of this.applied()) {
      const found = applied.find(reference);
      if (found) return found;
    }
    return undefined;
  }

  known(kind: string): ObjectReference[] {
    return this.applied().flatMap((applied) => applied.all(kind).map(({ object }) => referenceOf(object)));
  }

  /** Wants what may declare the object and was passed by. Gives whether there is any. */
  want(reference: ObjectReference): boolean {
    const candidates = [...this.nodes.values()].filter(
      ({ state, input }) => state.kind === 'passed by' && mayDeclare(input, reference),
    );
    for (const candidate of candidates) candidate.state = { kind: 'wanted' };
    return candidates.length > 0;
  }

  /** The files of the repository that the live Kustomizations read. */
  files(): Set<string> {
    return new Set([...this.nodes.values()].flatMap(({ input }) => [...input.graph.files.values()]));
  }

  private allLabelled(): Manifest[] {
    return this.applied().flatMap(({ labelled }) => labelled);
  }

  private builtNodes(): BuiltNode[] {
    return [...this.nodes.values()].filter(isBuilt);
  }

  private applied(): Applied[] {
    return this.builtNodes().flatMap(({ state }) => (state.kind === 'applied' ? state.applied : []));
  }

  private waiting(): BuiltNode[] {
    return this.builtNodes().filter(({ state }) => state.kind === 'built');
  }

  private add(kustomization: FluxKustomization): void {
    if (isRemote(kustomization.manifest)) {
      this.remote.push(kustomization);
      return;
    }
    const located = this.context.locate(kustomization);
    if (located.kind === 'folder')
      this.nodes.set(describe(kustomization.reference), this.node(kustomization, located.folder));
    if (located.kind === 'elsewhere') this.elsewhere.push(kustomization);
    if (located.kind === 'missing') this.unlocated.push(located.problem);
  }

  private node(kustomization: FluxKustomization, folder: string): Node {
    const { kustomizations, manifests, label, buildEverything } = this.context;
    const graph = kustomizations.graphOf(folder, kustomization.spec);
    const input = { graph, spec: kustomization.spec, text: manifests.text };
    const isWanted = buildEverything || mustBeBuilt(input, textOfLabel(label));
    return { kustomization, input, state: { kind: isWanted ? 'wanted' : 'passed by' }, problems: [] };
  }

  private async buildWanted(): Promise<boolean> {
    const wanted = [...this.nodes.values()].filter(({ state }) => state.kind === 'wanted');
    const builds = await Promise.all(
      wanted.map(async (node) => ({
        node,
        build: await this.context.builder.build(node.input.graph, node.input.spec),
      })),
    );
    for (const { node, build } of builds) {
      const { reference, manifest } = node.kustomization;
      const about = { place: manifest.placeOf('spec', 'path'), object: describe(reference) };
      node.problems.push(...build.problems.map((problem) => ({ ...about, ...problem })));
      node.state = { kind: 'built', build };
    }
    return wanted.length > 0;
  }

  private applyReady(): boolean {
    const ready = this.waiting().filter((node) => this.missingVariables(node).length === 0);
    for (const node of ready) this.apply(node);
    return ready.length > 0;
  }

  private wantVariables(): boolean {
    const missing = this.waiting().flatMap((node) => this.missingVariables(node));
    return missing.filter((reference) => this.want(reference)).length > 0;
  }

  /** When nothing else gives the variables. */
  private async lookBack(): Promise<boolean> {
    if (this.isEarlier) return false;
    const missing = this.waiting().flatMap((node) => this.missingVariables(node));
    return await this.replacedRoots.lookBack(missing.filter((source) => !this.findUnapplied(source)));
  }

  /** What is left waits for what Git does not have, for itself, or for each other. */
  private applyAnyway(): boolean {
    const [first] = this.waiting();
    if (first) this.apply(first);
    return first !== undefined;
  }

  private missingVariables({ kustomization: { spec, reference } }: Node): ObjectReference[] {
    return variableSources(spec, reference.namespace).filter((source) => !this.findVariables(source));
  }

  private findVariables(source: ObjectReference): Manifest | undefined {
    return this.find(source) ?? this.replacedRoots.find(source);
  }

  /** As it is applied; else as it was built, for a Kustomization that holds its own variables. */
  private findUnapplied(reference: ObjectReference): JsonObject | undefined {
    const applied = this.findVariables(reference);
    if (applied) return applied.object;
    const context = { ...this.context, strictSubstitution: false };
    for (const { kustomization, input, state } of this.waiting()) {
      const plain = { ...kustomization, spec: {} };
      const { documents } = state.build;
      const built = { kustomization: plain, documents, graph: input.graph, variables: undefined };
      const found = applyBuild(built, context).find(reference);
      if (found) return found.object;
    }
    return undefined;
  }

  private apply(node: BuiltNode): void {
    const { kustomization, input } = node;
    const { build } = node.state;
    const find = (reference: ObjectReference) => this.findUnapplied(reference);
    const { variables, unread, problems } = variablesOf(kustomization, this.context.fallback, find);
    const built = { kustomization, documents: build.documents, graph: input.graph, variables };
    const applied = applyBuild(built, this.context);
    node.state = { kind: 'applied', build, applied };
    const children = applied.children.map(fluxKustomization);
    if (this.isReplaced(node, children)) return;
    node.problems.push(...problems, ...applied.problems);
    this.unread.push(...unread);
    for (const child of children) this.follow(child, node);
  }

  private isReplaced(node: Node, children: readonly FluxKustomization[]): boolean {
    const replacement = this.replacedRoots.replacementOf(node.kustomization, children);
    if (!replacement) return false;
    this.add(replacement);
    return this.nodes.get(describe(replacement.reference)) !== node;
  }

  private follow(child: FluxKustomization, parent: Node): void {
    const known = this.nodes.get(describe(child.reference));
    if (!known) this.add(child);
    else if (known !== parent && !hasSameSpec(known.kustomization, child))
      parent.problems.push(collision(child, known.kustomization));
  }
}

function isRemote({ object }: Manifest): boolean {
  return isForRemoteCluster(object);
}
