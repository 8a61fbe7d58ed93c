import { describe, expect, it } from 'vitest';
import { extract } from './support.js';

function cronJob(name: string, image: string): string {
  const pod = `spec: {containers: [{name: main, image: ${image}}]}`;
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}}\nspec: {jobTemplate: {spec: {template: {${pod}}}}}\n`;
}

function service(name: string, image: string): string {
  const spec = `{template: {spec: {containers: [{name: main, image: ${image}}]}}}`;
  return `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
}

/** Templates that go through the keys of a map print the objects of a kind in another order each time. */
describe('the order in which a chart prints objects of one kind', () => {
  const first = [
    service('web', 'shop/web:1'),
    cronJob('nightly', 'docker.io/library/tools:1'),
    cronJob('hourly', 'tools:1'),
    cronJob('a', 'shop/web:1'),
  ];
  const second = [first[3], first[0], first[2], first[1]];

  it('does not matter', () => {
    const [one, other] = [[first[0], ...first.slice(1).reverse()], first].map((documents) => documents.join('---\n'));
    expect(extract(one ?? '')).toEqual(extract(other ?? ''));
    expect(extract(one ?? '').images.images.map(({ reference }) => reference)).toEqual(['shop/web:1', 'tools:1']);
  });

  it('leaves kinds where they were', () => {
    const objects = (documents: readonly (string | undefined)[]) =>
      extract(documents.join('---\n')).images.images[0]?.uses.map(({ object }) => object);
    expect(objects(first)).toEqual(['Service/web', 'CronJob/a']);
    expect(objects(second)).toEqual(['CronJob/a', 'Service/web']);
  });
});
