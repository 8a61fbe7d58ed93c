import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A pull request with the fields that GitHub and Forgejo share. */
export interface PullRequestRecord {
  number: number;
  state: 'open' | 'closed';
  title: string;
  body: string;
  html_url: string;
  head: { ref: string; repo: { full_name: string } | null };
  base: { ref: string };
}

/** A page as small as this shows whether a client reads them all. */
const pageSize = 2;

/**
 * The part of the REST API that pull requests need; filters are not looked at, as on Forgejo.
 * @returns `false` when the request is not for it.
 */
export function servePullRequests(
  pulls: PullRequestRecord[],
  repository: string,
  request: IncomingMessage,
  response: ServerResponse,
  isForbidden: boolean,
): boolean {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`);
  const match = new RegExp(`^/api/v1/repos/${repository}/pulls(?:/(\\d+))?$`).exec(url.pathname);
  if (!match) return false;
  const pull = pulls.find(({ number }) => number === Number(match[1]));
  if (isForbidden && request.method !== 'GET')
    answer(response, 403, { message: 'Not permitted to create pull requests' });
  else if (request.method === 'GET' && match[1] === undefined) listPulls(pulls, url, response);
  else if (request.method === 'POST' && match[1] === undefined)
    void createPull(pulls, repository, url, request, response);
  else if (request.method === 'PATCH' && pull) void updatePull(pull, request, response);
  else answer(response, 404, { message: 'Not Found' });
  return true;
}

function listPulls(pulls: PullRequestRecord[], url: URL, response: ServerResponse): void {
  const page = Number(url.searchParams.get('page') ?? 1);
  const found = pulls.filter(({ state }) => state === (url.searchParams.get('state') ?? 'open'));
  if (found.length > page * pageSize) {
    url.searchParams.set('page', String(page + 1));
    response.setHeader('Link', `<${url}>; rel="next"`);
  }
  answer(response, 200, found.slice((page - 1) * pageSize, page * pageSize));
}

async function createPull(
  pulls: PullRequestRecord[],
  repository: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { head, base, title, body } = (await json(request)) as Record<string, string>;
  if (!head || !base || !title) return answer(response, 422, { message: 'Validation Failed' });
  const isSame = (pull: PullRequestRecord) =>
    pull.head.ref === head && pull.base.ref === base && pull.head.repo?.full_name === repository;
  if (pulls.some((pull) => pull.state === 'open' && isSame(pull))) {
    return answer(response, 409, { message: 'pull request already exists for these targets' });
  }
  const number = pulls.length + 1;
  const pull: PullRequestRecord = {
    number,
    state: 'open',
    title,
    body: body ?? '',
    html_url: `${url.origin}/${repository}/pulls/${number}`,
    head: { ref: head, repo: { full_name: repository } },
    base: { ref: base },
  };
  pulls.push(pull);
  answer(response, 201, pull);
}

async function updatePull(pull: PullRequestRecord, request: IncomingMessage, response: ServerResponse): Promise<void> {
  Object.assign(pull, await json(request));
  answer(response, 200, pull);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
