import { expect, it } from 'vitest';
import type { FileChange } from '../../src/prepullers/contract.js';
import { failureOf } from '../../src/report/failure.js';
import type { RunResult } from '../../src/run-result.js';
import { problem, runResult } from './support.js';

const change: FileChange = { path: 'a.yaml', kind: 'added', before: null, after: 'a\n' };
const outdated = /out of date/;

it.each<[string, Partial<RunResult>, boolean, (RegExp | undefined)[]]>([
  ['a run with nothing but warnings', { problems: [problem('warning')], changes: [change] }, false, [undefined]],
  ['a check of files that are up to date', {}, true, [undefined]],
  ['one error', { problems: [problem('error')] }, false, [/^1 error\b/, /Everything else is up to date/]],
  ['several errors', { problems: [problem('error'), problem('error')] }, false, [/^2 errors\b/]],
  ['a check of files that are out of date', { changes: [change] }, true, [outdated]],
  ['a check with both', { problems: [problem('error')], changes: [change] }, true, [/^1 error\b/, outdated]],
])('%s', (_, result, check, expected) => {
  const failure = failureOf(runResult(result), check);
  for (const pattern of expected) {
    if (pattern === undefined) expect(failure).toBeUndefined();
    else expect(failure).toMatch(pattern);
  }
});

it('a check never says that anything was brought up to date', () => {
  const failure = failureOf(runResult({ problems: [problem('error')], changes: [change] }), true);
  expect(failure).not.toContain('Everything else');
});
