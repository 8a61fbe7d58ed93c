import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, repositoryOf, shop } from '../command/support.js';
import { projectRoot } from '../support/render.js';

/** Of registries, which are not asked here. */
const ofRegistries = ['sizes', 'digest', 'platforms', 'size'];

/** The fields of each table below the heading, in their order. */
async function documentedFields(): Promise<string[][]> {
  const page = await readFile(path.join(projectRoot, 'docs/command.md'), 'utf8');
  const section = /^## What `--json` prints\n(.*?)^## /ms.exec(page)?.[1] ?? '';
  const tables = [...section.matchAll(/^\| field .*\n\|[- |]+\n((?:\|.*\n)+)/gm)].map(([, rows = '']) => rows);
  return tables.map((rows) =>
    [...rows.matchAll(/^\| ([^|]*) \|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, field = '']) => field))
      .filter((field) => !ofRegistries.includes(field)),
  );
}

async function printed(...args: string[]) {
  const { output } = await command(await repositoryOf(shop), ...args, '--json');
  const answer: unknown = JSON.parse(output);
  return (Array.isArray(answer) ? answer[0] : answer) as Record<string, unknown>;
}

describe('the page says which fields the JSON has', () => {
  it.each([
    [0, ['plan']],
    [1, ['images']],
    [2, ['explain', 'shop/shop']],
  ])('table %i: %s', async (table, args) => {
    const [documented, answer] = [(await documentedFields())[table] ?? [], await printed(...args)];
    expect(Object.keys(answer).sort()).toEqual([...documented].sort());
  });

  it('and those of a release', async () => {
    const page = await readFile(path.join(projectRoot, 'docs/command.md'), 'utf8');
    const row = /^\| `releases` \| each release that did not fail: (.*) \|$/m.exec(page)?.[1] ?? '';
    const { releases } = await printed('plan');
    const [release = {}] = releases as object[];
    for (const field of Object.keys(release).slice(2)) expect(row).toContain(`\`${field}\` (`);
  });
});
