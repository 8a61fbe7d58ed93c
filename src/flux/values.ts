import type { JsonObject } from './release.js';
export function composeValues(
  _references: JsonObject[],
  inline: JsonObject,
  _lookup: (kind: 'ConfigMap' | 'Secret', name: string) => JsonObject | undefined,
): { values: JsonObject; problems: { severity: 'error' | 'warning'; message: string }[] } {
  return { values: inline, problems: [] };
}
