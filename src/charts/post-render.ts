import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostRenderer, Release } from '../flux/release.js';
import { isObject, type JsonObject, metadataValue } from '../json.js';
import { buildKustomization } from '../tools/kustomize.js';
import { ProcessError } from '../tools/process.js';
import type { Tools } from '../tools/tools.js';
import { ChartError } from './chart-error.js';
import { parseFailsafeYaml } from './failsafe-yaml.js';

/**
 * Runs the post-renderers of a release over rendered manifests, as its strategy wants it.
 * Source: helm, pkg/action/action.go (renderResources) and helm-controller, internal/action/post_render.go.
 * @param scratch a folder in which the builds get folders of their own
 * @throws ChartError with kustomize's own words.
 */
export async function postRender(
  manifests: string,
  { postRenderers, postRenderStrategy }: Pick<Release, 'postRenderers' | 'postRenderStrategy'>,
  tools: Tools,
  scratch: string,
): Promise<string> {
  const render = (text: string) => renderThrough(text, postRenderers, tools, scratch);
  if (postRenderers.length === 0 || postRenderStrategy === 'combined') return await render(manifests);
  const { hooks, others } = splitHooks(manifests);
  const groups = [postRenderStrategy === 'separate' ? await render(hooks) : hooks, await render(others)];
  return groups.join('\n---\n');
}

/** Hooks, and what is none, each as a text of its own; helm knows them by their annotation. */
function splitHooks(manifests: string): { hooks: string; others: string } {
  const documents = manifests.split(/^---(?=\s|$)/m);
  const isHook = documents.map((document) => /helm\.sh\/hook\b/.test(document) && hasHookAnnotation(document));
  const join = (wanted: boolean) => documents.filter((_, index) => isHook[index] === wanted).join('\n---\n');
  return { hooks: join(true), others: join(false) };
}

/** What cannot be parsed is not taken for a hook: kustomize will say what is wrong with it. */
function hasHookAnnotation(document: string): boolean {
  try {
    const object = parseFailsafeYaml(document);
    return isObject(object) && metadataValue(object, 'annotations', 'helm.sh/hook') !== '';
  } catch {
    return false;
  }
}

/** Each over what the one before it gave. Source: helm-controller, internal/postrender/kustomize.go. */
async function renderThrough(
  manifests: string,
  postRenderers: readonly PostRenderer[],
  tools: Tools,
  scratch: string,
): Promise<string> {
  if (manifests.trim() === '') return manifests;
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
