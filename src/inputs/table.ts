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
