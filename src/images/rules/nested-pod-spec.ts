import { descend } from '../path.js';
import { parseReference, repairReference } from '../reference.js';
import { isList, isMap, listAt, mapAt, textAt } from '../yaml.js';
import type { Rule } from './rule.js';

/** Containers of pods, steps of Tekton tasks, sidecars of Argo Workflows. */
const containerLists = /^(?:(?:.*[a-z])?Containers|containers|sidecars|steps)$/;

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
      text: textAt(mapAt(volume, 'image') ?? {}, 'reference'),
      path: descend(path, 'volumes', index, 'image', 'reference'),
    }));
    return [...containers, ...volumes].filter(
      ({ text }) => text !== 'auto' && parseReference(repairReference(text.trim())),
    );
  },
};
