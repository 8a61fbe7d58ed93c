import { expect, it } from 'vitest';
import { generatedHead } from '../../src/generated-head.js';
import type { FileChange } from '../../src/prepullers/contract.js';
import { noLongerFound } from '../../src/report/no-longer-found.js';
import { changesOf } from './support.js';

/** A generated file for these releases of one namespace. */
const file = (...names: string[]) => {
  const releases = names.map((name) => ({ id: { namespace: 'web', name }, chart: `${name} 1.0.0` }));
  return `${generatedHead({ releases }).join('\n')}\nkind: DaemonSet\n`;
};

it.each<[string, [before: string | null, after: string | null][], string[]]>([
  ['a release that is gone', [[file('a'), null]], ['HelmRelease web/a']],
  ['two of one file', [[file('a', 'b'), null]], ['HelmRelease web/a, HelmRelease web/b']],
  ['one of two', [[file('a', 'b'), file('a')]], ['HelmRelease web/b']],
  [
    'one that only goes into another file',
    [
      [file('a'), null],
      [null, file('a')],
    ],
    [],
  ],
  ['a new one', [[null, file('a')]], []],
  ['nothing', [], []],
])('%s', (_, changes, titles) => {
  const named = changes.map(
    ([before, after], index): FileChange => ({
      path: `warm/prepuller-${index}.yaml`,
      kind: before === null ? 'added' : after === null ? 'removed' : 'modified',
      before,
      after,
    }),
  );
  expect(noLongerFound(changesOf(named))).toEqual(
    titles.map((title) => ({
      severity: 'notice',
      kind: 'output',
      message: `No longer there, or no longer labelled: ${title}. What was generated for it is removed.`,
    })),
  );
});
