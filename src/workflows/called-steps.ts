import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import { memoize } from '../memoize.js';
import { readLocalFile, type WorkflowFile } from './workflow-file.js';

/** What a workflow runs, itself and by the workflows and actions of its repository. */
export interface CalledSteps {
  /** The steps that are this action. */
  ofThisAction: JsonObject[];
  /** What cannot be read here, as `uses` names it: workflows of other repositories, and what is missing in this one. */
  unread: string[];
}

/**
 * The actions of other repositories are taken for what they are called.
 * @param top Absolute path of the top of the repository
 */
export function calledStepsIn(top: string): (workflow: WorkflowFile) => CalledSteps {
  const readLocal = memoize((uses: string) => (isLocal(uses) ? readLocalFile(top, uses) : undefined));
  return memoize((workflow) => {
    const calls = callsBeyond(workflow, readLocal);
    return {
      ofThisAction: calls.flatMap((call) => (isThisAction(call) && call.step ? [call.step] : [])),
      unread: calls.filter((call) => !isThisAction(call) && (isLocal(call.uses) || !call.step)).map(({ uses }) => uses),
    };
  });
}

/** A step, or a job that is a workflow of its own. */
interface Call {
  uses: string;
  step?: JsonObject;
}

/** What is called in the end: what can be read is gone through. */
function callsBeyond(workflow: WorkflowFile, readLocal: (uses: string) => WorkflowFile | undefined): Call[] {
  const calls: Call[] = [];
  const files = new Set([workflow]);
  // Goes on through what is added meanwhile.
  for (const file of files) {
    for (const call of callsOf(file)) {
      const local = isThisAction(call) ? undefined : readLocal(call.uses);
      if (local) files.add(local);
      else calls.push(call);
    }
  }
  return calls;
}

function callsOf({ content }: WorkflowFile): Call[] {
  const jobs = Object.values(objectAt(content, 'jobs')).filter(isObject);
  const steps = [...jobs.flatMap((job) => objectsAt(job, 'steps')), ...objectsAt(content, 'runs', 'steps')];
  const calls: Call[] = [
    ...jobs.map((job) => ({ uses: textAt(job, 'uses') })),
    ...steps.map((step) => ({ uses: textAt(step, 'uses'), step })),
  ];
  return calls.filter(({ uses }) => uses !== '');
}

function isThisAction({ uses, step }: Call): boolean {
  return step !== undefined && /\/prepuller(?:@|$)/.test(uses);
}

function isLocal(uses: string): boolean {
  return uses.startsWith('./');
}
