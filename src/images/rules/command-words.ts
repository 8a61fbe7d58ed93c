import { child, type Path } from '../path.js';
import { isList, type Node, type YamlMap } from '../yaml.js';

/** One word of a command line, and the field it comes from. */
interface CommandWord {
  text: string;
  path: Path;
  isShell: boolean;
}

/** A flag or a shell variable with its value; the name is empty for a word that stands alone. */
export interface CommandSetting {
  name: string;
  value: string;
  path: Path;
  /** Part of a longer shell text, and not an argument of its own. */
  isShell: boolean;
}

/** The key of a command line: `command`, `args`, `extraArgs`. */
export function isCommandKey(key: string | number): boolean {
  return typeof key === 'string' && /(?:command|args|arguments|flags|entrypoint)$/i.test(key);
}

/** What the command lines in a map set. */
export function commandSettings(map: YamlMap, path: Path | undefined): CommandSetting[] {
  return Object.keys(map).flatMap((key) => {
    const node = map[key];
    if (node === undefined || node === '' || !isCommandKey(key)) return [];
    return settingsOf(wordsOfCommand(node, child(path, key)));
  });
}

function wordsOfCommand(node: Node, path: Path): CommandWord[] {
  if (typeof node === 'string') return wordsOfText(node, path);
  if (!isList(node)) return [];
  return node.flatMap((item, index) => (typeof item === 'string' ? wordsOfText(item, child(path, index)) : []));
}

function wordsOfText(text: string, path: Path): CommandWord[] {
  if (!/\s/.test(text)) return [{ text, path, isShell: false }];
  return splitShell(text).map((word) => ({ text: word, path, isShell: true }));
}

function settingsOf(words: readonly CommandWord[]): CommandSetting[] {
  return words.map((word, index) => {
    const { path, isShell } = word;
    const [, name, value] = /^-{0,2}([A-Za-z_][\w.-]*)=(.*)$/s.exec(word.text) ?? [];
    if (name !== undefined && value !== undefined) return { name, value, path, isShell };
    const flag = /^-{1,2}([A-Za-z][\w.-]*)$/.exec(words[index - 1]?.text ?? '')?.[1] ?? '';
    return { name: flag, value: word.text, path, isShell };
  });
}

/** No argument that long is a command line; the kernel's own bound for one is 128 KiB. */
const maximumShellLength = 256 * 1024;

/** Splits a shell text into words, without its quotes and comments. Nothing is expanded. */
function splitShell(text: string): string[] {
  if (text.length > maximumShellLength) return [];
  const code = text.replace(/\\\r?\n/g, ' ').replace(/^[ \t]*#.*$/gm, '');
  const words = code.match(/(?:[^\s'"\\;|&()]+|'[^']*'|"[^"\\]*(?:\\.[^"\\]*)*"|\\.)+/gs) ?? [];
  return words.map((word) => word.replace(/\\(.)|['"]/gs, '$1'));
}
