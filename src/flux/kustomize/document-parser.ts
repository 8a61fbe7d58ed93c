import type { Cache } from '../../cache.js';
import { isObject, type Json } from '../../json.js';
import { sha256 } from '../../sha256.js';
import { version } from '../../version.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import { parseManifests } from '../manifests/parse-manifests.js';

/** Parses the documents of builds. */
export interface DocumentParser {
  /** @returns `undefined` when there is nothing in it. */
  parse(text: string): Json | undefined;
  /** Keeps what was parsed for the next run. */
  save(): Promise<void>;
}

const key = JSON.stringify({ version });

/**
 * Takes from the run before what it parsed: where one of a hundred releases has changed, the text of the others is the
 * same, and YAML takes twenty times as long to parse as JSON. Repositories that share a cache take turns.
 */
export function createDocumentParser(cache: Cache): DocumentParser {
  let earlier: Map<string, string> | undefined;
  const parsed = new Map<string, string>();
  let isNew = false;
  return {
    parse(text) {
      const hash = sha256(text);
      earlier ??= readStored(cache);
      const known = earlier.get(hash);
      const object = known === undefined ? parseDocument(text) : (JSON.parse(known) as Json);
      if (object !== undefined) parsed.set(hash, known ?? JSON.stringify(object));
      isNew ||= known === undefined;
      return object;
    },
    async save() {
      if (isNew) await cache.write('documents', key, Buffer.from(JSON.stringify(Object.fromEntries(parsed))));
    },
  };
}

/** JSON of each document by the SHA-256 of its text. */
function readStored(cache: Cache): Map<string, string> {
  const stored: unknown = JSON.parse(cache.read('documents', key)?.toString('utf8') ?? '{}');
  return new Map(isObject(stored) ? (Object.entries(stored) as [string, string][]) : []);
}

/** The faster parser, which reads as Flux does, takes nearly everything that kustomize writes. */
export function parseDocument(text: string): Json | undefined {
  try {
    return parseGoYaml(text);
  } catch (error) {
    if (error instanceof GoYamlError) return parseManifests(text, '').manifests[0]?.object;
    throw error;
  }
}
