import type { Rendering } from '../charts/rendering.js';
import type { Release } from '../flux/release.js';
import { type Problem, releaseKey } from '../problem.js';
import { version } from '../version.js';
import { type ImageControl, objectFilter } from './control.js';
import { findImages, type RuledFinding } from './find-images.js';
import type { Confidence, ImageUse, ReleaseImages } from './image.js';
import { readImageField } from './image-field.js';
import { type KubernetesObject, objectTitle } from './kubernetes-object.js';
import type { ImageOptions } from './options.js';
import { formatPath } from './path.js';
import { readPodFacts } from './pod-facts.js';
import { podOf, runsOnWindows } from './pods.js';
import { readManifests } from './read-manifests.js';
import { rules } from './rules/index.js';
import { type FoundImage, selectImages } from './select-images.js';

/** All that `extractImages` depends on beside the manifests. */
export function imagesKey({ id, place, releaseNamespace, control }: Release, options: ImageOptions): string {
  const { excludeImages, excludeObjects, minConfidence, label } = options;
  const own = [id, place, releaseNamespace, control];
  return JSON.stringify([version, own, excludeImages.map(String), excludeObjects, minConfidence, label]);
}

export interface ExtractedImages {
  images: ReleaseImages;
  problems: Problem[];
}

/**
 * The images that a rendered release would run, with every place that names them. Pure.
 * A control annotation that cannot be read is an error; all that a reader of the manifests should know is a warning.
 */
export function extractImages(
  { release, manifests }: Rendering,
  { exclude, include, errors }: ImageControl,
  options: Omit<ImageOptions, 'label'>,
): ExtractedImages {
  const problems = new ImageProblems(release);
  for (const error of errors) problems.add('error', error);

  const { objects, broken } = readManifests(manifests);
  for (const sentence of broken) problems.add('warning', sentence);
  const running = objects.filter((object) => isForLinux(object, problems));
  const trusted = rules.filter(({ confidence }) => rank[confidence] >= rank[options.minConfidence]);
  const found = running.flatMap((object) =>
    findImages(object, trusted).flatMap((finding) => readFinding(object, finding, problems)),
  );
  const included = include.map((reference) => ({ reference, use: includedUse(release) }));
  const selected = selectImages(
    [...found, ...included],
    [...options.excludeImages, ...exclude],
    objectFilter(options.excludeObjects),
  );
  const pods = readPodFacts(running, selected.images, release.releaseNamespace);
  return { images: { ...selected, pods }, problems: problems.list };
}

function includedUse(release: Release): ImageUse {
  return { object: `HelmRelease/${release.id.name}`, path: 'include', rule: 'include', confidence: 'certain' };
}

function isForLinux(object: KubernetesObject, problems: ImageProblems): boolean {
  const pod = podOf(object);
  if (pod === undefined || !runsOnWindows(pod)) return true;
  problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`);
  return false;
}

const rank: Record<Confidence, number> = { certain: 3, high: 2, medium: 1 };

function readFinding(object: KubernetesObject, finding: RuledFinding, problems: ImageProblems): FoundImage[] {
  const { name: rule, confidence } = finding.rule;
  const use: ImageUse = { object: objectTitle(object), path: formatPath(finding.path), rule, confidence };
  const { reference, severity, message } = readImageField(finding.text);
  if (severity !== undefined) {
    problems.add(severity, `${use.object}: ${use.path} ${message}`, `${finding.text} ${message}`);
  }
  return reference === undefined ? [] : [{ reference, use }];
}

/** Collects the problems of one release, each once. */
class ImageProblems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();

  constructor(private readonly release: Release) {}

  /** `about`: what makes two problems the same; one image in ten containers is worth one line. */
  add(severity: Problem['severity'], text: string, about = text): void {
    if (this.#seen.has(about)) return;
    this.#seen.add(about);
    const { id, place } = this.release;
    const object = `HelmRelease ${releaseKey(id)}`;
    this.list.push({ severity, kind: 'image', message: `${text}.`, object, place, release: id });
  }
}
