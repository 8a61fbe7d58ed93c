import type { YamlMap } from './yaml.js';

/** Lines of INI files, Java properties, env files and templated TOML: one map for each `[section]`. */
export function readSettings(text: string): YamlMap[] {
  const sections: YamlMap[] = [emptySection()];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]*\[.*\][ \t]*(?:[#;].*)?$/.test(line)) sections.push(emptySection());
    const [, key = '', value = ''] = assignment.exec(line) ?? colon.exec(line) ?? property.exec(line) ?? [];
    const section = sections.at(-1);
    if (key !== '' && section !== undefined) section[key] = plainValue(value);
  }
  return sections.filter((section) => Object.keys(section).length > 0);
}

/** `key = value`, `export KEY=value`. */
const assignment = /^[ \t]*(?:export[ \t]+)?([\w./-]{1,253})[ \t]*=[ \t]*(\S.*)$/;
/** `key : value`, as properties may be written; indented it would be a piece of YAML. */
const colon = /^([\w./-]{1,253})[ \t]*:[ \t]+(\S.*)$/;
/** `spark.image  value`: properties may be separated by blanks alone. Without a dot in the key it may be any prose. */
const property = /^[ \t]*(\w[\w-]*(?:\.[\w-]+)+)[ \t]+(\S+)[ \t]*$/;

function emptySection(): YamlMap {
  return Object.create(null) as YamlMap;
}

/** Without quotes, and without a comment behind. */
function plainValue(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')[ \t]*(?:[#;,].*)?$/.exec(text);
  return quoted?.[1] ?? quoted?.[2] ?? text.replace(/[ \t]+[#;].*$/, '').trim();
}
