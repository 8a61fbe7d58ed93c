import { nearestName } from '../nearest-name.js';
import { fieldSchema, fieldsOf } from './daemonset-fields.js';

/**
 * What somebody may have meant who wrote a field where there is none of its name.
 * @returns words to follow the fault, empty where nothing is alike
 */
export function whereItBelongs(key: string, type: string, path: string): string {
  const sameLetters = fieldNames(type).find((name) => name.toLowerCase() === key.toLowerCase());
  const places = reachableFields();
  const near = sameLetters ?? nearestName(key, fieldNames(type));
  if (sameLetters === undefined) {
    const [place] = places.get(key) ?? [];
    if (place !== undefined) return `: it belongs at ${place}`;
  }
  if (near !== undefined) return ` (did you mean ${path === '' ? near : `${path}.${near}`}?)`;
  const elsewhere = nearestName(key, [...places.keys()]);
  const [place] = elsewhere === undefined ? [] : (places.get(elsewhere) ?? []);
  return place === undefined ? '' : ` (did you mean ${place}?)`;
}

/** Paths of the fields that a merge patch can reach, which are those outside of lists, by name, nearest to the root first. */
function reachableFields(): ReadonlyMap<string, string[]> {
  const places = new Map<string, string[]>();
  let level = [{ type: 'DaemonSet', path: '', enclosing: new Set<string>() }];
  while (level.length > 0) {
    level = level.flatMap(({ type, path, enclosing }) =>
      fieldNames(type).flatMap((name) => {
        const place = path === '' ? name : `${path}.${name}`;
        places.set(name, [...(places.get(name) ?? []), place]);
        const schema = fieldSchema(type, name) ?? '';
        const isNew = schema.startsWith('#') && !enclosing.has(schema);
        return isNew ? [{ type: schema.slice(1), path: place, enclosing: new Set([...enclosing, schema]) }] : [];
      }),
    );
  }
  return places;
}

function fieldNames(type: string): string[] {
  return Object.keys(fieldsOf(type)).map((name) => name.replace('!', ''));
}
