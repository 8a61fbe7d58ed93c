import { type GeneratedRelease, generatedHead } from '../generated-head.js';
import { imageLists } from '../generated-images.js';
import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import { annotationNames, labelKey } from '../opt-in.js';
import type { DaemonSetPart } from './daemonset.js';
import { demandsKey, plainDemands, readDemands } from './demands.js';
import { mergeReleases } from './merge.js';
import { imageNames } from './names.js';
import type { PrepullerOptions } from './options.js';
import type { NamedUse, PodDemands, PrepulledImage, Prepuller } from './prepuller.js';
import { readYamlMap } from './yaml-map.js';
import { Commented, Flow, flowText, type Layout, type LayoutMap, yamlText } from './yaml-text.js';

type HeadOptions = Pick<PrepullerOptions, 'clusterName' | 'label'>;

/** A part of a file as an object. */
export interface DaemonSetObject {
  part: DaemonSetPart;
  object: JsonObject;
}

/** Begins the comment that says what the images of a DaemonSet demand. */
const demandsComment = 'The pods of these images demand: ';
const noDemands = 'nothing';
const keptComment =
  '# Images of earlier versions, in pods of their own: one that is gone from its registry holds up no image in use.';

/** What is written of one pre-puller. */
export interface FilePart {
  prepuller: Prepuller;
  daemonSets: readonly DaemonSetObject[];
}

/** The text of a generated file: the same for the same content, and one block an image, so that a diff reads well. */
export function fileText(parts: readonly FilePart[], options: HeadOptions): string {
  const isOnly = parts.flatMap(({ daemonSets }) => daemonSets).length === 1;
  const documents = parts.flatMap(({ prepuller, daemonSets }) =>
    daemonSets.map((daemonSet) => {
      const comments = [
        ...(daemonSet.part.images.some(({ versionsOld }) => versionsOld > 0) ? [keptComment] : []),
        ...(isOnly && isTold(daemonSet) ? [] : [`# ${demandsText(daemonSet.part.demands)}`]),
      ];
      return [...comments, daemonSetText(daemonSet, prepuller)].join('\n');
    }),
  );
  const releases = mergeReleases(parts.flatMap(({ prepuller }) => prepuller.releases));
  return `${head(releases, options)}\n${documents.join('---\n')}`;
}

/** The text of the kustomization. It sets no namespace, for it would move the DaemonSets away from their secrets. */
export function kustomizationText(files: readonly string[], { clusterName }: HeadOptions): string {
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...files] };
  return `${generatedHead({ cluster: clusterName, releases: [] }).join('\n')}\n${yamlText(kustomization)}`;
}

function head(releases: readonly GeneratedRelease[], { clusterName, label }: HeadOptions): string {
  const edited = releases.every(({ id }) => id.kind === undefined) ? 'the HelmRelease' : 'the object that uses it';
  return [
    ...generatedHead({ cluster: clusterName, releases: [...releases] }),
    '#',
    `# Pulls the images below to the nodes and holds them there. To change what is pulled, edit ${edited}:`,
    `# label ${labelKey(label)}: enabled; annotations ${annotationNames(label).join(', ')}.`,
  ].join('\n');
}

function demandsText(demands: PodDemands): string {
  const fields = plainDemands(demands);
  return `${demandsComment}${Object.keys(fields).length === 0 ? noDemands : flowText(fields)}`;
}

/**
 * Reads back what stands in front of a DaemonSet where its pods do not tell, because a patch has changed them, or where
 * there are several DaemonSets.
 */
export function readDemandsText(comments: readonly string[]): PodDemands | undefined {
  const text = comments.find((comment) => comment.startsWith(demandsComment))?.slice(demandsComment.length);
  if (text === undefined) return undefined;
  if (text === noDemands) return readDemands({});
  const fields = readYamlMap(text);
  return typeof fields === 'string' ? undefined : readDemands(fields);
}

/** Whether the pods say what their images demand, and no patch has changed that. */
function isTold({ part, object }: DaemonSetObject): boolean {
  return demandsKey(readDemands(objectAt(object, 'spec', 'template', 'spec'))) === demandsKey(part.demands);
}

function daemonSetText({ part, object }: DaemonSetObject, prepuller: Prepuller): string {
  const names = imageNames(part.images.map((image) => image.reference));
  const comments = new Map(part.images.map((image, index) => [names[index], imageComments(image, prepuller)]));
  const podSpec: LayoutMap = { ...objectAt(object, 'spec', 'template', 'spec') };
  for (const list of imageLists.filter((name) => name in podSpec)) {
    podSpec[list] = objectsAt(object, 'spec', 'template', 'spec', list).map((entry) => {
      const layout = list === 'volumes' ? entry : flowValues(entry);
      return new Commented(comments.get(textAt(entry, 'name')) ?? [], layout);
    });
  }
  return yamlText(withPodSpec(object, podSpec));
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
