import { expect, it } from 'vitest';
import { unifiedDiff } from '../../src/report/diff.js';

const path = 'infrastructure/prepullers/prepuller-podinfo.yaml';
const lines = ['one', 'two', 'three', 'four', 'five', 'six'].map((line) => `${line}\n`);

it('shows the lines that changed, with three lines around them', () => {
  const before = lines.join('');
  const after = before.replace('five', 'FIVE');
  expect(unifiedDiff({ path, kind: 'modified', before, after })).toBe(
    `--- a/${path}\n+++ b/${path}\n@@ -2,5 +2,5 @@\n two\n three\n four\n-five\n+FIVE\n six`,
  );
});

it('shows a file that is added, and one that is removed', () => {
  expect(unifiedDiff({ path, kind: 'added', before: null, after: 'a\n' })).toBe(
    `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,1 @@\n+a`,
  );
  expect(unifiedDiff({ path, kind: 'removed', before: 'a\n', after: null })).toBe(
    `--- a/${path}\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a`,
  );
});

it('does not search for ever in files that have nothing in common', () => {
  const text = (letter: string) => Array.from({ length: 30_000 }, (_, index) => `${letter}${index}\n`).join('');
  expect(unifiedDiff({ path, kind: 'modified', before: text('a'), after: text('b') })).toBe(
    `${path}: more than 2000 lines differ`,
  );
});
