import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitChart } from '../../src/flux/release.js';
import { makeCertificate } from '../support/certificate.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, render } from '../support/render.js';

const credential = { user: 'robot', password: 'git-password' };
const certificate = await makeCertificate();

let folder: string;
let server: GitServer;
let firstCommit: string;

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Fixture', '-c', 'user.email=fixture@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', ['-C', path.join(folder, 'charts.git'), ...identity, ...args], {
    encoding: 'utf8',
  }).trim();
}

/** Commits the chart with another tag of its image. */
async function commit(tag: string): Promise<string> {
  const values = path.join(folder, 'charts.git/deploy/web/values.yaml');
  await writeFile(values, JSON.stringify({ replicas: 1, image: { repository: 'acme/web', tag }, sidecar: {} }));
  git('add', '--all');
  git('commit', '--quiet', '--message', tag);
  return git('rev-parse', 'HEAD');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-git-'));
  await mkdir(path.join(folder, 'charts.git'));
  git('init', '--quiet');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  await cp(fixtureChart('web'), path.join(folder, 'charts.git/deploy/web'), { recursive: true });
  await symlink('web', path.join(folder, 'charts.git/deploy/linked'));
  firstCommit = await commit('first');
  await commit('one-nine');
  git('tag', 'v1.9.0');
  await commit('one-ten');
  git('tag', '--annotate', '--message', 'release', 'v1.10.0');
  git('checkout', '--quiet', '-b', 'next');
  await commit('next');
  git('tag', 'v2.0.0-rc.1');
  git('update-ref', 'refs/pull/7/head', 'HEAD');
  git('checkout', '--quiet', 'main');
  await commit('main');
  server = await startGitServer(folder, credential);
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function chart(reference: GitChart['reference'], changes: Partial<GitChart> = {}): GitChart {
  return { kind: 'git', url: `${server.url}/charts.git`, reference, path: 'deploy/web', ...changes };
}

const registryCredentials = () => [{ host: server.url.slice('http://'.length), ...credential }];

describe('a chart of another Git repository', () => {
  it.each<[GitChart['reference'] | 'first commit', string]>([
    [{ branch: 'main' }, 'main'],
    [{ branch: 'next' }, 'next'],
    [{ tag: 'v1.9.0' }, 'one-nine'],
    [{ tag: 'v1.10.0' }, 'one-ten'],
    [{ semver: '>=1.0.0' }, 'one-ten'],
    [{ semver: '>=1.0.0-0' }, 'next'],
    [{ semver: '~1.9' }, 'one-nine'],
    [{ name: 'refs/pull/7/head' }, 'next'],
    ['first commit', 'first'],
  ])('is taken at %j', async (reference, tag) => {
    const at = reference === 'first commit' ? { commit: firstCommit } : reference;
    const { results, problems } = await render([releaseOf(chart(at))], { registryCredentials: registryCredentials() });
    expect(problems).toEqual([]);
    expect(results.map(imagesOf)).toEqual([[`acme/web:${tag}`]]);
  });

  it.each<[string, GitChart['reference'], Partial<GitChart>, string]>([
    ['a branch that is not there', { branch: 'nowhere' }, {}, 'git'],
    ['a range that no tag fits', { semver: '>=9' }, {}, "has no tag that fits '>=9'"],
    ['a path that leads out', { branch: 'main' }, { path: '../../..' }, 'leads out of the source'],
    ['a path over a link', { branch: 'main' }, { path: 'deploy/linked' }, 'or name deploy/web'],
    ['a local repository', { branch: 'main' }, { url: '/etc' }, 'is no http, https or ssh URL'],
    ['a program as its transport', { branch: 'main' }, { url: 'ext::sh -c true' }, 'is no http, https or ssh URL'],
    [
      'an option for a host',
      { branch: 'main' },
      { url: 'ssh://-oProxyCommand=true/x' },
      'is no http, https or ssh URL',
    ],
    ['a name that no program can be given', { branch: 'a\0b' }, {}, 'is no Git reference'],
    ['an option for a reference', { name: '--upload-pack=true' }, {}, 'is no Git reference'],
  ])('is an error with %s', async (_, reference, changes, message) => {
    const location = chart(reference, changes);
    const { problems } = await render([releaseOf(location)], { registryCredentials: registryCredentials() });
    expect(problems).toMatchObject([{ kind: 'chart', message: expect.stringContaining(message) }]);
  });

  it('is an error that does not ask for a password when there is none', async () => {
    const { problems } = await render([releaseOf(chart({ branch: 'main' }))]);
    expect(problems).toMatchObject([{ kind: 'chart', detail: expect.stringContaining('terminal prompts disabled') }]);
  });

  it.skipIf(!certificate)('is trusted by the authority that ca-file names', async () => {
    const secure = await startGitServer(folder, credential, certificate);
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, certificate?.cert ?? '');
    const release = releaseOf(chart({ tag: 'v1.9.0' }, { url: `${secure.url}/charts.git` }));
    const registryCredentials = [{ host: secure.url.slice('https://'.length), ...credential }];
    const trusted = await render([release], { registryCredentials, caFile });
    const refused = await render([release], { registryCredentials });
    await secure.close();
    expect(trusted.results.map(imagesOf)).toEqual([['acme/web:one-nine']]);
    expect(refused.problems).toMatchObject([{ kind: 'chart', detail: expect.stringContaining('certificate') }]);
  });
});
