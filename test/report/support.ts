import type { RunResult } from '../../src/pipeline.js';
import type { PrepullerSource } from '../../src/prepullers/write-prepullers.js';
import type { Problem } from '../../src/problem.js';

/** A run in which nothing happened but what a test is about. */
export function runResult(changes: Partial<RunResult> = {}): RunResult {
  return { releases: 1, rendered: [], changes: [], problems: [], commit: { kind: 'unchanged' }, ...changes };
}

export function problem(severity: Problem['severity'], message = 'something'): Problem {
  return { severity, kind: 'chart', message };
}

/** A rendered release with one image. */
export function source(name: string, version = '1.0.0'): PrepullerSource {
  return {
    release: {
      id: { namespace: 'apps', name },
      place: { file: 'apps/shop.yaml', line: 1 },
      releaseName: 'shop',
      releaseNamespace: 'apps',
      suspended: false,
      chart: {
        location: { kind: 'directory', path: 'charts/shop' },
        valuesFiles: [],
        ignoreMissingValuesFiles: false,
        source: { object: 'GitRepository apps/shop' },
      },
      values: {},
      postRenderers: [],
      control: { exclude: '', include: '', strategy: '', patch: '' },
    },
    chart: { name: 'shop', version },
    images: { images: [{ reference: 'shop:1', uses: [] }], excluded: [], pods: { imagePullSecrets: [] } },
  };
}
