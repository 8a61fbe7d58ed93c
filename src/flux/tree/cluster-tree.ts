import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests';
import type { Build, Builder } from '../kustomize/builder.js';
import type { Reach, ReachFinder } from '../kustomize/reach.js';
import { describe, type Manifest, type ObjectReference, referenceOf } from '../manifests/manifest';
import { textOfLabel } from '../text-of-label.js';
import { type Applied, applyBuild } from './applied.js';
import { type FluxKustomization, fluxKustomization } from './flux-kustomization.js';
import {
  type BuildInput,
  mayDeclare,
  mayYieldAnything,
  mayYieldKustomizations,
  mayYieldLabelled,
} from './may-declare.js';
import { type UnreadVariables, unreadVariables } from './unread-variables.js';
import { variableSources, variablesOf } from './variables.js';

/** The folder of this repository that a Kustomization builds, or why it is not followed. */
export type Location =
  | { folder: string }
  /** It builds another source. */
  | { elsewhere: FluxKustomization }
  /** It builds what prepuller writes. */
  | { generated: true }
  | { missing: Problem };

export interface TreeContext {
  manifests: RepositoryManifests;
  kustomizations: ReachFinder;
  builder: Builder;
  label: string;
  strictSubstitution: boolean;
  /** Variables for what Git does not say. */
  fallback: ReadonlyMap<string, string>;
  locate(kustomization: FluxKustomization): Location;
  /** Build also what is not needed. */
  buildEverything: boolean;
}

/** A Kustomization that Flux reconciles. */
interface Node {
  kustomization: FluxKustomization;
  input: BuildInput;
  /** Something that is looked for may be in it. */
  isWanted: boolean;
  build?: Build;
  applied?: Applied;
  problems: Problem[];
}

/**
 * The Kustomizations of one cluster as Flux reconciles them: each is built, its objects are substituted, and those that
 * are Kustomizations are followed in turn. Only what may matter is built: what yields Kustomizations or labelled
 * releases, and what declares an object that was asked for.
 */
export class ClusterTree {
  /** Kustomizations of other sources. */
  readonly elsewhere: FluxKustomization[] = [];
  private readonly unlocated: Problem[] = [];
  private readonly unread: UnreadVariables[] = [];
  private readonly nodes = new Map<string, Node>();
  private readonly replaced = new Set<string>();
  /** What they yielded before: it has run, and what it made may be there. */
  private readonly bootstrapped: FluxKustomization[] = [];
  private earlier?: ClusterTree;

  constructor(
    private readonly context: TreeContext,
    roots: readonly FluxKustomization[],
    /** It is what ran before another one: the search ends here, even if what is there yields its own root. */
    private readonly isEarlier = false,
  ) {
    for (const root of roots) this.add(root);
  }

  /** Kustomizations that are live. */
  get size(): number {
    return this.nodes.size;
  }

  /** Those that the live Kustomizations needed; another cluster may share them. */
  get builds(): Build[] {
    return [...this.nodes.values()].flatMap(({ build }) => build ?? []);
  }

  get problems(): Problem[] {
    const ofNodes = [...this.nodes.values()].flatMap(({ problems }) => problems);
    return [...this.unlocated, ...ofNodes, ...unreadVariables(this.unread)];
  }

  /** `false` when something that may hold a labelled release could not be read. */
  get complete(): boolean {
    const isRead = ({ build, applied }: Node) => build?.failed !== true && applied?.complete !== false;
    return this.unlocated.length === 0 && [...this.nodes.values()].every(isRead);
  }

  /** Builds and applies until nothing is left that is wanted. */
  async expand(): Promise<void> {
    do await this.buildWanted();
    while (this.applyReady() || this.wantVariables() || (await this.lookBack()) || this.applyAnyway());
  }

