import path from 'node:path';
import { enumerate } from '../../enumerate.js';
import type { JsonObject } from '../../json.js';
import { everything, isLabelled, labelsInText, mayBecomeLabelled } from '../../opt-in.js';
import type { Problem } from '../../problem.js';
import type { Repository } from '../files/repository.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import type { ParseError } from '../manifests/parse-manifests.js';
import { isHelmRelease, isPatch, problemsOf } from '../manifests/release-object.js';
import { isForRemoteCluster } from '../manifests/remote-cluster.js';
import { isResourceSet } from '../operator/input-sets.js';
import type { FluxOptions } from '../options.js';
import { substituteManifest } from '../substitution/substitute-manifest.js';
import { namespaceByKustomization, patchedBy } from './plain-kustomization.js';

export interface LabelledFile {
  file: string;
  manifests: Manifest[];
  /** Labelled releases that run on another cluster. */
  remote: Manifest[];
  /** Labelled objects that are no releases. */
  others: Manifest[];
  /** They may make labelled releases, and are not evaluated. */
  resourceSets: Manifest[];
  problems: Problem[];
  /** `false` when the file may hold a labelled release that cannot be read. */
  complete: boolean;
}

/** Reads the labelled HelmReleases of one file, with the variables and the namespace that they get. */
export function readLabelledFile(
  file: string,
  repository: Repository,
  variables: ReadonlyMap<string, string> | undefined,
  options: FluxOptions,
): LabelledFile {
  const parsed = repository.manifests.parse(file);
  const broken = parsed.errors.map((error) => unreadable(error, options.label));
  const substituted = parsed.manifests
    .filter(({ object }) => isHelmRelease(object) && mayBecomeLabelled(object, options.label))
    .map((manifest) => substituteManifest(manifest, variables, options.strictSubstitution))
    .filter(({ manifest }) => manifest === undefined || isLabelled(manifest.object, options.label));
  const labelled = substituted.flatMap(({ manifest }) => manifest ?? []);
  const patches = labelled.filter(({ object }) => isPatch(object) && patchedBy(file, repository) !== undefined);
  const releases = labelled
    .filter((manifest) => !patches.includes(manifest))
    .map((manifest) => namespaceByKustomization(manifest, repository));
  return {
    file,
    manifests: releases.filter(({ object }) => !isForRemoteCluster(object)),
    resourceSets: parsed.manifests.filter(({ object }) => isResourceSet(object)),
    others: parsed.manifests.filter(({ object }) => isOther(object, options.label)),
    remote: releases.filter(({ object }) => isForRemoteCluster(object)),
    problems: [...broken, ...substituted.flatMap(({ problems }) => problems), ...patches.map(onlyAPatch)],
    complete: broken.every(({ severity }) => severity !== 'error'),
  };
}

/** Everything else may be an object that is labelled, and where everything is taken nobody has asked for it. */
function isOther(object: JsonObject, label: string): boolean {
  return label !== everything && isLabelled(object, label) && object.kind !== 'HelmRelease';
}

/** Without Kustomizations it is not known what applies them, which their pre-puller has its name from. */
export function withoutApplier(objects: readonly Manifest[]): Problem[] {
  const [first] = objects;
  if (first === undefined) return [];
  const names = enumerate([...new Set(objects.map(({ object }) => describe(referenceOf(object))))]);
  const message = `Labelled objects that are no HelmReleases are left out: ${names}. They are read only where Kustomizations of Flux that apply them are followed.`;
  return [{ severity: 'notice', kind: 'manifest', message, place: first.placeOf('metadata', 'labels') }];
}

function unreadable({ message, place, text }: ParseError, label: string): Problem {
  const isLabelledRelease = holdsLabelledRelease(text, label);
  const consequence = isLabelledRelease
    ? 'A labelled HelmRelease cannot be read'
    : 'The file is left out, for it cannot be read';
  return {
    severity: isLabelledRelease ? 'error' : 'warning',
    kind: 'manifest',
    message: `${consequence}: ${message}`,
    place,
  };
}

/** For text that does not parse: a line with the label, and a HelmRelease, outside of comments. */
function holdsLabelledRelease(text: string, label: string): boolean {
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, ''));
  return lines.some((line) => /kind.*HelmRelease/.test(line)) && lines.some((line) => labelsInText(line, label));
}

export function notEvaluated(set: Manifest): Problem {
  return {
    severity: 'warning',
    kind: 'manifest',
    message:
      "What this ResourceSet makes is not seen, for the files are taken as they are: with 'flux-monorepo: true', and a Kustomization that applies it, it is evaluated. Nothing is removed that it may make.",
    object: describe(referenceOf(set.object)),
    place: set.placeOf('metadata', 'name'),
  };
}

function onlyAPatch(manifest: Manifest): Problem {
  const { release: _, ...problem } = problemsOf(manifest)(
    'notice',
    'manifest',
    "The label is in a patch, which is no release by itself: with 'flux-monorepo: true' the patch is applied.",
    'metadata',
    'labels',
  );
  return problem;
}

/** Templates of a chart in this repository are no manifests: helm makes some of them. */
export function withoutChartTemplates(candidates: readonly string[], repository: Repository): string[] {
  const templates = new Set(chartTemplates(candidates, repository).map(({ file }) => file));
  return candidates.filter((file) => !templates.has(file));
}

/** Those of the files that are templates of a chart in this repository, with the chart's folder. */
export function chartTemplates(
  candidates: readonly string[],
  { files }: Pick<Repository, 'files'>,
): { file: string; chart: string }[] {
  const charts = new Set(
    files.all.filter((file) => path.posix.basename(file) === 'Chart.yaml').map(path.posix.dirname),
  );
  const chartOf = (file: string) =>
    [...file.matchAll(/(?:^|\/)templates\//g)]
      .map(({ index }) => file.slice(0, index) || '.')
      .find((folder) => charts.has(folder));
  return candidates.flatMap((file) => {
    const chart = chartOf(file);
    return chart === undefined ? [] : [{ file, chart }];
  });
}
