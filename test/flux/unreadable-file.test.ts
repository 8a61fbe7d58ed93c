import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FatalError } from '../../src/problem.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { discoverIn, helmRelease, helmRepository } from './repository.js';

/** Everything may be read by this user. */
const isRoot = process.getuid?.() === 0;

it.skipIf(isRoot)('A file that must not be read ends the run: what it declares is not gone', async () => {
  const root = await temporaryFolder('flux');
  await writeFiles(root, { 'a/shop.yaml': helmRelease('shop'), 'a/sources.yaml': helmRepository });
  await chmod(path.join(root, 'a/shop.yaml'), 0);
  await expect(discoverIn(root)).rejects.toThrow(FatalError);
  await chmod(path.join(root, 'a/shop.yaml'), 0o600);
  await chmod(path.join(root, 'a'), 0);
  await expect(discoverIn(root)).rejects.toThrow('permission is denied');
  await chmod(path.join(root, 'a'), 0o700);
});
