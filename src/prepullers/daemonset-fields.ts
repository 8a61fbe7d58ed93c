import schemas from './daemonset-schema.json' with { type: 'json' };

/**
 * The type of a field: `string`, `integer`, `boolean`, `integer or string`, the words of a choice (`A|B`), `[T]` for a
 * list, `{T}` for a map of any keys, and `#Name` for an object.
 */
export type FieldSchema = string;
/** By the name of the object's type, the fields with their types; `!` behind a name says that it must be there. */
export type ObjectSchemas = Readonly<Record<string, Readonly<Record<string, FieldSchema>>>>;

/** Derived from the package `kubernetes-models`, and kept fresh by a test. */
const daemonSetSchemas: ObjectSchemas = schemas;

/** The fields of an object's type, with `!` behind those that must be there. */
export function fieldsOf(type: string): Readonly<Record<string, FieldSchema>> {
  return daemonSetSchemas[type] ?? {};
}

/** @returns the type of a field, `undefined` where the object has none of that name */
export function fieldSchema(type: string, key: string): FieldSchema | undefined {
  const fields = fieldsOf(type);
  const name = [key, `${key}!`].find((candidate) => Object.hasOwn(fields, candidate));
  return name === undefined ? undefined : fields[name];
}
