import { textAt } from '../json.js';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../kubernetes-names.js';
import { isList, isMap, listAt, type Node, type YamlMap } from './yaml.js';

// What the API server accepts in a pod (kubernetes, pkg/apis/core/validation/validation.go). A DaemonSet with anything
// else is refused, and then Flux applies none of the folder: one broken release would stop all others.

/** Labels: what `nodeSelector` is made of. */
export function isNodeSelector(map: YamlMap): boolean {
  return Object.entries(map).every(
    ([key, value]) => isLabelKey(key) && typeof value === 'string' && isLabelValue(value),
  );
}

/** `requiredDuringSchedulingIgnoredDuringExecution` of a node affinity. */
export function isRequiredNodeAffinity(map: YamlMap): boolean {
  const { nodeSelectorTerms, ...others } = map;
  return (
    isEmpty(others) && isList(nodeSelectorTerms) && nodeSelectorTerms.length > 0 && nodeSelectorTerms.every(isTerm)
  );
}

function isTerm(node: Node): boolean {
  if (!isMap(node)) return false;
  const { matchExpressions = [], matchFields = [], ...others } = node;
  if (!isEmpty(others) || !isList(matchExpressions) || !isList(matchFields)) return false;
  return matchExpressions.every(isExpression) && matchFields.every(isField);
}

function isExpression(node: Node): boolean {
  if (!isRequirement(node) || !isLabelKey(textAt(node, 'key'))) return false;
  const values = listAt(node, 'values');
  switch (textAt(node, 'operator')) {
    case 'In':
    case 'NotIn':
      return values.length > 0 && values.every((value) => typeof value === 'string' && isLabelValue(value));
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0;
    case 'Gt':
    case 'Lt':
      return values.length === 1 && /^-?\d{1,18}$/.test(String(values[0]));
    default:
      return false;
  }
}

/** The name of a node is the only field there is. */
function isField(node: Node): boolean {
  if (!isRequirement(node) || textAt(node, 'key') !== 'metadata.name') return false;
  const [name, ...more] = listAt(node, 'values');
  const isOne = typeof name === 'string' && more.length === 0 && isDnsSubdomain(name);
  return isOne && ['In', 'NotIn'].includes(textAt(node, 'operator'));
}

function isRequirement(node: Node): node is YamlMap {
  if (!isMap(node)) return false;
  const { key: _, operator: __, values = [], ...others } = node;
  return isEmpty(others) && isList(values);
}

function isEmpty(map: YamlMap): boolean {
  return Object.keys(map).length === 0;
}
