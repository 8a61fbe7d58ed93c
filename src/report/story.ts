import { notice } from '@actions/core';
import type { Discovery } from '../flux/discovery.js';
import type { Workloads } from '../flux/workloads.js';
import type { Proposed, Superseded } from '../git/commit-result.js';
import { textAt } from '../json.js';
import { labelText } from '../opt-in.js';
import type { FileChange } from '../prepullers/contract.js';
import { releaseKey } from '../problem.js';
import type { RunSizes } from '../registries/image-sizes.js';
import type { CommitOutcome } from '../run-result.js';
import { safeLine } from '../untrusted-text.js';
import { group, type LogText, line, plural } from './log.js';
import type { ReleaseReport } from './release-report.js';
import { releaseSize, sizeSentences } from './size-text.js';

/** What was found, before anything is rendered. */
export function discoveryText(discovery: Discovery, label: string): LogText {
  const lines = discovery.releases.map((release) => {
    const suspended = release.suspended ? ' (suspended)' : '';
    return `${releaseKey(release.id)}${suspended}: ${release.chart.source.object}, in ${release.place.file}`;
  });
  const objects = discovery.workloads.flatMap((workloads) => objectLines(workloads));
  const beside = objects.length > 0 ? ` and ${plural(objects.length, 'other object')}` : '';
  return {
    title: `Found ${plural(discovery.releases.length, 'HelmRelease')}${beside} with ${labelText(label)}`,
    lines: [...discovery.summary, ...lines, ...objects],
  };
}

function objectLines({ id, suspended, namespace, objects }: Workloads): string[] {
  const by = `${releaseKey(id)}${suspended ? ' (suspended)' : ''}`;
  return objects.map(({ object, place }) => {
    const name = `${textAt(object, 'kind')} ${namespace}/${textAt(object, 'metadata', 'name')}`;
    return `${name}: of ${by}, in ${place.file}`;
  });
}

/** Each release with its chart, and the images that it would run. */
export function reportImages(rendered: readonly ReleaseReport[], sizes?: RunSizes): void {
  for (const { id, charts, images, excluded } of rendered) {
    const size = releaseSize(sizes?.releases.get(releaseKey(id)));
    const from = charts.length > 0 ? `chart ${charts.join(' and ')}` : 'plain objects';
    const title = `${releaseKey(id)}: ${from}, ${plural(images.length, 'image')}`;
    group(size === '' ? title : `${title}, ${size}`, [
      ...images.map((image) => image.reference),
      ...excluded.map((reference) => `excluded: ${reference}`),
    ]);
  }
}

/** What the images take on nodes, and what a change of them adds. */
export function reportSizes(sizes: RunSizes | undefined): void {
  for (const sentence of sizeSentences(sizes)) line(sentence);
}

/** What changed in the output folder, or in check mode would change. */
export function reportChanges(changes: readonly FileChange[], check: boolean): void {
  if (changes.length === 0) {
    line('The generated files are up to date.');
    return;
  }
  group(
    `${plural(changes.length, 'generated file')} ${check ? 'out of date' : 'changed'}`,
    changes.map((change) => `${change.kind}: ${change.path}`),
  );
}

/** How the run ended for the branch. */
export function reportCommit(commit: CommitOutcome | Superseded): void {
  const sentence = describeCommit(commit);
  if (sentence !== undefined) line(sentence);
  if ('notices' in commit) for (const text of commit.notices ?? []) notice(safeLine(text));
}

/** In plain text; `undefined` for what was not tried. */
export function describeCommit(commit: CommitOutcome | Superseded): string | undefined {
  switch (commit.kind) {
    case 'skipped':
    case 'ended':
    case 'checked':
      return undefined;
    case 'written':
      return 'The files are written and not committed (commit-changes is false).';
    case 'unchanged':
      return 'Nothing to commit: the branch holds these files already.';
    case 'pushed':
      return `Pushed ${commit.sha} to ${commit.branch}.`;
    case 'pull-request':
      return describeProposal(commit);
    case 'withdrawn':
      return commit.pullRequest === undefined
        ? `Removed the branch ${commit.branch}: nothing is left to propose.`
        : `Closed the pull request ${commit.pullRequest.url} and removed its branch ${commit.branch}: nothing is left to change.`;
    case 'failed':
      return 'The changes could not be published. The checkout is as it was before.';
    case 'superseded':
      return 'The branch changed in the meantime: running again on its new tip.';
  }
}

function describeProposal({ state, branch, sha, pullRequest: { url } }: Proposed): string {
  const push = sha === undefined ? '' : ` Pushed ${sha} to ${branch}.`;
  switch (state) {
    case 'opened':
      return `Opened the pull request ${url}.${push}`;
    case 'updated':
      return `Brought the pull request ${url} up to date.${push}`;
    case 'unchanged':
      return `The pull request ${url} proposes these files already.`;
    case 'declined':
      return `The pull request ${url} was closed by somebody: it stays closed, and nothing is pushed, until there is something else to propose.`;
  }
}
