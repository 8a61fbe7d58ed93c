import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../src/json.js';
import { Commented, Flow, type LayoutMap, yamlText } from '../../src/prepullers/yaml-text.js';
import { buildKustomization } from '../../src/tools/kustomize.js';
import type { Tools } from '../../src/tools/tools.js';
import { unpackTools } from '../support/tools.js';

const ambiguous = ['yes', 'No', 'on', 'OFF', 'y', 'true', 'null', 'NULL', '~', '', '=', '<<', '-', '--', '---', '...'];
const numbers = [
  '1',
  '010',
  '0777',
  '0x1F',
  '0b1',
  '0o7',
  '1_000',
  '-1',
  '-_1',
  '+1',
  '1.5',
  '.5',
  '-.5',
  '1e5',
  '5e-7',
];
const notNumbers = [
  '.inf',
  '-.INF',
  '.NaN',
  '1:30',
  '190:20:30.15',
  '2001-01-01',
  '2001-12-14 21:59:43.10 -5',
  '1Z',
  'E-0',
  '-e1',
];
const syntax = [
  'a: b',
  'a #b',
  '# a',
  'a:',
  '- a',
  '? a',
  '[a',
  '{a',
  'a]',
  'a, b',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '`a',
];
const spaces = [' a', 'a ', 'a  b', 'a\tb', 'a\nb', '\n', 'a\r\nb', '\u2028', '\u00a0', '\ufeff', '\u200b', '\u202e'];
const others = ['"', "'", "it's", '\\', '\\n', '\u0000', '\u001b[1m', '\u{1f600}', '\u{e0001}', 'ü', '语'];
const plain = [
  '-f',
  '--log-level=info',
  'ghcr.io/acme/web:1.2@sha256:0a',
  '/bin/sh',
  '100%',
  '8Mi',
  '1password',
  'a b',
];
const texts = [...ambiguous, ...numbers, ...notNumbers, ...syntax, ...spaces, ...others, ...plain];

const parsers: Record<string, (text: string) => unknown> = {
  'YAML 1.2': (text) => parse(text),
  'YAML 1.1': (text) => parse(text, { version: '1.1' }),
  'js-yaml': (text) => load(text),
};

/** The value as a key and as a value, in block and in flow style. */
function everywhere(text: string) {
  const value: JsonObject = { [text]: text, list: [text, [text], { [text]: text }] };
  return { value: { block: value, flow: value }, layout: { block: value, flow: new Flow(value) } };
}

it.each(texts)('%j is read as this text, by parsers of YAML 1.1 and 1.2', (text) => {
  const { value, layout } = everywhere(text);
  for (const [name, read] of Object.entries(parsers)) expect(read(yamlText(layout)), name).toEqual(value);
});

it.each(plain)('%j is not quoted', (text) => {
  expect(yamlText({ text })).toBe(`text: ${text}\n`);
});

it('any JSON comes back', () => {
  const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'grapheme' }), fc.string());
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(text, fc.integer(), number, fc.boolean(), fc.constant(null)),
      fc.array(tie('tree')),
      fc.dictionary(text, tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(text, tree), (value) => {
      const written = yamlText({ block: value, flow: new Flow(value) });
      for (const read of Object.values(parsers)) expect(read(written)).toEqual({ block: value, flow: value });
    }),
    { numRuns: 100 },
  );
});

it('what kustomize cannot hold becomes something that it can', () => {
  const values = ['\ud800', 'a\udc00b', '\u0085', '\u007f', '\ufffe', '\uffff', Number.NaN, Number.POSITIVE_INFINITY];
  const replaced = ['"\ufffd"', '"a\ufffdb"', '"\ufffd"', '"\ufffd"', '"\ufffd"', '"\ufffd"', 'null', 'null'];
  expect(yamlText({ values })).toBe(`values:\n${replaced.map((value) => `  - ${value}\n`).join('')}`);
});

it('comments stand in front of their entry, which stays as it is', () => {
  const written = yamlText({
    list: [new Commented(['one', 'two'], { name: 'a', tags: new Flow(['b', {}]) }), new Commented([], {}), [[], [1]]],
    empty: {},
  });
  expect(written).toBe(`list:
  # one
  # two
  - name: a
    tags: [b, {}]
  - {}
  - - []
    - - 1
empty: {}
`);
});

it('kustomize, too, reads every text as it is', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-yaml-'));
  const data = Object.fromEntries(texts.map((text, index) => [`text-${index}`, text]));
  const configMap = (name: string, content: JsonObject | Flow): LayoutMap => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: content,
  });
  await writeFile(path.join(folder, 'block.yaml'), yamlText(configMap('block', data)));
  await writeFile(path.join(folder, 'flow.yaml'), yamlText(configMap('flow', new Flow(data))));
  await writeFile(path.join(folder, 'kustomization.yaml'), 'resources: [block.yaml, flow.yaml]\n');
  const { kubectl } = await unpackTools();
  const kustomize = { command: path.join(kubectl, 'kubectl'), args: ['kustomize'], version: '0.0.0' };
  const tools: Tools = {
    helm: () => Promise.reject(new Error('not used')),
    kustomize: () => Promise.resolve(kustomize),
  };
  const built = await buildKustomization(tools, folder);
  expect(built.split('---\n').map((text) => (load(text) as JsonObject).data)).toEqual([data, data]);
  await rm(folder, { recursive: true });
});
