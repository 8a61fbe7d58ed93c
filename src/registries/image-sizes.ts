import type { PrepullerSource } from '../prepullers/contract.js';
import { releaseKey } from '../problem.js';
import type { Answers, FoundContent } from './answer.js';
import type { Layer } from './manifest.js';
import { nodePlatforms, type Platform, platformName } from './platform.js';

/** Of images on one node, layers that they share counted once, compressed as they are pulled. */
export interface ImageSize {
  bytes: number;
  /** Images whose size cannot be told, and is not in it. */
  unknown: number;
}

/** By the name of the platform: of the nodes, or `linux/amd64` where these are not given. */
export type SizeByPlatform = Record<string, ImageSize>;

export interface RunSizes {
  /** Of each release, by key. */
  releases: ReadonlyMap<string, SizeByPlatform>;
  /** Of every generated file together. */
  nodes: SizeByPlatform;
  /** By the name of the platform. */
  changes: Record<string, SizeChange>;
  /** What is known of single images, by reference. */
  images: ReadonlyMap<string, ImageFacts>;
}

/** What the run's change of the generated files adds to a node, and takes away from it. */
export interface SizeChange {
  /** Of the images that were not pulled before. */
  added: ImageSize;
  /** Bytes of these that no image before has had. */
  fresh: number;
  /** Bytes that no image has any more. */
  removed: number;
  /** Images that are not pulled any more whose size cannot be told. */
  unknownRemoved: number;
}

export interface ImageFacts {
  digest: string;
  /** All that it is for. */
  platforms: string[];
  /** Bytes of its layers, by the name of the node's platform. */
  size: Record<string, number>;
}

/** References of the images that nodes pull, before and after the run. */
export interface PulledReferences {
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
}

/** @param sources as they were written. Pure. */
export function sumSizes(
  sources: readonly PrepullerSource[],
  pulled: PulledReferences,
  answers: Answers,
  options: { platforms: readonly Platform[] },
): RunSizes {
  const nodes = nodePlatforms(options).map((platform) => new NodeImages(platform, answers, sources));
  const byPlatform = <T>(measure: (node: NodeImages) => T): Record<string, T> =>
    Object.fromEntries(nodes.map((node) => [node.name, measure(node)]));
  return {
    releases: new Map(
      [...referencesByRelease(sources)].map(([key, references]) => [key, byPlatform((node) => node.size(references))]),
    ),
    nodes: byPlatform((node) => node.size(pulled.after)),
    changes: byPlatform((node) => node.change(pulled)),
    images: new Map(
      [...answers].flatMap(([reference, answer]) => {
        const facts = factsOf(answer);
        return facts === undefined ? [] : [[reference, facts] as const];
      }),
    ),
  };
}

function referencesByRelease(sources: readonly PrepullerSource[]): Map<string, Set<string>> {
  const byRelease = new Map<string, Set<string>>();
  for (const { release, images } of sources) {
    const key = releaseKey(release.id);
    const references = byRelease.get(key) ?? new Set<string>();
    byRelease.set(key, references);
    for (const { reference } of images.images) references.add(reference);
  }
  return byRelease;
}

/** What a node of one platform pulls. */
class NodeImages {
  readonly name: string;
  /** Images that pods run on nodes of other architectures only. */
  readonly #elsewhere: ReadonlySet<string>;

  constructor(
    { architecture, ...platform }: Platform,
    private readonly answers: Answers,
    sources: readonly PrepullerSource[],
  ) {
    this.name = platformName({ architecture, ...platform });
    const demands = sources.flatMap(({ images }) => images.images.map((image) => demandOf(image.reference, images)));
    const here = demands.filter(
      ({ architectures }) => architectures.length === 0 || architectures.includes(architecture),
    );
    const wanted = new Set(here.map(({ reference }) => reference));
    this.#elsewhere = new Set(demands.map(({ reference }) => reference).filter((reference) => !wanted.has(reference)));
  }

  size(references: Iterable<string>): ImageSize {
    const pulled = [...references].filter((reference) => !this.#elsewhere.has(reference));
    const unknown = pulled.filter((reference) => this.#layers(reference) === undefined);
    return { bytes: sum(this.#distinct(pulled).values()), unknown: unknown.length };
  }

  change({ before, after }: PulledReferences): SizeChange {
    const added = this.size([...after].filter((reference) => !before.has(reference)));
    const gone = this.size([...before].filter((reference) => !after.has(reference)));
    const [old, current] = [this.#distinct(before), this.#distinct(after)];
    return {
      added,
      fresh: sum([...current].filter(([digest]) => !old.has(digest)).map(([, size]) => size)),
      removed: sum([...old].filter(([digest]) => !current.has(digest)).map(([, size]) => size)),
      unknownRemoved: gone.unknown,
    };
  }

  /** Sizes of the layers by digest. */
  #distinct(references: Iterable<string>): Map<string, number> {
    const pulled = [...references].filter((reference) => !this.#elsewhere.has(reference));
    return new Map(
      pulled.flatMap((reference) => this.#layers(reference) ?? []).map(({ digest, size }) => [digest, size]),
    );
  }

  /** None of an image that the node cannot pull; `undefined` where it is not known. */
  #layers(reference: string): readonly Layer[] | undefined {
    const content = contentOf(this.answers.get(reference));
    return content && (content.layers[this.name] ?? []);
  }
}

function demandOf(
  reference: string,
  { pods }: PrepullerSource['images'],
): { reference: string; architectures: readonly string[] } {
  const pulled = pods.images.find((image) => image.reference === reference);
  return { reference, architectures: pulled?.architectures ?? [] };
}

function contentOf(answer: ReturnType<Answers['get']>): FoundContent | undefined {
  return answer?.kind === 'found' && answer.content.kind === 'content' ? answer.content : undefined;
}

function factsOf(answer: ReturnType<Answers['get']>): ImageFacts | undefined {
  const content = contentOf(answer);
  if (content === undefined || answer?.kind !== 'found') return undefined;
  const sizes = Object.entries(content.layers).map(([platform, layers]) => {
    const distinct = new Map(layers.map(({ digest, size }) => [digest, size]));
    return [platform, sum(distinct.values())] as const;
  });
  return { digest: answer.digest, platforms: content.platforms.map(platformName), size: Object.fromEntries(sizes) };
}

function sum(figures: Iterable<number>): number {
  return [...figures].reduce((total, figure) => total + figure, 0);
}
