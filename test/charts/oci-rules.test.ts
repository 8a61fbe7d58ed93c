import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OciChart } from '../../src/flux/release.js';
import { packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

const helmLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const otherLayer = 'application/vnd.acme.other.tar+gzip';

/** What the registry holds: blobs by digest, and manifests by tag or digest. */
let blobs: Map<string, Buffer>;
let manifests: Map<string, object>;
let server: Server;

beforeEach(async () => {
  blobs = new Map();
  manifests = new Map();
  server = createServer((request, response) => {
    const [, kind, name = ''] = /^\/v2\/charts\/app\/(manifests|blobs|tags)\/([^?]*)/.exec(request.url ?? '') ?? [];
    const body = kind === 'blobs' ? blobs.get(name) : kind === 'manifests' ? manifests.get(name) : { tags: tags() };
    if (body === undefined) response.writeHead(404).end();
    else response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const tags = () => [...manifests.keys()].filter((name) => !name.startsWith('sha256:'));
const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

async function layer(mediaType: string, version: string) {
  const { archive } = await packChart(fixtureChart('cron'), { version });
  blobs.set(digestOf(archive), archive);
  return { mediaType, digest: digestOf(archive) };
}

/** The version of the chart itself says which one was taken. */
async function push(tag: string, version: string): Promise<void> {
  manifests.set(tag, { layers: [await layer(helmLayer, version)] });
}

async function taken(reference: OciChart['reference'], layerMediaType?: string): Promise<string> {
  const url = `oci://127.0.0.1:${(server.address() as AddressInfo).port}/charts/app`;
  const location: OciChart = { kind: 'oci', url, reference, insecure: true, ...(layerMediaType && { layerMediaType }) };
  const { results, problems } = await render([releaseOf(location)]);
  return [...results.map(({ chart }) => chart.version), ...problems.map(({ message }) => message)].join('\n');
}

describe('a range of a HelmRepository takes strict versions alone (oci_chart_repository.go: getTags)', () => {
  it.each([
    [['1.0.0', 'v1.1.0'], '1.x', '1.0.0'],
    [['1.0.0', '01.2.0'], '*', '1.0.0'],
    [['1.0.0', '1.2'], '*', '1.0.0'],
    [['1.0.0', '1.1.0_dev'], '1.x', '1.1.0+dev'],
    [['v1.0.0'], '*', 'has no tag that fits'],
  ])('of %j for %s', async (names, version, expected) => {
    for (const name of names) await push(name, name.replace('_', '+').replace(/^(v1\.1\.0|01.*|1\.2)$/, '9.9.9'));
    expect(await taken({ version })).toContain(expected);
  });
});

describe('a range of an OCIRepository (ocirepository_controller.go: getTagBySemver)', () => {
  it.each([
    [['1.0.0', 'v1.1.0'], '1.x', undefined, '1.1.0'],
    [['1.0.0', '1.1.0_dev'], '>=1.0.0', undefined, '1.0.0'],
    [['1.0.0', '1.1.0_dev'], '>=1.0.0', helmLayer, '1.1.0'],
    [['latest', '1.0.0'], 'latest', undefined, 'has no tag that fits'],
  ])('takes of %j for %s with the layer %s', async (names, semver, layerMediaType, expected) => {
    for (const name of names) await push(name, /\d+\.\d+\.\d+/.exec(name)?.[0] ?? '9.9.9');
    expect(await taken({ semver }, layerMediaType)).toContain(expected);
  });
});

describe('the layer (ocirepository_controller.go: selectLayer)', () => {
  beforeEach(async () => {
    manifests.set('1.0.0', { layers: [await layer(helmLayer, '1.0.1'), await layer(otherLayer, '1.0.2')] });
  });

  it.each([
    [undefined, '1.0.1'],
    [helmLayer, '1.0.1'],
    [otherLayer, '1.0.2'],
    ['application/nothing', '1.0.0 has no layer of the type application/nothing'],
  ])('that %s selects is taken', async (mediaType, expected) => {
    expect(await taken({ tag: '1.0.0' }, mediaType)).toContain(expected);
  });
});

describe('of an index of platforms (go-containerregistry, pkg/v1/remote/index.go)', () => {
  it.each<[string, (object | undefined)[], string]>([
    [
      'linux/amd64 is taken',
      [
        { os: 'linux', architecture: 'arm64' },
        { os: 'linux', architecture: 'amd64' },
      ],
      '1.0.1',
    ],
    ['one without a platform is for linux/amd64', [{ os: 'windows', architecture: 'amd64' }, undefined], '1.0.1'],
    ['nothing else is taken', [{ os: 'linux', architecture: 'arm64' }], 'has nothing for linux/amd64'],
  ])('%s', async (_, platforms, expected) => {
    const children = [];
    for (const [index, platform] of platforms.entries()) {
      const content = Buffer.from(JSON.stringify({ layers: [await layer(helmLayer, `1.0.${index}`)] }));
      manifests.set(digestOf(content), JSON.parse(content.toString()));
      children.push({ digest: digestOf(content), ...(platform && { platform }) });
    }
    manifests.set('1.0.0', { manifests: children });
    expect(await taken({ tag: '1.0.0' })).toContain(expected);
  });
});
