import { child, type Path } from '../path.js';
import { isList, isMap, type YamlMap } from '../yaml.js';

/** A text under a name. */
export interface NamedValue {
  name: string;
  value: string;
  path: Path;
}

/** The texts that a map holds under its own keys. */
export function keyedValues(map: YamlMap, path: Path | undefined): NamedValue[] {
  return Object.keys(map).flatMap((name) => {
    const value = map[name];
    return typeof value === 'string' && value !== '' ? { name, value, path: child(path, name) } : [];
  });
}

/** The texts of each list of `{name, value}` that a map holds, as `env` is one. */
export function listedValues(map: YamlMap, path: Path | undefined): NamedValue[][] {
  return Object.keys(map).flatMap((key) => {
    const list = map[key];
    if (!isList(list)) return [];
    const values = list.flatMap((item, index) => {
      if (!isMap(item) || typeof item.name !== 'string' || typeof item.value !== 'string') return [];
      return { name: item.name, value: item.value, path: child(child(child(path, key), index), 'value') };
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
