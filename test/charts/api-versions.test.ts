import { expect, it } from 'vitest';
import { builtInApiVersions } from '../../src/charts/api-versions.js';

it('names each version once, with and without a kind', () => {
  expect(new Set(builtInApiVersions).size).toBe(builtInApiVersions.length);
  expect(builtInApiVersions).toContain('monitoring.coreos.com/v1');
  expect(builtInApiVersions).toContain('monitoring.coreos.com/v1/ServiceMonitor');
  expect(builtInApiVersions.filter((version) => !/^[a-z0-9.-]+\/v\w+(\/[A-Z]\w+)?$/.test(version))).toEqual([]);
});

it('names no platform, since a chart would take the cluster for one', () => {
  expect(builtInApiVersions.filter((version) => /openshift|gke|google|aws|azure|rancher/.test(version))).toEqual([]);
});
