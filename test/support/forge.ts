import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type CommentRecord, type ForgeApi, type PullRequestRecord, serveApi } from './forge-api.js';
import { serveGit } from './git-http.js';

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
  /** Comments of all of them. */
  comments: CommentRecord[];
  /** What the REST API has, and how it answers. */
  api: ForgeApi;
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

/** What the server knows, and what it is told to do wrong. */
interface ForgeState {
  /** Holds the bare repository under its name. */
  folder: string;
  bare: string;
  api: ForgeApi;
  requests: ForgeRequest[];
  /** Requests that are left to each token. */
  accepted: Map<string, number>;
  /** Services whose next request is carried out and not answered. */
  broken: Set<string>;
  /** Requests that are answered with 503. */
  failures: number;
}

/** Starts a forge with an empty repository whose default branch is `main`. */
export async function startForge(repository = 'fleet/cluster'): Promise<Forge> {
  const folder = await mkdtemp(path.join(tmpdir(), 'forge-'));
  const bare = await createRepository(folder, repository);
  const hasBranch = async (name: string) => (await runGit(bare, 'branch', '--list', name)) !== '';
  const api: ForgeApi = {
    ...{ repository, pulls: [], comments: [], labels: [], isForbidden: false, hasBranch },
    ...{ login: 'forgejo-actions', keepsLogin: false },
  };
  const token = newToken();
  const accepted = new Map([[token, Number.POSITIVE_INFINITY]]);
  const state: ForgeState = { folder, bare, api, requests: [], accepted, broken: new Set(), failures: 0 };
  const server = createServer((request, response) => answer(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ repository, bare, token, requests: state.requests, pulls: api.pulls, labels: api.labels },
    ...{ comments: api.comments, api },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...faults(state, token),
    hook: (name, script) => installHook(bare, name, script),
    git: (...args) => runGit(bare, ...args),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createRepository(folder: string, repository: string): Promise<string> {
  const bare = path.join(folder, `${repository}.git`);
  await runGit(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  for (const setting of ['http.receivepack', 'uploadpack.allowAnySHA1InWant', 'uploadpack.allowFilter']) {
    await runGit(bare, 'config', setting, 'true');
  }
  return bare;
}

function newToken(): string {
  return randomBytes(20).toString('hex');
}

type Faults = 'forbidPullRequests' | 'issueToken' | 'expireToken' | 'breakNext' | 'failNext' | 'refuseOnce';

function faults(state: ForgeState, firstToken: string): Pick<Forge, Faults> {
  const { accepted, bare } = state;
  return {
    forbidPullRequests() {
      state.api.isForbidden = true;
    },
    issueToken() {
      const token = newToken();
      accepted.set(token, Number.POSITIVE_INFINITY);
      return {
        token,
        cancelAfter: (requests) => void accepted.set(token, requests),
        isCancelled: () => (accepted.get(token) ?? 0) <= 0,
      };
    },
    expireToken() {
      accepted.delete(firstToken);
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
  };
}

function answer(state: ForgeState, request: IncomingMessage, response: ServerResponse): void {
  if (state.failures-- > 0) return void response.writeHead(503).end();
  const token = tokenOf(request);
  const left = state.accepted.get(token);
  const headers = request.headersDistinct.authorization?.length ?? 0;
  state.requests.push({ ...seen(request), authorized: left !== undefined, headers });
  if (left === undefined) return void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="forge"' }).end();
  if (left <= 0) return void request.socket.destroy();
  state.accepted.set(token, left - 1);
  const isLast = left === 1;
  if (isLast) response.end = breakOff(response);
  if (serveApi(state.api, request, response)) return;
  const isBroken = request.method === 'POST' && state.broken.delete(path.basename(request.url ?? ''));
  const served = { root: state.folder, repository: state.api.repository, environment: isolated };
  serveGit(served, request, response, isBroken || isLast);
}

async function installHook(bare: string, name: string, script: string): Promise<void> {
  const file = path.join(bare, 'hooks', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

function seen({ method = '', url = '' }: IncomingMessage): Pick<ForgeRequest, 'method' | 'url'> {
  return { method, url };
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
