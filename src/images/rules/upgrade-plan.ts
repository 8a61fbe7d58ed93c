import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { joinParts } from './join-parts.js';
import type { Rule } from './rule.js';

/**
 * The jobs of Rancher's system-upgrade-controller: an image without a tag gets the plan's version, whose `+` no tag may
 * hold (rancher/system-upgrade-controller, pkg/upgrade/container and plan). With a channel only the cluster knows it.
 */
export const upgradePlan: Rule = {
  name: 'upgrade-plan',
  confidence: 'high',
  find(map, { object, path }) {
    if (object.group !== 'upgrade.cattle.io' || object.kind !== 'Plan' || object.content.spec !== map) return [];
    const pin = textAt(map, 'version').replaceAll('+', '-');
    return ['prepare', 'upgrade'].flatMap((part) => {
      const text = joinParts({ registry: '', repository: textAt(map, part, 'image'), pin });
      return text === undefined ? [] : [{ text, path: descend(path, part, 'image') }];
    });
  },
};
