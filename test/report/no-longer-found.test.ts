import { expect, it } from 'vitest';
import { generatedHead } from '../../src/generated-head.js';
import type { FileChange } from '../../src/prepullers/contract.js';
import { noLongerFound } from '../../src/report/no-longer-found.js';
import { whatChanges } from '../../src/report/what-changes.js';

/** A generated file for these releases of one namespace. */
const file = (...names: string[]) => {
  const releases = names.map((name) => ({ id: { namespace: 'web', name }, chart: `${name} 1.0.0` }));
  return `${generatedHead({ releases }).join('\n')}\nkind: DaemonSet\n`;
};

it.each<[string, Omit<FileChange, 'path'>[], string[]]>([
  ['a release that is gone', [{ before: file('a') }], ['HelmRelease web/a']],
  ['two of one file', [{ before: file('a', 'b') }], ['HelmRelease web/a, HelmRelease web/b']],
  ['one of two', [{ before: file('a', 'b'), after: file('a') }], ['HelmRelease web/b']],
  ['one that only goes into another file', [{ before: file('a') }, { after: file('a') }], []],
  ['a new one', [{ after: file('a') }], []],
  ['nothing', [], []],
])('%s', (_, changes, titles) => {
  const named = changes.map((change, index) => ({ path: `warm/prepuller-${index}.yaml`, ...change }));
  expect(noLongerFound(whatChanges(named, []))).toEqual(
    titles.map((title) => ({
      severity: 'notice',
      kind: 'output',
      message: `No longer there, or no longer labelled: ${title}. What was generated for it is removed.`,
    })),
  );
});
