import { type Document, isMap as isMapNode, isNode, parseAllDocuments } from 'yaml';
import { type GeneratedRelease, readGeneratedHead } from '../generated-head.js';
import { type PullingEntry, pullingEntries } from '../generated-images.js';
import type { Confidence } from '../images/image.js';
import type { JsonObject } from '../json.js';
import { releaseKey } from '../problem.js';
import { readDemands } from './demands.js';
import { readDemandsText } from './file-text.js';
import type { NamedUse, PodDemands, PrepulledImage } from './prepuller.js';

/** What an earlier run wrote, read back from the file itself: there is no other memory. */
export interface GeneratedFile {
  /** The releases that the file is for; empty when its head does not say. */
  releases: GeneratedRelease[];
  /** In the order of the file, without what is no manifest any more; parsed when they are first asked for. */
  daemonSets(): EarlierDaemonSet[];
}

export interface EarlierDaemonSet {
  namespace: string;
  name: string;
  images: PrepulledImage[];
  demands: PodDemands;
}

/** Reads what `fileText` wrote. Never throws: what someone has spoilt by hand is missing from the result. */
export function readGenerated(text: string): GeneratedFile {
  const releases = readGeneratedHead(text)?.releases ?? [];
  let daemonSets: EarlierDaemonSet[] | undefined;
  return {
    releases,
    daemonSets: () => {
      daemonSets ??= parseAllDocuments(text).flatMap((document) => readDaemonSet(document, releases));
      return daemonSets;
    },
  };
}

const podPath = ['spec', 'template', 'spec'];

function readDaemonSet(document: Document, releases: readonly GeneratedRelease[]): EarlierDaemonSet[] {
  const name = document.getIn(['metadata', 'name']);
  const namespace = document.getIn(['metadata', 'namespace']);
  if (typeof name !== 'string' || typeof namespace !== 'string') return [];
  const pod = podOf(document);
  const demands = readDemandsText(commentsInFront(document)) ?? readDemands(pod);
  const images = pullingEntries(pod)
    .filter(({ reference }) => reference !== '')
    .map((entry) => ({ ...readImage(entry.reference, commentsAbove(document, entry), releases), demands }));
  return [{ name, namespace, demands, images }];
}

/** In front of a document, for the parser they belong to it, to its map or to the first key, as they come. */
function commentsInFront({ commentBefore, contents }: Document): string[] {
  if (!isMapNode(contents)) return commentLines(commentBefore);
  const key = contents.items[0]?.key;
  const ofKey = isNode(key) ? key.commentBefore : undefined;
  return [commentBefore, contents.commentBefore, ofKey].flatMap(commentLines);
}

type ReadImage = Omit<PrepulledImage, 'demands'>;

function commentsAbove(document: Document, { list, index }: PullingEntry): string[] {
  const [all, entry] = [[list], [list, index]].map((path) => document.getIn([...podPath, ...path], true));
  // A comment in front of the first entry belongs to the list for the parser.
  const ofList = index === 0 && isNode(all) ? all.commentBefore : undefined;
  return commentLines((isNode(entry) ? entry.commentBefore : undefined) ?? ofList);
}

function commentLines(comment: string | null | undefined): string[] {
  const lines = (comment ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function readImage(reference: string, lines: string[], releases: readonly GeneratedRelease[]): ReadImage {
  const versionsOld = Number(/^kept for a rollback: (\d{1,9}) versions? old$/.exec(lines[0] ?? '')?.[1] ?? 0);
  const uses = versionsOld > 0 ? [] : lines.map((line) => readUse(line, releases));
  return { reference, versionsOld, uses };
}

/** ` [namespace/name]` at the end names the release; where there is but one, it is that one. */
function readUse(line: string, releases: readonly GeneratedRelease[]): NamedUse {
  const start = line.lastIndexOf(' [');
  const named = line.endsWith(']') && start >= 0 ? line.slice(start + 2, -1) : '';
  if (releases.some(({ id }) => releaseKey(id) === named)) return use(named, line.slice(0, start));
  const only = releases.length === 1 ? releases[0] : undefined;
  return use(only ? releaseKey(only.id) : '', line);
}

function use(release: string, text: string): NamedUse {
  const confidence = /, (high|medium)\)$/.exec(text)?.[1] ?? 'certain';
  return { release, text, confidence: confidence as Confidence };
}

function podOf(document: Document): JsonObject {
  const node = document.getIn(podPath);
  if (!isMapNode(node)) return {};
  try {
    return node.toJS(document);
  } catch {
    // Too many aliases: nothing that was generated has one.
    return {};
  }
}
