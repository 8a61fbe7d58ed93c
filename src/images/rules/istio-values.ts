import { descend } from '../path.js';
import { mapAt, textAt } from '../yaml.js';
import { joinParts } from './join-parts.js';
import type { Rule } from './rule.js';

/**
 * The sidecar of Istio's injector: `global.hub`, `global.tag` and the image names beside them
 * (istio/istio, manifests/charts/istio-control/istio-discovery/files/injection-template.yaml).
 */
export const istioValues: Rule = {
  name: 'istio-values',
  confidence: 'high',
  find(map, { path }) {
    const global = mapAt(map, 'global');
    if (global === undefined || textAt(global, 'hub') === '') return [];
    const variant = textAt(global, 'variant');
    const pin = [textAt(global, 'tag'), variant].filter((part) => part !== '').join('-');
    return ['proxy', 'proxy_init'].flatMap((part) => {
      const image = textAt(mapAt(global, part) ?? {}, 'image');
      if (image === '' || image.includes('/')) return [];
      const text = joinParts({ registry: textAt(global, 'hub'), repository: image, pin });
      return text === undefined ? [] : [{ text, path: descend(path, 'global', part, 'image') }];
    });
  },
};
