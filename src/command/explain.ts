import { existsSync } from 'node:fs';
import path from 'node:path';
import { explainFile } from './explain-file.js';
import { explainImages } from './explain-image.js';
import { explainRelease } from './explain-release.js';
import { explainWorkloads } from './explain-workloads.js';
import { type Explanation, printExplanation } from './explanation.js';
import type { Survey } from './survey.js';
import { type WrittenRelease, writtenReleases } from './written-releases.js';

/** Says why something is there or is not. @returns the exit code: 1 when nothing is known of it. */
export function explain(survey: Survey, subject: string, json: boolean): number {
  const { output, messages } = survey;
  const explanations = explanationsOf(survey, subject);
  if (json) for (const line of JSON.stringify(explanations, null, 2).split('\n')) output.print(line);
  else for (const explanation of explanations) printExplanation(explanation, output);
  if (explanations.length > 0) return 0;
  messages.print(
    `Nothing is known of ${subject}: there is no file and no HelmRelease of that name, and no chart that is rendered here ` +
      'names such an image. Releases that could not be rendered are said by `prepuller plan`.',
    'yellow',
  );
  return 1;
}

/** A file, HelmReleases of that name, and else images: a part of an image's name may be a release's, too. */
function explanationsOf(survey: Survey, subject: string): Explanation[] {
  const file = fileOf(survey, subject);
  const releases = writtenReleases(survey.inputs);
  if (file !== undefined) return [explainFile(file, releases, survey)];
  const named = releases.filter((release) => isNamed(release, subject));
  const unwritten = survey.discovery.releases.filter(
    ({ id, place }) => isNamed(id, subject) && !named.some((one) => one.place.file === place.file),
  );
  const ofReleases = [
    ...[...named, ...unwritten.map(asWritten)].map((release) => explainRelease(release, survey)),
    ...explainWorkloads(subject, survey),
  ];
  return [...ofReleases, ...explainImages(subject, survey, ofReleases.length === 0)];
}

/** Relative to the folder one is in, or to the root. */
function fileOf({ inputs }: Survey, subject: string): string | undefined {
  for (const base of [process.cwd(), inputs.root]) {
    const file = path.relative(inputs.root, path.resolve(base, subject)).split(path.sep).join('/');
    if (/\.[a-z]+$/i.test(subject) && !file.startsWith('../') && existsSync(path.join(inputs.root, file))) return file;
  }
  return undefined;
}

/** `NAME` or `NAMESPACE/NAME`; a file may leave the namespace to its Kustomization. */
function isNamed({ name, namespace }: { name: string; namespace: string }, subject: string): boolean {
  const [, ofSubject, bare = subject] = /^([^/:]+)\/([^/:]+)$/.exec(subject) ?? [];
  return name === bare && (ofSubject === undefined || namespace === '' || namespace === ofSubject);
}

/** One that no file has as it is, such as one that a patch or an operator names. */
function asWritten({ id, place, suspended }: Survey['discovery']['releases'][number]): WrittenRelease {
  return { ...id, place, label: 'enabled', isLabelled: true, isSuspended: suspended, isRemote: false, values: [] };
}
