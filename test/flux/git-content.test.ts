import { describe, expect, it } from 'vitest';
import type { FetchSource, SourceContent } from '../../src/flux/source-contents.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { documents, gitRepository, kustomization } from './objects.js';
import { discover, helmRelease, helmRepository } from './repository.js';

const url = 'https://git.example.com/acme/shared.git';

/** A cluster whose `apps` come from the GitRepository `released`. */
function clusterWith(...sources: string[]): Files {
  return {
    'clusters/live/sync.yaml': documents(gitRepository('flux-system'), kustomization('flux-system', './clusters/live')),
    'clusters/live/apps.yaml': documents(
      ...sources,
      kustomization('apps', './apps', { source: 'released' }),
      helmRepository,
    ),
  };
}

function include(...names: string[]): string {
  return `include: [${names.map((name) => `{repository: {name: ${name}}}`).join(', ')}]`;
}

/** Gives the same release for every source, and keeps what was asked for. */
async function releaseSource(): Promise<{ fetchSource: FetchSource; asked: SourceContent[] }> {
  const folder = await temporaryFolder('source');
  await writeFiles(folder, { 'apps/shop.yaml': helmRelease('shop') });
  const asked: SourceContent[] = [];
  const fetchSource: FetchSource = async (source) => {
    asked.push(source);
    return { folder };
  };
  return { asked, fetchSource };
}

describe('A GitRepository that includes others', () => {
  it('is asked for with them, by where they come from and go to', async () => {
    const { fetchSource, asked } = await releaseSource();
    const spec = 'include: [{repository: {name: shared}, fromPath: ./base/, toPath: ../vendor/shared}]';
    const cluster = clusterWith(
      gitRepository('released', { ref: '{tag: v1}', spec }),
      gitRepository('shared', { url, spec: `ignore: "*.md"\n${include('more')}` }),
      gitRepository('more', { url: `${url}/more`, ref: '{commit: abc}' }),
    );
    const discovery = await discover(cluster, {}, fetchSource);
    expect(discovery).toMatchObject({ complete: true, problems: [], releases: [{ id: { name: 'shop' } }] });
    const name = 'GitRepository flux-system';
    const more = { kind: 'git', url: `${url}/more`, reference: { commit: 'abc' } };
    const included = [{ name: `${name}/more`, content: more, ignored: '', from: '.', to: 'more' }];
    const shared = { kind: 'git', url, reference: { branch: 'main' }, includes: included };
    const includes = [{ name: `${name}/shared`, content: shared, ignored: '*.md', from: 'base', to: 'vendor/shared' }];
    expect(asked).toEqual([
      { kind: 'git', url: 'https://git.example.com/acme/fleet.git', reference: { tag: 'v1' }, includes },
    ]);
  });

  it.each([
    [
      'that no manifest declares',
      include('nowhere'),
      'names GitRepository flux-system/nowhere, which no manifest declares',
    ],
    [
      'that include it in turn',
      include('shared'),
      'GitRepository flux-system/released includes itself by spec.include',
    ],
    ['in great number', include(...Array.from({ length: 101 }, () => 'plain')), 'leads to more than 100 sources'],
  ])('is not there, which is said, with others %s', async (_, spec, message) => {
    const { fetchSource, asked } = await releaseSource();
    const cluster = clusterWith(
      gitRepository('released', { ref: '{tag: v1}', spec }),
      gitRepository('shared', { url, spec: include('released') }),
      gitRepository('plain', { url }),
    );
    const discovery = await discover(cluster, {}, fetchSource);
    expect(asked).toEqual([]);
    expect(discovery).toMatchObject({ complete: false, releases: [] });
    expect(discovery.problems[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining(message) });
  });

  it('may be the one that holds this repository, for Kustomizations of what it includes', async () => {
    const folder = await temporaryFolder('source');
    await writeFiles(folder, { 'vendor/apps/shop.yaml': helmRelease('shop') });
    const cluster = {
      'clusters/live/sync.yaml': documents(
        gitRepository('flux-system', { spec: 'include: [{repository: {name: shared}, toPath: vendor}]' }),
        kustomization('flux-system', './clusters/live'),
        gitRepository('shared', { url }),
      ),
      'clusters/live/apps.yaml': documents(kustomization('apps', './vendor/apps'), helmRepository),
    };
    const asked: SourceContent[] = [];
    const discovery = await discover(cluster, {}, async (content) => {
      asked.push(content);
      return { folder };
    });
    expect(asked).toMatchObject([{ reference: { branch: 'main' }, includes: [{ content: { url }, to: 'vendor' }] }]);
    expect(discovery).toMatchObject({ complete: true, problems: [] });
    const file = 'GitRepository flux-system/flux-system:vendor/apps/shop.yaml';
    expect(discovery.releases).toMatchObject([{ id: { name: 'shop' }, place: { file } }]);
  });
});
