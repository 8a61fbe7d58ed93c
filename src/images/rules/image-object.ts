import { descend, type Path } from '../path.js';
import { textAt, type YamlMap } from '../yaml.js';
import { joinParts, type Parts } from './join-parts.js';
import { isQualified } from './pinned.js';
import type { Rule, Site } from './rule.js';
import { namesImage, wordsOf } from './words.js';

/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
export const imageObject: Rule = {
  name: 'image-object',
  confidence: 'high',
  find(map, site) {
    if (isChosenInCluster(site)) return [];
    for (const [key, parts] of candidates(map, site)) {
      const text = joinParts(parts);
      if (text !== undefined) return [{ text, path: descend(site.path, key) }];
    }
    return [];
  },
};

/**
 * NVIDIA's operator appends the operating system of the node to the tag of its drivers: these images are known only
 * in the cluster (NVIDIA/gpu-operator, internal/state/driver.go, getDriverSpec).
 */
function isChosenInCluster({ object, path }: Site): boolean {
  return object.group === 'nvidia.com' && (path?.key === 'driver' || path?.key === 'vgpuManager');
}

/** The ways to read a map as an image, by the key of its repository, the surest first. */
function candidates(map: YamlMap, { path, enclosing }: Site): [key: string, parts: Parts][] {
  const isImage = namesImage(nearestName(path));
  const registry = textAt(map, 'registry');
  const repository = textAt(map, 'repository') || textAt(map, 'repo');
  const image = textAt(map, 'image');
  const name = textAt(map, 'name');
  const pin = pinOf(map);
  const version = pin || textAt(map, 'version');
  if (image !== '' && repository !== '')
    return [['image', { registry, repository: `${repository}/${image}`, pin: version }]];
  if (image !== '')
    return [['image', { registry: registry || inheritedRegistry(image, enclosing), repository: image, pin }]];
  // Without a word that says image, a repository with a tag may be one of Git, and a name with a version is a program.
  if (repository !== '' && (isImage || registry !== ''))
    return [['repository', { registry, repository, pin: isImage ? version : pin }]];
  if (isImage && isQualified(`${name}:1`)) return [['name', { registry, repository: name, pin: version }]];
  return [];
}

/** `digest`, `tag`, or a longer name that says that it is the image's: `imageTag`, `defaultImageVersion`. */
function pinOf(map: YamlMap): string {
  const plain = textAt(map, 'digest') || textAt(map, 'sha') || textAt(map, 'tag');
  if (plain !== '') return plain;
  const key = Object.keys(map).find(
    (key) => /image/i.test(key) && /image (?:tag|version|digest)$/.test(wordsOf(key).join(' ')),
  );
  return key === undefined ? '' : textAt(map, key);
}

/** A list of images may name their common registry once, around them. */
function inheritedRegistry(image: string, enclosing: readonly YamlMap[]): string {
  if (image.includes('/')) return '';
  const registries = enclosing.map((map) => textAt(map, 'base') || textAt(map, 'hub') || textAt(map, 'imageRegistry'));
  return registries.findLast((registry) => registry !== '') ?? '';
}

function nearestName(path: Path | undefined): string {
  for (let at = path; at !== undefined; at = at.parent) if (typeof at.key === 'string') return at.key;
  return '';
}
