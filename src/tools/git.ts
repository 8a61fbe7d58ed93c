import { FatalError } from '../problem.js';
import { safeLines } from '../untrusted-text.js';
import { childEnvironment } from './child-environment.js';

export interface GitOptions {
  cwd: string;
  /** Added to this process's own environment. */
  environment?: Record<string, string>;
  /** Do not print what git says on its standard error, because a failure is expected. */
  quiet?: boolean;
  /** Keep also the command out of the log. */
  silent?: boolean;
}

export interface GitResult {
  /** `null` when a signal ended git. */
  exitCode: number | null;
  stdout: string;
  /** Untrusted text, as is `stdout`: it holds file names, and what the remote side says. */
  stderr: string;
}

/** git ended with another exit code than 0. Its `stderr` is untrusted text. */
export class GitError extends Error {
  override readonly name = 'GitError';
  constructor(
    args: readonly string[],
    readonly result: GitResult,
  ) {
    super(`git ${args[0]} failed with exit code ${result.exitCode}`);
  }
  get stderr(): string {
    return this.result.stderr.trim();
  }
}

/**
 * Runs git without a shell and gives its standard output; the command and git's own words stand in the log.
 * @throws GitError when git fails.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const result = await tryGit(args, options);
  if (result.exitCode !== 0) throw new GitError(args, result);
  return result.stdout;
}

/** Like `git`, for the caller to judge the exit code. */
export async function tryGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  // The commands are part of the log: an argument must not be able to begin a line of its own there.
  if (args.some((arg) => /\p{Cc}/u.test(arg))) throw new FatalError('A path or a branch holds a control character.');
  if (!options.silent) log(`[command]git ${shorten(args.join(' '))}`);
  const result = await start(args, options);
  if (!options.quiet && !options.silent) log(result.stderr);
  return result;
}

async function start(args: readonly string[], options: GitOptions): Promise<GitResult> {
  // Loaded here, so that a run that is skipped without git does not pay for it.
  const { getExecOutput } = await import('@actions/exec');
  try {
    return await getExecOutput('git', [...args], {
      cwd: options.cwd,
      // Errors are recognised by git's English words.
      env: { ...childEnvironment(), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...options.environment },
      // No standard input: when git ends before it has read it, the unheard EPIPE would end this process.
      ignoreReturnCode: true,
      // It would print standard output too, which is data, and print both as they are.
      silent: true,
    });
  } catch (error) {
    throw new FatalError(`git could not be started: ${error instanceof Error ? error.message : error}`);
  }
}

function log(text: string): void {
  const lines = safeLines(text.trim()).join('\n');
  if (lines !== '') process.stdout.write(`${lines}\n`);
}

/** Hundreds of paths say no more than the first of them. */
function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}...` : text;
}
