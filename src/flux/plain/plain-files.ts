import type { Problem } from '../../problem';
import { distinctReleases } from '../distinct-releases';
import type { Repository } from '../files/repository';
import { type ReleaseOutcome, readRelease } from '../helm-release/read-release';
import type { Discovery } from '../load-releases';
import { sourceGroup } from '../manifests/source-kinds';
import type { FluxOptions } from '../options.js';
import { textOfLabel } from '../text-of-label';
import { type FileObjects, fileObjects } from './file-objects';
import { readLabelledFile, withoutChartTemplates } from './labelled-files';

/** What is known of some of the files already, such as by kustomize. */
export interface Built {
  /** Files whose releases are among the outcomes. */
  files: ReadonlySet<string>;
  outcomes: ReleaseOutcome[];
  problems: Problem[];
  complete: boolean;
  summary: string[];
}

type Build = (labelledFiles: readonly string[], objects: FileObjects) => Promise<Built>;

/**
 * Takes the labelled HelmReleases and what they need as the files give them, with the variables replaced.
 * @param build Reads some of the files in another way.
 */
export async function loadPlainFiles(
  repository: Repository,
  variables: ReadonlyMap<string, string> | undefined,
  options: FluxOptions,
  build: Build = async () => nothingBuilt,
): Promise<Discovery> {
  const labelText = textOfLabel(options.label);
  const found = repository.files.search([labelText, sourceGroup]);
  const labelledFiles = withoutChartTemplates(found.get(labelText) ?? [], repository);
  const objects = fileObjects(repository, found.get(sourceGroup) ?? [], variables);
  const built = await build(labelledFiles, objects);
  const plain = labelledFiles
    .filter((file) => !built.files.has(file))
    .map((file) => readLabelledFile(file, repository, variables, options));
  const context = { label: options.label, sources: objects, findValues: objects.findValues };
  const outcomes = plain.flatMap(({ manifests }) => manifests).map((manifest) => readRelease(manifest, context));
  const { releases, problems } = distinctReleases(
    [...built.outcomes, ...outcomes].flatMap(({ release }) => release ?? []),
    'Kustomizations that Flux follows would tell them apart.',
  );
  return {
    releases,
    problems: [built, ...built.outcomes, ...plain, ...outcomes]
      .flatMap((outcome) => outcome.problems)
      .concat(objects.problems(), problems),
    complete: built.complete && plain.every(({ complete }) => complete),
    summary: [
      `${repository.files.all.length} YAML files, ${labelledFiles.length} of them with the text of the label`,
      ...built.summary,
    ],
  };
}

const nothingBuilt: Built = { files: new Set(), outcomes: [], problems: [], complete: true, summary: [] };
