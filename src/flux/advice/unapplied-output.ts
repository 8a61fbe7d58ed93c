import path from 'node:path';
import { isObject, objectAt, textsAt } from '../../json.js';
import type { Problem } from '../../problem.js';
import { foldersAround, isWithin } from '../files/folders.js';
import type { KustomizationFolder } from '../kustomize/kustomization-folder.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import type { FluxKustomization } from '../tree/flux-kustomization.js';

/** A Kustomization that is live, and what it builds of this repository. */
export interface LiveBuild {
  kustomization: FluxKustomization;
  graph: KustomizationGraph;
}

/** What was read of a cluster. */
interface Cluster {
  outcomes: readonly unknown[];
  workloads: readonly unknown[];
  /** `ownBuilds` gives `undefined` when a Kustomization builds just the generated files. */
  cluster: { ownBuilds(): LiveBuild[] | undefined };
}

/**
 * Will Flux apply the generated files? Then nothing, else what is missing for it.
 * @param clusters All of which was seen; what was not may be what applies them.
 */
export function unappliedOutput(outputPath: string, clusters: readonly Cluster[]): Problem[] {
  const found = clusters.map(({ cluster }) => cluster.ownBuilds());
  const isOptedIn = clusters.some(({ outcomes, workloads }) => outcomes.length + workloads.length > 0);
  if (!isOptedIn || found.includes(undefined)) return [];
  const builds = found.flatMap((ofCluster) => ofCluster ?? []);
  const folders = builds.flatMap(({ graph }) => [...graph.kustomizations.values()]);
  if (builds.some(({ graph }) => applies(graph, outputPath))) return [];
  const parent = folders
    .filter(({ file, folder }) => file !== undefined && isWithin(outputPath, folder))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  return parent?.file === undefined
    ? noKustomization(outputPath, builds)
    : [notListed(outputPath, parent.file, parent.folder)];
}

/** A folder without a kustomization is taken whole, but for folders that have one, which take what they list. */
function applies({ top, kustomizations }: KustomizationGraph, outputPath: string): boolean {
  const around = [...kustomizations.values()].filter(
    ({ folder }) => isWithin(outputPath, folder) && folder !== outputPath,
  );
  if ([...kustomizations.values()].some((one) => lists(one, outputPath))) return true;
  return top.file === undefined && around.every(({ file }) => file === undefined) && around.includes(top);
}

function lists({ file, folder, content }: KustomizationFolder, outputPath: string): boolean {
  if (file === undefined || !isObject(content)) return false;
  const named = ['resources', 'components', 'bases'].flatMap((field) => textsAt(content, field));
  return named.some((name) => isWithin(path.posix.join(folder, name), outputPath));
}

function notListed(outputPath: string, file: string, folder: string): Problem {
  const name = path.posix.relative(folder, outputPath);
  return {
    severity: 'warning',
    kind: 'output',
    message: `It does not list ${name}, so Flux will not apply the generated files: add "- ${name}" to its resources.`,
    place: { file },
  };
}

function noKustomization(outputPath: string, builds: readonly LiveBuild[]): Problem[] {
  // Where Flux begins may be in no file, and its source is not known then.
  const first = builds.find(({ kustomization }) => isManifest(kustomization.manifest.placeOf().file)) ?? builds[0];
  if (first === undefined) return [];
  const { reference, spec, manifest } = first.kustomization;
  const { kind = 'GitRepository', name = 'flux-system', namespace } = objectAt(spec, 'sourceRef');
  const { file } = manifest.placeOf();
  const folder = isManifest(file) ? roomFor(path.posix.dirname(file), builds) : file;
  const yaml = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: prepullers
  namespace: ${reference.namespace}
spec:
  interval: 1h
  path: ./${outputPath}
  prune: true
  sourceRef:
    kind: ${kind}
    name: ${name}${namespace === undefined ? '' : `\n    namespace: ${namespace}`}`;
  return [
    {
      severity: 'warning',
      kind: 'output',
      message: `No Flux Kustomization that is live builds ${outputPath}: the cluster will not see the generated DaemonSets. Add one, such as in ${folder}: it stands whole in the log.`,
      detail: yaml,
    },
  ];
}

/** Where another file would be built beside those of a folder: what has a kustomization takes what that lists. */
function roomFor(folder: string, builds: readonly LiveBuild[]): string {
  const folders = builds.flatMap(({ graph }) => [...graph.kustomizations.values()]);
  const nearest = (inner: string) =>
    folders.filter((one) => isWithin(inner, one.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
  const own = nearest(folder);
  if (own?.file === undefined) return folder;
  const around = foldersAround(own.file).reverse();
  const whole = around.find((at) => nearest(at) !== undefined && nearest(at)?.file === undefined);
  return whole ?? `${folder}, and to the resources of ${own.file}`;
}

function isManifest(file: string): boolean {
  return /\.ya?ml$/.test(file);
}
