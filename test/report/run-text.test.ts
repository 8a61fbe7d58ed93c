import { marked } from 'marked';
import { expect, it } from 'vitest';
import { generatedHead } from '../../src/generated-head.js';
import type { FileChange } from '../../src/prepullers/contract.js';
import { releaseReports } from '../../src/report/release-report.js';
import { proposalText, runText } from '../../src/report/run-text.js';
import { type CommitOutcome, emptyResult, type RunResult } from '../../src/run-result.js';
import { generatedChange, generatedFile, problem, resultOfChanges, runResult, source } from './support.js';

const room = 900 * 1024;
const text = (result: RunResult, cluster = '') => runText(result, cluster, room);
const web = generatedChange(
  'apps/web',
  ['web 1', 'ghcr.io:5000/nginx:1', 'old:1'],
  ['web 2', 'ghcr.io:5000/nginx:2', 'redis:7'],
);
const pullRequest = { number: 7, url: 'https://forge.example.com/fleet/cluster/pulls/7' };
const proposed = { kind: 'pull-request', branch: 'prepuller/main', pullRequest } as const;

it.each<[string, RunResult, RegExp]>([
  [
    'pushed',
    resultOfChanges([web], { kind: 'pushed', sha: 'a1', branch: 'main' }),
    /^Pushed a1 to main\. 1 release changes: 2 images come/,
  ],
  [
    'proposed',
    resultOfChanges([web], { ...proposed, state: 'opened' }),
    /^Opened the pull request <https:\S+\/pulls\/7>\./,
  ],
  ['proposed', resultOfChanges([web], { ...proposed, state: 'unchanged' }), /proposes these files already/],
  ['out of date', resultOfChanges([web], { ...proposed, state: 'declined' }), /was closed by somebody/],
  [
    'up to date',
    runResult({ commit: { kind: 'withdrawn', branch: 'prepuller/main', pullRequest } }),
    /^Closed the pull request <https/,
  ],
  ['up to date', runResult(), /^Nothing to commit/],
  ['up to date', runResult({ commit: { kind: 'checked' } }), /as they are to be/],
  ['out of date', resultOfChanges([web], { kind: 'checked' }), /^1 generated file would change.*`git apply`/],
  ['written', resultOfChanges([web], { kind: 'written' }), /not committed/],
  [
    'skipped',
    emptyResult({ kind: 'skipped', reason: 'Nothing to do: 1..2 changed 1 file.' }),
    /^Nothing to do: 1\.\.2/,
  ],
  ['failed', emptyResult({ kind: 'ended', error: new Error('There is no helm.') }), /^There is no helm\.$/],
  [
    'failed',
    resultOfChanges([web], { kind: 'failed', error: new Error('The push is refused.') }),
    /^The push is refused\. The changes could not/,
  ],
  [
    'failed',
    {
      ...resultOfChanges([web], { kind: 'pushed', sha: 'a1', branch: 'main' }),
      problems: [problem('error'), problem('error', 'b')],
    },
    /^2 errors: what failed stays as it was\. Pushed a1 to main\./,
  ],
])('begins with the verdict: %s', (word, result, expected) => {
  const [title, , first] = text(result).split('\n');
  expect(title).toBe(`## Prepuller: ${word}`);
  expect(first).toMatch(expected);
});

