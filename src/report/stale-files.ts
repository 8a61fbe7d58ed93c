import { realpathSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import { enumerate } from '../enumerate.js';
import type { FileChange } from '../prepullers/contract.js';
import { FatalError, releaseTitle } from '../problem.js';
import type { RunResult } from '../run-result.js';
import { describeSystemFault } from '../system-fault.js';
import { findTop } from '../tools/repository.js';
import { safeLine } from '../untrusted-text.js';
import { chartText } from './changes-text.js';
import { firstDifference, unifiedDiff } from './diff.js';
import { group, line } from './log.js';
import type { ReportOptions } from './options.js';
import type { ReleaseChange, WhatChanges } from './what-changes.js';

/** Forges show no more of a step. */
const mostAnnotations = 50;
/** A log beyond it is read by nobody; the file has all. */
const mostCharactersInLog = 1024 * 1024;

/**
 * What a check found to be out of date: an annotation for each file, and the patch that mends them all, in the log and in a
 * file that stays for the steps that follow.
 * @returns The file of the patch; none when nothing is out of date.
 * @throws FatalError when it cannot be written
 */
export async function reportStale(
  { changes, whatChanges }: RunResult,
  { root }: Pick<ReportOptions, 'root'>,
): Promise<string | undefined> {
  if (changes.length === 0) return undefined;
  for (const change of changes.slice(0, mostAnnotations)) {
    const place = { file: safeLine(change.path), startLine: firstDifference(change) };
    core.error(safeLine(staleText(change, whatChanges)), place);
  }
  const prefix = prefixOf(root);
  const patch = `${changes.map((change) => unifiedDiff(change, prefix)).join('\n')}\n`;
  const file = await writePatch(patch);
  const isShown = patch.length <= mostCharactersInLog;
  if (isShown) group('The patch that mends the generated files', patch.trimEnd().split('\n'));
  line(
    `${isShown ? 'The same' : 'The patch that mends the generated files, too long for the log,'} is in ${file}: \`git apply\` takes it.`,
  );
  return file;
}

/** What is stale in a file: on one line, for Forgejo prints it as it is. */
export function staleText({ path: file, kind }: FileChange, { byRelease }: WhatChanges): string {
  const change = byRelease.find(({ files }) => files.includes(file));
  const state = { added: 'is missing', modified: 'is out of date', removed: 'is left over' }[kind];
  if (change === undefined) return `${file} ${state}.`;
  return `${file} ${state}: ${[...change.releases.map(releaseText), ...imageTexts(change)].join('; ')}.`;
}

function releaseText(release: ReleaseChange['releases'][number]): string {
  return `${releaseTitle(release.id)}: ${chartText(release)}`;
}

function imageTexts({ images: { added, removed } }: ReleaseChange): string[] {
  return [
    ...(added.length > 0 ? [`added ${enumerate(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${enumerate(removed)}`] : []),
  ];
}

/** `git apply` takes paths from the top of the repository. */
function prefixOf(root: string): string {
  const folder = realpathSync(root);
  const top = findTop(folder) ?? folder;
  return folder === top ? '' : `${path.relative(top, folder).split(path.sep).join('/')}/`;
}

/** The runner's temporary folder lasts as long as the job; each step has a folder of its own in it. */
async function writePatch(patch: string): Promise<string> {
  try {
    const folder = await mkdtemp(path.join(process.env.RUNNER_TEMP || tmpdir(), 'prepuller-patch-'));
    const file = path.join(folder, 'prepuller.patch');
    await writeFile(file, patch);
    return file;
  } catch (error) {
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new FatalError(
      `The patch cannot be written (${fault}): RUNNER_TEMP, or else TMPDIR, must name a folder that this job can write.`,
    );
  }
}
