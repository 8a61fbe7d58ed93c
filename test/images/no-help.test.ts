import { describe, expect, it } from 'vitest';
import { extract } from './support.js';

const workload = (image: string, rest = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{image: "${image}"${rest}}]}}}\n`;
const widget = 'apiVersion: widgets.example/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3, registry: ""}\n';
const catalogue = (...tags: string[]) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: versions}\ndata:\n${tags
    .map((tag, index) => `  v${index}: quay.io/acme/db:${tag}\n`)
    .join('')}`;

const notices = (...documents: string[]) =>
  extract(documents.join('---\n'))
    .problems.filter(({ severity }) => severity === 'notice')
    .map(({ message }) => message);

describe('what images on the nodes do not help with is said', () => {
  it.each([
    [
      'a pod that asks the registry at each start',
      [workload('nginx:1.27', ', imagePullPolicy: Always')],
      /^imagePullPolicy is Always .*Deployment\/web \(nginx:1\.27\); set IfNotPresent in the values\.$/,
    ],
    [
      'four tags of one repository outside of pods',
      [catalogue('1', '2', '3', '4')],
      /^quay.io\/acme\/db is named with 4/,
    ],
    ['a release of custom resources alone', [widget, widget], /^Its only objects are custom resources/],
  ])('%s', (_, documents, expected) => {
    expect(notices(...documents)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['another policy', [workload('nginx:1.27', ', imagePullPolicy: IfNotPresent')]],
    ['no policy', [workload('nginx:1.27')]],
    ['three tags', [catalogue('1', '2', '3')]],
    ['a custom resource beside a workload', [widget, workload('nginx:1.27')]],
    [
      'a custom resource beside an object without image',
      [widget, 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n'],
    ],
    ['nothing at all', ['']],
  ])('but not of %s', (_, documents) => {
    expect(notices(...documents)).toEqual([]);
  });

  it('and that the registry must answer for a tag that moves', () => {
    const [problem] = extract(workload('nginx:latest')).problems;
    expect(problem).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('the registry must answer'),
    });
  });
});
