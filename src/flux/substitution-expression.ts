import {
  firstToLower,
  firstToUpper,
  replaceAll,
  replaceFirst,
  replacePrefix,
  replaceSuffix,
  substring,
  toLower,
  toUpper,
  trimPrefix,
  trimSuffix,
} from './substitution-operators.js';

export interface Substituted {
  text: string;
  /** The distinct names of variables that are not set where no operator gives a default; each became empty text. */
  unset: string[];
}

/** An expression that Flux refuses, or one whose result is no YAML. */
export class SubstitutionError extends Error {
  override readonly name = 'SubstitutionError';
}

/**
 * Replaces `${name}` and its operators as Flux does (fluxcd/pkg, envsubst/parse/parse.go and envsubst/template.go), which
 * is not quite as bash does: `$name` stays, `$$` is a dollar sign, and `${name-default}` is an error.
 * @throws SubstitutionError that names the expression.
 */
export function substitute(text: string, variables: ReadonlyMap<string, string>): Substituted {
  // The scanner of Flux takes the character NUL for the end of the text (envsubst/parse/scan.go: eof).
  return new Substitution(text.split('\0', 1)[0] ?? '', variables).run();
}

/** Why an expression cannot be evaluated; becomes a {@link SubstitutionError} where its text is known. */
class Fault extends Error {}

/** Deeper nesting has no honest use. */
const maximumDepth = 50;
/** Characters written and compared for one text: ten times what a Kubernetes object of the largest size takes. */
const maximumWork = 20_000_000;

