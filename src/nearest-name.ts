import { editDistance } from './edit-distance.js';

/** A longer one is a stranger's, and no word that a person has misspelt. */
const longestName = 253;

/** The name that the fewest changes lead to, of those that two changes and a third of its letters lead to. */
export function nearestName(key: string, names: readonly string[]): string | undefined {
  if (key.length > longestName) return undefined;
  const most = Math.min(2, Math.floor(key.length / 3));
  const [best] = names
    .filter((name) => Math.abs(name.length - key.length) <= most)
    .map((name) => ({ name, changes: editDistance(key, name) }))
    .filter(({ changes }) => changes <= most)
    .sort((a, b) => a.changes - b.changes);
  return best?.name;
}
