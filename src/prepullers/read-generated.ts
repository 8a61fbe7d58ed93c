import { type Document, isMap as isMapNode, isSeq, parseDocument } from 'yaml';
import { isObject, type JsonObject } from '../json.js';
import { releaseKey } from '../problem.js';
import type { NamedRelease, NamedUse, PodDemands, PrepulledImage } from './prepuller.js';
import { imageLists } from './text.js';

/** What an earlier run wrote, read back from the file itself: there is no other memory. */
export interface GeneratedFile {
  /** The releases that the file is for; empty when its head does not say. */
  releases: NamedRelease[];
  /** The rest, which is parsed when it is first asked for. */
  content(): GeneratedContent;
}

interface GeneratedContent {
  /** `undefined` when it is no manifest any more. */
  daemonSet: { namespace: string; name: string } | undefined;
  images: PrepulledImage[];
  pod: PodDemands;
}

/** Reads what `daemonSetText` wrote. Never throws: what someone has spoilt by hand is missing from the result. */
export function readGenerated(text: string): GeneratedFile {
  const releases = readHead(text);
  let content: GeneratedContent | undefined;
  return {
    releases,
    content: () => {
      content ??= readContent(text, releases);
      return content;
    },
  };
}

function readContent(text: string, releases: readonly NamedRelease[]): GeneratedContent {
  const document = parseDocument(text);
  const name = document.getIn(['metadata', 'name']);
  const namespace = document.getIn(['metadata', 'namespace']);
  return {
    daemonSet: typeof name === 'string' && typeof namespace === 'string' ? { namespace, name } : undefined,
    images: imageLists.flatMap((list) => readImages(document, list, releases)),
    pod: readPod(document),
  };
}

function readHead(text: string): NamedRelease[] {
  const releases: NamedRelease[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('#')) break;
    const match = /^# HelmRelease ([a-z0-9-]+)\/([a-z0-9-]+): (.*)$/.exec(line);
    const [, namespace, name, description] = match ?? [];
    if (namespace && name) releases.push({ id: { namespace, name }, description: description ?? '' });
  }
  return releases;
}

function readImages(document: Document, listName: string, releases: readonly NamedRelease[]): PrepulledImage[] {
  const list = document.getIn(['spec', 'template', 'spec', listName]);
  if (!isSeq<unknown>(list)) return [];
  return list.items.flatMap((entry, index) => {
    if (!isMapNode(entry) || !String(entry.get('name')).startsWith('prepull-')) return [];
    const image = entry.get('image');
    const reference = isMapNode(image) ? image.get('reference') : image;
    // A comment in front of the first entry belongs to the list for the parser.
    const comment = entry.commentBefore ?? (index === 0 ? list.commentBefore : undefined);
    return typeof reference === 'string' ? [readImage(reference, commentLines(comment), releases)] : [];
  });
}

function commentLines(comment: string | null | undefined): string[] {
  const lines = (comment ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function readImage(reference: string, lines: string[], releases: readonly NamedRelease[]): PrepulledImage {
  const versionsOld = Number(/^kept for a rollback: (\d{1,9}) versions? old$/.exec(lines[0] ?? '')?.[1] ?? 0);
  const uses = versionsOld > 0 ? [] : lines.map((line) => readUse(line, releases));
  return { reference, versionsOld, uses };
}

/** ` [namespace/name]` at the end names the release; where there is but one, it is that one. */
function readUse(line: string, releases: readonly NamedRelease[]): NamedUse {
  const start = line.lastIndexOf(' [');
  const named = line.endsWith(']') && start >= 0 ? line.slice(start + 2, -1) : '';
  if (releases.some(({ id }) => releaseKey(id) === named)) return { release: named, text: line.slice(0, start) };
  const only = releases.length === 1 ? releases[0] : undefined;
  return { release: only ? releaseKey(only.id) : '', text: line };
}

function readPod(document: Document): PodDemands {
  const spec = plain(document, ['spec', 'template', 'spec']);
  const secrets = Array.isArray(spec.imagePullSecrets) ? spec.imagePullSecrets : [];
  const { 'kubernetes.io/os': _, ...nodeSelector } = isObject(spec.nodeSelector) ? spec.nodeSelector : {};
  return {
    imagePullSecrets: secrets.flatMap((secret) =>
      isObject(secret) && typeof secret.name === 'string' ? [secret.name] : [],
    ),
    nodeSelector,
    ...(typeof spec.serviceAccountName === 'string' && { serviceAccountName: spec.serviceAccountName }),
    ...(isObject(spec.affinity) && { affinity: spec.affinity }),
  };
}

function plain(document: Document, path: string[]): JsonObject {
  const node = document.getIn(path);
  if (!isMapNode(node)) return {};
  try {
    return node.toJS(document);
  } catch {
    // Too many aliases: nothing that was generated has one.
    return {};
  }
}
