import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import { pulledImages as imagesInText } from '../../src/generated-images.js';
import type { Image, PodFacts } from '../../src/images/image.js';
import type { FileChange, PrepullerSource, Unrendered, WrittenPrepullers } from '../../src/prepullers/contract.js';
import type { PrepullerOptions } from '../../src/prepullers/options.js';
import { defaultResources } from '../../src/prepullers/own-containers.js';
import { writePrepullers } from '../../src/prepullers/write-prepullers.js';
import { releaseOf } from '../support/release.js';
import type { PodSpec } from './restricted.js';
import { expectValid, type Manifest, manifestsIn } from './schema.js';

export const outputPath = 'infrastructure/prepullers';
const allRendered: Unrendered = { failed: [], complete: true };

/** A folder that stands for a work tree. */
export async function workTree(): Promise<string> {
  return await mkdtemp(path.join(tmpdir(), 'prepullers-'));
}

/** Text by name of the files in the output folder. */
export async function outputFiles(root: string): Promise<Record<string, string>> {
  const folder = path.join(root, outputPath);
  const names = (await readdir(folder)).sort();
  const read = async (name: string) => [name, await readFile(path.join(folder, name), 'utf8')];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** The first DaemonSet of a file. */
export async function manifestOf(root: string, name: string): Promise<Manifest> {
  const [manifest] = await manifestsOf(root, name);
  if (manifest === undefined) throw new Error(`${name} holds nothing`);
  return manifest;
}

/** All DaemonSets of a file. */
export async function manifestsOf(root: string, name: string): Promise<Manifest[]> {
  const text = (await outputFiles(root))[name];
  if (text === undefined) throw new Error(`there is no ${name}`);
  return manifestsIn(text);
}

/** For each DaemonSet of a file its name, its pull secrets, and the images that it pulls. */
export async function pulledBy(
  root: string,
  file: string,
): Promise<[name: string, secrets: string[], images: string[]][]> {
  return (await manifestsOf(root, file)).map(({ metadata, spec }) => [
    metadata.name,
    (spec.template.spec.imagePullSecrets ?? []).map(({ name }) => name),
    pulledImages(spec.template.spec),
  ]);
}

/** In their order, whatever the strategy. */
export function pulledImages({ initContainers = [], containers = [], volumes = [] }: PodSpec): string[] {
  const isPulled = ({ name }: { name?: unknown }) => String(name).startsWith('prepull-');
  const mounted = volumes.filter(isPulled).map(({ image }) => (image as { reference: string }).reference);
  return [...[...initContainers, ...containers].filter(isPulled).map(({ image }) => image), ...mounted];
}

/** The pulled images of a file, less those of the pods' own containers, with the comments above them; one line each. */
export async function commentedImages(root: string, name: string): Promise<string[]> {
  const lines = ((await outputFiles(root))[name] ?? '').split('\n').map((line) => line.trim());
  const start = lines.indexOf('initContainers:');
  const own = [ownImages.pauseImage, ownImages.helperImage].map((image) => `image: ${image}`);
  return lines
    .slice(start)
    .filter((line) => line.startsWith('# ') || line.startsWith('image: '))
    .filter((line) => !own.includes(line) && !/^# (?:The pods of these|Images of earlier)/.test(line));
}

const ownImages = {
  pauseImage: 'registry.example.com/pause:3.10.1',
  helperImage: 'registry.example.com/busybox:1.37.0-musl',
};

/** `M prepuller-web.yaml`, as git says it. */
export function summary(changes: FileChange[]): string[] {
  return changes.map(({ kind, path: file }) => `${kind[0]?.toUpperCase()} ${path.basename(file)}`);
}

export function optionsFor(root: string, changed: Partial<PrepullerOptions> = {}): PrepullerOptions {
  return {
    root,
    outputPath,
    clusterName: '',
    label: 'prepuller',
    check: false,
    prepullerNamespace: '',
    ...ownImages,
    strategy: 'init',
    grouping: 'release',
    placement: 'all',
    maxSurge: undefined,
    maxUnavailable: undefined,
    keepPrevious: 0,
    resources: defaultResources,
    daemonsetPatch: {},
    ...changed,
  };
}

export interface SourceOptions {
  chartVersion?: string;
  pods?: Partial<PodFacts>;
  control?: Partial<Release['control']>;
  values?: Release['values'];
  releaseNamespace?: string;
}

/** A rendered release `namespace/name`; an image that is a string is used by the release's Deployment. */
export function source(id: string, images: (string | Image)[], options: SourceOptions = {}): PrepullerSource {
  const [namespace = '', name = ''] = id.split('/');
  return {
    release: releaseOf(
      { kind: 'directory', path: `charts/${name}` },
      {
        id: { namespace, name },
        name,
        releaseNamespace: options.releaseNamespace ?? namespace,
        values: options.values ?? {},
        control: { exclude: '', include: '', strategy: '', patch: '', ...options.control },
      },
    ),
    chart: { name, version: options.chartVersion ?? '1.0.0' },
    images: {
      images: images.map((image) => (typeof image === 'string' ? usedByDeployment(name, image) : image)),
      excluded: [],
      pods: { imagePullSecrets: [], images: [], ...options.pods },
    },
  };
}

function usedByDeployment(name: string, reference: string): Image {
  const path = 'spec.template.spec.containers[0].image';
  return { reference, uses: [{ object: `Deployment/${name}`, path, rule: 'pod-spec', confidence: 'certain' }] };
}

/**
 * Runs the stage. Every DaemonSet that it leaves behind is checked against the Kubernetes schema, so that no test
 * asserts anything about a manifest that an API server would refuse, and what is told of its images against its text.
 */
export async function write(
  sources: PrepullerSource[],
  options: PrepullerOptions,
  unrendered: Unrendered = allRendered,
): Promise<WrittenPrepullers> {
  const written = await writePrepullers(sources, unrendered, options);
  for (const { path: file, after } of written.changes) {
    if (after === null) continue;
    expect(written.imagesOf(after)).toEqual(imagesInText(after));
    if (!file.endsWith('kustomization.yaml')) manifestsIn(after).forEach(expectValid);
  }
  return written;
}
