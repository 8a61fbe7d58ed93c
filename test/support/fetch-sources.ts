import { onTestFinished } from 'vitest';
import { type Cache, openCache } from '../../src/cache.js';
import { sourceFetcher } from '../../src/charts/fetch-source.js';
import { ownRepository } from '../../src/charts/own-repository.js';
import { SourceBudget } from '../../src/charts/source-budget.js';
import type { FetchSource, SourceContent } from '../../src/flux/source-contents.js';
import { openNetwork } from '../../src/network/network.js';
import { filesIn, temporaryFolder } from './checkout.js';
import { impatient } from './render.js';

export interface FetchChanges {
  /** Of the runs before; empty without it. */
  cache?: Cache;
  budget?: SourceBudget;
  restrictEgress?: 'true' | 'false';
  token?: string;
  /** Of the repository that the run is about. */
  repository?: string;
  serverUrl?: string;
}

/** As a run of its own would fetch. */
async function fetcher(changes: FetchChanges): Promise<FetchSource> {
  const { budget = new SourceBudget(), restrictEgress = 'false', token = '' } = changes;
  const { serverUrl = 'https://forge.example.com', repository = 'acme/fleet' } = changes;
  const cache = changes.cache ?? openCache(await temporaryFolder('cache'), 100);
  const options = { caFile: '', registryCredentials: [], restrictEgress, chartMirrors: [], imageMirrors: [] };
  const event = { name: 'push', repository, serverUrl, apiUrl: `${serverUrl}/api/v1` };
  const network = await openNetwork(options, event, impatient);
  onTestFinished(() => network.close());
  const scratch = await temporaryFolder('scratch');
  const own = ownRepository({ root: scratch, token }, event);
  return sourceFetcher(options, { network, scratch, cache, budget, own });
}

/** What a source holds: a text by each name; or why it cannot be had. */
export async function fetched(
  content: SourceContent,
  changes: FetchChanges = {},
): Promise<Record<string, string> | string> {
  const result = await (await fetcher(changes))(content);
  if ('fault' in result) return result.fault;
  return await filesIn(result.folder);
}
