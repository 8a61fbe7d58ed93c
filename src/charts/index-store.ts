import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { HttpAnswer } from '../network/http-client.js';
import type { Network } from '../network/network.js';
import { sha256 } from '../sha256.js';
import { runOnceEach } from '../tools/run-once.js';
import { checkIndex } from './helm-index.js';
import { MemoryBudget } from './memory-budget.js';
import { authorizeFor } from './repository-authorization.js';

/** The indexes of Helm repositories; each is asked for once. */
export interface IndexStore {
  /** @param address of the `index.yaml`, absolute */
  read(address: string): Promise<Buffer>;
}

export interface IndexStoreOptions {
  network: Network;
  cache: Cache;
  /** A folder of this run alone. */
  scratch: string;
}

/** As much as Flux reads (source-controller, --helm-index-max-size). */
export const maxIndexBytes = 50 * 1024 * 1024;
/** Each may have `maxIndexBytes`. */
const downloadsAtOnce = 4;
const keptInMemory = 64 * 1024 * 1024;

/** Every chart of a repository is looked up in its index anew, so that no more of many indexes than this stays in memory. */
export function createIndexStore({ network, cache, scratch }: IndexStoreOptions): IndexStore {
  const memory = new MemoryBudget(keptInMemory);
  const limit = pLimit(downloadsAtOnce);

  async function open(address: string): Promise<() => Promise<Buffer>> {
    return await limit(async () => {
      const index = await fetchIndex(address, network, cache);
      if (memory.tryTake(index.length)) return async () => index;
      const file = path.join(scratch, `index-${sha256(address)}`);
      await writeFile(file, index);
      return () => readFile(file);
    });
  }

  const opened = runOnceEach(open);
  return { read: async (address) => await (await opened(address))() };
}

async function fetchIndex(address: string, network: Network, cache: Cache): Promise<Buffer> {
  const known = parseStored(cache.read('indexes', address));
  const answer = await network.client.get(address, {
    headers: conditional(known?.validators),
    accept: known ? [304] : [],
    maxBytes: maxIndexBytes,
    compressed: true,
    verify: checkIndex,
    authorize: authorizeFor(address, network.credentials),
  });
  if (known && answer.status === 304) return known.index;
  const validators = validatorsOf(answer.headers);
  if (validators) cache.write('indexes', address, storedIndex(validators, answer.body));
  return answer.body;
}

/** What a server wants to hear to say that nothing has changed (RFC 9110, 13.1). */
interface Validators {
  etag?: string;
  lastModified?: string;
}

function validatorsOf(headers: HttpAnswer['headers']): Validators | undefined {
  const { etag, 'last-modified': lastModified } = headers;
  if (isSendable(etag)) return { etag };
  return isSendable(lastModified) ? { lastModified } : undefined;
}

/** What a server sends may be more than a request may hold: kept, it would make every later request fail. */
function isSendable(header: string | string[] | undefined): header is string {
  return typeof header === 'string' && /^[\x20-\x7e]{1,1024}$/.test(header);
}

function conditional({ etag, lastModified }: Validators = {}): Record<string, string> {
  return {
    ...(isSendable(etag) && { 'if-none-match': etag }),
    ...(isSendable(lastModified) && { 'if-modified-since': lastModified }),
  };
}

/** A line of JSON, then the index as it came. */
function storedIndex(validators: Validators, index: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(validators)}\n`), index]);
}

function parseStored(entry: Buffer | undefined): { validators: Validators; index: Buffer } | undefined {
  if (!entry) return undefined;
  const end = entry.indexOf('\n');
  const validators = JSON.parse(entry.toString('utf8', 0, end)) as Validators;
  return { validators, index: entry.subarray(end + 1) };
}
