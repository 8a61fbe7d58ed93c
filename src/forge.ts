import type { RunEvent } from './event.js';
import { FatalError } from './problem.js';

/** The API of the forge, for the event's repository. */
export interface Forge {
  octokit: Octokit;
  repository: { owner: string; repo: string };
  /**
   * @param what The call is for: the beginning of a sentence.
   * @param forbidden What to say and to do when the token may not.
   * @throws FatalError when the forge refuses, with what to do
   */
  explained<T>(what: string, call: Promise<T>, forbidden: string): Promise<T>;
}

type Octokit = ReturnType<typeof import('@actions/github')['getOctokit']>;

/** A forge's client is much to load, and most runs need none. */
export async function openForge(token: string, { repository, apiUrl }: RunEvent): Promise<Forge> {
  const [owner = '', repo = ''] = repository.split('/');
  const { getOctokit } = await import('@actions/github');
  return {
    octokit: getOctokit(token, { baseUrl: apiUrl }),
    repository: { owner, repo },
    async explained(what, call, forbidden) {
      try {
        return await call;
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        const status = statusOf(error);
        const isForbidden = status === 403 || status === 404;
        throw new FatalError(`${what}: ${isForbidden ? forbidden : explainFailure(status, apiUrl)}`, words);
      }
    },
  };
}

/** `undefined` when there was no answer: the client then makes up a status. */
function statusOf(error: unknown): number | undefined {
  const { response } = error as { response?: { status?: number } };
  return response?.status;
}

function explainFailure(status: number | undefined, apiUrl: string): string {
  if (status === undefined) return `the forge's API at ${apiUrl} cannot be reached from this runner.`;
  if (status === 401) return "the forge's API does not accept `forge-token`: it has expired, or is another forge's.";
  if (status >= 500 || status === 429)
    return `the forge's API is busy or failing (${status}): run this workflow again.`;
  return `the forge refuses what it was given (${status}).`;
}
