import { setImmediate as nextTurn } from 'node:timers/promises';
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
export async function* cutIndexItems(text: string, chart: string): AsyncGenerator<IndexItem> {
  const entries = lineOf(text, 'entries:');
  if (entries === undefined) return yield* itemsOfFlowIndex(text, chart);
  const { at, indent } = contentAfter(text, entries + 'entries:'.length);
  if (indent === undefined || text[at] === '{') return yield* itemsOfFlowMap(text, at, chart);
  if (indent > 0) yield* itemsOfBlockMap(text, at - indent, indent, chart);
}

async function* itemsOfFlowIndex(text: string, chart: string): AsyncGenerator<IndexItem> {
  const scanner = new FlowScanner(text);
  for await (const { key, value } of scanner.fields(scanner.blank(0))) {
    if (isSpelled(key, 'entries')) return yield* itemsOfFlowMap(text, value.start, chart);
  }
}

async function* itemsOfFlowMap(text: string, start: number, chart: string): AsyncGenerator<IndexItem> {
  for await (const { key, value } of new FlowScanner(text).fields(start)) {
    if (isSpelled(key, chart)) return yield* itemsOfFlowList(text, value.start);
  }
}

async function* itemsOfFlowList(text: string, start: number): AsyncGenerator<IndexItem> {
  const scanner = new FlowScanner(text);
  let count = 0;
  for await (const item of scanner.items(start)) {
    if (++count % itemsInATurn === 0) await nextTurn();
    const fields = new Map<string, string>();
    for await (const { key, value } of scanner.fields(item.start)) {
      const name = ['version', 'created'].find((wanted) => isSpelled(key, wanted));
      if (name !== undefined) fields.set(name, text.slice(value.start, await value.end()));
    }
    yield { ...Object.fromEntries(fields), text: text.slice(item.start, await item.end()) };
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
async function* itemsOfBlockMap(text: string, first: number, indent: number, chart: string): AsyncGenerator<IndexItem> {
  if (indent > deepestIndent || chart === '') throw new UnreadableStyle();
  const end = endOfBlock(text, first, 0);
  const key = spellings(chart)
    .map((spelling) => `\n${' '.repeat(indent)}${spelling}:`)
    .map((line) => ({ at: text.indexOf(line, first - 1), length: line.length }))
    .find(({ at }) => at !== -1 && at < end);
  if (!key) return;
  const value = contentAfter(text, key.at + key.length);
  if (value.indent === undefined) return yield* itemsOfFlowList(text, value.at);
  const list = text.indexOf('\n', key.at + 1);
  if (list !== -1) yield* itemsOfBlockList(text.slice(list, endOfBlock(text, list, indent)));
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
async function* itemsOfBlockList(section: string): AsyncGenerator<IndexItem> {
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
  for (let count = 1; at !== undefined; count += 1) {
    if (count % itemsInATurn === 0) await nextTurn();
    const next = start.exec(section)?.index;
    const text = section.slice(at + 1, next);
    if (/^ *- *[{&*!?"'|>]/.test(text)) throw new UnreadableStyle();
    yield fieldsOfItem(text, version.exec(text)?.[1], created.exec(text)?.[1]);
    at = next;
  }
}

/** Takes some milliseconds. */
const itemsInATurn = 500;

function fieldsOfItem(text: string, version: string | undefined, created: string | undefined): IndexItem {
  return { text, ...(version !== undefined && { version }), ...(created !== undefined && { created }) };
}

/** Start of the first line that begins so. */
function lineOf(text: string, beginning: string): number | undefined {
  if (text.startsWith(beginning)) return 0;
  const at = text.indexOf(`\n${beginning}`);
  return at === -1 ? undefined : at + 1;
}

/**
 * Where the value of a key begins. With its indentation when that is on a later line; an index that ends there has none of
 * any kind.
 */
function contentAfter(text: string, from: number): { at: number; indent?: number } {
  const at = new FlowScanner(text).blank(from);
  const newLine = text.lastIndexOf('\n', at);
  if (at === text.length) return { at, indent: 0 };
  return newLine < from ? { at } : { at, indent: at - newLine - 1 };
}
