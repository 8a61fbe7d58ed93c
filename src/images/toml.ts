import { parse } from 'smol-toml';
import type { Node, YamlMap } from './yaml.js';

/** No table of a configuration is nested that deep. */
const maximumDepth = 50;

/** A TOML document with texts for values as in `yaml.ts`; `undefined` for what is no TOML, or says nothing. */
export function readToml(text: string): YamlMap | undefined {
  if (!/^[ \t]*(?:\[|["'\w.-]+[ \t]*=)/m.test(text)) return undefined;
  try {
    const table = textsOf(parse(withFractionsAsTexts(text), { maxDepth: maximumDepth }), 0) as YamlMap;
    return Object.keys(table).length === 0 ? undefined : table;
  } catch {
    return undefined;
  }
}

/** A version without quotes would lose its last zero as a number: `1.10`. */
function withFractionsAsTexts(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*|(=[ \t]*)(\d+\.\d+)(?![\w.:-])/g, (piece, assign, number) =>
    number === undefined ? piece : `${assign}"${number}"`,
  );
}

function textsOf(value: unknown, depth: number): Node {
  if (depth > maximumDepth) return '';
  if (Array.isArray(value)) return value.map((item) => textsOf(item, depth + 1));
  if (typeof value !== 'object' || value === null || value instanceof Date) return String(value);
  const map = Object.create(null) as YamlMap;
  for (const [key, item] of Object.entries(value)) map[key] = textsOf(item, depth + 1);
  return map;
}
