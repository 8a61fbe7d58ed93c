import { describe, expect, it } from 'vitest';
import type { PullRequest } from '../../src/event.js';
import { restrictsEgress } from '../../src/network/egress-restriction.js';

function pullRequest(changes: Partial<PullRequest> = {}): PullRequest {
  const sha = 'a'.repeat(40);
  const head = { number: 7, headBranch: 'next', baseBranch: 'main', headSha: sha, headRepository: 'acme/fleet' };
  return { ...head, ...changes };
}

const repository = 'acme/fleet';
const own = pullRequest();
const fork = pullRequest({ headRepository: 'stranger/fleet' });

describe('with auto, egress', () => {
  it.each([
    ['push', undefined],
    ['schedule', undefined],
    ['workflow_dispatch', undefined],
    ['repository_dispatch', undefined],
    ['merge_group', undefined],
    ['pull_request', own],
    ['pull_request', pullRequest({ headRepository: 'Acme/Fleet' })],
  ])('is free on %s of %o', (name, of) => {
    expect(restrictsEgress('auto', { name, repository, ...(of && { pullRequest: of }) })).toBe(false);
  });

  it.each([
    ['pull_request', fork],
    ['pull_request', pullRequest({ headRepository: '' })],
    ['pull_request', pullRequest({ headBranch: 'refs/pull/7/head' })],
    ['pull_request', undefined],
    ['pull_request_target', own],
    ['pull_request_target', fork],
    ['pull_request_review', own],
    ['issue_comment', undefined],
    ['workflow_run', undefined],
    ['something_new', undefined],
  ])('is restricted on %s of %o', (name, of) => {
    expect(restrictsEgress('auto', { name, repository, ...(of && { pullRequest: of }) })).toBe(true);
  });
});

it('is as the input says on every event', () => {
  expect(restrictsEgress('true', { name: 'push', repository })).toBe(true);
  expect(restrictsEgress('false', { name: 'pull_request', repository, pullRequest: fork })).toBe(false);
});
