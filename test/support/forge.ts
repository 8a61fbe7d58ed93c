import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ForgeApi, type PullRequestRecord, serveApi } from './forge-api.js';

/** A git forge on loopback: one repository behind `git http-backend`, reached over HTTP with a token. */
export interface Forge {
  /** Base URL of the server, without a slash at its end; the repository is at `<url>/<repository>`. */
  url: string;
  /** `owner/name`. */
  repository: string;
  /** The bare repository on disk. */
  bare: string;
  token: string;
  /** Every request so far. */
  requests: ForgeRequest[];
  /** Pull requests, open and closed, as the REST API under `<url>/api/v1` made them. */
  pulls: PullRequestRecord[];
  /** Labels that there are. */
  labels: string[];
  /** A token of its own for a job, by which its requests are told from those of others. */
  issueToken(): JobToken;
  /** Answers calls of the REST API that write with 403. */
  forbidPullRequests(): void;
  /** Makes the token worthless. */
  expireToken(): void;
  /** Carries the next request to this service out, but closes the connection instead of answering. */
  breakNext(service: 'git-receive-pack'): void;
  /** Answers the next requests with 503. */
  failNext(count: number): void;
  /** Rejects the next push with this reason, as `git receive-pack` would. */
  refuseOnce(reason: string): Promise<void>;
  /** Installs a hook of the bare repository, a shell script. */
  hook(name: 'pre-receive' | 'update' | 'post-receive', script: string): Promise<void>;
  /** Runs git in the bare repository. */
  git(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

/**
 * A job's own token. A forge that cancels the job (Forgejo up to 12 on every push, `concurrency` elsewhere) ends the
 * process; what the job did until then stays, and nothing comes after it.
 */
export interface JobToken {
  token: string;
  /** Ends the job after so many further requests; the last of them is carried out, and not answered. */
  cancelAfter(requests: number): void;
  isCancelled(): boolean;
}

export interface ForgeRequest {
  method: string;
  url: string;
  authorized: boolean;
  /** How many Authorization headers it had; some forges refuse two. */
  headers: number;
}

/** What a forge has, and how it is to answer. */
interface State {
  token: string;
  requests: ForgeRequest[];
  pulls: PullRequestRecord[];
  labels: string[];
  /** Requests that are left to each token. */
  accepted: Map<string, number>;
  /** Services whose next request is not answered. */
  broken: Set<string>;
  /** How many of the next requests fail. */
  failures: number;
}

/** Starts a forge with an empty repository whose default branch is `main`. */
export async function startForge(repository = 'fleet/cluster'): Promise<Forge> {
  const folder = await mkdtemp(path.join(tmpdir(), 'forge-'));
  const bare = path.join(folder, `${repository}.git`);
  await runGit(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  for (const setting of ['http.receivepack', 'uploadpack.allowAnySHA1InWant', 'uploadpack.allowFilter']) {
    await runGit(bare, 'config', setting, 'true');
  }
  const token = randomBytes(20).toString('hex');
  const known = { token, requests: [], pulls: [], labels: [] };
  const accepted = new Map([[token, Number.POSITIVE_INFINITY]]);
  const state: State = { ...known, accepted, broken: new Set(), failures: 0 };
  const hasBranch = async (name: string) => (await runGit(bare, 'branch', '--list', name)) !== '';
  const api: ForgeApi = { ...known, repository, isForbidden: false, hasBranch };
  const server = createServer((request, response) => answer({ state, api, folder }, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...known, ...controls(state, api, bare), url, repository, bare, close };
}

interface Served {
  state: State;
  api: ForgeApi;
  folder: string;
}

function answer({ state, api, folder }: Served, request: IncomingMessage, response: ServerResponse): void {
  if (state.failures-- > 0) return void response.writeHead(503).end();
  const { method = '', url = '' } = request;
  const token = tokenOf(request);
  const left = state.accepted.get(token);
  const headers = request.headersDistinct.authorization?.length ?? 0;
  state.requests.push({ method, url, authorized: left !== undefined, headers });
  if (left === undefined) return void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="forge"' }).end();
  if (left <= 0) return void request.socket.destroy();
  state.accepted.set(token, left - 1);
  const isLast = left === 1;
  if (isLast) response.end = breakOff(response);
  if (serveApi(api, request, response)) return;
  const isBroken = method === 'POST' && state.broken.delete(path.basename(url));
  serveGit({ folder, repository: api.repository, isBroken: isBroken || isLast }, request, response);
}

function controls(
  state: State,
  api: ForgeApi,
  bare: string,
): Omit<Forge, 'url' | 'repository' | 'bare' | 'token' | 'requests' | 'pulls' | 'labels' | 'close'> {
  return {
    forbidPullRequests() {
      api.isForbidden = true;
    },
    issueToken: () => jobToken(state.accepted),
    expireToken() {
      state.accepted.delete(state.token);
    },
    breakNext(service) {
      state.broken.add(service);
    },
    failNext(count) {
      state.failures = count;
    },
    async refuseOnce(reason) {
      await runGit(bare, 'config', 'receive.procReceiveRefs', 'refs/heads');
      const script = fileURLToPath(new URL('refusing-hook.mjs', import.meta.url));
      await installHook(bare, 'proc-receive', `exec '${process.execPath}' '${script}' '${reason}'`);
    },
    hook: (name, script) => installHook(bare, name, script),
    git: (...args) => runGit(bare, ...args),
  };
}

function jobToken(accepted: Map<string, number>): JobToken {
  const token = randomBytes(20).toString('hex');
  accepted.set(token, Number.POSITIVE_INFINITY);
  return {
    token,
    cancelAfter: (requests) => void accepted.set(token, requests),
    isCancelled: () => (accepted.get(token) ?? 0) <= 0,
  };
}

async function installHook(bare: string, name: string, script: string): Promise<void> {
  const file = path.join(bare, 'hooks', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** The request is carried out, but its client hears nothing of it. */
function breakOff(response: ServerResponse): ServerResponse['end'] {
  return () => response.destroy();
}

/** Basic with the token as the password, as git sends it, or the bearer of an API client. */
function tokenOf(request: IncomingMessage): string {
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
  if (/^(?:token|bearer)$/i.test(scheme)) return credentials;
  return /^basic$/i.test(scheme) ? (Buffer.from(credentials, 'base64').toString().split(':')[1] ?? '') : '';
}

interface GitService {
  /** That holds the repositories. */
  folder: string;
  repository: string;
  /** Carries the request out, and closes the connection instead of answering. */
  isBroken: boolean;
}

/** `git http-backend` is a CGI program: https://git-scm.com/docs/git-http-backend, https://www.rfc-editor.org/rfc/rfc3875 */
function serveGit(
  { folder, repository, isBroken }: GitService,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '', 'http://forge');
  const service = new RegExp(`^/${repository}(?:\\.git)?(/.*)$`).exec(url.pathname)?.[1];
  if (service === undefined) return void response.writeHead(404).end();
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      ...isolated,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${repository}.git${service}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      REMOTE_USER: 'runner',
      REMOTE_ADDR: '127.0.0.1',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(request.headers['content-length'] && { CONTENT_LENGTH: request.headers['content-length'] }),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // A client or a backend that goes away in mid-flow is part of what is tested.
  for (const stream of [request, response, backend.stdin, backend.stdout]) stream.on('error', () => backend.kill());
  request.pipe(backend.stdin);
  if (isBroken) backend.stdout.resume().on('end', () => response.destroy());
  else respond(backend.stdout, response);
}

/** Reads the CGI program's header, then lets its body through as it comes. */
function respond(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    output.off('data', readHead);
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(/: (.*)/);
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    output.pipe(response);
  };
  output.on('data', readHead);
  output.on('end', () => response.end());
}

/** No configuration of the machine reaches the tests. */
export const isolated = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

const identity = {
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Runs git as a user of the tests would, and gives its standard output without the last line end. */
export async function runGit(cwd: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, ...isolated, ...identity };
  const { stdout } = await promisify(execFile)('git', args, { cwd, env, maxBuffer: 2 ** 26 });
  return stdout.trimEnd();
}
