import type { JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import type { LiveBuild } from '../advice/unapplied-output.js';
import type { ClusterCoverage } from '../coverage.js';
import type { FileReader } from '../discovery.js';
import type { Build } from '../kustomize/builder.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isForRemoteCluster, remoteClusterNotice } from '../manifests/remote-cluster.js';
import { unfetchedBases } from './fetch-bases.js';
import type { FluxKustomization } from './flux-kustomization.js';
import { TreeSearch } from './tree-search.js';
import { type TreeContext, TreeState } from './tree-state.js';
import { unreadVariables } from './unread-variables.js';
import { type AppliedObjects, includedByApplier } from './workloads.js';

/** What the Kustomizations of one cluster give, as far as they have been followed. */
export class ClusterTree {
  private readonly state: TreeState;
  private readonly search: TreeSearch;

  constructor(
    private readonly context: TreeContext,
    roots: readonly FluxKustomization[],
  ) {
    this.state = new TreeState(context);
    this.search = new TreeSearch(context, this.state, roots);
  }

  /** Kustomizations that apply what they build to another cluster: none of it is here. */
  get remote(): readonly FluxKustomization[] {
    return this.state.remote;
  }

  /** Kustomizations that are live. */
  get size(): number {
    return this.state.nodes.kustomizations().length;
  }

  /** The builds that the live Kustomizations needed; another cluster may share them. */
  get builds(): Build[] {
    return this.state.nodes.builds();
  }

  /** Kustomizations of other sources that are not followed. */
  get elsewhere(): readonly FluxKustomization[] {
    return this.state.abroad.notFollowed;
  }

  get problems(): Problem[] {
    const ofNodes = this.state.nodes.all().flatMap(({ problems }) => problems);
    const ofRemote = [...this.state.remote.map(({ manifest }) => manifest), ...this.allLabelled().filter(isRemote)];
    return [
      ...this.state.unlocated,
      ...ofNodes,
      ...unreadVariables(this.state.unread),
      ...this.state.abroad.problems(),
      ...unfetchedBases(this.state.nodes.all()),
      ...remoteClusterNotice(ofRemote),
    ];
  }

  get coverage(): ClusterCoverage {
    const coverage = this.state.nodes.coverage();
    return {
      ...coverage,
      hidden: coverage.hidden || this.state.unlocated.length > 0,
      elsewhere: coverage.elsewhere || this.state.abroad.isUnseen(),
    };
  }

  /** Builds and applies until nothing is left that is wanted. */
  async expand(): Promise<void> {
    await this.search.expand();
  }

  /** The labelled releases that run on this cluster. */
  labelled(): Manifest[] {
    return this.allLabelled().filter((manifest) => !isRemote(manifest));
  }

  /** What is opted in beside HelmReleases, and runs on this cluster. */
  optedIn(): AppliedObjects[] {
    const applied = this.state.nodes.appliedObjects(({ objects }) => objects);
    return applied.map(({ applier, objects }) => ({
      applier,
      objects: [...objects, ...includedByApplier(applier, this.context.label)],
    }));
  }

  /** What only lacks the option `workloads`. */
  offered(): AppliedObjects[] {
    return this.state.nodes.appliedObjects(({ offered }) => offered);
  }

  /** What may apply objects and could not be built. */
  unbuilt(): FluxKustomization[] {
    return [...this.state.nodes.unsettled(), ...this.state.abroad.unseen()];
  }

  appliers(): FluxKustomization[] {
    return this.state.nodes.all().map(({ kustomization }) => kustomization);
  }

  controllersOf(instance: JsonObject): string[] | undefined {
    return this.context.controllersOf(instance);
  }

  all(kind: string): Manifest[] {
    return this.state.nodes.ofKind(kind);
  }

  find(reference: ObjectReference): Manifest | undefined {
    return this.state.nodes.find(reference);
  }

  known(kind: string): ObjectReference[] {
    return this.state.nodes.ofKind(kind).map(({ object }) => referenceOf(object));
  }

  want(reference: ObjectReference): boolean {
    return this.state.nodes.want(reference);
  }

  /** Why an object is missing, if a build that failed may be the reason. */
  causeOfMissing(reference: ObjectReference): string | undefined {
    return this.state.nodes.causeOfMissing(reference);
  }

  /** The files of the repository that the live Kustomizations read. */
  files(): Set<string> {
    return this.state.nodes.files();
  }

  /** The live Kustomizations that build the file. */
  readersOf(file: string): FileReader[] {
    return this.state.nodes.readersOf(file);
  }

  /** What is built of this repository; `undefined` when a Kustomization builds just the generated files. */
  ownBuilds(): LiveBuild[] | undefined {
    return this.state.appliesOutput ? undefined : this.state.nodes.ownBuilds();
  }

  /** Folders of which Flux takes every file that is there. */
  wholeFolders(): string[] {
    return this.state.nodes.wholeFolders();
  }

  private allLabelled(): Manifest[] {
    return this.state.nodes.applied().flatMap(({ labelled }) => labelled);
  }
}

function isRemote({ object }: Manifest): boolean {
  return isForRemoteCluster(object);
}