const identifier = /[\p{L}\p{Nd}_]+/uy;
const casingOperator = /[,^]{1,2}/y;
const replaceOperator = /\/[/#%]?/y;
const trimOperator = /##?|%%?/y;
const slashes = /\/+/y;
const colons = /:+/y;

/** Parses and evaluates in one pass; its methods are named after those of parse.go where they differ from bash. */
class Substitution {
  private at = 0;
  private depth = 0;
  private work = 0;
  private expressionStart = 0;
  private readonly unset = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly variables: ReadonlyMap<string, string>,
  ) {}

  run(): Substituted {
    try {
      const pieces: string[] = [];
      while (this.at < this.text.length) pieces.push(this.opensExpression() ? this.expression() : this.read('', '$'));
      return { text: pieces.join(''), unset: [...this.unset] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new SubstitutionError(`Flux refuses the substitution ${this.excerpt()}: ${error.message}`);
    }
  }

  private expression(): string {
    if (this.depth === 0) this.expressionStart = this.at;
    if (++this.depth > maximumDepth) throw new Fault(`it is nested more than ${maximumDepth} times`);
    this.at += '${'.length;
    const result = this.next() === '#' ? this.length() : this.operation(this.name());
    this.depth--;
    this.spend(result.length);
    return result;
  }

  private operation(name: string): string {
    switch (this.next()) {
      case ':':
        return /[-=?+]/.test(this.text.charAt(this.at + 1)) ? this.withDefault(name, 2) : this.substring(name);
      case '=':
        return this.withDefault(name, 1);
      case ',':
      case '^':
        return this.casing(name);
      case '/':
        return this.replacement(name);
      case '#':
      case '%':
        return this.trimming(name);
      default:
        this.close();
        return this.value(name);
    }
  }

  /** `${#name}`: in bytes. */
  private length(): string {
    this.at++;
    const name = this.name();
    this.close();
    const value = this.value(name);
    this.spend(value.length);
    return String(Buffer.byteLength(value));
  }

  /** `:-`, `:=`, `=` and, unlike in bash, also `:+` and `:?` give the default for what is not set or empty. */
  private withDefault(name: string, operatorLength: number): string {
    this.at += operatorLength;
    const pieces: string[] = [];
    while (this.next() !== '}') pieces.push(this.argument('}', ''));
    this.close();
    return this.variables.get(name) || pieces.join('');
  }

  /** `${name:offset}` and `${name:offset:length}`. */
  private substring(name: string): string {
    this.at++;
    // Flux steps back by the width of the character after the colon, which fails when that is more than a byte.
    if (this.next() > '\x7f') throw new Fault('the offset is no number');
    const offset = this.argument(':}', '');
    const length = this.match(colons) ? this.argument('}', '') : undefined;
    this.close();
    const value = this.value(name);
    this.spend(value.length);
    const result = substring(value, offset, length);
    if (result === undefined) throw new Fault('offsets count bytes, and this one cuts a character in two');
    return result;
  }

  private casing(name: string): string {
    const operator = this.match(casingOperator);
    this.close();
    const value = this.value(name);
    this.spend(value.length);
    switch (operator) {
      case ',':
        return firstToLower(value);
      case ',,':
        return toLower(value);
      case '^':
        return firstToUpper(value);
      case '^^':
        return toUpper(value);
      default:
        return value;
    }
  }

  /** `${name/text/other}`, for all with `//`, at the start with `/#`, at the end with `/%`; plain text, no pattern. */
  private replacement(name: string): string {
    const operator = this.match(replaceOperator);
    const from = this.argument('/', '$\\');
    if (!this.match(slashes)) throw new Fault('the text to replace must be followed by /');
    const to = this.next() === '}' ? undefined : this.argument('}', '$\\');
    this.close();
    const value = this.value(name);
    this.spend(value.length * (1 + (to ?? '').length));
    switch (operator) {
      case '//':
        return replaceAll(value, from, to ?? '');
      // Without a replacement Flux leaves the value as it is (envsubst/funcs.go: replacePrefix, replaceSuffix).
      case '/#':
        return to === undefined ? value : replacePrefix(value, from, to);
      case '/%':
        return to === undefined ? value : replaceSuffix(value, from, to);
      default:
        return replaceFirst(value, from, to ?? '');
    }
  }

  /** `#` and `##` remove what a pattern matches from the start, `%` and `%%` from the end. */
  private trimming(name: string): string {
    const operator = this.match(trimOperator);
    const pattern = this.argument('}', '');
    this.close();
    const value = this.value(name);
    this.spend(value.length * (1 + pattern.length));
    const extent = operator.length === 1 ? 'shortest' : 'longest';
    return operator.startsWith('#') ? trimPrefix(value, pattern, extent) : trimSuffix(value, pattern, extent);
  }

  private value(name: string): string {
    const value = this.variables.get(name);
    if (value === undefined) this.unset.add(name);
    return value ?? '';
  }

  private name(): string {
    const name = this.match(identifier);
    if (!name) throw new Fault('a variable name must follow; write $${ for a literal ${');
    return name;
  }

  private close(): void {
    if (this.next() !== '}') throw new Fault('an operator that Flux does not know, or no closing brace');
    this.at++;
  }

  /** Either one nested expression or text up to one of the stops. */
  private argument(stops: string, escapes: string): string {
    const argument = this.opensExpression() ? this.expression() : this.requiredText(stops, escapes);
    this.spend(argument.length);
    return argument;
  }

  private requiredText(stops: string, escapes: string): string {
    const text = this.read(stops, escapes);
    if (!text) throw new Fault('an argument is missing, or the closing brace');
    return text;
  }

  /** Text up to one of the stops or the next `${`. With `$` in `escapes`, `$$` is `$`; with `\`, `\/` is `/` and `\\` is `\`. */
  private read(stops: string, escapes: string): string {
    const pieces: string[] = [];
    let from = this.at;
    for (; this.at < this.text.length; this.at++) {
      if (stops.includes(this.next()) || this.opensExpression()) break;
      if (!this.isEscape(escapes)) continue;
      pieces.push(this.text.slice(from, this.at++));
      from = this.at;
    }
    return pieces.join('') + this.text.slice(from, this.at);
  }

  private isEscape(escapes: string): boolean {
    const sign = this.next();
    if (!escapes.includes(sign)) return false;
    const escaped = this.text.charAt(this.at + 1);
    return sign === '$' ? escaped === '$' : escaped === '/' || escaped === '\\';
  }

  private opensExpression(): boolean {
    return this.text.startsWith('${', this.at);
  }

  private next(): string {
    return this.text.charAt(this.at);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  /** Hostile text can ask for gigabytes in a few lines. */
  private spend(characters: number): void {
    this.work += characters;
    if (this.work > maximumWork) throw new Fault('the result is too large');
  }

  /** From the outermost `${` to the first closing brace behind the fault, within its line. */
  private excerpt(): string {
    const [line = ''] = this.text.slice(this.expressionStart, this.expressionStart + 80).split('\n', 1);
    const end = line.indexOf('}', this.at - this.expressionStart);
    return end < 0 ? line : line.slice(0, end + 1);
  }
}
