import type { Rendering } from '../../src/charts/rendering.js';
import { type ImageControl, readImageControl } from '../../src/images/control.js';
import { type ExtractedImages, extractImages } from '../../src/images/extract-images.js';
import type { ImageOptions } from '../../src/images/options.js';
import { releaseOf } from '../support/release.js';

const defaults: Omit<ImageOptions, 'label'> = { excludeImages: [], excludeObjects: [], minConfidence: 'medium' };
const noControl: ImageControl = { exclude: [], include: [], errors: [] };

/** A rendering of release `apps/shop`, which Helm installs into namespace `shop`. */
function rendering(manifests: string): Rendering {
  return {
    release: releaseOf({ kind: 'directory', path: 'charts/shop' }, { releaseNamespace: 'shop' }),
    chart: { name: 'shop', version: '1.0.0' },
    manifests,
  };
}

export function extract(manifests: string, options: Partial<ImageOptions> = {}, control = noControl): ExtractedImages {
  return extractImages(rendering(manifests), control, { ...defaults, ...options });
}

/** With annotations on the release. */
export async function extractWith(
  annotations: { exclude?: string; include?: string },
  manifests: string,
  options: Partial<ImageOptions> = {},
): Promise<ExtractedImages> {
  const control = await readImageControl({ exclude: '', include: '', ...annotations }, 'prepuller');
  return extract(manifests, options, control);
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
