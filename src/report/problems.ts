import { error, notice, warning } from '@actions/core';
import type { Place, Problem } from '../problem.js';
import { safeLine, safeLines } from '../untrusted-text.js';
import { foldProblems } from './fold-problems.js';
import { group, line } from './log.js';

const annotations = { error, warning, notice };

/** Forges show 10 annotations of a severity for a step, 50 for a job, and drop a step's beyond 1 MiB. */
const mostAnnotations = 50;
const mostCharacters = 4_000;

/**
 * Each problem as an annotation at its file and line, and the failing tool's own words in a log group.
 * Annotations stay on one line: Forgejo prints them as they are. Those beyond what a forge takes are lines of the log.
 */
export function reportProblems(problems: readonly Problem[]): void {
  const bySeverity = { error: 0, warning: 0, notice: 0 };
  for (const problem of foldProblems(problems)) {
    bySeverity[problem.severity] += 1;
    if (bySeverity[problem.severity] <= mostAnnotations) annotate(problem);
    else line(`${problem.severity}: ${describe(problem)}`);
    if (problem.detail) group(`Details: ${problem.object ?? problem.message}`, safeLines(problem.detail));
  }
  for (const [severity, count] of Object.entries(bySeverity)) {
    if (count > mostAnnotations)
      warning(`and ${count - mostAnnotations} more of severity ${severity}, in the log above.`);
  }
}

function annotate(problem: Problem): void {
  const { severity, place } = problem;
  const text = describe(problem);
  annotations[severity](text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text, {
    ...(place !== undefined && { file: safeLine(place.file) }),
    ...(place?.line !== undefined && { startLine: place.line }),
    ...(place?.column !== undefined && { startColumn: place.column }),
  });
}

/** `file:line: object: message`, on one line: what an annotation does not show everywhere is in its text. */
export function describe(problem: Problem): string {
  const parts = [position(problem.place), problem.object, problem.message];
  return safeLine(parts.filter((part) => part !== undefined && part !== '').join(': '));
}

function position(place: Place | undefined): string | undefined {
  if (place === undefined) return undefined;
  return place.line === undefined ? place.file : `${place.file}:${place.line}`;
}
