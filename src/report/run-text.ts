import { failedReleases, type Problem, releaseKey } from '../problem.js';
import type { RunSizes } from '../registries/image-sizes.js';
import type { Findings, RunResult } from '../run-result.js';
import { changesSentence, changesText } from './changes-text.js';
import { foldProblems } from './fold-problems.js';
import { plural } from './log.js';
import { asCode, asText, fitting, folded } from './markdown.js';
import { describe } from './problems.js';
import type { ReleaseReport } from './release-report.js';
import { releaseSize, sizeSentences } from './size-text.js';
import { verdictOf } from './verdict.js';
import type { WhatChanges } from './what-changes.js';

/** Of each severity; those beyond are folded on a page. */
const mostProblems = 20;

/**
 * A run in Markdown: the verdict, what comes and goes by release, failures and warnings, and all releases.
 * @param room In bytes.
 */
export function runText(result: RunResult, cluster: string, room: number): string {
  const { word, sentences } = verdictOf(result);
  const title = `## Prepuller${cluster ? ` (${asText(cluster)})` : ''}: ${word}`;
  const { byRelease } = result.whatChanges;
  return [
    title,
    [...sentences, changesSentence(result.whatChanges)].filter((sentence) => sentence !== '').join(' '),
    ...sizeTexts(result),
    ...(byRelease.length > 0 ? ['### What comes and goes', changesText(result.whatChanges, room * 0.4)] : []),
    ...problemTexts(result.problems, room * 0.1),
    ...releaseTable(result, room * 0.1),
    ...imageLists(result.rendered, room * 0.15),
  ].join('\n\n');
}

/**
 * What a pull request is about, in Markdown.
 * @param room In bytes.
 */
export function proposalText(generated: Findings, room: number): string {
  const { whatChanges, problems } = generated;
  return [
    changesSentence(whatChanges) || 'No image comes or goes; the manifests change.',
    ...sizeTexts(generated),
    changesText(whatChanges, room * 0.6),
    ...problemTexts(problems, room * 0.1),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** A list of one line for each platform of the nodes. */
function sizeTexts({ sizes }: Findings): string[] {
  const lines = sizeSentences(sizes).map((sentence) => `- ${asText(`Size: ${sentence}`)}`);
  return lines.length === 0 ? [] : [lines.join('\n')];
}

const titles = { error: 'Failed', warning: 'Warnings', notice: 'Notices' };

/** @param room In bytes, of each severity. */
function problemTexts(problems: readonly Problem[], room: number): string[] {
  const all = foldProblems(problems);
  return (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const found = all.filter((problem) => problem.severity === severity);
    if (found.length === 0) return [];
    const rest = (count: number) => `- and ${count} more, as the log says`;
    const shown = fitting(found, { room, rest }, (problem) => `- ${asText(describe(problem))}`);
    const title = `${titles[severity]} (${found.length})`;
    if (severity === 'notice') return [folded(title, shown)];
    const more = shown.slice(mostProblems);
    return [
      `### ${title}`,
      shown.slice(0, mostProblems).join('\n'),
      ...(more.length > 0 ? [folded(`${found.length - mostProblems} more`, more)] : []),
    ];
  });
}

function releaseTable(result: RunResult, room: number): string[] {
  const states = statesOf(result.whatChanges);
  const all = [...unrenderedReleases(result), ...result.rendered];
  if (all.length === 0) return [];
  const rest = (count: number) => `| and ${plural(count, 'release')} more | | | |`;
  const shown = fitting(all, { room, rest }, (release) =>
    typeof release === 'string' ? failedRow(release) : releaseRow(release, states, result.sizes),
  );
  const head = ['| Release | State | Chart | Images |', '|:--|:--|:--|--:|'];
  return [`### All releases (${all.length})`, [...head, ...shown].join('\n')];
}

/** The keys of those that an error is about, and that have no images therefore. */
function unrenderedReleases({ problems, rendered }: RunResult): string[] {
  const known = new Set(rendered.map(({ id }) => releaseKey(id)));
  return [...failedReleases(problems).keys()].filter((key) => !known.has(key));
}

function failedRow(key: string): string {
  return `| ${asText(key)} | failed | | |`;
}

/** Of the releases that change, by their keys. */
function statesOf({ byRelease }: WhatChanges): Map<string, string> {
  const releases = byRelease.flatMap((change) => change.releases);
  return new Map(releases.map(({ id, state }) => [releaseKey(id), state === 'new' ? 'new' : 'changed']));
}

function releaseRow(
  { id, charts, images }: ReleaseReport,
  states: ReadonlyMap<string, string>,
  sizes?: RunSizes,
): string {
  const key = releaseKey(id);
  const size = releaseSize(sizes?.releases.get(key));
  const chart = charts.map(asText).join(', ') || 'plain objects';
  const count = size ? `${images.length}: ${size}` : images.length;
  return `| ${asText(key)} | ${states.get(key) ?? 'as before'} | ${chart} | ${count} |`;
}

/** The table has their numbers, so that it is no wider than a page. */
function imageLists(rendered: readonly ReleaseReport[], room: number): string[] {
  const running = rendered.filter(({ images }) => images.length > 0);
  if (running.length === 0) return [];
  const count = new Set(rendered.flatMap(({ images }) => images.map(({ reference }) => reference))).size;
  const rest = (more: number) => `and those of ${plural(more, 'release')} more, as the log says`;
  const shown = fitting(running, { room, rest }, imageList);
  return [folded(`All images (${count})`, [shown.join('\n\n')])];
}

function imageList({ id, images }: ReleaseReport): string {
  return [`**${asText(releaseKey(id))}**`, '', ...images.map(({ reference }) => `- ${asCode(reference)}`)].join('\n');
}
