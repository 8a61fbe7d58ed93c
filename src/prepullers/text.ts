import { Document, isCollection, isMap, isSeq, visit, type YAMLMap } from 'yaml';
import { generatedMark } from '../generated-mark.js';
import type { JsonObject } from '../json.js';
import { releaseKey } from '../problem.js';
import { imageNames } from './names.js';
import type { NamedUse, PrepulledImage, Prepuller } from './prepuller.js';

const firstLine = `${generatedMark}. Do not edit: the next run overwrites it.`;

/** The lists of a pod spec that may hold the images. */
export const imageLists = ['initContainers', 'containers', 'volumes'] as const;

/** The text of a DaemonSet's file: the same for the same content, and one block an image, so that a diff reads well. */
export function daemonSetText(prepuller: Prepuller, object: JsonObject, label: string): string {
  const document = yamlDocument(object);
  const names = imageNames(prepuller.images.map((image) => image.reference));
  const comments = new Map(prepuller.images.map((image, index) => [names[index], imageComment(image, prepuller)]));
  for (const list of imageLists) {
    const entries = document.getIn(['spec', 'template', 'spec', list]);
    if (!isSeq<YAMLMap>(entries)) continue;
    for (const entry of entries.items) {
      const comment = comments.get(String(entry.get('name')));
      if (comment !== undefined) entry.commentBefore = comment;
      if (list !== 'volumes') flowValues(entry);
    }
  }
  return `${head(prepuller, label)}\n${serialize(document)}`;
}

/** The text of the kustomization. It sets no namespace, for it would move the DaemonSets away from their secrets. */
export function kustomizationText(files: readonly string[]): string {
  const document = yamlDocument({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...files],
  });
  return `${firstLine}\n${serialize(document)}`;
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

function imageComment(image: PrepulledImage, prepuller: Prepuller): string {
  if (image.versionsOld > 0) return ` ${previousComment(image.versionsOld)}`;
  return image.uses.map((use) => ` ${useComment(use, prepuller.grouped)}`).join('\n');
}

function useComment({ release, text }: NamedUse, grouped: boolean): string {
  return grouped ? `${text} [${release}]` : text;
}

function previousComment(versionsOld: number): string {
  return `kept for a rollback: ${versionsOld} ${versionsOld === 1 ? 'version' : 'versions'} old`;
}

/** Few lines for an image: what is the same for all of them does not get a line for each of its keys. */
function flowValues(entry: YAMLMap): void {
  for (const { value } of entry.items) {
    // One line for each of several maps, so that another one is another line.
    if (isSeq(value) && value.items.every(isMap)) value.items.forEach(flow);
    else flow(value);
  }
}

function flow(value: unknown): void {
  if (isCollection(value)) value.flow = true;
}

/** Plain scalars only where a YAML 1.1 parser, too, reads a string: `yes` and `1:30` are quoted. */
function yamlDocument(object: JsonObject): Document {
  const document = new Document(object, { aliasDuplicateObjects: false });
  if (!isMap(document.contents)) throw new TypeError('a manifest is a map');
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && isAmbiguous.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document;
}

/**
 * What YAML 1.1 reads as a boolean, or might read as a number or a time (https://yaml.org/type/). The library's own
 * look at this, its option `compat`, takes as long as all the rest.
 */
const isAmbiguous = /^(?:y|n|yes|no|on|off|[-+.]?\d[\d_.,:+\-a-fox tz]*)$/i;

function serialize(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
