import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FileChange } from '../prepullers/contract.js';

/** Beyond it, the lines that differ are too many to read, and the search for the shortest way takes too long. */
const mostEdits = 2_000;

/** What changed in a file, in the form of `git diff`, without a line end at its end. Untrusted text. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const patch = createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${path}`,
    after === null ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: mostEdits },
  );
  return patch?.trimEnd() ?? `${path}: more than ${mostEdits} lines differ`;
}
