import { splitDocuments } from './documents.js';
import { readSettings } from './settings.js';
import { readToml } from './toml.js';
import { isList, isMap, type Node, parseYamlStrictly } from './yaml.js';

/** Text of a format that is read as prose or code, an example that nothing reads, or what Docker runs and no kubelet. */
const unreadKeys = /^_|^(?:docker-)?compose\b.*\.ya?ml$|\.(?:example|sample|md|html?|css|js|lua|py|sh)$/i;

/**
 * What must stand in a text for its parse to pay: a key that says image or repository, or a reference with a registry.
 * The repetitions are bounded, so that the search is linear.
 */
const evidence =
  /(?:image|containers|repo)[\w.-]{0,60}["']?[ \t]{0,9}[:= \t]|:docker:\/\/|[a-z0-9]\.[a-z]+(?::\d+)?\/[\w./-]{1,255}[:@]\w/i;

/** A configuration file larger than this is data. */
const maximumLength = 2 * 1024 * 1024;

/** A cheap test whether the text at a key is worth reading as a document. */
export function mayBeDocument(key: string | number, text: string): boolean {
  if (text.length > maximumLength || !/[\n{[]/.test(text)) return false;
  return !unreadKeys.test(String(key)) && evidence.test(text);
}

/** The documents of a text that is YAML, JSON, TOML or lines of settings; none when it is something else. */
export function readEmbedded(text: string): Node[] {
  const documents = splitDocuments(withoutComments(text)).flatMap((document) => parseYamlStrictly(document.text) ?? []);
  const structured = documents.filter((node) => isMap(node) || isList(node));
  if (structured.length > 0) return structured;
  const untemplated = text.replace(templateLine, '');
  if (untemplated !== text) return readEmbedded(untemplated);
  const table = readToml(text);
  return table === undefined ? readSettings(text) : [table];
}

/** A line that is nothing but an action of a template, as injectors of sidecars have them around the fields of a pod. */
const templateLine = /^[ \t]*\{\{(?:[^{}\n]|\{[^{}\n]*\})*\}\}[ \t]*(?:\r?\n|$)/gm;

/** JSON with comments, as editors and build tools write it; the comments of YAML need no help. */
function withoutComments(text: string): string {
  if (!/^\s*[{[]/.test(text) || !/\/[/*]/.test(text)) return text;
  return text.replace(/"(?:[^"\\\n]|\\.)*"|(?<![^\s,{}[\]])\/\/.*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, (piece) =>
    piece.startsWith('"') ? piece : ' ',
  );
}
