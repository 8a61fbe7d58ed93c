import path from 'node:path';
import { fieldAt, isObject, type JsonObject, textAt } from '../../json.js';
import { parseDocument } from './parse-document.js';

export const originAnnotation = 'config.kubernetes.io/origin';

/** The file of the repository that made the object of a build. */
export function originFile(object: JsonObject, files: ReadonlyMap<string, string>, folder: string): string | undefined {
  const origin = readOrigin(fieldAt(object, 'metadata', 'annotations', originAnnotation));
  return origin === undefined ? undefined : files.get(path.posix.join(folder, origin));
}

const plainOrigin =
  /^(?:path: ([\w./-]+)\n|configuredIn: ([\w./-]+)\nconfiguredBy:\n {2}apiVersion: builtin\n {2}kind: \w+\n)$/;

/**
 * `path` of a plain object, `configuredIn` of a generated one, and of one whose annotations a patch
 * replaces; relative to the folder that is built; none of what comes
 * from another repository (kustomize, api/resource/origin.go).
 */
export function readOrigin(annotation: unknown): string | undefined {
  if (typeof annotation !== 'string') return undefined;
  // Nearly all of them need no parser.
  const plain = plainOrigin.exec(annotation)?.slice(1).find(Boolean);
  if (plain !== undefined) return plain;
  const origin = parseDocument(annotation);
  if (!isObject(origin) || origin.repo !== undefined) return undefined;
  return textAt(origin, 'path') || textAt(origin, 'configuredIn') || undefined;
}
