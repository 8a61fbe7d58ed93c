import { listedValues } from './named-values.js';
import { pinnedReferences } from './pinned.js';
import type { Rule } from './rule.js';
import { namesImage } from './words.js';

/** An environment variable, or another entry of `{name, value}`, whose name says image. */
export const imageVariable: Rule = {
  name: 'image-variable',
  confidence: 'high',
  find(map, { path }) {
    const named = listedValues(map, path)
      .flat()
      .filter(({ name }) => namesImage(name));
    return named.flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
  },
};
