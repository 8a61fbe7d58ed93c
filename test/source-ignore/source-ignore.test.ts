import { describe, expect, it } from 'vitest';
import { readSourceIgnore } from '../../src/source-ignore/source-ignore.js';

/** The files that are left out of a source with these `.sourceignore` files. */
function leftOut(ignoreFiles: Record<string, string>, ...files: string[]): string[] {
  const isIgnored = readSourceIgnore({ files: new Map(Object.entries(ignoreFiles)), spec: '', scope: 'tree' });
  return files.filter((file) => isIgnored(file));
}

describe('a source', () => {
  it.each<[string, string[], string[]]>([
    [
      '/*\n!/kubernetes/main',
      ['a.yaml', 'kubernetes/b.yaml', 'kubernetes/main/apps/c.yaml'],
      ['a.yaml', 'kubernetes/b.yaml'],
    ],
    [
      '/*\n!/clusters/\n/clusters/old/',
      ['clusters/a.yaml', 'clusters/old/a.yaml', 'b.yaml'],
      ['clusters/old/a.yaml', 'b.yaml'],
    ],
    ['!a.yaml\n*.yaml', ['a.yaml'], ['a.yaml']],
    ['drafts', ['drafts/a.yaml', 'x/drafts/a.yaml', 'x/drafts.yaml'], ['drafts/a.yaml', 'x/drafts/a.yaml']],
    ['drafts/', ['x/drafts/a.yaml', 'x/drafts'], ['x/drafts/a.yaml']],
    ['a/b', ['a/b', 'a/b/c', 'x/a/b'], ['a/b', 'a/b/c']],
    ['**/b/c', ['b/c', 'a/x/b/c/d', 'b/x/c'], ['b/c', 'a/x/b/c/d']],
    ['a/**', ['a/b', 'b'], ['a/b']],
    ['a/**/d', ['a/b/c/d', 'a/d', 'b/d'], ['a/b/c/d', 'a/d']],
    ['/**', ['a'], []],
    ['x**/a', ['xy/a'], []],
    ['*.y[^a-m]?l', ['a.yaml', 'a.ynml', '.ynml'], ['a.ynml', '.ynml']],
    ['{a,b}.yaml', ['a.yaml', '{a,b}.yaml'], ['{a,b}.yaml']],
    ['[a', ['a', '[a'], []],
    ['\\!a\n\\*', ['!a', 'b', '*'], ['!a', '*']],
    ['# a\n\n  \na.yaml  \r\n', ['a.yaml', '# a'], ['a.yaml']],
    ['*a*a*a*a*a*a*a*a*a*a*a*a*b', ['a'.repeat(200), `${'a'.repeat(200)}b`], [`${'a'.repeat(200)}b`]],
  ])('with %j as .sourceignore, of %j leaves out %j', (text, files, expected) => {
    expect(leftOut({ '.sourceignore': text }, ...files)).toEqual(expected);
  });

  const usual = ['.sops.yaml', 'x/.github/workflows/a.yaml', 'x/.travis.yml', 'x/a.yaml'];

  it('without rules of its own leaves out the usual', () => {
    const expected = ['.sops.yaml', 'x/.github/workflows/a.yaml', 'x/.travis.yml'];
    expect(leftOut({}, ...usual)).toEqual(expected);
    expect(leftOut({ '.sourceignore': '# nothing\n' }, ...usual)).toEqual(expected);
  });

  it('with rules of its own has no others', () => {
    expect(leftOut({ '.sourceignore': 'x/a.yaml' }, ...usual)).toEqual(['x/a.yaml']);
  });

  it.each([
    ['a.yaml', ['.gitignore', 'x/.gitmodules', 'x/.gitattributes', 'a.yaml']],
    ['!.gitignore', ['x/.gitmodules', 'x/.gitattributes']],
  ])('leaves out the files of git all the same: %s', (text, expected) => {
    const files = ['.gitignore', 'x/.gitmodules', 'x/.gitattributes', 'a.yaml'];
    expect(leftOut({ '.sourceignore': text }, ...files)).toEqual(expected);
  });

  it('has rules of folders, which come after those above', () => {
    const rules = { 'a/b/.sourceignore': '!keep.yaml', 'a/.sourceignore': '/*.yaml\nkeep.yaml' };
    const files = ['a/x.yaml', 'a/b/x.yaml', 'a/keep.yaml', 'a/b/keep.yaml', 'x.yaml', 'ab/x.yaml'];
    expect(leftOut(rules, ...files)).toEqual(['a/x.yaml', 'a/keep.yaml']);
  });
});

describe('spec.ignore of a source', () => {
  it.each([
    ['is over the files', { '.sourceignore': '*.yaml' }, '!keep.yaml', ['a.yaml', 'keep.yaml'], ['a.yaml']],
    ['replaces the usual patterns', {}, 'tests/', ['a.zip', 'tests/b.yaml'], ['tests/b.yaml']],
    ['of nothing but comments leaves them', {}, '# nothing\n\n', ['a.zip', 'tests/b.yaml'], ['a.zip']],
    [
      'is about the root',
      { 'apps/.sourceignore': 'a.yaml' },
      '/a.yaml',
      ['a.yaml', 'apps/a.yaml', 'b/a.yaml'],
      ['a.yaml', 'apps/a.yaml'],
    ],
  ])('%s', (_, files, spec, all, expected) => {
    const isIgnored = readSourceIgnore({ files: new Map(Object.entries(files)), spec, scope: 'tree' });
    expect(all.filter((file) => isIgnored(file))).toEqual(expected);
  });
});

describe('a source of another kind', () => {
  const files = new Map(Object.entries({ '.sourceignore': 'a.yaml', 'apps/.sourceignore': 'b.yaml' }));
  const all = ['a.yaml', 'b.yaml', 'apps/a.yaml', 'apps/b.yaml', 'c.yaml', 'd.zip'];

  it.each([
    ['tree', files, ['a.yaml', 'apps/a.yaml', 'apps/b.yaml', 'c.yaml']],
    ['root', files, ['a.yaml', 'apps/a.yaml', 'c.yaml']],
    ['none', files, []],
    ['root', new Map<string, string>(), ['c.yaml']],
  ] as const)('goes by the rules of its scope: %s', (scope, rules, expected) => {
    const isIgnored = readSourceIgnore({ files: rules, spec: 'c.yaml', scope });
    expect(all.filter((file) => isIgnored(file))).toEqual(expected);
  });

  it('has no usual patterns where it knows the root alone', () => {
    const isIgnored = readSourceIgnore({ files: new Map(), spec: '', scope: 'root' });
    expect(all.filter((file) => isIgnored(file))).toEqual([]);
  });
});
