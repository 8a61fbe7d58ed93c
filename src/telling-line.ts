/** Beyond it nobody reads on; the whole words stand in the log. */
const mostCharacters = 400;

/**
 * The first words of a tool that tell what is wrong, on one line: for the place where only one line is seen.
 * @param words of helm, kustomize or a parser; untrusted
 */
export function tellingLine(words: string): string | undefined {
  const lines = words.split('\n').map((line) => line.trimEnd());
  const error = lines.findIndex((line) => /^error: /i.test(line));
  const start = error < 0 ? lines.findIndex((line) => line !== '' && !isNoise(line)) : error;
  if (start < 0) return undefined;
  // Helm 4 goes on in indented lines.
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => !/^\s+\S/.test(line));
  const sentence = [lines[start] ?? '', ...after.slice(0, end < 0 ? after.length : end)].map((line) => line.trim());
  const text = sentence
    .join(' ')
    .replace(/^error: /i, '')
    .replace(/\.$/, '');
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text;
}

/** What tools say before they come to the point. */
function isNoise(line: string): boolean {
  return /^(?:#|WARNING|W\d{4}|level=|time=|walk\.go|Use --debug)/i.test(line);
}

export function withCause(message: string, words: string | undefined): string {
  const line = words === undefined ? undefined : tellingLine(words);
  return line === undefined ? message : `${message}: ${line}`;
}
