import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, textAt } from '../../json.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import { divideOutput, type GroupMember, MixedGroup } from './group-output.js';
import { jsonText } from './json-text.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { UnfitFile } from './regular-file.js';
import type { BuildContext } from './run-build.js';
import { stageBuild, stagedFiles } from './stage.js';
import { stagedFolder, stagedKustomization } from './stage-paths.js';

/** One of several builds that one kustomize makes. */
export interface GroupJob {
  graph: KustomizationGraph;
  /** The kustomization of the top folder, as Flux changes it. */
  top: JsonObject;
}

/** It does what one build does many times over; what takes longer is better done one by one. */
const groupMilliseconds = 20_000;

/**
 * Has kustomize make several builds at once, which takes a fraction of the time. Each lies in a stage of its own in that of
 * the group: it can name nothing outside of it, since it cannot know what the others are called.
 * @param stage Absolute path of a folder that does not exist.
 * @returns What each gives alone; `undefined` when that is not certain, or one of them fails and it is not known which.
 */
export async function buildGroup(
  { tree, tools, parse }: BuildContext,
  jobs: readonly GroupJob[],
  stage: string,
): Promise<string[] | undefined> {
  const secret = randomBytes(12).toString('hex');
  const members = jobs.map((job, index) => memberOf(job, `${secret}${String(index).padStart(3, '0')}`));
  try {
    for (const [index, { graph, top }] of jobs.entries()) {
      const { name = '', namespace } = members[index] ?? {};
      const content = { graph, top: { ...top, namespace: `${namespace}-${name}` }, unreadable: new Set<string>() };
      stageBuild(tree, content, path.join(stage, name));
    }
    writeTop(stage, members);
    const output = await buildKustomization(tools, stage, stage, groupMilliseconds);
    return divideOutput(output, members, secret, parse);
  } catch (error) {
    if (error instanceof ProcessError || error instanceof UnfitFile || error instanceof MixedGroup) return undefined;
    throw error;
  }
}

function memberOf({ graph, top }: GroupJob, name: string): GroupMember {
  return { name, folder: stagedFolder(graph.folder), namespace: textAt(top, 'namespace'), files: stagedFiles(graph) };
}

function writeTop(stage: string, members: readonly GroupMember[]): void {
  const resources = members.map(({ name, folder }) => `./${name}/${folder}`);
  mkdirSync(stage, { recursive: true, mode: 0o700 });
  const content = jsonText({ resources, buildMetadata: ['originAnnotations'] });
  writeFileSync(path.join(stage, stagedKustomization), content, { flag: 'wx', mode: 0o600 });
}
