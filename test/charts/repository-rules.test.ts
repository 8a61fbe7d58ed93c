import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChartLocation, Release } from '../../src/flux/release.js';
import { outcome, packed, pod, put, root, serve, server, useChartScene } from '../support/chart-scene.js';
import { releaseOf } from '../support/release.js';

useChartScene();

describe('dependencies of requirements.yaml', () => {
  const lib = packed('lib', '2.1.0', 'acme/lib:2');
  const old = 'apiVersion: v1\nname: chart\nversion: 1.0.0\n';
  const requirements = (version: string, name = 'lib') =>
    `dependencies:\n- name: ${name}\n  version: ${JSON.stringify(version)}\n  repository: ${server?.httpUrl}\n`;

  it.each([
    ['without a lock', '>=2', undefined, ['acme/lib:2']],
    ['with a lock, which decides', '>=1', '2.1.0', ['acme/lib:2']],
    ['with a range that nothing fits', '>=3', undefined, []],
    ['with a lock that nothing fits', '>=2', '3.0.0', []],
  ])('are fetched %s', async (_, range, lock, images) => {
    await serve([lib]);
    await put({
      'chart/Chart.yaml': old,
      'chart/requirements.yaml': requirements(range),
      ...(lock !== undefined && { 'chart/requirements.lock': requirements(lock) }),
    });
    expect((await outcome(releaseOf({ kind: 'directory', path: 'chart' }))).images).toEqual(images);
  });

  it('are taken from charts/ where they are', async () => {
    await serve([]);
    await put({ 'chart/Chart.yaml': old, 'chart/requirements.yaml': requirements('>=2') });
    await put({
      'chart/charts/lib/Chart.yaml': 'apiVersion: v1\nname: lib\nversion: 2.0.0\n',
      'chart/charts/lib/templates/a.yaml': pod('a', 'acme/lib:2'),
    });
    expect((await outcome(releaseOf({ kind: 'directory', path: 'chart' }))).images).toEqual(['acme/lib:2']);
    expect(server?.requests).toEqual([]);
  });
});

describe('an HTTP repository', () => {
  const chart = packed('app', '1.0.0', 'acme/app:1');
  const http = (url: string, version = '*'): Release =>
    releaseOf({ kind: 'http', url, name: 'app', version } as ChartLocation);

  it.each(['', '/'])('keeps its query behind the path, with %j at its end', async (slash) => {
    const { httpUrl, requests } = await serve([chart]);
    expect((await outcome(http(`${httpUrl}${slash}?token=abc`))).images).toEqual(['acme/app:1']);
    expect(requests).toEqual(['GET /charts/index.yaml?token=abc', 'GET /charts/app-1.0.0.tgz?token=abc']);
  });

  it('does not show its query in what it says', async () => {
    const { httpUrl } = await serve([chart]);
    const missing = await outcome(http(`${httpUrl}?token=s3cret`, '>=9'));
    const nowhere = await outcome(http(`${httpUrl}/nowhere?token=s3cret`));
    expect(JSON.stringify([missing, nowhere])).not.toContain('s3cret');
  });

  it('may have another digest in its index, which is a warning in every run', async () => {
    const { httpUrl } = await serve([{ ...chart, sha256: 'a'.repeat(64) }]);
    for (const version of ['*', '1.0.0', '*']) {
      const { images, said } = await outcome(http(httpUrl, version), { cachePath: path.join(root, 'cache') });
      expect(images).toEqual(['acme/app:1']);
      expect(said).toEqual([
        expect.stringMatching(/^warning: .* has the digest sha256:\w+, and its repository's index says sha256:a+/),
      ]);
    }
    expect(server?.requests.filter((line) => line.endsWith('.tgz'))).toHaveLength(1);
  });

  it.each([
    ['no name', { name: undefined }],
    ['a name with a slash', { name: 'a/b' }],
    ['a type that is none', { type: 'plugin' }],
    ['a maintainer that is nothing', { maintainers: [null] }],
    ['a dependency that is nothing', { dependencies: [null] }],
    ['an alias with a dot', { dependencies: [{ name: 'db', alias: 'a.b' }] }],
  ])('has no entry with %s', async (_, fault) => {
    const entries = {
      app: [
        { name: 'app', version: '2.0.0', urls: ['app-2.0.0.tgz'], ...fault },
        { name: 'app', version: '1.0.0', urls: ['app-1.0.0.tgz'] },
      ],
    };
    const { httpUrl } = await serve([chart], {
      intercept: (request, response) => {
        if (!request.url?.endsWith('index.yaml')) return false;
        response.end(JSON.stringify({ apiVersion: 'v1', entries }));
        return true;
      },
    });
    expect(await outcome(http(httpUrl))).toEqual({ images: ['acme/app:1'], said: [] });
  });

  it('is asked with the account of its path', async () => {
    const asked = new Map<string, string>();
    const { httpUrl } = await serve([chart], {
      intercept: (request, response) => {
        const [, folder = '', rest = ''] = /^\/(p\d)\/(.*)$/.exec(request.url ?? '') ?? [];
        const [, user = ''] =
          Buffer.from((request.headers.authorization ?? '').slice(6), 'base64')
            .toString()
            .match(/^(.*):/) ?? [];
        asked.set(`${folder}/${rest}`, user);
        if (rest === 'index.yaml')
          response.end(`apiVersion: v1\nentries:\n  app:\n  - name: app\n    version: 1.0.0\n    urls: [app.tgz]\n`);
        else response.end(chart.archive);
        return true;
      },
    });
    const { host } = new URL(httpUrl);
    const registryCredentials = ['p1', 'p2'].map((name) => ({ host: `${host}/${name}`, user: name, password: 'x' }));
    for (const name of ['p1', 'p2', 'p3']) await outcome(http(`http://${host}/${name}`), { registryCredentials });
    expect(Object.fromEntries(asked)).toEqual({
      'p1/index.yaml': 'p1',
      'p1/app.tgz': 'p1',
      'p2/index.yaml': 'p2',
      'p2/app.tgz': 'p2',
      'p3/index.yaml': '',
      'p3/app.tgz': '',
    });
  });
});
