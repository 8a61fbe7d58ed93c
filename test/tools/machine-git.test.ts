import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { machineGitEntries } from '../../src/tools/machine-git.js';
import { listGitTags } from '../../src/tools/remote-git.js';
import { temporaryFolder } from '../support/checkout.js';

it('Of the machine’s configuration, git for a stranger gets the way to other hosts and nothing else', async () => {
  const file = path.join(await temporaryFolder('machine'), 'gitconfig');
  await writeFile(
    file,
    `[http]
  sslCAInfo = /etc/ssl/acme.pem
[http "https://git.example.com"]
  proxy = http://proxy.example.com:3128
  extraHeader = Authorization: Basic c2VjcmV0
[url "file:///"]
  insteadOf = http://127.0.0.1:1/
[credential]
  helper = store
`,
  );
  vi.stubEnv('GIT_CONFIG_SYSTEM', file);
  expect(await machineGitEntries()).toEqual([
    ['http.sslcainfo', '/etc/ssl/acme.pem'],
    ['http.https://git.example.com.proxy', 'http://proxy.example.com:3128'],
  ]);
  // It asks the host that it was given, and not what the machine has in its place.
  await expect(listGitTags({ url: 'http://127.0.0.1:1/x.git' })).rejects.toMatchObject({
    stderr: expect.stringContaining('127.0.0.1'),
  });
  vi.unstubAllEnvs();
});
