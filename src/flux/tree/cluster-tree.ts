// biome-ignore-all lint/style/noExcessiveLinesPerFile: the steps of one search work on one state.
import type { JsonObject } from '../../json.js';
import { isOptIn, labelValue } from '../../opt-in.js';
import type { Problem } from '../../problem.js';
import type { Tools } from '../../tools/tools.js';
import type { LiveBuild } from '../advice/unapplied-output.js';
import type { ClusterCoverage } from '../coverage.js';
import type { FileReader } from '../discovery.js';
import type { Build } from '../kustomize/builder.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isForRemoteCluster, remoteClusterNotice } from '../manifests/remote-cluster.js';
import { evaluateSets, tooManyGenerations } from '../operator/evaluate-sets.js';
import { TemplateTime } from '../operator/template-time.js';
import { Abroad, type OtherSources } from './abroad.js';
import { type Applied, applyBuild } from './applied.js';
import type { BuiltKustomization } from './applied-object.js';
import { fetchBases, unfetchedBases } from './fetch-bases.js';
import { type FluxKustomization, folderOf, hasSameSpec } from './flux-kustomization.js';
import type { LocatedFolder, Location } from './locate.js';
import { mustBeBuilt } from './may-declare.js';
import { type BuiltNode, collision, type Node, resourceSetNode, setBuild } from './node.js';
import { Nodes } from './nodes.js';
import { ReplacedRoots } from './replaced-roots.js';
import type { SourceFiles } from './source-files.js';
import { TreeVariables } from './tree-variables.js';
import { type UnreadVariables, unreadVariables } from './unread-variables.js';
import { variablesOf } from './variables.js';
import { type AppliedObjects, includedByApplier } from './workloads.js';

export interface TreeContext {
  /** This repository. */
  own: SourceFiles;
  tools: Tools;
  label: string;
  /** Take plain objects also where a Kustomization labels all that it applies. */
  workloads: boolean;
  strictSubstitution: boolean;
  /** Variables for what Git does not say. */
  fallback: ReadonlyMap<string, string>;
  locate(kustomization: FluxKustomization): Location;
  /** Is told of the root of the cluster where only its folder was known. */
  learnFrom?(root: FluxKustomization): void;
  /** The images of the controllers that a FluxInstance installs; `undefined` where Git does not say. */
  controllersOf(instance: JsonObject): string[] | undefined;
  /** Other sources; missing where they are not followed. */
  others?: OtherSources;
  /** Build also what is not needed. */
  buildEverything: boolean;
}

/** ResourceSets that make each other have an end somewhere, unless they are meant to have none. */
const mostGenerations = 20;

/**
 * The Kustomizations of one cluster as Flux reconciles them: each is built, its objects are substituted, and those that
 * are Kustomizations are followed in turn. Only what may matter is built: what yields Kustomizations or labelled
 * releases, and what declares an object that was asked for.
 */
export class ClusterTree {
  /** Kustomizations that apply what they build to another cluster: none of it is here. */
  readonly remote: FluxKustomization[] = [];
  private readonly unlocated: Problem[] = [];
  private appliesOutput = false;
  private readonly abroad: Abroad;
  private readonly unread: UnreadVariables[] = [];
  private readonly nodes = new Nodes();
  /** Of ResourceSets, which may make further ones. */
  private generations = 0;
  private readonly templateTime = new TemplateTime();
  private readonly replacedRoots = new ReplacedRoots((roots) => new ClusterTree(this.context, roots, true));

  private readonly variables: TreeVariables;

  /** In their order; after one that has changed something, the first follows. */
  private readonly steps: (() => boolean | Promise<boolean>)[] = [
    () => this.followSources(),
    () => fetchBases(this.nodes, this.context.label),
    () => this.buildWanted(),
    () => this.applyReady(),
    () => this.wantVariables(),
    () => this.evaluateSets(),
    () => this.lookBack(),
    () => this.applyAnyway(),
  ];

  constructor(
    private readonly context: TreeContext,
    roots: readonly FluxKustomization[],
    /** It is what ran before another tree: it looks back no further, even if it yields its own root. */
    private readonly isEarlier = false,
  ) {
    this.abroad = new Abroad(context.others);
    this.variables = new TreeVariables(this.nodes, this.replacedRoots, { ...context, ...context.own });
    for (const root of roots) this.add(withOwnLabel(root, context.label));
  }

  /** Kustomizations that are live. */
  get size(): number {
    return this.nodes.kustomizations().length;
  }

  /** The builds that the live Kustomizations needed; another cluster may share them. */
  get builds(): Build[] {
    return this.nodes.builds();
  }

  /** Kustomizations of other sources that are not followed. */
  get elsewhere(): readonly FluxKustomization[] {
    return this.abroad.notFollowed;
  }

  get problems(): Problem[] {
    const ofNodes = this.nodes.all().flatMap(({ problems }) => problems);
    const ofRemote = [...this.remote.map(({ manifest }) => manifest), ...this.allLabelled().filter(isRemote)];
    return [
      ...this.unlocated,
      ...ofNodes,
      ...unreadVariables(this.unread),
      ...this.abroad.problems(),
      ...unfetchedBases(this.nodes.all()),
      ...remoteClusterNotice(ofRemote),
    ];
  }

