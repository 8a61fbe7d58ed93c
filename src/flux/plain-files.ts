import path from 'node:path';
import type { Problem } from '../problem.js';
import { distinctReleases } from './distinct-releases.js';
import { fileObjects } from './file-objects.js';
import { isHelmRelease, isLabelled, readRelease } from './helm-release.js';
import { metadataValue } from './json.js';
import type { Discovery, FluxOptions } from './load-releases.js';
import { type Manifest, parseManifests } from './manifest.js';
import type { JsonObject } from './release.js';
import type { RepositoryFiles } from './repository-files.js';
import { sourceGroup } from './source-kinds.js';
import { substituteManifest } from './substitute-manifest.js';
import { textOfLabel } from './text-of-label.js';

/** Takes the labelled HelmReleases and what they need as the files give them, with the variables replaced. */
export function loadPlainFiles(
  files: RepositoryFiles,
  variables: ReadonlyMap<string, string> | undefined,
  options: FluxOptions,
): Discovery {
  const labelText = textOfLabel(options.label);
  const found = files.search([labelText, sourceGroup]);
  const labelled = withoutChartTemplates(found.get(labelText) ?? [], files).map((file) =>
    readLabelled(file, files, variables, options),
  );
  const objects = fileObjects(files, found.get(sourceGroup) ?? [], variables);
  const outcomes = labelled
    .flatMap(({ manifests }) => manifests)
    .map((manifest) =>
      readRelease(manifest, { label: options.label, sources: objects, findValues: objects.findValues }),
    );
  const { releases, problems } = distinctReleases(outcomes.flatMap(({ release }) => release ?? []));
  return {
    releases,
    problems: [...labelled, ...outcomes].flatMap((outcome) => outcome.problems).concat(objects.problems(), problems),
    complete: labelled.every(({ complete }) => complete),
    summary: [`${files.all.length} YAML files, ${labelled.length} of them with the text of the label`],
  };
}

/** Templates of a chart in this repository are no manifests: helm makes some of them. */
function withoutChartTemplates(candidates: readonly string[], files: RepositoryFiles): string[] {
  const charts = new Set(
    files.all.filter((file) => path.posix.basename(file) === 'Chart.yaml').map(path.posix.dirname),
  );
  const isTemplate = (file: string) =>
    [...file.matchAll(/(?:^|\/)templates\//g)].some(({ index }) => charts.has(file.slice(0, index) || '.'));
  return candidates.filter((file) => !isTemplate(file));
}

interface LabelledFile {
  manifests: Manifest[];
  problems: Problem[];
  complete: boolean;
}

function readLabelled(
  file: string,
  files: RepositoryFiles,
  variables: ReadonlyMap<string, string> | undefined,
  options: FluxOptions,
): LabelledFile {
  const parsed = parseManifests(files.read(file), file);
  const broken = parsed.errors.map(({ message, place, text }) =>
    unreadable(message, place, holdsLabelledRelease(text, options.label)),
  );
  const substituted = parsed.manifests
    .filter(({ object }) => isHelmRelease(object) && mayBeLabelled(object, options.label))
    .map((manifest) => substituteManifest(manifest, variables, options.strictSubstitution))
    .filter(({ manifest }) => manifest === undefined || isLabelled(manifest.object, options.label));
  return {
    manifests: substituted.flatMap(({ manifest }) => manifest ?? []),
    problems: [...broken, ...substituted.flatMap(({ problems }) => problems)],
    complete: broken.every(({ severity }) => severity !== 'error'),
  };
}

function mayBeLabelled(object: JsonObject, label: string): boolean {
  const value = metadataValue(object, 'labels', label);
  return value === 'enabled' || value.includes('${');
}

function unreadable(message: string, place: Problem['place'], isLabelledRelease: boolean): Problem {
  const consequence = isLabelledRelease
    ? 'A labelled HelmRelease cannot be read'
    : 'The file is left out, for it cannot be read';
  return {
    severity: isLabelledRelease ? 'error' : 'warning',
    kind: 'manifest',
    message: `${consequence}: ${message}`,
    ...(place && { place }),
  };
}

/** For text that does not parse: a line with the label, and a HelmRelease, outside of comments. */
function holdsLabelledRelease(text: string, label: string): boolean {
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, ''));
  const isLabel = (line: string) =>
    line.includes(label) && /enabled/.test(line.slice(line.indexOf(label) + label.length));
  return lines.some((line) => /kind.*HelmRelease/.test(line)) && lines.some(isLabel);
}
