import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import { setEngineFlag } from '../engine-flags.js';
import { FatalError } from '../problem.js';
import { EgressError, type EgressGuard } from './egress-guard.js';

export interface DispatcherOptions {
  /** PEM file of a certificate authority to trust beside the public ones; empty for none. */
  caFile: string;
  /** Milliseconds for the connection, and for every pause in an answer. */
  idle: number;
  guard?: EgressGuard;
}

/** Carries requests out; made by `prepareDispatcher`. */
export type OpenDispatcher = () => Promise<Dispatcher>;

export const connectionsPerHost = 8;

/**
 * The library is loaded for the first request: a run in which nothing changed makes none.
 * @throws FatalError at once when the CA file cannot be read.
 */
export function prepareDispatcher({ caFile, idle, guard }: DispatcherOptions): OpenDispatcher {
  const authorities = caFile === '' ? undefined : trustedAuthorities(caFile);
  return async () => {
    const { Agent, EnvHttpProxyAgent, buildConnector } = await loadUndici();
    // One for all connections: given as they are, all authorities are parsed again for each, which takes 10 ms and more.
    const tls = authorities ? { secureContext: createSecureContext({ ca: authorities }) } : {};
    const connection = { ...tls, timeout: idle };
    const connect = guard
      ? guardedConnector(guard, buildConnector(connection), buildConnector({ ...connection, lookup: guard.lookup }))
      : connection;
    const options = { connections: connectionsPerHost, connect, headersTimeout: idle, bodyTimeout: idle };
    // The types leave out what the agent hands on to its ProxyAgents.
    const proxyOptions: object = { ...options, requestTls: tls, proxyTls: tls };
    return isProxied() ? new EnvHttpProxyAgent(proxyOptions) : new Agent(options);
  };
}

/**
 * Its parser of HTTP is WebAssembly: one large function, which V8 would optimize after some hundred answers. That takes 60 ms of a
 * core, and 30 MiB that are never given back.
 */
async function loadUndici() {
  setEngineFlag('leaveWebAssembly');
  return await import('undici');
}

export function isProxied(): boolean {
  return ['http_proxy', 'https_proxy'].some((name) => process.env[name] || process.env[name.toUpperCase()]);
}

type Connector = ReturnType<typeof buildConnector>;

/** Hosts that are addresses are never looked up, so these are checked here. */
function guardedConnector(guard: EgressGuard, open: Connector, guarded: Connector): Connector {
  return (options, callback) => {
    const { hostname, port } = options;
    if (guard.isExempt(port ? `${hostname}:${port}` : hostname)) return open(options, callback);
    const refusal = guard.refusalOfLiteral(hostname);
    if (refusal) return queueMicrotask(() => callback(refusal, null));
    return guarded(options, callback);
  };
}

/**
 * Behind a proxy it is the proxy that resolves names and decides where they lead; what this machine can tell of them is
 * checked all the same.
 * @throws EgressError
 */
export async function checkBehindProxy(url: URL, guard: EgressGuard | undefined): Promise<void> {
  if (!guard || !isProxied() || guard.isExempt(url.host)) return;
  await guard.addressesOf(url.hostname).catch((error: unknown) => {
    if (error instanceof EgressError) throw error;
  });
}

/**
 * All that is trusted when `ca-file` names an authority, as PEM: naming one replaces a program's own list, so that
 * list has to be given too.
 * @throws FatalError when the CA file cannot be read.
 */
export function trustedAuthorities(caFile: string): string[] {
  const files = [caFile, process.env.NODE_EXTRA_CA_CERTS ?? ''].filter((file) => file !== '');
  return [...rootCertificates, ...files.map(readAuthority)];
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new FatalError(`The certificate authority cannot be read: ${(error as Error).message}. Check ca-file.`);
  }
}
