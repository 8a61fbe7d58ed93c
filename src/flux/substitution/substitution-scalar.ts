/**
 * Writes text as go-yaml v2 writes it (emitterc.go: yaml_emitter_analyze_scalar, yaml_emitter_select_scalar_style), for
 * the style decides how what replaces a variable is read. Only for text with `$`, which never looks like another type.
 * Lines are not wrapped: where it would matter, a variable's pattern would have to span more than 80 characters.
 * @returns one line, or a block whose lines are indented by two spaces
 */
export function writeScalar(text: string): string {
  if (needsEscapes.test(text)) return doubleQuoted(text);
  if (text.includes('\n')) return text.endsWith(' ') ? doubleQuoted(text) : literal(text);
  return isPlain(text) ? text : singleQuoted(text);
}

/** A key has no block style. */
export function writeKey(key: string): string {
  return key.includes('\n') ? doubleQuoted(key) : writeScalar(key);
}

/** Not printable to go-yaml, which takes emoji for that, too; or a space before a line break. */
const needsEscapes = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]| \n/;
const plainExclusions = [/^(?:---|\.\.\.)/, /^[#,[\]{}&*!|>'"%@` ]/, /^[-?](?: |$)/, /:(?: |$)/, / #/, / $/];

function isPlain(text: string): boolean {
  return !plainExclusions.some((exclusion) => exclusion.test(text));
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** JSON's escapes are YAML's. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

function literal(text: string): string {
  const indentation = /^[ \n]/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.split('\n').map((line) => (line ? `  ${line}` : ''));
  return `|${indentation}${chomping}\n${lines.join('\n')}`;
}
