import type { Path } from '../path.js';
import { descend } from '../path.js';
import { parseReference, repairReference } from '../reference.js';
import { textAt, type YamlMap } from '../yaml.js';
import { pinnedReference } from './pinned.js';
import type { Rule } from './rule.js';
import { namesImage } from './words.js';

/** The parts of a reference as charts spell them. */
interface Parts {
  registry: string;
  repository: string;
  /** What makes the reference whole: a tag, a version or a digest. */
  pin: string;
  /** The key of the repository: the place that is named. */
  key: string;
}

/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
export const imageObject: Rule = {
  name: 'image-object',
  confidence: 'high',
  find(map, { object, path }) {
    const parts = partsOf(map, isImage(path));
    if (parts === undefined || (object.group === 'nvidia.com' && isDriver(path))) return [];
    const text = joinParts(parts);
    return text === undefined ? [] : [{ text, path: descend(path, parts.key) }];
  },
};

function isImage(path: Path | undefined): boolean {
  for (let at = path; at !== undefined; at = at.parent) if (typeof at.key === 'string') return namesImage(at.key);
  return false;
}

/** The operator appends the node's operating system to the tag of the driver: the image is known only in the cluster. */
function isDriver(path: Path | undefined): boolean {
  return path?.key === 'driver' || path?.key === 'vgpuManager';
}

/** `undefined` unless the map surely is an image: a name and a version alone are more often a program's. */
function partsOf(map: YamlMap, isNamedImage: boolean): Parts | undefined {
  const registry = textAt(map, 'registry');
  const repository = textAt(map, 'repository') || textAt(map, 'repo');
  const image = textAt(map, 'image');
  const tag = textAt(map, 'tag') || textAt(map, 'imageTag');
  const digest = textAt(map, 'digest') || textAt(map, 'sha');
  const version = textAt(map, 'version');
  if (repository !== '' && image !== '')
    return { registry, repository: `${repository}/${image}`, pin: digest || tag || version, key: 'image' };
  const pin = digest || tag || (isNamedImage ? version : '');
  if (image !== '' && !isNamedImage) return { registry, repository: image, pin: digest || tag, key: 'image' };
  if (repository !== '' && (registry !== '' || isNamedImage)) return { registry, repository, pin, key: 'repository' };
  const name = textAt(map, 'name');
  if (isNamedImage && name !== '') return { registry, repository: name, pin, key: 'name' };
  return undefined;
}

/** @returns the reference, if the parts make one and the repository is not whole already. */
export function joinParts({ registry, repository, pin }: Omit<Parts, 'key'>): string | undefined {
  const parsed = parseReference(repairReference(repository));
  if (pin === '' || parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined) return undefined;
  const name = registry === '' || repository.startsWith(`${registry}/`) ? repository : `${registry}/${repository}`;
  return pinnedReference(`${name}${/^sha\d+:/.test(pin) ? '@' : ':'}${pin.replace(/^@/, '')}`);
}
