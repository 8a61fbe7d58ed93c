import { describe, expect, it } from 'vitest';
import { extract, pod, references, uses } from './support.js';

const container = (fields: string) => pod(`{image: "own:1", ${fields}}`);
const resource = (spec: string) => `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`;
const digest = `sha256:${'a'.repeat(64)}`;

/** What is found beside the container's own image. */
const others = (manifests: string) => uses(manifests).filter((use) => !use.startsWith('own:1 '));

describe('image-flag', () => {
  it.each([
    ['args: [--x-image=a/b:1]', ['a/b:1']],
    ['args: [-x-image=a/b:1]', ['a/b:1']],
    ['args: [--x-image, a/b:1]', ['a/b:1']],
    ['args: ["--x-image a/b:1 --other"]', ['a/b:1']],
    ['args: ["--x-image=main=a/b:1"]', ['a/b:1']],
    ['args: ["--images=a/b:1,c/d:2"]', ['a/b:1', 'c/d:2']],
    [`command: [sh, -c, "run --x-image='a/b:1' \\\\\\n --y-image \\"c/d@${digest}\\""]`, ['a/b:1', `c/d@${digest}`]],
    ['command: [sh, -c, "export X_IMAGE=a/b:1; exec run"]', ['a/b:1']],
    ['args: [--x-image, --y-image, a/b:1]', ['a/b:1']],
    ['args: [--x-image=a/b]', []],
    ['args: [--x-image=$(X_IMAGE)]', []],
    ['args: [--x-image-pull-policy=a/b:1]', []],
    ['args: [--x-image-registry=registry.example.com:5000]', []],
    ['args: ["# --x-image=a/b:1\\nrun"]', []],
  ])('%s', (fields, expected) => {
    expect(references(container(fields)).filter((reference) => reference !== 'own:1')).toEqual(expected);
  });
});

describe('image-variable', () => {
  it.each([
    ['X_IMAGE', 'a/b:1', ['a/b:1']],
    ['IMAGE_X', `a/b@${digest}`, [`a/b@${digest}`]],
    ['BASE_IMAGES', 'a/b:1 c/d:2', ['a/b:1', 'c/d:2']],
    ['X_IMAGE', 'use a/b:1', []],
    ['X_IMAGE_SECRET', 'a/b:1', []],
    ['X_IMAGE_WINDOWS', 'a/b:1', []],
  ])('%s=%s', (name, value, expected) => {
    const found = others(container(`env: [{name: ${name}, value: "${value}"}]`));
    expect(found).toEqual(
      expected.map((text) => `${text} <- Pod/web:spec.containers[0].env[0].value (image-variable)`),
    );
  });
});

describe('image-key', () => {
  it.each([
    ['{image: "a/b:1"}', ['a/b:1 <- Widget/w:spec.image (image-key)']],
    ['{dockerImage: "a/b:1"}', ['a/b:1 <- Widget/w:spec.dockerImage (image-key)']],
    ['{image_name: "a/b:1"}', ['a/b:1 <- Widget/w:spec.image_name (image-key)']],
    [
      '{images: ["a/b:1", "c/d:2"]}',
      ['a/b:1 <- Widget/w:spec.images[0] (image-key)', 'c/d:2 <- Widget/w:spec.images[1] (image-key)'],
    ],
    ['{image: a/b}', []],
    ['{imagePullSecret: "a:b"}', []],
    ['{osImage: "ubuntu:22.04", machineImage: "ubuntu:24.04"}', []],
    ['{part: {disable: true, image: "a/b:1"}}', []],
    ['{images: ["a/*:1"]}', []],
  ])('%s', (spec, expected) => {
    expect(uses(resource(spec))).toEqual(expected);
  });
});

describe('image-object', () => {
  it.each([
    ['{image: {repository: a/b, tag: "1.10"}}', 'a/b:1.10', 'image.repository'],
    ['{image: {registry: r.example, repository: a/b, tag: "1"}}', 'r.example/a/b:1', 'image.repository'],
    ['{image: {registry: r.example/, repository: a/b, tag: "1"}}', 'r.example/a/b:1', 'image.repository'],
    ['{image: {registry: r.example, repository: r.example/a, tag: "1"}}', 'r.example/a:1', 'image.repository'],
    [`{image: {repository: a/b, tag: "1", digest: "${digest}"}}`, `a/b@${digest}`, 'image.repository'],
    [`{image: {repository: a/b, tag: "${digest}"}}`, `a/b@${digest}`, 'image.repository'],
    [`{image: {repository: a/b, tag: "1", sha: "${'a'.repeat(64)}"}}`, `a/b@${digest}`, 'image.repository'],
    ['{part: {baseImage: a/b, version: v1.2}}', 'a/b:v1.2', 'part.baseImage'],
    ['{x: {image: a/b, tag: "1"}}', 'a/b:1', 'x.image'],
    ['{x: {image: b, imageTag: "1"}}', 'b:1', 'x.image'],
    ['{x: {repository: r.example/a, image: b, version: v1}}', 'r.example/a/b:v1', 'x.image'],
    ['{base: r.example/a, x: {image: b, tag: "1"}}', 'r.example/a/b:1', 'x.image'],
    ['{image: {name: r.example/b, version: v1}}', 'r.example/b:v1', 'image.name'],
    ['{imageRegistry: r.example, image: {repository: a/b, tag: "1"}}', 'r.example/a/b:1', 'image.repository'],
    ['{global: {imageRegistry: r.example}, image: {repository: b, tag: v1}}', 'r.example/b:v1', 'image.repository'],
    ['{imageRegistry: r.example, image: {repository: q.example/b, tag: v1}}', 'q.example/b:v1', 'image.repository'],
  ])('%s is %s', (spec, reference, path) => {
    expect(uses(resource(spec))).toEqual([`${reference} <- Widget/w:spec.${path} (image-object)`]);
  });

  it.each([
    '{image: {repository: a/b, tag: ""}}',
    '{image: {repository: "a/b:1", tag: "2"}}',
    '{image: {name: b, version: "1"}}',
    '{plugin: {name: r.example/b, version: "1"}}',
    '{image: {repository: a/B, tag: "1"}}',
    '{image: {repository: a/b, tag: false}}',
  ])('%s is none', (spec) => {
    expect(uses(resource(spec))).toEqual([]);
  });
});

