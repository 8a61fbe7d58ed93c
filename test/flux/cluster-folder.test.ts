import { describe, expect, it } from 'vitest';
import { FatalError } from '../../src/problem.js';
import type { Files } from '../support/checkout.js';
import { discover, helmRelease, helmRepository } from './repository.js';

const kustomization = (folder: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./${folder}
  targetNamespace: live
  sourceRef: {kind: GitRepository, name: flux-system}
`;
/** `live` is the namespace that the Kustomization gives to both. */
const apps = (name: string) => `${helmRelease(name)}---\n${helmRepository}`.replaceAll('flux-system', 'live');
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {V: "9"}\n';
const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

/** A cluster with one release. */
const cluster = (folder: string, name: string): Files => ({
  [`${folder}/flux/sync.yaml`]: kustomization(`apps/${folder}`),
  [`apps/${folder}/${name}.yaml`]: apps(name),
});

describe('cluster-name', () => {
  it.each<[string, string, Files, string[]]>([
    [
      'the folder that holds Kustomizations, not one before it in the alphabet',
      'main',
      { ...cluster('kubernetes/main', 'shop'), '_archive/main/x.yaml': object, 'main/y.yaml': object },
      ['live/shop'],
    ],
    [
      'the one in clusters, whatever else has Kustomizations',
      'main',
      { ...cluster('clusters/main', 'shop'), ...cluster('archive/clusters/main', 'old'), ...cluster('main', 'other') },
      ['live/shop'],
    ],
    [
      'a folder below one of the environment',
      'production/01',
      {
        ...cluster('clusters/production/01', 'one'),
        ...cluster('clusters/production/02', 'two'),
        ...cluster('clusters/staging/01', 'three'),
      },
      ['live/one'],
    ],
    [
      'more of the path, of several of one name',
      'kubernetes/main',
      { ...cluster('kubernetes/main', 'shop'), ...cluster('old/main', 'old') },
      ['live/shop'],
    ],
    [
      'the whole path, of several that end with it',
      'kubernetes/main',
      { ...cluster('kubernetes/main', 'shop'), ...cluster('old/kubernetes/main', 'old') },
      ['live/shop'],
    ],
    [
      'the one with the variables, without Flux Kustomizations',
      'home',
      { 'apps/home/shop.yaml': apps('shop'), 'settings/home/cluster-config.yaml': config },
      ['web/shop'],
    ],
  ])('means %s', async (_, clusterName, files, expected) => {
    const { releases } = await discover(files, { clusterName });
    expect(releases.map(({ id }) => `${id.namespace}/${id.name}`)).toEqual(expected);
  });

  it.each<[string, string, Files, RegExp]>([
    [
      'several folders that hold Kustomizations',
      'main',
      { ...cluster('old/main', 'shop'), ...cluster('kubernetes/main', 'old') },
      /"main": it may be any of kubernetes\/main, old\/main\. Give more of the path/,
    ],
    [
      'a folder without Kustomizations, where other clusters have some',
      'home',
      { ...cluster('clusters/a', 'a'), ...cluster('clusters/b', 'b'), 'settings/home/cluster-config.yaml': config },
      /whose folder is settings\/home\. Looked for: .* Flux begins in clusters\/a, clusters\/b\./,
    ],
    ['a part of a name', 'ain', cluster('clusters/main', 'shop'), /Found: clusters\/main\. Did you mean main\?$/],
    ['the beginning of one', 'prod', cluster('clusters/production', 'a'), /Did you mean production\?$/],
    ['one in capitals', 'Main', cluster('clusters/main', 'a'), /Did you mean main\?$/],
    [
      'another of several',
      'home',
      { ...cluster('clusters/a', 'a'), ...cluster('clusters/b', 'b') },
      /no folder of this name holds a YAML file\. Found: clusters\/a, clusters\/b\.$/,
    ],
    [
      'any, where there is one alone',
      'production',
      cluster('kubernetes', 'a'),
      /This repository is one cluster \(kubernetes\/flux\): leave cluster-name empty\.$/,
    ],
    ['any, without Flux', 'production', { 'apps/a.yaml': object }, /YAML file\. It should be clusters\/production\.$/],
  ])('cannot mean %s', async (_, clusterName, files, message) => {
    const run = discover(files, { clusterName });
    await expect(run).rejects.toThrow(FatalError);
    await expect(run).rejects.toThrow(message);
  });
});
