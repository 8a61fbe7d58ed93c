import { describe, expect, it } from 'vitest';
import { filesBelow, holdsNoManifests } from '../src/files-below.js';
import { type Files, temporaryFolder, writeFiles, writeLinks } from './support/checkout.js';

describe('the files below a folder', () => {
  const all = () => false;

  async function pathsOf(files: Files, isLeftOut: (file: string, name: string) => boolean = all): Promise<string[]> {
    const root = await temporaryFolder('files');
    await writeFiles(root, files);
    return filesBelow(root, isLeftOut)
      .map((file) => file.path)
      .sort();
  }

  it.each<[string, Files, string[]]>([
    ['of any depth', { 'a.yaml': '', 'b/c/d.txt': '' }, ['a.yaml', 'b/c/d.txt']],
    ['with any name', { '.a/.b': '', '[x]/{y}*.yaml': '', 'a\nb/c': '' }, ['.a/.b', '[x]/{y}*.yaml', 'a\nb/c']],
    ['of which there are none', {}, []],
  ])('are found: %s', async (_, files, expected) => {
    expect(await pathsOf(files)).toEqual(expected);
  });

  it('are found without what is left out by its path', async () => {
    const files = { 'out/b': '', 'a/out/b': '', 'outer/b': '', 'a/b': '' };
    expect(await pathsOf(files, (file) => file === 'out' || file === 'a/b')).toEqual(['a/out/b', 'outer/b']);
  });

  it('are found without what is left out by its name', async () => {
    const files = { '.git/a': '', 'b/node_modules/c/d': '', 'b/.git': '', '.github/a': '', '.gitignore': '' };
    expect(await pathsOf(files, (_, name) => holdsNoManifests(name))).toEqual(['.github/a', '.gitignore']);
  });

  it('are given with links, which are not followed', async () => {
    const root = await temporaryFolder('files');
    await writeFiles(root, { 'a/b': '' });
    await writeLinks(root, { 'to-folder': 'a', 'to-file': 'a/b', 'to-itself': '.', 'to-nothing': 'c' });
    const links = filesBelow(root, all).filter(({ dirent }) => dirent.isSymbolicLink());
    expect(links.map((link) => link.path).sort()).toEqual(['to-file', 'to-folder', 'to-itself', 'to-nothing']);
    expect(filesBelow(root, all)).toHaveLength(5);
  });

  it('are none where there is no folder', () => {
    expect(filesBelow('/nowhere/at/all', all)).toEqual([]);
  });
});
