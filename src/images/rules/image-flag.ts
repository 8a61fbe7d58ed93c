import { withDigestBeside } from './digest-beside.js';
import { namedReferences } from './named-references.js';
import type { Rule } from './rule.js';
import { namingOf } from './words.js';

/** Flags that take an image without saying so. */
const imageFlags = new Set(['prometheus-config-reloader']);

/** A flag whose name says image: `--x-image=REF`, `--x-image REF`, and both inside shell texts. */
export const imageFlag: Rule = {
  name: 'image-flag',
  confidence: 'high',
  find(_, { values }) {
    return values.commands.flatMap(({ name, value, path }) => {
      const naming = imageFlags.has(name) ? 'image' : namingOf(name);
      const references = namedReferences(name, value, naming);
      return withDigestBeside(references, name, values.commands).map((text) => ({ text, path, name }));
    });
  },
};
