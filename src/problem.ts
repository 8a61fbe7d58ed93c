/** Where a problem is: a path relative to the repository's root, with `/`, and lines and columns counted from 1. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
}

/**
 * What images come from, as Git knows it: `metadata.namespace` (after Flux) and `metadata.name` of a HelmRelease, or of
 * what applies plain objects.
 */
export interface ReleaseId {
  /** Missing for a HelmRelease. */
  kind?: ApplierKind;
  namespace: string;
  name: string;
}

/** What applies objects that no HelmRelease makes. */
export type ApplierKind = 'Kustomization' | 'ResourceSet';

export type ProblemKind =
  | 'manifest' // a file or a field of a Flux object that cannot be read
  | 'kustomize' // a Kustomization that cannot be built
  | 'substitution' // a `${VAR}` that cannot be replaced
  | 'values' // values that cannot be composed
  | 'source' // a chart source that is missing or not supported
  | 'chart' // a chart that cannot be pulled
  | 'template' // a chart that cannot be rendered
  | 'image' // something about an image reference
  | 'output'; // a generated file that cannot be written

/**
 * What can go wrong, as a value: a stage returns its problems beside its results and goes on with the next release.
 * Exceptions are for what ends the whole run (a wrong input, no helm, no push).
 */
export interface Problem {
  /** `error` fails the step at the end; `warning` and `notice` only inform. */
  severity: 'error' | 'warning' | 'notice';
  kind: ProblemKind;
  /** One line for the person who must act: what failed, and what to do about it. */
  message: string;
  /** The failing tool's own words; may have many lines, and must be treated as untrusted text. */
  detail?: string;
  /** The Kubernetes object it is about, as `Kind namespace/name`. */
  object?: string;
  place?: Place;
  /** Names what an error follows from: those of one cause are said as one. Without it, those of the same words are. */
  cause?: string;
  /** The release that it concerns; an `error` with a release means that this release has failed. */
  release?: ReleaseId;
}

/** What ends the whole run, with a message that says what to do. Its `detail` is untrusted text of a tool. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
  constructor(
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }
}

/** How people are told of a release. */
export function releaseTitle(id: ReleaseId): string {
  return id.kind === undefined ? `HelmRelease ${releaseKey(id)}` : releaseKey(id);
}

/** The fields of a problem that say which release it is about, and where that is written. */
export function aboutRelease(id: ReleaseId, place: Place): Required<Pick<Problem, 'object' | 'place' | 'release'>> {
  return { object: releaseTitle(id), place, release: id };
}

/** Each release that an error names, by its key. */
export function failedReleases(problems: readonly Problem[]): Map<string, ReleaseId> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return new Map(errors.flatMap(({ release }) => (release ? [[releaseKey(release), release]] : [])));
}

/** `namespace/name` of a HelmRelease; of all others with the kind in front, for they may have the same names. */
export function releaseKey({ kind, namespace, name }: ReleaseId): string {
  return kind === undefined ? `${namespace}/${name}` : `${kind} ${namespace}/${name}`;
}

/** Is it the key of what applies plain objects? */
export function isApplierKey(key: string): boolean {
  return key.includes(' ');
}
