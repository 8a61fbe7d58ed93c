import { withoutDescriptions } from './annotations.js';
import { mayBeDocument, readEmbedded } from './embedded.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { child, formatPath, nearestKey, type Path } from './path.js';
import { podOf } from './pods.js';
import { isCommandKey } from './rules/command-words.js';
import { MapValues } from './rules/map-values.js';
import { isForWindows } from './rules/pinned.js';
import type { Finding, Rule, Site } from './rules/rule.js';
import { isOtherPart } from './rules/words.js';
import { belongsTo, hasSwitches, isSwitchedOff, partsSwitchedOff } from './switches.js';
import { demandsWindows } from './windows.js';
import { isMap, type Node, type YamlMap } from './yaml.js';

export interface RuledFinding extends Finding {
  rule: Rule;
}

export interface FoundImages {
  findings: RuledFinding[];
  /** Parts and values that are for Windows nodes, and so were left out. */
  windows: (Path | undefined)[];
}

/** Why a part or a value is left out before any rule may take it. */
export type LeftOut = 'switched off' | 'for Windows' | 'not run here';

/**
 * Brings every map of an object, and of the documents inside its texts, before every rule.
 * @param leaveOut Is told of what is left out, for whoever asks.
 */
export function findImages(
  object: KubernetesObject,
  rules: readonly Rule[],
  leaveOut: (path: Path | undefined, why: LeftOut) => void = () => {},
): FoundImages {
  return new Walk(object, rules, leaveOut).run();
}

/** A manifest in a ConfigMap may itself hold a ConfigMap, and that one more manifest; nothing goes deeper. */
const maximumEmbedding = 4;
/** An alias is one node in many places; under another name it may mean something else. */
const maximumNames = 4;

interface Position {
  path: Path | undefined;
  enclosing: readonly YamlMap[];
  /** How many texts the position is inside of. */
  embedding: number;
}

class Walk {
  readonly #found: FoundImages = { findings: [], windows: [] };
  /** The rule that found something at a place: it is not asked what the later ones make of it. */
  readonly #foundAt = new Map<string, Rule>();
  readonly #visited = new Set<Node>();
  /** The names under which nodes were visited again: bounded, so that aliases of aliases take no exponential time. */
  readonly #aliases = new Map<Node, Set<string>>();
  readonly #pod: YamlMap | undefined;

  constructor(
    private readonly object: KubernetesObject,
    private readonly rules: readonly Rule[],
    private readonly leaveOut: (path: Path | undefined, why: LeftOut) => void,
  ) {
    this.#pod = podOf(object)?.spec;
  }

  run(): FoundImages {
    this.#visit(this.object.content, { path: undefined, enclosing: [], embedding: 0 });
    return this.#found;
  }

  #visit(node: Node | undefined, at: Position): void {
    if (typeof node === 'string') this.#visitText(node, at);
    if (typeof node !== 'object' || !this.#isNew(node, at.path)) return;
    if (isMap(node)) this.#visitMap(node, at);
    else for (const [index, item] of node.entries()) this.#visit(item, { ...at, path: child(at.path, index) });
  }

  #isNew(node: Node, path: Path | undefined): boolean {
    if (!this.#visited.has(node)) {
      this.#visited.add(node);
      return true;
    }
    const names = this.#aliases.get(node) ?? new Set();
    const name = nearestKey(path);
    if (names.size >= maximumNames || names.has(name)) return false;
    this.#aliases.set(node, names.add(name));
    return true;
  }

  #visitMap(written: YamlMap, at: Position): void {
    const map = withoutDescriptions(written, at.path);
    if (this.#isLeftOut(map, at)) return;
    const { path, enclosing: around } = at;
    const values = new MapValues(map, path);
    const site = { object: this.object, path, values, isPod: map === this.#pod, enclosing: around };
    const switchedOff = hasSwitches(map) ? partsSwitchedOff(values) : nothing;
    for (const rule of this.rules) this.#apply(rule, map, site, switchedOff);
    const enclosing = [...at.enclosing, map];
    for (const key of Object.keys(map)) {
      if (path === undefined && notRun.has(key)) continue;
      const node = map[key];
      if (typeof node === 'string' && !mayBeDocument(key, node)) continue;
      if (belongsTo(switchedOff, key)) {
        this.leaveOut(child(path, key), 'switched off');
        continue;
      }
      if (this.#isOther(key, node, path)) continue;
      this.#visit(node, { ...at, path: child(path, key), enclosing });
    }
  }

  /** A part whose key says that its images are not run here; for Windows that is said, if it seems to have any. */
  #isOther(key: string, node: Node | undefined, path: Path | undefined): boolean {
    if (typeof node !== 'object' || !isOtherPart(key)) return false;
    this.leaveOut(child(path, key), 'not run here');
    if (/win/i.test(key) && isMap(node) && Object.keys(node).some((name) => /image|repo|containers/i.test(name))) {
      this.#found.windows.push(child(path, key));
    }
    return true;
  }

  #isLeftOut(map: YamlMap, { path, enclosing }: Position): boolean {
    if (path === undefined) return false;
    // The entries of a ConfigMap or Secret stand side by side: `enabled` is one of them, and no switch for the others.
    const isData = enclosing.length === 1 && (path.key === 'data' || path.key === 'stringData');
    if (!isData && isSwitchedOff(map)) {
      this.leaveOut(path, 'switched off');
      return true;
    }
    if (!demandsWindows(map)) return false;
    this.leaveOut(path, 'for Windows');
    this.#found.windows.push(path);
    return true;
  }

  #apply(rule: Rule, map: YamlMap, site: Site, switchedOff: ReadonlySet<string>): void {
    for (const finding of rule.find(map, site)) {
      const place = formatPath(finding.path);
      if ((this.#foundAt.get(place) ?? rule) !== rule) continue;
      this.#foundAt.set(place, rule);
      if (belongsTo(switchedOff, finding.name ?? '')) {
        this.leaveOut(finding.path, 'switched off');
        continue;
      }
      // A pod that may run on Linux is pulled there, whatever its image is called.
      if (rule.confidence !== 'certain' && isForWindows(finding.text)) {
        this.leaveOut(finding.path, 'for Windows');
        this.#found.windows.push(finding.path);
      } else {
        this.#found.findings.push({ ...finding, rule });
      }
    }
  }

  #visitText(text: string, { path, embedding }: Position): void {
    if (path === undefined || embedding === maximumEmbedding || !mayBeDocument(path.key, text)) return;
    const document = documentOf(text, path);
    // A text whose images were found is no document.
    if (document === undefined || this.#foundAt.has(formatPath(path))) return;
    for (const node of readEmbedded(document)) this.#visit(node, { path, enclosing: [], embedding: embedding + 1 });
  }
}

/** A command line is read word by word; only a word that is JSON, or a flag's value that is, is a document. */
function documentOf(text: string, path: Path): string | undefined {
  if (!isCommandKey(path.key) && !isCommandKey(path.parent?.key ?? '')) return text;
  return /^(?:-{0,2}[\w.-]+=)?([{[].*)$/s.exec(text)?.[1];
}

const nothing: ReadonlySet<string> = new Set();

/** Labels and annotations of the object itself only describe it, and its status tells what once was. */
const notRun: ReadonlySet<string> = new Set(['metadata', 'status']);
