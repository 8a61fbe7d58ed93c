import { describe, expect, it } from 'vitest';
import { filesBelow } from '../src/files-below.js';
import { type Files, temporaryFolder, writeFiles, writeLinks } from './support/checkout.js';

describe('the files below a folder', () => {
  async function pathsOf(files: Files, leftOut?: string): Promise<string[]> {
    const root = await temporaryFolder('files');
    await writeFiles(root, files);
    return filesBelow(root, leftOut)
      .map((file) => file.path)
      .sort();
  }

  it.each<[string, Files, string[]]>([
    ['of any depth', { 'a.yaml': '', 'b/c/d.txt': '' }, ['a.yaml', 'b/c/d.txt']],
    ['with any name', { '.a/.b': '', '[x]/{y}*.yaml': '', 'a\nb/c': '' }, ['.a/.b', '[x]/{y}*.yaml', 'a\nb/c']],
    ['without what is of Git and of npm', { '.git/a': '', 'b/node_modules/c/d': '', 'b/.git': '', e: '' }, ['e']],
    ['with names that only begin like these', { '.github/a': '', '.gitignore': '' }, ['.github/a', '.gitignore']],
    ['of which there are none', {}, []],
  ])('are found: %s', async (_, files, expected) => {
    expect(await pathsOf(files)).toEqual(expected);
  });

  it.each([
    ['out', ['a/out/b', 'outer/b']],
    ['a/out', ['out/b', 'outer/b']],
    ['[o]ut', ['a/out/b', 'out/b', 'outer/b']],
  ])('are found without the folder that is left out: %s', async (leftOut, expected) => {
    expect(await pathsOf({ 'out/b': '', 'a/out/b': '', 'outer/b': '' }, leftOut)).toEqual(expected);
  });

  it('are given with links, which are not followed', async () => {
    const root = await temporaryFolder('files');
    await writeFiles(root, { 'a/b': '' });
    await writeLinks(root, { 'to-folder': 'a', 'to-file': 'a/b', 'to-itself': '.', 'to-nothing': 'c' });
    const links = filesBelow(root).filter(({ dirent }) => dirent.isSymbolicLink());
    expect(links.map((link) => link.path).sort()).toEqual(['to-file', 'to-folder', 'to-itself', 'to-nothing']);
    expect(filesBelow(root)).toHaveLength(5);
  });

  it('are none where there is no folder', () => {
    expect(filesBelow('/nowhere/at/all')).toEqual([]);
  });
});
