import path from 'node:path';
import { fieldAt, isObject, type JsonObject, objectAt, textAt } from '../../json.js';
import type { Place } from '../../problem.js';
import { type Manifest, parseManifests } from '../manifest.js';

/** One document of a build, not parsed before it is needed: builds are large, and few of their objects matter. */
export interface BuiltDocument {
  kind: string;
  text: string;
}

/** kustomize writes block style with the fields of the top at the line's start, and nothing else stands there. */
export function splitBuild(output: string): BuiltDocument[] {
  return output.split(/^---\n/m).flatMap((text) => {
    const kind = /^kind: (.+)$/m.exec(text)?.[1];
    return kind === undefined ? [] : [{ kind, text }];
  });
}

const originAnnotation = 'config.kubernetes.io/origin';

/**
 * Parses a document of a build. Its place is the file that kustomize says it came from.
 * @param folder The folder that was built, relative to the root.
 * @param read Gives the manifests of a file of the repository.
 * @param otherwise The place when the origin is not known.
 */
export function readBuiltDocument(
  { text }: BuiltDocument,
  folder: string,
  read: (file: string) => readonly Manifest[],
  otherwise: Manifest,
): Manifest | undefined {
  const object = parseManifests(text, folder).manifests[0]?.object;
  if (!object) return undefined;
  const origin = originFile(object, folder);
  let source: Manifest | undefined;
  const placeOf = (...field: string[]): Place => {
    source ??= origin ? sourceOf(object, origin, read) : otherwise;
    return source.placeOf(...field);
  };
  return { object: withoutOrigin(object), placeOf };
}

/** `path` of a plain object, `configuredIn` of a generated one (kustomize, api/resource/origin.go). */
function originFile(object: JsonObject, folder: string): string | undefined {
  const annotation = fieldAt(object, 'metadata', 'annotations', originAnnotation);
  const origin = typeof annotation === 'string' ? parseManifests(annotation, folder).manifests[0]?.object : undefined;
  const file = origin && !origin.repo && (textAt(origin, 'path') || textAt(origin, 'configuredIn'));
  return file ? path.posix.join(folder, file) : undefined;
}

function withoutOrigin(object: JsonObject): JsonObject {
  const { [originAnnotation]: _, ...annotations } = objectAt(object, 'metadata', 'annotations');
  const { annotations: __, ...metadata } = objectAt(object, 'metadata');
  const isBare = Object.keys(annotations).length === 0;
  return { ...object, metadata: isBare ? metadata : { ...metadata, annotations } };
}

/** The object of the file that became this one: names may have changed on the way. */
function sourceOf(object: JsonObject, file: string, read: (file: string) => readonly Manifest[]): Manifest {
  const manifests = read(file);
  const ofKind = manifests.filter((manifest) => isObject(manifest.object) && manifest.object.kind === object.kind);
  const name = textAt(object, 'metadata', 'name');
  const named = ofKind.find((manifest) => textAt(manifest.object, 'metadata', 'name') === name);
  return named ?? ofKind[0] ?? { object, placeOf: () => ({ file, line: 1 }) };
}
