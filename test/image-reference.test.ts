import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeReference, parseReference, repairReference } from '../src/image-reference.js';

const sha256 = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('a reference that docker pull takes', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['index.docker.io/nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['docker.io/grafana/grafana:11.0.0', 'docker.io/grafana/grafana:11.0.0'],
    ['localhost/tool:1', 'localhost/tool:1'],
    ['registry:5000/tool', 'registry:5000/tool:latest'],
    ['[2001:db8::1]:5000/tool:1', '[2001:db8::1]:5000/tool:1'],
    ['REGISTRY/tool:1', 'REGISTRY/tool:1'],
    ['ghcr.io/a_b/c__d/e-f.g:v1_2.3-4', 'ghcr.io/a_b/c__d/e-f.g:v1_2.3-4'],
    [`quay.io/x/y@${sha256}`, `quay.io/x/y@${sha256}`],
    [`quay.io/x/y:1@${sha256}`, `quay.io/x/y@${sha256}`],
  ])('%s means %s', (text, normalized) => {
    const parsed = parseReference(text);
    expect(parsed && normalizeReference(parsed)).toBe(normalized);
  });
});

describe('a text that is no reference', () => {
  it.each([
    '',
    'nginx:',
    'nginx:8.4e+07',
    'Nginx:1',
    'quay.io/Foo/bar:1',
    'a//b:1',
    '/nginx:1',
    'nginx:1 ',
    'https://example.com/a:1',
    'a___b:1',
    'nginx@sha256:abc',
    `nginx@sha256:${'A'.repeat(64)}`,
    `nginx@md5:${'a'.repeat(32)}`,
    'a'.repeat(64).replaceAll('a', 'e'),
    `${'a'.repeat(256)}:1`,
    `nginx:${'1'.repeat(129)}`,
    '{{ .Values.image }}',
    '$(IMAGE)',
    'nginx:${VERSION}',
    '"nginx:1"',
  ])('%s', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });
});

describe('a registry in front of a registry', () => {
  it.each([
    ['docker.io/quay.io/foo/bar:1', 'quay.io/foo/bar:1'],
    ['index.docker.io/ghcr.io/foo/bar:1', 'ghcr.io/foo/bar:1'],
    ['ghcr.io/registry.example.com/foo:1', 'registry.example.com/foo:1'],
    ['docker.io/docker.io/quay.io:443/foo:1', 'quay.io:443/foo:1'],
    ['quay.io/docker.io/library/nginx:1', 'docker.io/library/nginx:1'],
    ['gcr.io/registry:5000/foo:1', 'registry:5000/foo:1'],
  ])('%s is repaired to %s', (text, repaired) => {
    expect(repairReference(text)).toBe(repaired);
  });

  it.each([
    'harbor.example.com/docker.io/library/nginx:1',
    'gcr.io/google.com/cloudsdktool/cloud-sdk:1',
    'quay.io/some.team/tool:1',
    'docker.io/name.with.dots:1',
    'docker.io/grafana/grafana:1',
    'nginx:1',
  ])('%s is left alone', (text) => {
    expect(repairReference(text)).toBe(text);
  });
});

const alphanumeric = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const pathComponent = fc
  .array(fc.tuple(alphanumeric, fc.constantFrom('.', '_', '__', '-', '---')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([text, separator], index) => (index === 0 ? text : separator + text)).join(''));
const host = fc.constantFrom(
  'quay.io',
  'localhost',
  'localhost:5000',
  'a.b-c.example',
  '[::1]:80',
  'Upper',
  '10.0.0.1',
);
const name = fc
  .tuple(fc.option(host), fc.array(pathComponent, { minLength: 1, maxLength: 4 }))
  // Without a host, a dot in the first component would make it one.
  .map(([first, path]) => [first ?? 'team', ...path].join('/'))
  .filter((text) => !/^[a-f0-9]{64}$/.test(text));
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/);
const digest = fc.stringMatching(/^[a-f0-9]{64}$/).map((hex) => `sha256:${hex}`);
const reference = fc
  .tuple(name, fc.option(tag), fc.option(digest))
  .map(([name, tag, digest]) => name + (tag === null ? '' : `:${tag}`) + (digest === null ? '' : `@${digest}`));

describe('every reference of the grammar', () => {
  it('is accepted, and its normalised form means the same', () => {
    fc.assert(
      fc.property(reference, (text) => {
        const parsed = parseReference(text);
        expect(parsed).toBeDefined();
        const normalized = parsed ? normalizeReference(parsed) : '';
        const again = parseReference(normalized);
        expect(again && normalizeReference(again)).toBe(normalized);
      }),
    );
  });

  it('keeps its tag and digest', () => {
    fc.assert(
      fc.property(name, tag, digest, (name, tag, digest) => {
        expect(parseReference(`${name}:${tag}@${digest}`)).toMatchObject({ tag, digest });
      }),
    );
  });

  it('is repaired at most once', () => {
    fc.assert(
      fc.property(reference, (text) => {
        const repaired = repairReference(text);
        expect(repairReference(repaired)).toBe(repaired);
      }),
    );
  });
});

describe('any text', () => {
  it('is parsed without an exception, and never into something that does not parse', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (text) => {
        const parsed = parseReference(text);
        expect(parsed === undefined || parseReference(normalizeReference(parsed)) !== undefined).toBe(true);
      }),
    );
  });
});
