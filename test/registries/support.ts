import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openCache } from '../../src/cache.js';
import { openNetwork } from '../../src/network/network.js';
import type { NetworkOptions } from '../../src/network/options.js';
import type { Answer } from '../../src/registries/answer.js';
import {
  createImageInspector,
  type ImageInspector,
  type InspectorOptions,
} from '../../src/registries/inspect-image.js';
import { parsePlatform } from '../../src/registries/platform.js';
import { type ImageRegistry, type RegistryFault, startImageRegistry } from '../support/image-registry.js';
import { type BuiltImage, buildImage, type Content } from '../support/images.js';
import { impatient } from '../support/render.js';

export interface InspectionPlan
  extends Partial<Omit<InspectorOptions, 'platforms'>>,
    Partial<Omit<NetworkOptions, 'imageMirrors'>> {
  /** `linux/amd64 linux/arm64` */
  platforms?: string;
  cachePath?: string;
}

const event = {
  name: 'push',
  repository: 'a/b',
  serverUrl: 'http://forge.example.com',
  apiUrl: 'http://forge.example.com/api',
};

/** What makes an inspector of one run; a cache that is given twice is that of two runs. */
export async function openInspector(plan: InspectionPlan = {}): Promise<ImageInspector> {
  const { platforms = '', cachePath = await passingFolder(), ...given } = plan;
  const options = {
    registryCredentials: [],
    caFile: '',
    restrictEgress: 'false' as const,
    chartMirrors: [],
    imageMirrors: [],
    dockerHubBudget: 50,
    ...given,
    platforms: platforms.split(' ').flatMap((name) => parsePlatform(name) ?? []),
  };
  const network = await openNetwork(options, event, impatient);
  onTestFinished(() => network.close());
  return createImageInspector({ network, cache: openCache(cachePath, 10) }, options);
}

/** Is there until the test ends. */
export async function passingFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-answers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const single = buildImage({ layers: [1234] });

/** A registry with one image as `shop/web:1.0.0`, which a fault may answer for. */
export async function registryWith(
  image: BuiltImage | Content = single,
  fault?: RegistryFault,
): Promise<ImageRegistry> {
  const registry = await startImageRegistry(fault && { fault });
  onTestFinished(() => registry.close());
  registry.publish('shop/web:1.0.0', image);
  return registry;
}

/** Asks it, as the mirror of another, for `shop/<reference>`. */
export async function ask(reference: string, registry: ImageRegistry, plan: InspectionPlan = {}): Promise<Answer> {
  const imageMirrors = [{ from: 'registry.example.com', to: registry.host }];
  const inspector = await openInspector({ imageMirrors, ...plan });
  return await inspector.inspect(`registry.example.com/shop/${reference}`);
}