  get coverage(): ClusterCoverage {
    const coverage = this.nodes.coverage();
    return {
      ...coverage,
      hidden: coverage.hidden || this.unlocated.length > 0,
      elsewhere: coverage.elsewhere || this.abroad.isUnseen(),
    };
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

  /** What is opted in beside HelmReleases, and runs on this cluster. */
  optedIn(): AppliedObjects[] {
    const applied = this.nodes.appliedObjects(({ objects }) => objects);
    return applied.map(({ applier, objects }) => ({
      applier,
      objects: [...objects, ...includedByApplier(applier, this.context.label)],
    }));
  }

  /** What only lacks the option `workloads`. */
  offered(): AppliedObjects[] {
    return this.nodes.appliedObjects(({ offered }) => offered);
  }

  /** What may apply objects and could not be built. */
  unbuilt(): FluxKustomization[] {
    return [...this.nodes.unsettled(), ...this.abroad.unseen()];
  }

  appliers(): FluxKustomization[] {
    return this.nodes.all().map(({ kustomization }) => kustomization);
  }

  controllersOf(instance: JsonObject): string[] | undefined {
    return this.context.controllersOf(instance);
  }

  all(kind: string): Manifest[] {
    return this.nodes.ofKind(kind);
  }

  find(reference: ObjectReference): Manifest | undefined {
    return this.nodes.find(reference);
  }

  known(kind: string): ObjectReference[] {
    return this.nodes.ofKind(kind).map(({ object }) => referenceOf(object));
  }

  want(reference: ObjectReference): boolean {
    return this.nodes.want(reference);
  }

  /** Why an object is missing, if a build that failed may be the reason. */
  causeOfMissing(reference: ObjectReference): string | undefined {
    return this.nodes.causeOfMissing(reference);
  }

  /** The files of the repository that the live Kustomizations read. */
  files(): Set<string> {
    return this.nodes.files();
  }

  /** The live Kustomizations that build the file. */
  readersOf(file: string): FileReader[] {
    return this.nodes.readersOf(file);
  }

  /** What is built of this repository; `undefined` when a Kustomization builds just the generated files. */
  ownBuilds(): LiveBuild[] | undefined {
    return this.appliesOutput ? undefined : this.nodes.ownBuilds();
  }

  /** Folders of which Flux takes every file that is there. */
  wholeFolders(): string[] {
    return this.nodes.wholeFolders();
  }

  private allLabelled(): Manifest[] {
    return this.nodes.applied().flatMap(({ labelled }) => labelled);
  }

  private add(kustomization: FluxKustomization): void {
    if (isRemote(kustomization.manifest)) {
      this.remote.push(kustomization);
      return;
    }
    const located = this.context.locate(kustomization);
    if (located.kind === 'folder') this.nodes.set(this.node(kustomization, located, this.context.own));
    if (located.kind === 'elsewhere') this.abroad.add(kustomization);
    if (located.kind === 'generated') this.appliesOutput = true;
    if (located.kind === 'missing') this.unlocated.push(located.problem);
  }

  private node(kustomization: FluxKustomization, { folder, ignored }: LocatedFolder, files: SourceFiles): Node {
    const { label, buildEverything } = this.context;
    const readGraph = () => files.kustomizationsWithout(ignored).graphOf(folder, kustomization.spec);
    const input = { graph: readGraph(), spec: kustomization.spec, text: files.manifests.text };
    const isWanted = buildEverything || isOptIn(kustomization.ownLabel ?? '') || mustBeBuilt(input, label);
    const state = { kind: isWanted ? 'wanted' : 'passed by' } as const;
    return { kustomization, isResourceSet: false, files, input, readGraph, state, problems: [] };
  }

  private async followSources(): Promise<boolean> {
    const found = await this.abroad.follow((source) => this.find(source));
    for (const { kustomization, located, files } of found) {
      if (located.kind === 'folder') this.nodes.set(this.node(kustomization, located, files));
      if (located.kind === 'missing') this.unlocated.push(located.problem);
    }
    return found.length > 0;
  }

  private async buildWanted(): Promise<boolean> {
    const wanted = this.nodes.wanted().filter(({ isResourceSet }) => !isResourceSet);
    const builds = await Promise.all(
      wanted.map(async (node) => ({
        node,
        build: await node.files.builder.build(node.input.graph, node.input.spec),
      })),
    );
    for (const { node, build } of builds) setBuild(node, build);
    return wanted.length > 0;
  }

  /** All that are known so far at once, and late: what gives them inputs may be anywhere. */
  private async evaluateSets(): Promise<boolean> {
    const wanted = this.nodes.wanted().filter(({ isResourceSet }) => isResourceSet);
    if (wanted.length === 0) return false;
    const sets = wanted.map(({ kustomization }) => kustomization.manifest);
    const builds =
      ++this.generations > mostGenerations
        ? sets.map(tooManyGenerations)
        : await evaluateSets(sets, this.nodes, { tools: this.context.tools, time: this.templateTime });
    for (const [index, node] of wanted.entries()) {
      const build = builds[index];
      if (build) setBuild(node, build);
    }
    return true;
  }

  private applyReady(): boolean {
    const ready = this.nodes.waiting().filter((node) => this.variables.missingOf(node).length === 0);
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
    const [first] = this.nodes.waiting();
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
    this.unread.push(...unread);
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
    if (!this.nodes.get(referenceOf(set.object))) this.nodes.set(resourceSetNode(set, node.files));
  }

  private isReplaced(node: Node, children: readonly FluxKustomization[]): boolean {
    const replacement = this.replacedRoots.replacementOf(node.kustomization, children);
    if (!replacement) return false;
    const isRootItself = folderOf(replacement, this.context.own.tree) === node.input.graph.folder;
    if (node.kustomization.isAssumed && isRootItself) this.context.learnFrom?.(replacement);
    this.add(replacement);
    return this.nodes.get(replacement.reference) !== node;
  }

  private follow(child: FluxKustomization, parent: Node): void {
    const known = this.nodes.get(child.reference);
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

function isRemote({ object }: Manifest): boolean {
  return isForRemoteCluster(object);
}
