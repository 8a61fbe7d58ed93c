import type { Release } from '../flux/release.js';
import { version } from '../version.js';
import type { ImageOptions } from './options.js';

/** All that the images of a release depend on, beside the rendering itself. */
export interface ImageRequest extends ImageOptions {
  release: Pick<Release, 'id' | 'place' | 'releaseNamespace' | 'hooks'>;
  /** The annotations `<label>-exclude` and `<label>-include`, as written. */
  control: Pick<Release['control'], 'exclude' | 'include'>;
}

export function imageRequest(release: Release, options: ImageOptions): ImageRequest {
  const { id, place, releaseNamespace, hooks, control } = release;
  const { label, excludeImages, excludeObjects, minConfidence } = options;
  return {
    release: { id, place, releaseNamespace, hooks },
    control: { exclude: control.exclude, include: control.include },
    label,
    excludeImages,
    excludeObjects,
    minConfidence,
  };
}

/** Names a request to the last detail, and the version that answers it: equal keys have equal answers. */
export function imagesKey(request: ImageRequest): string {
  return JSON.stringify([version, { ...request, excludeImages: request.excludeImages.map(String) }]);
}
