import { expect } from 'vitest';
import type { StepResult } from './runner.js';

/** Did it say what the last run said? With the input `timing`, which says it. */
export function isRepeated({ log }: StepResult): boolean {
  const stages = /^Time by stage: .*$/m.exec(log)?.[0];
  expect(stages).toBeDefined();
  return / repeating \d+ ms/.test(stages ?? '');
}

/** What a run says, less what is another thing each time. */
export function saidBy({ exitCode, log, outputs, summary }: StepResult) {
  const lines = log.split('\n').filter((line) => !/^(?:Time by stage: |::add-mask::)/.test(line));
  const text = lines.join('\n').replaceAll(/prepuller-[0-9a-f]+-\d+-\d+-\w{6}/g, 'prepuller-folder');
  return { exitCode, text, outputs, summary };
}
