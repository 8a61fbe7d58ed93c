import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../support/render.js';

/** A page of the documents. */
export interface Page {
  /** Relative to the root of the project. */
  file: string;
  text: string;
}

/** All Markdown of the project that people read, by folders in which there is some. */
export async function readPages(): Promise<Page[]> {
  const folders = ['.', 'docs', 'examples', 'bench'];
  const files = await Promise.all(folders.map(markdownIn));
  return await Promise.all(
    files.flat().map(async (file) => ({ file, text: await readFile(path.join(projectRoot, file), 'utf8') })),
  );
}

async function markdownIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(projectRoot, folder));
  return names.filter((name) => name.endsWith('.md')).map((name) => path.join(folder, name));
}

/** The text without what is shown as code: fences and spans. */
function withoutCode(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** What links and pictures of a page lead to. */
export function linksIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** The anchors of a page's headings, as forges make them. */
export function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}
