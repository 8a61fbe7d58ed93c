import { defineMappingTag, defineScalarTag, FAILSAFE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { isObject, type Json, type JsonObject, setField } from '../../json.js';
import { isLargerThan } from './expanded-size.js';
import { NotJsonError, resolvePlainScalar } from './go-yaml-scalar.js';

/** Text that Flux cannot read as YAML. The message does not repeat the text: it may come from a Secret. */
export class GoYamlError extends Error {
  override readonly name = 'GoYamlError';
}

/**
 * Parses the first document as Flux does, through sigs.k8s.io/yaml: YAML 1.1 typing by go-yaml v2, keys as text, the last of
 * equal keys wins, aliases copied. Empty text is `null`.
 * @throws GoYamlError
 */
export function parseGoYaml(text: string): Json {
  try {
    const [document = null] = loadAll(text, { schema, json: true, maxDepth: 100 }) as Json[];
    if (text.includes('&') && isLargerThan(document, maximumLength))
      throw new NotJsonError('its aliases expand to too much');
    return copy(document, { left: maximumNodes });
  } catch (error) {
    throw new GoYamlError(reason(error));
  }
}

/** Aliases may ask for more than memory holds; values of a chart have some thousand nodes. */
const maximumNodes = 1_000_000;
const maximumLength = 8 * 1024 * 1024;

/** Aliases share an object until here, and one of them may be written to later. */
function copy(value: Json, nodes: { left: number }): Json {
  if (nodes.left-- <= 0) throw new NotJsonError('its aliases expand to too much');
  if (Array.isArray(value)) return value.map((item) => copy(item, nodes));
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setField(result, key, copy(item, nodes));
  return result;
}

function reason(error: unknown): string {
  if (error instanceof NotJsonError) return error.message;
  // An anchor that contains itself ends in too deep a recursion.
  if (error instanceof RangeError) return 'it contains itself';
  if (!(error instanceof YAMLException)) throw error;
  const line = error.mark?.line;
  return line === undefined ? 'it is not valid YAML' : `it is not valid YAML (line ${line + 1})`;
}

const mapping = defineMappingTag<JsonObject>('tag:yaml.org,2002:map', {
  create: () => ({}),
  addPair: (map, key, value) => {
    if (key === null || typeof key === 'object') return 'a key is no text';
    setField(map, String(key), value as Json);
    return '';
  },
  has: (map, key) => Object.hasOwn(map, String(key)),
  keys: (map) => Object.keys(map),
  get: (map, key) => map[String(key)],
  identify: () => false,
});

const plain = defineScalarTag<Json>('tag:yaml.org,2002:plain', {
  implicit: true,
  resolve: resolvePlainScalar,
  identify: () => false,
});

/** Explicit tags of the types that go-yaml resolves by their text; what does not fit the tag is rare and read all the same. */
const typed = ['bool', 'int', 'float', 'null'].map((type) =>
  defineScalarTag<Json>(`tag:yaml.org,2002:${type}`, { resolve: resolvePlainScalar, identify: () => false }),
);

const custom = defineScalarTag<Json>('!', { matchByTagPrefix: true, resolve: (text) => text, identify: () => false });

const schema = FAILSAFE_SCHEMA.withTags(mapping, mergeTag, plain, ...typed, custom);
