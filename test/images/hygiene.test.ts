import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract, pod, references, uses } from './support.js';

const configMap = (key: string, text: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: files}\ndata:\n  ${key}: |\n    ${text.replaceAll('\n', '\n    ')}\n`;

describe('manifests of any shape', () => {
  it.each([
    ['nothing', ''],
    ['only comments and markers', '# a\n---\n---\n# b\n...\n'],
    ['a scalar', '--- image\n'],
    ['a list', '- image: nginx:1\n- kind: Pod\n'],
    ['a map without a kind', 'image: nginx:1\n'],
    ['a kind that is a map', 'kind: {image: nginx:1}\n'],
    ['a list object whose items are a text', 'kind: List\nitems: image\n'],
    ['a pod without a spec', 'apiVersion: v1\nkind: Pod\nimage:\n'],
    ['a pod whose spec is a list', 'apiVersion: v1\nkind: Pod\nspec: [image]\n'],
    ['containers that are a text', 'apiVersion: v1\nkind: Pod\nspec: {containers: image}\n'],
    ['containers that are texts', 'apiVersion: v1\nkind: Pod\nspec: {containers: [image, [image]]}\n'],
    ['metadata that is a list', 'apiVersion: v1\nkind: Pod\nmetadata: [image]\nspec: {}\n'],
    ['annotations that are a text', 'apiVersion: v1\nkind: Pod\nmetadata: {annotations: image}\nspec: {}\n'],
    [
      'image volumes that are texts',
      'apiVersion: v1\nkind: Pod\nspec: {volumes: [a, {image: b}, {image: {reference: [c]}}]}\n',
    ],
    ['secrets that are maps', 'apiVersion: v1\nkind: Secret\ndata: {image: {a: b}, b: "%%%"}\n'],
    [
      'an environment of texts',
      'apiVersion: v1\nkind: Pod\nspec: {env: [IMAGE, {name: IMAGE}, {name: [a], value: {b: c}}]}\n',
    ],
    ['a map as a key', 'kind: Pod\n? {image: nginx:1}\n: image\n'],
    ['an alias of itself', 'kind: Pod\nspec: &image {containers: [*image]}\n'],
  ])('%s: no image, no crash', (_, manifests) => {
    expect(references(manifests)).toEqual([]);
  });

  it('any text at all', () => {
    const line = fc.constantFrom(
      'kind: Pod',
      'image: a:1',
      '- a',
      '  b: [',
      '---',
      'c: |',
      '  {"image": ',
      '&a',
      '*a',
      '\t',
      '? x',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
        expect(extract(lines.join('\n')).images.excluded).toEqual([]);
      }),
    );
  });

  it('keys of an object’s prototype are only keys', () => {
    const manifests = pod('{image: a:1, __proto__: {image: b:1}, constructor: {image: c:1}}');
    expect(references(manifests)).toEqual(['a:1', 'b:1', 'c:1']);
    expect(({} as Record<string, unknown>).image).toBeUndefined();
  });

  it('names and keys with line breaks stay on one line', () => {
    const manifests =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a\\nb\\u2028c"}\ndata: {"x\\ny\\u2028 image": "a:1"}\n';
    expect(uses(manifests)).toEqual(['a:1 <- ConfigMap/a b c:data["x\\ny\\u2028 image"] (image-key)']);
  });

  it('windows line ends and a byte order mark', () => {
    const manifests = `\uFEFF${pod('{image: a:1}')}---\n${pod('{image: b:1}')}`.replaceAll('\n', '\r\n');
    expect(references(manifests)).toEqual(['a:1', 'b:1']);
  });

  it('anchors, merge keys, tags and duplicate keys', () => {
    const manifests = pod(
      '&a {name: a, image: !!str a:1}',
      '{<<: *a, image: b:1}',
      '{name: b, image: x:1, image: c:1}',
      '*a',
    );
    expect(references(manifests)).toEqual(['a:1', 'b:1', 'c:1']);
  });
});

describe('a document that is no valid YAML', () => {
  it('is named by its line, is read as far as it goes, and stops no other', () => {
    const broken =
      '# Source: shop/templates/web.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: broken}\nspec:\n  containers:\n  - image: b:1\n  wrong: "\n';
    const { images, problems } = extract([pod('{image: a:1}'), broken, pod('{image: c:1}')].join('---\n'));
    expect(images.images.map(({ reference }) => reference)).toEqual(['a:1', 'b:1', 'c:1']);
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        message:
          'The template shop/templates/web.yaml was rendered to a document that is no valid YAML at its line 10: Missing closing "quote.',
      },
    ]);
  });

  it('is not even looked at when it cannot hold an image', () => {
    const { problems } = extract('kind: ConfigMap\ndata: {a: "\n---\nkind: CustomResourceDefinition\nimage: "\n');
    expect(problems).toEqual([]);
  });

  it('is read as Go reads it where YAML is stricter', () => {
    const { images, problems } = extract(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {\n  "containers": [{"image": "a:1"}]\n}\n',
    );
    expect(images.images.map(({ reference }) => reference)).toEqual(['a:1']);
    expect(problems).toHaveLength(0);
  });
});

describe('manifests of any size', () => {
  it('ten megabytes of dashboards', () => {
    const panel =
      '{"type": "graph", "targets": [{"expr": "sum(rate(http_requests{image!=\\"\\"}[5m])) by (job:name)"}]}';
    const dashboard = configMap('board.json', `{"panels": [\n${Array(2000).fill(panel).join(',\n')}\n]}`);
    const manifests = `${Array(50).fill(dashboard).join('---\n')}---\n${pod('{image: a:1}')}`;
    expect(manifests.length).toBeGreaterThan(10_000_000);
    expect(references(manifests)).toEqual(['a:1']);
  });

  it('dashboards that do name an image', () => {
    const text = `{"panels": [\n${Array(5000).fill('{"type": "graph", "image": "x"}').join(',\n')}], "image": "a:1"}`;
    expect(references(configMap('board.json', text))).toEqual(['a:1']);
  });

  it.each([
    ['one line of a million brackets', `kind: Pod\nimage: ${'['.repeat(1_000_000)}`],
    ['a million nested lists', `kind: Pod\nimage:\n${'- '.repeat(1_000_000)}a`],
    ['a million unclosed quotes', `kind: Pod\nspec: {args: ['${'"'.repeat(1_000_000)} --image']}`],
    ['a million quotes in a command', pod(`{image: "", command: [sh, -c, 'a ${'\\"'.repeat(100_000)}']}`)],
    ['a million slashes', pod(`{args: [--image=${'a/'.repeat(500_000)}]}`)],
    ['a million dashes', pod(`{args: [--image=${'a-'.repeat(500_000)}:1]}`)],
    ['a key of a million letters', `kind: Pod\n"image${'aB'.repeat(500_000)}": a:1`],
    ['a hundred thousand documents', 'kind: ConfigMap\ndata: {}\n---\n'.repeat(100_000)],
    ['a text of nothing but image', configMap('a.yaml', 'image'.repeat(400_000))],
    ['a text of nothing but hosts', configMap('a.yaml', 'a.b/'.repeat(500_000))],
    ['a text of nothing but section marks', configMap('a.conf', `image = x\n[${'] '.repeat(500_000)}`)],
    ['a variable of nothing but underscores', pod(`{env: [{name: IMAGE${'_A'.repeat(200_000)}, value: "a/b:1"}]}`)],
    ['lines of settings without an end', configMap('a.conf', `${' '.repeat(100_000)}image =${' '.repeat(100_000)}`)],
  ])('%s', (_, manifests) => {
    expect(references(manifests)).toEqual([]);
  });

  it('aliases of aliases, which would be a billion containers', () => {
    const levels = [...'bcdefghi'].map(
      (name, index) => `  ${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
    );
    const manifests = `apiVersion: x.example/v1\nkind: Bomb\nmetadata: {name: b}\nspec:\n  a: &a {image: a:1}\n${levels.join('\n')}\n`;
    const places = uses(manifests);
    expect(places).toContain('a:1 <- Bomb/b:spec.a.image (image-key)');
    expect(places.length).toBeLessThan(10);
  });

  it('YAML in YAML, four levels deep and no deeper', () => {
    const nest = (depth: number): string =>
      depth === 0 ? 'end: true' : `image: a:${depth}\ninner: |\n  ${nest(depth - 1).replaceAll('\n', '\n  ')}`;
    expect(references(configMap('first.yaml', nest(6)))).toEqual(['a:3', 'a:4', 'a:5', 'a:6']);
  });
});
