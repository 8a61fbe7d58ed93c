import { isObject, type Json, type JsonObject, objectAt, textAt } from '../../json.js';
import type { Place } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import type { Manifest } from '../manifests/manifest.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { originAnnotation, originFile } from './origin.js';
import { stagedFiles } from './stage.js';
import { stagedFolder } from './stage-paths.js';

/** One document of a build, not parsed before it is needed: builds are large, and few of their objects matter. */
export interface BuiltDocument {
  kind: string;
  text: string;
  /** `undefined` when there is none. */
  object(): Json | undefined;
}

/** An object of a build, and the file that it came from. */
export interface BuiltManifest extends Manifest {
  /** In the repository; `undefined` for what no file of it holds. */
  origin: string | undefined;
  /** The object as that file has it; `undefined` where it does not, such as for what a generator made. */
  written(): JsonObject | undefined;
}

/** kustomize writes block style with the fields of the top at the line's start, and nothing else stands there. */
export function splitBuild(output: string, parse: (text: string) => Json | undefined): BuiltDocument[] {
  return output.split(/^---\n/m).flatMap((text) => {
    const kind = /^kind: (.+)$/m.exec(text)?.[1];
    return kind === undefined ? [] : [{ kind, text, object: () => parse(text) }];
  });
}

/**
 * Parses a document of a build. Its place is the file that kustomize says it came from.
 * @param graph What was built.
 * @param otherwise The place when the origin is not known.
 */
export function readBuiltDocument(
  document: BuiltDocument,
  graph: KustomizationGraph,
  manifests: RepositoryManifests,
  otherwise: Manifest,
): BuiltManifest | undefined {
  const object = document.object();
  if (!isObject(object)) return undefined;
  const origin = originFile(object, stagedFiles(graph), stagedFolder(graph.folder));
  let source: Manifest | undefined;
  const placeOf = (...field: string[]): Place => {
    const plain = origin && field.join('.') === 'metadata.name' && placeOfName(object, origin, manifests);
    if (plain) return plain;
    source ??= origin ? sourceOf(object, origin, manifests) : otherwise;
    return source.placeOf(...field);
  };
  const written = () => (origin === undefined ? undefined : writtenAs(object, origin, manifests)?.object);
  return { object: withoutOrigin(object), placeOf, origin, written };
}

function withoutOrigin(object: JsonObject): JsonObject {
  const { [originAnnotation]: _, ...annotations } = objectAt(object, 'metadata', 'annotations');
  const { annotations: __, ...metadata } = objectAt(object, 'metadata');
  const isBare = Object.keys(annotations).length === 0;
  return { ...object, metadata: isBare ? metadata : { ...metadata, annotations } };
}

/**
 * Every release has the place of its name. Where one line of the file says it plainly, the file need not be parsed for
 * it: that takes a tenth of the processor time of a whole run.
 */
function placeOfName(object: JsonObject, file: string, manifests: RepositoryManifests): Place | undefined {
  const written = manifests.written(file);
  const document = written && onlyDocumentOf(textAt(object, 'kind'), written.text.split(/\r?\n/));
  if (!document) return undefined;
  const name = textAt(object, 'metadata', 'name');
  const hits = document.lines.flatMap((line, index) => (saysName(line, name) ? [index] : []));
  const [hit] = hits;
  if (hit === undefined || hits.length > 1 || fieldAround(document.lines, hit) !== 'metadata:') return undefined;
  const column = (document.lines[hit]?.length ?? 0) - name.length + 1;
  return { file: written.file, line: document.start + hit + 1, column };
}

interface DocumentLines {
  /** Of its first line among those of the file. */
  start: number;
  lines: string[];
}

/** `undefined` unless every document of the file says its kind plainly, and one of them is of this kind. */
function onlyDocumentOf(kind: string, lines: readonly string[]): DocumentLines | undefined {
  const documents = documentsOf(lines);
  const kinds = documents.map((document) => plainKind(document.lines));
  const isPlain = kinds.every((one) => one !== undefined && !one.endsWith('List'));
  const [found, second] = documents.filter((_, index) => kinds[index] === kind);
  return isPlain && !second ? found : undefined;
}

/** Without those that hold nothing. */
function documentsOf(lines: readonly string[]): DocumentLines[] {
  const starts = lines.flatMap((line, index) => (line.startsWith('---') ? [index] : []));
  return [0, ...starts]
    .map((start, index) => ({ start, lines: lines.slice(start, starts[index]) }))
    .filter((document) => document.lines.some((line) => !/^(?:---)?\s*(?:#|$)/.test(line)));
}

function plainKind(lines: readonly string[]): string | undefined {
  const [line, second] = lines.filter((one) => one.startsWith('kind:'));
  return second === undefined ? /^kind: (\w+)$/.exec(line ?? '')?.[1] : undefined;
}

/** The line above that begins a field of the top. */
function fieldAround(lines: readonly string[], index: number): string | undefined {
  return lines.slice(0, index).findLast((line) => /^[^\s#]/.test(line));
}

/** With an anchor in front of it, as home labs have it: `name: &app web`. */
function saysName(line: string, name: string): boolean {
  const beginning = '  name: ';
  if (!line.startsWith(beginning) || !line.endsWith(name)) return false;
  return /^(?:&[\w-]+ )?$/.test(line.slice(beginning.length, line.length - name.length));
}

/** The object of the file that became this one: names may have changed on the way. */
function sourceOf(object: JsonObject, file: string, manifests: RepositoryManifests): Manifest {
  return writtenAs(object, file, manifests) ?? { object, placeOf: () => ({ file, line: 1 }) };
}

function writtenAs(object: JsonObject, file: string, manifests: RepositoryManifests): Manifest | undefined {
  const ofKind = manifests
    .in(file)
    .filter((manifest) => isObject(manifest.object) && manifest.object.kind === object.kind);
  const name = textAt(object, 'metadata', 'name');
  const named = ofKind.find((manifest) => textAt(manifest.object, 'metadata', 'name') === name);
  return named ?? ofKind[0];
}
