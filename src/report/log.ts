import * as core from '@actions/core';
import { safeLine } from '../untrusted-text.js';

/** Where the log goes; all that it is given is safe for a line. */
export interface LogSink {
  info(line: string): void;
  startGroup(title: string): void;
  endGroup(): void;
}

let sink: LogSink = core;

/** The log of a runner is folded by commands in it, which nobody wants on a terminal. */
export function logTo(other: LogSink): void {
  sink = other;
}

/** Lines, and the title that the forge folds them under. */
export interface LogText {
  title: string;
  lines: readonly string[];
}

/** Prints one line; whatever it holds, it is no workflow command. */
export function line(text: string): void {
  sink.info(safeLine(text));
}

/** Prints lines under a title that the forge folds. */
export function group(title: string, lines: readonly string[]): void {
  if (lines.length === 0) {
    line(title);
    return;
  }
  sink.startGroup(safeLine(title));
  for (const text of lines) line(text);
  sink.endGroup();
}

/** The same of a text that is at hand. */
export function groupText({ title, lines }: LogText): void {
  group(title, lines);
}

/** Folds all that is printed meanwhile under a title; an empty one folds nothing. */
export async function grouped<T>(title: string, work: () => Promise<T>): Promise<T> {
  if (title === '') return await work();
  sink.startGroup(title);
  try {
    return await work();
  } finally {
    sink.endGroup();
  }
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