describe('nested-pod-spec', () => {
  it.each([
    [
      '{template: {spec: {containers: [{name: a, image: a}]}}}',
      ['a <- Widget/w:spec.template.spec.containers[0].image'],
    ],
    ['{extraContainers: [{image: a/b}]}', ['a/b <- Widget/w:spec.extraContainers[0].image']],
    ['{steps: [{image: golang}]}', ['golang <- Widget/w:spec.steps[0].image']],
    ['{volumes: [{image: {reference: a/b}}]}', ['a/b <- Widget/w:spec.volumes[0].image.reference']],
    ['{containers: [{image: auto}, {image: "{{ x }}"}, {image: ""}, {name: a}]}', []],
    ['{containers: {main: {image: a}}}', []],
  ])('%s', (spec, expected) => {
    expect(uses(resource(spec))).toEqual(expected.map((use) => `${use} (nested-pod-spec)`));
  });
});

describe('repository-tag', () => {
  const environment = (...pairs: [string, string][]) =>
    container(`env: [${pairs.map(([name, value]) => `{name: ${name}, value: "${value}"}`).join(', ')}]`);

  it.each([
    [environment(['X_IMAGE_REPOSITORY', 'a/b'], ['X_IMAGE_TAG', '1']), ['a/b:1']],
    [environment(['X_IMAGE_REPOSITORY', 'a/b'], ['X_VERSION', '1']), ['a/b:1']],
    [environment(['X_REPO', 'r.example/a/b'], ['X_TAG', '1']), ['r.example/a/b:1']],
    [environment(['X_REGISTRY', 'r.example'], ['X_REPOSITORY', 'a/b'], ['X_TAG', '1']), ['r.example/a/b:1']],
    [environment(['X_Y_IMAGE', 'r.example/a/b'], ['Y_VERSION', '1']), ['r.example/a/b:1']],
    [environment(['X_Y_IMAGE', 'r.example/a/b'], ['X_VERSION', '1']), []],
    [environment(['X_REPOSITORY', 'r.example/a/b'], ['X_VERSION', '1']), []],
    [environment(['X_REPOSITORY', 'a/b'], ['X_TAG', '1']), []],
    [environment(['X_REPOSITORY', 'https://r.example/a'], ['X_TAG', '1']), []],
    [environment(['X_IMAGE', 'r.example/a/b:1'], ['X_IMAGE_TAG', '2']), ['r.example/a/b:1']],
    [container('args: [--x-image=r.example/a/b, --x-image-tag=1]'), ['r.example/a/b:1']],
    [container('args: [--x-image-repository, a/b, --x-image-tag, "1"]'), ['a/b:1']],
    [resource('{repository: a/b, version: "1", agentRepository: c/d, agentVersion: "2"}'), ['a/b:1', 'c/d:2']],
    [resource('{chart: x, repository: a/b, version: "1"}'), []],
    [resource('{x: {repository: a/b, version: "1"}}'), []],
  ])('%s', (manifests, expected) => {
    expect(references(manifests).filter((reference) => reference !== 'own:1')).toEqual(expected);
  });
});

describe('whole-value', () => {
  it.each([
    ['{agent: r.example/a/b:1}', ['r.example/a/b:1']],
    ['{version: r.example/a/b:1}', ['r.example/a/b:1']],
    [`{agents: [r.example/a@${digest}]}`, [`r.example/a@${digest}`]],
    ['{agent: a/b:1}', []],
    ['{agent: r.example/a/b}', []],
    ['{agent: "see r.example/a/b:1"}', []],
    ['{ociArtifact: r.example/a/b:1}', []],
    ['{charts: {agent: r.example/a/b:1}}', []],
  ])('%s', (spec, expected) => {
    expect(uses(resource(spec)).map((use) => use.split(' ')[0])).toEqual(expected);
  });
});

describe('min-confidence', () => {
  const manifests = [pod('{image: a:1}'), resource('{image: "b:1", agent: r.example/c:1.0}')].join('---\n');

  it.each([
    ['certain', ['a:1']],
    ['high', ['a:1', 'b:1']],
    ['medium', ['a:1', 'b:1', 'r.example/c:1.0']],
  ] as const)('%s', (minConfidence, expected) => {
    expect(references(manifests, { minConfidence })).toEqual(expected);
  });

  it('is told with every use', () => {
    const { images } = extract(manifests).images;
    expect(images.flatMap(({ uses }) => uses.map(({ confidence }) => confidence))).toEqual([
      'certain',
      'high',
      'medium',
    ]);
  });
});
