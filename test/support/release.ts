import type { ChartLocation, Release } from '../../src/flux/release.js';

/** A release of a chart, with whatever the test is not about filled in. */
export function releaseOf(location: ChartLocation, changes: Partial<Release> & { name?: string } = {}): Release {
  const { name = 'shop', ...rest } = changes;
  return {
    id: { namespace: 'apps', name },
    place: { file: `apps/${name}.yaml`, line: 1 },
    releaseName: name,
    releaseNamespace: 'apps',
    suspended: false,
    chart: {
      location,
      valuesFiles: [],
      ignoreMissingValuesFiles: false,
      source: { object: 'HelmRepository flux-system/fixtures' },
    },
    values: {},
    integers: [],
    postRenderers: [],
    postRenderStrategy: 'combined',
    hooks: { tests: { enabled: false, included: [], excluded: [] } },
    control: { exclude: '', include: '', strategy: '', patch: '' },
    ...rest,
  };
}
