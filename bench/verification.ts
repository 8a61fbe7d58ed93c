import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectionsPerHost } from '../src/network/dispatcher.js';
import { startImageRegistry } from '../test/support/image-registry.js';
import { buildImage } from '../test/support/images.js';
import type { Measurement } from './measure.js';
import { releaseFile } from './repository.js';
import type { Workplace } from './workplace.js';

export interface VerificationRuns {
  /** Milliseconds that the registry's delay alone takes, with as many requests at once as a host gets. */
  floor: number;
  /** Nothing is known. */
  cold: Measurement[];
  /** The cache of the run before. */
  kept: Measurement[];
  /** Of one cold run. */
  requests: number;
  /** Of all runs with the cache together. */
  keptRequests: number;
}

const repositories = 20;
const delay = 20;

/** Verifies images, each with a manifest and a configuration of its own, of a registry that takes its time. */
export async function runVerification(
  { repository }: Workplace,
  images: number,
  runs: number,
): Promise<VerificationRuns> {
  const registry = await startImageRegistry({ delay });
  const references = Array.from({ length: images }, (_, index) => `bench/image-${index % repositories}:${index}`);
  for (const [index, reference] of references.entries()) {
    registry.publish(reference, buildImage({ layers: [`layer ${index}`] }));
  }
  const place = await repository({ layout: 'clusters', releases: 1, unlabelled: 0, fillers: 0 });
  const [release] = place.releases;
  if (release === undefined) throw new Error('there is no release to give the images to');
  const file = path.join(place.root, releaseFile(release, 'clusters'));
  const listed = references.map((reference) => `      ${registry.host}/${reference}\n`).join('');
  const annotation = `  annotations:\n    prepuller-include: |\n${listed}  labels:`;
  await writeFile(file, (await readFile(file, 'utf8')).replace('  labels:', annotation));
  const inputs = { 'verify-images': 'warn', 'exclude-images': '^(?!127[.])' };
  const [cold, kept]: [Measurement[], Measurement[]] = [[], []];
  let keptRequests = 0;
  let requests = 0;
  for (let run = 0; run < runs; run += 1) {
    registry.requests.length = 0;
    cold.push(await place.cold(inputs));
    requests = registry.requests.length;
    kept.push(await place.warm(inputs));
    keptRequests += registry.requests.length - requests;
  }
  await registry.close();
  return { floor: (requests * delay) / connectionsPerHost, cold, kept, requests, keptRequests };
}
