import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, Record<string, string>>;

describe('package.json', () => {
  it('lets npx take the command out of the repository without a build and without packages', () => {
    // With one of these, npm installs all that development needs before it takes a package from git
    // (npm, pacote/lib/git.js). `build` is one of them.
    const prepares = ['postinstall', 'build', 'preinstall', 'install', 'prepack', 'prepare'];
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => prepares.includes(name))).toEqual([]);
    // The bundle holds them: here they would be fetched once more.
    expect(manifest.dependencies).toBeUndefined();
  });

  it('names the command as a program', async () => {
    expect(manifest.bin).toEqual({ prepuller: 'bin/prepuller.js' });
    expect((await stat('bin/prepuller.js')).mode & 0o111).toBe(0o111);
  });
});
