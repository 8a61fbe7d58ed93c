import { type JsonObject, objectsAt } from '../json.js';
import { HttpError } from '../network/http-error.js';
import type { OciRepository } from '../network/registry-access.js';
import { isDigest, manifestUrl, type RegistryClient, registryJson } from '../network/registry-client.js';
import { sha256 } from '../sha256.js';
import type { Found, FoundContent, Untold } from './answer.js';
import type { AnswerCache } from './answer-cache.js';
import type { HostGate } from './host-gate.js';
import { isDockerHub } from './image-repository.js';
import {
  type ImageManifest,
  type IndexEntry,
  type ManifestContent,
  manifestMediaTypes,
  readManifest,
  readPlatform,
} from './manifest.js';
import type { VerificationOptions } from './options.js';
import { chosenBy, nodePlatforms, type Platform, platformName } from './platform.js';

interface Sources {
  client: RegistryClient;
  known: AnswerCache;
  gate: HostGate;
}

/** A registry names it and does not have it. */
interface Absent {
  kind: 'absent';
}

const maxConfigBytes = 4 * 1024 * 1024;
/** Entries of an index that do not say their platform: each has to be asked for. */
const mostUnsaid = 16;
/** Of an index within an index. */
const deepestIndex = 2;

/** Reads what manifests say of platforms and sizes. */
export class ContentReader {
  readonly #nodes: readonly Platform[];
  #spent = 0;

  constructor(
    private readonly sources: Sources,
    private readonly options: Pick<VerificationOptions, 'platforms' | 'dockerHubBudget'>,
  ) {
    this.#nodes = nodePlatforms(options);
  }

