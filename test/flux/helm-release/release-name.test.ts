import { describe, expect, it } from 'vitest';
import { helmReleaseName } from '../../../src/flux/helm-release/release-name.js';

const x53 = 'x'.repeat(53);

describe('the name of the Helm release', () => {
  it.each([
    ['podinfo', '', '', 'podinfo'],
    ['podinfo', 'web', '', 'web-podinfo'],
    ['podinfo', 'web', 'other', 'other'],
    ['podinfo', '', 'other', 'other'],
    [x53, '', '', x53],
    ['podinfo', '', x53, x53],
    // The hash is of the whole name: printf "$name" | sha256sum.
    [`${x53}x`, '', '', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-45f316e10b2c'],
    [
      'kube-prometheus-stack-with-a-name',
      'monitoring-and-observability',
      '',
      'monitoring-and-observability-kube-promet-d76d2a395bc5',
    ],
  ])('of %s for target namespace %j and release name %j is %s', (name, targetNamespace, releaseName, expected) => {
    expect(helmReleaseName(name, targetNamespace, releaseName)).toBe(expected);
    expect(expected.length).toBeLessThanOrEqual(53);
  });
});
