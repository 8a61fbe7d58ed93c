import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputTable } from '../../src/inputs/table.js';
import { projectRoot } from '../support/render.js';

const readme = await readFile(path.join(projectRoot, 'README.md'), 'utf8');

/** The lines below a heading, up to the next one. */
function section(heading: string): string {
  const start = readme.indexOf(`\n## ${heading}\n`);
  const end = readme.indexOf('\n## ', start + 1);
  expect(start).toBeGreaterThan(0);
  return readme.slice(start, end < 0 ? undefined : end);
}

describe('the README', () => {
  it('is short enough to be read', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(180);
  });

  it('names ten inputs, which there are', () => {
    const named = [...section('The ten inputs that matter').matchAll(/^\| `([a-z-]+)`/gm)].map((match) => match[1]);
    expect(named).toHaveLength(10);
    expect(Object.values(inputTable).map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });

  it.each(['npm ci && npm run demo', 'npm cit'])('says to run: %s', (command) => {
    expect(section('Development')).toContain(`\n${command}\n`);
  });
});
