import type { Rendering } from '../charts/rendering.js';
import { annotationName } from '../opt-in.js';
import { aboutRelease, type Problem } from '../problem.js';
import { findImages, type RuledFinding } from './find-images.js';
import type { Confidence, ImageUse, ReleaseImages } from './image.js';
import type { ImageControl } from './image-control.js';
import { readImageField } from './image-field.js';
import type { ImageRequest } from './image-request.js';
import { type KubernetesObject, objectTitle } from './kubernetes-object.js';
import { unrenderedImages } from './listed-images.js';
import { emptyNotice, noHelpNotices } from './no-help.js';
import { objectFilter } from './object-filter.js';
import { formatPath } from './path.js';
import { readPodFacts } from './pod-facts.js';
import { podOf } from './pods.js';
import { readManifests } from './read-manifests.js';
import { rules } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import { type FoundImage, selectImages } from './select-images.js';
import { demandsWindows } from './windows.js';

export interface ExtractedImages {
  images: ReleaseImages;
  problems: Problem[];
}

/**
 * The images that a rendered release would run, with every place that names them. Pure.
 * A control annotation that cannot be read is an error; all that a reader of the manifests should know is a warning.
 * @param control What the request's annotations say
 */
export function extractImages(
  { manifests, listedImages }: Pick<Rendering, 'manifests' | 'listedImages'>,
  request: ImageRequest,
  { exclude, include, errors }: ImageControl,
): ExtractedImages {
  const problems = new ImageProblems(request.release);
  for (const error of errors) problems.add('error', error);

  const { objects, broken } = readManifests(manifests, request.release.tests);
  for (const sentence of broken) problems.add('warning', sentence);
  const running = objects.filter((object) => isForLinux(object, problems));
  const trusted = rules.filter(({ confidence }) => rank[confidence] >= rank[request.minConfidence]);
  const found = running.flatMap((object) => readObject(object, trusted, problems));
  const included = include.map((reference) => ({ reference, use: includedUse(request) }));
  const selected = selectImages(
    [...found, ...included],
    [...request.excludeImages, ...exclude],
    objectFilter(request.excludeObjects),
  );
  offerListed(listedImages, selected, request, problems);
  for (const sentence of noHelpNotices(running, selected.images)) problems.add('notice', sentence);
  const isEmpty = selected.images.length + selected.excluded.length + problems.list.length === 0;
  const empty = isEmpty ? emptyNotice(manifests) : undefined;
  if (empty) problems.add('notice', empty);
  const pods = readPodFacts(running, selected.images, request.release.releaseNamespace);
  return { images: { ...selected, pods }, problems: problems.list };
}

function includedUse({ release }: ImageRequest): ImageUse {
  return { object: `HelmRelease/${release.id.name}`, path: 'include', rule: 'include', confidence: 'certain' };
}

function isForLinux(object: KubernetesObject, problems: ImageProblems): boolean {
  const pod = podOf(object);
  if (pod === undefined || !demandsWindows(pod.spec)) return true;
  problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`);
  return false;
}

const rank: Record<Confidence, number> = { certain: 3, high: 2, medium: 1 };

function readObject(object: KubernetesObject, rules: readonly Rule[], problems: ImageProblems): FoundImage[] {
  const { findings, windows } = findImages(object, rules);
  for (const path of windows) {
    problems.add('notice', `${objectTitle(object)}: ${formatPath(path)} is for Windows nodes: its images are left out`);
  }
  return findings.flatMap((finding) => readFinding(object, finding, problems));
}

function readFinding(object: KubernetesObject, finding: RuledFinding, problems: ImageProblems): FoundImage[] {
  const { name: rule, confidence } = finding.rule;
  const use: ImageUse = { object: objectTitle(object), path: formatPath(finding.path), rule, confidence };
  const { reference, severity, message } = readImageField(finding.text);
  if (severity !== undefined) {
    problems.add(severity, `${use.object}: ${use.path} ${message}`, `${finding.text} ${message}`);
  }
  return reference === undefined ? [] : [{ reference, use }];
}

/** More of them are a list of all that the chart could run, and no hint. */
const maximumOffered = 10;

function offerListed(
  listed: string,
  { images, excluded }: Pick<ReleaseImages, 'images' | 'excluded'>,
  { label }: ImageRequest,
  problems: ImageProblems,
): void {
  const unrendered = unrenderedImages(listed, images, excluded);
  if (unrendered.length === 0) return;
  const more = unrendered.length > maximumOffered ? ` and ${unrendered.length - maximumOffered} more` : '';
  const names = `${unrendered.slice(0, maximumOffered).join(', ')}${more}`;
  problems.add(
    'notice',
    `The chart lists images in its annotation artifacthub.io/images that nothing rendered names: ${names}. What the release does run of them can be named in the annotation ${annotationName(label, 'include')}`,
  );
}

/** Collects the problems of one release, each once. */
class ImageProblems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();

  constructor(private readonly release: ImageRequest['release']) {}

  /** `about`: what makes two problems the same; one image in ten containers is worth one line. */
  add(severity: Problem['severity'], text: string, about = text): void {
    if (this.#seen.has(about)) return;
    this.#seen.add(about);
    const { id, place } = this.release;
    this.list.push({ severity, kind: 'image', message: `${text}.`, ...aboutRelease(id, place) });
  }
}
