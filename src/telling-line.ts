/** Beyond it nobody reads on; the whole words stand in the log. */
const mostCharacters = 400;

/**
 * The first line of a tool's words that tells what is wrong: for the place where only one line is seen.
 * @param words of helm, kustomize or a parser; untrusted
 */
export function tellingLine(words: string): string | undefined {
  const lines = words.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /^error: /i.test(one)) ?? lines.find((one) => one !== '' && !isNoise(one));
  const text = line?.replace(/^error: /i, '').replace(/\.$/, '');
  return text && text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text || undefined;
}

/** What tools say before they come to the point. */
function isNoise(line: string): boolean {
  return /^(?:#|WARNING|W\d{4}|level=|time=|walk\.go|Use --debug)/i.test(line);
}

export function withCause(message: string, words: string | undefined): string {
  const line = words === undefined ? undefined : tellingLine(words);
  return line === undefined ? message : `${message}: ${line}`;
}
