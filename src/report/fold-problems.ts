import { enumerate } from '../enumerate.js';
import type { Problem } from '../problem.js';

/**
 * What fails because of one cause is said once, with the list of what it blocks: errors that follow from a named cause,
 * and errors of the same words, such as those of all releases whose source is missing. Others stay as they are, in their
 * order.
 */
export function foldProblems(problems: readonly Problem[]): Problem[] {
  const groups = new Map<string, Problem[]>();
  for (const [index, problem] of problems.entries()) {
    const key = keyOf(problem) ?? String(index);
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()].flatMap(folded);
}

/** As many as are said. */
export function countErrors(problems: readonly Problem[]): number {
  return foldProblems(problems).filter(({ severity }) => severity === 'error').length;
}

/** None for what is said alone: what only informs, and errors that are about no object. */
function keyOf({ severity, kind, message, detail, cause, object }: Problem): string | undefined {
  if (severity !== 'error' || object === undefined) return undefined;
  return cause === undefined ? JSON.stringify([kind, message, detail]) : `cause ${cause}`;
}

/** The cause itself speaks for all; where it says nothing itself, the first of what it blocks does. */
function folded(group: readonly Problem[]): Problem[] {
  const [first] = group;
  const head = group.find(({ release }) => release === undefined) ?? first;
  if (head === undefined) return [];
  const blocked = [...new Set(group.filter((problem) => problem !== head || isBlocked(head)).map(objectOf))];
  const others = blocked.filter((object) => object !== '' && (object !== head.object || isBlocked(head)));
  if (others.length < (isBlocked(head) ? 2 : 1)) return [head];
  const { object, release: _, ...rest } = head;
  return [
    {
      ...rest,
      ...(object !== undefined && !isBlocked(head) && { object }),
      message: `${head.message} It blocks ${enumerate(others)}.`,
    },
  ];
}

/** It is one of those that are blocked, and not the cause. */
function isBlocked({ release, cause }: Problem): boolean {
  return release !== undefined || cause === undefined;
}

function objectOf({ object = '' }: Problem): string {
  return object;
}
