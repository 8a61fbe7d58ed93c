import type { Release } from '../flux/release.js';
import { type ProcessOptions, runProcess } from '../tools/process.js';
import type { Tool } from '../tools/tools.js';
import { builtInApiVersions } from './api-versions.js';
import { ChartError } from './chart-error.js';
import { kubernetesKinds } from './kubernetes-kinds.js';
import { valuesDocument } from './values-document.js';

export interface TemplateOptions {
  /** Beside the built-in ones. */
  apiVersions: readonly string[];
  /** Empty for helm's own default. */
  kubeVersion: string;
  /** Flux installs once and upgrades ever after; charts can tell by `.Release.IsUpgrade`. */
  occasion: Occasion;
}

export type Occasion = 'install' | 'upgrade';

/** What helm is told of a release. */
export type TemplateRelease = Pick<Release, 'releaseName' | 'releaseNamespace' | 'values' | 'integers'>;

/**
 * Renders a chart for a release, without a cluster. Hooks stay, tests too: helm would leave out
 * every hook that has `test` among its events, also one that runs after each install; whoever reads the manifests decides.
 * @param chart a packed chart or a chart's folder
 * @returns YAML, many documents.
 * @throws ProcessError with helm's own words; ChartError when it is more than Flux could apply.
 */
export async function templateChart(
  helm: Tool,
  chart: string,
  release: TemplateRelease,
  options: TemplateOptions,
): Promise<string> {
  const manifests = await runTemplate(helm, chart, release, options);
  if (holdsTooMany(manifests)) throw new ChartError(`it renders to more than ${mostDocuments} objects`);
  return manifests;
}

/**
 * The same of whatever helm renders.
 * @param timeoutMilliseconds less than a tool has otherwise
 * @throws ProcessError
 */
export async function runTemplate(
  helm: Tool,
  chart: string,
  release: TemplateRelease,
  { timeoutMilliseconds, ...options }: TemplateOptions & Pick<ProcessOptions, 'timeoutMilliseconds'>,
): Promise<string> {
  // The values go through standard input: they may hold secrets, and a command line can be read by everyone.
  return await runProcess(helm.command, [...helm.args, ...templateArguments(chart, release, options)], {
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
    // helm 4 loses a last line that does not end when it fills its buffers (https://github.com/helm/helm/issues/32506).
    input: `${valuesDocument(release.values)}\n`,
    // The user's plugins, repositories and cluster have no say in what a chart renders to.
    env: { HELM_NO_PLUGINS: '1' },
    ...(helm.memoryBytes !== undefined && { memoryBytes: helm.memoryBytes }),
  });
}

/** Flux keeps a release in one Secret, which holds 1 MiB; reading many more objects would hold up everything else. */
const mostDocuments = 10_000;

export function holdsTooMany(manifests: string): boolean {
  let count = 0;
  for (let at = manifests.indexOf('\n---'); at >= 0; at = manifests.indexOf('\n---', at + 1)) count += 1;
  return count > mostDocuments;
}

/** All that helm is told about a rendering, but for the values. */
export function templateArguments(chart: string, release: TemplateRelease, options: TemplateOptions): string[] {
  return ['template', ...clusterArguments(options), ...releaseArguments(release, options), chart];
}

/** What helm is told of the cluster: the same for every release, and long. */
export function clusterArguments({ kubeVersion, apiVersions }: Omit<TemplateOptions, 'occasion'>): string[] {
  const known = new Set([...kubernetesKinds(kubeVersion), ...builtInApiVersions, ...apiVersions]);
  return [
    ...(kubeVersion === '' ? [] : [`--kube-version=${kubeVersion}`]),
    ...[...known].map((version) => `--api-versions=${version}`),
  ];
}

/** What helm is told of one release, in front of its chart. */
export function releaseArguments(
  { releaseName, releaseNamespace, integers }: TemplateRelease,
  { occasion }: Pick<TemplateOptions, 'occasion'>,
): string[] {
  return [
    `--namespace=${releaseNamespace}`,
    '--values=-',
    ...integers.map((setting) => `--set=${setting}`),
    // Schemas with a remote reference (app-template has one) cannot be checked offline, and helm would read what they name.
    '--skip-schema-validation',
    ...(occasion === 'upgrade' ? ['--is-upgrade'] : []),
    '--',
    releaseName,
  ];
}
