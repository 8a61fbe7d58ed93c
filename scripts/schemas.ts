import { confidences } from '../src/images/options.js';
import type { Input } from '../src/inputs/input.js';
import { inputTable } from '../src/inputs/table.js';
import { annotationNames } from '../src/opt-in.js';
import { strategies } from '../src/prepullers/options.js';

type Schema = Record<string, unknown>;

/** The JSON schemas by the name of their file, written by `npm run action`. Editors check a file against them. */
export function schemas(): Record<string, Schema> {
  return {
    'prepuller-file.schema.json': repositoryFileSchema(),
    'annotations.schema.json': annotationsSchema(),
    'outputs.schema.json': outputsSchema(),
  };
}

const draft = 'http://json-schema.org/draft-07/schema#';

/** `.prepuller.yaml`: the inputs that shape what is generated. */
function repositoryFileSchema(): Schema {
  const inputs = Object.values<Input<unknown>>(inputTable).filter(({ shapesOutput }) => shapesOutput);
  return {
    $schema: draft,
    title: '.prepuller.yaml',
    description: "The inputs that a repository gives itself. The workflow's win.",
    type: 'object',
    properties: Object.fromEntries(inputs.map((input) => [input.name, inputSchema(input)])),
    additionalProperties: false,
  };
}

function inputSchema({ type, description, default: value }: Input<unknown>): Schema {
  return { description, ...valueSchema(type), ...(value !== '' && { default: defaultOf(type, value) }) };
}

/** What YAML makes of what a person writes: `1.34` is a number there, and a version all the same. */
function valueSchema(type: Input<unknown>['type']): Schema {
  const text = { type: ['string', 'number'] };
  if (typeof type !== 'string') return { enum: [...type] };
  switch (type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', minimum: 0 };
    case 'lines':
      return { anyOf: [text, { type: 'array', items: text }] };
    case 'map':
      return { type: ['object', 'string'] };
    case 'text':
      return text;
  }
}

function defaultOf(type: Input<unknown>['type'], value: string): unknown {
  return type === 'boolean' || type === 'integer' ? JSON.parse(value) : value;
}

/** The annotations of a release, for the label `prepuller`. */
function annotationsSchema(): Schema {
  const details: Record<string, Schema> = {
    'prepuller-exclude': { description: 'Regular expressions, one a line: images that are not pulled.' },
    'prepuller-include': { description: 'Image references to add, one a line.' },
    'prepuller-strategy': { description: 'How the images are made to be pulled and held.', enum: [...strategies] },
    'prepuller-patch': { description: 'YAML that is merged into the DaemonSet (JSON merge patch).' },
    'prepuller-values': { description: 'YAML that is merged over the values for the rendering.' },
  };
  return {
    $schema: draft,
    title: 'Annotations of prepuller',
    description:
      'Under metadata.annotations of an object with the label `prepuller`; with another label they begin with its key.',
    type: 'object',
    properties: Object.fromEntries(
      annotationNames('prepuller').map((name) => [name, { type: 'string', ...details[name] }]),
    ),
    patternProperties: { '^(?!prepuller-)': { type: 'string' } },
    additionalProperties: false,
  };
}

/** The outputs whose text is JSON. A later version may add properties. */
function outputsSchema(): Schema {
  const references = { type: 'array', items: { type: 'string' } };
  const name = { namespace: { type: 'string' }, name: { type: 'string' } };
  const use = objectOf({
    object: { type: 'string' },
    path: { type: 'string' },
    rule: { type: 'string' },
    confidence: { enum: [...confidences] },
  });
  const known = { digest: { type: 'string' }, platforms: references, size: sizesBy({ type: 'integer' }) };
  const image = objectOf({ reference: { type: 'string' }, uses: { type: 'array', items: use } }, known);
  const size = sizesBy(objectOf({ bytes: { type: 'integer' }, unknown: { type: 'integer' } }));
  const images = objectOf({ ...name, images: { type: 'array', items: image } }, { size });
  const line = { type: ['integer', 'null'] };
  const failed = objectOf({ ...name, message: { type: 'string' }, file: { type: 'string' }, line });
  return {
    $schema: draft,
    title: 'Outputs of prepuller that are JSON',
    ...objectOf({
      images: { type: 'array', items: images },
      'images-added': references,
      'images-removed': references,
      failed: { type: 'array', items: failed },
    }),
  };
}

/** By platform, as `linux/amd64`. */
function sizesBy(size: Schema): Schema {
  return { type: 'object', additionalProperties: size };
}

/** @param optional What is there only where `verify-images` asks for it. */
function objectOf(properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return { type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties) };
}
