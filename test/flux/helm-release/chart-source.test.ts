import { describe, expect, it } from 'vitest';
import { findChart, type Sources } from '../../../src/flux/helm-release/chart-source.js';
import type { JsonObject } from '../../../src/json.js';

const nothing: Sources = { find: () => undefined, known: () => [], checkoutOf: () => undefined };

const template = (kind: string): JsonObject => ({
  chart: { spec: { chart: 'web', sourceRef: { kind, name: 'web' } } },
});
const reference = (kind: string): JsonObject => ({ chartRef: { kind, name: 'web' } });

describe('a chart that comes from elsewhere', () => {
  it.each<[string, JsonObject, string]>([
    [
      'an ExternalArtifact',
      reference('ExternalArtifact'),
      'an ExternalArtifact, which is not supported: a controller makes',
    ],
    [
      'a Bucket in chartRef',
      reference('Bucket'),
      'a Bucket, which is not supported: only OCIRepository and HelmChart are.',
    ],
    [
      'an OCIRepository in sourceRef',
      template('OCIRepository'),
      'which Flux takes in spec.chartRef alone: name it there.',
    ],
    ['a Bucket', template('Bucket'), 'a Bucket, which is not supported: only HelmRepository and GitRepository are.'],
  ])('than a known source is refused with words of its own: %s', (_, spec, fault) => {
    expect(findChart({ spec }, 'apps', nothing)).toMatchObject({ fault: expect.stringContaining(fault) });
  });
});
