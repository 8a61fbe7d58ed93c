import { enumerate } from '../../enumerate.js';
import type { Problem } from '../../problem.js';
import type { Repository } from '../files/repository.js';
import { chartTemplates } from '../plain/labelled-files.js';

/** A chart in this repository whose templates hold objects of Flux. */
export interface ChartOfReleases {
  /** Folder of the chart. */
  folder: string;
  templates: string[];
}

/** @param candidates Files that hold a text of Flux's objects. */
export function chartsOfReleases(candidates: readonly string[], repository: Repository): ChartOfReleases[] {
  const byFolder = new Map<string, string[]>();
  for (const { chart, file } of chartTemplates(candidates, repository)) {
    byFolder.set(chart, [...(byFolder.get(chart) ?? []), file]);
  }
  return [...byFolder].map(([folder, templates]) => ({ folder, templates }));
}

/** Those whose folder one of the texts names, as a HelmRelease does with the chart that it installs. */
export function chartsInUse(charts: readonly ChartOfReleases[], texts: () => readonly string[]): ChartOfReleases[] {
  if (charts.length === 0) return [];
  const all = texts();
  return charts.filter(({ folder }) => {
    // Where the source is a part of the repository, the path begins further down.
    const end = folder.split('/').slice(-2).join('/');
    return all.some((text) => text.includes(end));
  });
}

export function notRendered(charts: readonly ChartOfReleases[]): Problem[] {
  const [first] = charts;
  const file = first?.templates[0];
  if (file === undefined) return [];
  const message = `Charts of this repository make objects of Flux, which are not read (${enumerate(charts.map(({ folder }) => folder))}): what they run has no pre-puller, and nothing is removed that may come from there.`;
  return [{ severity: 'warning', kind: 'manifest', message, place: { file } }];
}
