import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostRenderer } from '../flux/release.js';
import type { JsonObject } from '../json.js';
import { buildKustomization } from '../tools/kustomize.js';
import { ProcessError } from '../tools/process.js';
import type { Tools } from '../tools/tools.js';
import { ChartError } from './chart-error.js';

/**
 * Runs the post-renderers over rendered manifests, each over what the one before it gave.
 * Source: helm-controller, internal/postrender/kustomize.go.
 * @param scratch a folder in which the builds get folders of their own
 * @throws ChartError with kustomize's own words.
 */
export async function postRender(
  manifests: string,
  postRenderers: readonly PostRenderer[],
  tools: Tools,
  scratch: string,
): Promise<string> {
  let rendered = manifests;
  for (const [index, postRenderer] of postRenderers.entries()) {
    const folder = await mkdtemp(path.join(scratch, 'post-render-'));
    await writeFile(path.join(folder, 'manifests.yaml'), rendered);
    await writeFile(path.join(folder, 'kustomization.yaml'), JSON.stringify(kustomizationOf(postRenderer)));
    rendered = await buildKustomization(tools, folder).catch((error: unknown) => {
      if (!(error instanceof ProcessError)) throw error;
      throw new ChartError(`its post-renderer ${index + 1} fails: ${error.message}`, error.stderr, 'kustomize');
    });
  }
  return rendered;
}

/** The fields that Flux knows and no others: kustomize would read files that a patch names by `path`. */
function kustomizationOf({ patches, images }: PostRenderer): object {
  return {
    resources: ['manifests.yaml'],
    patches: patches.map((patch) => pick(patch, ['patch', 'target'])),
    images: images.map((image) => pick(image, ['name', 'newName', 'newTag', 'digest'])),
  };
}

function pick(object: JsonObject, keys: string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}
