import { describe, expect, it } from 'vitest';
import { parseConstraint, parseVersion, pickVersion } from '../../src/charts/version-constraint.js';

function allows(range: string, version: string): boolean {
  const parsed = parseVersion(version);
  return parsed !== undefined && parseConstraint(range)?.(parsed) === true;
}

describe('a range', () => {
  it.each([
    // Operators; expected values follow the documentation of Masterminds/semver.
    ['1.2.3', ['1.2.3', 'v1.2.3', '1.2.3+build'], ['1.2.4', '1.2.3-rc.1']],
    ['=1.2.3', ['1.2.3'], ['1.2.2']],
    ['!=1.2.3', ['1.2.4', '2.0.0'], ['1.2.3']],
    ['!=1.2', ['1.3.0', '2.2.0'], ['1.2.0', '1.2.9']],
    ['>1.2.3', ['1.2.4', '2.0.0'], ['1.2.3', '1.2.2']],
    ['>1.2', ['1.3.0', '2.0.0'], ['1.2.9', '1.2.0']],
    ['>1', ['2.0.0'], ['1.9.9']],
    ['>=1.2.3', ['1.2.3', '9.0.0'], ['1.2.2']],
    ['=>1.2', ['1.2.0'], ['1.1.9']],
    ['<1.2.3', ['1.2.2', '0.1.0'], ['1.2.3']],
    ['<=1.2', ['1.2.9', '1.0.0'], ['1.3.0']],
    ['=<1', ['1.9.9'], ['2.0.0']],
    // Wildcards.
    ['*', ['0.0.1', '3.4.5'], ['1.0.0-rc.1']],
    ['1', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.0']],
    ['1.x', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['1.2.X', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['v1.2.*', ['1.2.0', 'v1.2.9'], ['1.3.0']],
    // Tilde and caret.
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
    ['~>1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9.0'], ['2.0.0']],
    ['~0.0.0', ['0.0.0', '4.0.0'], []],
    ['^1.2.3', ['1.2.3', '1.9.0'], ['2.0.0', '1.2.2']],
    ['^1.2', ['1.2.0', '1.9.0'], ['1.1.9', '2.0.0']],
    ['^0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
    ['^0.2', ['0.2.0', '0.2.9'], ['0.3.0']],
    ['^0.0.3', ['0.0.3'], ['0.0.4', '0.1.0']],
    ['^0.0', ['0.0.0', '0.0.9'], ['0.1.0']],
    ['^0', ['0.0.0', '0.9.0'], ['1.0.0']],
    // Groups.
    ['>=1.0.0 <2.0.0', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['>= 1.0.0, < 2.0.0', ['1.0.0', '1.9.9'], ['2.0.0']],
    ['>=1.0.0,<2.0.0', ['1.5.0'], ['2.0.0']],
    ['1.0 - 1.5', ['1.0.0', '1.5.9'], ['1.6.0', '0.9.0']],
    ['1.2.3 - 1.4.5', ['1.2.3', '1.4.5'], ['1.4.6']],
    ['~1.2.3 || ^3.0.0', ['1.2.5', '3.4.0'], ['1.3.0', '2.0.0']],
    // Pre-releases: one comparator of the group that names one lets them in.
    ['>=1.0.0-0', ['1.0.0', '2.0.0-alpha.1'], ['0.9.0']],
    ['>=1.0.0-0 <2.0.0', ['1.5.0-beta.1', '2.0.0-alpha.1'], ['2.0.0']],
    ['^1.2.3-0', ['1.3.0-rc.1'], ['2.0.0']],
    ['>=1.0.0', ['1.0.1'], ['1.1.0-rc.1']],
    ['>=1.0.0-0 || >=3.0.0', ['1.1.0-rc.1'], ['0.9.0-rc.1']],
    // Leading zeroes, as dates have them.
    ['>=2024.1.1', ['2024.01.05', '2025.1.0'], ['2023.12.31']],
  ])('%j allows %j and not %j', (range, allowed, refused) => {
    expect(allowed.filter((version) => !allows(range, version))).toEqual([]);
    expect(refused.filter((version) => allows(range, version))).toEqual([]);
  });

  it.each([
    'latest',
    '>>1.0.0',
    '1.2.3.4',
    '>=1.0.0 && <2.0.0',
    '1.0.0 |',
    'x'.repeat(300),
    '^',
    '1..2',
    '',
    '1.x ||',
    '|| 1',
  ])('is not what %j is', (text) => {
    expect(parseConstraint(text)).toBeUndefined();
  });
});

describe('picking a version', () => {
  const versions = (...all: string[]) => all.map((version) => ({ version }));

  it.each([
    ['the very string before a higher match', versions('1.2.0', '1.2.1', '1.2'), '1.2', '1.2'],
    ['the highest, whatever the order', versions('1.9.0', '1.10.0', '1.2.0'), '1.x', '1.10.0'],
    ['no pre-release for *', versions('1.0.0', '2.0.0-rc.1'), '*', '1.0.0'],
    ['the same for an empty string', versions('1.0.0', '2.0.0-rc.1'), '', '1.0.0'],
    ['a version with a v', versions('v1.0.0', 'v1.1.0'), '^1', 'v1.1.0'],
    ['none that has two numbers', versions('1.5', '1.0.0'), '*', '1.0.0'],
    ['a string that is no version', versions('nightly', '1.0.0'), 'nightly', 'nightly'],
    ['nothing that does not fit', versions('1.0.0'), '^2', undefined],
    ['nothing for what is no range', versions('1.0.0'), 'nightly', undefined],
  ])('takes %s', (_, candidates, wanted, expected) => {
    expect(pickVersion(candidates, wanted)?.version).toBe(expected);
  });

  it('takes the later created of two that differ in build metadata alone', () => {
    const candidates = [
      { version: '1.0.0+a', created: '2026-02-01T00:00:00Z' },
      { version: '1.0.0+b', created: '2026-03-01T00:00:00Z' },
      { version: '1.0.0+c', created: '2026-01-01T00:00:00Z' },
    ];
    expect(pickVersion(candidates, '~1.0')?.version).toBe('1.0.0+b');
  });
});
