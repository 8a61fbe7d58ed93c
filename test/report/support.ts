import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { Problem } from '../../src/problem.js';
import type { RunResult } from '../../src/run-result.js';
import { releaseOf } from '../support/release.js';

/** A run in which nothing happened but what a test is about. */
export function runResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    releases: 1,
    rendered: [],
    sources: [],
    files: [],
    changes: [],
    unchanged: [],
    problems: [],
    commit: { kind: 'unchanged' },
    ...changes,
  };
}

export function problem(severity: Problem['severity'], message = 'something'): Problem {
  return { severity, kind: 'chart', message };
}

/** A rendered release with one image. */
export function source(name: string, version = '1.0.0'): PrepullerSource {
  return {
    release: releaseOf({ kind: 'directory', path: 'charts/shop' }, { name }),
    chart: { name: 'shop', version },
    images: { images: [{ reference: 'shop:1', uses: [] }], excluded: [], pods: { imagePullSecrets: [], images: [] } },
  };
}
