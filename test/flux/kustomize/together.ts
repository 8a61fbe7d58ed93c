import path from 'node:path';
import { openRepository, type Repository } from '../../../src/flux/files/repository.js';
import { buildGroup, type GroupJob } from '../../../src/flux/kustomize/build-group.js';
import { createBuilder } from '../../../src/flux/kustomize/builder.js';
import { addFluxFields } from '../../../src/flux/kustomize/flux-overlay.js';
import { isGroupable } from '../../../src/flux/kustomize/groupable.js';
import { parseDocument } from '../../../src/flux/kustomize/parse-document.js';
import type { JsonObject } from '../../../src/json.js';
import { createTools } from '../../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { emptyCache } from '../repository.js';

/** A folder to build, and the spec of the Flux Kustomization that has it built. */
export interface Member {
  folder: string;
  spec: JsonObject;
}

export async function repositoryOf(files: Files): Promise<Repository> {
  const root = await temporaryFolder('group');
  await writeFiles(root, files);
  return openRepository({ root, outputPath: 'out' });
}

export function jobOf(repository: Repository, { folder, spec }: Member): GroupJob {
  const graph = repository.kustomizations.graphOf(folder, spec);
  return { graph, top: addFluxFields(graph.top.staged, spec, graph.components) };
}

export function isGroupableIn(repository: Repository, member: Member): boolean {
  const { graph, top } = jobOf(repository, member);
  return isGroupable(graph, top, repository.manifests.text);
}

/** What one kustomize makes of them all, whatever is thought of them before; `undefined` when it is not used. */
export async function buildAsGroup(
  repository: Repository,
  jobs: readonly GroupJob[],
): Promise<readonly string[] | undefined> {
  const context = { ...repository, tools: createTools(), cache: await emptyCache(), parse: parseDocument };
  return await buildGroup(context, jobs, path.join(await temporaryFolder('stage'), 'group'));
}

/** Everything that a builder says of the members, asked for at once. */
export async function buildAll(repository: Repository, members: readonly Member[]) {
  const builder = createBuilder({ ...repository, tools: createTools(), cache: await emptyCache() }, 2);
  const builds = await Promise.all(
    members.map(({ folder, spec }) => builder.build(repository.kustomizations.graphOf(folder, spec), spec)),
  );
  await builder.close();
  return builds.map(({ documents, failed, problems }) => ({
    text: documents.map(({ text }) => text).join('---\n'),
    failed,
    // Paths of temporary folders differ from build to build.
    problems: problems.map(({ detail, ...problem }) => ({ ...problem, hasDetail: detail !== undefined })),
  }));
}

/** The same, each with a builder of its own. */
export async function buildOneByOne(repository: Repository, members: readonly Member[]) {
  const builds = [];
  for (const member of members) builds.push(...(await buildAll(repository, [member])));
  return builds;
}
