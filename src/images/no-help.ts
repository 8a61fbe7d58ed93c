import { parseReference } from '../image-reference.js';
import { textAt } from '../json.js';
import type { Image } from './image.js';
import { type KubernetesObject, objectTitle } from './kubernetes-object.js';
import { containerLists, podOf } from './pods.js';
import { isMap, listAt } from './yaml.js';

// What an image on every node does not help with, or what is pulled in vain: each said once for a release.

/** Text of the notices, without a full stop. */
export function noHelpNotices(objects: readonly KubernetesObject[], images: readonly Image[]): string[] {
  return [...alwaysAsked(objects, images), ...catalogues(images)];
}

/** With this policy the kubelet asks the registry at every start, whatever is on the node. */
function alwaysAsked(objects: readonly KubernetesObject[], images: readonly Image[]): string[] {
  const pulled = new Set(images.map(({ reference }) => reference));
  const places = objects.flatMap((object) => {
    const { spec } = podOf(object) ?? {};
    const containers = containerLists.flatMap((list) => listAt(spec, list)).filter(isMap);
    return containers
      .filter((container) => textAt(container, 'imagePullPolicy') === 'Always')
      .map((container) => textAt(container, 'image'))
      .filter((image) => pulled.has(image) && isFixed(image))
      .map((image) => `${objectTitle(object)} (${image})`);
  });
  if (places.length === 0) return [];
  return [
    `imagePullPolicy is Always for tags that do not move, so these do not start while the registry is down, although their images are there: ${[...new Set(places)].join(', ')}; set IfNotPresent in the values`,
  ];
}

function isFixed(image: string): boolean {
  const { tag = 'latest', digest } = parseReference(image) ?? {};
  return tag !== 'latest' || digest !== undefined;
}

/** So many tags of one repository are a list to choose from, of which a cluster runs one or two. */
const catalogueSize = 4;

function catalogues(images: readonly Image[]): string[] {
  const tags = new Map<string, string[]>();
  for (const { reference, uses } of images) {
    const parsed = parseReference(reference);
    if (parsed === undefined || uses.some(({ confidence }) => confidence === 'certain')) continue;
    const repository = `${parsed.domain}/${parsed.path}`;
    tags.set(repository, [...(tags.get(repository) ?? []), parsed.tag ?? parsed.digest ?? 'latest']);
  }
  return [...tags]
    .filter(([, found]) => found.length >= catalogueSize)
    .map(
      ([repository, found]) =>
        `${repository} is named with ${found.length} tags outside of pods (${found.join(', ')}): if that is a catalogue, of which the cluster runs few, leave the others out with an exclude annotation`,
    );
}

/**
 * Of a release in which no image was found, and none left out.
 * @returns the text of a notice, if that needs an explanation
 */
export function emptyNotice(manifests: string): string | undefined {
  if (!onlyCustomResources(manifests)) return undefined;
  return 'Its only objects are custom resources, and no image stands in them: what their operator makes of them is known in the cluster alone; name such images in an include annotation';
}

/** Kubernetes' own groups have no dot or end in `.k8s.io`. */
function onlyCustomResources(manifests: string): boolean {
  const groups = [...manifests.matchAll(/^apiVersion:[ \t]*["']?([^\s"']+)/gm)].map(([, version = '']) => version);
  return groups.length > 0 && groups.every((version) => /^(?!.*\.k8s\.io\/)[^/]*\.[^/]*\//.test(version));
}
