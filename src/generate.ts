import { type Cache, openCache } from './cache.js';
import { sourceFetcher } from './charts/fetch-source.js';
import { type OwnRepository, ownRepository } from './charts/own-repository.js';
import { type OnStage, type RenderedCharts, renderCharts } from './charts/render-charts.js';
import { loadTemplateQueue } from './charts/renderer.js';
import { SourceBudget } from './charts/source-budget.js';
import { enumerate } from './enumerate.js';
import type { RunEvent } from './event.js';
import { namespaceDeclarations } from './flux/declared-namespaces.js';
import type { Discovery } from './flux/discovery.js';
import { loadReleases } from './flux/load-releases.js';
import type { Release } from './flux/release.js';
import { isOfOtherSource } from './flux/source-place.js';
import type { ExtractedImages } from './images/extract-images.js';
import type { Mention } from './images/mentions.js';
import { unusedFilters } from './images/unused-filters.js';
import type { Inputs } from './inputs/inputs.js';
import { type Network, openNetwork } from './network/network.js';
import { timesOutside, whileOutside } from './outside.js';
import { plainSources } from './plain-sources.js';
import type { PrepullerSource } from './prepullers/contract.js';
import { homelessPrepullers } from './prepullers/homeless.js';
import { refuseForeignFolder } from './prepullers/output-folder.js';
import { checkManifestOptions } from './prepullers/release-control.js';
import { writePrepullers } from './prepullers/write-prepullers.js';
import { failedReleases, type Problem, type ReleaseId, releaseKey } from './problem.js';
import { loadExtraction, type ReadRendering, renderingReader } from './rendering-reader.js';
import { noLongerFound } from './report/no-longer-found.js';
import { releaseReports } from './report/release-report.js';
import type { Timing } from './report/timing.js';
import { whatChanges } from './report/what-changes.js';
import type { Generated } from './run-result.js';
import { createTemporaryFolder, removeTemporaryFolder } from './tools/temporary-folder.js';
import { createTools, type Tools } from './tools/tools.js';
import { openVerification } from './verification.js';
import { declaringFiles, type RunPlace, workflowPaths } from './workflows/workflow-paths.js';

/** Is told of a run while it goes on. */
export interface RunObserver {
  /** What Flux runs, before the first chart is asked for. */
  found(discovery: Discovery): void;
  /** How far a release is. */
  reached?: OnStage;
  /** A part of the references that somebody asks about: where the manifests name them, and what becomes of it. */
  asked?: { about: string; mentioned(release: Release, mentions: readonly Mention[]): void };
}

/** A copy of a commit, which has no `.git`, says where its top is. */
type GenerateInputs = Inputs & Pick<RunPlace, 'top'>;

/** From the manifests at hand to the generated files: releases, their charts, the images in them, the DaemonSets. */
export async function generate(
  inputs: GenerateInputs,
  event: RunEvent,
  timing: Timing,
  observer: RunObserver,
): Promise<Generated> {
  // What makes no DaemonSet is refused before the first chart is pulled.
  checkManifestOptions(inputs);
  refuseForeignFolder(inputs.root, inputs.outputPath);
  const before = timesOutside();
  const tools = createTools(inputs);
  const cache = openCache(inputs.cachePath, inputs.cacheMaxSize);

  const network = await openNetwork(inputs, event);
  const scratch = createTemporaryFolder();
  const resources = { tools, cache, network, scratch, observer, own: ownRepository(inputs, event) };
  const generated = await generateWith(resources, inputs, timing).finally(async () => {
    await network.close();
    await removeTemporaryFolder(scratch);
  });
  cache.trim();
  return { ...generated, askedNothing: timesOutside() === before };
}

async function generateWith(
  resources: Resources,
  inputs: GenerateInputs,
  timing: Timing,
): Promise<Omit<Generated, 'askedNothing'>> {
  const { discovery, read, ...wanted } = await readWanted(resources, inputs, timing);
  const verification = await openVerification(inputs, resources);
  const verified = await timing.of('registries', () =>
    verification.check(withoutFailed(wanted.sources, wanted.problems)),
  );
  const found = [...wanted.problems, ...verified.problems];
  const sources = withoutFailed(verified.sources, found);
  const unrendered = {
    failed: [...failedReleases(found).values(), ...discovery.unbuilt],
    complete: !discovery.hidden && wanted.isComplete,
    isSettled: (file: string) => discovery.settledFiles.has(file),
    isUnseen: (file: string) => !discovery.complete && isOfOtherSource(file),
  };
  const written = await timing.of('prepullers', () => writePrepullers(sources, unrendered, inputs));
  const measured = await timing.of('registries', () => verification.measure(sources, written));

  const { changes, files } = written;
  const differences = whatChanges(written);
  const problems = [
    ...found,
    ...written.problems,
    ...measured.problems,
    ...homelessPrepullers(sources, namespaceDeclarations(inputs), inputs),
    ...unusedFilters(read, inputs),
    ...noLongerFound(differences),
  ];
  const succeeded = withoutFailed(sources, problems);
  const releases = releaseReports(succeeded);
  const count = countReleases([...releases.map(({ id }) => id), ...failedReleases(problems).values()]);
  const sizes = measured.sizes && { sizes: measured.sizes };
  return {
    changes,
    files,
    whatChanges: differences,
    releases: count,
    rendered: releases,
    sources: succeeded,
    problems,
    ...sizes,
  };
}

