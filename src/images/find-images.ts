import type { KubernetesObject } from './kubernetes-object.js';
import { child, type Path } from './path.js';
import { podOf } from './pods.js';
import type { Finding, Rule } from './rules/rule.js';
import { isList, isMap, type Node, type YamlMap } from './yaml.js';

export interface RuledFinding extends Finding {
  rule: Rule;
}

/** Brings every map of an object before every rule. */
export function findImages(object: KubernetesObject, rules: readonly Rule[]): RuledFinding[] {
  const findings: RuledFinding[] = [];
  const pod = podOf(object)?.spec;
  // An alias is one node in many places. It is visited once, so that aliases of aliases take no exponential time.
  const visited = new Set<Node>();

  const visitMap = (map: YamlMap, path: Path | undefined) => {
    const site = { object, path, isPod: map === pod };
    for (const rule of rules) for (const finding of rule.find(map, site)) findings.push({ ...finding, rule });
    for (const key of Object.keys(map)) visit(map[key], child(path, key));
  };
  const visit = (node: Node | undefined, path: Path | undefined) => {
    if (typeof node !== 'object' || visited.has(node)) return;
    visited.add(node);
    if (isList(node))
      node.forEach((item, index) => {
        visit(item, child(path, index));
      });
    else if (isMap(node)) visitMap(node, path);
  };
  visit(object.content, undefined);
  return findings;
}
