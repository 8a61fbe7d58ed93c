import { splitDocuments } from './documents.js';
import { isList, isMap, type Node, parseYamlStrictly, type YamlMap } from './yaml.js';

/** Text of a format that is read as prose or code, or an example that nothing reads. */
const unreadKeys = /^_|\.(?:md|html?|css|js|lua|py|sh)$/i;

/** What must stand in a text for its parse to pay: a key that says image or repository, or a reference with a registry. */
const evidence = /(?:image|containers|repository)[\w.-]*["']?[ \t]*[:=]|[a-z0-9]\.[a-z]+(?::\d+)?\/[\w./-]+[:@]\w/i;

/** A configuration file larger than this is data. */
const maximumLength = 2 * 1024 * 1024;

/** The documents inside a text that is itself YAML, JSON or lines of `key = value`; none if it cannot hold an image. */
export function embeddedDocuments(key: string | number, text: string): Node[] {
  if (text.length > maximumLength || !/[\n{[]/.test(text)) return [];
  if (unreadKeys.test(String(key)) || !evidence.test(text)) return [];
  const documents = splitDocuments(text).flatMap((document) => parseYamlStrictly(document.text) ?? []);
  const structured = documents.filter((node) => isMap(node) || isList(node));
  return structured.length > 0 ? structured : readSettings(text);
}

/** Lines of TOML, INI or Java properties: one map for each `[section]`. */
function readSettings(text: string): YamlMap[] {
  const sections = text.split(/^[ \t]*\[.*\][ \t]*$/m);
  return sections.map((section) => {
    const settings = Object.create(null) as YamlMap;
    for (const [, key = '', value = ''] of section.matchAll(/^[ \t]*([\w.-]+)[ \t]*=[ \t]*(\S.*)$/gm)) {
      settings[key] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    }
    return settings;
  });
}
