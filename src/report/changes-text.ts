import { enumerate } from '../enumerate.js';
import type { ImageDifference } from '../generated-images.js';
import { releaseKey } from '../problem.js';
import { plural } from './log.js';
import { asCode, asText, fitting, folded } from './markdown.js';
import type { ChangedRelease, ReleaseChange, WhatChanges } from './what-changes.js';

/** Of one release, and of all; those beyond are folded on a page. */
const mostImages = 20;
const mostReleases = 30;

/** What comes and goes in one sentence; empty when nothing does. */
export function changesSentence({ byRelease, images }: WhatChanges): string {
  const releases = byRelease.flatMap((change) => change.releases).length;
  if (byRelease.length === 0) return '';
  const { added, removed } = images;
  const coming = added.length > 0 ? [`${plural(added.length, 'image')} ${added.length === 1 ? 'comes' : 'come'}`] : [];
  const going =
    removed.length > 0 ? [`${plural(removed.length, 'image')} ${removed.length === 1 ? 'goes' : 'go'}`] : [];
  const both = [...coming, ...going];
  const subject = `${plural(releases, 'release')} ${releases === 1 ? 'changes' : 'change'}`;
  return `${subject}: ${both.length === 0 ? 'no image comes or goes' : both.join(' and ')}.`;
}

/**
 * What comes and goes, by release, in Markdown.
 * @param room In bytes.
 */
export function changesText(changes: WhatChanges, room: number): string {
  const { byRelease, images } = changes;
  const rest = (count: number) => `and ${plural(count, 'release')} more, as the log says.`;
  const shown = fitting(byRelease, { room, rest }, (change) => releaseText(change, images));
  const more = shown.slice(mostReleases);
  return [
    ...shown.slice(0, mostReleases),
    ...(more.length > 0
      ? [folded(`${plural(byRelease.length - mostReleases, 'release')} more`, [more.join('\n\n')])]
      : []),
  ].join('\n\n');
}

function releaseText({ releases, images, files }: ReleaseChange, overall: ImageDifference): string {
  const lines = imageLines(images, overall);
  const hidden = lines.slice(mostImages);
  const title = releases.length > 0 ? releasesTitle(releases) : `**${asText(files.join(', '))}**`;
  const list = lines.length > 0 ? lines : ['- the manifest alone: no image comes or goes'];
  return [
    [title, '', ...list.slice(0, mostImages)].join('\n'),
    ...(hidden.length > 0 ? [folded(`${plural(hidden.length, 'image')} more`, hidden)] : []),
  ].join('\n\n');
}

/** Those of a common file that stay as they are, are counted. */
function releasesTitle(releases: readonly ChangedRelease[]): string {
  const moved = releases.filter((release) => release.state !== 'kept' || isOtherChart(release));
  const named = moved.length > 0 ? moved.slice(0, mostReleases) : releases.slice(0, 1);
  const others = releases.length - named.length;
  const titles = named.map((release) => `**${asText(releaseKey(release.id))}**: ${asText(chartText(release))}`);
  return [...titles, ...(others > 0 ? [`and ${others} more with the same files`] : [])].join('; ');
}

function isOtherChart({ chartsBefore, chartsAfter }: ChangedRelease): boolean {
  return chartsBefore.join() !== chartsAfter.join();
}

/** `chart podinfo 6.5.0 → 6.6.0`, in plain text. */
export function chartText(release: ChangedRelease): string {
  const { state, chartsBefore, chartsAfter } = release;
  const [before, after] = [chartsBefore, chartsAfter].map((charts) =>
    charts.length === 0 ? 'plain objects' : `chart ${enumerate(charts)}`,
  );
  if (state === 'new') return `new, ${after}`;
  if (state === 'gone') return `gone, ${before}`;
  return isOtherChart(release) ? `${before} → ${withoutSameName(release)}` : `${after}`;
}

/** The new version alone, where the chart is the same. */
function withoutSameName({ chartsBefore, chartsAfter }: ChangedRelease): string {
  const [before, after] = [chartsBefore, chartsAfter].map((charts) => (charts.length === 1 ? charts[0] : undefined));
  const name = `${before?.split(' ')[0]} `;
  return before !== undefined && after?.startsWith(name) ? after.slice(name.length) : enumerate(chartsAfter);
}

/** A new tag of an image is one line. */
function imageLines({ added, removed }: ImageDifference, overall: ImageDifference): string[] {
  const [coming, shared] = divide(added, overall.added);
  const [going, staying] = divide(removed, overall.removed);
  const updates = updatesAmong(coming, going);
  const updated = new Set(updates.flat());
  return [
    ...updates.map(([from, to]) => `- updated ${asCode(nameOf(to))}: ${asCode(tagOf(from))} → ${asCode(tagOf(to))}`),
    ...coming.filter((image) => !updated.has(image)).map((image) => `- added ${asCode(image)}`),
    ...shared.map((image) => `- added ${asCode(image)} (another release pulls it already)`),
    ...going.filter((image) => !updated.has(image)).map((image) => `- removed ${asCode(image)}`),
    ...staying.map((image) => `- removed ${asCode(image)} (another release still pulls it)`),
  ];
}

function divide(images: readonly string[], overall: readonly string[]): [string[], string[]] {
  const known = new Set(overall);
  return [images.filter((image) => known.has(image)), images.filter((image) => !known.has(image))];
}

/** Where exactly one reference of a name goes and one comes. */
function updatesAmong(added: readonly string[], removed: readonly string[]): [from: string, to: string][] {
  return added.flatMap((to): [string, string][] => {
    const isNamesake = (image: string) => nameOf(image) === nameOf(to);
    const [from, ...others] = removed.filter(isNamesake);
    return from !== undefined && others.length === 0 && added.filter(isNamesake).length === 1 ? [[from, to]] : [];
  });
}

/** Without tag and digest; a port is no tag. */
function nameOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function tagOf(reference: string): string {
  return reference.slice(nameOf(reference).length).replace(/^[:@]/, '') || 'no tag';
}
