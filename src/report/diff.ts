import { formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import type { FileChange } from '../prepullers/contract.js';

/** Beyond it, the search for the fewest lines takes too long: all old lines go, and all new ones come. */
const mostEdits = 2_000;

/**
 * What changed in a file, as `git diff` says it and `git apply` takes it, without a line end at its end. Untrusted text.
 * @param prefix From the top of the git repository to the folder that the path is relative to.
 */
export function unifiedDiff({ path, before, after }: FileChange, prefix = ''): string {
  const [old, current] = [before ?? '', after ?? ''];
  const names = [`a/${prefix}${path}`, `b/${prefix}${path}`] as const;
  const options = { context: 3, maxEditLength: mostEdits };
  const patch = structuredPatch(...names, old, current, undefined, undefined, options);
  return formatPatch({
    ...(patch ?? { hunks: [wholeHunk(old, current)] }),
    oldFileName: before === null ? '/dev/null' : names[0],
    newFileName: after === null ? '/dev/null' : names[1],
    oldHeader: undefined,
    newHeader: undefined,
    isGit: true,
    isCreate: before === null,
    isDelete: after === null,
  }).slice(0, -1);
}

/** Counted from 1. */
export function firstDifference({ before, after }: FileChange): number {
  const [old, current] = [before ?? '', after ?? ''].map((text) => text.split('\n'));
  const index = old?.findIndex((line, position) => line !== current?.[position]) ?? -1;
  return index < 0 ? 1 : index + 1;
}

function wholeHunk(before: string, after: string): StructuredPatch['hunks'][number] {
  const [old, current] = [linesOf(before), linesOf(after)];
  const lines = [...marked('-', old), ...marked('+', current)];
  return { oldStart: 1, oldLines: old.length, newStart: 1, newLines: current.length, lines };
}

/** Each with its line end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(mark: '-' | '+', lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, '\\ No newline at end of file'],
  );
}
