import { expect, it } from 'vitest';
import { unknownInputs } from '../../src/inputs/action-inputs.js';

it.each<[string, string | undefined]>([
  ['INPUT_CLUSTER', "There is no input 'cluster': did you mean 'cluster-name'?"],
  ['INPUT_CLUSTER_NAME', "There is no input 'cluster_name': did you mean 'cluster-name'?"],
  ['INPUT_OUTPUTS-PATH', "There is no input 'outputs-path': did you mean 'prepuller-output-path'?"],
  ['INPUT_EXCLUDE-IMAGE', "There is no input 'exclude-image': did you mean 'exclude-images'?"],
  ['INPUT_COLOUR', "There is no input 'colour': see action.yml for those that there are"],
  ['INPUT_CLUSTER-NAME', undefined],
  ['INPUT_CHECK', undefined],
  ['INPUTS', undefined],
  ['CLUSTER', undefined],
  ['MY_INPUT_CLUSTER', undefined],
])('%s', (name, expected) => {
  expect(unknownInputs({ [name]: 'x', PATH: '/bin' })).toEqual(expected === undefined ? [] : [expected]);
});
