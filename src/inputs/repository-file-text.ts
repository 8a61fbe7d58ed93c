import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type Scalar, stringify } from 'yaml';
import { nearestName } from '../nearest-name.js';
import { FatalError } from '../problem.js';
import { repositoryFileName } from '../repository-file.js';
import type { Input } from './input.js';
import { inputTable } from './table.js';

/** An input as a workflow would give it, and where the file has it. */
export interface RepositoryEntry {
  text: string;
  line: number;
}

type LineOf = (node: unknown) => number;

/**
 * The inputs that the file gives, by name: as texts, or as the lists and maps that they stand for.
 * @throws FatalError with the line of the first entry that may not stand there.
 */
export function parseRepositoryFile(file: string): Map<string, RepositoryEntry> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const lineOf: LineOf = (node) => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line;
  const [error] = document.errors;
  if (error) throw wrong(lines.linePos(error.pos[0]).line, `it is no YAML (${error.message.split('\n')[0]}).`);
  const { contents } = document;
  if (contents === null) return new Map();
  if (!isMap(contents)) throw wrong(lineOf(contents), 'it must be a map of inputs, such as `strategy: container`.');
  return new Map(contents.items.map((pair) => readEntry(pair, lineOf)));
}

function readEntry({ key, value }: Pair, lineOf: LineOf): [string, RepositoryEntry] {
  const line = lineOf(key);
  const name = isScalar(key) ? String(key.value) : '';
  const input = Object.values<Input<unknown>>(inputTable).find((row) => row.name === name);
  if (input === undefined) throw wrong(line, `there is no input ${JSON.stringify(name)}${meant(name)}.`);
  if (!input.shapesOutput) {
    throw wrong(
      line,
      `'${name}' may not stand here, for a stranger's pull request can change this file: give it in the workflow, ` +
        'or as an option of the command.',
    );
  }
  return [name, { text: textOf(value, input, line), line }];
}

function meant(name: string): string {
  const names = Object.values<Input<unknown>>(inputTable).flatMap((row) => (row.shapesOutput ? row.name : []));
  const near = nearestName(name, names);
  return near === undefined ? ` that this file may hold (${names.join(', ')})` : `: did you mean ${near}?`;
}

function textOf(value: unknown, { name, type }: Input<unknown>, line: number): string {
  if (value === null) return '';
  if (isScalar(value)) return scalarText(value);
  if (type === 'lines' && isSeq(value) && value.items.every(isScalar)) {
    const items = value.items.map((item) => scalarText(item));
    if (items.some((item) => /[\r\n]/.test(item))) throw wrong(line, `an entry of '${name}' has more than one line.`);
    return items.join('\n');
  }
  if (type === 'map' && isMap(value)) return mapText(value, name, line);
  const allowed = type === 'lines' ? 'a text or a list of texts' : type === 'map' ? 'a map' : 'a single value';
  throw wrong(line, `'${name}' must be ${allowed}.`);
}

/** As it is written: `1.30` is a version, and no number. */
function scalarText({ value, source, type }: Scalar): string {
  if (value === null) return '';
  return type === 'PLAIN' && source !== undefined ? source : String(value);
}

function mapText(value: Node, name: string, line: number): string {
  try {
    return stringify(value);
  } catch {
    throw wrong(line, `'${name}' must be a map whose aliases have their anchors in it.`);
  }
}

function wrong(line: number, what: string): FatalError {
  return new FatalError(`${repositoryFileName}:${line}: ${what}`);
}
