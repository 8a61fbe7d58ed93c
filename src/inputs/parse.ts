import path from 'node:path';
import type { ChartMirror } from '../charts/options.js';
import { parseReference } from '../image-reference.js';
import type { Pattern } from '../images/options.js';
import type { JsonObject } from '../json.js';
import { isDnsLabel, isLabelKey } from '../kubernetes-names.js';
import type { RegistryCredential } from '../network/options.js';
import { everything } from '../opt-in.js';
import type { NodeCount } from '../prepullers/options.js';
import { FatalError } from '../problem.js';
import type { ImageMirror } from '../registries/options.js';
import { type Platform, parsePlatform } from '../registries/platform.js';
import type { CheckContext, InputType } from './input.js';

type Check<T> = InputType<T>['check'];

function wrong(name: string, value: string, allowed: string): FatalError {
  return new FatalError(`Input '${name}' is ${JSON.stringify(value)}: ${allowed}.`);
}

/** Only the words that a YAML author would write; a typing error must not silently switch something off. */
export const boolean: InputType<boolean> = {
  type: 'boolean',
  check: (text, { name }) => {
    if (/^true$/i.test(text)) return true;
    if (/^false$/i.test(text)) return false;
    throw wrong(name, text, 'it must be true or false');
  },
};

export function choice<T extends string>(words: readonly T[]): InputType<T> {
  return {
    type: words,
    check: (text, { name }) => {
      const found = words.find((word) => word === text);
      if (found === undefined) throw wrong(name, text, `it must be one of ${words.join(', ')}`);
      return found;
    },
  };
}

export function integer({ least, otherwise }: { least: number; otherwise?: number }): InputType<number> {
  return {
    type: 'integer',
    check: (text, { name }) => {
      if (text === '' && otherwise !== undefined) return otherwise;
      if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
      throw wrong(name, text, `it must be a whole number of at least ${least}`);
    },
  };
}

/** An amount such as `512MiB` or `2GiB`, in bytes. */
export function byteCount({ least }: { least: number }): InputType<number> {
  return {
    type: 'text',
    check: (text, { name }) => {
      const [, count, unit = ''] = /^(\d{1,6})(MiB|GiB)$/.exec(text) ?? [];
      const bytes = Number(count) * 1024 ** (unit === 'GiB' ? 3 : 2);
      if (bytes >= least) return bytes;
      throw wrong(name, text, `it must be an amount such as 512MiB or 2GiB, of at least ${least / 1024 ** 2}MiB`);
    },
  };
}

/** The same, or nothing for nothing. */
export function optionalByteCount(bounds: { least: number }): InputType<number | undefined> {
  const { type, check } = byteCount(bounds);
  return { type, check: (text, context) => (text === '' ? undefined : check(text, context)) };
}

export const text: InputType<string> = { type: 'text', check: (value) => value };

export function textThat<T>(check: Check<T>): InputType<T> {
  return { type: 'text', check };
}

