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
import { ExpressionReader } from './substitution-reader.js';

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
  private readonly reader: ExpressionReader;
  private depth = 0;
  private work = 0;
  private expressionStart = 0;
  private readonly unset = new Set<string>();

  constructor(
    text: string,
    private readonly variables: ReadonlyMap<string, string>,
  ) {
    this.reader = new ExpressionReader(text);
  }

  run(): Substituted {
    try {
      const pieces: string[] = [];
      while (!this.reader.atEnd()) pieces.push(this.nestedOr(() => this.reader.read('', '$')));
      return { text: pieces.join(''), unset: [...this.unset] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new SubstitutionError(
        `Flux refuses the substitution ${this.reader.excerpt(this.expressionStart)}: ${error.message}`,
      );
    }
  }

  private expression(): string {
    if (this.depth === 0) this.expressionStart = this.reader.position;
    if (++this.depth > maximumDepth) throw new Fault(`it is nested more than ${maximumDepth} times`);
    this.reader.skip('${'.length);
    const result = this.reader.next() === '#' ? this.length() : this.operation(this.name());
    this.depth--;
    this.spend(result.length);
    return result;
  }

  private operation(name: string): string {
    switch (this.reader.next()) {
      case ':':
        return /[-=?+]/.test(this.reader.next(1)) ? this.withDefault(name, 2) : this.substring(name);
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
    this.reader.skip(1);
    const name = this.name();
    this.close();
    const value = this.value(name);
    this.spend(value.length);
    return String(Buffer.byteLength(value));
  }

  /** `:-`, `:=`, `=` and, unlike in bash, also `:+` and `:?` give the default for what is not set or empty. */
  private withDefault(name: string, operatorLength: number): string {
    this.reader.skip(operatorLength);
    const pieces: string[] = [];
    while (this.reader.next() !== '}') pieces.push(this.argument('}', ''));
    this.close();
    return this.variables.get(name) || pieces.join('');
  }

  /** `${name:offset}` and `${name:offset:length}`. */
  private substring(name: string): string {
    this.reader.skip(1);
    // Flux steps back by the width of the character after the colon, which fails when that is more than a byte.
    if (this.reader.next() > '\x7f') throw new Fault('the offset is no number');
    const offset = this.argument(':}', '');
    const length = this.reader.match(colons) ? this.argument('}', '') : undefined;
    this.close();
    const value = this.value(name);
    this.spend(value.length);
    const result = substring(value, offset, length);
    if (result === undefined) throw new Fault('offsets count bytes, and this one cuts a character in two');
    return result;
  }

  private casing(name: string): string {
    const operator = this.reader.match(casingOperator);
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
    const operator = this.reader.match(replaceOperator);
    const from = this.argument('/', '$\\');
    if (!this.reader.match(slashes)) throw new Fault('the text to replace must be followed by /');
    const to = this.reader.next() === '}' ? undefined : this.argument('}', '$\\');
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
    const operator = this.reader.match(trimOperator);
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
    const name = this.reader.match(identifier);
    if (!name) throw new Fault('a variable name must follow; write $${ for a literal ${');
    return name;
  }

  private close(): void {
    if (this.reader.next() !== '}') throw new Fault('an operator that Flux does not know, or no closing brace');
    this.reader.skip(1);
  }

  /** Either one nested expression or text up to one of the stops. */
  private argument(stops: string, escapes: string): string {
    const argument = this.nestedOr(() => this.requiredText(stops, escapes));
    this.spend(argument.length);
    return argument;
  }

  private nestedOr(readText: () => string): string {
    return this.reader.opensExpression() ? this.expression() : readText();
  }

  private requiredText(stops: string, escapes: string): string {
    const text = this.reader.read(stops, escapes);
    if (!text) throw new Fault('an argument is missing, or the closing brace');
    return text;
  }

  /** Hostile text can ask for gigabytes in a few lines. */
  private spend(characters: number): void {
    this.work += characters;
    if (this.work > maximumWork) throw new Fault('the result is too large');
  }
}
