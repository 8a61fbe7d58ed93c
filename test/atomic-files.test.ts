import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { putBack, removeUnfinished, writeFiles } from '../src/atomic-files.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function contents(): Promise<Record<string, string>> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = entries.map(async ({ name }) => [name, await readFile(path.join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}

function at(name: string): string {
  return path.join(folder, name);
}

it('writes, replaces and removes', async () => {
  await writeFile(at('old'), '1');
  await writeFile(at('gone'), '1');
  await writeFiles([
    { file: at('new'), text: '2' },
    { file: at('old'), text: '2' },
    { file: at('gone'), text: null },
    { file: at('never'), text: null },
  ]);
  expect(await contents()).toEqual({ new: '2', old: '2' });
});

it('changes nothing, and leaves nothing, when one of the files cannot be written', async () => {
  await writeFile(at('old'), '1');
  const tooLong = 'x'.repeat(300);
  const files = [
    { file: at('old'), text: '2' },
    { file: at(tooLong), text: '2' },
  ];
  await expect(writeFiles(files)).rejects.toThrow('ENAMETOOLONG');
  expect(await contents()).toEqual({ old: '1' });
});

it.each([
  ['the text before', '1', { file: '1' }],
  ['no file', null, {}],
])('puts %s back', async (_, text, expected) => {
  await writeFile(at('file'), '2');
  await putBack({ file: at('file'), text });
  expect(await contents()).toEqual(expected);
});

it('removes what a killed run has left half written, and nothing else', async () => {
  const id = '0b5e3c1a-1111-4222-8333-444455556666';
  await writeFile(at(`.prepuller-web.yaml.${id}.unfinished`), 'half');
  await writeFile(at('.prepuller-web.yaml.unfinished'), 'of somebody else');
  await mkdir(at('folder'));
  removeUnfinished(folder);
  removeUnfinished(at('missing'));
  expect((await readdir(folder)).sort()).toEqual(['.prepuller-web.yaml.unfinished', 'folder']);
});
