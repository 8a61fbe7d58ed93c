import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceContent } from '../../src/flux/source-contents.js';
import { temporaryFolder } from '../support/checkout.js';
import { fetched } from '../support/fetch-sources.js';

describe('What a server gives without asking who it is', () => {
  let server: Server;
  let asked: string[];
  let answer: RequestListener;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('is a file', async () => {
    answer = (_, response) => response.end('kind: ConfigMap');
    expect(await fetched({ kind: 'file', url: `${address()}/a/install.yaml` })).toEqual({
      'resource.yaml': 'kind: ConfigMap',
    });
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/a', 'data:text/plain,a'])('is no file at %s', async (url) => {
    expect(await fetched({ kind: 'file', url })).toBe(`"${url}" is no http or https URL`);
  });

  it('is a file that is not there, or whose host must not be asked', async () => {
    answer = (_, response) => response.writeHead(404).end();
    const file: SourceContent = { kind: 'file', url: `${address()}/install.yaml` };
    expect(await fetched(file)).toContain('is not there (404)');
    expect(await fetched(file, { restrictEgress: 'true' })).toContain('is a loopback address');
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['', {}],
    [', with the rules at its root', { '.sourceignore': '*.md' }],
  ])('is a bucket, page by page%s', async (_, rules) => {
    const objects: Record<string, string> = { 'apps/a b.yaml': 'a', 'apps/c&d.yaml': 'cd', 'apps/': '' };
    const names = Object.keys(objects);
    answer = (request, response) => {
      const url = new URL(request.url ?? '', address());
      const text = { ...objects, ...rules }[decodeURIComponent(url.pathname).replace('/fleet/', '')];
      if (!url.searchParams.has('list-type')) return response.writeHead(text === undefined ? 404 : 200).end(text);
      const page = Number(url.searchParams.get('continuation-token') ?? 0);
      const name = names[page] ?? '';
      const next = page < 2 ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : '';
      const isTruncated = `<IsTruncated>${page < 2}</IsTruncated>`;
      const entry = `<Contents><Key>${encodeURIComponent(name)}</Key><Size>${objects[name]?.length}</Size></Contents>`;
      return response.end(`<?xml version="1.0"?><ListBucketResult>${isTruncated}${entry}${next}</ListBucketResult>`);
    };
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: 'apps' };
    expect(await fetched(bucket)).toEqual({ 'apps/a b.yaml': 'a', 'apps/c&d.yaml': 'cd', ...rules });
    expect(asked[0]).toContain('prefix=apps');
  });

  it.each([
    ['an object whose name leads out', '<Contents><Key>..%2Fx</Key><Size>1</Size></Contents>', 'is no path of a file'],
    ['too much', `<Contents><Key>x</Key><Size>99999999999</Size></Contents>`, 'holds more than 64 MiB'],
    ['an object without a size', '<Contents><Key>x</Key></Contents>', 'in a form that is not understood'],
    ['a size that bounds nothing', '<Contents><Key>x</Key><Size>many</Size></Contents>', 'is not understood'],
    ['an object without a name', '<Contents><Size>1</Size></Contents>', 'is not understood'],
    ['an object that has no end', '<Contents><Key>x</Key><Size>1</Size>', 'is not understood'],
    ['attributes that hide one', '<Contents a="b"><Name>x</Name></Contents>', 'is not understood'],
    [
      'a name that is not encoded as it should be',
      '<Contents><Key>%zz</Key><Size>1</Size></Contents>',
      'is not understood',
    ],
    ['objects whose elements have a prefix', '<s3:Contents><s3:Key>x</s3:Key></s3:Contents>', 'is not understood'],
    ['fewer objects than it counts', '<KeyCount>1</KeyCount>', 'is not understood'],
    ['an object in a comment', '<!--<Contents><Key>x</Key><Size>1</Size></Contents>-->', 'is not understood'],
    ['a list of many beginnings', '<Contents>'.repeat(400_000), 'is not understood'],
  ])('is no bucket with %s', async (_, content, fault) => {
    answer = (_request, response) =>
      response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${content}</ListBucketResult>`);
    const folder = await temporaryFolder('nothing');
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: '' };
    expect(await fetched(bucket)).toContain(fault);
    expect(existsSync(path.join(folder, '../x'))).toBe(false);
  });

  it.each([
    ['<IsTruncated>true</IsTruncated>'],
    ['<IsTruncated>true</IsTruncated><NextMarker>x</NextMarker>'],
    ['<NextContinuationToken/>'],
    [''],
  ])('is no bucket with a list of which the rest cannot be had: %s', async (end) => {
    const entry = '<Contents><Key>x</Key><Size>1</Size></Contents>';
    answer = (request, response) =>
      response.end(request.url?.includes('list-type') ? `<ListBucketResult>${entry}${end}</ListBucketResult>` : 'x');
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: '' };
    expect(await fetched(bucket)).toContain('does not say how its list of objects goes on');
  });

  it('is no bucket with a list that has no end', async () => {
    answer = (_request, response) => {
      const next = `<NextContinuationToken>${asked.length}</NextContinuationToken>`;
      response.end(`<ListBucketResult><IsTruncated>true</IsTruncated>${next}</ListBucketResult>`);
    };
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: '' };
    expect(await fetched(bucket)).toContain('lists its objects on more than 100 pages');
    expect(asked).toHaveLength(100);
  });

  it('is no bucket whose rules cannot be had', async () => {
    const list = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>';
    answer = (request, response) => {
      const isList = request.url?.includes('list-type') === true;
      response.writeHead(isList ? 200 : 403).end(isList ? list : '');
    };
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: 'apps' };
    expect(await fetched(bucket)).toContain('forbids it (403)');
  });

  it.each(['..', '../x', 'x?y=', 'x#', '', 'a/b'])('is no bucket with the name "%s"', async (bucket) => {
    expect(await fetched({ kind: 'bucket', endpoint: address(), bucket, prefix: '' })).toMatch(
      /is no name of a bucket|is no http or https URL/,
    );
    expect(asked).toEqual([]);
  });

  it('is no bucket where credentials are wanted', async () => {
    answer = (_, response) => response.writeHead(403).end();
    const bucket: SourceContent = { kind: 'bucket', endpoint: address(), bucket: 'fleet', prefix: '' };
    expect(await fetched(bucket)).toContain('forbids it (403)');
  });
});
