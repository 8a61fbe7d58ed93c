import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/checkout.js';
import { fetched } from '../support/fetch-sources.js';
import { type GitServer, startGitServer } from '../support/git-server.js';

type Entry = [mode: string, name: string, object: string];

let root: string;
let outside: string;
let server: GitServer;
let payload: string;
let withLink: string;

const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];

function git(repository: string, args: readonly string[], input: string | Buffer = ''): string {
  return execFileSync('git', ['-C', path.join(root, repository), ...identity, ...args], {
    encoding: 'utf8',
    input,
  }).trim();
}

const blob = (repository: string, text: string) => git(repository, ['hash-object', '-w', '--stdin'], text);

/** Whatever the entries are: git itself would write no tree that names one thing twice. */
function tree(repository: string, ...entries: Entry[]): string {
  const parts = entries.flatMap(([mode, name, object]) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(object, 'hex'),
  ]);
  return git(repository, ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], Buffer.concat(parts));
}

function commit(repository: string, branch: string, ...entries: Entry[]): string {
  const id = git(repository, ['commit-tree', '-m', 'a', tree(repository, ...entries)]);
  git(repository, ['update-ref', `refs/heads/${branch}`, id]);
  return id;
}

/** A repository whose submodules are those of the places, each with its repository. */
const modules = (places: Record<string, string>): Entry => {
  const sections = Object.entries(places).map(
    ([place, name]) => `[submodule "${place}"]\n\tpath = ${place}\n\turl = ${server.url}/${name}\n`,
  );
  return ['100644', '.gitmodules', blob('fleet.git', sections.join(''))];
};

const fetch = (branch: string) =>
  fetched({ kind: 'git', url: `${server.url}/fleet.git`, reference: { branch }, submodules: true });

beforeAll(async () => {
  root = await temporaryFolder('repositories');
  outside = await temporaryFolder('outside');
  for (const name of ['payload.git', 'link.git', 'fleet.git']) {
    await mkdir(path.join(root, name));
    git(name, ['init', '--quiet', '--bare']);
    git(name, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  }
  server = await startGitServer(root);
  payload = commit('payload.git', 'main', ['100644', 'payload.yaml', blob('payload.git', 'payload')]);
  withLink = commit('link.git', 'main', ['120000', 'b', blob('link.git', outside)]);
});

afterAll(() => server.close());

describe('a submodule stays in its place', () => {
  const gitlink = (id: string, name: string): Entry => ['160000', name, id];
  const folder = (name: string, ...entries: Entry[]): Entry => ['40000', name, tree('fleet.git', ...entries)];
  const link = (name: string): Entry => ['120000', name, blob('fleet.git', outside)];

  it('which git has made for it', async () => {
    commit('fleet.git', 'plain', modules({ 'a/b': 'payload.git' }), folder('a', gitlink(payload, 'b')));
    expect(await fetch('plain')).toMatchObject({ 'a/b/payload.yaml': 'payload' });
  });

  it.each<[string, Record<string, string>, () => Entry[]]>([
    [
      'where a link has the name of its folder',
      { 'a/b': 'payload.git' },
      () => [folder('a', gitlink(payload, 'b')), link('a')],
    ],
    [
      'where a link of another submodule has the name of its folder',
      { a: 'link.git', 'a/b/c': 'payload.git' },
      () => [gitlink(withLink, 'a'), folder('a', folder('b', gitlink(payload, 'c')))],
    ],
    [
      'where another submodule lies around it',
      { a: 'link.git', 'a/b/c': 'payload.git' },
      () => [folder('a', folder('b', gitlink(payload, 'c'))), gitlink(withLink, 'a')],
    ],
  ])('%s', async (name, places, entries) => {
    const branch = name.replaceAll(' ', '-');
    commit('fleet.git', branch, modules(places), ...entries());
    expect(await fetch(branch)).toContain('has something else at the place of its submodule a');
    expect(await readdir(outside)).toEqual([]);
  });
});
