import { describe, expect, it } from 'vitest';
import { strategies } from '../../src/prepullers/options.js';
import { commentedImages, manifestOf, optionsFor, outputFiles, pulledBy, source, workTree, write } from './support.js';

/** The images of `prepuller-web.yaml` after each of the versions was written, with `+n` for how old one is. */
async function afterVersions(keepPrevious: number, versions: string[][]): Promise<string[]> {
  const root = await workTree();
  for (const images of versions) {
    await write([source('apps/web', images)], optionsFor(root, { keepPrevious }));
    const again = await write(
      [source('apps/web', images, { chartVersion: '1.0.0' })],
      optionsFor(root, { keepPrevious }),
    );
    expect(again.changes).toEqual([]);
  }
  const lines = await commentedImages(root, 'prepuller-web.yaml');
  return lines.flatMap((line, index) => {
    if (!line.startsWith('image: ')) return [];
    const age = /^# kept for a rollback: (\d+) versions? old$/.exec(lines[index - 1] ?? '')?.[1];
    return [`${line.slice('image: '.length)}${age ? ` +${age}` : ''}`];
  });
}

describe('images of earlier versions', () => {
  it.each([
    ['are gone by default', 0, [['web:1'], ['web:2']], ['web:2']],
    ['are kept as long as asked for', 1, [['web:1'], ['web:2']], ['web:2', 'web:1 +1']],
    ['are gone after that', 1, [['web:1'], ['web:2'], ['web:3']], ['web:3', 'web:2 +1']],
    ['grow older with each version', 2, [['web:1'], ['web:2'], ['web:3']], ['web:3', 'web:1 +2', 'web:2 +1']],
    ['do not grow older when nothing changes', 1, [['web:1'], ['web:2'], ['web:2'], ['web:2']], ['web:2', 'web:1 +1']],
    ['are in use again after a rollback', 2, [['web:1'], ['web:2'], ['web:1']], ['web:1', 'web:2 +1']],
    [
      'stay out of the count of an image that did not change',
      1,
      [
        ['db:1', 'web:1'],
        ['db:1', 'web:2'],
      ],
      ['db:1', 'web:2', 'web:1 +1'],
    ],
    ['are those of an image that is no longer used, too', 1, [['db:1', 'web:1'], ['web:1']], ['web:1', 'db:1 +1']],
  ])('%s', async (_, keepPrevious, versions, expected) => {
    expect(await afterVersions(keepPrevious, versions)).toEqual(expected);
  });

  it('grow older by a version of the images, not by one of the chart', async () => {
    const root = await workTree();
    const options = optionsFor(root, { keepPrevious: 1 });
    await write([source('apps/web', ['web:1'])], options);
    await write([source('apps/web', ['web:2'])], options);
    await write([source('apps/web', ['web:2'], { chartVersion: '2.0.0' })], options);
    const text = (await outputFiles(root))['prepuller-web.yaml'];
    expect(text).toContain('# HelmRelease apps/web: chart web 2.0.0');
    expect(text).toContain('# kept for a rollback: 1 version old');
  });

  it('go when fewer are asked for', async () => {
    const root = await workTree();
    await write([source('apps/web', ['web:1'])], optionsFor(root, { keepPrevious: 1 }));
    await write([source('apps/web', ['web:2'])], optionsFor(root, { keepPrevious: 1 }));
    await write([source('apps/web', ['web:2'])], optionsFor(root, { keepPrevious: 0 }));
    expect((await outputFiles(root))['prepuller-web.yaml']).not.toContain('web:1');
  });

  it('do not grow older while the file of a release that fails still names theirs', async () => {
    const root = await workTree();
    const web = (image: string) => source('apps/web', [image]);
    const optionsOf = (grouping: 'namespace' | 'release') => optionsFor(root, { keepPrevious: 1, grouping });
    await write([web('web:1'), source('apps/shop', ['shop:1'])], optionsOf('namespace'));
    const failed = [{ namespace: 'apps', name: 'shop' }];
    await write([web('web:2')], optionsOf('release'), { failed, complete: true });
    await write([web('web:3')], optionsOf('release'), { failed, complete: true });
    const before = await outputFiles(root);
    expect(Object.keys(before)).toContain('prepuller-apps.yaml');
    expect(before['prepuller-web.yaml']).toContain('image: web:2');
    expect((await write([web('web:3')], optionsOf('release'), { failed, complete: true })).changes).toEqual([]);
    expect(await outputFiles(root)).toEqual(before);
  });

  it('come from the file that is replaced, also when that had another name', async () => {
    const root = await workTree();
    const options = optionsFor(root, { keepPrevious: 1 });
    await write([source('apps/web', ['web:1'])], options);
    await write([source('apps/web', ['web:2']), source('shop/web', ['shop:1'])], options);
    expect(await commentedImages(root, 'prepuller-apps-web.yaml')).toContain('image: web:1');
    expect(await commentedImages(root, 'prepuller-shop-web.yaml')).not.toContain('image: web:1');
  });

  it('are kept for a group as well', async () => {
    const root = await workTree();
    const options = optionsFor(root, { keepPrevious: 1, grouping: 'namespace' });
    await write([source('apps/web', ['web:1']), source('apps/api', ['api:1'])], options);
    await write([source('apps/web', ['web:2']), source('apps/api', ['api:1'])], options);
    expect((await commentedImages(root, 'prepuller-apps.yaml')).slice(-2)).toEqual([
      '# kept for a rollback: 1 version old',
      'image: web:1',
    ]);
  });

  it.each(strategies)(
    'are in a DaemonSet of their own with strategy %s, which the current images do not wait for',
    async (strategy) => {
      const root = await workTree();
      const options = optionsFor(root, { keepPrevious: 2, strategy });
      const secret = (name: string) => ({ pods: { imagePullSecrets: [name] } });
      await write([source('apps/web', ['a:1', 'web:1'], secret('one'))], options);
      await write([source('apps/web', ['web:2'], secret('one'))], options);
      await write([source('apps/web', ['web:3'], secret('two'))], options);
      expect(await pulledBy(root, 'prepuller-web.yaml')).toEqual([
        ['prepuller-web', ['two'], ['web:3']],
        [expect.stringMatching(/^prepuller-web-kept-[0-9a-f]{8}$/), ['one'], ['a:1', 'web:1', 'web:2']],
      ]);
    },
  );

  it('change nothing of the DaemonSet of the current ones', async () => {
    const [with1, without] = [await workTree(), await workTree()];
    for (const [root, keepPrevious] of [
      [with1, 1],
      [without, 0],
    ] as const) {
      await write([source('apps/web', ['web:1'])], optionsFor(root, { keepPrevious }));
      await write([source('apps/web', ['web:2'])], optionsFor(root, { keepPrevious }));
    }
    expect(await manifestOf(with1, 'prepuller-web.yaml')).toEqual(await manifestOf(without, 'prepuller-web.yaml'));
  });
});
