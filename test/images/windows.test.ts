import { describe, expect, it } from 'vitest';
import { extract } from './support.js';

/** What is said, without what it is said of. */
const notices = (manifests: string) => extract(manifests).problems.map(({ severity, message }) => [severity, message]);

const resource = (spec: string) => `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`;

describe('what is for Windows nodes', () => {
  it.each([
    ['a part that demands them', '{part: {os: windows, image: "a:1"}}', 'spec.part'],
    ['a part whose key names them', '{windows: {image: {repository: a/b, tag: "1"}}}', 'spec.windows'],
    ['a value that names them', '{agentImage: "a/windows/agent:1"}', 'spec.agentImage'],
    ['a tag that names them', '{agentImage: "a/agent:1-ltsc2022"}', 'spec.agentImage'],
  ])('%s is left out, and that is said', (_, spec, path) => {
    const manifests = resource(spec);
    expect(extract(manifests).images.images).toEqual([]);
    expect(notices(manifests)).toEqual([
      ['notice', `Widget/w: ${path} is for Windows nodes: its images are left out.`],
    ]);
  });

  it.each([
    ['In', 'windows', []],
    ['NotIn', 'linux', []],
    ['NotIn', 'windows', ['a/b:1']],
    ['In', 'linux', ['a/b:1']],
  ])('is what runs only where the system is %s [%s]', (operator, value, expected) => {
    const expression = `{key: kubernetes.io/os, operator: ${operator}, values: [${value}]}`;
    const required = `{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}`;
    const manifests = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {affinity: {nodeAffinity: ${required}}, containers: [{image: "a/b:1"}]}\n`;
    expect(extract(manifests).images.images.map(({ reference }) => reference)).toEqual(expected);
  });

  it('is nothing that a pod of Linux runs, whatever its image is called', () => {
    const manifests = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{image: "a/windows:1"}]}\n';
    expect(extract(manifests).images.images.map(({ reference }) => reference)).toEqual(['a/windows:1']);
    expect(notices(manifests)).toEqual([]);
  });
});
