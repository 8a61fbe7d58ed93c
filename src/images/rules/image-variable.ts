import { namedReferences } from './named-references.js';
import { listedValues } from './named-values.js';
import type { Rule } from './rule.js';

/** An environment variable, or another entry of `{name, value}`, whose name says image. */
export const imageVariable: Rule = {
  name: 'image-variable',
  confidence: 'high',
  find(map, { path }) {
    return listedValues(map, path)
      .flat()
      .flatMap(({ name, value, path }) => namedReferences(name, value).map((text) => ({ text, path, name })));
  },
};
