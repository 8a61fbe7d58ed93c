import { setImmediate as nextTurn } from 'node:timers/promises';

/** The text is in no style that is read by cutting; a parser may know better. */
export class UnreadableStyle extends Error {
  override readonly name = 'UnreadableStyle';
}

/** A value of a map or a list in flow style. */
export interface FlowValue {
  start: number;
  /** The place behind it. */
  end(): Promise<number>;
}

/**
 * Finds the pieces of maps and lists in flow style, which JSON is too, without building anything of them: a parser takes
 * gigabytes for an index that a hostile server sends in this style. It knows what decides where a piece ends: brackets,
 * quotes and comments. It makes way for other work while it walks over what is long.
 */
export class FlowScanner {
  constructor(private readonly text: string) {}

  /** The fields of the map that begins at `start`. */
  async *fields(start: number): AsyncGenerator<{ key: string; value: FlowValue }> {
    let at = this.open(start, '{');
    while (this.text[at] !== '}') {
      const end = await this.after(at);
      const colon = this.blank(end);
      if (this.text[colon] !== ':') throw new UnreadableStyle();
      const value = this.value(this.blank(colon + 1));
      yield { key: this.text.slice(at, end), value };
      at = this.separator(await value.end(), '}');
    }
  }

  /** The items of the list that begins at `start`. */
  async *items(start: number): AsyncGenerator<FlowValue> {
    let at = this.open(start, '[');
    while (this.text[at] !== ']') {
      const item = this.value(at);
      yield item;
      at = this.separator(await item.end(), ']');
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

  /** What lies behind a value is looked for once, and only where it matters. */
  private value(start: number): FlowValue {
    let end: Promise<number> | undefined;
    return {
      start,
      end: () => {
        end ??= this.after(start);
        return end;
      },
    };
  }

  private async after(start: number): Promise<number> {
    const code = this.text.charCodeAt(start);
    if (isOpening(code)) return await this.afterBrackets(start);
    if (isQuote(code)) return this.afterQuote(start);
    return this.afterPlain(start);
  }

  private async afterBrackets(start: number): Promise<number> {
    let depth = 0;
    let turn = start + charactersInATurn;
    for (let at = start; at < this.text.length; ) {
      const code = this.text.charCodeAt(at);
      if (isOpening(code)) depth += 1;
      else if (isClosing(code)) depth -= 1;
      if (depth === 0) return at + 1;
      at = this.nextToken(at, code);
      if (at > turn) {
        await nextTurn();
        turn = at + charactersInATurn;
      }
    }
    throw new UnreadableStyle();
  }

  /** The place behind a token within brackets: a sign, a blank, a comment or a scalar. */
  private nextToken(at: number, code: number): number {
    if (isQuote(code)) return this.afterQuote(at);
    if (code === hash) return endOfLine(this.text, at);
    if (isSign(code) || code === colon || isBlank(code)) return at + 1;
    return this.afterPlain(at);
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
      if (isSign(code) || (code === colon && endsKey(this.text.charCodeAt(at + 1)))) break;
      if (code === hash && isBlank(this.text.charCodeAt(at - 1))) break;
      if (!isBlank(code)) end = at + 1;
    }
    // Empty, as between two commas: a token that is none would be read for ever.
    if (end === start) throw new UnreadableStyle();
    return end;
  }
}

/** Takes some milliseconds. */
const charactersInATurn = 1024 * 1024;

const [comma, colon, hash] = [0x2c, 0x3a, 0x23];
const [openingList, closingList, openingMap, closingMap] = [0x5b, 0x5d, 0x7b, 0x7d];
const [doubleQuote, singleQuote] = [0x22, 0x27];

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isOpening(code: number): boolean {
  return code === openingMap || code === openingList;
}

function isClosing(code: number): boolean {
  return code === closingMap || code === closingList;
}

function isSign(code: number): boolean {
  return code === comma || isOpening(code) || isClosing(code);
}

function isQuote(code: number): boolean {
  return code === doubleQuote || code === singleQuote;
}

/** Behind a colon; the end of the text is none of these characters. */
function endsKey(code: number): boolean {
  return isBlank(code) || isSign(code) || Number.isNaN(code);
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
