import { enumerate } from '../enumerate.js';
import { type Problem, releaseTitle } from '../problem.js';
import type { WhatChanges } from './what-changes.js';

/** Whose pre-puller goes: it may be on purpose, and it may be a slip in a label. */
export function noLongerFound({ byRelease }: WhatChanges): Problem[] {
  const gone = byRelease.flatMap(({ releases }) => releases.filter(({ state }) => state === 'gone'));
  if (gone.length === 0) return [];
  const titles = [...new Set(gone.map(({ id }) => releaseTitle(id)))];
  const message = `No longer there, or no longer labelled: ${enumerate(titles)}. What was generated for it is removed.`;
  return [{ severity: 'notice', kind: 'output', message }];
}
