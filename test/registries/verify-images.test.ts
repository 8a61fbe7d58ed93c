import { describe, expect, it } from 'vitest';
import type { Image, PulledImage } from '../../src/images/image.js';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { Answer, Found } from '../../src/registries/answer.js';
import type { VerificationOptions } from '../../src/registries/options.js';
import { type Platform, parsePlatform } from '../../src/registries/platform.js';
import { type FindTag, judgeImages } from '../../src/registries/verify-images.js';
import { releaseOf } from '../support/release.js';

const platform = (name: string): Platform => {
  const [os = '', architecture = '', variant = ''] = name.split('/');
  return { os, architecture, variant };
};

function found(offered: string, pulled = offered, changes: Partial<Found> = {}): Found {
  const layers = Object.fromEntries(pulled.split(' ').map((name) => [name, []]));
  const content = { kind: 'content' as const, platforms: offered.split(' ').map(platform), layers };
  return { kind: 'found', digest: 'sha256:0', moved: false, content, ...changes };
}

const missing: Answer = { kind: 'missing', repository: 'registry.example.com/shop/web', nearest: ['1.0.0', '1.0.1'] };
const untold = (reason: string, advice = ''): Answer => ({
  kind: 'untold',
  host: 'registry.example.com',
  reason,
  advice,
});

const image = (reference: string): Image => ({
  reference,
  uses: [{ object: 'Deployment/web', path: 'spec.containers[0].image', rule: 'pod', confidence: 'certain' }],
});

/** @param demanded architectures that the pods of each image demand */
function release(name: string, references: string[], demanded: string[] = []): PrepullerSource {
  const pods = references.map(
    (reference): PulledImage => ({ reference, imagePullSecrets: [], withoutSecret: [], architectures: demanded }),
  );
  return {
    release: releaseOf({ kind: 'directory', path: 'charts/shop' }, { name }),
    chart: { name: 'shop', version: '1.0.0' },
    images: { images: references.map(image), excluded: [], pods: { imagePullSecrets: [], images: pods } },
  };
}

interface Case {
  verify?: VerificationOptions['verifyImages'];
  nodes?: string;
  findTag?: FindTag;
}

function judge(sources: PrepullerSource[], answers: Record<string, Answer>, { verify = 'error', ...given }: Case = {}) {
  const { nodes = '', findTag = () => undefined } = given;
  const platforms = nodes.split(' ').flatMap((name) => parsePlatform(name) ?? []);
  return judgeImages(sources, new Map(Object.entries(answers)), { verifyImages: verify, platforms }, findTag);
}

const named = 'Deployment/web: spec.containers[0].image: the image web:1';

describe('an image that does not exist', () => {
  it.each([['error', 'error'] as const, ['warn', 'warning'] as const])(
    'is with %s an %s of its release',
    (verify, severity) => {
      const { problems, sources } = judge([release('shop', ['web:1'])], { 'web:1': missing }, { verify });
      expect(problems).toEqual([
        {
          severity,
          kind: 'image',
          object: 'HelmRelease apps/shop',
          release: { namespace: 'apps', name: 'shop' },
          place: { file: 'apps/shop.yaml', line: 1 },
          message: `${named} does not exist: registry.example.com/shop/web has no tag 1; the nearest are 1.0.0, 1.0.1. Correct it in the values, or where the chart has it, or push the image first.`,
        },
      ]);
      expect(sources[0]?.images.images).toHaveLength(1);
    },
  );

  it('is said at the line of its tag, where that is known', () => {
    const place = { file: 'apps/values.yaml', line: 7 };
    const { problems } = judge([release('shop', ['web:1'])], { 'web:1': missing }, { findTag: () => place });
    expect(problems).toMatchObject([{ place, message: expect.stringContaining('Correct it here, or push') }]);
  });

  it('is said once for a release that several clusters run', () => {
    const twice = [release('shop', ['web:1']), release('shop', ['web:1'])];
    expect(judge(twice, { 'web:1': missing }).problems).toHaveLength(1);
  });

  it('is said for each release that has it, and not for one that has not', () => {
    const sources = [release('one', ['web:1']), release('two', ['web:2']), release('three', ['web:1'])];
    const { problems } = judge(sources, { 'web:1': missing, 'web:2': found('linux/amd64') });
    expect(problems.map((problem) => problem.release?.name)).toEqual(['one', 'three']);
  });
});

it('what cannot be told is one notice a host, whatever the reasons, and fails nothing', () => {
  const references = ['a:1', 'b:1', 'c:1'];
  const answers = {
    'a:1': untold('asks for credentials (401)', 'Add a line'),
    'b:1': untold('asks for credentials (401)', 'Add a line'),
    'c:1': found('linux/amd64', 'linux/amd64', { content: untold('has a limit') as never }),
    'd:1': { ...untold('did not answer in time'), host: 'other.example.com' } as Answer,
  };
  const { problems } = judge([release('one', references), release('two', [...references, 'd:1'])], answers);
  expect(problems).toEqual([
    {
      severity: 'notice',
      kind: 'image',
      message:
        'registry.example.com asks for credentials (401), has a limit: it cannot be told whether it exists (2 images: a:1, b:1), and for which platforms it is and how large (c:1). Add a line.',
    },
    {
      severity: 'notice',
      kind: 'image',
      message: 'other.example.com did not answer in time: it cannot be told whether it exists (d:1).',
    },
  ]);
});

