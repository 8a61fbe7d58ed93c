import { expect, it } from 'vitest';
import { explainRefusal, isTransient } from '../../src/git/refusal.js';

const rejected = (reason: string) => `!\tabc:refs/heads/main\t[remote rejected] (${reason})\nDone\n`;

it.each([
  [
    'GitHub, branch protection',
    `remote: error: GH006: Protected branch update failed for refs/heads/main.\n${rejected('protected branch hook declined')}`,
  ],
  [
    'GitHub, rulesets',
    `remote: error: GH013: Repository rule violations found for refs/heads/main.\n${rejected('push declined due to repository rule violations')}`,
  ],
  [
    'Forgejo',
    `remote: Forgejo: Not allowed to push to protected branch main\n${rejected('pre-receive hook declined')}`,
  ],
  ['a hook', `remote: no commits on Fridays\n${rejected('hook declined')}`],
  [
    'GitLab',
    `remote: GitLab: You are not allowed to push code to protected branches on this project.\n${rejected('pre-receive hook declined')}`,
  ],
])('names the protection and the way out: %s', (_forge, words) => {
  expect(explainRefusal({ words, branch: 'main' })).toMatch(/refuses the push to main .* publish: pull-request/);
});

it.each([
  "fatal: Authentication failed for 'https://forge.example/fleet/cluster/'",
  "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
  'git@github.com: Permission denied (publickey).',
])('names the credentials: %s', (words) => {
  expect(explainRefusal({ words, branch: 'main' })).toMatch(/does not accept the credentials/);
});

it.each([
  'remote: Permission to fleet/cluster.git denied to github-actions[bot].\nfatal: unable to access: The requested URL returned error: 403',
  'remote: Write access to repository not granted.',
  'remote: Forgejo: User permission denied for writing.',
])('names the permission that is missing: %s', (words) => {
  expect(explainRefusal({ words, branch: 'main' })).toMatch(/may not write: .*`permissions: contents: write`/);
});

it('names the setting that sends git elsewhere', () => {
  const words = 'git@github.com: Permission denied (publickey).';
  const rewrittenBy = 'url.git@github.com:.insteadof';
  expect(explainRefusal({ words, branch: 'main', rewrittenBy })).toContain(`The setting ${rewrittenBy} sends git`);
});

it.each([
  ['fatal: the receiving end does not support push options', 'push.pushOption'],
  ['fatal: the receiving end does not support --signed push', 'push.gpgSign'],
])('names the setting that the forge does not support: %s', (words, setting) => {
  expect(explainRefusal({ words, branch: 'main' })).toContain(setting);
});

it('tells a name that is in the way from a branch that moved', () => {
  const words = rejected(
    "cannot lock ref 'refs/heads/prepuller/main': 'refs/heads/prepuller' exists; cannot create 'refs/heads/prepuller/main'",
  );
  expect(explainRefusal({ words, branch: 'prepuller/main' })).toMatch(
    /^The branch prepuller is in the way of prepuller\/main/,
  );
});

it.each([
  "remote: Repository not found.\nfatal: repository 'https://github.com/fleet/cluster/' not found",
  'fatal: unable to access: The requested URL returned error: 404',
])('names a repository that is gone: %s', (words) => {
  expect(explainRefusal({ words, branch: 'main' })).toMatch(/knows no such repository/);
});

it('gives up at once on a refusal that it does not know', () => {
  expect(explainRefusal({ words: rejected('funny refname'), branch: 'main' })).toBe(
    'The forge refuses the push to main.',
  );
});

it.each([
  '!\tabc:refs/heads/main\t[rejected] (stale info)\nDone',
  '!\tabc:refs/heads/main\t[rejected] (fetch first)\nDone',
  '!\tabc:refs/heads/main\t[rejected] (non-fast-forward)\nDone',
  rejected("cannot lock ref 'refs/heads/main': is at 1 but expected 2"),
  rejected('failed to update ref'),
  rejected('incorrect old value provided'),
  rejected('shallow update not allowed'),
])('takes for a race, not for the network: %j', (words) => {
  expect(explainRefusal({ words, branch: 'main' })).toBeUndefined();
  expect(isTransient(words)).toBe(false);
});

it.each([
  'fatal: unable to access: Could not resolve host: forge.example',
  'fatal: unable to access: Failed to connect to forge.example port 443: Connection refused',
  'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502',
  'fatal: the remote end hung up unexpectedly',
])('tries again: %s', (words) => {
  expect(explainRefusal({ words, branch: 'main' })).toBeUndefined();
  expect(isTransient(words)).toBe(true);
});

it('reads long text in no time', () => {
  const words = `remote: Permission to ${'repository '.repeat(200_000)}`;
  expect(explainRefusal({ words, branch: 'main' })).toBeUndefined();
});
