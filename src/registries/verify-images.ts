import type { Image } from '../images/image.js';
import type { PrepullerSource } from '../prepullers/contract.js';
import { aboutRelease, type Place, type Problem } from '../problem.js';
import type { Answer, Answers } from './answer.js';
import { lackedPlatforms, missingImage, movedTags, notForLinux, oldManifest, untoldImages } from './image-remarks.js';
import type { ImageInspector } from './inspect-image.js';
import type { VerificationOptions } from './options.js';
import { type Platform, platformName } from './platform.js';

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
/** Looks for all of the missing images at once: the repository's files are read for it. */
export type OpenTagFinder = (missing: readonly string[]) => FindTag;

/** Asks for every image of the releases, each once. */
export async function verifyImages(
  sources: readonly PrepullerSource[],
  inspector: ImageInspector,
  options: Options,
  openTagFinder: OpenTagFinder,
): Promise<VerifiedImages> {
  const references = new Set(sources.flatMap(({ images }) => images.images.map(({ reference }) => reference)));
  const answers = await askAll(references, inspector);
  const missing = [...answers].filter(([, { kind }]) => kind === 'missing').map(([reference]) => reference);
  return judgeImages(sources, answers, options, openTagFinder(missing));
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
    problems: [
      ...distinct(judged.flatMap(({ problems }) => problems)),
      ...untoldImages(answers),
      ...movedTags(answers),
    ],
    answers,
  };
}

/** A release that several clusters run has one problem, not one for each of them. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
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
  const remark = lackedPlatforms(image, { lacked, offered: content.platforms, able: architectures });
  if (able.length === 0) return { reference, isLeftOut: true, remark };
  const isEverywhere = architectures.length === architecturesOf(wanted).length;
  return { reference, remark, ...(!isEverywhere && { architectures }) };
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
