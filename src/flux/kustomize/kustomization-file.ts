import path from 'node:path';
import { isObject, type JsonObject, objectsAt, textAt, textsAt } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names';
import type { Manifest } from '../manifests/manifest';
import { parseManifests } from '../manifests/parse-manifests';

export function isKustomizationFile(file: string): boolean {
  return kustomizationFileNames.some((name) => name === path.posix.basename(file));
}

/** Something that a kustomization reads. */
export interface FileReference {
  /** As written: relative to the kustomization's folder, or a URL. */
  target: string;
  /** Path of the field in the kustomization. */
  field: string[];
  /** It may hold configurations of generators and transformers, which name files in turn. */
  isPlugin: boolean;
  /** It looks like YAML, and kustomize opens it as a file only where it cannot read it as that. */
  isInline: boolean;
}

/** @throws Error with the parser's words. */
export function parseKustomization(text: string, file: string): Manifest {
  const { manifests, errors } = parseManifests(text, file);
  const [error] = errors;
  if (error) throw new Error(`${error.place.line}:${error.place.column}: ${error.message}`);
  return manifests[0] ?? { object: {}, placeOf: () => ({ file, line: 1, column: 1 }) };
}

/** Fields whose items are files, folders or remote places (kustomize, api/types/kustomization.go). */
export const resourceFields = ['resources', 'bases', 'components'] as const;
const fileFields = ['crds', 'configurations'] as const;
const pluginFields = ['generators', 'transformers', 'validators'] as const;

/** A name that is a path and nothing else. */
export function fileReference(target: string, ...field: string[]): FileReference {
  return { target, field, isPlugin: false, isInline: false };
}

/** Every file and folder that the kustomization names. */
export function fileReferences(kustomization: JsonObject): FileReference[] {
  return [
    ...[...resourceFields, ...fileFields].flatMap((field) => listed(kustomization, field)),
    ...listed(kustomization, 'patchesStrategicMerge', { mayBeInline: true }),
    ...pluginFields.flatMap((field) => listed(kustomization, field, { mayBeInline: true, isPlugin: true })),
    ...namedFiles(kustomization),
  ];
}

function listed(
  kustomization: JsonObject,
  field: string,
  { mayBeInline = false, isPlugin = false } = {},
): FileReference[] {
  const items = kustomization[field];
  if (!Array.isArray(items)) return [];
  return items.flatMap((target, index) =>
    typeof target === 'string'
      ? { target, field: [field, String(index)], isPlugin, isInline: mayBeInline && isInlineYaml(target) }
      : [],
  );
}

function isInlineYaml(text: string): boolean {
  return text.includes('\n') || /^\s*[{[]/.test(text);
}

/** Configurations of generators and transformers that stand in the kustomization itself. */
export function inlinePlugins(kustomization: JsonObject): string[] {
  return pluginFields.flatMap((field) => textsAt(kustomization, field)).filter(isInlineYaml);
}

/** Files that a kustomization, or the configuration of a generator or transformer, names in fields of their own. */
export function namedFiles(object: JsonObject): FileReference[] {
  const found: FileReference[] = [];
  const add = (target: string, ...field: string[]) => {
    if (target) found.push(fileReference(target, ...field));
  };
  for (const field of ['patches', 'patchesJson6902', 'replacements'] as const) {
    for (const [index, item] of objectsAt(object, field).entries())
      add(textAt(item, 'path'), field, String(index), 'path');
  }
  add(textAt(object, 'openapi', 'path'), 'openapi', 'path');
  add(textAt(object, 'path'), 'path');
  found.push(...listed(object, 'paths', { mayBeInline: true }));
  for (const [generator, ...field] of generators(object)) {
    // `key=file` names the key in the ConfigMap (kustomize, api/internal/generators/utils.go).
    for (const file of textsAt(generator, 'files')) add(file.slice(file.indexOf('=') + 1), ...field, 'files');
    for (const file of [...textsAt(generator, 'envs'), textAt(generator, 'env')]) add(file, ...field, 'envs');
  }
  return found;
}

function generators(object: JsonObject): [JsonObject, ...string[]][] {
  const lists = ['configMapGenerator', 'secretGenerator'].flatMap((field) =>
    objectsAt(object, field).map((item, index): [JsonObject, ...string[]] => [item, field, String(index)]),
  );
  // The configuration of a generator has the same fields at its top.
  return isObject(object) ? [...lists, [object]] : lists;
}

/** Would kustomize fetch it? (kustomize, api/internal/git/repospec.go and api/internal/loader/fileloader.go) */
export function isRemote(target: string): boolean {
  return /^(?:git::|gh:|github\.com[:/]|[a-z][\w+.-]*:\/\/|[a-z][\w-]*@)/i.test(target);
}
