import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A pull request with the fields that GitHub and Forgejo share. */
export interface PullRequestRecord {
  number: number;
  state: 'open' | 'closed';
  title: string;
  body: string;
  html_url: string;
  merged_at: string | null;
  head: { ref: string; repo: { full_name: string } | null };
  base: { ref: string };
  labels: string[];
}

/** A comment on an issue or pull request. */
export interface CommentRecord {
  id: number;
  issue: number;
  body: string;
  user: { login: string };
}

/** What the API has, and how it is to answer. */
export interface ForgeApi {
  repository: string;
  pulls: PullRequestRecord[];
  comments: CommentRecord[];
  /** Whose token asks; a forge may keep it from the token itself. */
  login: string;
  keepsLogin: boolean;
  /** Calls that write are answered with 403. */
  isForbidden: boolean;
  /** Names of the labels that there are; a call with another one is refused, as on Forgejo. */
  labels: string[];
  /** Whether the repository has a branch. */
  hasBranch(name: string): Promise<boolean>;
}

/** A page as small as this shows whether a client reads them all. */
const pageSize = 2;
/** Longer descriptions are refused (422), by GitHub and by Forgejo. */
const longestBody = 65_536;

interface Call {
  url: URL;
  method: string;
  /** Empty for calls without one. */
  body: Record<string, unknown>;
}

interface Answer {
  status: number;
  body: unknown;
  /** URL of the next page. */
  next?: string;
}

/**
 * The part of the REST API that pull requests need; filters are not looked at, as on Forgejo.
 * @returns `false` when the request is not for it.
 */
export function serveApi(api: ForgeApi, request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`);
  if (
    !['/api/v1/user', '/api/v1/graphql'].includes(url.pathname) &&
    !url.pathname.startsWith(`/api/v1/repos/${api.repository}/`)
  )
    return false;
  void answerTo(api, request, url).then(({ status, body, next }) => {
    if (next !== undefined) response.setHeader('Link', `<${next}>; rel="next"`);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body && JSON.stringify(body));
  });
  return true;
}

async function answerTo(api: ForgeApi, request: IncomingMessage, url: URL): Promise<Answer> {
  const method = request.method ?? 'GET';
  const whose = askForLogin(api, url);
  if (whose !== undefined) return whose;
  if (method !== 'GET' && api.isForbidden) return refusal(403, 'Not permitted to create pull requests');
  const body = ['GET', 'DELETE'].includes(method) ? {} : ((await json(request)) as Record<string, unknown>);
  const call = { url, method, body };
  const comments = answerComments(api, call);
  if (comments !== undefined) return comments;
  const [, kind, number, rest] = /\/(pulls|issues)(?:\/(\d+))?(\/labels)?$/.exec(url.pathname) ?? [];
  const pull = api.pulls.find((candidate) => candidate.number === Number(number));
  if (kind === 'pulls' && number === undefined) {
    return method === 'GET' ? listPulls(api, call) : await createPull(api, call);
  }
  if (kind === 'pulls' && pull && method === 'PATCH') return updatePull(pull, call);
  if (kind === 'issues' && pull && rest && method === 'POST') return addLabels(api, pull, call);
  return refusal(404, 'Not Found');
}

function askForLogin({ login, keepsLogin }: ForgeApi, { pathname }: URL): Answer | undefined {
  if (keepsLogin && /\/(user|graphql)$/.test(pathname)) return refusal(403, 'Resource not accessible by integration');
  if (pathname.endsWith('/v1/user')) return { status: 200, body: { login } };
  if (pathname.endsWith('/v1/graphql')) return { status: 200, body: { data: { viewer: { login } } } };
  return undefined;
}

function answerComments(api: ForgeApi, call: Call): Answer | undefined {
  const { comments, login } = api;
  const { method, body: fields, url } = call;
  const text = String(fields.body ?? '');
  if (text.length > longestBody) return refusal(422, 'Validation Failed');
  const issue = Number(/\/issues\/(\d+)\/comments$/.exec(url.pathname)?.[1]);
  if (issue && method === 'GET')
    return onPage(
      comments.filter((comment) => comment.issue === issue),
      call,
    );
  if (issue && method === 'POST') {
    const comment = { id: Math.max(0, ...comments.map(({ id }) => id)) + 1, issue, body: text, user: { login } };
    comments.push(comment);
    return { status: 201, body: comment };
  }
  const id = Number(/\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1]);
  const index = comments.findIndex((comment) => comment.id === id);
  const comment = comments[index];
  if (comment === undefined) return undefined;
  if (comment.user.login !== login) return refusal(403, 'Must be the author');
  if (method === 'PATCH') Object.assign(comment, { body: text });
  if (method === 'DELETE') comments.splice(index, 1);
  return method === 'DELETE' ? { status: 204, body: undefined } : { status: 200, body: comment };
}

function listPulls({ pulls }: ForgeApi, call: Call): Answer {
  return onPage(
    pulls.filter(({ state }) => state === (call.url.searchParams.get('state') ?? 'open')),
    call,
  );
}

function onPage(found: readonly unknown[], { url }: Call): Answer {
  const page = Number(url.searchParams.get('page') ?? 1);
  const body = found.slice((page - 1) * pageSize, page * pageSize);
  if (found.length <= page * pageSize) return { status: 200, body };
  url.searchParams.set('page', String(page + 1));
  return { status: 200, body, next: url.href };
}

async function createPull(api: ForgeApi, { url, body: fields }: Call): Promise<Answer> {
  const { head, base, title, body = '' } = fields as Record<string, string>;
  if (!head || !base || !title || body.length > longestBody) return refusal(422, 'Validation Failed');
  if (!(await api.hasBranch(head))) return refusal(422, 'Validation Failed: head is invalid');
  const isSame = (pull: PullRequestRecord) =>
    pull.head.ref === head && pull.base.ref === base && pull.head.repo?.full_name === api.repository;
  if (api.pulls.some((pull) => pull.state === 'open' && isSame(pull))) {
    return refusal(409, 'pull request already exists for these targets');
  }
  const number = api.pulls.length + 1;
  const pull: PullRequestRecord = {
    number,
    state: 'open',
    title,
    body,
    html_url: `${url.origin}/${api.repository}/pulls/${number}`,
    merged_at: null,
    head: { ref: head, repo: { full_name: api.repository } },
    base: { ref: base },
    labels: [],
  };
  api.pulls.push(pull);
  return { status: 201, body: pull };
}

function updatePull(pull: PullRequestRecord, { body }: Call): Answer {
  if (String(body.body ?? '').length > longestBody) return refusal(422, 'Validation Failed');
  Object.assign(pull, body);
  return { status: 200, body: pull };
}

function addLabels(api: ForgeApi, pull: PullRequestRecord, { body }: Call): Answer {
  const labels = body.labels as string[];
  const unknown = labels.find((label) => !api.labels.includes(label));
  if (unknown !== undefined) return refusal(422, `label ${unknown} does not exist`);
  pull.labels.push(...labels);
  return { status: 200, body: labels.map((name) => ({ name })) };
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message } };
}
