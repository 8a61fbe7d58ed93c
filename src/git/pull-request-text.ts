import { type Document, parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import type { FileChange } from '../prepullers/contract.js';

/** Forges cut a description at 64 KiB. */
const mostLines = 500;

/** The description of the pull request: for every generated file the images that come and go. */
export function describeImages(changes: readonly FileChange[], branch: string): string {
  const sections = changes.flatMap(describeFile);
  const shown = sections.slice(0, mostLines);
  const rest = sections.length > shown.length ? [`...and ${sections.length - shown.length} lines more`] : [];
  const diff = sections.length === 0 ? [] : ['', '```diff', ...shown, ...rest, '```'];
  return [
    `The images that the labelled HelmReleases on \`${branch}\` run have changed.`,
    ...diff,
    '',
    'This pull request is kept up to date by prepuller, and closed when nothing is left to change.',
  ].join('\n');
}

function describeFile({ path, before, after }: FileChange): string[] {
  const [old, current] = [imagesOf(before), imagesOf(after)];
  const added = [...current].filter((image) => !old.has(image));
  const removed = [...old].filter((image) => !current.has(image));
  if (added.length === 0 && removed.length === 0) return [];
  return [`# ${path}`, ...removed.map((image) => `- ${image}`), ...added.map((image) => `+ ${image}`)];
}

/** The images of the pods of a generated file; what somebody made of an old one by hand may be anything. */
function imagesOf(text: string | null): Set<string> {
  const pods = parseAllDocuments(text ?? '').map((document) => objectAt(read(document), 'spec', 'template', 'spec'));
  const containers = pods.flatMap((pod) => ['initContainers', 'containers'].flatMap((list) => objectsAt(pod, list)));
  const images = containers.map((container) => textAt(container, 'image'));
  const volumes = pods.flatMap((pod) =>
    objectsAt(pod, 'volumes').map((volume) => textAt(volume, 'image', 'reference')),
  );
  return new Set([...images, ...volumes].filter((image) => /^[\w.:/@-]+$/.test(image)));
}

function read(document: Document): JsonObject {
  try {
    const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
    return isObject(value) ? value : {};
  } catch {
    // Too many aliases.
    return {};
  }
}
