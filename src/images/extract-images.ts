import type { Rendering } from '../charts/rendering.js';
import { annotationName } from '../opt-in.js';
import type { Problem } from '../problem.js';
import type { ImageUse, ReleaseImages } from './image.js';
import type { ImageControl } from './image-control.js';
import { ImageProblems } from './image-problems.js';
import type { ImageRequest } from './image-request.js';
import { unrenderedImages } from './listed-images.js';
import { emptyNotice, noHelpNotices } from './no-help.js';
import { readPodFacts } from './pod-facts.js';
import { readManifests } from './read-manifests.js';
import { readSelection } from './read-selection.js';

export interface ExtractedImages {
  images: ReleaseImages;
  problems: Problem[];
  /** The filters of the inputs that something of it matches, as written. */
  filters: string[];
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

  const { objects, broken } = readManifests(manifests, request.release.hooks);
  for (const sentence of broken) problems.add('warning', sentence);
  const added = include.map((reference) => ({ reference, use: includedUse(request) }));
  const { running, selected, filters } = readSelection({ objects, added, exclude }, request, problems);
  offerListed(listedImages, selected, request, problems);
  for (const sentence of noHelpNotices(running, selected.images)) problems.add('notice', sentence);
  const isEmpty = selected.images.length + selected.excluded.length + problems.list.length === 0;
  const empty = isEmpty ? emptyNotice(manifests) : undefined;
  if (empty) problems.add('notice', empty);
  const pods = readPodFacts(running, selected.images, request.release.releaseNamespace);
  return { images: { ...selected, pods }, problems: problems.list, filters };
}

function includedUse({ release }: ImageRequest): ImageUse {
  return { object: `HelmRelease/${release.id.name}`, path: 'include', rule: 'include', confidence: 'certain' };
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
