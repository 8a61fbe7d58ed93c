import { describe, expect, it, onTestFinished } from 'vitest';
import { openRemote } from '../../src/charts/git-remote.js';
import { openNetwork } from '../../src/network/network.js';
import { temporaryFolder } from '../support/checkout.js';

const event = { name: 'push', repository: 'a/b', serverUrl: 'https://forge.example.com', apiUrl: '' };
const known = { host: 'known.example.com', user: 'robot', password: 'of-the-workflow' };

async function open(url: string) {
  const options = { caFile: '', restrictEgress: 'false', chartMirrors: [], imageMirrors: [] } as const;
  const network = await openNetwork(
    { ...options, registryCredentials: [known], chartMirrors: [], imageMirrors: [] },
    event,
  );
  onTestFinished(() => network.close());
  return await openRemote(url, { scratch: await temporaryFolder('scratch'), network });
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('what the URL of a Git repository says of the user', () => {
  it.each([
    ['https://a:b%40c@git.example.com/x', { url: 'https://git.example.com/x', authorization: basic('a:b@c') }],
    ['https://token@git.example.com/x', { url: 'https://git.example.com/x', authorization: basic('token:') }],
    [
      'https://a:b@known.example.com/x',
      { url: 'https://known.example.com/x', authorization: basic('robot:of-the-workflow') },
    ],
    ['https://git.example.com/x', { url: 'https://git.example.com/x' }],
    ['ssh://git:b@git.example.com:2222/x', { url: 'ssh://git@git.example.com:2222/x' }],
  ])('is in no argument of git: %s', async (url, remote) => {
    expect(await open(url)).toEqual(remote);
  });

  it.each([
    ['https://a:%zz@git.example.com/x', 'https://git.example.com/x has a user or a password that is not encoded'],
    ['ftp://a:secret@git.example.com/x', 'ftp://git.example.com/x is no http, https or ssh URL'],
  ])('is in no message: %s', async (url, message) => {
    await expect(open(url)).rejects.toThrow(message);
  });
});
