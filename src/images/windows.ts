import { textAt } from '../json.js';
import { isList, isMap, listAt, mapAt, type Node, type YamlMap } from './yaml.js';

/** Where parts of manifests and of the configurations of runners and agents choose their nodes. */
const selectorKeys = ['nodeSelector', 'node_selector', 'node-selector'] as const;

/** The part can only run on Windows nodes, and its images cannot be pulled on Linux. */
export function demandsWindows(map: YamlMap): boolean {
  return (
    namesWindows(map.os) ||
    namesWindows(map.platform) ||
    (typeof map.executor === 'string' && /\bwindows$/i.test(map.executor)) ||
    selectorKeys.some((key) => selects(map[key])) ||
    requires(map)
  );
}

/** `os: windows`, `os: {name: windows}`, `platform: windows/amd64`, `platform: {os: windows}`. */
function namesWindows(node: Node | undefined): boolean {
  if (typeof node === 'string') return /^windows(?:\/\w+)?$/i.test(node);
  return isMap(node) && (isWindows(node.name) || isWindows(node.os));
}

function isWindows(value: Node | undefined): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'windows';
}

const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** A map of labels, or a text of them as Jenkins has it: `kubernetes.io/os=windows`. */
function selects(node: Node | undefined): boolean {
  if (typeof node === 'string')
    return /(?:^|[\s,])(?:beta\.)?kubernetes\.io\/os\s*[=:]\s*windows(?:$|[\s,])/i.test(node);
  return (
    isMap(node) && (osLabels.some((label) => isWindows(node[label])) || 'node.kubernetes.io/windows-build' in node)
  );
}

function requires(map: YamlMap): boolean {
  if (map.affinity === undefined && map.nodeAffinity === undefined) return false;
  const affinity = mapAt(map, 'affinity', 'nodeAffinity') ?? mapAt(map, 'nodeAffinity');
  const terms = listAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  return terms.length > 0 && terms.every((term) => listAt(term, 'matchExpressions').some(selectsWindows));
}

function selectsWindows(expression: Node): boolean {
  if (!isMap(expression) || !isList(expression.values)) return false;
  if (!osLabels.includes(textAt(expression, 'key'))) return false;
  const operator = textAt(expression, 'operator');
  if (operator === 'In') return expression.values.length > 0 && expression.values.every(isWindows);
  // The kubelet sets the label on every node, and there is no third system.
  return operator === 'NotIn' && expression.values.includes('linux') && !expression.values.some(isWindows);
}
