import path from 'node:path';
import { type Cache, openCache } from '../../src/cache.js';
import { type Discovery, loadReleases } from '../../src/flux/load-releases.js';
import type { LoadOptions } from '../../src/flux/options.js';
import { createTools } from '../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { unpackTools } from '../support/tools.js';

export type Overrides = Partial<LoadOptions>;

export const defaults: Omit<LoadOptions, 'root'> = {
  fluxMonorepo: true,
  clusterName: '',
  label: 'prepuller',
  outputPath: 'infrastructure/prepullers',
  substitutions: {},
  strictSubstitution: false,
  concurrency: 2,
};

/** The tests' own kubectl, for a machine that has only Node and git. */
export async function useKubectl(): Promise<void> {
  const { kubectl } = await unpackTools();
  if (!process.env.PATH?.startsWith(kubectl)) process.env.PATH = `${kubectl}${path.delimiter}${process.env.PATH}`;
}

/** What is found in a repository of these files, with the real kustomize. */
export async function discover(files: Files, options: Overrides = {}): Promise<Discovery> {
  const root = await temporaryFolder('flux');
  await writeFiles(root, files);
  return await discoverIn(root, options);
}

export async function discoverIn(root: string, options: Overrides = {}, kept?: Cache): Promise<Discovery> {
  await useKubectl();
  const cache = kept ?? (await emptyCache());
  return await loadReleases({ ...defaults, root, ...options }, createTools(), cache);
}

export async function emptyCache(): Promise<Cache> {
  return openCache(await temporaryFolder('cache'), 100);
}

/** A HelmRelease of a chart in `HelmRepository flux-system/examples`; further lines go into `metadata` and `spec`. */
export function helmRelease(
  name: string,
  { namespace = 'web', metadata = '', spec = '', label = 'enabled' } = {},
): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
${namespace && `  namespace: ${namespace}\n`}${label && `  labels:\n    prepuller: ${label}\n`}${indent(metadata)}spec:
  interval: 1h
  chart:
    spec:
      chart: web
      version: 1.2.3
      sourceRef:
        kind: HelmRepository
        name: examples
        namespace: flux-system
${indent(spec)}`;
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