/** What Flux runs of all that is opted in, and the images of it. */
interface Wanted {
  discovery: Discovery;
  sources: PrepullerSource[];
  /** The same with what was left out. */
  read: ExtractedImages[];
  problems: Problem[];
  /** Nothing that charts make is left unread. */
  isComplete: boolean;
}

async function readWanted(resources: Resources, inputs: GenerateInputs, timing: Timing): Promise<Wanted> {
  const { discovery, rendered } = await loadAndRender(inputs, timing, resources);
  const plain = await timing.of('images', () => plainSources(discovery, inputs));
  const unread = unreadObjects(rendered, discovery.hidden);
  const paths = await workflowPaths(inputs, () => declaringFiles(discovery));
  return {
    discovery,
    sources: [...sourcesOf(rendered), ...plain.sources],
    read: [...rendered.results.map(({ content }) => content), ...plain.read],
    problems: [
      ...discovery.problems,
      ...discovery.advice,
      ...paths,
      ...problemsOf(rendered),
      ...plain.problems,
      ...unread,
    ],
    isComplete: unread.length === 0,
  };
}

/** Those of HelmReleases: plain objects are no releases. */
function countReleases(ids: readonly ReleaseId[]): number {
  return ids.filter(({ kind }) => kind === undefined).length;
}

interface Resources {
  tools: Tools;
  cache: Cache;
  network: Network;
  /** A folder of this run alone. */
  scratch: string;
  own: OwnRepository;
  observer: RunObserver;
}

async function loadAndRender(
  inputs: Inputs,
  timing: Timing,
  { tools, cache, network, scratch, own, observer }: Resources,
): Promise<{ discovery: Discovery; rendered: RenderedCharts<ReadRendering> }> {
  const budget = new SourceBudget();
  const fetchSource = inputs.followSources
    ? sourceFetcher(inputs, { network, scratch, cache, own, budget })
    : undefined;
  // Whatever is asked for first, a build or a rendering: most likely something is rendered and read.
  const takeBack = whileOutside(() => void Promise.allSettled([loadTemplateQueue(), loadExtraction()]));
  const discovery = await timing.of('flux', () => loadReleases(inputs, tools, cache, fetchSource));
  observer.found(discovery);
  const { asked } = observer;
  const reader = renderingReader(inputs, timing, asked?.about);
  const rendered = await timing.of('charts', () =>
    renderCharts(discovery.releases, inputs, { tools, cache, network, own, onStage: observer.reached }, reader),
  );
  takeBack();
  for (const { release, content } of rendered.results) asked?.mentioned(release, content.mentions ?? []);
  return { discovery, rendered };
}

function problemsOf({ problems, results }: RenderedCharts<ReadRendering>): Problem[] {
  return [...problems, ...results.flatMap(({ content }) => content.problems)];
}

/**
 * What charts give Flux to reconcile is not followed: it may be anything.
 * @param isKnown Something is known to be hidden; of charts of this repository that was said when they were found
 */
function unreadObjects({ results }: RenderedCharts<ReadRendering>, isKnown: boolean): Problem[] {
  return results.flatMap(({ release, content }): Problem[] => {
    if (content.fluxObjects.length === 0 || (isKnown && release.chart.location.kind === 'directory')) return [];
    const message = `Its chart makes objects of Flux, which are not read (${enumerate(content.fluxObjects)}): what they run has no pre-puller, and nothing is removed that may come from there.`;
    const object = `HelmRelease ${releaseKey(release.id)}`;
    return [{ severity: 'warning', kind: 'template', message, object, place: release.place }];
  });
}

function sourcesOf({ results }: RenderedCharts<ReadRendering>): PrepullerSource[] {
  return results.map(({ content, ...rest }) => ({ ...rest, images: content.images }));
}

function withoutFailed(sources: readonly PrepullerSource[], problems: readonly Problem[]): PrepullerSource[] {
  const failed = failedReleases(problems);
  return sources.filter(({ release }) => !failed.has(releaseKey(release.id)));
}
