import type { Cache } from '../cache.js';
import { type ImageReference, normalizeReference, parseReference } from '../image-reference.js';
import type { HttpAnswer } from '../network/http-client.js';
import type { Network } from '../network/network.js';
import type { OciRepository } from '../network/registry-access.js';
import { createRegistryClient, isDigest, type RegistryClient } from '../network/registry-client.js';
import type { Answer, Found, Missing, Untold } from './answer.js';
import { type AnswerCache, createAnswerCache, tagLifetime } from './answer-cache.js';
import { createHostGate, type HostGate } from './host-gate.js';
import { imageRepository, isDockerHub } from './image-repository.js';
import { kindOfManifest, manifestMediaTypes } from './manifest.js';
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
  tags: RepositoryTags;
}

export interface InspectorResources {
  network: Network;
  cache: Cache;
}

export function createImageInspector(
  { network, cache }: InspectorResources,
  options: InspectorOptions,
): ImageInspector {
  const client = createRegistryClient(network);
  const known = createAnswerCache(cache);
  const gate = createHostGate(network.client.deadline);
  const contents = new ContentReader({ client, known, gate }, options);
  const inspection = { known, gate, contents, client, tags: repositoryTags(client, gate) };
  const images = new Map<string, Promise<Answer>>();
  return {
    async inspect(reference) {
      const image = parseReference(reference);
      if (!image) return untold(reference, 'is no image reference');
      const key = normalizeReference(image);
      const repository = imageRepository(image, options.imageMirrors);
      // A name may have the form of a host, and be none: `1.2.3.4.5`, or a port beyond 65535.
      if (!URL.canParse(repository.origin)) return untold(repository.host, 'is no address of a registry');
      const answer = images.get(key) ?? answerFor(inspection, image, repository);
      images.set(key, answer);
      return await answer;
    },
  };
}

function untold(host: string, reason: string): Untold {
  return { kind: 'untold', host, reason, advice: '' };
}

/** All tags of a repository, asked for once; a help, so that there are none where they cannot be read. */
type RepositoryTags = (repository: OciRepository) => Promise<string[]>;

function repositoryTags(client: RegistryClient, gate: HostGate): RepositoryTags {
  const asked = new Map<string, Promise<string[]>>();
  return async (repository) => {
    const key = `${repository.origin}/${repository.name}`;
    const tags = asked.get(key) ?? gate.pass(repository, (signal) => client.tags(repository, { signal })).then(listed);
    asked.set(key, tags);
    return await tags;
  };
}

function listed(tags: string[] | Untold): string[] {
  return Array.isArray(tags) ? tags : [];
}

async function answerFor(inspection: Inspection, image: ImageReference, repository: OciRepository): Promise<Answer> {
  const name = image.digest ?? image.tag ?? 'latest';
  const existence = await existenceOf(inspection, repository, name);
  if (existence === undefined) return await missing(inspection, repository, name);
  if (existence.kind === 'untold') return existence;
  const { digest, moved, content } = existence;
  return { kind: 'found', digest, moved, content: content ?? (await inspection.contents.read(repository, digest)) };
}

interface Existence {
  kind: 'exists';
  /** Empty where it is not known. */
  digest: string;
  moved: boolean;
  /** Where that is known already. */
  content?: Found['content'];
}

/** @returns `undefined` where there is no such image */
async function existenceOf(
  inspection: Inspection,
  repository: OciRepository,
  name: string,
): Promise<Existence | undefined | Untold> {
  const { known } = inspection;
  const isByDigest = name.includes(':');
  if (isByDigest && known.has(repository, name)) return { kind: 'exists', digest: name, moved: false };
  const before = isByDigest ? undefined : known.tag(repository, name);
  if (before && Date.now() - before.asked < tagLifetime) return { kind: 'exists', digest: before.digest, moved: false };
  const asked = await askExistence(inspection, repository, name);
  if (asked?.kind !== 'exists' || asked.digest === '') return asked;
  if (isByDigest) known.keepExistence(repository, name);
  else known.keepTag(repository, name, { digest: asked.digest, asked: Date.now() });
  return { ...asked, moved: before !== undefined && before.digest !== asked.digest };
}

/**
 * By HEAD, which no registry counts as a pull. What it leaves open the whole answer decides: some registries do not know
 * HEAD, and a host that is no registry has no image either, which says nothing. Docker Hub is known to be one.
 */
async function askExistence(
  { client, known, gate, contents }: Inspection,
  repository: OciRepository,
  name: string,
): Promise<Existence | undefined | Untold> {
  const request = { mediaTypes: manifestMediaTypes, accept: [404, 405] };
  const head = await gate.pass(repository, (signal) => client.manifestHead(repository, name, { ...request, signal }));
  if ('kind' in head) return head;
  if (head.status === 404 && isDockerHub(repository)) return undefined;
  const kind = head.status === 200 ? kindOfManifest(mediaTypeOf(head)) : undefined;
  const digest = kind === undefined ? '' : digestOf(head, name);
  if (kind === 'schema 1') {
    if (digest !== '') known.keepManifest(digest, { kind });
    return { kind: 'exists', digest, moved: false, content: { kind } };
  }
  if (digest !== '') return { kind: 'exists', digest, moved: false };
  const whole = await contents.askDigest(repository, name);
  if (typeof whole === 'string') return { kind: 'exists', digest: whole, moved: false };
  // It is there, and only what it holds is open.
  return whole && kind === 'current' ? { kind: 'exists', digest: '', moved: false, content: whole } : whole;
}

function mediaTypeOf({ headers }: HttpAnswer): string {
  return String(headers['content-type'] ?? '')
    .replace(/;.*/, '')
    .trim();
}

function digestOf({ headers }: HttpAnswer, name: string): string {
  const digest = name.includes(':') ? name : String(headers['docker-content-digest'] ?? '');
  return isDigest(digest) ? digest : '';
}

async function missing({ tags }: Inspection, repository: OciRepository, name: string): Promise<Missing> {
  return {
    kind: 'missing',
    repository: `${repository.host}/${repository.name}`,
    nearest: name.includes(':') ? [] : nearestTags(name, await tags(repository)),
  };
}
