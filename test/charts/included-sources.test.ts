import { describe, expect, it } from 'vitest';
import { addIncludes } from '../../src/charts/included-sources.js';
import { SourceBudget } from '../../src/charts/source-budget.js';
import type { IncludedSource } from '../../src/flux/source-contents.js';
import { type Files, filesIn, temporaryFolder, writeFiles, writeLinks } from '../support/checkout.js';

const shared: Files = {
  '.sourceignore': '*.md\n',
  'base/shop.yaml': 'shop',
  'base/below/cart.yaml': 'cart',
  'base/notes.md': 'notes',
  '.git/config': 'token',
};

function including(changes: Partial<IncludedSource>): IncludedSource {
  const content = { kind: 'git', url: 'https://git.example.com/acme/shared', reference: { branch: 'main' } } as const;
  return { name: 'GitRepository flux-system/shared', content, ignored: '', from: '.', to: 'shared', ...changes };
}

/** The files of a source that includes others, all of which hold the same. */
async function filesWith(includes: IncludedSource[], budget = new SourceBudget()): Promise<Record<string, string>> {
  const [folder, included] = [await temporaryFolder('source'), await temporaryFolder('included')];
  await writeFiles(folder, { 'apps/own.yaml': 'own' });
  await writeLinks(folder, { linked: 'apps' });
  await writeFiles(included, shared);
  await writeLinks(included, { 'base/linked.yaml': 'shop.yaml', 'base/host': '/etc/hostname', all: 'base' });
  await addIncludes(folder, includes, { fetch: async () => included, budget });
  return await filesIn(folder);
}

describe('A source that another one includes', () => {
  const own = { 'apps/own.yaml': 'own' };

  it.each<[string, Partial<IncludedSource>, Record<string, string>]>([
    [
      'as a whole, without what its own rules leave out, links and .git',
      {},
      { 'shared/.sourceignore': '*.md\n', 'shared/base/shop.yaml': 'shop', 'shared/base/below/cart.yaml': 'cart' },
    ],
    [
      'as a folder, at another place',
      { from: 'base', to: 'apps/vendor/base' },
      { 'apps/vendor/base/shop.yaml': 'shop', 'apps/vendor/base/below/cart.yaml': 'cart' },
    ],
    [
      'without what its spec.ignore leaves out',
      { from: 'base', ignored: '/base/below/' },
      { 'shared/shop.yaml': 'shop' },
    ],
    ['as a file', { from: 'base/shop.yaml', to: 'apps/shop.yaml' }, { 'apps/shop.yaml': 'shop' }],
  ])('is copied %s', async (_, changes, files) => {
    expect(await filesWith([including(changes)])).toEqual({ ...own, ...files });
  });

  it.each<[string, Partial<IncludedSource>[], string]>([
    ['has no such folder', [{ from: 'nowhere' }], 'there is no nowhere in the source'],
    ['has a link there', [{ from: 'all' }], 'all is a symbolic link'],
    ['leaves the folder out', [{ from: 'base', ignored: '/base/' }], 'its ignore rules leave out base'],
    ['is put where a folder is', [{ to: 'apps' }], 'it cannot be put at apps: there is something already'],
    ['is put where another one is', [{}, {}], 'it cannot be put at shared: there is something already'],
    ['is put at the root', [{ to: '.' }], 'it cannot be put at .: there is something already'],
    ['is put behind a link', [{ to: 'linked/shared' }], 'there is a symbolic link on the way'],
    ['is put into .git', [{ to: '.git/hooks' }], 'it cannot be put at .git/hooks'],
    ['is put below a file', [{ to: 'apps/own.yaml/shared' }], 'it cannot be copied to apps/own.yaml/shared'],
  ])('fails the source where it %s', async (_, changes, message) => {
    const failing = filesWith(changes.map(including));
    await expect(failing).rejects.toThrow('in its spec.include of GitRepository flux-system/shared, ');
    await expect(failing).rejects.toThrow(message);
  });

  it('takes no more of the disk than all sources may', async () => {
    const budget = new SourceBudget({ sources: 9, bytes: 3 });
    await expect(filesWith([including({})], budget)).rejects.toThrow('of the disk');
  });
});
