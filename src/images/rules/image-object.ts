import { descend, type Path } from '../path.js';
import { textAt, type YamlMap } from '../yaml.js';
import { isLeftToOperator } from './gpu-operator.js';
import { joinParts, type Parts } from './join-parts.js';
import { isQualified } from './pinned.js';
import type { Rule, Site } from './rule.js';
import { namesImage, wordsOf } from './words.js';

/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
export const imageObject: Rule = {
  name: 'image-object',
  confidence: 'high',
  find(map, site) {
    if (isLeftToOperator(site)) return [];
    const candidate = readParts(map, site);
    const text = candidate && joinParts(candidate.parts);
    return text === undefined ? [] : [{ text, path: descend(site.path, candidate?.key ?? '') }];
  },
};

/** The parts of an image in a map, and the key of its repository. */
interface Candidate {
  key: string;
  parts: Parts;
}

function readParts(map: YamlMap, { path, enclosing }: Site): Candidate | undefined {
  const [image, name] = [textAt(map, 'image'), textAt(map, 'name')];
  const registry = textAt(map, 'registry');
  const repositoryKey = 'repository' in map ? 'repository' : 'repo';
  const repository = textAt(map, repositoryKey);
  const isImage = namesImage(nearestName(path));
  const pin = pinOf(map);
  const pinOrVersion = pin || textAt(map, 'version');
  if (image !== '' && repository !== '') {
    return { key: 'image', parts: { registry, repository: `${repository}/${image}`, pin: pinOrVersion } };
  }
  if (image !== '') {
    return { key: 'image', parts: { registry: registry || commonRegistry(image, enclosing), repository: image, pin } };
  }
  // Without a word that says image, a repository with a tag may be one of Git, and a name with a version is a program.
  if (repository !== '' && (isImage || registry !== '')) {
    return { key: repositoryKey, parts: { registry, repository, pin: isImage ? pinOrVersion : pin } };
  }
  if (isImage && isQualified(`${name}:1`))
    return { key: 'name', parts: { registry, repository: name, pin: pinOrVersion } };
  return undefined;
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
function commonRegistry(image: string, enclosing: readonly YamlMap[]): string {
  if (image.includes('/')) return '';
  const registries = enclosing.map((map) => textAt(map, 'base') || textAt(map, 'hub') || textAt(map, 'imageRegistry'));
  return registries.findLast((registry) => registry !== '') ?? '';
}

function nearestName(path: Path | undefined): string {
  for (let at = path; at !== undefined; at = at.parent) if (typeof at.key === 'string') return at.key;
  return '';
}
