import type { Problem } from '../problem.js';
import { foldProblems } from '../report/fold-problems.js';
import { describe } from '../report/problems.js';
import { safeLines } from '../untrusted-text.js';
import type { Survey } from './survey.js';
import type { Terminal } from './terminal.js';

const severities = ['error', 'warning', 'notice'] as const satisfies readonly Problem['severity'][];
const colours = { error: 'red', warning: 'yellow', notice: 'dim' } as const;
/** Of what a tool said. */
const mostLines = 20;

/** All problems of the run, the gravest first. @param only those of this severity */
export function printProblems({ generated, messages }: Survey, only?: Problem['severity']): void {
  const problems = foldProblems(generated.problems);
  for (const severity of only ? [only] : severities) {
    for (const problem of problems.filter((one) => one.severity === severity)) printProblem(problem, messages);
  }
}

export function printProblem(problem: Problem, terminal: Terminal): void {
  terminal.print(`${problem.severity}: ${describe(problem)}`, colours[problem.severity]);
  const lines = safeLines(problem.detail ?? '').filter((line) => line.trim() !== '');
  for (const line of lines.slice(0, mostLines)) terminal.print(`    ${line}`, 'dim');
  if (lines.length > mostLines) terminal.print(`    ... ${lines.length - mostLines} more lines`, 'dim');
}
