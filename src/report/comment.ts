import path from 'node:path';
import { notice } from '@actions/core';
import type { RunEvent } from '../event.js';
import { type Forge, openForge } from '../forge.js';
import { FatalError } from '../problem.js';
import type { RunResult } from '../run-result.js';
import { safeLine } from '../untrusted-text.js';
import { countErrors } from './fold-problems.js';
import { line } from './log.js';
import { asText } from './markdown.js';
import type { ReportOptions } from './options.js';
import { runText } from './run-text.js';

/** Forges refuse a comment of more than 65,536 characters (422). */
const mostBytes = 60_000;
const forbidden =
  'the forge does not allow it: `forge-token` needs `pull-requests: write`, which the token of a fork or of Dependabot has not.';

type CommentOptions = Pick<ReportOptions, 'comment' | 'forgeToken' | 'root' | 'outputPath' | 'clusterName'>;

/**
 * Keeps one comment on the event's pull request up to date: it is made, changed, or removed when nothing is left to say.
 * What keeps it from that is a notice, for the comment is a service beside the run.
 * @param secrets Hidden in it: a forge masks the log, but no comment.
 */
export async function keepComment(
  result: RunResult,
  options: CommentOptions,
  event: RunEvent,
  secrets: readonly string[],
): Promise<void> {
  if (!options.comment || event.pullRequest === undefined) return;
  const mark = markOf(options);
  const wanted = isWorthAComment(result)
    ? `${hide(runText(result, options.clusterName, mostBytes), secrets)}\n\n${mark}`
    : undefined;
  try {
    if (options.forgeToken === '') throw new FatalError('`forge-token` is empty.');
    const comments = await openComments(options.forgeToken, event, event.pullRequest.number);
    line(await bringUpToDate(comments, mark, wanted));
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    notice(safeLine(`There is no comment on the pull request. ${error.message} ${error.detail ?? ''}`.trim()));
  }
}

/** Pre-pullers that are up to date are no news, and neither are warnings that were there before the pull request. */
function isWorthAComment({ changes, problems, commit }: RunResult): boolean {
  const hasFailed = commit.kind === 'failed' || commit.kind === 'ended';
  return changes.length > 0 || hasFailed || countErrors(problems) > 0;
}

/**
 * Nobody sees it on the page. It names what the run is for, so that the jobs of a matrix keep a comment each; encoded, so that
 * nothing ends it early.
 */
function markOf({ root, outputPath, clusterName }: CommentOptions): string {
  const workspace = process.env.GITHUB_WORKSPACE || process.cwd();
  const folder = path.relative(workspace, path.join(root, outputPath)).split(path.sep).join('/');
  return `<!-- prepuller comment: cluster=${encodeURIComponent(clusterName)} folder=${encodeURIComponent(folder)} -->`;
}

function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '***').replaceAll(asText(secret), '***'), text);
}

interface Comment {
  id: number;
  body: string;
}

/** Those of a pull request that are prepuller's own. Each call throws a FatalError when the forge refuses. */
interface Comments {
  own(): Promise<Comment[]>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
  remove(id: number): Promise<void>;
}

/** @returns what was done, for the log */
async function bringUpToDate(comments: Comments, mark: string, wanted: string | undefined): Promise<string> {
  const [first, ...others] = (await comments.own()).filter(({ body }) => body.includes(mark));
  // Two runs at the same time may each have made one.
  for (const { id } of others) await comments.remove(id);
  if (wanted === undefined) {
    if (first === undefined) return 'Nothing to say in a comment on the pull request.';
    await comments.remove(first.id);
    return 'Removed the comment on the pull request: nothing is left to say.';
  }
  if (first === undefined) {
    await comments.create(wanted);
    return 'Commented on the pull request.';
  }
  if (withoutReturns(first.body) === wanted) return 'The comment on the pull request is up to date.';
  await comments.update(first.id, wanted);
  return 'Brought the comment on the pull request up to date.';
}

/** Forges may store a text with the line ends of a page. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/**
 * Uses only calls that have the same path and fields on GitHub and on Forgejo.
 * https://docs.github.com/rest/issues/comments, https://codeberg.org/api/swagger#/issue
 */
async function openComments(token: string, event: RunEvent, number: number): Promise<Comments> {
  const forge = await openForge(token, event);
  const { octokit, repository } = forge;
  const { issues } = octokit.rest;
  const call = <T>(what: string, answer: Promise<T>) => forge.explained(`To ${what}`, answer, forbidden);
  return {
    async own() {
      const query = { ...repository, issue_number: number, per_page: 100 };
      const all = await call('list the comments', octokit.paginate(issues.listComments, query));
      const marked = all.filter(({ body }) => body?.includes('<!-- prepuller comment:'));
      if (marked.length === 0) return [];
      const author = await ownLogin(forge, event);
      return marked.filter(({ user }) => user?.login === author).map(({ id, body = '' }) => ({ id, body }));
    },
    async create(body) {
      await call('comment on the pull request', issues.createComment({ ...repository, issue_number: number, body }));
    },
    async update(id, body) {
      await call('change the comment', issues.updateComment({ ...repository, comment_id: id, body }));
    },
    async remove(id) {
      await call('remove the comment', issues.deleteComment({ ...repository, comment_id: id }));
    },
  };
}

/**
 * Whose comments are ours. GitHub tells the token of a job or an app its name by GraphQL alone; Forgejo has no GraphQL, and
 * where it keeps the name from the job's token, that is the name of its jobs.
 */
async function ownLogin({ octokit }: Forge, { isForgejo }: RunEvent): Promise<string | undefined> {
  try {
    if (isForgejo) return (await octokit.rest.users.getAuthenticated()).data.login;
    return (await octokit.graphql<{ viewer: { login: string } }>('{ viewer { login } }')).viewer.login;
  } catch {
    return isForgejo ? 'forgejo-actions' : 'github-actions[bot]';
  }
}
