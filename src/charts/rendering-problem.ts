import type { ChartLocation, Release } from '../flux/release.js';
import type { Credentials } from '../network/credentials.js';
import { HttpError } from '../network/http-error.js';
import { withoutUserInformation } from '../printable-urls.js';
import { aboutRelease, FatalError, type Problem } from '../problem.js';
import { tellingLine, withCause } from '../telling-line.js';
import { ProcessError } from '../tools/process.js';
import { ChartError } from './chart-error.js';
import { adviceFor } from './http-advice.js';

/**
 * @param credentials to tell a wrong credential from a missing one
 * @throws the error itself when it ends the whole run.
 */
export function renderingProblem(release: Release, error: unknown, credentials: Credentials): Problem {
  const about = { severity: 'error', ...aboutRelease(release.id, release.place) } as const;
  const chart = describeChart(release.chart.location);
  if (error instanceof ProcessError) {
    const message = `${chart} cannot be rendered: ${tellingLine(error.stderr) ?? error.message}${versionAdvice(error.stderr)}`;
    return { ...about, kind: 'template', message, detail: error.stderr };
  }
  const source = release.chart.source.object;
  if (error instanceof HttpError) {
    const message = `${chart} of ${source} cannot be pulled: ${error.message}${adviceFor(error, credentials)}`;
    return { ...about, kind: 'chart', message };
  }
  if (error instanceof ChartError) {
    const { kind, detail } = error;
    const message = `${chart} of ${source} cannot be used: ${error.message}`;
    const place = error.about && release.chartPlaces?.[error.about];
    return {
      ...about,
      ...(place && { place }),
      kind,
      message: withCause(message, detail),
      ...(detail !== undefined && { detail }),
    };
  }
  if (error instanceof FatalError || !(error instanceof Error)) throw error;
  // Not foreseen: it must not keep the other releases from their images.
  const message = `${chart} of ${source} cannot be used, for a reason that is not foreseen: ${error.message}`;
  return { ...about, kind: 'chart', message, ...(error.stack !== undefined && { detail: error.stack }) };
}

/** @param words continue "The chart ..." */
export function chartRemark(release: Release, severity: 'warning' | 'notice', words: string): Problem {
  const message = `${describeChart(release.chart.location)} of ${release.chart.source.object} ${words}.`;
  return { severity, kind: 'chart', message, ...aboutRelease(release.id, release.place) };
}

/** Helm's own default is taken where no version is given (helm, pkg/action/action.go: renderResources). */
function versionAdvice(stderr: string): string {
  const wanted = /chart requires kubeVersion: .* which is incompatible with Kubernetes v[\w.+-]+/.exec(stderr)?.[0];
  return wanted === undefined ? '' : `. Its ${wanted}: give your cluster's version in kube-version`;
}

function describeChart(location: ChartLocation): string {
  switch (location.kind) {
    case 'http':
      return `Chart ${location.name} ${location.version}`;
    case 'oci':
      return `Chart ${withoutUserInformation(location.url)} ${Object.values(location.reference).join(' ')}`;
    case 'directory':
      return `Chart folder ${location.path}`;
    case 'git':
      return `Chart folder ${location.path} of ${withoutUserInformation(location.url)}`;
  }
}
