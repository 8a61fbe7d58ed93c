import { parse } from 'yaml';
import { member } from './member.js';
import type { VersionCandidate } from './version-constraint.js';

/** One version of a chart in the `index.yaml` of a Helm repository. */
export interface IndexEntry extends VersionCandidate {
  /** Where the archive lies and what it must be; read only for the version that is picked. */
  archive(): IndexArchive;
}

export interface IndexArchive {
  /** Relative to the repository, or absolute. */
  url: string;
  /** SHA-256 in lower-case hex; absent in old indexes. */
  digest?: string;
}

/** @throws Error when the text cannot be an index, such as the HTML of a login page or an empty answer. */
export function checkIndex(text: string): void {
  if (!/^["']?(?:entries|apiVersion)["']?[ \t]*:/m.test(text) && !/^\s*\{/.test(text)) {
    const kind = /^\s*</.test(text) ? 'an HTML page' : text.trim() === '' ? 'empty' : 'something else';
    throw new Error(`should be the index of a Helm repository and is ${kind}`);
  }
}

/**
 * The versions of one chart, in the order of the index; empty when it has no such chart.
 *
 * An index may have 20 MB, for which a YAML parser takes seconds. Helm writes it in block style, so the lines of the
 * chart are found by their indentation, and only what is picked is parsed. What a block scalar or a continued line
 * holds is indented more deeply than the keys that are looked for, so a cut is never wrong. An index in another
 * style is parsed whole.
 * @throws Error when the index cannot be parsed.
 */
export function readIndexEntries(index: string, chart: string): IndexEntry[] {
  const section = cutSection(index, chart);
  return (section !== undefined && readItems(section)) || parseWhole(index, chart);
}

/** The list below the chart's key; empty when there is none, `undefined` when the style is not Helm's. */
function cutSection(index: string, chart: string): string | undefined {
  const entries = /^entries:[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)(?=[^\s{[])/m.exec(index);
  const indent = entries?.[1];
  if (!entries || indent === undefined || chart === '') return undefined;
  if (indent === '') return '';
  const start = entries.index + entries[0].length - indent.length - 1;
  const end = endOfBlock(index, start + 1, 0);
  const key = [chart, `"${chart}"`, `'${chart}'`]
    .map((spelling) => `\n${indent}${spelling}:`)
    .map((line) => ({ at: index.indexOf(line, start), length: line.length }))
    .find(({ at }) => at !== -1 && at < end);
  if (!key) return '';
  const list = index.indexOf('\n', key.at + 1);
  if (list === -1 || index.slice(key.at + key.length, list).trim() !== '') return undefined;
  return index.slice(list, endOfBlock(index, list, indent.length)).replaceAll('\r', '');
}

/** The next line that is indented by at most `indent` blanks and is no item of a list. */
function endOfBlock(text: string, from: number, indent: number): number {
  const pattern = new RegExp(`\\n {0,${indent}}[^\\s#-]`, 'g');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function readItems(section: string): IndexEntry[] | undefined {
  const dash = /\n( *)-( +)(?=\S)/.exec(section);
  if (!dash) return section.trim() === '' ? [] : undefined;
  const [, before = '', after = ''] = dash;
  const key = `(?:^|\\n)${before}(?:-| )${after}`;
  const version = new RegExp(`${key}version:[ \\t]*(.*)`);
  const created = new RegExp(`${key}created:[ \\t]*(.*)`);
  const items = section.slice(dash.index + 1).split(new RegExp(`\\n(?=${before}-${after}\\S)`));
  const read = items.map((item) => readItem(item, version.exec(item)?.[1], created.exec(item)?.[1]));
  const complete = read.filter((entry) => entry !== undefined);
  return complete.length === items.length ? complete : undefined;
}

function readItem(item: string, version: string | undefined, created: string | undefined): IndexEntry | undefined {
  if (version === undefined) return undefined;
  return {
    version: scalar(version),
    ...(created !== undefined && { created: scalar(created) }),
    archive: () => archiveOf((parse(item, { schema: 'failsafe' }) as unknown[])[0]),
  };
}

function scalar(text: string): string {
  return /^[\w.+:-]+$/.test(text) ? text : String(parse(text, { schema: 'failsafe' }));
}

function parseWhole(index: string, chart: string): IndexEntry[] {
  const versions = member(member(parseAny(index), 'entries'), chart);
  if (!Array.isArray(versions)) return [];
  return versions.map((entry: unknown) => {
    const created = member(entry, 'created');
    return {
      version: String(member(entry, 'version') ?? ''),
      ...(typeof created === 'string' && { created }),
      archive: () => archiveOf(entry),
    };
  });
}

/** Some servers write JSON, for which Node's own parser is the fast one. */
function parseAny(index: string): unknown {
  try {
    if (/^\s*\{/.test(index)) return JSON.parse(index);
  } catch {
    // YAML in flow style begins with a brace too.
  }
  return parse(index, { schema: 'failsafe' });
}

function archiveOf(entry: unknown): IndexArchive {
  const urls = member(entry, 'urls');
  const url: unknown = Array.isArray(urls) ? urls[0] : undefined;
  const digest = member(entry, 'digest');
  if (typeof url !== 'string' || url === '') throw new Error('lists a version without a URL');
  const hex = typeof digest === 'string' ? digest.toLowerCase().replace(/^sha256:/, '') : '';
  return { url, ...(/^[0-9a-f]{64}$/.test(hex) && { digest: hex }) };
}
