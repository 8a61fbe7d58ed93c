/** Reads text with expressions from left to right (fluxcd/pkg, envsubst/parse/scan.go). */
export class ExpressionReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get position(): number {
    return this.at;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character that comes next, or the one after it; empty at the end. */
  next(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  opensExpression(): boolean {
    return this.text.startsWith('${', this.at);
  }

  skip(length: number): void {
    this.at += length;
  }

  /** Reads what a sticky pattern matches here; may be empty. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  /** Text up to one of the stops or the next `${`. With `$` in `escapes`, `$$` is `$`; with `\`, `\/` is `/` and `\\` is `\`. */
  read(stops: string, escapes: string): string {
    const pieces: string[] = [];
    let from = this.at;
    for (; !this.atEnd(); this.at++) {
      if (stops.includes(this.next()) || this.opensExpression()) break;
      if (!this.isEscape(escapes)) continue;
      pieces.push(this.text.slice(from, this.at++));
      from = this.at;
    }
    return pieces.join('') + this.text.slice(from, this.at);
  }

  private isEscape(escapes: string): boolean {
    if (!escapes.includes(this.next())) return false;
    const escaped = this.next(1);
    return this.next() === '$' ? escaped === '$' : escaped === '/' || escaped === '\\';
  }

  /** From `start` to the first closing brace that has not been read, within one line. */
  excerpt(start: number): string {
    const [line = ''] = this.text.slice(start, start + 80).split('\n', 1);
    const end = line.indexOf('}', this.at - start);
    return end < 0 ? line : line.slice(0, end + 1);
  }
}
