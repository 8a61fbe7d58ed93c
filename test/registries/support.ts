import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openCache } from '../../src/cache.js';
import { openNetwork } from '../../src/network/network.js';
import type { NetworkOptions } from '../../src/network/options.js';
import {
  createImageInspector,
  type ImageInspector,
  type InspectorOptions,
} from '../../src/registries/inspect-image.js';
import { parsePlatform } from '../../src/registries/platform.js';
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
