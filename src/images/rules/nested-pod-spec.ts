import { parseReference, repairReference } from '../../image-reference.js';
import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { isList, isMap, listAt } from '../yaml.js';
import type { Rule } from './rule.js';

/** Containers of pods, steps of Tekton tasks, sidecars of Argo Workflows. */
const containerLists = /^(?:(?:.*[a-z])?Containers|containers|sidecars|steps)$/;

/** What people and programs write for no image at all, or for one that somebody else sets. */
const placeholders = /^(?:auto|default|null|nil|none|undefined|true|false)$/i;

/** What has the shape of a pod where no built-in workload is: custom resources, and manifests inside ConfigMaps. */
export const nestedPodSpec: Rule = {
  name: 'nested-pod-spec',
  confidence: 'high',
  find(map, { path }) {
    const containers = Object.keys(map)
      .filter((key) => containerLists.test(key) && isList(map[key]))
      .flatMap((key) =>
        listAt(map, key).map((item, index) => ({
          text: isMap(item) ? textAt(item, 'image') : '',
          path: descend(path, key, index, 'image'),
        })),
      );
    const volumes = listAt(map, 'volumes').map((volume, index) => ({
      text: isMap(volume) ? textAt(volume, 'image', 'reference') : '',
      path: descend(path, 'volumes', index, 'image', 'reference'),
    }));
    return [...containers, ...volumes].filter(
      ({ text }) => !placeholders.test(text) && parseReference(repairReference(text.trim())),
    );
  },
};
