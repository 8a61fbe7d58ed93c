import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canPinAddresses, fetchGit, listGitTags } from '../../src/tools/remote-git.js';
import { makeCertificate } from '../support/certificate.js';
import { type GitServer, startGitServer } from '../support/git-server.js';

const certificate = await makeCertificate();
const canPin = await canPinAddresses();

let folder: string;
let git: GitServer;
let secure: GitServer | undefined;
let authorities: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-remote-git-'));
  const repository = path.join(folder, 'charts.git');
  await mkdir(repository);
  const run = (...args: string[]) => execFileSync('git', ['-C', repository, ...args]);
  run('init', '--quiet', '--initial-branch=main');
  run('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '--message=a');
  run('tag', 'v1.0.0');
  git = await startGitServer(folder);
  secure = certificate && (await startGitServer(folder, undefined, certificate));
  authorities = path.join(folder, 'ca.pem');
  await writeFile(authorities, certificate?.cert ?? '');
});

afterAll(async () => {
  await git.close();
  await secure?.close();
  await rm(folder, { recursive: true });
});

/** Answers every request with a redirect to the same path elsewhere, and keeps what it was told. */
async function startRedirect(target: () => string): Promise<{ url: string; told: string[]; server: Server }> {
  const told: string[] = [];
  const server = createServer((request, response) => {
    told.push(request.headers.authorization ?? 'nothing');
    response.writeHead(302, { location: target() + request.url }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, server };
}

describe.skipIf(!certificate || !canPin)('with pinned addresses', () => {
  const secureUrl = (name: string) => `https://${name}:${new URL(secure?.url ?? '').port}/charts.git`;

  it('git connects to these, whatever the name resolves to', async () => {
    const remote = { url: secureUrl('charts.example'), authorities, addresses: ['127.0.0.1'] };
    expect(await listGitTags(remote)).toEqual(['v1.0.0']);
    await fetchGit(remote, 'refs/heads/main', { folder: path.join(folder, 'fetched'), bytes: 1e9 });
    expect(await readFile(path.join(folder, 'fetched/.git/FETCH_HEAD'), 'utf8')).toContain('charts.example');
  });

  it('git connects to nothing else', async () => {
    // The server listens on the address that the name resolves to, and not on this one.
    const listing = listGitTags({ url: secureUrl('localhost'), authorities, addresses: ['127.0.0.2'] });
    await expect(listing).rejects.toMatchObject({ stderr: expect.stringMatching(/connect to localhost/) });
  });

  it('git speaks HTTPS alone', async () => {
    await expect(listGitTags({ url: `${git.url}/charts.git`, addresses: ['127.0.0.1'] })).rejects.toThrow();
  });
});

describe('a redirect', () => {
  it('is followed without a password', async () => {
    const { url, server } = await startRedirect(() => git.url);
    expect(await listGitTags({ url: `${url}/charts.git` })).toEqual(['v1.0.0']);
    server.close();
  });

  it('is not followed with one, so that no other host hears it', async () => {
    const thief = await startRedirect(() => git.url);
    const { url, told, server } = await startRedirect(() => thief.url);
    const authorization = `Basic ${Buffer.from('robot:secret').toString('base64')}`;
    await expect(listGitTags({ url: `${url}/charts.git`, authorization })).rejects.toThrow();
    expect(told).toEqual([authorization]);
    expect(thief.told).toEqual([]);
    server.close();
    thief.server.close();
  });
});
