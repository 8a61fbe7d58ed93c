import path from 'node:path';
import { type Cache, openCache } from '../../src/cache.js';
import type { Discovery } from '../../src/flux/discovery.js';

import { loadReleases } from '../../src/flux/load-releases.js';
import type { LoadOptions } from '../../src/flux/options.js';
import type { FetchSource } from '../../src/flux/source-contents.js';
import { createTools } from '../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { unpackTools } from '../support/tools.js';

export type Overrides = Partial<LoadOptions>;

export const defaults: Omit<LoadOptions, 'root'> = {
  fluxMonorepo: true,
  clusterName: '',
  label: 'prepuller',
  workloads: false,
  outputPath: 'infrastructure/prepullers',
  substitutions: {},
  strictSubstitution: false,
  followSources: false,
  concurrency: 2,
};

/** The tests' own kubectl and helm, for a machine that has only Node and git. */
export async function useKubectl(): Promise<void> {
  const { kubectl, helm } = await unpackTools();
  const own = [kubectl, helm].join(path.delimiter);
  if (!process.env.PATH?.startsWith(own)) process.env.PATH = `${own}${path.delimiter}${process.env.PATH}`;
}

/** What is found in a repository of these files, with the real kustomize. */
export async function discover(files: Files, options: Overrides = {}, fetchSource?: FetchSource): Promise<Discovery> {
  const root = await temporaryFolder('flux');
  await writeFiles(root, files);
  return await discoverIn(root, options, undefined, fetchSource);
}

export async function discoverIn(
  root: string,
  options: Overrides = {},
  kept?: Cache,
  fetchSource?: FetchSource,
): Promise<Discovery> {
  await useKubectl();
  const cache = kept ?? (await emptyCache());
  return await loadReleases({ ...defaults, root, ...options }, createTools(), cache, fetchSource);
}

export async function emptyCache(): Promise<Cache> {
  return openCache(await temporaryFolder('cache'), 100);
}

/** A HelmRelease of `chartOf()`, unless `chart` has other lines for it; further lines go into `metadata` and `spec`. */
export function helmRelease(
  name: string,
  {
    apiVersion = 'helm.toolkit.fluxcd.io/v2',
    kind = 'HelmRelease',
    namespace = 'web',
    labelKey = 'prepuller',
    label = 'enabled',
    metadata = '',
    chart = chartOf(),
    spec = '',
  } = {},
): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
${namespace && `  namespace: ${namespace}\n`}${label && `  labels:\n    ${labelKey}: ${label}\n`}${indent(metadata)}spec:
  interval: 1h
${indent(chart)}${indent(spec)}`;
}

/** Lines of a HelmRelease's spec: a chart of a source, which is `HelmRepository flux-system/examples`. */
export function chartOf({
  chart = 'web',
  version = '1.2.3',
  kind = 'HelmRepository',
  name = 'examples',
  namespace = 'flux-system',
  further = '',
} = {}): string {
  return `chart:
  spec:
    chart: ${chart}
${version && `    version: ${version}\n`}${further && indent(indent(further))}    sourceRef:
      kind: ${kind}
      name: ${name}
${namespace && `      namespace: ${namespace}\n`}`;
}

/** Lines of a HelmRelease's spec: a chart that a source is. */
export function chartReference(kind: string, name: string): string {
  return `chartRef:
  kind: ${kind}
  name: ${name}
  namespace: flux-system
`;
}

export const helmRepository = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: examples
  namespace: flux-system
spec:
  interval: 1h
  url: https://charts.example.com
`;

function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ') && `${lines.trimEnd().replace(/^(?=.)/gm, '  ')}\n`.replace(/^\n$/, '');
}
