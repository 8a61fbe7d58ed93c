import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
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

function read(index: string, chart: string) {
  return readIndexEntries(index, chart).map((entry) => [entry.version, entry.archive().url, entry.archive().digest]);
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
  ])('are read from an index %s', (_, index) => {
    expect(read(index, 'web')).toEqual(web);
  });

  it('keep a version that looks like a number', () => {
    expect(read(helmStyle, 'web-extra')).toEqual([['1.10', 'web-extra-1.10.tgz', undefined]]);
  });

  it('know when they were created', () => {
    expect(readIndexEntries(helmStyle, 'web').map(({ created }) => created)).toEqual([
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
  ])('are none for %s in %j', (chart, index) => {
    expect(readIndexEntries(index, chart)).toEqual([]);
  });

  it('are found among very many without parsing all of them', () => {
    const section = (name: string) =>
      helmStyle.slice(helmStyle.indexOf('  web:'), helmStyle.indexOf('  web-extra')).replace('  web:', `  ${name}:`);
    const others = Array.from({ length: 40_000 }, (_, index) => section(`chart-${index}`)).join('');
    const index = `apiVersion: v1\nentries:\n${others}${section('web')}generated: now\n`;
    expect(index.length).toBeGreaterThan(20_000_000);
    expect(read(index, 'web')).toEqual(web);
    expect(read(index, 'chart-20000')).toEqual(web);
  });
});

describe('what is no index', () => {
  it.each([
    ['<!DOCTYPE html><html></html>', 'an HTML page'],
    ['', 'empty'],
    ['Not Found', 'something else'],
  ])('%j is told apart', (text, kind) => {
    expect(() => checkIndex(text)).toThrow(kind);
  });

  it.each([helmStyle, '{"entries":{}}', 'apiVersion: v1\n'])('%j is one', (text) => {
    expect(() => checkIndex(text)).not.toThrow();
  });
});
