import { aboutRelease, type Problem } from '../problem.js';
import type { ImageRequest } from './image-request.js';

/** Collects the problems of one release, each once. */
export class ImageProblems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();

  constructor(private readonly release: Pick<ImageRequest['release'], 'id' | 'place'>) {}

  /** `about`: what makes two problems the same; one image in ten containers is worth one line. */
  add(severity: Problem['severity'], text: string, about = text): void {
    if (this.#seen.has(about)) return;
    this.#seen.add(about);
    const { id, place } = this.release;
    this.list.push({ severity, kind: 'image', message: `${text}.`, ...aboutRelease(id, place) });
  }
}
