import type { Discovery } from '../flux/discovery.js';
import type { Release } from '../flux/release.js';
import { loadGenerate } from '../generate-and-commit.js';
import type { Mention } from '../images/mentions.js';
import type { Inputs } from '../inputs/inputs.js';
import type { Place } from '../problem.js';
import { groupText, logTo } from '../report/log.js';
import { discoveryText } from '../report/story.js';
import { Timing } from '../report/timing.js';
import type { Generated } from '../run-result.js';
import type { Request } from './arguments.js';
import { localEvent, readLocalInputs } from './local-inputs.js';
import { withProgress } from './progress.js';
import { createTerminal, type Streams, type Terminal } from './terminal.js';
import { placeFinder } from './written-releases.js';

/** What is known of the clone once everything is rendered. */
export interface Survey {
  inputs: Inputs;
  discovery: Discovery;
  generated: Generated;
  /** Where renderings name what `explain` is asked about. */
  mentions: { release: Release; mentions: readonly Mention[] }[];
  /** Where a file declares an object, given as `Kind namespace/name`. */
  placeOf(object: string): Place | undefined;
  /** Standard output: the answer. */
  output: Terminal;
  /** Standard error: what is found, how far it is, and what is wrong. */
  messages: Terminal;
}

/** Does the work of the action in the clone at hand; with `write` it writes the files. */
export async function survey(request: Request, streams: Streams): Promise<Survey> {
  const messages = createTerminal(streams.messages);
  const output = createTerminal(streams.output);
  logToTerminal(messages);
  const inputs = await readLocalInputs(request);
  let discovery: Discovery | undefined;
  const timing = new Timing();
  const mentions: Survey['mentions'] = [];
  const asked = {
    about: request.subject,
    mentioned: (release: Release, found: readonly Mention[]) => void mentions.push({ release, mentions: found }),
  };
  const generated = await withProgress(messages, async (reached, expect) => {
    const { generate } = await loadGenerate();
    return await generate(inputs, localEvent, timing, {
      found(found) {
        discovery = found;
        groupText(discoveryText(found, inputs.label));
        expect(found.releases.length);
      },
      reached,
      ...(request.command === 'explain' && { asked }),
    });
  });
  if (inputs.timing) timing.report();
  if (discovery === undefined) throw new Error('Nothing was said of what is found.');
  return { inputs, discovery, generated, mentions, placeOf: placeFinder(inputs), output, messages };
}

/** The same words as in a job's log, without the commands by which a runner folds it. */
function logToTerminal(messages: Terminal): void {
  let indent = '';
  logTo({
    info: (line) => messages.print(`${indent}${line}`),
    startGroup(title) {
      messages.print(title, 'bold');
      indent = '  ';
    },
    endGroup() {
      indent = '';
    },
  });
}
