/**
 * JSON on lines of bounded length: an entry a line, and what is longer is spread over more of them. Forgejo's runner
 * fails a job when a line of the file of outputs exceeds 64 KiB, after the push, and drops every output.
 * @param value Of strings that are shorter than the bound; JSON.
 */
export function jsonLines(value: readonly unknown[], mostBytes = 32 * 1024): string {
  if (value.length === 0) return '[]';
  return `[\n${value.map((entry) => spread(entry, mostBytes)).join(',\n')}\n]`;
}

function spread(value: unknown, mostBytes: number): string {
  const text = JSON.stringify(value);
  // For the comma behind it and the key in front.
  if (Buffer.byteLength(text) + 200 <= mostBytes || typeof value !== 'object' || value === null) return text;
  if (Array.isArray(value)) return `[\n${value.map((entry) => spread(entry, mostBytes)).join(',\n')}\n]`;
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${spread(field, mostBytes)}`);
  return `{\n${fields.join(',\n')}\n}`;
}
