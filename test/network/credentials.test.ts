import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCredentials } from '../../src/network/credentials.js';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'prepuller-home-'));
});

afterEach(() => rm(home, { recursive: true }));

const given = (...hosts: string[]) => hosts.map((host) => ({ host, user: host, password: 'secret' }));

describe('of several accounts of a host', () => {
  it.each([
    ['charts.example.com/p1/index.yaml', 'charts.example.com/p1'],
    ['charts.example.com/p1', 'charts.example.com/p1'],
    ['charts.example.com/p1/deep/er', 'https://charts.example.com/p1/deep/'],
    ['charts.example.com/p10/index.yaml', 'charts.example.com'],
    ['charts.example.com/P1/index.yaml', 'charts.example.com'],
    ['Charts.Example.Com/p1/', 'charts.example.com/p1'],
    ['charts.example.com:443/p1/x', 'charts.example.com/p1'],
    ['charts.example.com', 'charts.example.com'],
    ['charts.example.com:8443/p1', undefined],
    ['charts.example.com.evil.example/p1', undefined],
    ['evil.example/charts.example.com/p1', undefined],
  ])('%s is asked with that of the longest path', async (address, user) => {
    const credentials = await loadCredentials(
      given('charts.example.com', 'charts.example.com/p1', 'https://charts.example.com/p1/deep/'),
      { HOME: home },
    );
    expect(credentials(address)?.user).toBe(user);
  });

  it('none is taken where none has the path', async () => {
    const credentials = await loadCredentials(given('charts.example.com/p1'), { HOME: home });
    expect(credentials('charts.example.com/p2/index.yaml')).toBeUndefined();
    expect(credentials('charts.example.com')).toBeUndefined();
  });
});

it.each(['https://index.docker.io/v1/', 'docker.io', 'registry-1.docker.io', 'index.docker.io'])(
  'Docker Hub is known by the name %s',
  async (host) => {
    const credentials = await loadCredentials(given(host), { HOME: home });
    expect(credentials('registry-1.docker.io/library/web')?.user).toBe(host);
  },
);

it('a stored login is for its whole host, and the input goes before it', async () => {
  await mkdir(path.join(home, '.docker'));
  const auth = Buffer.from('stored:pass:word').toString('base64');
  const auths = { 'https://ghcr.io/v2/': { auth }, 'quay.io': { auth }, 'odd.example': 'none', 'index.docker.io': {} };
  await writeFile(path.join(home, '.docker/config.json'), JSON.stringify({ auths }));
  const credentials = await loadCredentials(given('quay.io'), { HOME: home });
  expect(credentials('ghcr.io/acme/web')).toEqual({ user: 'stored', password: 'pass:word' });
  expect(credentials('quay.io/acme/web')?.user).toBe('quay.io');
  expect(credentials('odd.example')).toBeUndefined();
  expect(credentials('docker.io')).toBeUndefined();
});
