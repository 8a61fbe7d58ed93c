import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Input } from '../inputs/input.js';
import { inputTable } from '../inputs/table.js';
import { nearestName } from '../nearest-name.js';
import { FatalError } from '../problem.js';

const commandNames = ['plan', 'write', 'check', 'images', 'explain'] as const;

export type CommandName = (typeof commandNames)[number];

/** What a person asked for. */
export interface Request {
  command: CommandName | 'help' | 'version';
  /** What `explain` is asked about. */
  subject: string;
  /** JSON instead of text for people. */
  json: boolean;
  /** Texts of inputs, by name. */
  inputs: ReadonlyMap<string, string>;
}

const rows = Object.values<Input<unknown>>(inputTable);
/** Options of the command itself. */
const ownOptions = ['json', 'help', 'version'];

/** @throws FatalError with what is wrong, and what may have been meant. */
export function readArguments(args: readonly string[]): Request {
  const { tokens } = parseArgs({
    args: [...args],
    options: parsedOptions(),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    // What follows is the next option, unless a `=` says otherwise.
    const isMissing = token.inlineValue === false && token.value?.startsWith('--');
    addOption(given, token.rawName, token.name, isMissing ? undefined : token.value);
  }
  const flags = new Set(ownOptions.filter((name) => given.delete(name)));
  const asked = flags.has('help') ? ('help' as const) : flags.has('version') ? ('version' as const) : undefined;
  const { command, subject } = asked ? { command: asked, subject: '' } : readPositionals(positionals);
  return { command, subject, json: flags.has('json'), inputs: given };
}

/** An option that takes no value may be given one with `=`: `--flux-monorepo=false`. */
function parsedOptions(): NonNullable<ParseArgsConfig['options']> {
  const own = ownOptions.map((name) => [name, { type: 'boolean' }] as const);
  const inputs = rows.map(({ name, type }) => [name, { type: type === 'boolean' ? 'boolean' : 'string' }] as const);
  return { ...Object.fromEntries([...own, ...inputs]), help: { type: 'boolean', short: 'h' } };
}

function addOption(given: Map<string, string>, written: string, name: string, value: string | undefined): void {
  const input = rows.find((row) => row.name === name);
  if (input === undefined && !ownOptions.includes(name)) {
    const near = nearestName(name, [...ownOptions, ...rows.map((row) => row.name)]);
    const meant = near === undefined ? 'See prepuller --help.' : `Did you mean --${near}?`;
    throw new FatalError(`There is no option ${written}. ${meant}`);
  }
  if (input?.secrets !== undefined) {
    throw new FatalError(
      `${written} would show a secret to everyone who lists the processes of this machine: give it in the variable ${secretVariable(name)}.`,
    );
  }
  if (value === undefined && input !== undefined && input.type !== 'boolean') {
    throw new FatalError(`${written} needs a value, such as ${written}=VALUE.`);
  }
  const before = given.get(name);
  if (before !== undefined && input?.type !== 'lines') throw new FatalError(`${written} is given twice.`);
  given.set(name, [...(before === undefined ? [] : [before]), value ?? 'true'].join('\n'));
}

/** The variable that gives an input which must not stand among the arguments. */
export function secretVariable(name: string): string {
  return `PREPULLER_${name.toUpperCase().replaceAll('-', '_')}`;
}

function readPositionals([name = 'plan', ...rest]: readonly string[]): Pick<Request, 'command' | 'subject'> {
  if (name === 'help') return { command: 'help', subject: '' };
  const command = commandNames.find((one) => one === name);
  if (command === undefined) {
    const near = nearestName(name, commandNames);
    const meant = near === undefined ? `The commands are ${commandNames.join(', ')}.` : `Did you mean ${near}?`;
    throw new FatalError(`There is no command ${JSON.stringify(name)}. ${meant}`);
  }
  const [subject = '', ...more] = command === 'explain' ? rest : ['', ...rest];
  if (command === 'explain' && subject === '') {
    throw new FatalError('What is to be explained? prepuller explain IMAGE, or a HelmRelease, or a file.');
  }
  const [surplus] = more;
  if (surplus !== undefined) {
    throw new FatalError(
      `${JSON.stringify(surplus)} is one argument too many. Options take their value with =: --flux-monorepo=false.`,
    );
  }
  return { command, subject };
}
