import type { GitChart, OciChart } from './release.js';

/** What can be fetched for what Git says of it; equal ones hold the same. */
export type SourceContent =
  | ({ kind: 'git' } & GitSource)
  | ({ kind: 'oci' } & OciArtifact)
  | ({ kind: 'bucket' } & BucketContent)
  | ({ kind: 'file' } & RemoteFile);

/** What a repository holds at one commit. */
export interface GitSource {
  url: string;
  reference: GitReference;
  /** With what its submodules hold. */
  submodules?: true;
  /** What Flux copies into it, in this order. */
  includes?: IncludedSource[];
}

/** A part of another GitRepository, as its own ignore rules leave it. Paths are from the roots, with `/`; `.` is the root. */
export interface IncludedSource {
  /** `GitRepository namespace/name`. */
  name: string;
  content: { kind: 'git' } & GitSource;
  /** Its `spec.ignore`; empty where it has none. */
  ignored: string;
  from: string;
  to: string;
}

/** As Flux names a commit; a `revision` is whatever names one to git, and empty for what the repository itself prefers. */
export type GitReference = GitChart['reference'] | { revision: string };

/** A layer of an artifact, which is an archive of files. */
export type OciArtifact = Pick<OciChart, 'url' | 'reference' | 'layerMediaType' | 'insecure'>;

/** Objects of a bucket that speaks the protocol of S3. */
export interface BucketContent {
  /** `http` or `https`, host and port. */
  endpoint: string;
  bucket: string;
  /** What the names of the objects begin with. */
  prefix: string;
}

/** A file that a web server gives. */
export interface RemoteFile {
  url: string;
}

/** Fetches a content. @returns its folder, or why there is none; of a file the folder holds the file alone */
export type FetchSource = (content: SourceContent) => Promise<FetchedFolder | SourceFault>;

export interface FetchedFolder {
  /** Absolute. */
  folder: string;
}

export interface SourceFault {
  /** Continues "It cannot be fetched: ...". */
  fault: string;
  /** A tool's own words; untrusted. */
  detail?: string;
}
