import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withTables } from '../../scripts/inputs-page.js';
import { inputTable } from '../../src/inputs/table.js';

const { outputs } = parse(await readFile('action.yml', 'utf8'));

describe('docs/inputs-and-outputs.md', () => {
  it('is what `npm run action` makes of the table and of action.yml', async () => {
    const page = await readFile('docs/inputs-and-outputs.md', 'utf8');
    expect(withTables(page, outputs), 'docs/inputs-and-outputs.md is stale: run `npm run action`').toBe(page);
  });

  it('has every input of the table, once', () => {
    const page = withTables(
      '<!-- inputs: written by `npm run action` --><!-- end of inputs --><!-- outputs: written by `npm run action` --><!-- end of outputs -->',
      {},
    );
    const names = [...page.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]);
    expect(names.sort()).toEqual(
      Object.values(inputTable)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('keeps what stands around its tables, and asks for their marks', async () => {
    const page = await readFile('docs/inputs-and-outputs.md', 'utf8');
    const changed = `${page.replace('# Inputs and outputs\n', '# Inputs and outputs\n\nBy hand.\n')}\nBelow.\n`;
    const written = withTables(changed, { only: { description: 'This | that.' } });
    expect(written).toMatch(/\n\nBy hand\.\n/);
    expect(written).toMatch(/\nBelow\.\n$/);
    expect(written).toContain('| `only` | This \\| that. |');
    expect(written).not.toContain('| `changed` |');
    expect(() => withTables('# Nothing\n', outputs)).toThrow('<!-- inputs: written by `npm run action` -->');
  });
});
