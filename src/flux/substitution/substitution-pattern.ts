/** One part of a shell pattern: any run of characters, or a test of a single one. */
type Term = 'any run' | ((character: string) => boolean);

/**
 * Parses the patterns of fluxcd/pkg, envsubst/path/match.go: `*` (also over a slash), `?`, `[a-z]`, `[^a-z]`, `\` before
 * a character that stands for itself.
 * @returns `undefined` for a malformed pattern, which matches nothing.
 */
export function parsePattern(pattern: string): Term[] | undefined {
  const characters = [...pattern];
  const terms: Term[] = [];
  for (let at = 0; at < characters.length; ) {
    const parsed = parseTerm(characters, at);
    if (!parsed) return undefined;
    terms.push(parsed.term);
    at = parsed.after;
  }
  return terms;
}

interface ParsedTerm {
  term: Term;
  after: number;
}

function parseTerm(characters: string[], at: number): ParsedTerm | undefined {
  const character = characters[at];
  if (character === '*') return { term: 'any run', after: at + 1 };
  if (character === '?') return { term: () => true, after: at + 1 };
  if (character === '[') return parseSet(characters, at + 1);
  const index = character === '\\' ? at + 1 : at;
  const literal = characters[index];
  return literal === undefined ? undefined : { term: (other) => other === literal, after: index + 1 };
}

interface Range {
  low: number;
  high: number;
}

/** A set whose `[` stands before `start`. */
function parseSet(characters: string[], start: number): ParsedTerm | undefined {
  const negated = characters[start] === '^';
  const ranges: Range[] = [];
  let at = negated ? start + 1 : start;
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = setCharacter(characters, at);
    const high = low && characters[low.after] === '-' ? setCharacter(characters, low.after + 1) : low;
    if (!low || !high) return undefined;
    ranges.push({ low: low.code, high: high.code });
    at = high.after;
  }
  const isIn = (code: number) => ranges.some(({ low, high }) => low <= code && code <= high);
  return { term: (character) => isIn(character.codePointAt(0) ?? 0) !== negated, after: at + 1 };
}

function setCharacter(characters: string[], at: number): { code: number; after: number } | undefined {
  if (characters[at] === '-' || characters[at] === ']') return undefined;
  const index = characters[at] === '\\' ? at + 1 : at;
  const code = characters[index]?.codePointAt(0);
  return code === undefined ? undefined : { code, after: index + 1 };
}

/**
 * The length of the shortest or longest start, of at least one character, that the whole pattern matches; else 0.
 * Follows all ways to match at once, so that no pattern takes longer than its length times that of the text.
 *
 * Flux tries the bytes of a character one by one, too, and breaks characters beyond ASCII that `?` and `*` meet;
 * here they stay whole.
 */
export function matchedPrefix(terms: Term[], characters: string[], extent: 'shortest' | 'longest'): number {
  let matched = 0;
  let reached = withRuns(terms, [0]);
  for (const [index, character] of characters.entries()) {
    reached = withRuns(terms, step(terms, reached, character));
    if (reached.length === 0) break;
    if (reached.at(-1) !== terms.length) continue;
    matched = index + 1;
    if (extent === 'shortest') break;
  }
  return matched;
}

/** The positions in the pattern after one more character, in ascending order. */
function step(terms: Term[], reached: number[], character: string): number[] {
  const next: number[] = [];
  for (const position of reached) {
    const term = terms[position];
    if (term === 'any run') next.push(position);
    else if (term?.(character)) next.push(position + 1);
  }
  return next;
}

/** Adds the positions behind runs, which may be empty; keeps the order and no position twice. */
function withRuns(terms: Term[], positions: number[]): number[] {
  const result: number[] = [];
  for (const position of positions) {
    let at = position;
    while (at > (result.at(-1) ?? -1)) {
      result.push(at);
      if (terms[at] === 'any run') at++;
    }
  }
  return result;
}
