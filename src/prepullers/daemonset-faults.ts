import { isObject, type Json, type JsonObject, objectAt } from '../json.js';
import { isLabelKey, isLabelValue } from '../kubernetes-names.js';
import { type FieldSchema, fieldSchema, fieldsOf } from './daemonset-fields.js';
import { whereItBelongs } from './field-advice.js';
import { rollout } from './rollout.js';

interface Site {
  /** `spec.template.spec.tolerations[0]`; empty for the root. */
  path: string;
  /** A part of a merge patch: what must be there need not be, and `null` takes away. */
  partial: boolean;
}

/** @returns what an API server would not take of a DaemonSet, one sentence each, without a full stop */
export function daemonSetFaults(object: JsonObject): string[] {
  const faults = objectFaults(object, 'DaemonSet', { path: '', partial: false });
  return faults.length > 0 ? faults : [...rolloutFaults(object), ...labelFaults(object), ...podFaults(object)];
}

/** As `daemonSetFaults`, of a JSON merge patch. */
export function patchFaults(patch: JsonObject): string[] {
  return objectFaults(patch, 'DaemonSet', { path: '', partial: true });
}

function rolloutFaults(object: JsonObject): string[] {
  const updateStrategy = objectAt(object, 'spec', 'updateStrategy');
  const fault = updateStrategy.type === 'OnDelete' ? undefined : rollout(objectAt(updateStrategy, 'rollingUpdate'));
  return typeof fault === 'string' ? [fault] : [];
}

function labelFaults(object: JsonObject): string[] {
  return [['metadata'], ['spec', 'template', 'metadata']].flatMap((path) => {
    const { labels, annotations } = objectAt(object, ...path);
    const keys = [...Object.keys(mapOf(labels)), ...Object.keys(mapOf(annotations))].filter((key) => !isLabelKey(key));
    const values = Object.values(mapOf(labels)).filter((value) => !isLabelValue(String(value)));
    return [
      ...keys.map((key) => `${path.join('.')} has ${shown(key)}, which is no key for a label or annotation`),
      ...values.map((value) => `${path.join('.')}.labels has ${shown(value)}, which is no value for a label`),
    ];
  });
}

/** Of a DaemonSet's pods (apps/validation: ValidateDaemonSetSpec). */
function podFaults(object: JsonObject): string[] {
  const path = 'spec.template.spec';
  const { restartPolicy = 'Always', activeDeadlineSeconds } = objectAt(object, ...path.split('.'));
  return [
    ...(restartPolicy === 'Always' ? [] : [`${path}.restartPolicy must be Always for a DaemonSet`]),
    ...(activeDeadlineSeconds === undefined ? [] : [`${path}.activeDeadlineSeconds is not for a DaemonSet`]),
  ];
}

function objectFaults(object: JsonObject, type: string, site: Site): string[] {
  const missing = Object.keys(fieldsOf(type)).filter(
    (name) => !site.partial && name.endsWith('!') && object[name.slice(0, -1)] === undefined,
  );
  return [
    ...missing.map((name) => `${child(site.path, name.slice(0, -1))} is missing`),
    ...Object.entries(object).flatMap(([key, value]) => {
      const path = child(site.path, key);
      const schema = fieldSchema(type, key);
      if (schema === undefined) return [`${path} is no field of a DaemonSet${whereItBelongs(key, type, site.path)}`];
      return valueFaults(value, schema, { ...site, path });
    }),
  ];
}

function valueFaults(value: Json, schema: FieldSchema, site: Site): string[] {
  if (value === null && site.partial) return [];
  if (schema.startsWith('#')) return mapFaults(value, site, (map) => objectFaults(map, schema.slice(1), site));
  if (schema.startsWith('{')) return mapFaults(value, site, (map) => entryFaults(map, inner(schema), site));
  if (schema.startsWith('[')) return listFaults(value, inner(schema), site);
  return isOfType(value, schema) ? [] : [`${site.path} must be ${inWords(schema)}, not ${shown(value)}`];
}

function mapFaults(value: Json, { path }: Site, faults: (map: JsonObject) => string[]): string[] {
  return isObject(value) ? faults(value) : [`${path} must be a map, not ${shown(value)}`];
}

function entryFaults(map: JsonObject, schema: FieldSchema, site: Site): string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    valueFaults(value, schema, { ...site, path: `${site.path}[${JSON.stringify(key)}]` }),
  );
}

/** A merge patch replaces a list as a whole, so what is in it must be complete. */
function listFaults(value: Json, schema: FieldSchema, { path }: Site): string[] {
  if (!Array.isArray(value)) return [`${path} must be a list, not ${shown(value)}`];
  return value.flatMap((item, index) => valueFaults(item, schema, { path: `${path}[${index}]`, partial: false }));
}

function inner(schema: FieldSchema): FieldSchema {
  return schema.slice(1, -1);
}

function isOfType(value: Json, schema: FieldSchema): boolean {
  switch (schema) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer or string':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return typeof value === 'string' && schema.split('|').includes(value);
  }
}

const words: Record<string, string> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  'integer or string': 'a number or a text',
};

function inWords(schema: FieldSchema): string {
  return words[schema] ?? schema.split('|').join(' or ');
}

/** A text in quotes, so that `"5"` is told from `5`. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function mapOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function child(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
