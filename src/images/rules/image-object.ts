import { parseReference } from '../../image-reference.js';
import { textAt } from '../../json.js';
import { descend, nearestKey, type Path } from '../path.js';
import { mapAt, type YamlMap } from '../yaml.js';
import { isLeftToOperator } from './gpu-operator.js';
import { joinParts, type Parts } from './join-parts.js';
import type { Rule, Site } from './rule.js';
import { isVersionTag } from './tags.js';
import { namesImage, wordsOf } from './words.js';

/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
export const imageObject: Rule = {
  name: 'image-object',
  confidence: 'high',
  find(map, site) {
    if (!hasParts(map) || isLeftToOperator(site)) return [];
    const name = nearestKey(site.path);
    const candidate = readParts(map, site, namesImage(name) || isAmongImages(site.path));
    const text = candidate && joinParts(candidate.parts);
    return text === undefined ? [] : [{ text, path: descend(site.path, candidate?.key ?? ''), name }];
  },
};

/** In a map of images the keys are the names of parts: `images: {proxy: {repository: …}}`. */
function isAmongImages(path: Path | undefined): boolean {
  const around = path?.parent;
  return typeof around?.key === 'string' && /images$/i.test(around.key) && namesImage(around.key);
}

function hasParts(map: YamlMap): boolean {
  return 'image' in map || 'baseImage' in map || 'repository' in map || 'repo' in map || 'name' in map;
}

/** The parts of an image in a map, and the key of its repository. */
interface Candidate {
  key: string;
  parts: Parts;
}

/** @param isImage The key of the map says that it is an image. */
function readParts(map: YamlMap, site: Site, isImage: boolean): Candidate | undefined {
  return fromImage(map, site) ?? fromRepository(map, site, isImage) ?? (isImage ? fromName(map, site) : undefined);
}

/** `{image, tag}` or `{baseImage, version}`, perhaps with a repository or a registry that goes before it. */
function fromImage(map: YamlMap, { enclosing }: Site): Candidate | undefined {
  const key = textAt(map, 'image') === '' ? 'baseImage' : 'image';
  const image = textAt(map, key);
  if (image === '') return undefined;
  const repository = repositoryOf(map);
  const registry = registryOf(map);
  if (repository !== '') {
    const pin = pinOf(map) || textAt(map, 'version');
    return { key, parts: { registry, repository: `${repository}/${image}`, pin } };
  }
  const pin = pinOf(map) || (image.includes('/') ? versionOf(map) : '');
  const common = registry || (image.includes('/') ? '' : commonRegistry(enclosing));
  return { key, parts: { registry: common, repository: image, pin, variant: textAt(map, 'variant') } };
}

/** Without a word that says image, a repository with a tag may be one of Git, and a name with a version is a program. */
function fromRepository(map: YamlMap, { enclosing }: Site, isImage: boolean): Candidate | undefined {
  const repository = repositoryOf(map);
  const registry = registryOf(map) || (isImage && !namesHost(repository) ? imageRegistryAround(enclosing) : '');
  if (repository === '' || !(isImage || registry !== '')) return undefined;
  const pin = pinOf(map) || (isImage ? textAt(map, 'version') : '');
  const parts = { registry, repository, pin, variant: isImage ? textAt(map, 'variant') : '' };
  return { key: 'repository' in map ? 'repository' : 'repo', parts };
}

/** `image: {name, tag}`; a name without a path needs a registry, or it may be that of anything. */
function fromName(map: YamlMap, { enclosing }: Site): Candidate | undefined {
  const name = textAt(map, 'name');
  const registry = registryOf(map) || (name.includes('/') ? '' : commonRegistry(enclosing));
  if (name === '' || (registry === '' && !name.includes('/')) || parseReference(name) === undefined) return undefined;
  return { key: 'name', parts: { registry, repository: name, pin: pinOf(map) || textAt(map, 'version') } };
}

function registryOf(map: YamlMap): string {
  return textAt(map, 'registry') || textAt(map, 'imageRegistry') || textAt(map, 'hub');
}

function repositoryOf(map: YamlMap): string {
  return textAt(map, 'repository') || textAt(map, 'repo');
}

/** `digest`, `tag`, or a longer name that says that it is the image's: `imageTag`, `defaultImageVersion`. */
function pinOf(map: YamlMap): string {
  const digest = textAt(map, 'digest') || digestOf(textAt(map, 'sha')) || digestOf(textAt(map, 'sha256'));
  return digest || imagePinOf(map, /image digest$/) || textAt(map, 'tag') || imagePinOf(map, /image (?:tag|version)$/);
}

function imagePinOf(map: YamlMap, name: RegExp): string {
  const key = Object.keys(map).find((key) => /image/i.test(key) && name.test(wordsOf(key).join(' ')));
  return key === undefined ? '' : textAt(map, key);
}

/** A field `sha` leaves out the name of the algorithm, as that of Prometheus does; a shorter one is that of a commit. */
function digestOf(sha: string): string {
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(sha) ? sha : '';
}

/** The version beside an image without a tag, which may also be that of an API or a word for the operator. */
function versionOf(map: YamlMap): string {
  const version = textAt(map, 'version');
  return isVersionTag(version) ? version : '';
}

/** `imageRegistry` is said once for all images around which it stands, by those that have none of their own. */
function imageRegistryAround(enclosing: readonly YamlMap[]): string {
  const registries = enclosing.map(
    (map) => textAt(map, 'imageRegistry') || textAt(mapAt(map, 'global') ?? {}, 'imageRegistry'),
  );
  return registries.findLast((registry) => registry !== '') ?? '';
}

function namesHost(repository: string): boolean {
  return /^(?:[^/]*[.:][^/]*|localhost)\//.test(repository);
}

/** A list of images may name their common registry once, around them. */
function commonRegistry(enclosing: readonly YamlMap[]): string {
  const registries = enclosing.map(
    (map) =>
      textAt(map, 'base') ||
      textAt(map, 'hub') ||
      textAt(map, 'imageRegistry') ||
      registryOf(mapAt(map, 'global') ?? {}),
  );
  return registries.findLast((registry) => registry !== '') ?? '';
}
