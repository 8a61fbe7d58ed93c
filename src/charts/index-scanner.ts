/** A piece of a text: from `start` up to, and without, `end`. */
export interface Extent {
  start: number;
  end: number;
}

/** The text is in no style that is read by cutting; a parser may know better. */
export class UnreadableStyle extends Error {
  override readonly name = 'UnreadableStyle';
}

/**
 * Finds the pieces of maps and lists in flow style, which JSON is too, without building anything of them: a parser takes
 * gigabytes for an index that a hostile server sends in this style. It knows what decides where a piece ends: brackets,
 * quotes and comments. Every function walks the text once.
 */
export class FlowScanner {
  constructor(private readonly text: string) {}

  /** The fields of the map that begins at `start`, as pairs of key and value. */
  *fields(start: number): Generator<{ key: string; value: Extent }> {
    let at = this.open(start, '{');
    while (this.text[at] !== '}') {
      const key = this.value(at);
      const colon = this.blank(key.end);
      if (this.text[colon] !== ':') throw new UnreadableStyle();
      const value = this.value(this.blank(colon + 1));
      yield { key: this.text.slice(key.start, key.end), value };
      at = this.separator(value.end, '}');
    }
  }

  /** The items of the list that begins at `start`. */
  *items(start: number): Generator<Extent> {
    let at = this.open(start, '[');
    while (this.text[at] !== ']') {
      const item = this.value(at);
      yield item;
      at = this.separator(item.end, ']');
    }
  }

  /** The first place from `at` that holds neither blanks nor a comment. */
  blank(at: number): number {
    let next = at;
    for (;;) {
      while (isBlank(this.text.charCodeAt(next))) next += 1;
      if (this.text[next] !== '#') return next;
      next = endOfLine(this.text, next);
    }
  }

  private open(start: number, bracket: string): number {
    if (this.text[start] !== bracket) throw new UnreadableStyle();
    return this.blank(start + 1);
  }

  private separator(end: number, close: string): number {
    const at = this.blank(end);
    if (this.text[at] === close) return at;
    if (this.text[at] !== ',') throw new UnreadableStyle();
    return this.blank(at + 1);
  }

  private value(start: number): Extent {
    const sign = this.text[start];
    if (sign === undefined) throw new UnreadableStyle();
    if (sign === '{' || sign === '[') return { start, end: this.afterBrackets(start) };
    if (sign === '"' || sign === "'") return { start, end: this.afterQuote(start) };
    return { start, end: this.afterPlain(start) };
  }

  private afterBrackets(start: number): number {
    let depth = 0;
    for (let at = start; at < this.text.length; ) {
      const sign = this.text[at];
      if (sign === '{' || sign === '[') depth += 1;
      else if (sign === '}' || sign === ']') depth -= 1;
      if (depth === 0) return at + 1;
      at = this.nextToken(at);
    }
    throw new UnreadableStyle();
  }

  /** The token behind the one that begins at `at`; a scalar is one token. */
  private nextToken(at: number): number {
    const sign = this.text[at] ?? '';
    if ('{}[],:'.includes(sign)) return this.blank(at + 1);
    return this.blank(sign === '"' || sign === "'" ? this.afterQuote(at) : this.afterPlain(at));
  }

  private afterQuote(start: number): number {
    const quote = this.text[start] ?? '';
    for (let at = this.text.indexOf(quote, start + 1); at !== -1; at = this.text.indexOf(quote, at + 1)) {
      if (quote === "'" && this.text[at + 1] === "'") at += 1;
      else if (quote === "'" || !isEscaped(this.text, at, start)) return at + 1;
    }
    throw new UnreadableStyle();
  }

  /** A plain scalar ends before a sign of the structure, a colon that ends a key, or a comment. */
  private afterPlain(start: number): number {
    let end = start;
    for (let at = start; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (endsPlain(code) || (code === colonCode && endsKey(this.text.charCodeAt(at + 1)))) break;
      if (code === hashCode && isBlank(this.text.charCodeAt(at - 1))) break;
      if (!isBlank(code)) end = at + 1;
    }
    // Empty, as between two commas: a token that is none would be read for ever.
    if (end === start) throw new UnreadableStyle();
    return end;
  }
}

const colonCode = 0x3a;
const hashCode = 0x23;

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** `,`, brackets or the end of the text. */
function endsPlain(code: number): boolean {
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d || Number.isNaN(code);
}

function endsKey(code: number): boolean {
  return isBlank(code) || endsPlain(code);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number, start: number): boolean {
  let first = at;
  while (first > start && text[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}
