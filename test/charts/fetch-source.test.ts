import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cache, openCache } from '../../src/cache.js';
import { SourceBudget } from '../../src/charts/source-budget.js';
import type { SourceContent } from '../../src/flux/source-contents.js';
import { temporaryFolder } from '../support/checkout.js';
import { fetched } from '../support/fetch-sources.js';
import { type GitServer, startGitServer } from '../support/git-server.js';

describe('A Git repository', () => {
  let cache: Cache;
  let root: string;
  let server: GitServer;
  let commit: string;

  const git = (name: string, ...args: string[]) =>
    execFileSync('git', ['-C', path.join(root, name), '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      encoding: 'utf8',
    }).trim();

  async function repository(name: string, files: Record<string, string>): Promise<string> {
    await mkdir(path.join(root, name), { recursive: true });
    git(name, 'init', '--quiet', '--initial-branch=main');
    return await change(name, files);
  }

  async function change(name: string, files: Record<string, string>): Promise<string> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name, file)), { recursive: true });
      await writeFile(path.join(root, name, file), text);
    }
    git(name, 'add', '--all');
    git(name, 'commit', '--quiet', '--message=a');
    return git(name, 'rev-parse', 'HEAD');
  }

  beforeAll(async () => {
    root = await temporaryFolder('repositories');
    await repository('lib.git', { 'lib.yaml': 'lib' });
    commit = await repository('fleet.git', { 'apps/shop.yaml': 'first' });
    git('fleet.git', 'tag', 'v1.0.0');
    git('fleet.git', 'tag', '--annotate', '--message=b', 'v1.1.0');
    git('fleet.git', '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../lib.git', 'libs/lib');
    await change('fleet.git', { 'apps/shop.yaml': 'second' });
  });

  beforeEach(async () => {
    server = await startGitServer(root);
    cache = openCache(await temporaryFolder('cache'), 100);
  });

  afterEach(() => server.close());

  const source = (more: Partial<Extract<SourceContent, { kind: 'git' }>> = {}): SourceContent => ({
    kind: 'git',
    url: `${server.url}/fleet.git`,
    reference: { branch: 'main' },
    ...more,
  });

  it.each<[string, Extract<SourceContent, { kind: 'git' }>['reference'], string]>([
    ['a branch', { branch: 'main' }, 'second'],
    ['a tag', { tag: 'v1.0.0' }, 'first'],
    ['an annotated tag', { tag: 'v1.1.0' }, 'first'],
    ['a range', { semver: '1.x' }, 'first'],
    ['nothing, as kustomize', { revision: '' }, 'second'],
    ['a tag, as kustomize', { revision: 'v1.1.0' }, 'first'],
    ['a branch, as kustomize', { revision: 'main' }, 'second'],
  ])('is taken at %s', async (_, reference, text) => {
    expect(await fetched(source({ reference }))).toMatchObject({ 'apps/shop.yaml': text });
  });

  it.each([
    [{ branch: 'nowhere' }, 'has no refs/heads/nowhere'],
    [{ revision: 'nowhere' }, 'has no branch or tag "nowhere"'],
    [{ revision: '--upload-pack=x' }, 'is no Git reference'],
  ])('that has no %j is said', async (reference, fault) => {
    expect(await fetched(source({ reference }))).toContain(fault);
  });

  it('is fetched once for each commit, over many runs', async () => {
    await fetched(source(), { cache });
    const pinned = { reference: { commit: git('fleet.git', 'rev-parse', 'main') } };
    await server.close();
    // The commit is known, so nobody is asked.
    expect(await fetched(source(pinned), { cache })).toMatchObject({ 'apps/shop.yaml': 'second' });
    expect(await fetched(source({ reference: { commit } }), { cache })).toContain('git fetch failed');
    server = await startGitServer(root);
  });

  it('whose cached content is damaged is an error, and nothing wrong is taken', async () => {
    const url = `${server.url}/fleet.git`;
    await cache.write('checkouts', JSON.stringify([url, commit]), Buffer.from('PACK and no more'));
    expect(await fetched(source({ reference: { commit } }), { cache })).toMatch(/git index-pack failed/);
  });

  it('has what its submodules hold, where that is wanted', async () => {
    expect(await fetched(source())).not.toHaveProperty('libs/lib/lib.yaml');
    expect(await fetched(source({ submodules: true }))).toMatchObject({ 'libs/lib/lib.yaml': 'lib' });
  });

  it('has what it includes, each as its own includes make it', async () => {
    const lib = { kind: 'git', url: `${server.url}/lib.git`, reference: { branch: 'main' } } as const;
    const include = { name: 'GitRepository a/b', ignored: '', from: '.' };
    const outer = { ...lib, includes: [{ ...include, content: lib, to: 'again' }] };
    const files = await fetched(source({ includes: [{ ...include, content: outer, to: 'libs/outer' }] }));
    expect(files).toMatchObject({
      'apps/shop.yaml': 'second',
      'libs/outer/lib.yaml': 'lib',
      'libs/outer/again/lib.yaml': 'lib',
    });
    const missing = { ...lib, url: `${server.url}/nowhere.git` };
    const fault = await fetched(source({ includes: [{ ...include, content: missing, to: 'x' }] }));
    expect(fault).toContain('in its spec.include of GitRepository a/b, ');
  });

  it('is taken byte by byte, whatever its attributes would make of the files', async () => {
    const attributes = 'a ident\nb working-tree-encoding=UTF-32LE\nc text eol=crlf\n';
    const written = { a: '$Id$\n', b: 'b\0\0\0', c: 'c\n' };
    await repository('attributes.git', { '.gitattributes': attributes, ...written });
    const committed = { ...written, b: 'b' };
    expect(await fetched(source({ url: `${server.url}/attributes.git` }))).toMatchObject(committed);
  });

  it('takes no more of the disk than it may', async () => {
    expect(await fetched(source(), { budget: new SourceBudget({ sources: 9, bytes: 200 }) })).toContain('of the disk');
    const budget = new SourceBudget({ sources: 1, bytes: 1e6 });
    expect(await fetched(source({ submodules: true }), { budget })).toContain('a run takes no more');
  });

  it('that fails in a way that is not foreseen keeps nothing else from its images', async () => {
    const budget = new SourceBudget();
    budget.takeSource = () => {
      throw new TypeError('out of order');
    };
    expect(await fetched(source(), { budget })).toBe('for a reason that is not foreseen: out of order');
  });

  it('that is this one is read with the token of the job, over the forge’s own address', async () => {
    const closed = await startGitServer(root, { user: 'x-access-token', password: 'job-token' });
    const run = { serverUrl: closed.url, repository: 'fleet', token: 'job-token' };
    const host = new URL(closed.url).host;
    const ssh = source({ url: `ssh://git@${host}/fleet.git`, reference: { tag: 'v1.0.0' } });
    expect(await fetched(ssh, run)).toMatchObject({ 'apps/shop.yaml': 'first' });
    // Another repository of the same forge is not this one's token's business.
    expect(await fetched(source({ url: `${closed.url}/lib.git` }), run)).toContain('failed with exit code 128');
    await closed.close();
  });

  it('at an address inside is not asked for a stranger', async () => {
    const url = `https://127.0.0.1:${new URL(server.url).port}/fleet.git`;
    expect(await fetched(source({ url }), { restrictEgress: 'true' })).toContain('which is a loopback address');
  });
});
