import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withInputsOfTable } from '../../scripts/action-file.js';
import { inputTable } from '../../src/inputs/table.js';

describe('action.yml', () => {
  it('is what `npm run action` makes of the table', async () => {
    const text = await readFile('action.yml', 'utf8');
    expect(withInputsOfTable(text), 'action.yml is stale: run `npm run action`').toBe(text);
  });

  it('loses an input that the table lost, gets one that is new to it, and keeps all else', () => {
    const old =
      'name: other\n\n# Of the table.\ninputs:\n  gone:\n    description: It was.\n\nruns:\n  using: node20 # pinned\n';
    const text = withInputsOfTable(old);
    expect(Object.keys(parse(text).inputs)).toEqual(Object.values(inputTable).map(({ name }) => name));
    expect(text).toMatch(/^name: other\n\n# Of the table\.\ninputs:\n/);
    expect(text).toMatch(/\nruns:\n {2}using: node20 # pinned\n$/);
  });
});
