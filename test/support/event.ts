import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './checkout.js';
import type { Forge } from './forge.js';

export const none = '0'.repeat(40);

export interface EventOptions {
  name?: string;
  ref?: string;
  sha: string;
  payload?: unknown;
}

/** The variables that a runner sets for an event, with its payload in a file. */
export async function eventEnvironment(forge: Forge, options: EventOptions): Promise<Record<string, string>> {
  const file = path.join(await temporaryFolder('event'), 'event.json');
  await writeFile(file, JSON.stringify(options.payload ?? {}));
  return {
    GITHUB_EVENT_NAME: options.name ?? 'push',
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: options.ref ?? 'refs/heads/main',
    GITHUB_SHA: options.sha,
    GITHUB_REPOSITORY: forge.repository,
    GITHUB_SERVER_URL: forge.url,
    GITHUB_API_URL: `${forge.url}/api/v1`,
    FORGEJO_ACTIONS: 'true',
  };
}

/** The variables for a push to a branch. */
export async function pushEnvironment(
  forge: Forge,
  before: string,
  after: string,
  branch = 'main',
): Promise<Record<string, string>> {
  const ref = `refs/heads/${branch}`;
  return await eventEnvironment(forge, { ref, sha: after, payload: { ref, before, after } });
}
