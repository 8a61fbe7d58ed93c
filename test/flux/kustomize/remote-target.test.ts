import { describe, expect, it } from 'vitest';
import { remoteCandidates } from '../../../src/flux/kustomize/remote-target.js';

const github = 'https://github.com/acme/base';

/** How it reads in a row: where from, at what, and the path in it. */
function told(target: string): string[] {
  return remoteCandidates(target).map(({ content, path }) =>
    content.kind === 'git'
      ? `${content.url} at ${Object.values(content.reference).join() || 'HEAD'}, ${path}${content.submodules ? '' : ', no submodules'}`
      : `file ${'url' in content ? content.url : ''}`,
  );
}

describe('A repository that a kustomization names (kustomize, api/internal/git/repospec_test.go has the forms)', () => {
  it.each([
    [`${github}//deploy/prod?ref=v1.2.0`, `${github} at v1.2.0, deploy/prod`],
    [`${github}//deploy?version=v1`, `${github} at v1, deploy`],
    [`${github}//deploy?version=v1&ref=v2`, `${github} at v2, deploy`],
    [`${github}//deploy?ref=v1&submodules=false&timeout=90s`, `${github} at v1, deploy, no submodules`],
    [`${github}//deploy?ref=v1&submodules=0`, `${github} at v1, deploy, no submodules`],
    [`${github}/deploy/prod?ref=main`, `${github} at main, deploy/prod`],
    [`${github}?ref=main`, `${github} at main, .`],
    [github, `${github} at HEAD, .`],
    [`${github}.git/deploy?ref=main`, `${github}.git at main, deploy`],
    [`${github}.git//deploy/`, `${github}.git at HEAD, deploy`],
    ['github.com/acme/base//deploy?ref=v1', `${github} at v1, deploy`],
    ['GitHub.com/acme/base', `${github} at HEAD, .`],
    ['github.com:acme/base//deploy', `${github} at HEAD, deploy`],
    ['git::https://github.com/acme/base//deploy', `${github} at HEAD, deploy`],
    ['http://github.com/acme/base//deploy', `${github} at HEAD, deploy`],
    ['git@github.com:acme/base.git//deploy?ref=v1', 'ssh://git@github.com/acme/base.git at v1, deploy'],
    ['ssh://git@github.com/acme/base//deploy', 'ssh://git@github.com/acme/base at HEAD, deploy'],
    ['git@git.example.com:acme/base//deploy', 'ssh://git@git.example.com/acme/base at HEAD, deploy'],
    ['ssh://git@git.example.com:2222/acme/base//deploy', 'ssh://git@git.example.com:2222/acme/base at HEAD, deploy'],
    ['https://git.example.com/group/sub/base//deploy?ref=v1', 'https://git.example.com/group/sub/base at v1, deploy'],
    [
      'https://dev.azure.com/org/project/_git/base/deploy',
      'https://dev.azure.com/org/project/_git/base at HEAD, deploy',
    ],
    ['https://user@git.example.com/acme/base//x', 'https://user@git.example.com/acme/base at HEAD, x'],
  ])('%s', (target, expected) => {
    expect(told(target)[0]).toBe(expected);
  });

  it.each([`${github}//../other?ref=v1`, 'git@', 'gh:acme', 'ftp://example.com/acme/base'])('not %s', (target) => {
    expect(told(target).filter((one) => !one.startsWith('file'))).toEqual([]);
  });
});

describe('What is asked first', () => {
  it.each([
    ['https://git.example.com/acme/base/raw/main/crds.yaml', ['file', 'https']],
    ['https://git.example.com/acme/base/releases/install.yml?token=1', ['file', 'https']],
    ['https://git.example.com/acme/base//deploy', ['https', 'file']],
    ['https://example.com/manifests', ['file']],
  ])('of %s', (target, kinds) => {
    expect(told(target).map((one) => /^\w+/.exec(one)?.[0])).toEqual(kinds);
  });
});
