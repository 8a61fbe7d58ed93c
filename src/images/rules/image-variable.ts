import { withDigestBeside } from './digest-beside.js';
import { namedReferences } from './named-references.js';
import type { Rule } from './rule.js';

/** An environment variable, or another entry of `{name, value}`, whose name says image. */
export const imageVariable: Rule = {
  name: 'image-variable',
  confidence: 'high',
  find(_, { values }) {
    return values.listed.flatMap((list) =>
      list.flatMap(({ name, value, path }) =>
        withDigestBeside(namedReferences(name, value), name, list).map((text) => ({ text, path, name })),
      ),
    );
  },
};
