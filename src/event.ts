import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, textAt } from './json.js';
import { FatalError } from './problem.js';

/** What the forge says about the run: the `GITHUB_*` variables and the event's payload, the same on Forgejo. */
export interface RunEvent {
  /**
   * `push`, `pull_request`, `workflow_dispatch`, `schedule`, ... In a called workflow it is the caller's on GitHub and may
   * be `workflow_call` on Forgejo; the payload is the caller's on both.
   */
  name: string;
  /** Full ref, such as `refs/heads/main`; what the runner says otherwise is kept as it is. */
  ref: string;
  /** The commit that the run is about. */
  sha: string;
  /** On `push`: the tip before it; all zeroes for a new branch. */
  before?: string;
  /** On `push`: the tip after it. */
  after?: string;
  pullRequest?: PullRequest;
  /** `owner/name`. */
  repository: string;
  serverUrl: string;
  apiUrl: string;
  isForgejo: boolean;
}

export interface PullRequest {
  number: number;
  /** Branch names, without `refs/heads/`. */
  headBranch: string;
  baseBranch: string;
  headSha: string;
  /** `owner/name` of the repository that the head is in; another one is a fork. Empty when that was deleted. */
  headRepository: string;
}

/**
 * Reads the event without the weight of a client library: a run that is skipped must end at once.
 * The payload is what the forge sends to webhooks; only the fields that are used are looked at.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 * @throws FatalError when the variables or the payload are missing or broken.
 */
export function readEvent(environment: NodeJS.ProcessEnv = process.env): RunEvent {
  const name = required(environment, 'GITHUB_EVENT_NAME');
  const payload = readPayload(environment.GITHUB_EVENT_PATH ?? '', name);
  return {
    name,
    ref: fullRef(required(environment, 'GITHUB_REF'), name),
    sha: required(environment, 'GITHUB_SHA'),
    ...pushedCommits(payload, name),
    ...(isObject(payload.pull_request) && { pullRequest: readPullRequest(payload.pull_request) }),
    repository: required(environment, 'GITHUB_REPOSITORY'),
    serverUrl: environment.GITHUB_SERVER_URL || 'https://github.com',
    apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
    isForgejo: environment.FORGEJO_ACTIONS === 'true',
  };
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (!value) throw new FatalError(`${name} is not set: this program runs as a step of a Forgejo or GitHub workflow.`);
  return value;
}

/** Forgejo up to 15 names the default branch of a `schedule` without `refs/heads/`; a schedule is about no other ref. */
function fullRef(ref: string, event: string): string {
  return event === 'schedule' && !ref.startsWith('refs/') ? `refs/heads/${ref}` : ref;
}

function readPayload(file: string, event: string): JsonObject {
  if (file === '') {
    // Only these two say in the payload what they are about.
    if (event !== 'push' && !event.startsWith('pull_request')) return {};
    throw new FatalError(`GITHUB_EVENT_PATH is not set, but the event ${event} is described by the file it names.`);
  }
  const payload = parse(file);
  if (!isObject(payload)) throw new FatalError(`The event's payload ${file} is no JSON object.`);
  return payload;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const cause = error instanceof SyntaxError ? 'is no JSON' : `cannot be read (${error})`;
    throw new FatalError(`The event's payload ${file} ${cause}.`);
  }
}

/** The list of commits in the payload is cut short, on Forgejo to five; its two ends are not. */
function pushedCommits(payload: JsonObject, event: string): Pick<RunEvent, 'before' | 'after'> {
  if (event !== 'push') return {};
  const { before, after } = payload;
  return { ...(isCommit(before) && { before }), ...(isCommit(after) && { after }) };
}

function readPullRequest(pullRequest: JsonObject): PullRequest {
  const { number } = pullRequest;
  const headSha = textAt(pullRequest, 'head', 'sha');
  const headBranch = textAt(pullRequest, 'head', 'ref');
  const baseBranch = textAt(pullRequest, 'base', 'ref');
  if (typeof number !== 'number' || !isCommit(headSha) || !headBranch || !baseBranch) {
    throw new FatalError("The event's payload describes a pull request without its number, head or base.");
  }
  const headRepository = textAt(pullRequest, 'head', 'repo', 'full_name');
  return { number, headBranch, baseBranch, headSha, headRepository };
}

/** SHA-1 or SHA-256, whole; git would take anything else for a name or an option. */
function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}
