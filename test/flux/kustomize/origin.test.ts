import { expect, it } from 'vitest';
import { readOrigin } from '../../../src/flux/kustomize/origin.js';

it.each<[string, string | undefined]>([
  ['path: ../a/b.yaml\n', '../a/b.yaml'],
  ['path: "../a b.yaml"\n', '../a b.yaml'],
  ['path: a.yaml\nrepo: https://git.example.com/a\n', undefined],
  ['configuredIn: ../a/k.yaml\nconfiguredBy:\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n', '../a/k.yaml'],
  ['configuredIn: ../a/k.yaml\nconfiguredBy:\n  apiVersion: example.com/v1\n  kind: Mine\n  name: a\n', '../a/k.yaml'],
  ['repo: https://git.example.com/a\nconfiguredIn: k.yaml\n', undefined],
  ['', undefined],
  ['[', undefined],
])('The file that kustomize says an object came from: %j', (annotation, file) => {
  expect(readOrigin(annotation)).toBe(file);
});
