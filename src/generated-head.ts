import { generatedMark, isMarked } from './generated-mark.js';
import { type ApplierKind, type ReleaseId, releaseTitle } from './problem.js';

/** What the first lines of a generated file say about it. */
export interface GeneratedHead {
  /** The cluster that it was generated for; `undefined` where none was chosen, and in files of version 0.1. */
  cluster?: string;
  /** What its images come from: releases, and what applies plain objects; none in a kustomization. */
  releases: GeneratedRelease[];
}

export interface GeneratedRelease {
  id: ReleaseId;
  /** Name and version of the chart, such as `podinfo 6.5.0`; missing for plain objects. */
  chart?: string;
  /** The manifest that declares it, relative to the repository's root; `undefined` in files of version 0.1. */
  file?: string;
}

/** The first lines of a generated file; what they name must be safe for a comment. */
export function generatedHead({ cluster, releases }: GeneratedHead): string[] {
  return [
    `${generatedMark}. Do not edit: the next run overwrites it.`,
    ...(cluster ? [`# cluster: ${cluster}`] : []),
    ...(releases.length > 0 ? ['#', ...releases.map(releaseLine)] : []),
  ];
}

const plainObjects = 'plain objects';

function releaseLine(release: GeneratedRelease): string {
  return `# ${releaseTitle(release.id)}: ${originText(release)}`;
}

/** `chart podinfo 6.5.0, from apps/web.yaml`. */
export function originText({ chart, file }: GeneratedRelease): string {
  const origin = file === undefined ? '' : `, from ${file}`;
  return `${chart === undefined ? plainObjects : `chart ${chart}`}${origin}`;
}

/**
 * Reads what `generatedHead` wrote, and what version 0.1 did. Lines that somebody has spoilt are missing from the result.
 * @returns `undefined` for a text without the mark
 */
export function readGeneratedHead(text: string): GeneratedHead | undefined {
  if (!isMarked(text)) return undefined;
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#') && !line.startsWith('\uFEFF#'));
  const head = end < 0 ? lines : lines.slice(0, end);
  const cluster = head.map((line) => /^# cluster: (\S+)$/.exec(line)?.[1]).find((name) => name !== undefined);
  return { ...(cluster !== undefined && { cluster }), releases: head.flatMap(readReleaseLine) };
}

function readReleaseLine(line: string): GeneratedRelease[] {
  const [, kind, namespace, name, rest = ''] =
    /^# (HelmRelease|Kustomization|ResourceSet) ([a-z0-9-]+)\/([a-z0-9.-]+): (.*)$/.exec(line) ?? [];
  if (!namespace || !name) return [];
  if (kind !== 'HelmRelease') return readPlainLine({ kind: kind as ApplierKind, namespace, name }, rest);
  return rest.startsWith('chart ') ? [readChart({ namespace, name }, rest.slice('chart '.length))] : [];
}

function readPlainLine(id: ReleaseId, rest: string): GeneratedRelease[] {
  const [, file] = new RegExp(`^${plainObjects}(?:, from (.*))?$`).exec(rest) ?? [];
  return rest.startsWith(plainObjects) ? [{ id, ...(file !== undefined && { file }) }] : [];
}

function readChart(id: ReleaseId, rest: string): GeneratedRelease {
  // The last one: what a chart calls itself is a stranger's.
  const [, chart = rest, file] = /^(.*), from (.*)$/.exec(rest) ?? [];
  return { id, chart, ...(file !== undefined && { file }) };
}
