import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { mapAt } from '../yaml.js';
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
    if (global === undefined) return [];
    const [registry, pin, variant] = [textAt(global, 'hub'), textAt(global, 'tag'), textAt(global, 'variant')];
    if (registry === '') return [];
    return ['proxy', 'proxy_init'].flatMap((part) => {
      const image = textAt(global, part, 'image');
      if (image === '' || image.includes('/')) return [];
      const text = joinParts({ registry, repository: image, pin, variant });
      return text === undefined ? [] : [{ text, path: descend(path, 'global', part, 'image') }];
    });
  },
};
