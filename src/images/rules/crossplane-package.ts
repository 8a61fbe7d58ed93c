import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { pinnedReference } from './pinned.js';
import type { Rule } from './rule.js';

/**
 * The package of a Crossplane provider or function is the image of its controller as well; that of a Configuration only
 * holds manifests (https://docs.crossplane.io/latest/packages/providers/).
 */
export const crossplanePackage: Rule = {
  name: 'crossplane-package',
  confidence: 'high',
  find(map, { object, path }) {
    if (object.group !== 'pkg.crossplane.io' || object.content.spec !== map) return [];
    if (object.kind !== 'Provider' && object.kind !== 'Function') return [];
    const text = pinnedReference(textAt(map, 'package'));
    return text === undefined ? [] : [{ text, path: descend(path, 'package') }];
  },
};