it('tags that name something else than before are said once, together', () => {
  const moved = found('linux/amd64', 'linux/amd64', { moved: true });
  const answers = { 'a:1': moved, 'b:1': moved, 'c:1': found('linux/amd64') };
  const { problems } = judge([release('one', ['a:1', 'b:1']), release('two', ['a:1', 'c:1'])], answers);
  expect(problems).toMatchObject([{ severity: 'notice', message: expect.stringContaining('a:1, b:1. Nodes keep') }]);
});

describe('platforms', () => {
  const nodes = 'linux/amd64 linux/arm64';

  it.each<[string, Answer, string[], Case, { says?: string; on?: string[]; isLeftOut?: boolean }]>([
    ['of all nodes', found('linux/amd64 linux/arm64'), [], { nodes }, {}],
    ['that are not checked', found('linux/s390x', 'linux/amd64'), [], {}, {}],
    [
      'of some nodes',
      found('linux/amd64 windows/amd64', 'linux/amd64'),
      [],
      { nodes },
      { says: 'lacks linux/arm64 (it has linux/amd64): its pre-puller leaves out these nodes.', on: ['amd64'] },
    ],
    ['of the nodes that its pods demand', found('linux/amd64'), ['amd64'], { nodes }, {}],
    ['of nodes that there are none of', found('linux/s390x', 'linux/amd64'), ['s390x'], { nodes }, {}],
    [
      'of none of the nodes that its pods demand',
      found('linux/amd64'),
      ['arm64'],
      { nodes },
      { says: 'lacks linux/arm64 (it has linux/amd64): no node can run it, and it is not pulled.', isLeftOut: true },
    ],
    [
      'of one of two variants, which no label tells apart',
      found('linux/amd64 linux/arm/v7', 'linux/amd64 linux/arm/v7'),
      [],
      { nodes: 'linux/amd64 linux/arm/v7 linux/arm/v6' },
      { says: 'lacks linux/arm/v6 (it has linux/amd64, linux/arm/v7): no label tells nodes of linux/arm/v6' },
    ],
    [
      'of one of two variants alone',
      found('linux/arm/v7'),
      [],
      { nodes: 'linux/amd64 linux/arm/v7 linux/arm/v6' },
      { says: 'leaves out nodes of linux/amd64; no label tells nodes of linux/arm/v6', on: ['arm'] },
    ],
    [
      'of none of the variants',
      found('linux/amd64'),
      [],
      { nodes: 'linux/amd64 linux/arm/v7 linux/arm/v6' },
      { says: 'lacks linux/arm/v7, linux/arm/v6', on: ['amd64'] },
    ],
    [
      'of no Linux',
      found('windows/amd64', 'x'),
      [],
      {},
      { says: 'is for no platform of Linux (windows/amd64) and is not pulled.', isLeftOut: true },
    ],
  ])('%s', (_, answer, demanded, given, { says, on, isLeftOut = false }) => {
    const { problems, sources } = judge([release('shop', ['web:1'], demanded)], { 'web:1': answer }, given);
    expect(problems).toEqual(
      says === undefined
        ? []
        : [expect.objectContaining({ severity: 'warning', message: expect.stringContaining(says) })],
    );
    expect(sources[0]?.pullable?.architectures.get('web:1')).toEqual(on);
    expect(sources[0]?.images).toMatchObject(
      isLeftOut ? { images: [], excluded: ['web:1'] } : { images: [{ reference: 'web:1' }], excluded: [] },
    );
  });

  it.each<[string, Answer]>([
    ['of an image that cannot be told', untold('is silent')],
    ['of one that does not exist', missing],
    ['of one whose manifest cannot be read', found('x', 'x', { content: untold('is silent') as never })],
    ['of schema 1', found('x', 'x', { content: { kind: 'schema 1' } })],
  ])('%s are not known this time', (_, answer) => {
    const { sources } = judge([release('shop', ['web:1'])], { 'web:1': answer }, { nodes, verify: 'warn' });
    expect(sources[0]?.pullable).toEqual({ architectures: new Map(), untold: new Set(['web:1']) });
  });

  it('a manifest of schema 1 is a warning, for containerd 2 does not pull it', () => {
    const { problems } = judge([release('shop', ['web:1'])], {
      'web:1': found('x', 'x', { content: { kind: 'schema 1' } }),
    });
    expect(problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining('schema 1') }]);
  });
});
