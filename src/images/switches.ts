import { textAt } from '../json.js';
import type { MapValues } from './rules/map-values.js';
import { wordsOf } from './rules/words.js';
import { isFalse, isList, isMap, isTrue, type Node, type YamlMap } from './yaml.js';

/**
 * A part that says of itself that it is not deployed: `install` and `deploy` as charts of charts and the resources made
 * of their values have it (gitlab-org/charts/gitlab, values.yaml), `managementState` as operators of OpenShift
 * (openshift/api, operator/v1/types.go).
 */
export function isSwitchedOff(map: YamlMap): boolean {
  return (
    switchesOn.some((name) => isText(map[name], isFalse)) ||
    switchesOff.some((name) => isText(map[name], isTrue)) ||
    map.managementState === 'Removed'
  );
}

const switchesOn = ['enabled', 'enable', 'install', 'installed', 'deploy', 'deployed'] as const;
const switchesOff = ['disabled', 'disable'] as const;

function isText(node: Node | undefined, test: (text: string) => boolean): boolean {
  return typeof node === 'string' && test(node);
}

/** A cheap test whether a map has any switch but its own. */
export function hasSwitches(map: YamlMap): boolean {
  return Object.keys(map).some((key) => {
    const node = map[key];
    return switchName.test(key) || (isList(node) && node.some((item) => switchName.test(nameOf(item))));
  });
}

function nameOf(item: Node): string {
  if (typeof item === 'string') return item;
  return isMap(item) ? textAt(item, 'name') : '';
}

/** The names of parts that a map switches off beside them, as words: `metrics` for `enableMetrics: false`. */
export function partsSwitchedOff({ keyed, listed, commands }: MapValues): ReadonlySet<string> {
  const switches = [keyed, ...listed, commands].flat().flatMap(({ name, value }) => readSwitch(name, value) ?? []);
  const off = new Set(switches.flatMap(({ part, isOn }) => (isOn ? [] : part)));
  // Two switches that contradict each other say nothing.
  for (const { part, isOn } of switches) if (isOn) off.delete(part);
  return off;
}

/** `X_ENABLED=false` and `disableX: true` alike; a name with more than one such word may mean anything. */
function readSwitch(name: string, value: string): { part: string; isOn: boolean } | undefined {
  if (!switchName.test(name)) return undefined;
  const words = wordsOf(name);
  const part = words.filter((word) => !switchWords.has(word));
  const isSwitch = part.length > 0 && part.length === words.length - 1 && (isTrue(value) || isFalse(value));
  return isSwitch ? { part: part.join(' '), isOn: isTrue(value) !== /disable/i.test(name) } : undefined;
}

const switchName = /enable|disable/i;
const switchWords = new Set(['enable', 'enabled', 'disable', 'disabled']);

/** Words that make a part's name the name of its image, or of a piece of it. */
const imageWords =
  /^(?:images?|(?:image )?(?:image|tag|version|digest|registry|repository|repo|name|ref|reference|pull spec))$/;

/** A key that is a part switched off or its image: `metrics`, `metricsImage`, not `metricsProxyImage`. */
export function belongsTo(parts: ReadonlySet<string>, name: string): boolean {
  if (parts.size === 0) return false;
  const words = wordsOf(name).join(' ');
  for (const part of parts) {
    if (words === part) return true;
    if (words.startsWith(`${part} `) && imageWords.test(words.slice(part.length + 1))) return true;
  }
  return false;
}
