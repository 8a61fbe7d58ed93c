import type { Path } from '../path.js';
import { isCommandKey } from './command-words.js';
import { isDisk } from './disks.js';
import { isSelfEvident, pinnedReference } from './pinned.js';
import type { Finding, Rule } from './rule.js';
import { namesArtifact, namesOtherThing } from './words.js';

/**
 * A value that is a reference as a whole, with a registry and a tag or digest, wherever it stands: operators take
 * images under names that do not say so. Never in a Secret, where a value may be anything, and never an argument without
 * a flag, which is what a command works on.
 */
export const wholeValue: Rule = {
  name: 'whole-value',
  confidence: 'medium',
  find(_, { object, path, values }) {
    if (object.kind === 'Secret') return [];
    const words = values.commands.filter(({ isShell, name }) => !isShell && name.length > 1);
    const items = values.items.filter(({ name }) => !isCommandKey(name));
    const named = [...values.keyed, ...items, ...words];
    const found = named.flatMap(({ name, value, path }) => wholeReference(name, value, path));
    return found.length > 0 && isArtifact(path) ? [] : found;
  },
};

function wholeReference(name: string, value: string, path: Path): Finding[] {
  const text = pinnedReference(value);
  if (text === undefined || !isSelfEvident(text)) return [];
  // Grafana's operator takes a whole reference for a version (grafana/grafana-operator, api/v1beta1/grafana_types.go).
  const isOther = name !== 'version' && namesOtherThing(name);
  return namesArtifact(name) || isOther || isDisk(name, text) ? [] : [{ text, path, name }];
}

function isArtifact(path: Path | undefined): boolean {
  for (let at = path; at !== undefined; at = at.parent) {
    if (typeof at.key === 'string' && namesArtifact(at.key)) return true;
  }
  return false;
}
