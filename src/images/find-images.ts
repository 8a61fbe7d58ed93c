import { embeddedDocuments } from './embedded.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { child, type Path } from './path.js';
import { podOf } from './pods.js';
import type { Finding, Rule } from './rules/rule.js';
import { isList, isMap, type Node, textAt, type YamlMap } from './yaml.js';

export interface RuledFinding extends Finding {
  rule: Rule;
}

/** A manifest in a ConfigMap may itself hold a ConfigMap; nothing goes deeper. */
const maximumEmbedding = 2;

/** Brings every map of an object, and of the documents inside its texts, before every rule. */
export function findImages(object: KubernetesObject, rules: readonly Rule[]): RuledFinding[] {
  const findings: RuledFinding[] = [];
  const pod = podOf(object)?.spec;
  // An alias is one node in many places. It is visited once, so that aliases of aliases take no exponential time.
  const visited = new Set<Node>();

  const visit = (node: Node | undefined, path: Path | undefined, embedding: number): void => {
    if (typeof node === 'string') visitText(node, path, embedding);
    if (typeof node !== 'object' || visited.has(node)) return;
    visited.add(node);
    if (isList(node))
      node.forEach((item, index) => {
        visit(item, child(path, index), embedding);
      });
    else if (isMap(node)) visitMap(node, path, embedding);
  };
  const visitMap = (map: YamlMap, path: Path | undefined, embedding: number): void => {
    if (path !== undefined && isSwitchedOff(map)) return;
    const site = { object, path, isPod: map === pod };
    for (const rule of rules) for (const finding of rule.find(map, site)) findings.push({ ...finding, rule });
    for (const key of Object.keys(map)) {
      // Labels and annotations of the object itself describe it.
      if (path !== undefined || key !== 'metadata') visit(map[key], child(path, key), embedding);
    }
  };
  const visitText = (text: string, path: Path | undefined, embedding: number): void => {
    if (path === undefined || embedding === maximumEmbedding) return;
    for (const document of embeddedDocuments(path.key, text)) visit(document, path, embedding + 1);
  };
  visit(object.content, undefined, 0);
  return findings;
}

/** A part that says of itself that it is not deployed. */
function isSwitchedOff(map: YamlMap): boolean {
  return textAt(map, 'enabled') === 'false' || textAt(map, 'enable') === 'false' || textAt(map, 'disabled') === 'true';
}
