import { existsSync } from 'node:fs';
import { FatalError } from '../problem.js';
import { explainSystemFault } from '../system-fault.js';
import { safeLines } from '../untrusted-text.js';
import { checkoutEnvironment } from './child-environment.js';
import { type Supervised, supervise } from './supervise.js';

export interface GitOptions {
  cwd: string;
  /** Added to what makes git the user's git. */
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
  const odd = args.find((arg) => /\p{Cc}/u.test(arg));
  if (odd !== undefined) {
    throw new FatalError(
      `A path or a branch holds a control character: ${shorten(JSON.stringify(odd))}. Rename or remove it.`,
    );
  }
  if (!options.silent) log(`[command]git ${shorten(args.join(' '))}`);
  const result = await start(args, options);
  if (!options.quiet && !options.silent) log(result.stderr);
  return result;
}

const mebibyte = 1024 * 1024;
/** What differs between two commits may be long; a push waits for the hooks of the forge. */
const bounds = { milliseconds: 600_000, outputBytes: 256 * mebibyte, errorBytes: 16 * mebibyte };

async function start(args: readonly string[], { cwd, environment }: GitOptions): Promise<GitResult> {
  const env = { ...checkoutEnvironment(), ...environment };
  // Asked to end, git takes its locks away.
  const { code, broke, ...result } = await supervise('git', args, { cwd, env, ending: 'SIGTERM', bounds });
  if (code !== undefined) throw new FatalError(`git could not be started: ${notStarted(code, cwd)}.`);
  return { ...result, exitCode: result.exitCode ?? null, stderr: result.stderr + (broke ? brokenBound(broke) : '') };
}

/** A folder that is not there looks to `spawn` like a program that is not. */
function notStarted(code: string, cwd: string): string {
  if (code === 'ENOENT' && existsSync(cwd)) return 'there is no git on the PATH; install it in a step before this one';
  return explainSystemFault(code);
}

function brokenBound(bound: NonNullable<Supervised['broke']>): string {
  return bound === 'time'
    ? `\ngit took longer than ${bounds.milliseconds / 60_000} minutes and was ended`
    : `\ngit wrote more than ${bounds.outputBytes / mebibyte} MiB and was ended`;
}

function log(text: string): void {
  const lines = safeLines(text.trim()).join('\n');
  if (lines !== '') process.stdout.write(`${lines}\n`);
}

/** Hundreds of paths say no more than the first of them. */
function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}...` : text;
}
