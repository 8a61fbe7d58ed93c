import { enumerate } from '../enumerate.js';
import { parseReference } from '../image-reference.js';
import type { Image } from '../images/image.js';
import type { Place, Problem } from '../problem.js';
import type { Answer, Answers, Missing, Untold } from './answer.js';
import { type Platform, platformName } from './platform.js';

type Remark = Pick<Problem, 'severity' | 'message'>;

/** @param place of the tag, where it is known */
export function missingImage(
  image: Image,
  { repository, nearest }: Missing,
  place: Place | undefined,
): Pick<Problem, 'message'> & { place: Place | undefined } {
  const { tag = 'latest', digest } = parseReference(image.reference) ?? {};
  const name = digest ?? `tag ${tag}`;
  const near = nearest.length === 0 ? '' : `; the nearest ${nearest.length === 1 ? 'is' : 'are'} ${nearest.join(', ')}`;
  const todo = place === undefined ? 'Correct it in the values, or where the chart has it' : 'Correct it here';
  const message = `${nameOf(image)} does not exist: ${repository} has no ${name}${near}. ${todo}, or push the image first.`;
  return { message, place };
}

export function oldManifest(image: Image): Remark {
  return {
    severity: 'warning',
    message: `${nameOf(image)} is there as a manifest of schema 1, which containerd 2 does not pull: push it again with a current tool.`,
  };
}

export function notForLinux(image: Image, offered: readonly Platform[]): Remark {
  const names = offered.length === 0 ? 'none at all' : enumerate(offered.map(platformName));
  return {
    severity: 'warning',
    message: `${nameOf(image)} is for no platform of Linux (${names}) and is not pulled.`,
  };
}

export interface LackedPlatforms {
  lacked: readonly Platform[];
  offered: readonly Platform[];
  /** Architectures of the nodes that can pull it; none of them can where there are none. */
  able: readonly string[];
}

export function lackedPlatforms(image: Image, { lacked, offered, able }: LackedPlatforms): Remark {
  const has = enumerate(offered.filter(({ os }) => os === 'linux').map(platformName));
  const consequences = able.length === 0 ? ['no node can run it, and it is not pulled'] : consequencesOf(lacked, able);
  const lacks = lacked.map(platformName).join(', ');
  return {
    severity: 'warning',
    message: `${nameOf(image)} lacks ${lacks} (it has ${has}): ${consequences.join('; ')}.`,
  };
}

/** Nodes have a label for the architecture, and none for its variant. */
function consequencesOf(lacked: readonly Platform[], able: readonly string[]): string[] {
  const waiting = lacked.filter(({ architecture }) => able.includes(architecture)).map(platformName);
  if (waiting.length === 0) return ['its pre-puller leaves out these nodes'];
  const others = lacked.map(platformName).filter((name) => !waiting.includes(name));
  return [
    ...(others.length > 0 ? [`its pre-puller leaves out nodes of ${others.join(', ')}`] : []),
    `no label tells nodes of ${waiting.join(', ')} from those that can pull it, so the pre-puller waits there: build the image for them`,
  ];
}

/** What an image is called, with the first place that names it. */
function nameOf({ reference, uses: [use] }: Image): string {
  return use === undefined ? `The image ${reference}` : `${use.object}: ${use.path}: the image ${reference}`;
}

/** One notice a host, for what its registry could not tell of any of its images. */
export function untoldImages(answers: Answers): Problem[] {
  const byHost = new Map<string, UntoldImage[]>();
  for (const [reference, answer] of answers) {
    const untold = untoldOf(reference, answer);
    if (untold === undefined) continue;
    byHost.set(untold.host, [...(byHost.get(untold.host) ?? []), untold]);
  }
  return [...byHost].map(([host, images]) => ({ severity: 'notice', kind: 'image', message: ofHost(host, images) }));
}

interface UntoldImage extends Untold {
  reference: string;
  /** It exists, and only what it holds is open. */
  exists: boolean;
}

function untoldOf(reference: string, answer: Answer): UntoldImage | undefined {
  if (answer.kind === 'untold') return { ...answer, reference, exists: false };
  if (answer.kind === 'found' && answer.content.kind === 'untold')
    return { ...answer.content, reference, exists: true };
  return undefined;
}

function ofHost(host: string, images: readonly UntoldImage[]): string {
  const distinct = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '');
  const reasons = enumerate(distinct(images.map(({ reason }) => reason)));
  const advice = distinct(images.map((image) => image.advice)).map((text) => ` ${text}.`);
  const named = (exists: boolean) =>
    images.filter((image) => image.exists === exists).map(({ reference }) => reference);
  const open = [
    ...told('whether it exists', named(false)),
    ...told('for which platforms it is and how large', named(true)),
  ].join(', and ');
  return `${host} ${reasons}: it cannot be told ${open}.${advice.join('')}`;
}

function told(what: string, references: readonly string[]): string[] {
  if (references.length === 0) return [];
  const count = references.length === 1 ? '' : `${references.length} images: `;
  return [`${what} (${count}${enumerate(references)})`];
}

/** Said once for all of them. */
export function movedTags(answers: Answers): Problem[] {
  const moved = [...answers].flatMap(([reference, answer]) =>
    answer.kind === 'found' && answer.moved ? [reference] : [],
  );
  if (moved.length === 0) return [];
  const message = `What these tags name has changed since an earlier run: ${enumerate(moved)}. Nodes keep what they have pulled; pin a digest, or use tags that do not move.`;
  return [{ severity: 'notice', kind: 'image', message }];
}
