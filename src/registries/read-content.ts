import { objectsAt } from '../json.js';
import type { OciRepository } from '../network/registry-access.js';
import { isDigest, manifestUrl, type RegistryClient, registryJson } from '../network/registry-client.js';
import { sha256 } from '../sha256.js';
import type { FoundContent, Untold } from './answer.js';
import type { AnswerCache } from './answer-cache.js';
import type { HostGate } from './host-gate.js';
import { isDockerHub } from './image-repository.js';
import { type ManifestContent, manifestMediaTypes, readManifest, readPlatform } from './manifest.js';
import type { VerificationOptions } from './options.js';
import { chosenBy, type Platform, platformName } from './platform.js';

interface Sources {
  client: RegistryClient;
  known: AnswerCache;
  gate: HostGate;
}

const maxConfigBytes = 4 * 1024 * 1024;
/** The platform of which sizes are told where the nodes' are not given. */
const usualPlatform: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/** Reads what manifests say of platforms and sizes. */
export class ContentReader {
  readonly #nodes: readonly Platform[];
  #spent = 0;

  constructor(
    private readonly sources: Sources,
    private readonly options: Pick<VerificationOptions, 'platforms' | 'dockerHubBudget'>,
  ) {
    this.#nodes = options.platforms.length > 0 ? options.platforms : [usualPlatform];
  }

  #spend(repository: OciRepository): Untold | undefined {
    if (!isDockerHub(repository)) return undefined;
    this.#spent += 1;
    const { dockerHubBudget } = this.options;
    return this.#spent > dockerHubBudget ? overBudget(repository, dockerHubBudget) : undefined;
  }

  async #manifest(repository: OciRepository, digest: string): Promise<ManifestContent | Untold> {
    const before = this.sources.known.manifest(digest);
    if (before) return before;
    if (!isDigest(digest)) return unreadable(repository, 'has a digest that cannot be verified');
    const spent = this.#spend(repository);
    if (spent) return spent;
    const answer = await this.sources.gate.pass(repository, (signal) =>
      this.sources.client
        .manifest(repository, digest, { mediaTypes: manifestMediaTypes, signal })
        .then(({ body }) => readManifest(registryJson(body, manifestUrl(repository, digest)))),
    );
    if (answer === undefined) return unreadable(repository, 'answers with what is no manifest of an image');
    if (answer.kind !== 'untold') await this.sources.known.keepManifest(digest, answer);
    return answer;
  }

  async #configPlatform(repository: OciRepository, config: string): Promise<Platform | Untold> {
    const before = this.sources.known.platform(config);
    if (before) return before;
    const answer = await this.sources.gate.pass(repository, async (signal) => {
      const body = await this.sources.client.blob(repository, config, { maxBytes: maxConfigBytes, signal });
      return readPlatform(registryJson(body, `${repository.origin}/v2/${repository.name}/blobs/${config}`));
    });
    if (!('kind' in answer)) await this.sources.known.keepPlatform(config, answer);
    return answer;
  }

  /** @param digest of an image or of an index of them */
  async read(repository: OciRepository, digest: string): Promise<FoundContent | Untold> {
    const top = await this.#manifest(repository, digest);
    if (top.kind === 'untold') return top;
    if (top.kind === 'schema 1') return unreadable(repository, 'has it as a manifest of schema 1, which says no sizes');
    if (top.kind === 'index') return await this.#readIndex(repository, top.manifests);
    const platform = await this.#configPlatform(repository, top.config);
    if ('kind' in platform) return platform;
    if (platform.os === '') return unreadable(repository, 'does not say the platform');
    const pulled = this.#nodes.filter((node) => chosenBy(node, [{ platform }]));
    const layers = Object.fromEntries(pulled.map((node) => [platformName(node), top.layers]));
    return { kind: 'content', platforms: [platform], layers };
  }

  async #readIndex(
    repository: OciRepository,
    manifests: { digest: string; platform: Platform }[],
  ): Promise<FoundContent | Untold> {
    if (manifests.some(({ platform }) => platform.os === '')) {
      return unreadable(repository, 'has an index that does not say all platforms');
    }
    const layers: FoundContent['layers'] = {};
    for (const node of this.#nodes) {
      const chosen = chosenBy(node, manifests);
      const image = chosen && (await this.#manifest(repository, chosen.digest));
      if (image?.kind === 'untold') return image;
      if (image?.kind === 'image') layers[platformName(node)] = image.layers;
    }
    return { kind: 'content', platforms: manifests.map(({ platform }) => platform), layers };
  }

  /** The digest of what stands behind a tag or digest, from the whole manifest; `undefined` where there is none. */
  async askDigest(repository: OciRepository, name: string, signal: AbortSignal): Promise<string | undefined | Untold> {
    const spent = this.#spend(repository);
    if (spent) return spent;
    const request = { mediaTypes: manifestMediaTypes, accept: [404], signal };
    const { status, body } = await this.sources.client.manifest(repository, name, request);
    const url = manifestUrl(repository, name);
    if (status === 404) {
      return objectsAt(registryJson(body, url), 'errors').length > 0
        ? undefined
        : unreadable(repository, 'does not answer as an OCI registry');
    }
    const content = readManifest(registryJson(body, url));
    if (!content) return unreadable(repository, 'answers with what is no manifest of an image');
    const digest = isDigest(name) ? name : `sha256:${sha256(body)}`;
    await this.sources.known.keepManifest(digest, content);
    return digest;
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
