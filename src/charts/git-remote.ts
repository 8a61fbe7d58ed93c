import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { basicAuthorization, type Credential } from '../network/credentials.js';
import { isProxied, trustedAuthorities } from '../network/dispatcher.js';
import { EgressError, egressAdvice } from '../network/egress-guard.js';
import type { Network } from '../network/network.js';
import { canPinAddresses, type GitRemote } from '../tools/remote-git.js';
import { ChartError } from './chart-error.js';
import type { OwnRepository } from './own-repository.js';

export interface RemoteOptions {
  scratch: string;
  network: Network;
  own?: OwnRepository;
}

/**
 * Git gets the URL as it was understood here: of `https://one\@two/` curl takes `two` for the host, and a browser's parser
 * takes `one`, which is the host that is checked.
 * @throws ChartError for what is no URL of a known transport, or leads to where this run must not ask
 */
export async function openRemote(written: string, { scratch, network, own }: RemoteOptions): Promise<GitRemote> {
  // Other transports, such as ext::, would start programs; a local path would lead out of the repository.
  if (!/^(https?|ssh):\/\/[^-\s]\S*$/.test(written) || !URL.canParse(written))
    throw new ChartError(`${written} is no http, https or ssh URL`);
  const here = own?.isAt(written) ? await own.remote() : undefined;
  const url = new URL(here?.url ?? written);
  const given = takeUserInformation(url);
  const credential = url.protocol === 'ssh:' ? undefined : (network.credentials(`${url.host}${url.pathname}`) ?? given);
  const authorization = credential ? basicAuthorization(credential) : here?.authorization;
  const authorities = network.caFile === '' ? undefined : await writeAuthorities(network.caFile, scratch);
  const addresses = await allowedAddresses(url, network);
  return {
    url: url.href,
    ...(authorization !== undefined && { authorization }),
    ...(authorities !== undefined && { authorities }),
    ...(addresses && { addresses }),
  };
}

/** Every process of the machine can read the arguments of git. Over SSH the user is part of the address, and a password is not heard. */
function takeUserInformation(url: URL): Credential | undefined {
  const { username, password } = url;
  url.password = '';
  if (url.protocol === 'ssh:' || username === '') return undefined;
  url.username = '';
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw new ChartError(`${url.href} has a user or a password that is not encoded as in a URL`);
  }
}

/**
 * The addresses that git must connect to where egress is restricted: git resolves names itself, and might find others.
 * Behind a proxy that alone resolves names there are none.
 * @returns `undefined` where git may connect to whatever it finds
 */
async function allowedAddresses(url: URL, { guard }: Network): Promise<string[] | undefined> {
  if (!guard || guard.isExempt(url.host)) return undefined;
  if (url.protocol !== 'https:') {
    throw new ChartError(`${hostOf(url)} is no https URL, and egress is restricted for this run. ${egressAdvice}`);
  }
  if (!(await canPinAddresses())) throw new ChartError('git is older than 2.37, which restrict-egress needs');
  try {
    return await guard.addressesOf(url.hostname);
  } catch (error) {
    if (error instanceof EgressError) throw new ChartError(`${hostOf(url)} ${error.message}. ${egressAdvice}`);
    if (isProxied()) return [];
    throw new ChartError(`${url.hostname} cannot be resolved: ${(error as Error).message}`);
  }
}

/** `origin` is `null` for what browsers do not load. */
function hostOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

async function writeAuthorities(caFile: string, scratch: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(scratch, 'authorities-')), 'authorities.pem');
  await writeFile(file, trustedAuthorities(caFile).join('\n'));
  return file;
}
