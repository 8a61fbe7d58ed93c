import { textOfLabel } from '../../opt-in.js';
import type { Problem } from '../../problem.js';
import { type ClusterCoverage, coverageOf } from '../coverage.js';
import type { Discovery } from '../discovery.js';
import { distinctReleases } from '../distinct-releases.js';
import { sourceGroup } from '../files/search-texts.js';
import { type ReleaseOutcome, readRelease } from '../helm-release/read-release.js';
import { notCheckedOut } from '../hidden-files.js';
import type { LoadContext } from '../load-context.js';
import type { Manifest } from '../manifests/manifest.js';
import { remoteClusterNotice } from '../manifests/remote-cluster.js';
import { type FileObjects, fileObjects } from './file-objects.js';
import {
  type LabelledFile,
  notEvaluated,
  readLabelledFile,
  withoutApplier,
  withoutChartTemplates,
} from './labelled-files.js';

/** What is known of some of the files already, such as by kustomize. */
export interface Built {
  /** Files whose releases are among the outcomes. */
  files: ReadonlySet<string>;
  outcomes: ReleaseOutcome[];
  problems: Problem[];
  /** Labelled objects that are no releases. */
  others: Manifest[];
  coverage: ClusterCoverage;
  summary: string[];
}

type ReadBuilt = (labelledFiles: readonly string[], objects: FileObjects) => Promise<Built>;

/**
 * Takes the labelled HelmReleases and what they need as the files give them, with the variables replaced.
 * @param readBuilt Reads some of the files in another way.
 */
export async function loadPlainFiles(
  context: Pick<LoadContext, 'repository' | 'options' | 'variables' | 'absentFiles'>,
  readBuilt: ReadBuilt = async () => nothingBuilt,
): Promise<Discovery> {
  const { repository, options } = context;
  // Where none is known, the files keep theirs.
  const variables = context.variables.size > 0 ? context.variables : undefined;
  const labelText = textOfLabel(options.label);
  const found = repository.files.search([labelText, sourceGroup]);
  const labelledFiles = withoutChartTemplates(found.get(labelText) ?? [], repository);
  const objects = fileObjects(repository, found.get(sourceGroup) ?? [], variables);
  const built = await readBuilt(labelledFiles, objects);
  const plain = labelledFiles
    .filter((file) => !built.files.has(file))
    .map((file) => readLabelledFile(file, repository, variables, options));
  const releaseContext = { label: options.label, sources: objects, findValues: objects.findValues };
  const outcomes = plain.flatMap(({ manifests }) => manifests).map((manifest) => readRelease(manifest, releaseContext));
  const { releases, problems } = distinctReleases(
    [...built.outcomes, ...outcomes].flatMap(({ release }) => release ?? []),
    'Kustomizations that Flux follows would tell them apart.',
  );
  return {
    releases,
    workloads: [],
    offered: [],
    unbuilt: [],
    advice: [],
    problems: [built, ...built.outcomes, ...plain, ...outcomes]
      .flatMap((outcome) => outcome.problems)
      .concat(
        objects.problems(),
        problems,
        withoutApplier([...built.others, ...plain.flatMap(({ others }) => others)]),
        remoteClusterNotice(plain.flatMap(({ remote }) => remote)),
        notCheckedOut(context.absentFiles),
        plain.flatMap(({ resourceSets }) => resourceSets.map(notEvaluated)),
      ),
    ...coverageOf([built.coverage, coverageOfFiles(plain, context)]),
    summary: [
      `${repository.files.all.length} YAML files, ${labelledFiles.length} of them with the text of the label`,
      ...built.summary,
    ],
  };
}

function coverageOfFiles(
  labelled: readonly LabelledFile[],
  { repository, absentFiles }: Pick<LoadContext, 'repository' | 'absentFiles'>,
): ClusterCoverage {
  const broken = labelled
    .filter(({ complete, resourceSets }) => !complete || resourceSets.length > 0)
    .map(({ file }) => file);
  return {
    hidden: broken.length > 0 || absentFiles.length > 0,
    elsewhere: false,
    settledFiles: new Set(repository.files.all),
    unsettledFiles: new Set(broken),
  };
}

const nothingBuilt: Built = {
  files: new Set(),
  outcomes: [],
  problems: [],
  others: [],
  coverage: { hidden: false, elsewhere: false, settledFiles: new Set(), unsettledFiles: new Set() },
  summary: [],
};
