/**
 * This process's variables for a program that it starts. The runner passes inputs (`INPUT_TOKEN`) and its own tokens as
 * variables: they are secrets that neither git with its hooks nor any other program needs.
 */
export function childEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(?:INPUT|ACTIONS)_/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