/** The lines that hold something, less comments. */
export function lines<T>(check: (line: string, name: string) => T): InputType<T[]> {
  return { type: 'lines', check: (text, { name }) => linesOf(text).map((line) => check(line, name)) };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export const plainLines: InputType<string[]> = lines((line) => line);

/** The lines `KEY=VALUE` with the name of a substitution variable as KEY. */
export const variables: InputType<Record<string, string>> = {
  type: 'lines',
  check: async (text, context) => Object.fromEntries(await lines(variable).check(text, context)),
};

function variable(line: string, name: string): [string, string] {
  const match = /^([_A-Za-z][_A-Za-z0-9]*)=(.*)$/.exec(line);
  // The value may be a secret: it is not repeated.
  if (!match) throw new FatalError(`Input '${name}' has a line that is not KEY=VALUE with a variable name as KEY.`);
  return [match[1] ?? '', match[2] ?? ''];
}

/**
 * Regular expressions, one a line. Those of the repository are expressions of RE2, which match in linear time: in a
 * stranger's pull request JavaScript's own could keep the run busy for ever.
 */
export const patterns: InputType<Pattern[]> = {
  type: 'lines',
  check: async (text, { name, isOfRepository }) => {
    if (!isOfRepository) return linesOf(text).map((line) => compiled(line, name, (source) => new RegExp(source)));
    const { RE2JS } = await import('re2js');
    return linesOf(text).map((line) => compiled(line, name, (source) => RE2JS.compile(source)));
  },
};

function compiled(source: string, name: string, compile: (source: string) => Pattern): Pattern {
  try {
    return compile(source);
  } catch (error) {
    throw wrong(name, source, `it is no regular expression (${error instanceof Error ? error.message : error})`);
  }
}

export function chartMirror(line: string, name: string): ChartMirror {
  const match = /^((?:https?|oci):\/\/[^=\s]+)=((?:https?|oci):\/\/\S+)$/.exec(line);
  if (!match) throw wrong(name, line, 'it must be FROM=TO, both URLs that begin with https://, http:// or oci://');
  return { from: match[1] ?? '', to: match[2] ?? '' };
}

export function imageMirror(line: string, name: string): ImageMirror {
  const [, from = '', to = ''] = /^([^=\s]+)=((?:https?:\/\/)?[^=\s]+)$/.exec(line) ?? [];
  const [mirrored, mirror] = [from.replace(/\/+$/, ''), to.replace(/\/+$/, '')];
  if (isImagePrefix(mirrored) && isImagePrefix(mirror.replace(/^https?:\/\//, '')))
    return { from: mirrored, to: mirror };
  const allowed = 'it must be FROM=TO, both a registry or the beginning of a path in one, such as docker.io/library';
  throw wrong(name, line, `${allowed}; TO may begin with http://`);
}

/** A reference that begins so, with an image behind it, names the registry: `docker.io` does, and `library` does not. */
function isImagePrefix(prefix: string): boolean {
  const reference = parseReference(`${prefix}/image`);
  return reference !== undefined && `${reference.domain}/${reference.path}` === withLibrary(prefix);
}

function withLibrary(prefix: string): string {
  return prefix === 'docker.io' ? 'docker.io/library/image' : `${prefix}/image`;
}

export function nodePlatform(line: string, name: string): Platform {
  const platform = parsePlatform(line);
  if (platform === undefined)
    throw wrong(name, line, 'it must be a platform of Linux such as linux/amd64 or linux/arm/v7');
  return platform;
}

export function registryCredential(line: string, name: string): RegistryCredential {
  const [host, user, ...password] = line.split(/[ \t]+/);
  if (!host || !user || password.length !== 1) {
    throw new FatalError(`Input '${name}' has a line that is not HOST USER PASSWORD, separated by blanks.`);
  }
  return { host, user, password: password[0] ?? '' };
}

/** @returns the path from the root, normalised, with `/` */
export function folderInRepository(value: string, { name, root }: CheckContext): string {
  const relative = path.relative(root, path.resolve(root, value)).split(path.sep).join('/');
  if (path.isAbsolute(value) || relative === '' || relative === '..' || relative.startsWith('../')) {
    throw wrong(name, value, 'it must be a folder inside the repository, relative to its root');
  }
  if (relative.split('/').some((segment) => /^\.git$/i.test(segment)))
    throw wrong(name, value, 'it must not lie in a .git');
  return relative;
}

/** @returns an absolute path, or nothing for nothing */
export function anyFile(value: string, { root }: CheckContext): string {
  return value && path.resolve(root, value);
}

/** The end of a folder's path: it is looked up below the root, so it must not lead anywhere else. */
export function clusterName(value: string, { name }: CheckContext): string {
  const isFolder = value.split('/').every((segment) => /^[\w.-]+$/.test(segment) && !/^\.+$/.test(segment));
  if (value !== '' && !isFolder) {
    throw wrong(name, value, 'it must be the name of a folder, or the end of its path such as production/01');
  }
  return value;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export function labelKeyOrEverything(value: string, { name }: CheckContext): string {
  if (value !== everything && !isLabelKey(value))
    throw wrong(name, value, 'it must be the key of a Kubernetes label, or * for everything');
  return value;
}

export function namespace(value: string, { name }: CheckContext): string {
  if (value !== '' && !isDnsLabel(value)) throw wrong(name, value, 'it must be the name of a namespace');
  return value;
}

export function imageReference(value: string, { name }: CheckContext): string {
  if (parseReference(value) === undefined) throw wrong(name, value, 'it must be an image reference');
  return value;
}

/** @returns it without a `v` in front */
export function version(value: string, { name }: CheckContext): string {
  const bare = value.replace(/^v/, '');
  if (bare !== '' && !/^\d+\.\d+(\.\d+)?([-+][\w.+-]+)?$/.test(bare)) {
    throw wrong(name, bare, 'it must be a version such as 1.34.0');
  }
  return bare;
}

/** @returns a number of nodes or a percentage, as Kubernetes takes it, or nothing for nothing */
export function nodeCount(value: string, { name }: CheckContext): NodeCount | undefined {
  if (value === '') return undefined;
  if (/^\d{1,3}%$/.test(value) && Number.parseInt(value, 10) <= 100) return value;
  if (/^(?:0|[1-9]\d{0,5})$/.test(value)) return Number(value);
  throw wrong(name, value, 'it must be a number of nodes such as 1, or a percentage such as 25%');
}

/** A YAML map; the parser is loaded only where there is something to parse: inputs are read in every skipped run. */
export function yamlMap(otherwise: JsonObject, fields?: readonly string[]): InputType<JsonObject> {
  return {
    type: 'map',
    check: async (text, { name }) => {
      if (text === '') return otherwise;
      const { readYamlMap } = await import('../prepullers/yaml-map.js');
      const map = readYamlMap(text);
      if (typeof map === 'string') throw wrong(name, text, `it must be a YAML map (${map})`);
      const isUnknown = (key: string) => fields !== undefined && !fields.includes(key);
      if (!Object.keys(map).some(isUnknown)) return map;
      throw wrong(name, text, `it must have no other fields than ${fields?.join(' and ')}`);
    },
  };
}
