import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileChange } from '../../src/prepullers/contract.js';
import { firstDifference, unifiedDiff } from '../../src/report/diff.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { runGit } from '../support/forge.js';

const file = 'infrastructure/prepullers/prepuller-podinfo.yaml';
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index}\n`).join('');

function change(name: string, before: string | null, after: string | null): FileChange {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'modified';
  return { path: name, kind, before, after };
}

it('shows the lines that changed, with three lines around them', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\n';
  expect(unifiedDiff(change(file, before, before.replace('five', 'FIVE')))).toBe(
    `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -2,5 +2,5 @@\n two\n three\n four\n-five\n+FIVE\n six`,
  );
});

it.each<[string, string | null, string | null, number]>([
  ['a line in the middle', 'a\nb\nc\n', 'a\nB\nc\n', 2],
  ['lines at the end', 'a\n', 'a\nb\n', 2],
  ['a new file', null, 'a\n', 1],
  ['a file that goes', 'a\n', null, 1],
])('knows the first line that differs: %s', (_what, before, after, expected) => {
  expect(firstDifference(change(file, before, after))).toBe(expected);
});

let repository: string;
beforeEach(async () => {
  repository = await temporaryFolder('patch');
});
afterEach(async () => {
  await rm(repository, { recursive: true, force: true });
});

/** Commits the old texts, and has git apply the patch. */
async function applied(changes: readonly FileChange[], prefix = ''): Promise<Record<string, string | null>> {
  const top = (name: string) => `${prefix}${name}`;
  await runGit(repository, 'init', '--quiet');
  await runGit(repository, 'config', 'core.autocrlf', 'false');
  await writeFiles(repository, Object.fromEntries(changes.map(({ path: name, before }) => [top(name), before ?? ''])));
  for (const { path: name, before } of changes) if (before === null) await rm(path.join(repository, top(name)));
  await mkdir(path.join(repository, 'elsewhere'), { recursive: true });
  await writeFile(path.join(repository, 'elsewhere/notes.md'), 'notes\n');
  await runGit(repository, 'add', '--all');
  await runGit(repository, 'commit', '--quiet', '--message=before');
  const patch = path.join(repository, '.git/prepuller.patch');
  await writeFile(patch, `${changes.map((one) => unifiedDiff(one, prefix)).join('\n')}\n`);
  await runGit(repository, 'apply', '--index', patch);
  const texts = changes.map(
    async ({ path: name }): Promise<[string, string | null]> => [
      name,
      await readFile(path.join(repository, top(name)), 'utf8').catch(() => null),
    ],
  );
  return Object.fromEntries(await Promise.all(texts));
}

it.each<[string, FileChange[], string?]>([
  ['a change', [change(file, numbered('a', 50), numbered('a', 50).replace('a25', 'b'))]],
  ['a new file', [change(file, null, 'a\nb\n')]],
  ['a file that goes', [change(file, 'a\nb\n', null)]],
  ['another name', [change('out/a.yaml', numbered('a', 9), null), change('out/b.yaml', null, numbered('a', 9))]],
  ['no line end before', [change(file, 'a\nb', 'a\nb\n')]],
  ['no line end after', [change(file, 'a\nb\n', 'a\nc')]],
  ['no line end at all', [change(file, 'a', 'b')]],
  ['lines that end with a carriage return', [change(file, 'a\r\nb\r\nc\r\n', 'a\nb\nd\n')]],
  ['one more of these lines', [change(file, 'a\r\nb\r\n', 'a\r\nb\r\nc\r\n')]],
  ['a name with spaces', [change('out put/pre puller.yaml', 'a\n', 'b\n'), change('out put/x y', null, 'a\n')]],
  ['a name with quotes and other letters', [change('oüt/"a"\\b.yaml', 'a\n', 'b\n')]],
  ['an empty last line, and white space', [change(file, 'a\n\n', 'b\n\n \n\t\n')]],
  ['an empty file', [change(file, '', 'a\n'), change('x', 'a\n', ''), change('y', null, '')]],
  ['a byte order mark', [change(file, '\uFEFFa\nb\n', 'a\nc\n')]],
  ['a line that looks like a patch', [change(file, '--- a/x\n+++ b/x\n', '--- a/x\n+++ b/y\n@@ -1 +1 @@\n')]],
  ['files that have nothing in common', [change(file, numbered('a', 5_000), `${numbered('b', 4_000)}end`)]],
  ['a folder of the repository', [change(file, 'a\n', 'b\n'), change('x', null, 'a\n')], 'clusters/one/'],
])('git applies the patch: %s', async (_what, changes, prefix) => {
  expect(await applied(changes, prefix)).toEqual(
    Object.fromEntries(changes.map(({ path: name, after }) => [name, after])),
  );
});
