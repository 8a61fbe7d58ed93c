import type { Cache } from '../cache.js';
import { isObject, type Json } from '../json.js';
import { sha256 } from '../sha256.js';
import { version } from '../version.js';

/** What was parsed of texts, by this run and the one before. */
export interface ParsedTexts {
  /**
   * Parses a text, unless that was done before.
   * @param reader How it is read: the same text may mean something else to another reader.
   * @param parse Gives what JSON can hold and has nothing else of, or `undefined` for what is not kept.
   */
  parse<T extends Json>(reader: string, text: string, parse: (text: string) => T | undefined): T | undefined;
  /** Keeps for the next run what this one has asked for. */
  save(): void;
}

const key = JSON.stringify({ version });

/**
 * Takes from the run before what it parsed: most files are as they were, and YAML takes twenty times as long to parse as
 * JSON. Repositories that share a cache take turns.
 */
export function openParsedTexts(cache: Cache): ParsedTexts {
  let earlier: Map<string, string> | undefined;
  const asked = new Map<string, string>();
  let isNew = false;
  return {
    parse<T extends Json>(reader: string, text: string, parse: (text: string) => T | undefined) {
      const hash = sha256(`${reader}\0${text}`);
      earlier ??= readStored(cache);
      const known = asked.get(hash) ?? earlier.get(hash);
      // Only this program writes the entry, which is sealed, and another version has another one.
      const value = known === undefined ? parse(text) : (JSON.parse(known) as T);
      if (value !== undefined) asked.set(hash, known ?? JSON.stringify(value));
      isNew ||= known === undefined && value !== undefined;
      return value;
    },
    save() {
      if (isNew) cache.write('parsed', key, JSON.stringify(Object.fromEntries(asked)));
    },
  };
}

/** Where nothing is kept. */
export const parsedAnew: ParsedTexts = {
  parse: (_reader, text, parse) => parse(text),
  save: () => {},
};

/** JSON of what was parsed, by the SHA-256 of reader and text. */
function readStored(cache: Cache): Map<string, string> {
  const stored: unknown = JSON.parse(cache.read('parsed', key)?.toString('utf8') ?? '{}');
  return new Map(isObject(stored) ? (Object.entries(stored) as [string, string][]) : []);
}
