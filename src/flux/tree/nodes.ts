import type { ClusterCoverage } from '../coverage.js';
import type { FileReader } from '../discovery.js';
import type { Build } from '../kustomize/builder.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference } from '../manifests/object-reference.js';
import type { Applied } from './applied.js';
import type { FluxKustomization } from './flux-kustomization.js';
import { mayDeclare } from './may-declare.js';
import { type BuiltNode, filesOf, isBuilt, isSettled, type Node } from './node.js';
import type { AppliedObjects } from './workloads.js';

/** The live Kustomizations and ResourceSets of a cluster, and what is found in them so far. */
export class Nodes {
  private readonly byKey = new Map<string, Node>();

  get(reference: ObjectReference): Node | undefined {
    return this.byKey.get(describe(reference));
  }

  /** In the place of one of the same namespace and name. */
  set(node: Node): void {
    this.byKey.set(describe(node.kustomization.reference), node);
  }

  all(): Node[] {
    return [...this.byKey.values()];
  }

  kustomizations(): Node[] {
    return this.all().filter(({ isResourceSet }) => !isResourceSet);
  }

  wanted(): Node[] {
    return this.all().filter(({ state }) => state.kind === 'wanted');
  }

  /** Built, and not applied yet. */
  waiting(): BuiltNode[] {
    return this.all()
      .filter(isBuilt)
      .filter(({ state }) => state.kind === 'built');
  }

  applied(): Applied[] {
    return this.all().flatMap(({ state }) => (state.kind === 'applied' ? state.applied : []));
  }

  /** @param choose Which of the applied objects. */
  appliedObjects(choose: (applied: Applied) => readonly Manifest[]): AppliedObjects[] {
    return this.all().flatMap(({ state, kustomization }) =>
      state.kind === 'applied' ? [{ applier: kustomization, objects: choose(state.applied) }] : [],
    );
  }

  unsettled(): FluxKustomization[] {
    return this.all()
      .filter((node) => !isSettled(node))
      .map(({ kustomization }) => kustomization);
  }

  builds(): Build[] {
    return this.kustomizations()
      .filter(isBuilt)
      .map(({ state }) => state.build);
  }

  /** An object that is applied. */
  find(reference: ObjectReference): Manifest | undefined {
    for (const applied of this.applied()) {
      const found = applied.find(reference);
      if (found) return found;
    }
    return undefined;
  }

  /** The objects of a kind that are applied. */
  ofKind(kind: string): Manifest[] {
    return this.applied().flatMap((applied) => applied.all(kind));
  }

  /** Wants what may declare the object and was passed by. Gives whether there is any. */
  want(reference: ObjectReference): boolean {
    const candidates = this.all().filter(
      ({ state, input }) => state.kind === 'passed by' && mayDeclare(input, reference),
    );
    for (const candidate of candidates) candidate.state = { kind: 'wanted' };
    return candidates.length > 0;
  }

  /** The cause of the errors of a build that failed and that may declare the object. */
  causeOfMissing(reference: ObjectReference): string | undefined {
    const failed = this.all()
      .filter(isBuilt)
      .find(({ state, input, isResourceSet }) => state.build.failed && (isResourceSet || mayDeclare(input, reference)));
    return failed?.problems.find(({ cause }) => cause !== undefined)?.cause;
  }

  /** Of this repository. */
  files(): Set<string> {
    return new Set(this.ownNodes().flatMap(filesOf));
  }

  /** The live Kustomizations that build the file of this repository. */
  readersOf(file: string): FileReader[] {
    const readers = this.kustomizations().filter(({ files, input }) => {
      const { graph } = input;
      return files.prefix === '' && [...graph.files.values()].includes(file);
    });
    return readers.map(({ kustomization: { reference, manifest, spec }, input: { graph } }) => ({
      object: describe(reference),
      place: manifest.placeOf('metadata', 'name'),
      isSuspended: spec.suspend === true,
      kustomizations: kustomizationsAround(file, graph),
    }));
  }

  /** Folders of which Flux takes every file that is there. */
  wholeFolders(): string[] {
    const own = this.ownNodes().filter(({ isResourceSet }) => !isResourceSet);
    return own.flatMap(({ input: { graph } }) => (graph.top.file === undefined ? graph.folder : []));
  }

  private ownNodes(): Node[] {
    return this.all().filter(({ files }) => files.prefix === '');
  }

  coverage(): ClusterCoverage {
    const nodes = this.all();
    return {
      hidden: !nodes.every(isSettled),
      elsewhere: nodes.some(({ input }) => input.graph.remote.length > 0),
      settledFiles: new Set(nodes.filter(isSettled).flatMap(filesOf)),
      unsettledFiles: new Set(nodes.filter((node) => !isSettled(node)).flatMap(filesOf)),
    };
  }
}

/** The kustomization.yaml files by which a build comes to read the file. */
function kustomizationsAround(file: string, { kustomizations }: KustomizationGraph): string[] {
  const seen = new Map<string, boolean>();
  const leadsThere = (path: string): boolean => {
    const known = seen.get(path);
    if (known !== undefined) return known;
    // Kustomizations that read each other in a circle lead nowhere by it.
    seen.set(path, false);
    const folder = kustomizations.get(path);
    const leads =
      folder !== undefined && ([...folder.files.values()].includes(file) || [...folder.folders].some(leadsThere));
    seen.set(path, leads);
    return leads;
  };
  return [...kustomizations].flatMap(([path, folder]) => (leadsThere(path) && folder.file ? folder.file : []));
}
