import { sha256 } from '../../sha256.js';
import { slugLetters } from './slug-letters.js';
import { isTemplateFunction } from './template-functions.js';

/** A template that Flux or prepuller cannot evaluate; the message says which part of it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** What the helpers are called that stand beside the templates. */
const helpers = { need: 'prepuller.need', toYaml: 'prepuller.toYaml', slugify: 'prepuller.slugify' } as const;

/** Stands for the operator's function `inputs`. */
const inputsVariable = '$prepullerInputs';

/**
 * Stands where the inputs are to be written; a template that is defined inside of another one sees no variable of that.
 * No text of a repository can hold it by chance.
 */
export const inputsPlace = `prepuller-inputs-${sha256('inputs of a ResourceSet')}`;

const setInputs = `{{ ${inputsVariable} := ${inputsPlace} }}`;

/**
 * A template of a ResourceSet in the words of helm's engine, which is Go's with other delimiters and without `inputs`,
 * `slugify` and the error for a missing key (flux-operator, internal/builder/resourceset.go: newTemplate). Before each
 * field that is read stands a check that it is there.
 * @throws TemplateError
 */
export function helmTemplate(text: string): string {
  const scope = sha256(text).slice(0, 16);
  let result = setInputs;
  let position = 0;
  for (let start = text.indexOf('<<'); start >= 0; start = text.indexOf('<<', position)) {
    result += literal(text.slice(position, start));
    const { inner, end } = readAction(text, start + 2);
    result += action(inner, scope);
    position = end;
  }
  return result + literal(text.slice(position));
}

/** Braces of the text are no actions for helm either. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

const tokens = /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|>>|[\s\S]/y;
const comment = /(?:- )?\/\*[\s\S]*?\*\/(?: -)?>>/y;
const commentStart = /(?:- )?\/\*/y;

/** Up to the closing delimiter, which may stand in a text of the action as well. */
function readAction(text: string, start: number): { inner: string; end: number } {
  comment.lastIndex = start;
  const found = comment.exec(text)?.[0];
  if (found !== undefined) return { inner: found.slice(0, -2), end: start + found.length };
  // What has no end is an error in Go as well; going on would look for the end again and again.
  commentStart.lastIndex = start;
  if (commentStart.test(text)) throw new TemplateError(`'${excerpt(text.slice(start))}' has a comment without an end`);
  for (tokens.lastIndex = start; ; ) {
    const token = tokens.exec(text)?.[0];
    if (token === undefined) throw new TemplateError(`'${excerpt(text.slice(start))}' has no '>>' after it`);
    if (/^["'`]$/.test(token)) throw new TemplateError(`'${excerpt(text.slice(start))}' has a quote without an end`);
    if (token === '>>') return { inner: text.slice(start, tokens.lastIndex - 2), end: tokens.lastIndex };
  }
}

function action(inner: string, scope: string): string {
  const [, open = '', body = '', close = ''] = /^(- )?([\s\S]*?)((?: |\n)-)?$/.exec(inner) ?? [];
  if (body.trimStart().startsWith('/*')) return `{{${inner}}}`;
  const { expression, needs } = rewrite(ownName(body, scope));
  const checks = isChecked(body) ? needs.map((need, index) => `{{${index === 0 ? open : ''}${need}}}`) : [];
  const isDefinition = /^\s*(?:define|block)\b/.test(body);
  return `${checks.join('')}{{${checks.length > 0 ? '' : open}${expression}${close}}}${isDefinition ? setInputs : ''}`;
}

/**
 * All templates run together share their names with each other and with the helpers. In Flux each has its own, so the name
 * of one that it defines is made one that no other has.
 */
function ownName(body: string, scope: string): string {
  return body.replace(/^(\s*(?:define|template|block)\s+["`])/, (start) => `${start}prepuller.${scope}.`);
}

/**
 * Where what is read is read for certain: not behind an `else`, in front of which nothing can stand, and not behind
 * `and` and `or`, which look no further than they must.
 */
function isChecked(body: string): boolean {
  return !/^\s*(?:else|end|define|template|block|break|continue)\b/.test(body) && !/\b(?:and|or)\b/.test(body);
}

const parts =
  /(?<quoted>"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*')|(?<number>\d[\w.]*)|(?<root>\$\w*|[A-Za-z_]\w*)?(?<fields>(?:\.[A-Za-z_]\w*)+)|(?<word>\$\w*|[A-Za-z_]\w*)|(?<other>[\s\S])/gy;

function rewrite(body: string): { expression: string; needs: string[] } {
  const needs: string[] = [];
  let expression = '';
  for (const { groups = {} } of body.matchAll(parts)) {
    const { quoted, number, root = '', fields, word, other } = groups;
    if (fields === undefined) {
      expression += word === undefined ? (quoted ?? number ?? other ?? '') : nameOf(word);
      continue;
    }
    const owner = root === '' ? '' : nameOf(root);
    // A field of what stands in parentheses is read from what is not known before.
    if (owner !== '' || !expression.endsWith(')')) needs.push(needOf(owner || '.', fields));
    expression += `${owner}${fields}`;
  }
  return { expression, needs };
}

function needOf(of: string, fields: string): string {
  const names = fields.slice(1).split('.');
  return ` include "${helpers.need}" (list ${of} ${names.map((name) => JSON.stringify(name)).join(' ')}) `;
}

function nameOf(word: string): string {
  if (word.startsWith('$')) return word;
  if (word === 'inputs') return inputsVariable;
  if (word === 'slugify') return `include "${helpers.slugify}"`;
  if (word === 'toYaml' || word === 'mustToYaml') return `include "${helpers.toYaml}"`;
  if (!isTemplateFunction(word)) throw new TemplateError(`the function '${word}' is not known`);
  return word;
}

function excerpt(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 60);
}

/** How helm says it that a text has letters of which prepuller does not know what `slugify` makes. */
export const unknownLetters = 'slugify of such letters is not evaluated';

const slugReplacements = Object.entries(slugLetters)
  .map(([to, letters]) => `{{- $text = regexReplaceAllLiteral "[${letters}]" $text "${to}" -}}\n`)
  .join('');

/** The helpers, as a file of templates for helm. */
export const helperTemplates = `
{{- define "${helpers.need}" -}}
{{- $value := first . -}}
{{- range $key := rest . -}}
{{- if kindIs "map" $value -}}
{{- if not (hasKey $value $key) -}}{{- fail (printf "map has no entry for key %q" $key) -}}{{- end -}}
{{- $value = get $value $key -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- define "${helpers.toYaml}" -}}
{{ toYaml . }}
{{ end -}}
{{- define "${helpers.slugify}" -}}
{{- $text := toString . -}}
{{- $text = trim $text -}}
${slugReplacements}{{- if regexMatch "[^\\\\x00-\\\\x7F]" $text -}}{{- fail "${unknownLetters}" -}}{{- end -}}
{{- $text = $text | replace "\\"" "" | replace "'" "" | replace "&" "and" | replace "@" "at" | lower -}}
{{- $text = regexReplaceAll "[^a-z0-9_-]" $text "-" -}}
{{- $text = regexReplaceAll "-+" $text "-" | trimAll "-_" -}}
{{- if gt (len $text) 63 -}}
{{- $cut := trunc 63 $text -}}
{{- if and (ne (substr 63 64 $text) "-") (contains "-" $cut) -}}{{- $cut = regexReplaceAll "-[^-]*$" $cut "" -}}{{- end -}}
{{- $text = $cut -}}
{{- end -}}
{{- $text -}}
{{- end -}}
`;
