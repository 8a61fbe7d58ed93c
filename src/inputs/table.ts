import type { Input } from './input.js';
import type { InputTable } from './input-table.js';
import { clusterInputs } from './table/cluster.js';
import { daemonSetInputs } from './table/daemonsets.js';
import { imageInputs } from './table/images.js';
import { limitInputs } from './table/limits.js';
import { networkInputs } from './table/network.js';
import { publishingInputs } from './table/publishing.js';
import { renderingInputs } from './table/rendering.js';
import { runnerInputs } from './table/runner.js';
import { verificationInputs } from './table/verification.js';

/**
 * Every input, in the order of the documents, a file a theme. `npm run action` writes action.yml from it; the defaults
 * stand in its descriptions alone, so that an input which is not given can be told from one that is given with its default.
 */
export const inputTable: InputTable = {
  ...clusterInputs,
  ...publishingInputs,
  ...imageInputs,
  ...renderingInputs,
  ...verificationInputs,
  ...networkInputs,
  ...daemonSetInputs,
  ...limitInputs,
  ...runnerInputs,
};

/** The same, as people are shown them: the one or the other theme at a time. */
export const inputThemes: readonly { title: string; inputs: Input<unknown>[] }[] = [
  { title: 'What is read, and where the files go', inputs: rows(clusterInputs) },
  { title: 'Images', inputs: rows(imageInputs) },
  { title: 'Manifests and charts', inputs: rows(renderingInputs) },
  { title: 'Hosts and credentials', inputs: rows(networkInputs) },
  { title: 'Verification of images', inputs: rows(verificationInputs) },
  { title: 'DaemonSets', inputs: rows(daemonSetInputs) },
  { title: 'Limits and programs', inputs: rows(limitInputs) },
  { title: 'Commits and checks, which a workflow makes', inputs: rows(publishingInputs) },
  { title: 'Checkout, forge and log', inputs: rows(runnerInputs) },
];

function rows(inputs: Partial<InputTable>): Input<unknown>[] {
  return Object.values<Input<unknown>>(inputs as InputTable);
}
