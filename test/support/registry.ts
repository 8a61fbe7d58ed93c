import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { areInstalled } from './installed.js';

/** Debian's `docker-registry`, and `htpasswd` of `apache2-utils`. */
export function hasRegistry(): boolean {
  return areInstalled(['docker-registry', 'htpasswd'], 'nothing is tested against a real registry');
}

export interface Registry {
  /** Host and port. */
  host: string;
  /** Loses the content of a layer, and knows nothing of it. */
  forgetBlob(digest: string): Promise<void>;
  close(): Promise<void>;
}

/** A real registry on a free port of the loopback interface; with a credential it lets nobody else in. */
export async function startRegistry(credential?: { user: string; password: string }): Promise<Registry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-registry-'));
  const config = path.join(folder, 'config.yml');
  await writeFile(config, JSON.stringify(await configuration(folder, credential)));
  const registry = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => registry.once('exit', resolve));
  const host = await addressOf(registry.stderr);
  return {
    host,
    forgetBlob: (digest) => {
      const hex = digest.replace('sha256:', '');
      const blobs = path.join(folder, 'data/docker/registry/v2/blobs/sha256');
      return rm(path.join(blobs, hex.slice(0, 2), hex), { recursive: true });
    },
    close: async () => {
      registry.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function configuration(folder: string, credential?: { user: string; password: string }): Promise<object> {
  const base = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
    http: { addr: '127.0.0.1:0' },
  };
  if (!credential) return base;
  const file = path.join(folder, 'htpasswd');
  await writeFile(file, execFileSync('htpasswd', ['-niB', credential.user], { input: credential.password }));
  return { ...base, auth: { htpasswd: { realm: 'fixtures', path: file } } };
}

/** The registry logs the port that it was given. */
async function addressOf(log: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: log });
  for await (const line of lines) {
    const address = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address === undefined) continue;
    log.resume();
    return address;
  }
  throw new Error('docker-registry ended before it listened');
}
