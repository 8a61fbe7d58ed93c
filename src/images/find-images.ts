import { mayBeDocument, readEmbedded } from './embedded.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { child, formatPath, type Path } from './path.js';
import { podOf } from './pods.js';
import { isCommandKey } from './rules/command-words.js';
import type { Finding, Rule } from './rules/rule.js';
import { isMap, type Node, textAt, type YamlMap } from './yaml.js';

export interface RuledFinding extends Finding {
  rule: Rule;
}

/** Brings every map of an object, and of the documents inside its texts, before every rule. */
export function findImages(object: KubernetesObject, rules: readonly Rule[]): RuledFinding[] {
  return new Walk(object, rules).run();
}

/** A manifest in a ConfigMap may itself hold a ConfigMap; nothing goes deeper. */
const maximumEmbedding = 2;

interface Position {
  path: Path | undefined;
  enclosing: readonly YamlMap[];
  /** How many texts the position is inside of. */
  embedding: number;
}

class Walk {
  readonly #findings: RuledFinding[] = [];
  readonly #foundAt = new Set<string>();
  /** An alias is one node in many places: visited once, aliases of aliases take no exponential time. */
  readonly #visited = new Set<Node>();
  readonly #pod: YamlMap | undefined;

  constructor(
    private readonly object: KubernetesObject,
    private readonly rules: readonly Rule[],
  ) {
    this.#pod = podOf(object)?.spec;
  }

  run(): RuledFinding[] {
    this.#visit(this.object.content, { path: undefined, enclosing: [], embedding: 0 });
    return this.#findings;
  }

  #visit(node: Node | undefined, at: Position): void {
    if (typeof node === 'string') this.#visitText(node, at);
    if (typeof node !== 'object' || this.#visited.has(node)) return;
    this.#visited.add(node);
    if (isMap(node)) this.#visitMap(node, at);
    else for (const [index, item] of node.entries()) this.#visit(item, { ...at, path: child(at.path, index) });
  }

  #visitMap(map: YamlMap, at: Position): void {
    const isRoot = at.path === undefined;
    if (!isRoot && isSwitchedOff(map)) return;
    for (const rule of this.rules) this.#apply(rule, map, at);
    const enclosing = [...at.enclosing, map];
    for (const key of Object.keys(map)) {
      // Labels and annotations of the object itself only describe it.
      if (isRoot && key === 'metadata') continue;
      this.#visit(map[key], { ...at, path: child(at.path, key), enclosing });
    }
  }

  #apply(rule: Rule, map: YamlMap, { path, enclosing }: Position): void {
    for (const finding of rule.find(map, { object: this.object, path, isPod: map === this.#pod, enclosing })) {
      this.#findings.push({ ...finding, rule });
      this.#foundAt.add(formatPath(finding.path));
    }
  }

  #visitText(text: string, { path, embedding }: Position): void {
    if (path === undefined || embedding === maximumEmbedding || !mayBeDocument(path.key, text)) return;
    // A command line is read word by word, and a text whose images were found is no document.
    if (isCommandKey(path.key) || isCommandKey(path.parent?.key ?? '') || this.#foundAt.has(formatPath(path))) return;
    for (const document of readEmbedded(text)) this.#visit(document, { path, enclosing: [], embedding: embedding + 1 });
  }
}

/** A part that says of itself that it is not deployed. */
function isSwitchedOff(map: YamlMap): boolean {
  return textAt(map, 'enabled') === 'false' || textAt(map, 'enable') === 'false' || textAt(map, 'disabled') === 'true';
}
