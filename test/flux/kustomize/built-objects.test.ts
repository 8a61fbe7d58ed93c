import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { openRepository } from '../../../src/flux/files/repository.js';
import { readBuiltDocument, splitBuild } from '../../../src/flux/kustomize/built-objects.js';
import { parseDocument } from '../../../src/flux/kustomize/parse-document.js';
import { copyPath, stagedFolder } from '../../../src/flux/kustomize/stage-paths.js';
import type { Manifest } from '../../../src/flux/manifests/manifest.js';
import { textAt } from '../../../src/json.js';
import { temporaryFolder, writeFiles } from '../../support/checkout.js';

const nowhere = { object: {}, placeOf: () => ({ file: 'nowhere', line: 1 }) };

/** The place of the name of the object that `apps/web.yaml` became. */
async function placeOfName(text: string) {
  const root = await temporaryFolder('built');
  await writeFiles(root, { 'apps/web.yaml': text });
  const { manifests, kustomizations } = openRepository({ root, outputPath: 'out' });
  const parse = vi.fn(manifests.parse);
  const inFile = vi.fn(manifests.in);
  const origin = `    config.kubernetes.io/origin: |\n      path: ${path.posix.join('..', stagedFolder('apps'), copyPath('apps/web.yaml'))}\n`;
  const output = `kind: HelmRelease\nmetadata:\n  annotations:\n${origin}  name: web\n`;
  const [document] = splitBuild(output, parseDocument);
  if (!document) throw new Error('there is one');
  const watched = { ...manifests, parse, in: inFile };
  const built = readBuiltDocument(document, kustomizations.graphOf('apps'), watched, nowhere);
  const place = built?.placeOf('metadata', 'name');
  return {
    place,
    isParsed: inFile.mock.calls.length > 0,
    parsed: releaseNamed(manifests.in('apps/web.yaml'), 'web')?.placeOf('metadata', 'name'),
  };
}

/** Else the first that there is. */
function releaseNamed(manifests: readonly Manifest[], name: string) {
  const releases = manifests.filter(({ object }) => object.kind === 'HelmRelease');
  return releases.find(({ object }) => textAt(object, 'metadata', 'name') === name) ?? releases[0];
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

const release = (name: string) => `kind: HelmRelease\nmetadata:\n  name: ${name}\nspec:\n  chart: {}\n`;
const source = '# from there\n---\nkind: OCIRepository\nmetadata:\n  name: web\n';

it.each([
  ['another object before it', `${source}---\n${release('web')}`, false],
  ['another one behind it', `---\n${release('&app web')}---\n\n${source}---\n# nothing\n`, false],
  ['lines of Windows', `${source}---\n${release('web')}`.replaceAll('\n', '\r\n'), false],
  ['two of its kind', `${release('other')}---\n${release('web')}`, true],
  ['a kind that is not plain', `${source.replace('OCIRepository', '"HelmRelease"')}---\n${release('web')}`, true],
  ['a kind with a comment', `${source.replace('OCIRepository', 'HelmRelease # b')}---\n${release('web')}`, true],
  ['JSON before it', `{"kind": "HelmRelease", "metadata": {"name": "web"}}\n---\n${release('web')}`, true],
  ['a list', `kind: HelmReleaseList\nitems:\n- kind: HelmRelease\n  name: no\n---\n${release('web')}`, true],
  ['another field of that name', `${release('"web"')}  name: web\n`, true],
  ["a name that is not the object's", `status:\n  name: web\n${release('"web"')}`, true],
])('The same in a file with %s', async (_, text, isParsed) => {
  const found = await placeOfName(text);
  expect(found.place).toEqual(found.parsed);
  expect(found.isParsed).toBe(isParsed);
});
