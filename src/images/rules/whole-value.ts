import { child, type Path } from '../path.js';
import { isList } from '../yaml.js';
import { commandSettings, isCommandKey } from './command-words.js';
import { keyedValues, listedValues } from './named-values.js';
import { isQualified, pinnedReference } from './pinned.js';
import type { Finding, Rule } from './rule.js';
import { namesArtifact } from './words.js';

/**
 * A value that is a reference as a whole, with a registry and a tag or digest, wherever it stands: operators take
 * images under names that do not say so. Never in a Secret, where a value may be anything.
 */
export const wholeValue: Rule = {
  name: 'whole-value',
  confidence: 'medium',
  find(map, { object, path }) {
    if (object.kind === 'Secret') return [];
    const words = commandSettings(map, path).filter(({ isShell }) => !isShell);
    const named = [...keyedValues(map, path), ...listedValues(map, path).flat(), ...words];
    const found = [...named, ...listItems(map, path)].flatMap(({ name, value, path }) =>
      wholeReference(name, value, path),
    );
    return found.length > 0 && isArtifact(path) ? [] : found;
  },
};

function wholeReference(name: string, value: string, path: Path): Finding[] {
  const text = pinnedReference(value);
  return text === undefined || !isQualified(text) || namesArtifact(name) ? [] : [{ text, path }];
}

function isArtifact(path: Path | undefined): boolean {
  for (let at = path; at !== undefined; at = at.parent) {
    if (typeof at.key === 'string' && namesArtifact(at.key)) return true;
  }
  return false;
}

function listItems(map: Parameters<Rule['find']>[0], path: Path | undefined) {
  return Object.keys(map).flatMap((name) => {
    const list = map[name];
    if (!isList(list) || isCommandKey(name)) return [];
    return list.flatMap((value, index) =>
      typeof value === 'string' ? { name, value, path: child(child(path, name), index) } : [],
    );
  });
}
