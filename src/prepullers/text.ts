import { generatedMark } from '../generated-mark.js';
import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import { releaseKey } from '../problem.js';
import { imageNames } from './names.js';
import type { NamedUse, PrepulledImage, Prepuller } from './prepuller.js';
import { Commented, Flow, type Layout, type LayoutMap, yamlText } from './yaml-text.js';

const firstLine = `${generatedMark}. Do not edit: the next run overwrites it.`;

/** The lists of a pod spec that may hold the images. */
export const imageLists = ['initContainers', 'containers', 'volumes'] as const;

/** The text of a DaemonSet's file: the same for the same content, and one block an image, so that a diff reads well. */
export function daemonSetText(prepuller: Prepuller, object: JsonObject, label: string): string {
  const names = imageNames(prepuller.images.map((image) => image.reference));
  const comments = new Map(prepuller.images.map((image, index) => [names[index], imageComments(image, prepuller)]));
  const podSpec: LayoutMap = { ...objectAt(object, 'spec', 'template', 'spec') };
  for (const list of imageLists.filter((name) => name in podSpec)) {
    podSpec[list] = objectsAt(object, 'spec', 'template', 'spec', list).map((entry) => {
      const layout = list === 'volumes' ? entry : flowValues(entry);
      return new Commented(comments.get(textAt(entry, 'name')) ?? [], layout);
    });
  }
  return `${head(prepuller, label)}\n${yamlText(withPodSpec(object, podSpec))}`;
}

/** The text of the kustomization. It sets no namespace, for it would move the DaemonSets away from their secrets. */
export function kustomizationText(files: readonly string[]): string {
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...files] };
  return `${firstLine}\n${yamlText(kustomization)}`;
}

function head({ releases }: Prepuller, label: string): string {
  return [
    firstLine,
    '#',
    ...releases.map(({ id, description }) => `# HelmRelease ${releaseKey(id)}: ${description}`),
    '#',
    '# Pulls the images below to the nodes and holds them there. To change what is pulled, edit the HelmRelease:',
    `# label ${label}: enabled; annotations ${['exclude', 'include', 'strategy', 'patch'].map((name) => `${label}-${name}`).join(', ')}.`,
  ].join('\n');
}

function imageComments(image: PrepulledImage, prepuller: Prepuller): string[] {
  if (image.versionsOld > 0) return [previousComment(image.versionsOld)];
  return image.uses.map((use) => useComment(use, prepuller.grouped));
}

function useComment({ release, text }: NamedUse, grouped: boolean): string {
  return grouped ? `${text} [${release}]` : text;
}

function previousComment(versionsOld: number): string {
  return `kept for a rollback: ${versionsOld} ${versionsOld === 1 ? 'version' : 'versions'} old`;
}

/** Few lines for an image: what is the same for all of them does not get a line for each of its keys. */
function flowValues(entry: JsonObject): LayoutMap {
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, flowValue(value)]));
}

/** One line for each of several maps, so that another one is another line. */
function flowValue(value: Json): Layout {
  return Array.isArray(value) && value.every(isObject) ? value.map((map) => new Flow(map)) : new Flow(value);
}

function withPodSpec(object: JsonObject, podSpec: LayoutMap): LayoutMap {
  const spec = objectAt(object, 'spec');
  return { ...object, spec: { ...spec, template: { ...objectAt(spec, 'template'), spec: podSpec } } };
}
