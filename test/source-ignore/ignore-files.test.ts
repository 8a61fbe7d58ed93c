import { describe, expect, it } from 'vitest';
import { readIgnoreFile } from '../../src/source-ignore/ignore-files.js';
import { temporaryFolder, writeFiles, writeLinks } from '../support/checkout.js';

describe('A .sourceignore that is a symbolic link', () => {
  it.each([
    ['a file of the source', '../rules/ignored.txt', 'draft.yaml\n'],
    ['a file out of the source', '/etc/hostname', ''],
    ['a file of git', '../.git/info', ''],
    ['nowhere', 'nowhere', ''],
  ])('has the rules of what it leads to, as Flux reads it: %s', async (_, target, rules) => {
    const root = await temporaryFolder('ignore');
    await writeFiles(root, { 'rules/ignored.txt': 'draft.yaml\n', '.git/info': 'shop.yaml\n' });
    await writeLinks(root, { 'apps/.sourceignore': target });
    expect(readIgnoreFile(root, 'apps/.sourceignore')).toBe(rules);
  });
});
