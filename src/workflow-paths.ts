import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { enumerate } from './enumerate.js';
import { isObject, objectAt, textsAt } from './json.js';
import type { Problem } from './problem.js';
import { pathFilter } from './watch.js';

const folders = ['.github/workflows', '.forgejo/workflows', '.gitea/workflows'];

/**
 * Workflows of this action that a push does not start although it changes what goes into the result: no run could say
 * so but one that is started otherwise.
 * @param root Absolute path of the repository's root
 * @param files That go into the result, relative to the root; asked for only where a workflow has such a filter
 */
export function workflowPaths(root: string, files: () => readonly string[]): Problem[] {
  return folders
    .flatMap((folder) => filesOf(root, folder))
    .flatMap((file) => {
      const isStarted = startingPaths(readFileSync(path.join(root, file), 'utf8'));
      const leftOut = isStarted ? [...new Set(files())].filter((name) => !isStarted(name)) : [];
      if (leftOut.length === 0) return [];
      const message = `Its paths leave out ${enumerate(leftOut)}, which goes into the result: a push that changes nothing else starts no run. Leave paths away, for the action itself leaves at once when nothing relevant has changed.`;
      return [{ severity: 'notice', kind: 'manifest', message, place: { file } }];
    });
}

function filesOf(root: string, folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true, encoding: 'utf8' }).filter(
    (entry) => entry.isFile() && /\.ya?ml$/.test(entry.name),
  );
  return entries.map(({ name }) => path.posix.join(folder, name));
}

/** The filter of pushes of a workflow that uses this action; `undefined` for all others. */
function startingPaths(text: string): ((file: string) => boolean) | undefined {
  if (!/^\s*(?:-\s+)?uses:\s*\S*\/prepuller(?:@|["'\s]|$)/m.test(text)) return undefined;
  const push = objectAt(workflowOf(text), 'on', 'push');
  const [wanted, ignored] = [textsAt(push, 'paths'), textsAt(push, 'paths-ignore')];
  if (wanted.length > 0) return (file) => pathFilter(wanted)(file) ?? false;
  return ignored.length > 0 ? (file) => !(pathFilter(ignored)(file) ?? false) : undefined;
}

/** What does not parse starts nothing, and its forge says so. */
function workflowOf(text: string) {
  try {
    const value: unknown = parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
