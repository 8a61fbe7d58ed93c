import { namedReferences } from './named-references.js';
import type { Rule } from './rule.js';

/** An environment variable, or another entry of `{name, value}`, whose name says image. */
export const imageVariable: Rule = {
  name: 'image-variable',
  confidence: 'high',
  find(_, { values }) {
    return values.listed
      .flat()
      .flatMap(({ name, value, path }) => namedReferences(name, value).map((text) => ({ text, path, name })));
  },
};
