import { type ExtractedImages, extractImages } from '../../src/images/extract-images.js';
import { type ImageControl, readImageControl } from '../../src/images/image-control.js';
import { type ImageRequest, imageRequest } from '../../src/images/image-request.js';
import type { ImageOptions } from '../../src/images/options.js';
import { releaseOf } from '../support/release.js';

const defaults: ImageOptions = { label: 'prepuller', excludeImages: [], excludeObjects: [], minConfidence: 'medium' };
const noControl: ImageControl = { exclude: [], include: [], errors: [] };

/** For the release `apps/shop`, which Helm installs into namespace `shop`. */
function request(options: Partial<ImageOptions> = {}): ImageRequest {
  const release = releaseOf({ kind: 'directory', path: 'charts/shop' }, { releaseNamespace: 'shop' });
  return imageRequest(release, { ...defaults, ...options });
}

export function extract(manifests: string, options: Partial<ImageOptions> = {}, control = noControl): ExtractedImages {
  return extractImages({ manifests, listedImages: '' }, request(options), control);
}

/** With annotations on the release. */
export async function extractWith(
  annotations: { exclude?: string; include?: string },
  manifests: string,
  options: Partial<ImageOptions> = {},
): Promise<ExtractedImages> {
  const own = { ...request(options), control: { exclude: '', include: '', ...annotations } };
  return extractImages({ manifests, listedImages: '' }, own, await readImageControl(own));
}

/** Of a chart that lists images in its annotation. */
export function extractOfChart(listedImages: string, manifests: string): ExtractedImages {
  return extractImages({ manifests, listedImages }, request(), noControl);
}

/** The references only, in their order. */
export function references(manifests: string, options: Partial<ImageOptions> = {}): string[] {
  return extract(manifests, options).images.images.map(({ reference }) => reference);
}

/** `reference <- Kind/name:path (rule)` for every use. */
export function uses(manifests: string, options: Partial<ImageOptions> = {}): string[] {
  return extract(manifests, options).images.images.flatMap(({ reference, uses }) =>
    uses.map((use) => `${reference} <- ${use.object}:${use.path} (${use.rule})`),
  );
}

/** A pod with the given containers, written as flow maps. */
export function pod(...containers: string[]): string {
  const items = containers.map((container) => `    - ${container}`).join('\n');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${items}\n`;
}
