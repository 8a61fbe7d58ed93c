import { textAt } from '../json.js';
import { isLabelValue } from '../kubernetes-names.js';
import type { Pod } from './pods.js';
import { isMap, listAt, mapAt, type Node, type YamlMap } from './yaml.js';

/** The part of a pod's affinity without which no node takes it. */
export function requiredNodeAffinity({ spec }: Pod): YamlMap | undefined {
  return mapAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
}

/** A node must match one of them. */
function nodeSelectorTerms(pod: Pod): Node[] {
  return listAt(requiredNodeAffinity(pod), 'nodeSelectorTerms');
}

const architectureLabels = ['kubernetes.io/arch', 'beta.kubernetes.io/arch'];

/** The architectures, one of which a node must have; `undefined` when the pod does not say, or says none that can be. */
export function architecturesOf(pod: Pod): string[] | undefined {
  const selector = mapAt(pod.spec, 'nodeSelector') ?? {};
  const selected = architectureLabels.map((label) => textAt(selector, label)).find((value) => value !== '');
  const sets = [selected === undefined ? undefined : [selected], affineArchitectures(pod)];
  const found = intersection(sets)?.filter(isLabelValue);
  return found && found.length > 0 ? found : undefined;
}

/** Terms are alternatives: if one of them leaves the architecture open, it is open. */
function affineArchitectures(pod: Pod): string[] | undefined {
  const terms = nodeSelectorTerms(pod).map((term) =>
    intersection(listAt(term, 'matchExpressions').map(selectedArchitectures)),
  );
  return terms.length === 0 || terms.includes(undefined) ? undefined : terms.flatMap((term) => term ?? []);
}

function selectedArchitectures(expression: Node): string[] | undefined {
  const { key, operator, values } = (isMap(expression) ? expression : {}) as Partial<YamlMap>;
  if (!architectureLabels.includes(String(key)) || operator !== 'In' || !Array.isArray(values)) return undefined;
  return values.filter((value) => typeof value === 'string');
}

/** What all of the given sets hold; those that are not given demand nothing. */
function intersection(sets: readonly (string[] | undefined)[]): string[] | undefined {
  const given = sets.filter((set) => set !== undefined);
  return given.length === 0 ? undefined : given.reduce((left, right) => left.filter((item) => right.includes(item)));
}
