import { parseReference, repairReference } from '../../image-reference.js';
import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { isList, isMap, listAt, mapAt, type YamlMap } from '../yaml.js';
import type { Rule, Site } from './rule.js';

/** Containers of pods, steps of Tekton tasks, sidecars of Argo Workflows. */
const containerLists = /^(?:(?:.*[a-z])?Containers|containers|sidecars|steps)$/;

/** What people and programs write for no image at all, or for one that somebody else sets. */
const placeholders = /^(?:auto|default|null|nil|none|undefined|true|false)$/i;

/** The one container of a template of Argo Workflows (https://argo-workflows.readthedocs.io/en/latest/fields/#template). */
function singleContainers(map: YamlMap, { object, path }: Site) {
  return ['container', 'script'].flatMap((key) => {
    const container = mapAt(map, key);
    if (container === undefined) return [];
    const isRun = object.group === 'argoproj.io' || 'command' in container || 'args' in container;
    if (!isRun) return [];
    return { text: textAt(container, 'image'), path: descend(path, key, 'image') };
  });
}

/** What has the shape of a pod where no built-in workload is: custom resources, and manifests inside ConfigMaps. */
export const nestedPodSpec: Rule = {
  name: 'nested-pod-spec',
  confidence: 'high',
  find(map, site) {
    const { path } = site;
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
    return [...containers, ...singleContainers(map, site), ...volumes].filter(
      ({ text }) => !placeholders.test(text) && parseReference(repairReference(text.trim())),
    );
  },
};
