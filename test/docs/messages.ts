import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../support/render.js';

/** Stands for what is different each time, in the documents and in what is read from the code. */
export const gap = '…';

/** Every text in the sources, put together where it is written in pieces; `gap` for what is put into it. */
export async function textsOfSources(): Promise<string[]> {
  const folder = path.join(projectRoot, 'src');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return textsIn(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
    }),
  );
  return texts.flat();
}

function textsIn(node: ts.Node): string[] {
  const text = textOf(node);
  if (text === undefined) {
    const texts: string[] = [];
    ts.forEachChild(node, (child) => void texts.push(...textsIn(child)));
    return texts;
  }
  return [text];
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => gap + literal.text).join('');
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : (left ?? gap) + (right ?? gap);
}

/** Is this message, with gaps, said somewhere? What the gaps stand for may be longer or shorter in the code. */
export function isSaid(message: string, texts: readonly string[]): boolean {
  // What begins with a gap is the end of a sentence.
  const parts = message
    .replace(new RegExp(`^${gap} `), '')
    .split(gap)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(parts.join('[^]*'));
  return texts.some((text) => expression.test(text));
}
