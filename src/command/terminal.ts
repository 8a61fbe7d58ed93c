import { safeLine } from '../untrusted-text.js';

const colours = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 } as const;

export type Colour = keyof typeof colours;

/** What is used of a stream. */
export interface TextStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  hasColors?(): boolean;
}

/** Where a command prints. */
export interface Streams {
  /** The answer. */
  output: TextStream;
  /** What is found, how far it is, and what is wrong. */
  messages: TextStream;
}

/** A stream for people, or into a file or a pipe. Names that it prints come from manifests and charts: no line of theirs acts. */
export interface Terminal {
  isTerminal: boolean;
  print(line: string, colour?: Colour): void;
  /** A line that the next one replaces; nothing on what is no terminal. */
  showProgress(line: string): void;
}

/** @param stream Colours are left out where it is no terminal, or where NO_COLOR says so. */
export function createTerminal(stream: TextStream): Terminal {
  const isTerminal = stream.isTTY === true;
  const hasColours = isTerminal && stream.hasColors?.() === true;
  let progress = '';

  function write(text: string): void {
    stream.write(progress === '' ? text : `\r\u001b[K${text}`);
    progress = '';
  }

  return {
    isTerminal,
    print(line, colour) {
      const safe = safeLine(line);
      const isPlain = colour === undefined || !hasColours || safe === '';
      write(isPlain ? `${safe}\n` : `\u001b[${colours[colour]}m${safe}\u001b[0m\n`);
    },
    showProgress(line) {
      if (!isTerminal || line === progress) return;
      // A pseudo-terminal without a size has no columns at all.
      write(safeLine(line).slice(0, Math.max((stream.columns || 80) - 1, 20)));
      progress = line;
    },
  };
}
