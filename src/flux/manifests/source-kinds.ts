import type { JsonObject } from '../../json.js';
import { sourceGroup } from '../files/search-texts.js';
import { isKind } from './object-reference.js';

const kinds = ['HelmRepository', 'OCIRepository', 'HelmChart', 'GitRepository', 'Bucket'] as const;
const versions = ['v1', 'v1beta2', 'v1beta1'];

export function isSource(object: JsonObject): boolean {
  return kinds.some((kind) => isKind(object, kind, sourceGroup, versions));
}
