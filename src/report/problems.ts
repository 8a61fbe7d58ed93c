import { error, notice, warning } from '@actions/core';
import type { Place, Problem } from '../problem.js';
import { safeLine, safeLines } from '../untrusted-text.js';
import { group } from './log.js';

const annotations = { error, warning, notice };

/**
 * Each problem as an annotation at its file and line, and the failing tool's own words in a log group.
 * Annotations stay on one line: Forgejo prints them as they are.
 */
export function reportProblems(problems: readonly Problem[]): void {
  for (const problem of problems) {
    annotate(problem);
    if (problem.detail) group(`Details: ${problem.object ?? problem.message}`, safeLines(problem.detail));
  }
}

function annotate(problem: Problem): void {
  const { severity, place } = problem;
  annotations[severity](describe(problem), {
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
