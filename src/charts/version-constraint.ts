import semver, { type SemVer } from 'semver';

/** Says whether a version is one that a range allows. */
export type VersionConstraint = (version: SemVer) => boolean;

/** Versions and ranges come from repositories that may be hostile; longer ones are none. */
const longestText = 256;

/**
 * A version as Flux reads it: three numbers, with or without a leading `v`, leading zeroes allowed (`2024.01.5`).
 * Source: fluxcd/pkg, version/version.go, on top of Masterminds/semver.
 */
export function parseVersion(text: string): SemVer | undefined {
  if (text.length > longestText) return undefined;
  const match = /^v?0*(\d+)\.0*(\d+)\.0*(\d+)([-+].*)?$/.exec(text);
  if (!match) return undefined;
  const [, major, minor, patch, rest = ''] = match;
  return semver.parse(`${major}.${minor}.${patch}${rest}`) ?? undefined;
}

/**
 * A range as Flux reads it, which is not how npm does: a comma is an "and", `!=` exists, and a pre-release is
 * allowed by a group of comparators if any of them names one.
 * Source: Masterminds/semver, constraints.go.
 * @returns `undefined` when it is no range.
 */
export function parseConstraint(text: string): VersionConstraint | undefined {
  if (text.length > longestText) return undefined;
  const groups = text.split('||').map(parseGroup);
  if (groups.some((group) => group === undefined)) return undefined;
  return (version) => groups.some((group) => group?.(version));
}

type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '^';

interface Comparator {
  operator: Operator;
  base: SemVer;
  /** How many of the three numbers are given; the rest are wildcards. */
  depth: number;
}

const part = String.raw`(?:\d+|[xX*])`;
const versionPattern = String.raw`v?(${part})(?:\.(${part}))?(?:\.(${part}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?`;
const comparatorPattern = new RegExp(String.raw`^(=|!=|>|<|>=|=>|<=|=<|~>|~|\^)?\s*${versionPattern}$`);
const hyphenPattern = /(\S+)\s+-\s+(\S+)/g;
const spellings: Record<string, Operator> = { '=>': '>=', '=<': '<=', '~>': '~' };

/** Comparators that must all hold, separated by blanks or commas. */
function parseGroup(text: string): VersionConstraint | undefined {
  const spelled = text
    .replace(hyphenPattern, '>=$1 <=$2')
    .replace(/([=<>~^])\s+/g, '$1')
    .trim();
  const comparators = spelled.split(/\s*,\s*|\s+/).map(parseComparator);
  const known = comparators.filter((comparator) => comparator !== undefined);
  if (known.length < comparators.length) return undefined;
  const preReleases = known.some(({ base }) => base.prerelease.length > 0);
  return (version) =>
    (preReleases || version.prerelease.length === 0) && known.every((comparator) => holds(comparator, version));
}

function parseComparator(text: string): Comparator | undefined {
  const match = comparatorPattern.exec(text);
  if (!match) return undefined;
  const [, operator = '=', ...rest] = match;
  const numbers = rest.slice(0, 3);
  const wildcard = numbers.findIndex((number) => number === undefined || !/^\d+$/.test(number));
  const depth = wildcard === -1 ? 3 : wildcard;
  const given = [...numbers.slice(0, depth), '0', '0', '0'].slice(0, 3);
  const base = parseVersion(given.join('.') + (rest[3] ?? ''));
  return base && { operator: spellings[operator] ?? (operator as Operator), base, depth };
}

function holds({ operator, base, depth }: Comparator, version: SemVer): boolean {
  const order = version.compare(base);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0 && !(isPartial(depth) && sameUpTo(depth, version, base));
    case '<=':
      return order <= 0 || (isPartial(depth) && sameUpTo(depth, version, base));
    case '!=':
      return isPartial(depth) ? !sameUpTo(depth, version, base) : order !== 0;
    case '=':
      return depth === 3 ? order === 0 : order >= 0 && sameUpTo(depth, version, base);
    case '~':
      return order >= 0 && (sameUpTo(Math.min(depth, 2), version, base) || (depth === 3 && isZero(base)));
    case '^':
      return order >= 0 && sameUpTo(caretDepth(base, depth), version, base);
  }
}

/** `1` and `1.2` stand for all versions below them; `*` with an operator is taken as 0.0.0. */
function isPartial(depth: number): boolean {
  return depth === 1 || depth === 2;
}

/** `~0.0.0` allows everything. */
function isZero(base: SemVer): boolean {
  return base.major === 0 && base.minor === 0 && base.patch === 0;
}

/** The first number that is not zero must stay, and all before it. */
function caretDepth(base: SemVer, depth: number): number {
  if (base.major > 0 || depth === 1) return 1;
  return base.minor > 0 || depth === 2 ? 2 : 3;
}

function sameUpTo(depth: number, one: SemVer, other: SemVer): boolean {
  return (
    (depth < 1 || one.major === other.major) &&
    (depth < 2 || one.minor === other.minor) &&
    (depth < 3 || one.patch === other.patch)
  );
}

/** A version that can be picked; of two that differ in build metadata alone, the later created one wins. */
export interface VersionCandidate {
  version: string;
  /** RFC 3339, as an index gives it. */
  created?: string;
}

/**
 * The candidate that Flux takes: the very string, else the highest that the range allows; `*` and an empty string
 * mean the highest that is no pre-release.
 * Source: source-controller, internal/helm/repository/chart_repository.go (getChartVersion).
 * @returns `undefined` when none fits, or when `wanted` is neither a version nor a range.
 */
export function pickVersion<T extends VersionCandidate>(candidates: readonly T[], wanted: string): T | undefined {
  const [first] = fittingVersions(candidates, wanted);
  return first;
}

/** That candidate, and then those that Flux would take if the ones before were not there. */
export function* fittingVersions<T extends VersionCandidate>(candidates: readonly T[], wanted: string): Generator<T> {
  const exact = candidates.filter(({ version }) => version === wanted && wanted !== '');
  yield* exact;
  const allows = parseConstraint(wanted || '*');
  if (!allows) return;
  const others = candidates.filter(({ version }) => version !== wanted);
  const fitting = others.flatMap((candidate) => {
    const version = parseVersion(candidate.version);
    return version && allows(version) ? [{ candidate, version }] : [];
  });
  for (const { candidate } of fitting.sort(latestFirst)) yield candidate;
}

type Ranked = { candidate: VersionCandidate; version: SemVer };

function latestFirst(one: Ranked, other: Ranked): number {
  return other.version.compare(one.version) || createdAt(other.candidate) - createdAt(one.candidate);
}

function createdAt(candidate: VersionCandidate): number {
  const time = Date.parse(candidate.created ?? '');
  return Number.isNaN(time) ? 0 : time;
}
