import { fieldAt, isObject, type JsonObject, objectAt, objectsAt, textAt, textsAt } from '../json.js';
import { parseFailsafeYaml } from './failsafe-yaml.js';
import { cutIndexItems, type IndexItem } from './index-items.js';
import { UnreadableStyle } from './index-scanner.js';
import type { VersionCandidate } from './version-constraint.js';

/** One version of a chart in the `index.yaml` of a Helm repository. */
export interface IndexEntry extends VersionCandidate {
  /**
   * Where the archive lies and what it must be; read only for the version that is picked.
   * @returns `undefined` for an entry that does not validate: Flux leaves it out of the index
   */
  archive(): IndexArchive | undefined;
}

export interface IndexArchive {
  /** Relative to the repository, or absolute. */
  url: string;
  /** SHA-256 in lower-case hex; absent in old indexes. */
  digest?: string;
}

/** @throws Error when the content cannot be an index, such as the HTML of a login page or an empty answer. */
export function checkIndex(index: Buffer): void {
  const text = index.toString('latin1');
  if (!/^["']?(?:entries|apiVersion)["']?[ \t]*:/m.test(text) && !/^\s*\{/.test(text)) {
    const kind = /^\s*</.test(text) ? 'an HTML page' : text.trim() === '' ? 'empty' : 'something else';
    throw new Error(`should be the index of a Helm repository and is ${kind}`);
  }
}

/** What is parsed is bounded, so that no index holds a run up; charts that are in use stay far below these. */
export const mostVersions = 50_000;
export const longestEntry = 256 * 1024;
export const longestParsedIndex = 1024 * 1024;

/**
 * The versions of one chart, in the order of the index; empty when it has no such chart.
 *
 * An index may have 50 MiB, for which a YAML parser takes minutes and gigabytes if a hostile server wants it to. So the
 * entries of the chart are cut out of it, in the block style that Helm writes or in flow style (JSON), and only the one
 * that is picked is parsed. A small index in another style is parsed whole.
 * @throws Error when the index cannot be read.
 */
export async function readIndexEntries(index: Buffer, chart: string): Promise<IndexEntry[]> {
  // Byte by byte: all that decides about a cut is ASCII, and the text takes no more memory than the bytes.
  const text = index.toString('latin1');
  try {
    return (await limited(cutIndexItems(text, latin1(chart)))).flatMap(entryOfItem);
  } catch (error) {
    if (!(error instanceof UnreadableStyle)) throw error;
    return parseWhole(index, chart);
  }
}

async function limited(items: AsyncIterable<IndexItem>): Promise<IndexItem[]> {
  const first: IndexItem[] = [];
  for await (const item of items) {
    if (first.length === mostVersions) throw new Error(`it lists more than ${mostVersions} versions of a chart`);
    first.push(item);
  }
  return first;
}

function entryOfItem({ version, created, text }: IndexItem): IndexEntry[] {
  if (version === undefined) return [];
  const archive = () => {
    if (text.length > longestEntry) throw new Error(`has an entry of more than ${longestEntry} bytes`);
    const parsed = parseFailsafeYaml(utf8(text));
    return archiveOf(Array.isArray(parsed) ? parsed[0] : parsed);
  };
  return [{ version: scalar(version), ...(created !== undefined && { created: scalar(created) }), archive }];
}

const longestScalar = 512;

function scalar(text: string): string {
  const plain = text.trim();
  if (/^[\w.+:-]+$/.test(plain)) return plain;
  if (plain.length > longestScalar) return '';
  if (/^[&*!|>]/.test(plain)) throw new UnreadableStyle();
  const value = parseFailsafeYaml(utf8(plain));
  return typeof value === 'string' ? value : '';
}

function parseWhole(index: Buffer, chart: string): IndexEntry[] {
  if (index.length > longestParsedIndex) {
    throw new Error(
      `it has more than ${longestParsedIndex} bytes and is neither in the style that helm writes nor JSON`,
    );
  }
  const whole = parseFailsafeYaml(index.toString('utf8'));
  const versions = isObject(whole) ? objectsAt(objectAt(whole, 'entries'), chart) : [];
  return versions.map((entry) => {
    const created = textAt(entry, 'created');
    return { version: textAt(entry, 'version'), ...(created && { created }), archive: () => archiveOf(entry) };
  });
}

function archiveOf(entry: unknown): IndexArchive | undefined {
  const fields: JsonObject = isObject(entry) ? entry : {};
  if (!isValidEntry(fields)) return undefined;
  const [url = ''] = textsAt(fields, 'urls');
  if (url === '') throw new Error('lists a version without a URL');
  const hex = textAt(fields, 'digest')
    .toLowerCase()
    .replace(/^sha256:/, '');
  return { url, ...(/^[0-9a-f]{64}$/.test(hex) && { digest: hex }) };
}

/**
 * What decides whether an entry is in the index at all; `apiVersion` may be missing.
 * Source: source-controller, internal/helm/repository/chart_repository.go (IndexFromBytes) and helm, pkg/chart/v2/metadata.go
 * (Validate).
 */
function isValidEntry(fields: JsonObject): boolean {
  const [name, version, type] = ['name', 'version', 'type'].map((key) => textAt(fields, key));
  if (!name || name === '.' || name === '..' || name.includes('/')) return false;
  if (!version || !isHelmVersion(version)) return false;
  if (type && type !== 'application' && type !== 'library') return false;
  return hasValidMaintainers(fields) && hasValidDependencies(fields);
}

/** Masterminds' `NewVersion` takes one or two numbers and a `v` as well. */
function isHelmVersion(version: string): boolean {
  return /^v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}

/** Each is a map: an empty one is an error. */
function hasValidMaintainers(fields: JsonObject): boolean {
  const maintainers = fieldAt(fields, 'maintainers');
  return !Array.isArray(maintainers) || maintainers.every(isObject);
}

/** An alias becomes part of file names. That two have one name is passed over (helm, pkg/repo/v1/index.go). */
function hasValidDependencies(fields: JsonObject): boolean {
  const dependencies = fieldAt(fields, 'dependencies');
  if (!Array.isArray(dependencies)) return true;
  return dependencies.every((entry) => isObject(entry) && /^[A-Za-z0-9_-]*$/.test(textAt(entry, 'alias')));
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}
