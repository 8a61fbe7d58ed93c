import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { containerLists } from '../pods.js';
import { isMap, listAt } from '../yaml.js';
import type { Rule } from './rule.js';

/** The containers of a built-in workload: what the kubelet pulls, with or without a tag. */
export const podSpec: Rule = {
  name: 'pod-spec',
  confidence: 'certain',
  find(spec, { isPod, path }) {
    if (!isPod) return [];
    return containerLists.flatMap((list) =>
      listAt(spec, list).flatMap((container, index) => {
        if (!isMap(container) || !('image' in container)) return [];
        return { text: textAt(container, 'image'), path: descend(path, list, index, 'image') };
      }),
    );
  },
};
