import type { RunEvent } from '../event.js';
import { openForge } from '../forge.js';

/** A pull request as the forge has it now. */
export interface ForgePullRequest {
  number: number;
  /** For people. */
  url: string;
  title: string;
  body: string;
}

export interface PullRequestText {
  title: string;
  body: string;
}

/** From one branch of the repository to another. */
export interface Branches {
  head: string;
  base: string;
}

/** The pull requests of the event's repository. Each call throws a FatalError when the forge refuses. */
export interface PullRequests {
  findOpen(branches: Branches): Promise<ForgePullRequest | undefined>;
  /** The newest of those that are closed, if it was not merged. Looks at the ones that changed last. */
  findLastClosed(branches: Branches): Promise<ForgePullRequest | undefined>;
  open(branches: Branches, text: PullRequestText): Promise<ForgePullRequest>;
  update(number: number, change: Partial<PullRequestText> & { state?: 'closed' }): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
}

const forbidden =
  'the forge does not allow it: check that `forge-token` has `pull-requests: write`, and on GitHub that Settings, ' +
  'Actions, General lets workflows create pull requests.';

/** Forgejo does not filter by branch: as many pages of closed ones are asked for. */
const closedPages = 5;

/**
 * Uses only calls that have the same path and fields on GitHub and on Forgejo.
 * https://docs.github.com/rest/pulls/pulls, https://codeberg.org/api/swagger#/repository
 */
export async function openPullRequests(token: string, event: RunEvent): Promise<PullRequests> {
  const { octokit, repository, explained } = await openForge(token, event);
  const { pulls, issues } = octokit.rest;
  const call = <T>(what: string, answer: Promise<T>) => explained(`To ${what} the pull request`, answer, forbidden);
  const query = ({ head, base }: Branches) => ({ ...repository, head: `${repository.owner}:${head}`, base });
  return {
    async findOpen(branches) {
      const open = await call('list', octokit.paginate(pulls.list, { ...query(branches), state: 'open' }));
      const found = open.find((pull) => isBetween(pull, branches, event));
      return found && asPullRequest(found);
    },
    async findLastClosed(branches) {
      const order = { sort: event.isForgejo ? 'recentupdate' : 'updated', direction: 'desc', per_page: 50 } as const;
      let pages = 0;
      const closed = octokit.paginate(
        pulls.list,
        // Forgejo has its own name for the order.
        { ...query(branches), state: 'closed', ...(order as { sort: 'updated'; direction: 'desc'; per_page: number }) },
        (page, done) => {
          pages += 1;
          if (pages === closedPages) done();
          return page.data;
        },
      );
      const found = (await call('list', closed)).filter((pull) => isBetween(pull, branches, event));
      const last = found.sort((a, b) => b.number - a.number)[0];
      return last && !last.merged_at ? asPullRequest(last) : undefined;
    },
    async open(branches, text) {
      return asPullRequest((await call('open', pulls.create({ ...repository, ...branches, ...text }))).data);
    },
    async update(number, change) {
      await call('update', pulls.update({ ...repository, pull_number: number, ...change }));
    },
    async addLabels(number, labels) {
      await call('label', issues.addLabels({ ...repository, issue_number: number, labels: [...labels] }));
    },
  };
}

interface ApiPullRequest {
  number: number;
  html_url: string;
  title: string;
  body: string | null;
}

function asPullRequest({ number, html_url: url, title, body }: ApiPullRequest): ForgePullRequest {
  return { number, url, title, body: body ?? '' };
}

interface Ends {
  head: { ref: string; repo: { full_name: string } | null };
  base: { ref: string };
}

/** A fork may have a branch of the same name. */
function isBetween(pull: Ends, { head, base }: Branches, event: RunEvent): boolean {
  return pull.head.ref === head && pull.base.ref === base && pull.head.repo?.full_name === event.repository;
}
