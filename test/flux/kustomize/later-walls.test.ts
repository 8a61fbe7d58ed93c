import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTools } from '../../../src/tools/tools.js';
import { useKubectl } from '../repository.js';
import { config, measuredWays } from './hostile.js';
import { buildBehindLaterWalls, filesOf, layOutLoot, namesOf, stageUnchecked, token, top } from './unchecked-stage.js';

let place: Awaited<ReturnType<typeof layOutLoot>>;
beforeAll(async () => {
  await useKubectl();
  place = await layOutLoot();
});
afterAll(() => {
  place.close();
});

it.each(namesOf(measuredWays))('What kustomize is given unchecked reads nothing all the same: %s', async (about) => {
  expect(await buildBehindLaterWalls(filesOf(about, measuredWays(place.loot)))).not.toContain(token);
  expect(place.requests()).toBe(0);
});

it('Objects of a folder outside of the stage are not used, although kustomize may read them', async () => {
  const said = await buildBehindLaterWalls(filesOf('bases in title case', measuredWays(place.loot)));
  expect(said).toMatch(/object ConfigMap loot-\w+ comes from ".*", which is no file that this build was given/);
});

it('An object that does not say where it comes from is not used', async () => {
  const files = {
    'apps/kustomization.yaml':
      'resources: [config.yaml]\ncommonAnnotations: {config.kubernetes.io/origin: "repo: elsewhere"}\n',
    'apps/config.yaml': config,
  };
  const said = await buildBehindLaterWalls({ ...files, 'kustomization.yaml': top });
  expect(said).toContain('object ConfigMap config does not say where it comes from');
});

it.each(['resources', 'bases', 'components', 'crds', 'configurations', 'transformers', 'generators', 'validators'])(
  'No URL, repository or server is reached from %s',
  async (field) => {
    const { url } = place.loot;
    for (const target of [url, url.replace('127.0.0.1', 'localhost'), 'git@127.0.0.1:team/x', 'file:///srv/x']) {
      const files = { 'apps/kustomization.yaml': `${field}: ["${target}"]\n`, 'kustomization.yaml': top };
      const said = await buildBehindLaterWalls(files);
      expect(said).toMatch(/refusing to use HTTP_PROXY|no 'git' program on path|no such file/);
    }
    expect(place.requests()).toBe(0);
  },
);

it('Without any wall, most of the measured ways lead to the secret', async () => {
  const { command, args } = await createTools().kustomize();
  const ways = measuredWays(place.loot).filter(({ about }) => about !== 'a device');
  const leaks: string[] = [];
  for (const { about } of ways) {
    const stage = await stageUnchecked(filesOf(about, ways));
    const built = await execa(command, [...args, '--load-restrictor', 'LoadRestrictionsNone', stage], {
      reject: false,
    });
    if (built.stdout.includes(token)) leaks.push(about);
  }
  expect(leaks.length).toBeGreaterThanOrEqual(10);
  expect(place.requests()).toBeGreaterThan(0);
});
