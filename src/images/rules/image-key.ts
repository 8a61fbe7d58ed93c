import { keyedValues, listItems } from './named-values.js';
import { pinnedReferences } from './pinned.js';
import type { Rule } from './rule.js';
import { namesImage } from './words.js';

/** A key that says image (`image`, `docker_image`, `imageRef`, `images`), with references that have a tag or digest. */
export const imageKey: Rule = {
  name: 'image-key',
  confidence: 'high',
  find(map, { path }) {
    const named = [...keyedValues(map, path), ...listItems(map, path)].filter(({ name }) => namesImage(name));
    return named.flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
  },
};
