import { FlowScanner, UnreadableStyle } from './index-scanner.js';

/** An entry of an index as it is written; `version` and `created` are YAML scalars. */
export interface IndexItem {
  version?: string;
  created?: string;
  /** YAML of the whole entry: a map, or a list that holds it. */
  text: string;
}

/**
 * Cuts the entries of one chart out of an `index.yaml`, in the order of the index.
 * @throws UnreadableStyle when it is neither in the block style that Helm writes nor in flow style.
 */
export function cutIndexItems(text: string, chart: string): Iterable<IndexItem> {
  const entries = lineOf(text, 'entries:');
  if (entries === undefined) return itemsOfFlowIndex(text, chart);
  const value = contentAfter(text, entries + 'entries:'.length);
  if (value.sameLine) return itemsOfFlowMap(text, value.at, chart);
  if (value.indent === 0) return [];
  if (text[value.at] === '{') return itemsOfFlowMap(text, value.at, chart);
  return itemsOfBlockMap(text, value.at - value.indent, value.indent, chart);
}

function itemsOfFlowIndex(text: string, chart: string): Iterable<IndexItem> {
  const scanner = new FlowScanner(text);
  for (const { key, value } of scanner.fields(scanner.blank(0))) {
    if (isSpelled(key, 'entries')) return itemsOfFlowMap(text, value.start, chart);
  }
  return [];
}

function itemsOfFlowMap(text: string, start: number, chart: string): Iterable<IndexItem> {
  for (const { key, value } of new FlowScanner(text).fields(start)) {
    if (isSpelled(key, chart)) return itemsOfFlowList(text, value.start);
  }
  return [];
}

function* itemsOfFlowList(text: string, start: number): Generator<IndexItem> {
  const scanner = new FlowScanner(text);
  for (const item of scanner.items(start)) {
    const fields = new Map<string, string>();
    for (const { key, value } of scanner.fields(item.start)) {
      if (isSpelled(key, 'version')) fields.set('version', text.slice(value.start, value.end));
      if (isSpelled(key, 'created')) fields.set('created', text.slice(value.start, value.end));
    }
    yield { ...Object.fromEntries(fields), text: text.slice(item.start, item.end) };
  }
}

/** The ways in which a key without characters of its own meaning is written. */
function spellings(key: string): string[] {
  return [key, `"${key}"`, `'${key}'`];
}

function isSpelled(written: string, key: string): boolean {
  return spellings(key).includes(written);
}

/**
 * What a block scalar or a continued line holds is indented more deeply than the keys that are looked for, so a cut is
 * never wrong.
 * @param first start of the line of the first key
 */
function itemsOfBlockMap(text: string, first: number, indent: number, chart: string): Iterable<IndexItem> {
  if (indent > deepestIndent || chart === '') throw new UnreadableStyle();
  const end = endOfBlock(text, first, 0);
  const key = spellings(chart)
    .map((spelling) => `\n${' '.repeat(indent)}${spelling}:`)
    .map((line) => ({ at: text.indexOf(line, first - 1), length: line.length }))
    .find(({ at }) => at !== -1 && at < end);
  if (!key) return [];
  const value = contentAfter(text, key.at + key.length);
  if (value.sameLine) return itemsOfFlowList(text, value.at);
  const list = text.indexOf('\n', key.at + 1);
  return list === -1 ? [] : itemsOfBlockList(text.slice(list, endOfBlock(text, list, indent)));
}

/** Helm indents by two. */
const deepestIndent = 32;

/** The next line that is indented by at most `indent` blanks and is no item of a list. */
function endOfBlock(text: string, from: number, indent: number): number {
  const pattern = new RegExp(`\\n {0,${indent}}[^\\s#-]`, 'g');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** @param section begins with a line feed, and holds nothing but the list */
function* itemsOfBlockList(section: string): Generator<IndexItem> {
  const dash = /\n( {0,32})-( {1,32})(?=\S)/.exec(section);
  if (!dash) {
    if (section.trim() !== '') throw new UnreadableStyle();
    return;
  }
  const [, before = '', after = ''] = dash;
  const start = new RegExp(`\\n${before}-${after}(?=\\S)`, 'g');
  const key = `(?:^|\\n)${before}(?:-| )${after}`;
  const version = new RegExp(`${key}version:[ \\t]*(.*)`);
  const created = new RegExp(`${key}created:[ \\t]*(.*)`);
  let at = start.exec(section)?.index;
  while (at !== undefined) {
    const next = start.exec(section)?.index;
    const text = section.slice(at + 1, next);
    if (/^ *- *[{&*!?"'|>]/.test(text)) throw new UnreadableStyle();
    yield fieldsOfItem(text, version.exec(text)?.[1], created.exec(text)?.[1]);
    at = next;
  }
}

function fieldsOfItem(text: string, version: string | undefined, created: string | undefined): IndexItem {
  return { text, ...(version !== undefined && { version }), ...(created !== undefined && { created }) };
}

/** Start of the first line that begins so. */
function lineOf(text: string, beginning: string): number | undefined {
  if (text.startsWith(beginning)) return 0;
  const at = text.indexOf(`\n${beginning}`);
  return at === -1 ? undefined : at + 1;
}

/** Where the value of a key begins: on the key's own line, or on a later one and with how many blanks before it. */
function contentAfter(text: string, from: number): { at: number; sameLine: boolean; indent: number } {
  const at = new FlowScanner(text).blank(from);
  const newLine = text.lastIndexOf('\n', at);
  return { at, sameLine: newLine < from && at < text.length, indent: newLine < from ? 0 : at - newLine - 1 };
}
