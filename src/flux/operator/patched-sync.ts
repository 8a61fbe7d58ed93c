import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type JsonObject, textAt } from '../../json.js';
import type { Problem } from '../../problem.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../../tools/temporary-folder.js';
import type { Tools } from '../../tools/tools.js';
import { version } from '../../version.js';
import type { LoadResources } from '../load-context.js';
import { type Manifest, withObject } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import { parseManifests } from '../manifests/parse-manifests.js';
import { type FluxInstance, patchesOfSync } from './flux-instance.js';

/** What the operator applies for the sync of an instance. */
export interface Sync {
  source: Manifest;
  kustomization: Manifest;
  /** When the patches cannot be applied, the operator applies nothing; or they delete what it would. */
  problems: Problem[];
}

/**
 * `spec.kustomize.patches` and the objects of the sync are one build, so that patches reach them (flux-operator,
 * internal/builder/templates.go: kustomizationTmpl; internal/builder/build.go: generate).
 */
export async function patchSync(instance: FluxInstance, resources: LoadResources): Promise<Sync> {
  const { source, kustomization } = instance;
  const patches = patchesOfSync(instance, kindsOf);
  if (patches.length === 0) return { source, kustomization, problems: [] };
  try {
    const objects = await build([source.object, kustomization.object], patches, resources);
    const find = ({ object }: Manifest) => objects.find(({ kind }) => kind === textAt(object, 'kind'));
    const patched = (manifest: Manifest) => withObject(manifest, find(manifest) ?? manifest.object);
    const deleted = [source, kustomization].filter((manifest) => find(manifest) === undefined);
    return { source: patched(source), kustomization: patched(kustomization), problems: deleted.map(notDeleted) };
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    return { source, kustomization, problems: [notPatched(kustomization, error)] };
  }
}

function kindsOf(patch: string): string[] {
  return parseManifests(patch, '').manifests.map(({ object }) => textAt(object, 'kind'));
}

async function build(
  objects: JsonObject[],
  patches: JsonObject[],
  { tools, cache, parsed }: LoadResources,
): Promise<JsonObject[]> {
  const kustomize = await tools.kustomize();
  const key = JSON.stringify({ version, kustomize: [kustomize.args, kustomize.version], objects, patches });
  const built = await cache.keep('builds', key, () => run(objects, patches, tools));
  return parsed.parse('patched sync', built, objectsIn) ?? [];
}

function objectsIn(text: string): JsonObject[] {
  return parseManifests(text, '')
    .manifests.map(({ object }) => object)
    .filter(isObject);
}

async function run(objects: JsonObject[], patches: JsonObject[], tools: Tools): Promise<string> {
  const folder = createTemporaryFolder();
  try {
    const target = path.join(folder, 'sync');
    mkdirSync(target);
    const names = objects.map((object, index) => {
      writeFileSync(path.join(target, `${index}.yaml`), JSON.stringify(object));
      return `${index}.yaml`;
    });
    writeFileSync(path.join(target, 'kustomization.yaml'), JSON.stringify({ resources: names, patches }));
    return await buildKustomization(tools, target);
  } finally {
    await removeTemporaryFolder(folder);
  }
}

function notDeleted({ object, placeOf }: Manifest): Problem {
  const kind = textAt(object, 'kind');
  return {
    severity: 'warning',
    kind: 'kustomize',
    message: `The kustomize.patches of the FluxInstance delete the ${kind} of its sync, so the operator does not apply it: what it syncs is read as if it did, and nothing is removed.`,
    object: describe(referenceOf(object)),
    place: placeOf(),
  };
}

function notPatched({ object, placeOf }: Manifest, error: ProcessError): Problem {
  return {
    severity: 'error',
    kind: 'kustomize',
    message:
      'kustomize cannot apply the kustomize.patches of the FluxInstance, so the operator applies nothing: what it syncs is read without them.',
    detail: error.stderr,
    object: describe(referenceOf(object)),
    place: placeOf(),
  };
}
