import { expect, it } from 'vitest';
import type { Image } from '../../src/images/image.js';
import { releaseReports } from '../../src/report/release-report.js';
import { source } from './support.js';

function image(reference: string, ...objects: string[]): Image {
  const uses = objects.map((object) => ({ object, path: 'x', rule: 'pod-spec', confidence: 'certain' as const }));
  return { reference, uses };
}

function running(images: Image[], excluded: string[] = [], version = '1.0.0') {
  const base = source('web', version);
  return { ...base, images: { ...base.images, images, excluded } };
}

it('a release of two clusters is one, with the images of both', () => {
  const home = running([image('b:1', 'Deployment/b'), image('a:1', 'Deployment/a')], ['c:1', 'd:1']);
  const work = running([image('a:1', 'Deployment/a', 'Job/a'), image('c:1', 'Job/c')], ['d:1'], '2.0.0');
  expect(releaseReports([home, source('other'), work])).toEqual([
    {
      id: { namespace: 'apps', name: 'web' },
      charts: ['shop 1.0.0', 'shop 2.0.0'],
      images: [image('a:1', 'Deployment/a', 'Job/a'), image('b:1', 'Deployment/b'), image('c:1', 'Job/c')],
      excluded: ['d:1'],
    },
    expect.objectContaining({ id: { namespace: 'apps', name: 'other' }, charts: ['shop 1.0.0'] }),
  ]);
});
