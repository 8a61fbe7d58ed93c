import path from 'node:path';
import { isObject, type JsonObject, objectsAt, textAt } from '../../json.js';
import type { ArchivedFile } from '../../tools/archive.js';
import { parseChartFile } from '../chart-archive.js';
import { parseFailsafeYaml } from '../failsafe-yaml.js';

/*
 * Which charts helm may render for several releases at once, because each release comes out as it does alone (see
 * group-chart.ts). A chart that lies in others is rendered as it is by itself, but that `.Chart.IsRoot` is false, that its
 * values hold a map `global`, and that conditions and tags of what it needs are those of the whole
 * (helm, pkg/engine/engine.go: recAllTpls; pkg/chart/common/util/coalesce.go: coalesceGlobals; pkg/chart/v2/util/dependencies.go).
 */

/** A chart that helm may render for several releases at once. */
export interface GroupableChart {
  name: string;
  /** Of Chart.yaml: the versions of Kubernetes that it is for. Empty for all. */
  kubeVersion: string;
  /** Of the chart and of the libraries in it, by their names in the chart. */
  templates: readonly ArchivedFile[];
  /** Names of those that helm renders; the others define what these use. */
  rendered: readonly string[];
  /** Chart.yaml, Chart.lock and values.yaml, and those of libraries: what helm makes a context of, or refuses. */
  context: readonly ArchivedFile[];
  /** What templates can read. */
  files: readonly ArchivedFile[];
  /** Names of the libraries in it for which its own values hold nothing. */
  bareLibraries: readonly string[];
  /** Whether its own values hold `global`. */
  hasGlobal: boolean;
}

/** What is there once for each release. */
const mostContextBytes = 256 * 1024;
/** What is there once, is written for each group and stays in memory. */
const mostBytes = 4 * 1024 * 1024;

/** @param files of the chart, with names relative to its folder */
export function groupableChart(files: readonly ArchivedFile[]): GroupableChart | undefined {
  const templates = files.filter(({ name }) => isTemplate(name));
  const context = files.filter(({ name }) => /^(?:charts\/[^/]+\/)?(?:(?:Chart|values)\.yaml|Chart\.lock)$/.test(name));
  const others = files.filter(({ name }) => isReadable(name));
  const rendered = templates.filter(({ name }) => !isPartial(name));
  if (bytesOf(context) > mostContextBytes || bytesOf(templates) + bytesOf(others) > mostBytes) return undefined;
  if ([...templates, ...context, ...others].some(({ content }) => asksWhereItIs(content))) return undefined;
  try {
    const metadata = metadataOf(files, '');
    const name = textAt(metadata, 'name');
    if (!isUsual(metadata, files) || !templates.every((template) => isUsualTemplate(template, name))) return undefined;
    const ownKeys = keysOf(textOf(files, 'values.yaml'));
    return {
      name,
      kubeVersion: textAt(metadata, 'kubeVersion'),
      templates,
      rendered: rendered.map((template) => template.name),
      context,
      files: others,
      bareLibraries: librariesIn(files).filter((library) => !ownKeys.includes(library)),
      hasGlobal: ownKeys.includes('global'),
    };
  } catch {
    // Alone, helm says what is wrong with it.
    return undefined;
  }
}

