import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { isMap, listAt } from '../yaml.js';
import { namedReferences } from './named-references.js';
import type { Rule } from './rule.js';

/**
 * The services of CI jobs, which stand beside the job's image under the name `name`
 * (https://docs.gitlab.com/runner/configuration/advanced-configuration/).
 */
export const runnerService: Rule = {
  name: 'runner-service',
  confidence: 'high',
  find(map, { path }) {
    if (textAt(map, 'image') === '') return [];
    return listAt(map, 'services').flatMap((service, index) => {
      const text = isMap(service) ? textAt(service, 'name') : '';
      const at = descend(path, 'services', index, 'name');
      return namedReferences('image', text).map((text) => ({ text, path: at }));
    });
  },
};
