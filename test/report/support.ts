import { generatedHead } from '../../src/generated-head.js';
import { pulledImages } from '../../src/generated-images.js';
import type { FileChange, PrepullerSource } from '../../src/prepullers/contract.js';
import type { Problem } from '../../src/problem.js';
import { type WhatChanges, whatChanges } from '../../src/report/what-changes.js';
import { type CommitOutcome, emptyResult, type RunResult } from '../../src/run-result.js';
import { releaseOf } from '../support/release.js';

/** A run in which nothing happened but what a test is about. */
export function runResult(changes: Partial<RunResult> = {}): RunResult {
  return { ...emptyResult({ kind: 'unchanged' }), releases: 1, ...changes };
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

/** A generated file with what reports read of it: its head, and the images that it pulls. */
export function generatedFile(charts: Record<string, string[]>, images: readonly string[]): string {
  const releases = Object.entries(charts).flatMap(([key, names]) => {
    const [namespace = '', name = ''] = key.split('/');
    return names.map((chart) => ({ id: { namespace, name }, chart, file: `${key}.yaml` }));
  });
  const containers = images.map((image, index) => `{name: prepull-${index}, image: "${image}"}`);
  const pod = `{initContainers: [${containers.join(', ')}], containers: [{name: pause, image: "pause:3"}]}`;
  return `${generatedHead({ releases }).join('\n')}\nspec: {template: {spec: ${pod}}}\n`;
}

/** A generated file of a release that changes; each side is the chart and its images. */
export function generatedChange(
  release: string,
  [chartBefore = '', ...before]: string[],
  [chartAfter = '', ...after]: string[],
): FileChange {
  return {
    path: `infrastructure/prepullers/prepuller-${release.replace('/', '-')}.yaml`,
    kind: 'modified',
    before: generatedFile({ [release]: [chartBefore] }, before),
    after: generatedFile({ [release]: [chartAfter] }, after),
  };
}

/** @param unchanged Texts of the other generated files */
export function changesOf(changes: FileChange[], unchanged: string[] = []): WhatChanges {
  return whatChanges({ changes, unchanged, imagesOf: pulledImages });
}

export function resultOfChanges(changes: FileChange[], commit: CommitOutcome): RunResult {
  return runResult({ changes, commit, whatChanges: changesOf(changes) });
}
