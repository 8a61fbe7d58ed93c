import type { Problem } from '../../problem.js';
import { textsAt } from '../json.js';
import type { Build, Builder } from '../kustomize/builder.js';
import type { Reach, ReachFinder } from '../kustomize/reach.js';
import { describe, type Manifest, type ObjectReference, referenceOf } from '../manifest.js';
import type { JsonObject } from '../release.js';
import type { RepositoryManifests } from '../repository-manifests.js';
import { textOfLabel } from '../text-of-label.js';
import { type Applied, applyBuild } from './applied.js';
import { type FluxKustomization, fluxKustomization } from './flux-kustomization.js';
import { type BuildInput, mayDeclare, mayYieldKustomizations, mayYieldLabelled } from './may-declare.js';
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

  constructor(
    private readonly context: TreeContext,
    roots: readonly FluxKustomization[],
  ) {
    for (const root of roots) this.add(root);
  }

  /** Kustomizations that are live. */
  get size(): number {
    return this.nodes.size;
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
    while (this.applyReady() || this.wantVariables() || this.applyAnyway());
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
      const reach = this.context.kustomizations.reach(located.folder, textsAt(kustomization.spec, 'components'));
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
    return variableSources(spec, reference.namespace).filter((source) => !this.find(source));
  }

  private wantVariables(): boolean {
    const missing = this.waiting().flatMap((node) => this.missingVariables(node));
    return missing.filter((reference) => this.want(reference)).length > 0;
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
    const context = { label, strictSubstitution, read: manifests.in };
    node.applied = applyBuild(build?.documents ?? [], kustomization, input.reach.folder, variables, context);
    node.problems.push(...problems, ...node.applied.problems);
    this.unread.push(...unread);
    for (const child of node.applied.children) this.follow(fluxKustomization(child), node);
  }

  /** As it is applied; else as it was built, for a Kustomization that holds its own variables. */
  private findUnapplied(reference: ObjectReference): JsonObject | undefined {
    const applied = this.find(reference);
    if (applied) return applied.object;
    const { label, manifests } = this.context;
    const context = { label, strictSubstitution: false, read: manifests.in };
    for (const { kustomization, build, input } of this.waiting()) {
      const plain = { ...kustomization, spec: {} };
      const found = applyBuild(build?.documents ?? [], plain, input.reach.folder, undefined, context).find(reference);
      if (found) return found.object;
    }
    return undefined;
  }

  private follow(child: FluxKustomization, parent: Node): void {
    const key = describe(child.reference);
    const known = this.nodes.get(key);
    if (!known) {
      this.add(child);
    } else if (isSameSpec(known.kustomization, child)) {
      return;
    } else if (known !== parent) {
      parent.problems.push(collision(child, known.kustomization));
    } else if (!this.replaced.has(key)) {
      // One that yields itself is in the cluster as it was yielded, and not as its bootstrap manifest reads.
      this.replaced.add(key);
      this.nodes.delete(key);
      this.add(child);
    }
  }
}

function isSameSpec(a: FluxKustomization, b: FluxKustomization): boolean {
  return JSON.stringify(a.spec) === JSON.stringify(b.spec);
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