/** Of a template, or of JSON of values that may become one: asks for what is not the same where the chart lies in others. */
export function asksWhereItIs(content: string | Buffer): boolean {
  const text = content.toString();
  return /\.Chart\b(?!\.\w)|["`]Chart[\\"`]|\bIsRoot\b|\bSubcharts\b/.test(text) || hashesAll(text);
}

/** All that a template knows, as text, can be told from what is printed (see divide-group.ts), but not from its hash. */
function hashesAll(text: string): boolean {
  const actions = text.match(/\{\{[^{}]*\}\}/g) ?? [];
  return actions.some((action) => asText.test(action) && /sum\b|enc\b/.test(action));
}

const asText = /\b(?:to[A-Z]\w*|print\w*)\s+[.$](?=[\s)|}])|[\s({-][.$]\s*\|\s*to[A-Z]/;

/** Of a library, helm reads those only that it does not render. */
function isTemplate(name: string): boolean {
  return name.startsWith('templates/') || (/^charts\/[^/]+\/templates\//.test(name) && isPartial(name));
}

/** By this helm knows what it does not render. */
function isPartial(name: string): boolean {
  return path.posix.basename(name).startsWith('_');
}

/** As `.Files`. What lies in a library is out of reach for the chart. */
function isReadable(name: string): boolean {
  return !/^(?:templates\/|charts\/|Chart\.(?:yaml|lock)$|values\.(?:yaml|schema\.json)$)/.test(name);
}

/** Needs no other chart than libraries, which helm does not render, and those without a condition. */
function isUsual(metadata: JsonObject, files: readonly ArchivedFile[]): boolean {
  const libraries = librariesIn(files);
  return (
    hasUsualKind(metadata, libraries) &&
    hasUsualKeys(metadata) &&
    plainName.test(textAt(metadata, 'name')) &&
    files.every(({ name }) => !unusualFile.test(name)) &&
    new Set(files.map(({ name }) => name)).size === files.length &&
    libraries.every((name) => isLibrary(metadataOf(files, `charts/${name}/`), name)) &&
    objectsAt(metadata, 'dependencies').every(
      (one) => libraries.includes(textAt(one, 'name')) && Object.keys(one).every((key) => plainKeys.includes(key)),
    )
  );
}

function librariesIn(files: readonly ArchivedFile[]): string[] {
  return [...new Set(files.flatMap(({ name }) => /^charts\/([^/]+)/.exec(name)?.[1] ?? []))];
}

/** A chart of the first version says of what it needs in another file, and of libraries it knows nothing. */
function hasUsualKind(metadata: JsonObject, libraries: readonly string[]): boolean {
  if (textAt(metadata, 'apiVersion') === 'v1') return libraries.length === 0 && metadata.dependencies === undefined;
  return textAt(metadata, 'apiVersion') === 'v2' && ['', 'application'].includes(textAt(metadata, 'type'));
}

/** Values under `global` are for all charts, also those of a chart that has this name. */
const plainName = /^(?!global$)[a-z0-9][a-z0-9-]*$/;
const plainKeys = ['name', 'version', 'repository'];
/** Charts that are packed or nested, what charts of the first version need, and names that helm takes apart in an archive. */
const unusualFile = /^(?:(?:charts\/[^/]+\/)?requirements\.|charts\/[^/]+$|charts\/[^/]+\/charts\/|.*\\)/;
/** Of Chart.yaml, what changes how a chart is taken. */
const decidingKeys = ['name', 'apiVersion', 'kubeVersion', 'type', 'dependencies'];

/** helm takes `Type` for `type`, as Go does for JSON, and `<<` for the keys of a map. */
function hasUsualKeys(metadata: JsonObject): boolean {
  const folded = new Set(decidingKeys.map(foldCase));
  return Object.keys(metadata).every(
    (key) => decidingKeys.includes(key) || (key !== '<<' && !folded.has(foldCase(key))),
  );
}

/** Some letters have no other in one of the two directions. */
function foldCase(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function isLibrary(metadata: JsonObject, folder: string): boolean {
  const { name, type, dependencies } = metadata;
  const isPlain = plainName.test(folder) && name === folder && hasUsualKeys(metadata);
  return isPlain && type === 'library' && dependencies === undefined;
}

/** @throws ChartError */
function metadataOf(files: readonly ArchivedFile[], folder: string): JsonObject {
  return parseChartFile('Chart.yaml', textOf(files, `${folder}Chart.yaml`));
}

/** Has a name that a template can be asked for by, and defines none by the names that helm gives files. */
function isUsualTemplate({ name, content }: ArchivedFile, chart: string): boolean {
  const definesFile = new RegExp(`\\{\\{-?\\s*(?:define|block)\\s+["\`]${chart}/`);
  return /^[\w./-]+$/.test(name) && !path.posix.basename(name).startsWith('.') && !definesFile.test(content.toString());
}

/** @throws Error when they cannot be told, or when a chart in another one would have others */
function keysOf(values: string): string[] {
  // Lines that end in another way do so for one of the two parsers.
  if (/\r(?!\n)|[\u0085\u2028\u2029]/.test(values)) throw new Error('its lines are not certain');
  if (values.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return [];
  const parsed = parseFailsafeYaml(values);
  if (!isObject(parsed) || '<<' in parsed) throw new Error('its keys are not certain');
  // In another chart it would be made a map.
  if ('global' in parsed && !isObject(parsed.global)) throw new Error('its global is no map');
  return Object.keys(parsed);
}

function textOf(files: readonly ArchivedFile[], name: string): string {
  return files.find((file) => file.name === name)?.content.toString() ?? '';
}

function bytesOf(files: readonly ArchivedFile[]): number {
  return files.reduce((sum, { content }) => sum + content.length, 0);
}
