import { isObject, type Json, type JsonObject, setField } from '../../json.js';

/** What kustomize makes of a text that names something to read. */
export type ReferenceKind =
  /** A file or a folder with a kustomization. */
  | 'resource'
  /** A folder with a component. */
  | 'component'
  /** A file whose content names nothing in turn. */
  | 'file'
  /** `key=file` or `file`: an entry of a ConfigMap or Secret. */
  | 'keyed-file'
  /** A strategic merge patch, or the file of one. */
  | 'patch'
  /** The configuration of a generator or transformer, or the file of one. */
  | 'plugin';

/** What may stand at a place of a file that kustomize interprets. Nothing else is passed on. */
export type Shape = 'value' | { list: Shape } | { map: Shape } | { fields: Fields } | { reads: ReferenceKind };
export type Fields = Readonly<Record<string, Shape>>;

export interface ShapeVisitor {
  /** @returns What kustomize gets in its place: none, one, or in a list several. */
  reference(kind: ReferenceKind, target: string, field: string[]): Json[];
  refuse(message: string, field: string[]): void;
}

/** A copy with the fields of the shape alone and every reference replaced; whatever else there is gets refused. */
export function rewrite(object: JsonObject, fields: Fields, visitor: ShapeVisitor, field: string[] = []): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape === undefined) visitor.refuse(unknownField(name, fields), [...field, name]);
    else for (const item of rewriteValue(value, shape, visitor, [...field, name])) setField(result, name, item);
  }
  return result;
}

/** Go takes `null` for a field that is not there. */
function rewriteValue(value: Json, shape: Shape, visitor: ShapeVisitor, field: string[]): Json[] {
  if (value === null) return [];
  if (shape === 'value') return isScalar(value) ? [value] : refuseType('a single value', visitor, field);
  if ('reads' in shape) return rewriteReference(value, shape.reads, visitor, field);
  if ('list' in shape) {
    if (!Array.isArray(value)) return refuseType('a list', visitor, field);
    return [value.flatMap((item, index) => rewriteItem(item, shape.list, visitor, [...field, String(index)]))];
  }
  if (!isObject(value)) return refuseType('a map', visitor, field);
  if ('fields' in shape) return [rewrite(value, shape.fields, visitor, field)];
  const entries = Object.entries(value);
  const isKnown = Object.fromEntries(entries.map(([key]) => [key, shape.map]));
  return [rewrite(value, isKnown, visitor, field)];
}

function rewriteItem(item: Json, shape: Shape, visitor: ShapeVisitor, field: string[]): Json[] {
  return item === null || item === ''
    ? refuseType('something', visitor, field)
    : rewriteValue(item, shape, visitor, field);
}

function rewriteReference(value: Json, kind: ReferenceKind, visitor: ShapeVisitor, field: string[]): Json[] {
  if (typeof value !== 'string') return refuseType('a text', visitor, field);
  return value === '' ? [] : visitor.reference(kind, value, field);
}

function refuseType(wanted: string, visitor: ShapeVisitor, field: string[]): [] {
  visitor.refuse(`${field.join('.')} must be ${wanted}`, field);
  return [];
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object';
}

function unknownField(name: string, fields: Fields): string {
  const meant = Object.keys(fields).find((known) => fold(known) === fold(name));
  const advice = meant === undefined ? '' : `; if ${meant} is meant, write it exactly so`;
  return `it has the field ${JSON.stringify(name)}, which is not known here${advice}`;
}

/** As Go's decoder of JSON compares names of fields: without regard to case, the long s and the Kelvin sign included. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase();
}
