import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { isObject, type JsonObject } from '../json.js';
import { isInSource } from '../source-boundary.js';
import { sourceEntries } from '../source-entry.js';

/** A workflow, or what says what an action does. */
export interface WorkflowFile {
  /** Relative to the top of the repository, with `/`. */
  name: string;
  content: JsonObject;
  /** Where a field is written, counted from 1; `undefined` where that cannot be told. */
  lineOf(...field: string[]): number | undefined;
}

/** Where forges look for workflows: at the top of a repository and nowhere else. */
const folders = ['.github/workflows', '.forgejo/workflows', '.gitea/workflows'];

/** Those in which a word stands; all others are not parsed. */
export function readWorkflows(top: string, word: string): WorkflowFile[] {
  return folders
    .flatMap((folder) => namesIn(top, folder))
    .map((name) => ({ name, text: readFileSync(path.join(top, name), 'utf8') }))
    .filter(({ text }) => text.includes(word))
    .map(({ name, text }) => parseWorkflow(name, text));
}

function namesIn(top: string, folder: string): string[] {
  // Forges do not follow a link, and it may lead to what is no part of the repository.
  if (sourceEntries(top)(folder).kind !== 'folder') return [];
  const entries = readdirSync(path.join(top, folder), { withFileTypes: true, encoding: 'utf8' });
  const workflows = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
  return workflows.map(({ name }) => path.posix.join(folder, name));
}

/** What does not parse is empty: it starts nothing, and its forge says so. */
function parseWorkflow(name: string, text: string): WorkflowFile {
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
    return { name, content: isObject(value) ? value : {}, lineOf: (...field) => lineIn(document, lines, field) };
  } catch {
    return { name, content: {}, lineOf: () => undefined };
  }
}

function lineIn(document: Document, lines: LineCounter, field: string[]): number | undefined {
  const node = document.getIn(field, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
}

/**
 * Reads what `uses: ./…` names: a workflow, or an action.
 * @param uses Relative to the top of the repository
 * @returns `undefined` where this repository has none of that name
 */
export function readLocalFile(top: string, uses: string): WorkflowFile | undefined {
  const name = path.posix.normalize(uses);
  const candidates = /\.ya?ml$/.test(name)
    ? [name]
    : [path.posix.join(name, 'action.yml'), path.posix.join(name, 'action.yaml')];
  const found = candidates.find((candidate) => isFileOf(top, candidate));
  return found === undefined ? undefined : parseWorkflow(found, readFileSync(path.join(top, found), 'utf8'));
}

/** Links may lead anywhere, and a stranger's pull request can bring one. */
function isFileOf(top: string, name: string): boolean {
  const file = path.join(top, name);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && isInSource(realpathSync(top), realpathSync(file));
}
