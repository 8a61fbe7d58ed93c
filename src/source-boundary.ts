import path from 'node:path';

/**
 * Is it the root of a source or something below it, outside of any `.git`? Flux's artifact has no `.git` either, and
 * `.git/config` holds the token of the checkout.
 * @param root absolute, without links
 * @param file absolute, with its links followed
 */
export function isInSource(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  const segments = relative.split(path.sep);
  // Some file systems do not tell upper case from lower.
  return segments[0] !== '..' && !path.isAbsolute(relative) && segments.every((name) => name.toLowerCase() !== '.git');
}
