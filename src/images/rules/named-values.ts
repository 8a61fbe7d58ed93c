import { textAt } from '../../json.js';
import { child, type Path } from '../path.js';
import { isList, isMap, type YamlMap } from '../yaml.js';

/** A text under a name. */
export interface NamedValue {
  name: string;
  value: string;
  path: Path;
}

/** Where an entry of a list has its text: `env` has values, the parameters of workflows and tasks have defaults as well. */
function valueKey(entry: YamlMap): string {
  return textAt(entry, 'value') === '' ? 'default' : 'value';
}

/** The texts that a map holds under its own keys; in an entry such as `{name: X, value: …}` the value is called X. */
export function keyedValues(map: YamlMap, path: Path | undefined): NamedValue[] {
  const entry = textAt(map, 'name');
  const entryKey = entry === '' ? undefined : valueKey(map);
  const values: NamedValue[] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (typeof value !== 'string' || value === '') continue;
    values.push({ name: key === entryKey ? entry : key, value, path: child(path, key) });
  }
  return values;
}

/** The texts of each list of `{name, value}` that a map holds, as `env` is one. */
export function listedValues(map: YamlMap, path: Path | undefined): NamedValue[][] {
  return Object.keys(map).flatMap((key) => {
    const list = map[key];
    if (!isList(list)) return [];
    const values = list.flatMap((item, index) => {
      if (!isMap(item) || typeof item.name !== 'string') return [];
      const field = valueKey(item);
      const value = textAt(item, field);
      return value === '' ? [] : { name: item.name, value, path: child(child(child(path, key), index), field) };
    });
    return values.length === 0 ? [] : [values];
  });
}

/** The texts of each list that a map holds, under the name of the list. */
export function listItems(map: YamlMap, path: Path | undefined): NamedValue[] {
  return Object.keys(map).flatMap((name) => {
    const list = map[name];
    if (!isList(list)) return [];
    return list.flatMap((value, index) =>
      typeof value === 'string' ? { name, value, path: child(child(path, name), index) } : [],
    );
  });
}
