import { isJson, type JsonObject } from '../../json.js';
import { memoize } from '../../memoize.js';
import type { Place } from '../../problem.js';
import type { ParsedTexts } from '../parsed-texts.js';
import type { Manifest } from './manifest.js';

/** A text, and who reads it. */
export interface ReadText {
  text: string;
  /** For places. */
  file: string;
  reader: string;
}

/** Of a manifest what most want to know: where another field stands is rarely asked. */
type KeptManifest = JsonObject & { object: JsonObject; line: number; column: number };

/**
 * The manifests of a text, which is parsed only if that was not done before, and so are the places of fields: each run asks
 * for much the same ones, such as those that a warning names.
 * @param read Gives `undefined` for a text that must be read each time, such as one that has errors.
 */
export function keptManifests<T extends Manifest[] | undefined>(
  { text, file, reader }: ReadText,
  parsed: ParsedTexts,
  read: (text: string) => T,
): Manifest[] | T {
  const written = memoize(read);
  const kept = parsed.parse(reader, text, () => keptOf(written(text)));
  if (kept === undefined) return written(text);
  return kept.map(({ object, line, column }, index) => ({
    object,
    placeOf(...field) {
      if (field.length === 0) return { file, line, column };
      const name = `${reader}: place of ${JSON.stringify([index, ...field])}`;
      const place = parsed.parse(name, text, () => lineOf(written(text)?.[index]?.placeOf(...field)));
      return { file, ...(place ?? { line, column }) };
    },
  }));
}

/** The same text may stand in another file. */
function lineOf(place: Place | undefined): { line: number; column: number } | undefined {
  return place?.line === undefined ? undefined : { line: place.line, column: place.column ?? 1 };
}

function keptOf(manifests: readonly Manifest[] | undefined): KeptManifest[] | undefined {
  if (!manifests?.every(({ object }) => isJson(object))) return undefined;
  return manifests.map(({ object, placeOf }) => {
    const { line = 1, column = 1 } = placeOf();
    return { object, line, column };
  });
}
