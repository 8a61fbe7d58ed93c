import { commandSettings } from './command-words.js';
import { pinnedReferences } from './pinned.js';
import type { Rule } from './rule.js';
import { namesImage } from './words.js';

/** Flags that take an image without saying so. */
const imageFlags = new Set(['prometheus-config-reloader']);

/** A flag whose name says image: `--x-image=REF`, `--x-image REF`, and both inside shell texts. */
export const imageFlag: Rule = {
  name: 'image-flag',
  confidence: 'high',
  find(map, { path }) {
    const flags = commandSettings(map, path).filter(({ name }) => imageFlags.has(name) || namesImage(name));
    return flags.flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
  },
};
