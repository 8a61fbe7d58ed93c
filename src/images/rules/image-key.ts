import { nearestKey } from '../path.js';
import { withDigestBeside } from './digest-beside.js';
import { namedReferences } from './named-references.js';
import type { Rule } from './rule.js';
import { type Naming, namesImage, namingOf } from './words.js';

/** A key that says image (`image`, `docker_image`, `imageRef`, `images`), with references that have a tag or digest. */
export const imageKey: Rule = {
  name: 'image-key',
  confidence: 'high',
  find(_, { path, values }) {
    const around = nearestKey(path);
    return [...values.keyed, ...values.items].flatMap(({ name, value, path }) => {
      const references = namedReferences(name, value, namingWithin(around, name));
      return withDigestBeside(references, name, values.keyed).map((text) => ({ text, path, name }));
    });
  },
};

/** `image: {value: …, options: […]}`: what such a key holds is called by the key around it. */
const fields = new Set([
  'value',
  'values',
  'default',
  'defaults',
  'options',
  'ref',
  'reference',
  'full',
  'name',
  'uri',
]);

/** In a map of images the other keys are the names of parts: `images: {proxy: acme/proxy:1.0}`. */
function namingWithin(key: string, name: string): Naming {
  const own = namingOf(name);
  if (own !== 'nothing' || !namesImage(key)) return own;
  if (fields.has(name)) return 'image';
  return /images$/i.test(key) && namingOf(`image ${name}`) !== 'other' ? 'perhaps' : 'nothing';
}
