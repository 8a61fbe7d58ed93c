import type { RunEvent } from '../event.js';
import { FatalError } from '../problem.js';

export interface PullRequestContent {
  title: string;
  body: string;
}

/** The pull requests of the event's repository. Each call throws a FatalError when the forge refuses. */
export interface PullRequests {
  /** Number of the open one from one branch of the repository to another. */
  find(head: string, base: string): Promise<number | undefined>;
  /** Gives the URL for people. */
  open(head: string, base: string, content: PullRequestContent): Promise<string>;
  update(number: number, content: PullRequestContent): Promise<string>;
  close(number: number): Promise<void>;
}

/**
 * Uses only calls that have the same path and fields on GitHub and on Forgejo.
 * https://docs.github.com/rest/pulls/pulls, https://codeberg.org/api/swagger#/repository
 */
export async function openPullRequests(token: string, event: RunEvent): Promise<PullRequests> {
  const [owner = '', repo = ''] = event.repository.split('/');
  const repository = { owner, repo };
  // A forge's client is much to load, and most runs open no pull request.
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, { baseUrl: event.apiUrl });
  const { pulls } = octokit.rest;
  return {
    async find(head, base) {
      // Forgejo does not filter by head: it is asked for all that are open.
      const query = { ...repository, state: 'open', head: `${owner}:${head}`, base } as const;
      const open = await explained(octokit.paginate(pulls.list, query));
      return open.find((pull) => pull.head.ref === head && pull.base.ref === base && isOwn(pull, event))?.number;
    },
    async open(head, base, content) {
      return (await explained(pulls.create({ ...repository, head, base, ...content }))).data.html_url;
    },
    async update(number, content) {
      return (await explained(pulls.update({ ...repository, pull_number: number, ...content }))).data.html_url;
    },
    async close(number) {
      await explained(pulls.update({ ...repository, pull_number: number, state: 'closed' }));
    },
  };
}

/** A fork may have a branch of the same name. */
function isOwn(pull: { head: { repo: { full_name: string } | null } }, event: RunEvent): boolean {
  return pull.head.repo?.full_name === event.repository;
}

async function explained<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new FatalError(
      'The branch is pushed, but the forge refuses the pull request: check that the token has `pull-requests: write`, ' +
        'and on GitHub that Settings, Actions, General lets workflows create pull requests.',
      words,
    );
  }
}