it('names the cluster, for the jobs of a matrix', () => {
  expect(text(runResult(), 'production')).toMatch(/^## Prepuller \(production\): up to date$/m);
});

it('says by release what comes and goes, then failures and warnings, then has the table', () => {
  const shop: FileChange = {
    path: 'shop',
    kind: 'added',
    before: null,
    after: generatedFile({ 'apps/shop': ['shop 1.0.0'] }, ['redis:7', 'shop:1']),
  };
  const gone: FileChange = {
    path: 'gone',
    kind: 'removed',
    before: generatedFile({ 'apps/gone': ['gone 3'] }, ['gone:3']),
    after: null,
  };
  const failed = {
    ...problem('error', 'no chart'),
    release: { namespace: 'jobs', name: 'cron' },
    place: { file: 'cron.yaml', line: 4 },
  };
  const result: RunResult = {
    ...resultOfChanges([web, shop, gone], { kind: 'checked' }),
    rendered: releaseReports([source('web'), source('shop'), source('other')]),
    problems: [failed, problem('warning', 'latest'), problem('notice', 'suspended')],
  };
  expect(text(result)).toBe(`## Prepuller: failed

1 error: what failed stays as it was. 3 generated files would change: the log has the patch, for \`git apply\`. 3 releases change: 3 images come and 3 images go.

### What comes and goes

**apps/gone**: gone, chart gone 3

- removed \`gone:3\`

**apps/shop**: new, chart shop 1.0.0

- added \`redis:7\`
- added \`shop:1\`

**apps/web**: chart web 1 → 2

- updated \`ghcr.io:5000/nginx\`: \`1\` → \`2\`
- added \`redis:7\`
- removed \`old:1\`

### Failed (1)

- cron.yaml:4: no chart

### Warnings (1)

- latest

<details>
<summary>Notices (1)</summary>

- suspended

</details>

### All releases (4)

| Release | State | Chart | Images |
|:--|:--|:--|--:|
| jobs/cron | failed | | |
| apps/web | changed | shop 1.0.0 | 1 |
| apps/shop | new | shop 1.0.0 | 1 |
| apps/other | as before | shop 1.0.0 | 1 |

<details>
<summary>All images (1)</summary>

**apps/web**

- \`shop:1\`

**apps/shop**

- \`shop:1\`

**apps/other**

- \`shop:1\`

</details>`);
});

it('has what applies plain objects, and what the images take on nodes where registries were asked', () => {
  const id = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' } as const;
  const after = `${generatedHead({ releases: [{ id, file: 'apps.yaml' }] }).join('\n')}\n`;
  const size = { bytes: 120e6, unknown: 0 };
  const change = { added: size, fresh: 80e6, removed: 0, unknownRemoved: 0 };
  const result: RunResult = {
    ...resultOfChanges([{ path: 'a', kind: 'added', before: null, after }], { kind: 'checked' }),
    rendered: [{ id, charts: [], images: [], excluded: [] }],
    sizes: {
      releases: new Map([['Kustomization flux-system/apps', { 'linux/amd64': size }]]),
      nodes: { 'linux/amd64': { bytes: 2e9, unknown: 0 } },
      changes: { 'linux/amd64': change },
      images: new Map(),
    },
  };
  expect(text(result)).toContain(
    '\n\n- Size: +120 MB on every amd64 node, of which 80 MB are new; 2.0 GB in all, compressed.\n\n',
  );
  expect(text(result)).toContain('**Kustomization flux-system/apps**: new, plain objects\n');
  expect(text(result)).toContain('| Kustomization flux-system/apps | new | plain objects | 0: 120 MB for amd64 |');
});

it('tells what one release pulls now and another one pulled before', () => {
  const moved = resultOfChanges(
    [generatedChange('apps/a', ['a 1', 'x:1'], ['a 1']), generatedChange('apps/b', ['b 1'], ['b 1', 'x:1'])],
    { kind: 'checked' },
  );
  expect(text(moved)).toContain('2 releases change: no image comes or goes.');
  expect(text(moved)).toContain('- removed `x:1` (another release still pulls it)');
  expect(text(moved)).toContain('- added `x:1` (another release pulls it already)');
});

it('says so where the manifest alone changes', () => {
  const change = { ...web, before: `${web.after}# patched\n` };
  expect(text(resultOfChanges([change], { kind: 'checked' }))).toContain(
    '- the manifest alone: no image comes or goes',
  );
});

it('of a namespace with one file names the releases that change, and counts the others', () => {
  const before = generatedFile({ 'apps/a': ['a 1'], 'apps/b': ['b 1'], 'apps/c': ['c 1'] }, ['x:1']);
  const change: FileChange = {
    path: 'namespace',
    kind: 'modified',
    before,
    after: before.replace('chart b 1', 'chart b 2'),
  };
  expect(text(resultOfChanges([change], { kind: 'checked' }))).toContain(
    '**apps/b**: chart b 1 → 2; and 2 more with the same files',
  );
});

it('folds long lists with their counts', () => {
  const images = Array.from({ length: 50 }, (_, index) => `image-${index}:1`);
  const changes = Array.from({ length: 40 }, (_, index) =>
    generatedChange(`apps/a${index}`, ['a 1'], ['a 2', ...images]),
  );
  const result = {
    ...resultOfChanges(changes, { kind: 'checked' }),
    problems: Array.from({ length: 30 }, (_, index) => problem('error', `e${index}`)),
  };
  for (const title of ['30 images more', '10 releases more', '10 more']) {
    expect(text(result)).toContain(`<details>\n<summary>${title}</summary>\n\n`);
  }
});

it('stays below its bounds, and says how much more there is', () => {
  const [release] = releaseReports([source('web')]);
  if (release === undefined) throw new Error('no release');
  const images = Array.from({ length: 60 }, (_, index) => ({ reference: `registry.example.com/${index}`, uses: [] }));
  const rendered = Array.from({ length: 5_000 }, () => ({ ...release, images }));
  const problems = Array.from({ length: 3_000 }, (_, index) => problem('error', `${index} ${'ü'.repeat(10_000)}`));
  const changes = Array.from({ length: 3_000 }, (_, index) =>
    generatedChange(`apps/a${index}`, ['a 1'], ['a 2', `b:${'x'.repeat(500)}${index}`]),
  );
  const result = { ...resultOfChanges(changes, { kind: 'checked' }), problems, rendered };
  for (const bytes of [room, 60_000]) {
    const bounded = runText(result, '', bytes);
    expect(Buffer.byteLength(bounded)).toBeLessThan(bytes);
    for (const part of [
      /and \d+ releases more, as the log says/,
      /- and \d+ more, as the log says/,
      /\| and \d+ releases more \|/,
    ]) {
      expect(bounded).toMatch(part);
    }
    expect(Buffer.byteLength(proposalText(result, bytes))).toBeLessThan(bytes);
  }
});

const hostile = [
  '<img src=x>',
  '</td></table><script>alert(1)</script>',
  '[click](https://evil.example)',
  '![](https://evil.example/x.png)',
  '\n\n# heading\n\n- item',
  'a | b | c',
  '`code` ``` fence',
  'https://evil.example/x www.evil.example <https://evil.example> a@evil.example',
  '-->',
  '</details>',
  '\\',
];

it.each(hostile)('takes names, versions and messages for text: %j', (words) => {
  const commit: CommitOutcome = { kind: 'failed', error: new Error(words) };
  const file = generatedFile({ 'apps/web': [`web ${words.replaceAll('\n', ' ')}`] }, ['a:1']);
  const change: FileChange = { path: words, kind: 'added', before: null, after: file };
  const [rendered] = releaseReports([source(words, words)]);
  const result: RunResult = {
    ...resultOfChanges([change], commit),
    rendered: rendered ? [{ ...rendered, images: [{ reference: words, uses: [] }] }] : [],
    problems: [
      { ...problem('error', words), place: { file: words } },
      problem('warning', words),
      problem('notice', words),
    ],
  };
  const [html, plain] = [result, { ...result, ...harmless(result) }].map((run) =>
    marked.parse(text(run), { async: false }),
  );
  const tags = (page = '') => page.match(/<\/?[a-z]\w*/g)?.filter((tag) => !/^<\/?code/.test(tag));
  expect(tags(html)).toEqual(tags(plain));
  expect(html).not.toMatch(/<(?:a|img|script)\b/);
});

/** The same run, of which all strange words are one letter. */
function harmless({ problems, rendered, changes }: RunResult): Partial<RunResult> {
  const file = generatedFile({ 'apps/web': ['web x'] }, ['a:1']);
  return {
    commit: { kind: 'failed', error: new Error('x') },
    problems: problems.map((one) => ({ ...one, message: 'x' })),
    rendered: rendered.map((one) => ({
      ...one,
      id: { namespace: 'apps', name: 'x' },
      charts: ['x'],
      images: [{ reference: 'x', uses: [] }],
    })),
    whatChanges: resultOfChanges(
      changes.map((one) => ({ ...one, after: file })),
      { kind: 'checked' },
    ).whatChanges,
  };
}
