import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from './json.js';

export interface ImageDifference {
  /** References, sorted. */
  added: string[];
  removed: string[];
}

export function without(images: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...images].filter((image) => !others.has(image)).sort();
}

/** The lists of a pod spec that may hold the images. */
export const imageLists = ['initContainers', 'containers', 'volumes'] as const;

/** Begins the names of what pulls an image, and of nothing else in a generated file. */
export const pullingPrefix = 'prepull-';

/**
 * The images that a generated file pulls, less those of its own containers. What somebody made of an old one by hand
 * may be anything.
 */
export function pulledImages(text: string): Set<string> {
  const images = manifests(text).flatMap((manifest) => {
    const pod = objectAt(manifest, 'spec', 'template', 'spec');
    const entries = imageLists.flatMap((list) => objectsAt(pod, list));
    const pulling = entries.filter((entry) => textAt(entry, 'name').startsWith(pullingPrefix));
    return pulling.map((entry) => textAt(entry, 'image') || textAt(entry, 'image', 'reference'));
  });
  return new Set(images.filter((image) => /^[\w.:/@-]+$/.test(image)));
}

/** The faster parser reads all that was generated, and the other one what a hand has broken since. */
function manifests(text: string): JsonObject[] {
  return (quickly(text) ?? patiently(text)).filter(isObject);
}

function quickly(text: string): unknown[] | undefined {
  try {
    return loadAll(text, { schema: FAILSAFE_SCHEMA });
  } catch {
    return undefined;
  }
}

function patiently(text: string): unknown[] {
  return parseAllDocuments(text).flatMap((document): unknown[] => {
    try {
      return [document.toJS()];
    } catch {
      // Too many aliases: nothing that was generated has one.
      return [];
    }
  });
}
