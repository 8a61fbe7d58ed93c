/** Takes one character of a name; `*` takes any number of them. */
type Token = '*' | ((character: string) => boolean);

// In a class, Go wants `-` and `]` escaped where they stand for themselves.
const tokenPattern = /\*|\?|\[\^?(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+\]|\\.|[^\\[]/suy;
const rangePattern = /\\?(.)(?:-\\?(.))?/gsu;

/**
 * What Go's filepath.Match says of a name without slashes: `*`, `?`, `[a-z]`, `[^a-z]` and `\` before what is meant
 * literally; no braces, and a leading dot is like any character. A pattern that Go refuses matches nothing.
 */
export function compileFileMatch(pattern: string): (name: string) => boolean {
  const tokens = tokensOf(pattern);
  return tokens ? (name) => isMatch(tokens, [...name]) : () => false;
}

function tokensOf(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  for (let position = 0; position < pattern.length; position = tokenPattern.lastIndex) {
    const text = tokenPattern.exec(pattern)?.[0];
    if (text === undefined) return undefined;
    tokens.push(tokenOf(text));
  }
  return tokens;
}

function tokenOf(text: string): Token {
  if (text === '*') return '*';
  if (text === '?') return () => true;
  if (text.startsWith('[')) return characterClass(text.slice(1, -1));
  const literal = text.startsWith('\\') ? text.slice(1) : text;
  return (character) => character === literal;
}

function characterClass(content: string): Token {
  const isNegated = content.startsWith('^');
  const ranges = [...content.slice(isNegated ? 1 : 0).matchAll(rangePattern)].map(([, low = '', high = low]) => [
    codeOf(low),
    codeOf(high),
  ]);
  return (character) => {
    const code = codeOf(character);
    return ranges.some(([low = 0, high = 0]) => low <= code && code <= high) !== isNegated;
  };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Goes back to the last `*` alone, so that the time is at most the product of both lengths. */
function isMatch(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0;
  let retry: { token: number; position: number } | undefined;
  for (let position = 0; position < name.length || token < tokens.length; ) {
    const current = tokens[token];
    const character = name[position];
    if (current === '*') {
      retry = { token: ++token, position };
    } else if (current !== undefined && character !== undefined && current(character)) {
      token++;
      position++;
    } else if (retry !== undefined && retry.position < name.length) {
      position = ++retry.position;
      token = retry.token;
    } else {
      return false;
    }
  }
  return true;
}
