import { ChartError } from './chart-error.js';

const mebibyte = 1024 * 1024;

/** Of what a server sends for one commit, which is compressed. */
export const maxPackBytes = 512 * mebibyte;
/** Of all files of one source. */
const maxSourceBytes = 1024 * mebibyte;
const mostFiles = 200_000;

export interface SourceBounds {
  sources: number;
  /** Of the disk, for all sources together. */
  bytes: number;
}

const ofARun: SourceBounds = { sources: 1000, bytes: 4096 * mebibyte };

/** What the sources of a run may take together: a repository may name any number of them, and these further ones. */
export class SourceBudget {
  private sources = 0;
  private bytes = 0;

  constructor(private readonly bounds: SourceBounds = ofARun) {}

  /** @param source for messages @throws ChartError when there are too many */
  takeSource(source: string): void {
    this.sources += 1;
    const { sources } = this.bounds;
    if (this.sources > sources)
      throw new ChartError(
        `${source} is not fetched: ${sources} sources were fetched before it, and a run takes no more`,
      );
  }

  /** @throws ChartError when that is more than is left */
  take(bytes: number, source: string): void {
    this.bytes += bytes;
    if (this.bytes <= this.bounds.bytes) return;
    const limit = Math.round(this.bounds.bytes / mebibyte);
    throw new ChartError(
      `${source} is not taken: all sources of a run may have ${limit} MiB of the disk, and have more`,
    );
  }

  /** @throws ChartError when they are more than a source may have, or than is left */
  takeFiles(files: readonly { size: number }[], source: string): void {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    if (files.length > mostFiles) throw new ChartError(`${source} has more than ${mostFiles} files`);
    if (bytes > maxSourceBytes) throw new ChartError(`${source} has more than ${maxSourceBytes / mebibyte} MiB`);
    this.take(bytes, source);
  }
}
