import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostRenderer } from '../flux/release.js';
import { buildKustomization } from '../tools/kustomize.js';
import type { Tools } from '../tools/tools.js';

/**
 * Runs the post-renderers over rendered manifests, each over what the one before it gave.
 * Source: helm-controller, internal/postrender/kustomize.go.
 * @param folder for the builds; made and removed here
 * @throws ProcessError with kustomize's own words.
 */
export async function postRender(
  manifests: string,
  postRenderers: readonly PostRenderer[],
  tools: Tools,
  folder: string,
): Promise<string> {
  let rendered = manifests;
  for (const { patches, images } of postRenderers) {
    if (patches.length === 0 && images.length === 0) continue;
    await mkdir(folder, { recursive: true });
    const kustomization = { resources: ['manifests.yaml'], patches, images };
    await writeFile(path.join(folder, 'manifests.yaml'), rendered);
    await writeFile(path.join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
    rendered = await buildKustomization(tools, folder);
    await rm(folder, { recursive: true });
  }
  return rendered;
}
