import { expect, it } from 'vitest';
import { openCache } from '../../src/cache.js';
import type { HttpAnswer, HttpClient } from '../../src/network/http-client.js';
import { createImageInspector } from '../../src/registries/inspect-image.js';
import { type BuiltImage, buildImage, buildPlatforms, type Content } from '../support/images.js';
import { passingFolder } from './support.js';

/** The one host that counts what it is asked for, in place of a connection to it. */
function dockerHub(images: Record<string, BuiltImage>, withDigest = true) {
  const requests: string[] = [];
  const contents = new Map<string, Content>();
  const publish = ({ manifest, blobs, children }: BuiltImage) => {
    for (const content of [manifest, ...blobs]) contents.set(content.digest, content);
    children.forEach(publish);
  };
  Object.values(images).forEach(publish);
  const answer = async (method: string, url: string): Promise<HttpAnswer> => {
    const [, name = '', kind = '', asked = ''] =
      /^https:\/\/registry-1\.docker\.io\/v2\/(.+)\/(\w+)\/([^?]+)/.exec(url) ?? [];
    requests.push(`${method} ${kind}`);
    const found = images[`${name}:${asked}`]?.manifest ?? contents.get(asked);
    if (kind === 'tags') return { status: 200, headers: {}, body: Buffer.from('{"tags":["1"]}'), redirected: false };
    if (!found) return { status: 404, headers: {}, body: Buffer.from('{"errors":[{}]}'), redirected: false };
    const headers = { 'content-type': found.mediaType, ...(withDigest && { 'docker-content-digest': found.digest }) };
    return { status: 200, headers, body: method === 'HEAD' ? Buffer.alloc(0) : found.bytes, redirected: false };
  };
  const client: HttpClient = {
    get: (url) => answer('GET', url),
    head: (url) => answer('HEAD', url),
    deadline: () => new AbortController().signal,
    close: async () => undefined,
  };
  const inspect = async (cachePath: string, dockerHubBudget: number, references = Object.keys(images)) => {
    requests.length = 0;
    const resources = {
      network: { client, credentials: () => undefined, caFile: '', close: client.close },
      cache: openCache(cachePath, 10),
    };
    const { inspect } = createImageInspector(resources, { platforms: [], imageMirrors: [], dockerHubBudget });
    const answers = await Promise.all(references.map(inspect));
    const count = (line: string) => requests.filter((request) => request === line).length;
    return { answers, heads: count('HEAD manifests'), manifests: count('GET manifests'), requests };
  };
  return { inspect };
}

const five = Object.fromEntries(
  Array.from({ length: 5 }, (_, index) => [
    `shop/image-${index}:1`,
    buildPlatforms(['linux/amd64'], { layers: [`${index}`] }),
  ]),
);

it('manifests are read within the budget, existence is told without, and the next run goes on from the cache', async () => {
  const [hub, cachePath] = [dockerHub(five), await passingFolder()];
  const told = (answers: Awaited<ReturnType<typeof hub.inspect>>['answers']) =>
    answers.filter((answer) => answer.kind === 'found' && answer.content.kind === 'content').length;
  const first = await hub.inspect(cachePath, 4);
  expect(first.answers.map(({ kind }) => kind)).toEqual(Array(5).fill('found'));
  expect([first.heads, first.manifests]).toEqual([5, 4]);
  expect(first.answers.flatMap((answer) => (answer.kind === 'found' ? answer.content : []))).toContainEqual({
    kind: 'untold',
    host: 'registry-1.docker.io',
    reason: 'has been asked for 4 manifests, which is all that docker-hub-budget allows',
    advice: expect.stringContaining('cache-path'),
  });
  const second = await hub.inspect(cachePath, 4);
  expect([second.heads, second.manifests]).toEqual([0, 4]);
  const third = await hub.inspect(cachePath, 4);
  expect([told(third.answers), third.heads, third.manifests]).toEqual([5, 0, 2]);
  expect((await hub.inspect(cachePath, 0)).requests).toEqual([]);
});

it('without a budget it is told what exists and what does not', async () => {
  const hub = dockerHub(five);
  const { answers, manifests } = await hub.inspect(await passingFolder(), 0, ['shop/image-1:1', 'shop/image-1:2']);
  expect(answers).toMatchObject([{ kind: 'found' }, { kind: 'missing', nearest: ['1'] }]);
  expect(manifests).toBe(0);
});

it('an image exists although the registry does not say its digest and the budget is spent', async () => {
  const hub = dockerHub({ 'shop/web:1': buildImage() }, false);
  const { answers, manifests } = await hub.inspect(await passingFolder(), 0);
  expect(answers).toMatchObject([{ kind: 'found', digest: '', content: { kind: 'untold' } }]);
  expect(manifests).toBe(0);
});
