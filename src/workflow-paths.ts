import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { enumerate } from './enumerate.js';
import type { Discovery } from './flux/discovery.js';
import { isOfOtherSource } from './flux/source-place.js';
import { isObject, type JsonObject, objectAt, objectsAt, textAt, textsAt } from './json.js';
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
    const leftOut = isStarted ? files().filter((name) => !isStarted(name)) : [];
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

/** The files of this repository that declare what is opted in. */
export function declaringFiles({ releases, workloads }: Pick<Discovery, 'releases' | 'workloads'>): string[] {
  const places = [
    ...releases.flatMap(({ place, chart }) => [place, chart.source.place]),
    ...workloads.flatMap(({ place, objects }) => [place, ...objects.map((object) => object.place)]),
  ];
  const files = new Set(places.flatMap((place) => (place ? [place.file] : [])));
  return [...files].filter((file) => !isOfOtherSource(file));
}

type PathTest = (file: string) => boolean;

/** The filter of pushes of a workflow that uses this action; `undefined` for all others, and where it is not certain. */
async function startingPaths(text: string): Promise<PathTest | undefined> {
  if (!text.includes('/prepuller')) return undefined;
  const workflow = workflowOf(text);
  if (!usesThisAction(workflow)) return undefined;
  const push = objectAt(workflow, 'on', 'push');
  const [wanted, ignored] = [patternsAt(push, 'paths'), patternsAt(push, 'paths-ignore')];
  if (wanted.length > 0) return await lastDecides(wanted);
  const isIgnored = ignored.length > 0 ? await lastDecides(ignored) : undefined;
  return isIgnored && ((file) => !isIgnored(file));
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

function usesThisAction(workflow: JsonObject): boolean {
  const jobs = Object.values(objectAt(workflow, 'jobs')).filter(isObject);
  const steps = jobs.flatMap((job) => objectsAt(job, 'steps'));
  return steps.some((step) => /\/prepuller(?:@|$)/.test(textAt(step, 'uses')));
}

/** One pattern need be no list. */
function patternsAt(push: JsonObject, key: string): string[] {
  const one = textAt(push, key);
  return one === '' ? textsAt(push, key) : [one];
}

/**
 * The last pattern that matches decides, and `!` takes out. In linear time, for a pull request can change a workflow.
 * `undefined` where a pattern is none: forges differ in what they make of it.
 */
async function lastDecides(patterns: readonly string[]): Promise<PathTest | undefined> {
  const { RE2JS } = await import('re2js');
  try {
    const compiled = patterns.map((pattern) => ({
      wanted: !pattern.startsWith('!'),
      expression: RE2JS.compile(expressionOf(pattern.replace(/^!/, '')), RE2JS.DOTALL),
    }));
    return (file) => compiled.findLast(({ expression }) => expression.matches(file))?.wanted ?? false;
  } catch {
    return undefined;
  }
}

/**
 * The patterns of forges are not those of `watch-paths`: they know no braces, `?` and `+` count the character before them,
 * `**` is also part of a name, and a backslash takes the meaning from what follows it
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 * @throws What is no pattern
 */
function expressionOf(pattern: string): string {
  const parts = pattern.split(/(\\.|\*\*\/|\*\*|\*|\[[A-Za-z0-9-]+\]|[?+])/s);
  return parts.map((part, index) => (index % 2 === 1 ? meaningOf(part) : literal(part))).join('');
}

function meaningOf(part: string): string {
  return wildcards[part] ?? (part.startsWith('\\') ? quoted(part.slice(1)) : part);
}

function literal(text: string): string {
  if (/[[\]\\]/.test(text)) throw new SyntaxError(`There is no end or no beginning of what stands in ${text}`);
  return quoted(text);
}

function quoted(text: string): string {
  return text.replace(/[.*?+^${}()|[\]\\]/g, '\\$&');
}

const wildcards: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
