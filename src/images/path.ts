/** The way from the root of an object to one of its fields; the root itself is `undefined`. A list, from the leaf up. */
export interface Path {
  parent: Path | undefined;
  key: string | number;
}

export function child(parent: Path | undefined, key: string | number): Path {
  return { parent, key };
}

export function descend(parent: Path | undefined, ...keys: readonly (string | number)[]): Path | undefined {
  return keys.reduce<Path | undefined>(child, parent);
}

/** `spec.containers[0].image`; a key that is no plain word is quoted: `data["config.yaml"]`. */
export function formatPath(path: Path | undefined): string {
  const parts: string[] = [];
  for (let at = path; at !== undefined; at = at.parent) parts.push(formatKey(at.key));
  return parts.reverse().join('').replace(/^\./, '');
}

function formatKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${quote(key)}]`;
}

/** On one line for every reader: YAML 1.1 also breaks lines at characters that JSON leaves as they are. */
function quote(key: string): string {
  return JSON.stringify(key).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The last key of a path that is a name; entries of a list are called as the list is. */
export function nearestKey(path: Path | undefined): string {
  for (let at = path; at !== undefined; at = at.parent) if (typeof at.key === 'string') return at.key;
  return '';
}
