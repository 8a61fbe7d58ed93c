import { realpathSync } from 'node:fs';
import path from 'node:path';
import { enumerate } from '../enumerate.js';
import type { Discovery } from '../flux/discovery.js';
import { isOfOtherSource } from '../flux/source-place.js';
import { fieldAt, type JsonObject, objectAt, textAt, textsAt } from '../json.js';
import type { Problem } from '../problem.js';
import { sourceEntries } from '../source-entry.js';
import { findTop } from '../tools/repository.js';
import { calledStepsIn } from './called-steps.js';
import { pathFilter } from './path-filter.js';
import { readWorkflows, type WorkflowFile } from './workflow-file.js';

/** Which run it is, as the inputs of its step say. */
export interface RunPlace {
  /** Absolute path of the repository's root. */
  root: string;
  /** That of the top of the git repository; looked for where it is missing. */
  top?: string | undefined;
  clusterName: string;
}

/**
 * Workflows of this run that a push does not start although it changes what goes into the result: no run could say so but
 * one that is started otherwise. Their places are relative to the top of the repository, where forges read them.
 * @param files That go into the result, relative to the root; asked for only where a workflow has a filter of paths
 */
export async function workflowPaths(run: RunPlace, files: () => readonly string[]): Promise<Problem[]> {
  const { top, folder } = placeOf(run);
  const calledSteps = calledStepsIn(top);
  const isOfRun = (workflow: WorkflowFile) =>
    calledSteps(workflow).ofThisAction.some((step) => mayBeOf(step, run.clusterName, { top, folder }));
  const certain: Problem[] = [];
  const suspected: Problem[] = [];
  for (const workflow of readWorkflows(top, 'paths')) {
    const { unread } = calledSteps(workflow);
    if (!isOfRun(workflow) && unread.length === 0) continue;
    const fault = await faultOf(workflow, () => files().map((name) => path.posix.join(folder, name)));
    if (fault === undefined) continue;
    const doubt = `If ${enumerate(unread)}, which it calls and which is not looked at, runs this action: `;
    if (isOfRun(workflow)) certain.push(fault);
    else suspected.push({ ...fault, message: doubt + fault.message });
  }
  // Where it is known which workflow this run is of, no other is suspected.
  const isKnown = suspected.length > 0 && readWorkflows(top, 'uses').some(isOfRun);
  return [...certain, ...(isKnown ? [] : suspected)];
}

/** The top of the repository, and the root as a folder of it, with `/`: empty where it is the top. */
function placeOf({ root, top }: RunPlace): { top: string; folder: string } {
  const realRoot = realpathSync(root);
  const realTop = top === undefined ? (findTop(realRoot) ?? realRoot) : realpathSync(top);
  return { top: realTop, folder: path.relative(realTop, realRoot).split(path.sep).join('/') };
}

/**
 * Only what is written for another cluster, or for another folder of the repository, is certainly not of this run: a matrix
 * or a called workflow may give any, and the checkout may lie in a folder of the workspace.
 */
function mayBeOf(step: JsonObject, cluster: string, { top, folder }: { top: string; folder: string }): boolean {
  const given = (input: string) => String(fieldAt(step, 'with', input) ?? '').trim();
  const [wantedCluster, wantedFolder] = [given('cluster-name'), given('working-directory')];
  if (wantedCluster !== '' && wantedCluster !== cluster && !isExpression(wantedCluster)) return false;
  const named = path.posix.relative('/', path.posix.join('/', wantedFolder));
  if (named === folder || isExpression(wantedFolder)) return true;
  const entry = sourceEntries(top)(named);
  const other = entry.kind === 'folder' || (entry.kind === 'link' && entry.to !== undefined && entry.to !== folder);
  return !other;
}

function isExpression(text: string): boolean {
  return text.includes('${{');
}

/**
 * @param files Relative to the top of the repository
 * @returns `undefined` for what every push starts that changes a file
 */
async function faultOf(workflow: WorkflowFile, files: () => readonly string[]): Promise<Problem | undefined> {
  const push = objectAt(workflow.content, 'on', 'push');
  const key = (['paths', 'paths-ignore'] as const).find((name) => patternsAt(push, name).length > 0);
  if (key === undefined) return undefined;
  const place = { file: workflow.name, ...lineAt(workflow, key) };
  const filter = await pathFilter(patternsAt(push, key));
  if ('invalidPattern' in filter) {
    const message = `${JSON.stringify(filter.invalidPattern)} of its ${key} is no pattern, and forges differ in what they make of it: which pushes start a run is not known. Mend it, or leave paths away, for the action itself leaves at once when nothing relevant has changed.`;
    return { severity: 'notice', kind: 'manifest', message, place };
  }
  const leftOut = files().filter((name) => filter.matches(name) === (key === 'paths-ignore'));
  if (leftOut.length === 0) return undefined;
  const message = `Its paths leave out ${enumerate(leftOut)}, which goes into the result: a push that changes nothing else starts no run. Leave paths away, for the action itself leaves at once when nothing relevant has changed.`;
  return { severity: 'notice', kind: 'manifest', message, place };
}

/** One pattern need be no list. */
function patternsAt(push: JsonObject, key: string): string[] {
  const one = textAt(push, key);
  return one === '' ? textsAt(push, key) : [one];
}

function lineAt(workflow: WorkflowFile, key: string): { line?: number } {
  const line = workflow.lineOf('on', 'push', key);
  return line === undefined ? {} : { line };
}

/** The files of this repository that declare what is opted in. */
export function declaringFiles({ releases, workloads }: Pick<Discovery, 'releases' | 'workloads'>): string[] {
  const places = [
    ...releases.flatMap(({ place, chart }) => [place, chart.source.place]),
    ...workloads.flatMap(({ place, objects }) => [place, ...objects.map((object) => object.place)]),
  ];
  const files = new Set(places.flatMap((place) => (place ? [place.file] : [])));
  return [...files].filter((file) => !isOfOtherSource(file));
}
