import { fieldSchema, fieldsOf } from './daemonset-fields.js';

/**
 * What somebody may have meant who wrote a field where there is none of its name.
 * @returns words to follow the fault, empty where nothing is alike
 */
export function whereItBelongs(key: string, type: string, path: string): string {
  const sameLetters = fieldNames(type).find((name) => name.toLowerCase() === key.toLowerCase());
  const places = reachableFields();
  const near = sameLetters ?? nearest(key, fieldNames(type));
  if (sameLetters === undefined) {
    const [place] = places.get(key) ?? [];
    if (place !== undefined) return `: it belongs at ${place}`;
  }
  if (near !== undefined) return ` (did you mean ${path === '' ? near : `${path}.${near}`}?)`;
  const elsewhere = nearest(key, [...places.keys()]);
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

/** The name that the fewest changes lead to, of those that two changes and a third of its letters lead to. */
function nearest(key: string, names: readonly string[]): string | undefined {
  const most = Math.min(2, Math.floor(key.length / 3));
  const [best] = names
    .map((name) => ({ name, changes: editDistance(key, name) }))
    .filter(({ changes }) => changes <= most)
    .sort((a, b) => a.changes - b.changes);
  return best?.name;
}

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from.slice(0, 100)].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + Number(letter !== to[column - 1]);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
