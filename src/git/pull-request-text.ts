import { parse } from 'yaml';
import type { Json, JsonObject } from '../flux/release.js';
import type { FileChange } from '../prepullers/generated-file.js';

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

/** The images of a generated file's pods; what somebody made of an old one by hand may be anything. */
function imagesOf(text: string | null): Set<string> {
  const pod = ['spec', 'template', 'spec'].reduce<Json | undefined>((value, key) => field(value, key), read(text));
  const containers = ['initContainers', 'containers'].flatMap((list) => entries(field(pod, list)));
  const images = containers.map((container) => field(container, 'image'));
  const volumes = entries(field(pod, 'volumes')).map((volume) => field(field(volume, 'image'), 'reference'));
  return new Set(
    [...images, ...volumes].filter((image) => typeof image === 'string' && /^[\w.:/@-]+$/.test(image)) as string[],
  );
}

function read(text: string | null): Json | undefined {
  try {
    return text === null ? undefined : (parse(text) as Json);
  } catch {
    return undefined;
  }
}

function field(value: Json | undefined, key: string): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
}

function entries(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
