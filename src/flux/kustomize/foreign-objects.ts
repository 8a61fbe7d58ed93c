import path from 'node:path';
import { fieldAt, isObject } from '../../json.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import type { BuiltDocument } from './built-objects.js';
import { originAnnotation, readOrigin } from './origin.js';

/** kustomize read something that it was not given. */
export class ForeignObject extends Error {
  override readonly name = 'ForeignObject';
}

/** What kustomize was given: a folder to build, and every file of the stage, by its path in it. */
export interface BuiltStage {
  folder: string;
  files: { has(file: string): boolean };
}

/**
 * Requires of every object of a build that it was made by a file of the stage, as kustomize says itself: what a hole in
 * the reading of kustomizations would let in is then not used.
 * @throws ForeignObject
 */
export function requireStagedOrigins(documents: readonly BuiltDocument[], { folder, files }: BuiltStage): void {
  for (const document of documents) {
    const origin = readOrigin(writtenOrigin(document));
    if (origin !== undefined && files.has(path.posix.join(folder, origin))) continue;
    const object = document.object();
    const name = isObject(object) ? describe(referenceOf(object)) : document.kind;
    const from = origin === undefined ? 'does not say where it comes from' : `comes from ${JSON.stringify(origin)}`;
    throw new ForeignObject(`the object ${name} ${from}, which is no file that this build was given`);
  }
}

/** The annotation, without parsing the document where kustomize writes it as it usually does. */
export function writtenOrigin({ text, object }: BuiltDocument): unknown {
  const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
  const annotations = /^ {2}annotations:\n((?: {4}.*\n|\n)*)/m.exec(metadata)?.[1] ?? '';
  const block = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)/m.exec(annotations)?.[1];
  if (block !== undefined) return block.replace(/^ {6}/gm, '');
  const parsed = object();
  return isObject(parsed) ? fieldAt(parsed, 'metadata', 'annotations', originAnnotation) : undefined;
}
