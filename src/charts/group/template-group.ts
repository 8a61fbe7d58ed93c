import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject, type JsonObject } from '../../json.js';
import { writeTarGz } from '../../tools/archive.js';
import { ProcessError } from '../../tools/process.js';
import type { Tool } from '../../tools/tools.js';
import { holdsTooMany, runTemplate, type TemplateOptions, type TemplateRelease } from '../template-chart.js';
import { divideGroup } from './divide-group.js';
import { groupChart } from './group-chart.js';
import type { GroupableChart } from './groupable-chart.js';

/** It does what one rendering does many times over; what takes longer is better done one by one. */
const groupMilliseconds = 20_000;

/**
 * Has one helm render a chart for several releases, which takes a fraction of the time.
 * @returns What `templateChart` gives for each; none when one of them fails, or when it is not certain what is whose.
 */
export async function templateGroup(
  helm: Tool,
  chart: GroupableChart,
  releases: readonly TemplateRelease[],
  { scratch, ...options }: TemplateOptions & { scratch: string },
): Promise<string[]> {
  if (releases.some(({ values }) => takesAway(values, chart))) return [];
  const groupName = `group-${randomBytes(12).toString('hex')}`;
  const { files, values, integers } = groupChart(chart, releases, groupName);
  const folder = await mkdtemp(path.join(scratch, 'group-'));
  try {
    const archive = path.join(folder, 'group.tgz');
    await writeFile(archive, await writeTarGz(groupName, files));
    const whole = { releaseName: 'group', releaseNamespace: 'group', values, integers };
    const output = await runTemplate(helm, archive, whole, { ...options, timeoutMilliseconds: groupMilliseconds });
    const texts = divideGroup(output, chart, groupName, releases.length);
    return texts.some(holdsTooMany) ? [] : texts;
  } catch (error) {
    if (error instanceof ProcessError) return [];
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** For what is no map in place of a library's values helm refuses a release; in another chart it leaves out what is null. */
function takesAway(values: JsonObject, { bareLibraries }: GroupableChart): boolean {
  return bareLibraries.some((name) => name in values && !isObject(values[name]));
}
