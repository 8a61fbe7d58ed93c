import * as core from '@actions/core';
import { safeLine } from '../untrusted-text.js';

/** Prints one line; whatever it holds, it is no workflow command. */
export function line(text: string): void {
  core.info(safeLine(text));
}

/** Prints lines under a title that the forge folds. */
export function group(title: string, lines: readonly string[]): void {
  if (lines.length === 0) {
    line(title);
    return;
  }
  core.startGroup(safeLine(title));
  for (const text of lines) line(text);
  core.endGroup();
}

/** Folds all that is printed meanwhile under a title; an empty one folds nothing. */
export async function grouped<T>(title: string, work: () => Promise<T>): Promise<T> {
  if (title === '') return await work();
  core.startGroup(title);
  try {
    return await work();
  } finally {
    core.endGroup();
  }
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
