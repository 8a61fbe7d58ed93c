import type { Rendering } from '../charts/rendering.js';
import { normalizeReference, parseReference } from '../image-reference.js';
import { mayHoldImage, splitDocuments } from './documents.js';
import { findImages, type LeftOut } from './find-images.js';
import type { Confidence, ImageUse } from './image.js';
import type { ImageControl } from './image-control.js';
import { readImageField } from './image-field.js';
import type { ImageRequest } from './image-request.js';
import { type KubernetesObject, mayRunImages, objectTitle, readObjects } from './kubernetes-object.js';
import { objectFilter } from './object-filter.js';
import { child, formatPath, type Path } from './path.js';
import { podOf } from './pods.js';
import { isTrusted } from './read-selection.js';
import { rules } from './rules/index.js';
import { isExcluded } from './select-images.js';
import { demandsWindows } from './windows.js';
import { isList, type Node, parseYaml } from './yaml.js';

/** A place of the rendered manifests that names what somebody asks about, and what becomes of it. */
export interface Mention {
  /** `Kind/name` of the object. */
  object: string;
  path: string;
  /** The reference, or the text that looks like one. */
  text: string;
  verdict: Verdict;
  /** Of the rule that takes it, if one does. */
  rule?: string;
  confidence?: Confidence;
  /** The expression or glob that leaves it out. */
  by?: string;
}

export type Verdict =
  | 'pulled'
  | 'below min-confidence'
  | 'excluded by an expression'
  | 'excluded by a glob on objects'
  | LeftOut
  /** Objects of this kind describe images, or are hooks that are not run. */
  | 'object runs nothing'
  /** A look-alike, or a field that is not known to name an image. */
  | 'taken by no rule';

/** More are a list of all that the chart says, and no explanation. */
const mostMentions = 50;

/**
 * Every place where the manifests name an image whose reference holds the text, with what becomes of it. Only for whoever
 * asks: a run looks at no more than may be an image.
 * @param wanted A part of a reference; a tag in it need not be there for a look-alike.
 */
export function findMentions(
  { manifests }: Pick<Rendering, 'manifests'>,
  request: ImageRequest,
  control: ImageControl,
  wanted: string,
): Mention[] {
  const name = nameOf(wanted);
  const judge = judgeOf(request, control);
  const mentions = splitDocuments(manifests)
    .filter((document) => document.text.includes(name.slice(name.lastIndexOf('/') + 1)) || mayHoldImage(document))
    .flatMap((document) => readObjects(parseYaml(document.text).node))
    .flatMap((object) => mentionsIn(object, { wanted, name, request, judge }));
  return mentions.slice(0, mostMentions);
}

/** Without tag and digest, which may stand in another field. */
function nameOf(wanted: string): string {
  return wanted.replace(/@sha256:.*$/, '').replace(/:[^/:]*$/, '');
}

interface Search {
  wanted: string;
  /** It without its tag. */
  name: string;
  request: ImageRequest;
  judge: (reference: string, use: ImageUse) => Pick<Mention, 'verdict' | 'by'>;
}

function mentionsIn(object: KubernetesObject, search: Search): Mention[] {
  const { hooks } = search.request.release;
  if (!mayRunImages(object, hooks))
    return texts(object, search).map((text) => ({ ...text, verdict: 'object runs nothing' }));
  const pod = podOf(object);
  const isForWindows = pod !== undefined && demandsWindows(pod.spec);
  const leftOut: { place: string; why: LeftOut }[] = [];
  const { findings } = findImages(object, rules, (path, why) => leftOut.push({ place: formatPath(path), why }));
  const taken = findings.map((finding) => ({ finding, place: formatPath(finding.path) }));
  const found = taken.flatMap(({ finding, place }): Mention[] => {
    const { reference } = readImageField(finding.text);
    if (reference === undefined || !names(reference, search.wanted)) return [];
    const { name: rule, confidence } = finding.rule;
    const use = { object: objectTitle(object), path: place, rule, confidence };
    const verdict = isForWindows ? ({ verdict: 'for Windows' } as const) : search.judge(reference, use);
    return [{ ...use, text: reference, ...verdict }];
  });
  const others = texts(object, search)
    .filter(({ path }) => !taken.some(({ place }) => isAt(path, place)))
    .map(
      (text): Mention => ({
        ...text,
        verdict: leftOut.find(({ place }) => isAt(text.path, place))?.why ?? 'taken by no rule',
      }),
    );
  return [...found, ...others];
}

/** Short and full form name the same image. */
function names(reference: string, wanted: string): boolean {
  const parsed = parseReference(reference);
  return reference.includes(wanted) || (parsed !== undefined && normalizeReference(parsed).includes(wanted));
}

function isAt(path: string, place: string): boolean {
  return (
    path === place ||
    path.startsWith(`${place}.`) ||
    path.startsWith(`${place}[`) ||
    place.startsWith(`${path}.`) ||
    place.startsWith(`${path}[`)
  );
}

/** Texts of an object that hold the name as a part of what looks like a reference. */
function texts(object: KubernetesObject, { name }: Search): Pick<Mention, 'object' | 'path' | 'text'>[] {
  const last = name.slice(name.lastIndexOf('/') + 1);
  // Labels and annotations of the object itself only describe it.
  const { metadata: _, ...content } = object.content;
  return [...textsIn(content, undefined, new Set())].flatMap(({ text, path }) => {
    const word = text.includes(last) ? lookAlike(text, name, last) : undefined;
    return word === undefined ? [] : [{ object: objectTitle(object), path: formatPath(path), text: word }];
  });
}

/** @param seen Aliases of aliases would take exponential time. */
function* textsIn(
  node: Node,
  path: Path | undefined,
  seen: Set<Node>,
): Generator<{ text: string; path: Path | undefined }> {
  if (typeof node === 'string') {
    yield { text: node, path };
    return;
  }
  if (seen.has(node)) return;
  seen.add(node);
  const entries: [string | number, Node][] = isList(node) ? [...node.entries()] : Object.entries(node);
  for (const [key, value] of entries) yield* textsIn(value, child(path, key), seen);
}

/** A word that can be a reference and has a tag, a digest or a registry: names and paths are anything's. */
function lookAlike(text: string, name: string, last: string): string | undefined {
  const words = text.match(/[\w./-]+(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?/g) ?? [];
  return words.find((word) => {
    const bare = nameOf(word);
    const isAlike = bare !== word || /^[\w-]+\.[\w.-]+\//.test(word);
    return isAlike && (bare.includes(name) || bare.endsWith(`/${last}`)) && parseReference(word) !== undefined;
  });
}

function judgeOf(request: ImageRequest, control: ImageControl): Search['judge'] {
  return (reference, use) => {
    if (!isTrusted(use.confidence, request)) return { verdict: 'below min-confidence', by: request.minConfidence };
    const pattern = [...request.excludeImages, ...control.exclude].find((one) => isExcluded(reference, [one]));
    if (pattern !== undefined) return { verdict: 'excluded by an expression', by: String(pattern) };
    const glob = request.excludeObjects.find((one) => objectFilter([one])(use));
    if (glob !== undefined) return { verdict: 'excluded by a glob on objects', by: glob };
    return { verdict: 'pulled' };
  };
}
