import { parseReference } from '../image-reference.js';
import { annotationName } from '../opt-in.js';
import type { ImageRequest } from './image-request.js';
import type { Pattern } from './options.js';

/** What a release's annotations say about its images. */
export interface ImageControl {
  /** Images to leave out. */
  exclude: readonly Pattern[];
  /** References to add. */
  include: readonly string[];
  /** One message for each line that cannot be used. */
  errors: readonly string[];
}

/** Reads the annotations `<label>-exclude` and `<label>-include`. */
export async function readImageControl({
  control,
  label,
}: Pick<ImageRequest, 'control' | 'label'>): Promise<ImageControl> {
  const { patterns, errors } = await compile(lines(control.exclude));
  const wrong = lines(control.include).filter((line) => !parseReference(line));
  return {
    exclude: patterns,
    include: lines(control.include).filter((line) => parseReference(line)),
    errors: [
      ...errors.map((error) => `Annotation ${annotationName(label, 'exclude')}: ${error}`),
      ...wrong.map(
        (line) => `Annotation ${annotationName(label, 'include')}: ${JSON.stringify(line)} is no image reference`,
      ),
    ],
  };
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Expressions of RE2, which match in linear time: unlike an input, an annotation may come from a stranger's pull request,
 * and JavaScript's own could keep the run busy for ever. Loaded only where there is one.
 */
async function compile(expressions: readonly string[]): Promise<{ patterns: Pattern[]; errors: string[] }> {
  const patterns: Pattern[] = [];
  const errors: string[] = [];
  if (expressions.length === 0) return { patterns, errors };
  const { RE2JS } = await import('re2js');
  for (const expression of expressions) {
    try {
      patterns.push(RE2JS.compile(expression));
    } catch (error) {
      errors.push(`${JSON.stringify(expression)} is no regular expression of RE2 (${(error as Error).message})`);
    }
  }
  return { patterns, errors };
}