  labelled(): Manifest[] {
    return this.applied().flatMap(({ labelled }) => labelled);
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

  /** Wants what may declare the object and is not built. Gives whether there is any. */
  want(reference: ObjectReference): boolean {
    const candidates = [...this.nodes.values()].filter(
      ({ isWanted, input }) => !isWanted && mayDeclare(input, reference),
    );
    for (const candidate of candidates) candidate.isWanted = true;
    return candidates.length > 0;
  }

  /** The files of the repository that the live Kustomizations read. */
  files(): Set<string> {
    return new Set([...this.nodes.values()].flatMap(({ input }) => [...input.reach.files.values()]));
  }

  private applied(): Applied[] {
    return [...this.nodes.values()].flatMap(({ applied }) => applied ?? []);
  }

  private add(kustomization: FluxKustomization): void {
    const key = describe(kustomization.reference);
    const located = this.context.locate(kustomization);
    if ('folder' in located) {
      const reach = this.context.kustomizations.reach(located.folder, kustomization.spec);
      this.nodes.set(key, this.nodeOf(kustomization, reach));
      return;
    }
    if ('elsewhere' in located) this.elsewhere.push(located.elsewhere);
    if ('missing' in located) this.unlocated.push(located.missing);
  }

  private nodeOf(kustomization: FluxKustomization, reach: Reach): Node {
    const input = { reach, spec: kustomization.spec, text: this.context.manifests.text };
    const isWanted =
      this.context.buildEverything ||
      mayYieldAnything(input) ||
      mayYieldKustomizations(input) ||
      mayYieldLabelled(input, textOfLabel(this.context.label));
    return { kustomization, input, isWanted, problems: [] };
  }

  private async buildWanted(): Promise<void> {
    const wanted = [...this.nodes.values()].filter(({ isWanted, build }) => isWanted && !build);
    await Promise.all(
      wanted.map(async (node) => {
        node.build = await this.context.builder.build(node.input.reach, node.input.spec);
      }),
    );
    for (const { build, kustomization, problems } of wanted) {
      const { reference, manifest } = kustomization;
      const about = { place: manifest.placeOf('spec', 'path'), object: describe(reference) };
      problems.push(...(build?.problems ?? []).map((problem) => ({ ...about, ...problem })));
    }
  }

  private waiting(): Node[] {
    return [...this.nodes.values()].filter(({ build, applied }) => build && !applied);
  }

  /** Applies those whose variables are there. */
  private applyReady(): boolean {
    const ready = this.waiting().filter((node) => this.missingVariables(node).length === 0);
    for (const node of ready) this.apply(node);
    return ready.length > 0;
  }

  private missingVariables({ kustomization: { spec, reference } }: Node): ObjectReference[] {
    return variableSources(spec, reference.namespace).filter((source) => !this.findVariables(source));
  }

  private findVariables(source: ObjectReference): Manifest | undefined {
    return this.find(source) ?? this.earlier?.find(source);
  }

  private wantVariables(): boolean {
    const missing = this.waiting().flatMap((node) => this.missingVariables(node));
    return missing.filter((reference) => this.want(reference)).length > 0;
  }

  /** Reads what ran before a root was replaced, when nothing else gives the variables. */
  private async lookBack(): Promise<boolean> {
    const missing = this.waiting()
      .flatMap((node) => this.missingVariables(node))
      .filter((source) => !this.findUnapplied(source));
    if (this.isEarlier || missing.length === 0 || this.bootstrapped.length === 0) return false;
    const earlier = new ClusterTree(this.context, this.bootstrapped.splice(0), true);
    do await earlier.expand();
    while (missing.filter((source) => !earlier.find(source) && earlier.want(source)).length > 0);
    this.earlier = earlier;
    return true;
  }

  /** What is left waits for what Git does not have, for itself, or for each other. */
  private applyAnyway(): boolean {
    const [first] = this.waiting();
    if (first) this.apply(first);
    return first !== undefined;
  }

  private apply(node: Node): void {
    const { kustomization, build, input } = node;
    const { label, strictSubstitution, manifests, fallback } = this.context;
    const find = (reference: ObjectReference) => this.findUnapplied(reference);
    const { variables, unread, problems } = variablesOf(kustomization, fallback, find);
    const context = { label, strictSubstitution, manifests };
    node.applied = applyBuild(build?.documents ?? [], kustomization, input.reach, variables, context);
    const children = node.applied.children.map(fluxKustomization);
    if (this.isReplaced(node, children)) return;
    node.problems.push(...problems, ...node.applied.problems);
    this.unread.push(...unread);
    for (const child of children) this.follow(child, node);
  }

  /**
   * One that yields itself is in the cluster as it was yielded, and not as its bootstrap manifest reads: what else that
   * one yields is rewritten in its turn.
   */
  private isReplaced(node: Node, children: readonly FluxKustomization[]): boolean {
    const key = describe(node.kustomization.reference);
    const itself = children.find(({ reference }) => describe(reference) === key);
    if (!itself || this.replaced.has(key) || isSameSpec(itself, node.kustomization)) return false;
    this.replaced.add(key);
    this.bootstrapped.push(...children.filter((child) => child !== itself));
    this.add(itself);
    return this.nodes.get(key) !== node;
  }

  /** As it is applied; else as it was built, for a Kustomization that holds its own variables. */
  private findUnapplied(reference: ObjectReference): JsonObject | undefined {
    const applied = this.findVariables(reference);
    if (applied) return applied.object;
    const { label, manifests } = this.context;
    const context = { label, strictSubstitution: false, manifests };
    for (const { kustomization, build, input } of this.waiting()) {
      const plain = { ...kustomization, spec: {} };
      const found = applyBuild(build?.documents ?? [], plain, input.reach, undefined, context).find(reference);
      if (found) return found.object;
    }
    return undefined;
  }

  private follow(child: FluxKustomization, parent: Node): void {
    const known = this.nodes.get(describe(child.reference));
    if (!known) this.add(child);
    else if (known !== parent && !isSameSpec(known.kustomization, child))
      parent.problems.push(collision(child, known.kustomization));
  }
}

function isSameSpec(a: FluxKustomization, b: FluxKustomization): boolean {
  return isDeepStrictEqual(a.spec, b.spec);
}

function collision(kustomization: FluxKustomization, first: FluxKustomization): Problem {
  const { file, line } = first.manifest.placeOf('metadata', 'name');
  return {
    severity: 'warning',
    kind: 'manifest',
    message: `This Kustomization is left out: ${file}:${line} has another one of the same namespace and name. If they are of two clusters, choose one by the input 'cluster-name'.`,
    object: describe(kustomization.reference),
    place: kustomization.manifest.placeOf('metadata', 'name'),
  };
}
