import path from 'node:path';
import { enumerate } from '../../enumerate.js';
import { textAt } from '../../json.js';
import type { Problem } from '../../problem.js';
import { linkFault, type SourceLink } from '../../source-entry.js';
import type { SourceRules } from '../../source-ignore/source-ignore.js';
import { isWithin } from '../files/folders.js';
import type { Repository } from '../files/repository.js';
import type { WorkTree } from '../files/work-tree.js';
import type { Checkout } from '../helm-release/chart-source.js';
import { includesOf } from '../manifests/includes.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import { rulesOf, usualRules } from '../manifests/source-rules.js';
import { artifactFolder } from './artifact.js';
import { type FluxKustomization, folderOf, linkOf, sourceOf } from './flux-kustomization.js';
import type { SyncedSources } from './synced-source.js';

/** The folder of this repository that a Kustomization builds, or why it is not followed. */
export type Location =
  | {
      kind: 'folder';
      folder: string;
      /** What its source leaves out. */
      rules: SourceRules;
    }
  /** It builds another source. */
  | { kind: 'elsewhere' }
  /** It builds what prepuller writes. */
  | { kind: 'generated' }
  | { kind: 'missing'; problem: Problem };

export type LocatedFolder = Extract<Location, { kind: 'folder' }>;

/** Finds which folder of this repository a Kustomization builds, or why it is not followed. */
export function createLocator(
  { tree, manifests }: Repository,
  synced: SyncedSources,
  generatorFiles: readonly string[],
  outputPath: string,
): (kustomization: FluxKustomization) => Location {
  const generators = () => generatorFiles.flatMap((file) => manifests.in(file));
  return (kustomization) => {
    if (sourceOf(kustomization).kind === 'ExternalArtifact') {
      const folder = artifactFolder(kustomization, generators(), tree, synced.checkoutOf);
      return folder === undefined ? { kind: 'elsewhere' } : { kind: 'folder', folder, rules: usualRules };
    }
    const { file } = kustomization.manifest.placeOf();
    const checkout = synced.checkoutOf(sourceOf(kustomization), file);
    if (!checkout) return { kind: 'elsewhere' };
    // It may not be there before the first run.
    if (path.posix.join('/', textAt(kustomization.spec, 'path'), '.') === `/${outputPath}`)
      return { kind: 'generated' };
    const folder = folderOf(kustomization, tree);
    if (folder !== undefined) return { kind: 'folder', folder, rules: rulesOf(checkout.declaration) };
    if (isIncluded(kustomization, checkout)) return { kind: 'elsewhere' };
    const link = linkOf(kustomization, tree);
    return link ? linked(kustomization, link) : missing(kustomization, 'this repository');
  };
}

/** The same, for a source that was fetched: its paths begin at its own root. */
export function locateIn(tree: WorkTree, kustomization: FluxKustomization, source: Manifest): Location {
  const written = path.posix.join('/', textAt(kustomization.spec, 'path')).slice(1);
  const target = tree.resolve(written);
  if (target.kind === 'link') return linked(kustomization, target);
  if (target.kind !== 'folder') return missing(kustomization, describe(referenceOf(source.object)));
  return { kind: 'folder', folder: target.path, rules: rulesOf(source) };
}

/** Does its source copy the folder from another one? It is then followed as one that lies elsewhere, with all that it includes. */
function isIncluded({ spec }: FluxKustomization, { declaration }: Checkout): boolean {
  const folder = path.posix.join('/', textAt(spec, 'path')).slice(1);
  return declaration !== undefined && includesOf(declaration).some(({ to }) => isWithin(folder, to));
}

function missing(kustomization: FluxKustomization, of: string): Location {
  const message = `The Kustomization builds ${writtenPath(kustomization)}, which is no folder of ${of}: nothing of it is seen.`;
  return unbuilt(kustomization, 'warning', message);
}

/** Flux does not find the folder and fails, so what it applied before goes on. */
function linked(kustomization: FluxKustomization, link: SourceLink): Location {
  return unbuilt(
    kustomization,
    'error',
    `The Kustomization builds ${writtenPath(kustomization)}, and ${linkFault(link)}.`,
  );
}

function writtenPath({ spec }: FluxKustomization): string {
  return JSON.stringify(textAt(spec, 'path'));
}

function unbuilt({ manifest, reference }: FluxKustomization, severity: Problem['severity'], message: string): Location {
  const place = manifest.placeOf('spec', 'path');
  return { kind: 'missing', problem: { severity, kind: 'kustomize', message, object: describe(reference), place } };
}

/** Said once, however many there are. */
export function notFollowed(kustomizations: readonly FluxKustomization[]): Problem[] {
  const [first] = kustomizations;
  if (first === undefined) return [];
  const bySource = new Map<string, string[]>();
  for (const kustomization of kustomizations) {
    const source = describe(sourceOf(kustomization));
    bySource.set(source, [...(bySource.get(source) ?? []), kustomization.reference.name]);
  }
  const list = enumerate([...bySource].map(([source, names]) => `${source} (${enumerate([...new Set(names)])})`));
  return [
    {
      severity: 'notice',
      kind: 'kustomize',
      message: `Kustomizations of other sources than this repository are not followed: ${list}.`,
      place: first.manifest.placeOf('spec', 'sourceRef'),
    },
  ];
}
