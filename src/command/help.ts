import type { Input } from '../inputs/input.js';
import { inputThemes } from '../inputs/table.js';
import { secretVariable } from './arguments.js';

const usage = `prepuller keeps the container images of a Flux cluster warm on every node. This command shows in a clone what the
action would do there. It commits and pushes nothing.

Usage: prepuller [COMMAND] [OPTIONS]

Commands:
  plan (the default)   Show what would change: the releases, what is wrong, and the difference of the generated files.
  write                Write the generated files.
  check                Show what is out of date, and end with 1 if anything is.
  images               List the images, with the releases that need them.
  explain WHAT         Say why an image is there or is not, why a HelmRelease is found or is not, or what a file does.
                       WHAT is an image (or a part of its name), NAMESPACE/NAME or NAME of a HelmRelease (or of what
                       applies plain objects that are opted in), or a path.

Options of the command:
  --json      Print JSON. Messages stay on standard error.
  --help      Print this.
  --version   Print the version.

Options that are inputs of the action: those of several lines may be given several times, and those that are true or
false without a value are true. What the file .prepuller.yaml at the root of the repository says stands for an option
that is not given.
`;

const closing = `Helm, and kustomize or kubectl, are taken from the PATH. On Linux what is not there is fetched, as in the action;
elsewhere they must be on the PATH. What is fetched is kept under ~/.cache, or XDG_CACHE_HOME.
`;

/** How the command is used, with every input of the table. */
export function helpText(): string {
  const themes = inputThemes.map(({ title, inputs }) => `${title}:\n${inputs.map(optionText).join('')}`);
  return [usage, ...themes, closing].join('\n');
}

function optionText({ name, type, description, default: value, secrets }: Input<unknown>): string {
  const head = secrets === undefined ? `  --${name}${valueText(type)}` : `  ${secretVariable(name)} in the environment`;
  const text = description.replaceAll('`', '') + (value === '' ? '' : ` Default: ${value}.`);
  return `${head}\n${wrapped(text)}\n`;
}

function valueText(type: Input<unknown>['type']): string {
  if (typeof type !== 'string') return `=${type.join('|')}`;
  const values = { boolean: '[=false]', text: '=TEXT', integer: '=NUMBER', lines: '=TEXT...', map: '=YAML' };
  return values[type as keyof typeof values];
}

const indent = ' '.repeat(6);
const width = 110;

/** Broken between words. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => indent + line).join('\n');
}
