import type { FileReader } from '../flux/discovery.js';
import type { Release } from '../flux/release.js';
import { isOptOut, labelKey } from '../opt-in.js';
import { type Problem, type ReleaseId, releaseKey } from '../problem.js';
import { foldProblems } from '../report/fold-problems.js';
import { plural } from '../report/log.js';
import { type Explanation, type Fact, position } from './explanation.js';
import type { Survey } from './survey.js';
import type { WrittenRelease } from './written-releases.js';

/** Why a HelmRelease is found or is not, what it runs, and which files go into it. */
export function explainRelease(written: WrittenRelease, survey: Survey): Explanation {
  const found = survey.discovery.releases.filter((release) => isSame(written, release));
  const readers = survey.discovery.readersOf?.(written.place.file);
  const problems = problemsAbout(written, found, survey);
  const facts = [
    { text: `declared in ${position(written.place)}` },
    labelFact(written, found.length > 0, survey.inputs.label),
    ...readerFacts(readers),
    ...(written.isRemote ? [{ text: 'spec.kubeConfig: it runs on another cluster, and gets no pre-puller here' }] : []),
    ...(written.isSuspended
      ? [{ text: 'spec.suspend: Flux does not reconcile it now; what it runs is still kept on the nodes' }]
      : []),
    ...found.flatMap((release) => foundFacts(release, survey)),
    verdict(written, found, readers, problems),
    ...(found.length > 0 ? [{ text: 'files that go into it:', details: filesOf(written, found, readers ?? []) }] : []),
  ];
  return { title: titleOf(written, found), facts, problems };
}

function isSame({ name, place }: WrittenRelease, release: Release): boolean {
  return release.id.name === name && release.place.file === place.file;
}

function titleOf({ namespace, name }: WrittenRelease, [first]: readonly Release[]): string {
  if (first) return `HelmRelease ${releaseKey(first.id)}`;
  return `HelmRelease ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

function labelFact({ label, isLabelled }: WrittenRelease, isFound: boolean, input: string): Fact {
  const key = labelKey(input);
  if (isLabelled)
    return { text: label === '' ? `taken without a label: prepuller-label is ${input}` : `label ${key}: ${label}` };
  if (isFound) return { text: `label ${key}: enabled, which a Kustomization or a patch gives it` };
  if (label === '') return { text: `label ${key}: missing in the file` };
  if (isOptOut(label)) return { text: `label ${key}: ${label}` };
  return { text: `label ${key}: ${JSON.stringify(label)}, which does not opt in; the value must be enabled` };
}

function readerFacts(readers: readonly FileReader[] | undefined): Fact[] {
  if (readers === undefined) return [{ text: 'no Kustomizations are followed here: the files are taken as they are' }];
  return readers.map(({ object, place, isSuspended }) => ({
    text: `built by ${object}, ${position(place)}${isSuspended ? ', which is suspended: Flux does not apply changes now' : ''}`,
  }));
}

function foundFacts({ id, chart }: Release, survey: Survey): Fact[] {
  const source = chart.source.place ? `, ${position(chart.source.place)}` : '';
  return [{ text: `source ${chart.source.object}${source}` }, ...generatedFacts(id, survey)];
}

/** The chart, the images with every place that names them, and the generated files. */
export function generatedFacts(id: ReleaseId, { generated }: Survey): Fact[] {
  const key = releaseKey(id);
  const files = generated.files
    .filter(({ releases }) => releases.some((one) => releaseKey(one) === key))
    .map(({ path }) => ({ text: `generated file ${path}, ${stateOf(path, generated)}` }));
  const report = generated.rendered.find((one) => releaseKey(one.id) === key);
  if (report === undefined) return files;
  const images = report.images.flatMap(({ reference, uses }) => [
    reference,
    ...uses.map((use) => `  ${use.object}: ${use.path} (${use.rule}, ${use.confidence})`),
  ]);
  return [
    ...(report.charts.length > 0 ? [{ text: `chart ${report.charts.join(' and ')}` }] : []),
    { text: plural(report.images.length, 'image'), details: images },
    ...(report.excluded.length > 0 ? [{ text: 'excluded', details: report.excluded }] : []),
    ...files,
  ];
}

export function stateOf(path: string, { changes }: Survey['generated']): string {
  const change = changes.find((one) => one.path === path);
  const words = {
    added: 'which is to be added',
    modified: 'which is to be changed',
    removed: 'which is to be removed',
  };
  return change === undefined ? 'which is up to date' : words[change.kind];
}

function verdict(
  written: WrittenRelease,
  found: readonly Release[],
  readers: readonly FileReader[] | undefined,
  problems: readonly Problem[],
): Fact {
  const failed = problems.some(({ severity }) => severity === 'error');
  if (failed) return { text: 'It failed, as said below: it keeps the file that it has.' };
  if (found.length > 0) return { text: 'It is found.' };
  if (written.isRemote) return { text: 'It is left out: it runs on another cluster.' };
  if (readers?.length === 0) {
    return { text: 'It is left out: no live Kustomization builds this file, so Flux does not run it.' };
  }
  if (!written.isLabelled) return { text: 'It is left out: it is not opted in.' };
  return { text: 'It is left out.' };
}

function problemsAbout({ name, place }: WrittenRelease, found: readonly Release[], { generated }: Survey): Problem[] {
  const keys = new Set(found.map(({ id }) => releaseKey(id)));
  const isAbout = (id: ReleaseId | undefined) => id !== undefined && (keys.has(releaseKey(id)) || id.name === name);
  return foldProblems(
    generated.problems.filter(
      (problem) => isAbout(problem.release) && (keys.size > 0 || problem.place?.file === place.file),
    ),
  );
}

/** The files of this repository that decide what the release is and runs. */
export function filesOf(written: WrittenRelease, found: readonly Release[], readers: readonly FileReader[]): string[] {
  const sources = found.flatMap(({ chart }) => chart.source.place?.file ?? []);
  const values = written.values.map(({ object, place }) =>
    place === undefined ? `${object}: in no file, so its values are not known` : place.file,
  );
  const folders = found.flatMap(({ chart }) => (chart.location.kind === 'directory' ? `${chart.location.path}/` : []));
  const kustomizations = readers.flatMap((reader) => [reader.place.file, ...reader.kustomizations]);
  return [...new Set([written.place.file, ...sources, ...values, ...folders, ...kustomizations])];
}
