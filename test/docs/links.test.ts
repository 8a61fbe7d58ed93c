import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/render.js';
import { anchorsIn, linksIn, type Page, readPages } from './pages.js';

const pages = await readPages();

/** Those links of a page to files and headings of this project that lead nowhere. */
function brokenLinks({ file, text }: Page): string[] {
  return linksIn(text).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [target = '', anchor] = link.split('#');
    const found = target === '' ? file : path.join(path.dirname(file), target);
    if (!existsSync(path.join(projectRoot, found))) return true;
    if (anchor === undefined) return false;
    const page = target === '' ? text : pages.find((candidate) => candidate.file === found)?.text;
    return page === undefined || !anchorsIn(page).has(anchor);
  });
}

describe('links', () => {
  it.each(pages.map((page) => [page.file, page] as const))('of %s lead somewhere', (_, page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('that lead nowhere are found', () => {
    const text = [
      '[a](#not-there) [b](docs/not-there.md) [c](docs/daemonsets.md#not-there) [d](docs/daemonsets.md#strategies)',
      '# Here & there',
      '[e](#here--there) `[f](#code)` [g](https://example.com/x#y) ![h](docs/images/none.svg)',
      '```md',
      '[i](#fenced)',
      '```',
    ].join('\n');
    expect(brokenLinks({ file: 'README.md', text })).toEqual([
      '#not-there',
      'docs/not-there.md',
      'docs/daemonsets.md#not-there',
      'docs/images/none.svg',
    ]);
  });

  it('lead from the README to every page', () => {
    const linked = new Set(linksIn(pages.find(({ file }) => file === 'README.md')?.text ?? '').map(targetOf));
    const documents = pages.map(({ file }) => file).filter((file) => file.startsWith('docs/'));
    expect(documents.filter((file) => !linked.has(file))).toEqual([]);
  });
});

function targetOf(link: string): string {
  return link.split('#')[0] ?? '';
}