  #spend(repository: OciRepository): Untold | undefined {
    if (!isDockerHub(repository)) return undefined;
    this.#spent += 1;
    const { dockerHubBudget } = this.options;
    return this.#spent > dockerHubBudget ? overBudget(repository, dockerHubBudget) : undefined;
  }

  /** Images share manifests and configurations: what is on its way is not asked for again. */
  readonly #asked = new Map<string, Promise<unknown>>();

  async #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.#asked.get(key) as Promise<T> | undefined;
    const asked = before ?? ask();
    this.#asked.set(key, asked);
    return await asked;
  }

  async #manifest(repository: OciRepository, digest: string): Promise<ManifestContent | Absent | Untold> {
    const before = this.sources.known.manifest(digest);
    if (before) return before;
    if (!isDigest(digest)) return unreadable(repository, 'has a digest that cannot be verified');
    return await this.#once(`${repository.origin}/${repository.name}@${digest}`, async () => {
      const spent = this.#spend(repository);
      if (spent) return spent;
      const answer = await this.sources.gate.pass(repository, async (signal) => {
        const answered = await this.#ask(repository, digest, signal);
        return answered === undefined ? { kind: 'absent' as const } : readManifest(answered.manifest);
      });
      if (answer === undefined) return unreadable(repository, 'answers with what is no manifest of an image');
      if (answer.kind !== 'untold' && answer.kind !== 'absent') this.sources.known.keepManifest(digest, answer);
      return answer;
    });
  }

  /** @returns `undefined` where a registry says that there is none */
  async #ask(
    repository: OciRepository,
    name: string,
    signal: AbortSignal,
  ): Promise<{ manifest: JsonObject; body: Buffer } | undefined> {
    const request = { mediaTypes: manifestMediaTypes, accept: [404], signal };
    const { status, body } = await this.sources.client.manifest(repository, name, request);
    const url = manifestUrl(repository, name);
    const manifest = registryJson(body, url);
    if (status !== 404) return { manifest, body };
    if (objectsAt(manifest, 'errors').length > 0) return undefined;
    throw new HttpError(new URL(url), { passing: false, status }, 'does not answer as an OCI registry');
  }

  async #configPlatform(repository: OciRepository, config: string): Promise<Platform | Untold> {
    const before = this.sources.known.platform(config);
    if (before) return before;
    return await this.#once(`${repository.origin}/${repository.name} ${config}`, async () => {
      const answer = await this.sources.gate.pass(repository, async (signal) => {
        const body = await this.sources.client.blob(repository, config, { maxBytes: maxConfigBytes, signal });
        return readPlatform(registryJson(body, `${repository.origin}/v2/${repository.name}/blobs/${config}`));
      });
      if (!('kind' in answer)) this.sources.known.keepPlatform(config, answer);
      return answer;
    });
  }

  /** @param digest of an image or of an index of them */
  async read(repository: OciRepository, digest: string): Promise<Found['content']> {
    const top = await this.#manifest(repository, digest);
    switch (top.kind) {
      case 'image':
        return await this.#readImage(repository, top);
      case 'index':
        return await this.#readIndex(repository, top.manifests);
      case 'absent':
        return unreadable(repository, 'does not have the manifest that it names');
      default:
        return top;
    }
  }

  async #readImage(repository: OciRepository, image: ImageManifest): Promise<FoundContent | Untold> {
    const platform = await this.#configPlatform(repository, image.config);
    if ('kind' in platform) return platform;
    if (platform.os === '') return unreadable(repository, 'does not say the platform');
    const pulled = this.#nodes.filter((node) => chosenBy(node, [{ platform }]));
    const layers = Object.fromEntries(pulled.map((node) => [platformName(node), image.layers]));
    return { kind: 'content', platforms: [platform], layers };
  }

  async #readIndex(repository: OciRepository, entries: readonly IndexEntry[]): Promise<FoundContent | Untold> {
    const images = await this.#imagesOf(repository, entries, 0);
    if (!Array.isArray(images)) return images;
    const layers: FoundContent['layers'] = {};
    const absent = new Set<string>();
    for (const node of this.#nodes) {
      const chosen = chosenBy(node, images);
      if (!chosen) continue;
      const image = await this.#manifest(repository, chosen.digest);
      if (image.kind === 'untold') return image;
      if (image.kind === 'absent') {
        // Pushed in part: the node chooses it all the same, and cannot pull it.
        absent.add(chosen.digest);
        continue;
      }
      if (image.kind !== 'image') return unreadable(repository, 'has an index that names what is no image');
      layers[platformName(node)] = image.layers;
    }
    const there = images.filter(({ digest }) => !absent.has(digest));
    return { kind: 'content', platforms: there.map(({ platform }) => platform), layers };
  }

  /** The entries with their platforms: where the index does not say one, the image itself does, as for containerd. */
  async #imagesOf(
    repository: OciRepository,
    entries: readonly IndexEntry[],
    depth: number,
  ): Promise<IndexEntry[] | Untold> {
    const unsaid = entries.filter(({ platform }) => platform.os === '');
    if (unsaid.length > mostUnsaid || depth > deepestIndex) {
      return unreadable(repository, 'has an index that does not say the platforms');
    }
    const images = entries.filter(({ platform }) => platform.os !== '');
    for (const { digest } of unsaid) {
      const found = await this.#entriesBehind(repository, digest, depth);
      if (!Array.isArray(found)) return found;
      images.push(...found);
    }
    return images;
  }

  /** What is no image, such as a signature, has no platform and is left out. */
  async #entriesBehind(repository: OciRepository, digest: string, depth: number): Promise<IndexEntry[] | Untold> {
    const manifest = await this.#manifest(repository, digest);
    if (manifest.kind === 'untold') return manifest;
    if (manifest.kind === 'index') return await this.#imagesOf(repository, manifest.manifests, depth + 1);
    if (manifest.kind === 'schema 1' || manifest.kind === 'absent') return [];
    const platform = await this.#configPlatform(repository, manifest.config);
    if ('kind' in platform) return platform;
    return platform.os === '' ? [] : [{ digest, platform }];
  }

  /** The digest of what stands behind a tag or digest, from the whole manifest; `undefined` where there is none. */
  async askDigest(repository: OciRepository, name: string): Promise<string | undefined | Untold> {
    const spent = this.#spend(repository);
    if (spent) return spent;
    return await this.sources.gate.pass(repository, async (signal) => {
      const answered = await this.#ask(repository, name, signal);
      if (answered === undefined) return undefined;
      const content = readManifest(answered.manifest);
      if (!content) return unreadable(repository, 'answers with what is no manifest of an image');
      const digest = isDigest(name) ? name : `sha256:${sha256(answered.body)}`;
      this.sources.known.keepManifest(digest, content);
      return digest;
    });
  }
}

function unreadable({ host }: OciRepository, reason: string): Untold {
  return { kind: 'untold', host, reason, advice: '' };
}

function overBudget({ host }: OciRepository, budget: number): Untold {
  const reason = `has been asked for ${budget} manifests, which is all that docker-hub-budget allows`;
  const advice = 'Keep the folder of cache-path between runs: the next one goes on from there';
  return { kind: 'untold', host, reason, advice };
}
