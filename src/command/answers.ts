import { countErrors } from '../report/fold-problems.js';
import { plural } from '../report/log.js';
import { sizeSentences } from '../report/size-text.js';
import type { CommandName, Request } from './arguments.js';
import { printDifferences, printWhatChanges } from './differences.js';
import { explain } from './explain.js';
import { printImages } from './images-answer.js';
import { printProblems } from './problems-answer.js';
import { planAsJson, printReleases } from './releases-answer.js';
import type { Survey } from './survey.js';

/** Each prints its answer, and gives the exit code. */
export const answers: Record<CommandName, (survey: Survey, request: Request) => number> = {
  plan(survey, { json }) {
    if (json) return printJson(survey, planAsJson(survey));
    printReleases(survey);
    printProblems(survey);
    printWhatChanges(survey);
    printDifferences(survey);
    printSizes(survey);
    const { changes } = survey.generated;
    survey.output.print(
      changes.length === 0
        ? 'The generated files are up to date.'
        : `${plural(changes.length, 'generated file')} would change; \`prepuller write\` writes them.`,
      'bold',
    );
    return 0;
  },
  write(survey, { json }) {
    const { changes } = survey.generated;
    printProblems(survey);
    if (json) printJson(survey, planAsJson(survey));
    else {
      for (const { kind, path } of changes) survey.output.print(`${kind}: ${path}`);
      survey.output.print(
        changes.length === 0
          ? 'The generated files are up to date.'
          : `${plural(changes.length, 'generated file')} changed. Nothing is committed.`,
        'bold',
      );
    }
    return errorCount(survey) > 0 ? 1 : 0;
  },
  check(survey, { json }) {
    const { changes } = survey.generated;
    printProblems(survey);
    if (json) printJson(survey, planAsJson(survey));
    else {
      printWhatChanges(survey);
      printDifferences(survey);
      printSizes(survey);
      survey.output.print(
        changes.length === 0
          ? 'The generated files are up to date.'
          : `${plural(changes.length, 'generated file')} out of date: run \`prepuller write\`, and commit what it writes.`,
        'bold',
      );
    }
    return changes.length > 0 || errorCount(survey) > 0 ? 1 : 0;
  },
  images(survey, { json }) {
    printProblems(survey, 'error');
    printImages(survey, json);
    return errorCount(survey) > 0 ? 1 : 0;
  },
  explain: (survey, { subject, json }) => explain(survey, subject, json),
};

function printJson({ output }: Survey, value: unknown): number {
  for (const line of JSON.stringify(value, null, 2).split('\n')) output.print(line);
  return 0;
}

function printSizes({ generated: { sizes }, output }: Survey): void {
  for (const sentence of sizeSentences(sizes)) output.print(sentence);
}

function errorCount({ generated }: Survey): number {
  return countErrors(generated.problems);
}
