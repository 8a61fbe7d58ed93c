import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { enumerate } from './enumerate.js';
import { isObject, type JsonObject, objectAt, textsAt } from './json.js';
import type { Problem } from './problem.js';

const folders = ['.github/workflows', '.forgejo/workflows', '.gitea/workflows'];

/**
 * Workflows of this action that a push does not start although it changes what goes into the result: no run could say
 * so but one that is started otherwise.
 * @param root Absolute path of the repository's root
 * @param files That go into the result, relative to the root; asked for only where a workflow has such a filter
 */
export async function workflowPaths(root: string, files: () => readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of folders.flatMap((folder) => filesOf(root, folder))) {
    const isStarted = await startingPaths(readFileSync(path.join(root, file), 'utf8'));
    const leftOut = isStarted ? [...new Set(files())].filter((name) => !isStarted(name)) : [];
    if (leftOut.length === 0) continue;
    const message = `Its paths leave out ${enumerate(leftOut)}, which goes into the result: a push that changes nothing else starts no run. Leave paths away, for the action itself leaves at once when nothing relevant has changed.`;
    problems.push({ severity: 'notice', kind: 'manifest', message, place: { file } });
  }
  return problems;
}

function filesOf(root: string, folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true, encoding: 'utf8' });
  const workflows = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
  return workflows.map(({ name }) => path.posix.join(folder, name));
}

type PathTest = (file: string) => boolean;

/** The filter of pushes of a workflow that uses this action; `undefined` for all others. */
async function startingPaths(text: string): Promise<PathTest | undefined> {
  if (!/^\s*(?:-\s+)?uses:\s*\S*\/prepuller(?:@|["'\s]|$)/m.test(text)) return undefined;
  const push = objectAt(workflowOf(text), 'on', 'push');
  const [wanted, ignored] = [textsAt(push, 'paths'), textsAt(push, 'paths-ignore')];
  if (wanted.length > 0) return await lastDecides(wanted);
  const isIgnored = await lastDecides(ignored);
  return ignored.length > 0 ? (file) => !isIgnored(file) : undefined;
}

/** What does not parse starts nothing, and its forge says so. */
function workflowOf(text: string): JsonObject {
  try {
    const value: unknown = parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The last pattern that matches decides, and `!` takes out. In linear time, for a pull request can change a workflow. */
async function lastDecides(patterns: readonly string[]): Promise<PathTest> {
  const { RE2JS } = await import('re2js');
  const compiled = patterns.map((pattern) => ({
    wanted: !pattern.startsWith('!'),
    expression: RE2JS.compile(`^${expressionOf(pattern.replace(/^!/, ''))}$`),
  }));
  return (file) => compiled.findLast(({ expression }) => expression.test(file))?.wanted ?? false;
}

/**
 * `*` is anything but a slash, `**` anything; of the characters that may have a meaning beside them, what is here stands
 * for itself alone (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 */
function expressionOf(pattern: string): string {
  const parts = pattern.split(/(\*\*\/|\*\*|\*)/);
  return parts.map((part) => wildcards[part] ?? part.replace(/[.?+^${}()|[\]\\]/g, '\\$&')).join('');
}

const wildcards: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
