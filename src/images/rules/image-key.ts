import { child } from '../path.js';
import { isList } from '../yaml.js';
import { keyedValues } from './named-values.js';
import { pinnedReferences } from './pinned.js';
import type { Finding, Rule } from './rule.js';
import { namesImage } from './words.js';

/** A key that says image (`image`, `docker_image`, `imageRef`, `images`), with references that have a tag or digest. */
export const imageKey: Rule = {
  name: 'image-key',
  confidence: 'high',
  find(map, { path }) {
    const texts = keyedValues(map, path).filter(({ name }) => namesImage(name));
    const lists = Object.keys(map).filter((key) => isList(map[key]) && namesImage(key));
    const items = lists.flatMap((key) => keyedItems(map[key], child(path, key)));
    return [...texts, ...items].flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
  },
};

function keyedItems(list: unknown, path: Finding['path']): { value: string; path: Finding['path'] }[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, index) => (typeof value === 'string' ? { value, path: child(path, index) } : []));
}
