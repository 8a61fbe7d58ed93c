import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { checkIndex, readIndexEntries } from '../../src/charts/helm-index.js';

const digest = 'a'.repeat(64);

const helmStyle = `apiVersion: v1
entries:
  web:
  - apiVersion: v2
    created: "2026-01-02T03:04:05Z"
    description: |
      web:
      - version: 6.6.6
    digest: ${digest}
    name: web
    urls:
    - web-1.0.0.tgz
    version: 1.0.0
  - annotations:
      version: 5.5.5
    created: 2026-01-01T00:00:00Z
    dependencies:
    - name: db
      repository: https://example.com
      version: 7.7.7
    name: web
    urls:
    - https://elsewhere.example.com/web-0.9.0.tgz
    version: "0.9.0"
  web-extra:
  - name: web-extra
    urls: [web-extra-1.10.tgz]
    version: 1.10
generated: "2026-01-02T03:04:05Z"
serverInfo:
  hidden:
  - version: 4.4.4
`;

async function read(index: string, chart: string) {
  return (await readIndexEntries(Buffer.from(index), chart)).map((entry) => [
    entry.version,
    entry.archive()?.url,
    entry.archive()?.digest,
  ]);
}

const web = [
  ['1.0.0', 'web-1.0.0.tgz', digest],
  ['0.9.0', 'https://elsewhere.example.com/web-0.9.0.tgz', undefined],
];

describe('the versions of a chart', () => {
  it.each([
    ['as helm writes it', helmStyle],
    ['with CRLF', helmStyle.replaceAll('\n', '\r\n')],
    ['with a comment and an empty line below the key', helmStyle.replace('entries:\n', 'entries:\n\n  # charts\n')],
    ['with the list indented more deeply', helmStyle.replace(/^ {2}(?=[- ] )/gm, '      ')],
    ['with quoted keys', helmStyle.replace('  web:\n', '  "web":\n')],
    ['as one JSON object', JSON.stringify(parse(helmStyle, { schema: 'failsafe' }))],
    ['in flow style', `entries: ${JSON.stringify(parse(helmStyle, { schema: 'failsafe' }).entries)}\n`],
    ['without the rest', helmStyle.slice(0, helmStyle.indexOf('  web-extra'))],
  ])('are read from an index %s', async (_, index) => {
    expect(await read(index, 'web')).toEqual(web);
  });

  it('keep a version that looks like a number', async () => {
    expect(await read(helmStyle, 'web-extra')).toEqual([['1.10', 'web-extra-1.10.tgz', undefined]]);
  });

  it('know when they were created', async () => {
    expect((await readIndexEntries(Buffer.from(helmStyle), 'web')).map(({ created }) => created)).toEqual([
      '2026-01-02T03:04:05Z',
      '2026-01-01T00:00:00Z',
    ]);
  });

  it.each([
    ['hidden', helmStyle],
    ['nowhere', helmStyle],
    ['__proto__', helmStyle],
    ['constructor', '{"entries":{}}'],
    ['web', 'apiVersion: v1\nentries: {}\n'],
    ['web', 'apiVersion: v1\nentries:\ngenerated: "2026"\n'],
    ['web', 'apiVersion: v1\ngenerated: "2026"\n'],
  ])('are none for %s in %j', async (chart, index) => {
    expect(await readIndexEntries(Buffer.from(index), chart)).toEqual([]);
  });

  it('are found among very many without parsing all of them', async () => {
    const section = (name: string) =>
      helmStyle.slice(helmStyle.indexOf('  web:'), helmStyle.indexOf('  web-extra')).replace('  web:', `  ${name}:`);
    const others = Array.from({ length: 40_000 }, (_, index) => section(`chart-${index}`)).join('');
    const index = `apiVersion: v1\nentries:\n${others}${section('web')}generated: now\n`;
    expect(index.length).toBeGreaterThan(20_000_000);
    expect(await read(index, 'web')).toEqual(web);
    expect(await read(index, 'chart-20000')).toEqual(web);
  });
});

/** Lines that look like the keys and items that are searched for. */
const prose = fc
  .array(fc.constantFrom('web:', '  db:', '- version: 6.6.6', 'version: 5.5.5', 'entries:', '', '# note', 'a: "b', "'"))
  .map((lines) => lines.join('\n'));

const entry = fc.record(
  {
    name: fc.constant('web'),
    version: fc.constantFrom(
      '1.0.0',
      '1.10',
      'v2',
      '1e3',
      '0x1',
      '1.0.0-rc.1+b',
      '2024-01-01',
      'null',
      '~',
      'a: b',
      '"',
    ),
    urls: fc.tuple(fc.constantFrom('web-1.tgz', 'https://example.com/a b.tgz', '#.tgz')),
    description: prose,
    annotations: fc.dictionary(fc.constantFrom('version', 'created', 'web'), prose),
    dependencies: fc.array(fc.record({ name: fc.constantFrom('web', 'db'), version: prose })),
    created: fc.constantFrom('2026-01-01T00:00:00Z', ''),
    digest: fc.constantFrom(digest, `sha256:${digest}`, 'none'),
  },
  { requiredKeys: ['name', 'version', 'urls'] },
);

const names = ['web', 'db', 'web-db', '1', 'true', 'Web'];

it('are what a parser of the whole file finds, in whatever style it was written', async () => {
  const index = fc.record({
    apiVersion: fc.constant('v1'),
    annotations: fc.dictionary(fc.constantFrom(...names), prose),
    entries: fc.dictionary(fc.constantFrom(...names), fc.array(entry, { maxLength: 3 })),
    web: fc.array(entry, { maxLength: 1 }),
  });
  const style = fc.record({
    indentSeq: fc.boolean(),
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(0, 30, 80),
    blockQuote: fc.constantFrom<('literal' | 'folded' | false)[]>('literal', 'folded', false),
    collectionStyle: fc.constantFrom<('any' | 'flow')[]>('any', 'any', 'flow'),
  });
  await fc.assert(
    fc.asyncProperty(index, style, async (content, options) => {
      const text = stringify(content, options);
      const parsed = parseDocument(text, { schema: 'failsafe' });
      // Some strings cannot be written in flow style.
      fc.pre(parsed.errors.length === 0);
      const whole = parsed.toJS();
      for (const name of names) {
        const expected: { version: string; urls: string[] }[] = whole.entries[name] ?? [];
        const found = await readIndexEntries(Buffer.from(text), name);
        expect(found.map(({ version }) => version)).toEqual(expected.map(({ version }) => version));
        for (const [index, entry] of found.entries()) {
          const archive = entry.archive();
          if (archive) expect(archive.url).toBe(expected[index]?.urls[0]);
        }
      }
    }),
    { numRuns: 150 },
  );
});

describe('what is no index', () => {
  it.each([
    ['<!DOCTYPE html><html></html>', 'an HTML page'],
    ['', 'empty'],
    ['Not Found', 'something else'],
  ])('%j is told apart', (text, kind) => {
    expect(() => checkIndex(Buffer.from(text))).toThrow(kind);
  });

  it.each([helmStyle, '{"entries":{}}', 'apiVersion: v1\n'])('%j is one', (text) => {
    expect(() => checkIndex(Buffer.from(text))).not.toThrow();
  });
});
