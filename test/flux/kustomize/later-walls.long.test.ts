import { afterAll, beforeAll, expect, it } from 'vitest';
import { useKubectl } from '../repository.js';
import { furtherWays } from './hostile.js';
import { buildBehindLaterWalls, filesOf, layOutLoot, namesOf, token } from './unchecked-stage.js';

let place: Awaited<ReturnType<typeof layOutLoot>>;
beforeAll(async () => {
  await useKubectl();
  place = await layOutLoot();
});
afterAll(() => {
  place.close();
});

it.each(namesOf(furtherWays))('What kustomize is given unchecked reads nothing all the same: %s', async (about) => {
  expect(await buildBehindLaterWalls(filesOf(about, furtherWays(place.loot)))).not.toContain(token);
  expect(place.requests()).toBe(0);
});
