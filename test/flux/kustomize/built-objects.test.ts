import { expect, it, vi } from 'vitest';
import { openRepository } from '../../../src/flux/files/repository.js';
import { readBuiltDocument, splitBuild } from '../../../src/flux/kustomize/built-objects.js';
import { parseDocument } from '../../../src/flux/kustomize/parse-document.js';
import { copyPath } from '../../../src/flux/kustomize/stage-paths.js';
import { temporaryFolder, writeFiles } from '../../support/checkout.js';

const nowhere = { object: {}, placeOf: () => ({ file: 'nowhere', line: 1 }) };

/** The place of the name of the object that `apps/web.yaml` became. */
async function placeOfName(text: string) {
  const root = await temporaryFolder('built');
  await writeFiles(root, { 'apps/web.yaml': text });
  const { manifests, kustomizations } = openRepository({ root, outputPath: 'out' });
  const parse = vi.fn(manifests.parse);
  const inFile = vi.fn(manifests.in);
  const origin = `    config.kubernetes.io/origin: |\n      path: ${copyPath('apps/web.yaml').slice(2)}\n`;
  const output = `kind: HelmRelease\nmetadata:\n  annotations:\n${origin}  name: web\n`;
  const [document] = splitBuild(output, parseDocument);
  if (!document) throw new Error('there is one');
  const watched = { ...manifests, parse, in: inFile };
  const built = readBuiltDocument(document, kustomizations.graphOf('apps'), watched, nowhere);
  const place = built?.placeOf('metadata', 'name');
  return {
    place,
    isParsed: inFile.mock.calls.length > 0,
    parsed: manifests.in('apps/web.yaml')[0]?.placeOf('metadata', 'name'),
  };
}

it.each([
  ['web', false],
  ['&app web', false],
  ['&app-1 web', false],
  ['"web"', true],
  ['&app "web"', true],
  ['web # the shop', true],
  ['&app web-2', true],
])('The place of a name is the same whether its file is parsed for it or not: %s', async (name, isParsed) => {
  const found = await placeOfName(`apiVersion: v1\nkind: HelmRelease\nmetadata:\n  name: ${name}\nspec: {}\n`);
  expect(found.place).toEqual(found.parsed);
  expect(found.isParsed).toBe(isParsed);
});
