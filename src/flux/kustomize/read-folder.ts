import path from 'node:path';
import type { Json } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names.js';
import { keptManifests } from '../manifests/kept-manifests.js';
import type { Manifest } from '../manifests/manifest.js';
import { kustomizationFields } from './kustomization-fields.js';
import {
  emptyFolder,
  type FolderContext,
  type KustomizationFolder,
  refusal,
  refusalOf,
} from './kustomization-folder.js';
import { ReferenceReader } from './reference-reader.js';
import { readRegularFile } from './regular-file.js';
import { rewrite } from './shape.js';
import { parseStrictly, RefusedFile } from './strict-yaml.js';

/** @param file The kustomization of the folder, if it has one. */
export function readFolder(context: FolderContext, folder: string, file: string | undefined): KustomizationFolder {
  const result = emptyFolder(folder);
  if (file === undefined) {
    result.faults.push(refusal(`the folder ${folder} has no kustomization.yaml`));
    return result;
  }
  result.file = file;
  result.files.set(file, file);
  try {
    requireOneAlone(context, folder, file);
    const manifest = readKustomization(context, file);
    result.content = manifest.object;
    result.staged = rewrite(manifest.object, kustomizationFields, new ReferenceReader(context, manifest, result));
    putInlineFirst(result);
  } catch (error) {
    result.faults.push(refusalOf(error, file));
  }
  return result;
}

/** As if the kustomization of the folder named them; Flux takes none from elsewhere (kustomize_generator.go: IsLocalRelativePath). */
export function addedComponents(
  { tree, parsed, isOutput, isIgnored }: FolderContext,
  folder: string,
  components: readonly string[],
): KustomizationFolder {
  const result = emptyFolder(folder);
  const content = { components: [...components] };
  // The place is the Flux Kustomization's, which is known further up.
  const visitor = new ReferenceReader(
    { tree, parsed, isOutput, isIgnored },
    { object: content, placeOf: () => ({ file: '' }) },
    result,
  );
  result.staged = rewrite(content, kustomizationFields, visitor);
  result.faults.push(
    ...result.remote.map(({ target }) => refusal(`${JSON.stringify(target)} is a component from elsewhere`)),
  );
  result.faults = result.faults.map(({ place: _, ...fault }) => fault);
  result.remote = [];
  return result;
}

/** kustomize takes no folder with two of them. */
function requireOneAlone({ tree, isIgnored }: FolderContext, folder: string, file: string): void {
  const others = kustomizationFileNames
    .map((name) => path.posix.join(folder, name))
    .filter((name) => name !== file && tree.resolve(name).kind === 'file' && !isIgnored(name));
  if (others.length > 0)
    throw new RefusedFile(`${others[0]} stands beside it, and kustomize takes one alone`, { file });
}

function readKustomization({ tree, parsed }: FolderContext, file: string): Manifest {
  const text = readRegularFile(tree, file).toString('utf8');
  const read = (text: string) => parseStrictly(text, file, 'kustomization');
  const [manifest, second] = keptManifests({ text, file, reader: 'kustomization' }, parsed, read);
  if (second) throw new RefusedFile('it has more than one document', second.placeOf());
  return manifest ?? { object: {}, placeOf: () => ({ file, line: 1, column: 1 }) };
}

/** kustomize runs the generators and transformers that stand in the kustomization itself before those of files. */
function putInlineFirst({ staged, written, file }: KustomizationFolder): void {
  const isInline = (item: Json) => written.get(String(item))?.file === file;
  for (const field of ['generators', 'transformers', 'validators']) {
    const items = staged[field];
    if (Array.isArray(items)) staged[field] = [...items.filter(isInline), ...items.filter((item) => !isInline(item))];
  }
}
