import { parseReference, repairReference } from '../image-reference.js';
import { textAt } from '../json.js';
import type { Image } from './image.js';
import { isList, isMap, type Node, parseYamlStrictly } from './yaml.js';

/**
 * The references that a chart lists in its annotation `artifacthub.io/images`, and that are images of no repository that
 * was found. Such lists are old, or hold all that the chart could ever run: they are offered, never believed.
 * Source: https://artifacthub.io/docs/topics/annotations/helm/
 * @param listed YAML, as the chart has it
 * @param excluded references that were found and left out by intent
 */
export function unrenderedImages(listed: string, images: readonly Image[], excluded: readonly string[]): string[] {
  if (listed === '' || listed.length > maximumLength) return [];
  const known = new Set([...images.map(({ reference }) => reference), ...excluded].map(repositoryOf));
  const unrendered = new Map<string, string>();
  for (const reference of referencesOf(parseYamlStrictly(listed))) {
    const repository = repositoryOf(reference);
    if (repository !== undefined && !known.has(repository)) unrendered.set(repository, reference);
  }
  return [...unrendered.values()].sort();
}

/** A list of images that long is read by nobody. */
const maximumLength = 64 * 1024;

function referencesOf(node: Node | undefined): string[] {
  if (!isList(node)) return [];
  return node
    .map((item) => (isMap(item) ? repairReference(textAt(item, 'image').trim()) : ''))
    .filter((text) => text !== '');
}

/** By repository, because the list often has the tags of another version. */
function repositoryOf(reference: string): string | undefined {
  const parsed = parseReference(reference);
  return parsed && `${parsed.domain}/${parsed.path}`;
}
