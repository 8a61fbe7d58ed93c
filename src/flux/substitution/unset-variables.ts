import type { Problem } from '../../problem.js';

/** An object uses a variable that is not set. */
export interface UnsetVariable extends Problem {
  variable: string;
}

/** As many objects as one message names. */
const mostNamed = 3;

/** @param consequence for the objects that use it, such as `Flux does not apply it` */
export function unsetMessage(variable: string, consequence: string): string {
  return `The variable ${variable} is not set, so ${consequence}. Set it in Git, in cluster-config.yaml or in the input 'substitutions'.`;
}

/**
 * One warning for each variable, at the first object that uses it: a Secret that is not in Git may leave the same few
 * variables of every release unset. Errors stay one for each object, for each of them fails.
 */
export function groupUnsetVariables(problems: readonly Problem[]): Problem[] {
  const objects = new Map<string, Set<string>>();
  for (const { variable, object = '' } of problems.filter(isUnsetWarning)) {
    objects.set(variable, (objects.get(variable) ?? new Set()).add(object));
  }
  return problems.flatMap((problem) => {
    if (!isUnsetWarning(problem)) return problem;
    const { variable, ...first } = problem;
    const users = [...(objects.get(variable) ?? [])];
    // What is said of the first is said of all.
    if (!objects.delete(variable)) return [];
    return users.length === 1 ? first : { ...first, message: messageOfAll(variable, users) };
  });
}

function messageOfAll(variable: string, users: readonly string[]): string {
  const named = users.slice(0, mostNamed).join(', ') + (users.length > mostNamed ? ' and more' : '');
  return unsetMessage(variable, `it is replaced by nothing in ${users.length} objects (${named})`);
}

function isUnsetWarning(problem: Problem): problem is UnsetVariable {
  return 'variable' in problem && problem.severity === 'warning';
}
