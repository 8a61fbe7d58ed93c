import type { Cache } from '../cache.js';
import { type ImageReference, parseReference } from '../image-reference.js';
import { memoize } from '../memoize.js';
import type { HttpAnswer } from '../network/http-client.js';
import type { Network } from '../network/network.js';
import type { OciRepository } from '../network/registry-access.js';
import { createRegistryClient, isDigest, type RegistryClient } from '../network/registry-client.js';
import type { Answer, Missing, Untold } from './answer.js';
import { type AnswerCache, createAnswerCache, tagLifetime } from './answer-cache.js';
import { createHostGate, type HostGate } from './host-gate.js';
import { imageRepository, isDockerHub } from './image-repository.js';
import { manifestMediaTypes } from './manifest.js';
import { nearestTags } from './nearest-tags.js';
import type { VerificationOptions } from './options.js';
import { ContentReader } from './read-content.js';

/** Asks the registries of images, each image once. */
export interface ImageInspector {
  /** @param reference as the chart wrote it */
  inspect(reference: string): Promise<Answer>;
}

export type InspectorOptions = Pick<VerificationOptions, 'platforms' | 'imageMirrors' | 'dockerHubBudget'>;

interface Inspection {
  client: RegistryClient;
  known: AnswerCache;
  gate: HostGate;
  contents: ContentReader;
}

export function createImageInspector(network: Network, cache: Cache, options: InspectorOptions): ImageInspector {
  const client = createRegistryClient(network);
  const known = createAnswerCache(cache);
  const gate = createHostGate(network.client.deadline);
  const inspection = { client, known, gate, contents: new ContentReader({ client, known, gate }, options) };
  const inspect = memoize(async (reference: string): Promise<Answer> => {
    const parsed = parseReference(reference);
    if (!parsed) return { kind: 'untold', host: reference, reason: 'is no image reference', advice: '' };
    return await answerFor(inspection, parsed, imageRepository(parsed, options.imageMirrors));
  });
  return { inspect };
}

async function answerFor(inspection: Inspection, image: ImageReference, repository: OciRepository): Promise<Answer> {
  const existence = await existenceOf(inspection, repository, image.digest ?? image.tag ?? 'latest');
  if (existence.kind !== 'exists') return existence;
  const { digest, moved } = existence;
  return { kind: 'found', digest, moved, content: await inspection.contents.read(repository, digest) };
}

interface Existence {
  kind: 'exists';
  digest: string;
  moved: boolean;
}

async function existenceOf(
  inspection: Inspection,
  repository: OciRepository,
  name: string,
): Promise<Existence | Missing | Untold> {
  const { known, gate } = inspection;
  if (name.includes(':') && known.has(repository, name)) return { kind: 'exists', digest: name, moved: false };
  const before = name.includes(':') ? undefined : known.tag(repository, name);
  if (before && Date.now() - before.asked < tagLifetime) return { kind: 'exists', digest: before.digest, moved: false };
  const asked = await gate.pass(repository, (signal) => askExistence(inspection, repository, name, signal));
  if (asked === undefined) return await missing(inspection, repository, name);
  if (typeof asked !== 'string') return asked;
  if (name.includes(':')) await known.keepExistence(repository, name);
  else await known.keepTag(repository, name, { digest: asked, asked: Date.now() });
  return { kind: 'exists', digest: asked, moved: before !== undefined && before.digest !== asked };
}

/**
 * By HEAD. What it leaves open the whole answer decides: some registries do not know HEAD, and a host that is no registry
 * has no image either, which says nothing. Docker Hub is known to be one.
 * @returns the digest, or `undefined` where there is no such image
 */
async function askExistence(
  { client, contents }: Inspection,
  repository: OciRepository,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined | Untold> {
  const request = { mediaTypes: manifestMediaTypes, accept: [404, 405], signal };
  const head = await client.manifestHead(repository, name, request);
  if (head.status === 404 && isDockerHub(repository)) return undefined;
  const digest = head.status === 200 ? digestIn(head, name) : '';
  if (digest !== '') return digest;
  return await contents.askDigest(repository, name, signal);
}

/** Where it is said together with the type of a manifest. */
function digestIn({ headers }: HttpAnswer, name: string): string {
  const type = String(headers['content-type'] ?? '')
    .replace(/;.*/, '')
    .trim();
  const isManifest = manifestMediaTypes.some((known) => known.replace(/;.*/, '') === type);
  const digest = name.includes(':') ? name : String(headers['docker-content-digest'] ?? '');
  return isManifest && isDigest(digest) ? digest : '';
}

/** The tags are a help: where they cannot be read there is none. */
async function missing({ client, gate }: Inspection, repository: OciRepository, name: string): Promise<Missing> {
  const tags = name.includes(':') ? [] : await gate.pass(repository, (signal) => client.tags(repository, { signal }));
  return {
    kind: 'missing',
    repository: `${repository.host}/${repository.name}`,
    nearest: Array.isArray(tags) ? nearestTags(name, tags) : [],
  };
}
