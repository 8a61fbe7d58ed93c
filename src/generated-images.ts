import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { fieldAt, isObject, type JsonObject, objectAt, textAt } from './json.js';

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

/** The images that a generated file pulls. What somebody made of an old one by hand may be anything. */
export function pulledImages(text: string): Set<string> {
  return imagesPulledBy(manifests(text));
}

/** The same of manifests that are in memory. */
export function imagesPulledBy(daemonSets: readonly JsonObject[]): Set<string> {
  const images = daemonSets.flatMap((object) =>
    pullingEntries(objectAt(object, 'spec', 'template', 'spec')).map(({ reference }) => reference),
  );
  return new Set(images.filter((image) => /^[\w.:/@-]+$/.test(image)));
}

/** What pulls an image, and where in the pod spec it stands. */
export interface PullingEntry {
  list: (typeof imageLists)[number];
  index: number;
  /** Empty where a hand has spoilt it. */
  reference: string;
}

/** All that pulls an image in a pod spec: not the pod's own containers. */
export function pullingEntries(pod: JsonObject): PullingEntry[] {
  return imageLists.flatMap((list) => {
    const entries = fieldAt(pod, list);
    return (Array.isArray(entries) ? entries : []).flatMap((entry, index) => {
      if (!isObject(entry) || !textAt(entry, 'name').startsWith(pullingPrefix)) return [];
      return [{ list, index, reference: textAt(entry, 'image') || textAt(entry, 'image', 'reference') }];
    });
  });
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
