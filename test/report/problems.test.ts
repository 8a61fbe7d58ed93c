import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describe as describeProblem, reportProblems } from '../../src/report/problems.js';

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

it('prints file, line, object and message on one line, as an annotation at that line', () => {
  reportProblems([
    {
      severity: 'error',
      kind: 'source',
      message: 'there is no HelmRepository flux-system/podinfo',
      object: 'HelmRelease apps/podinfo',
      place: { file: 'apps/podinfo.yaml', line: 12 },
    },
  ]);
  expect(lines.join('')).toBe(
    '::error file=apps/podinfo.yaml,line=12::apps/podinfo.yaml:12: HelmRelease apps/podinfo: there is no HelmRepository flux-system/podinfo\n',
  );
});

it('puts the own words of a tool into a group, where none of them is a command', () => {
  reportProblems([
    {
      severity: 'warning',
      kind: 'template',
      message: 'failed',
      object: 'HelmRelease a/b',
      detail: 'one\n::add-mask::x',
    },
  ]);
  expect(lines.join('')).toContain('::group::Details: HelmRelease a/b\none\n: :add-mask::x\n::endgroup::\n');
});

it('keeps a message with a line break on one line', () => {
  expect(describeProblem({ severity: 'error', kind: 'chart', message: 'a\n::error::b' })).toBe('a ::error::b');
});

it('prints what is beyond the annotations that a forge takes as lines, and bounds each', () => {
  reportProblems(Array.from({ length: 60 }, () => ({ severity: 'error', kind: 'chart', message: 'x'.repeat(9_000) })));
  const printed = lines.join('').trim().split('\n');
  const annotations = printed.filter((line) => line.startsWith('::error'));
  expect(annotations).toHaveLength(50);
  expect(Math.max(...annotations.map((line) => line.length))).toBeLessThan(5_000);
  expect(printed.filter((line) => line.startsWith('error: x'))).toHaveLength(10);
  expect(printed.at(-1)).toBe('::warning::and 10 more of severity error, in the log above.');
});
