import { objectAt } from '../../json.js';
import { isOptIn } from '../../opt-in.js';
import type { Place, Problem } from '../../problem.js';
import type { Build } from '../kustomize/builder.js';
import { emptyFolder } from '../kustomize/kustomization-folder.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import type { Applied } from './applied.js';
import { prefixed } from './applied-object.js';
import type { FluxKustomization } from './flux-kustomization.js';
import type { LocatedFolder } from './locate.js';
import { type BuildInput, mustBeBuilt } from './may-declare.js';
import type { SourceFiles } from './source-files.js';

/** A Kustomization that Flux reconciles, or a ResourceSet, and how far it has been followed. */
export interface Node {
  /** A ResourceSet is like a Kustomization whose objects the operator makes, and which substitutes nothing. */
  kustomization: FluxKustomization;
  isResourceSet: boolean;
  /** Of the source that it builds. */
  files: SourceFiles;
  input: BuildInput;
  /** Reads once more what it builds, when something has come that it names. */
  readGraph(): KustomizationGraph;
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

/** Is all known that it yields? */
export function isSettled({ state }: Node): boolean {
  if (state.kind === 'applied') return !state.build.failed && state.applied.complete;
  return state.kind === 'passed by';
}

/** The files of the repository that it is made of. */
export function filesOf({ isResourceSet, kustomization, files, input }: Node): string[] {
  if (isResourceSet) return [kustomization.manifest.placeOf().file];
  return [...input.graph.files.values()].map((file) => `${files.prefix}${file}`);
}

/** How nodes of Kustomizations begin. */
export interface NodeOptions {
  label: string;
  /** Build also what is not needed. */
  buildEverything: boolean;
}

/** @param files Of the source that holds the folder. */
export function kustomizationNode(
  kustomization: FluxKustomization,
  { folder, rules }: LocatedFolder,
  files: SourceFiles,
  { label, buildEverything }: NodeOptions,
): Node {
  const readGraph = () => files.kustomizationsUnder(rules).graphOf(folder, kustomization.spec);
  const input = { graph: readGraph(), spec: kustomization.spec, text: files.manifests.text };
  const isWanted = buildEverything || isOptIn(kustomization.ownLabel ?? '') || mustBeBuilt(input, label);
  const state = { kind: isWanted ? 'wanted' : 'passed by' } as const;
  return { kustomization, isResourceSet: false, files, input, readGraph, state, problems: [] };
}

/** Its objects get the set's own `commonMetadata`, which has the same form. */
export function resourceSetNode(manifest: Manifest, files: SourceFiles): Node {
  const { commonMetadata = {} } = objectAt(manifest.object, 'spec');
  const kustomization = { reference: referenceOf(manifest.object), manifest, spec: { commonMetadata } };
  const input = { graph: noGraph, spec: kustomization.spec, text: files.manifests.text };
  return {
    kustomization,
    isResourceSet: true,
    files,
    input,
    readGraph: () => noGraph,
    state: { kind: 'wanted' },
    problems: [],
  };
}

/** The files of a ResourceSet are read by the Kustomization that applies it. */
const noGraph: KustomizationGraph = {
  folder: '.',
  top: emptyFolder('.'),
  kustomizations: new Map(),
  files: new Map(),
  components: [],
  remote: [],
  faults: [],
  remarks: [],
};

export function setBuild(node: Node, build: Build): void {
  const { reference, manifest } = node.kustomization;
  const placed = (place: Place | undefined) =>
    place ? prefixed(place, node.files.prefix) : manifest.placeOf('spec', 'path');
  const problems = build.problems.map(
    (problem): Problem => ({ object: describe(reference), ...problem, place: placed(problem.place) }),
  );
  node.problems.push(...problems.map((problem) => (problem.severity === 'error' ? withCause(problem, node) : problem)));
  node.state = { kind: 'built', build };
}

/** Two Kustomizations of one broken file fail for the file; else a build is a cause of its own. */
function withCause(problem: Problem, { kustomization }: Node): Problem {
  const { file, line } = problem.place ?? {};
  const isOfFile = line !== undefined && file !== kustomization.manifest.placeOf().file;
  return { ...problem, cause: isOfFile ? `${file}:${line} ${problem.message}` : describe(kustomization.reference) };
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
