import type { Path } from '../path.js';
import { commandSettings, isCommandKey } from './command-words.js';
import { keyedValues, listedValues, listItems } from './named-values.js';
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
    const items = listItems(map, path).filter(({ name }) => !isCommandKey(name));
    const named = [...keyedValues(map, path), ...items, ...listedValues(map, path).flat(), ...words];
    const found = named.flatMap(({ name, value, path }) => wholeReference(name, value, path));
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
