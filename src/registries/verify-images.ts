import type { Image } from '../images/image.js';
import type { PrepullerSource } from '../prepullers/contract.js';
import { aboutRelease, type Place, type Problem } from '../problem.js';
import type { Answer, Answers } from './answer.js';
import type { ImageInspector } from './inspect-image.js';
import type { VerificationOptions } from './options.js';
import { type Platform, platformName } from './platform.js';
import { lackedPlatforms, missingImage, movedTags, notForLinux, oldManifest, untoldImages } from './remarks.js';

/** What the registries said, and what follows from it. */
export interface VerifiedImages {
  /** Less the images that no node can pull, and with the nodes of those that not every one can. */
  sources: PrepullerSource[];
  /** An error is of a release whose image does not exist. */
  problems: Problem[];
  answers: Answers;
}

type Options = Pick<VerificationOptions, 'verifyImages' | 'platforms'>;
/** The line of the user's files that names the image's tag, where that is known. */
export type FindTag = (reference: string, release: Place) => Place | undefined;

/** Asks for every image of the releases, each once. */
export async function verifyImages(
  sources: readonly PrepullerSource[],
  inspector: ImageInspector,
  options: Options,
  findTag: FindTag,
): Promise<VerifiedImages> {
  const references = new Set(sources.flatMap(({ images }) => images.images.map(({ reference }) => reference)));
  return judgeImages(sources, await askAll(references, inspector), options, findTag);
}

export async function askAll(references: ReadonlySet<string>, inspector: ImageInspector): Promise<Answers> {
  const asked = [...references].map(async (reference) => [reference, await inspector.inspect(reference)] as const);
  return new Map(await Promise.all(asked));
}

/** Pure. */
export function judgeImages(
  sources: readonly PrepullerSource[],
  answers: Answers,
  options: Options,
  findTag: FindTag,
): VerifiedImages {
  const judged = sources.map((source) => judgeSource(source, answers, options, findTag));
  return {
    sources: judged.map(({ source }) => source),
    problems: [...judged.flatMap(({ problems }) => problems), ...untoldImages(answers), ...movedTags(answers)],
    answers,
  };
}

/** What a registry's answer makes of one image of a release. */
interface Judgement {
  reference: string;
  /** Absent where there is nothing to say. */
  remark?: Pick<Problem, 'severity' | 'message'> & { place?: Place | undefined };
  /** No node can pull it. */
  isLeftOut?: true;
  /** Of the nodes that can pull it, where some cannot. */
  architectures?: readonly string[];
  isUntold?: true;
}

function judgeSource(
  source: PrepullerSource,
  answers: Answers,
  options: Options,
  findTag: FindTag,
): { source: PrepullerSource; problems: Problem[] } {
  const { release, images } = source;
  const judgements = images.images.map((image): Judgement => {
    const answer = answers.get(image.reference);
    if (answer?.kind !== 'missing') return judgeFound(image, demandedBy(source, image, options), answer);
    const severity = options.verifyImages === 'error' ? 'error' : 'warning';
    const place = findTag(image.reference, release.place);
    return { reference: image.reference, isUntold: true, remark: { severity, ...missingImage(image, answer, place) } };
  });
  const problems = judgements.flatMap(({ remark }): Problem[] => {
    if (remark === undefined) return [];
    const { place = release.place, ...said } = remark;
    return [{ kind: 'image', ...said, ...aboutRelease(release.id, place) }];
  });
  return { source: withoutLeftOut(withPullable(source, judgements, options), judgements), problems };
}

/** The platforms of the nodes on which pods of the release run the image. */
function demandedBy({ images }: PrepullerSource, { reference }: Image, { platforms }: Options): Platform[] {
  const demanded = images.pods.images.find((pulled) => pulled.reference === reference)?.architectures ?? [];
  return platforms.filter(({ architecture }) => demanded.length === 0 || demanded.includes(architecture));
}

function judgeFound(image: Image, wanted: readonly Platform[], answer: Answer | undefined): Judgement {
  const { reference } = image;
  if (answer?.kind !== 'found') return { reference, isUntold: true };
  const { content } = answer;
  if (content.kind === 'untold') return { reference, isUntold: true };
  if (content.kind === 'schema 1') return { reference, isUntold: true, remark: oldManifest(image) };
  if (content.platforms.every(({ os }) => os !== 'linux')) {
    return { reference, isLeftOut: true, remark: notForLinux(image, content.platforms) };
  }
  const able = wanted.filter((node) => platformName(node) in content.layers);
  if (able.length === wanted.length) return { reference };
  const lacked = wanted.filter((node) => !able.includes(node));
  const architectures = architecturesOf(able);
  const isLabelled = architectures.length < architecturesOf(wanted).length;
  return {
    reference,
    remark: lackedPlatforms(image, { lacked, offered: content.platforms, isOnNone: able.length === 0, isLabelled }),
    ...(able.length === 0 && { isLeftOut: true }),
    ...(able.length > 0 && isLabelled && { architectures }),
  };
}

function architecturesOf(platforms: readonly Platform[]): string[] {
  return [...new Set(platforms.map(({ architecture }) => architecture))].sort();
}

function withPullable(
  source: PrepullerSource,
  judgements: readonly Judgement[],
  { platforms }: Options,
): PrepullerSource {
  if (platforms.length === 0) return source;
  const limited = judgements.flatMap(({ reference, architectures }) =>
    architectures === undefined ? [] : [[reference, architectures] as const],
  );
  const untold = judgements.filter(({ isUntold }) => isUntold).map(({ reference }) => reference);
  return { ...source, pullable: { architectures: new Map(limited), untold: new Set(untold) } };
}

function withoutLeftOut(source: PrepullerSource, judgements: readonly Judgement[]): PrepullerSource {
  const leftOut = new Set(judgements.filter(({ isLeftOut }) => isLeftOut).map(({ reference }) => reference));
  if (leftOut.size === 0) return source;
  const { images, excluded } = source.images;
  const kept = images.filter(({ reference }) => !leftOut.has(reference));
  return { ...source, images: { ...source.images, images: kept, excluded: [...excluded, ...leftOut].sort() } };
}
