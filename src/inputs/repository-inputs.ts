import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { repositoryFileName } from '../repository-file.js';
import type { CheckContext, Input } from './input.js';

/** The inputs that the repository gives itself. */
export interface RepositoryInputs {
  has(name: string): boolean;
  /** @throws FatalError with the file and the line. */
  check<T>(input: Input<T>, context: Omit<CheckContext, 'isOfRepository'>): Promise<T>;
}

/** None where the root is no folder, which is said later. */
function entryAt(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** What a person writes is a few hundred bytes. */
const mostBytes = 64 * 1024;

/**
 * Reads `.prepuller.yaml` at the repository's root. Whoever may open a pull request can write it, so that it may hold
 * nothing but the inputs that shape what is generated.
 * @param root Absolute path.
 * @throws FatalError with the file and the line, when it is no such file or holds anything else.
 */
export async function readRepositoryInputs(root: string): Promise<RepositoryInputs> {
  const file = path.join(root, repositoryFileName);
  const found = entryAt(file);
  if (found === undefined) return none;
  // A link might lead to a file that is none of the repository's, and an error would show what stands there.
  if (!found.isFile()) throw new FatalError(`${repositoryFileName} must be a file, and no link or folder.`);
  if (found.size > mostBytes) throw new FatalError(`${repositoryFileName} is larger than ${mostBytes / 1024} KiB.`);
  // Loaded only where there is such a file: inputs are read in every skipped run.
  const { parseRepositoryFile } = await import('./repository-file-text.js');
  const entries = parseRepositoryFile(file);
  return {
    has: (name) => entries.has(name),
    async check(input, context) {
      const { text, line } = entries.get(input.name) ?? { text: '', line: 1 };
      try {
        return await input.check(text, { ...context, isOfRepository: true });
      } catch (error) {
        if (error instanceof FatalError) throw new FatalError(`${repositoryFileName}:${line}: ${error.message}`);
        throw error;
      }
    },
  };
}

const none: RepositoryInputs = {
  has: () => false,
  check: () => {
    throw new Error('The repository gives no inputs.');
  },
};
