import type { RunResult } from '../run-result.js';
import { countErrors } from './fold-problems.js';
import { plural } from './log.js';

/** Why the step fails, as the last words of the log; `undefined` when it does not. */
export function failureOf({ problems, changes }: RunResult, check: boolean): string | undefined {
  const errors = countErrors(problems);
  const sentences = [
    ...(errors > 0 ? [`${plural(errors, 'error')}, as said above.`] : []),
    ...(errors > 0 && !check ? ['Everything else is up to date.'] : []),
    ...(check && changes.length > 0
      ? [
          'The generated files are out of date: run this action without `check`, or apply the patch above with `git apply`.',
        ]
      : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** For people; what a tool said beside it is in the log. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
