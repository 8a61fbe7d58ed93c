import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupableChart } from '../../../src/charts/group/groupable-chart.js';
import { templateGroup } from '../../../src/charts/group/template-group.js';
import { type TemplateOptions, type TemplateRelease, templateChart } from '../../../src/charts/template-chart.js';
import type { JsonObject } from '../../../src/json.js';
import { type ArchivedFile, writeTarGz } from '../../../src/tools/archive.js';
import { temporaryFolder } from '../../support/checkout.js';
import { realTools } from '../../support/render.js';
import type { Layer } from '../../support/tools.js';

/** Files of a chart by their names; without a Chart.yaml it gets a plain one. */
export type ChartTexts = Record<string, string>;

export const plainChartFile = 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "9"\ndescription: Sells.\n';

export function filesOf(texts: ChartTexts): ArchivedFile[] {
  return Object.entries({ 'Chart.yaml': plainChartFile, ...texts }).map(([name, text]) => ({
    name,
    content: Buffer.from(text),
  }));
}

export function releasesOf(values: readonly JsonObject[]): TemplateRelease[] {
  return values.map((one, index) => ({
    releaseName: `shop-${index}`,
    releaseNamespace: `apps-${index}`,
    values: one,
    integers: [],
  }));
}

const usual: TemplateOptions = { apiVersions: ['acme.example.com/v1'], kubeVersion: '1.32.0', occasion: 'install' };

/** @returns What each release gives by itself, or helm's words. */
export async function renderAlone(
  files: readonly ArchivedFile[],
  releases: readonly TemplateRelease[],
  { layer = 'v35', ...options }: Partial<TemplateOptions> & { layer?: Layer } = {},
): Promise<string[]> {
  const helm = await (await realTools(layer)).helm();
  const archive = path.join(await temporaryFolder('alone'), 'chart.tgz');
  await writeFile(archive, await writeTarGz('any', files));
  const one = (release: TemplateRelease) => templateChart(helm, archive, release, { ...usual, ...options });
  return await Promise.all(releases.map((release) => one(release).catch((error: Error) => String(error))));
}

/** @returns What helm gives for each, all at once; none when that is not done, or comes to nothing. */
export async function renderTogether(
  files: readonly ArchivedFile[],
  releases: readonly TemplateRelease[],
  { layer = 'v35', ...options }: Partial<TemplateOptions> & { layer?: Layer } = {},
): Promise<(string | undefined)[]> {
  const chart = groupableChart(files);
  const helm = await (await realTools(layer)).helm();
  const scratch = await temporaryFolder('together');
  return chart ? await templateGroup(helm, chart, releases, { ...usual, ...options, scratch }) : [];
}
