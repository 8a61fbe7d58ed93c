import type { Place, Problem } from '../problem.js';
import { printProblem } from './problems-answer.js';
import type { Terminal } from './terminal.js';

/** What is said of one thing that was asked about: a title, and facts of which some have more to say. */
export interface Explanation {
  title: string;
  facts: Fact[];
  problems: Problem[];
}

export interface Fact {
  text: string;
  /** Below it. */
  details?: string[];
}

export function printExplanation({ title, facts, problems }: Explanation, output: Terminal): void {
  output.print(title, 'bold');
  for (const { text, details = [] } of facts) {
    output.print(`  ${text}`);
    for (const detail of details) output.print(`    ${detail}`, 'dim');
  }
  for (const problem of problems) printProblem(problem, output);
  output.print('');
}

export function position({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}
