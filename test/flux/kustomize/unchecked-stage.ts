import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { splitBuild } from '../../../src/flux/kustomize/built-objects.js';
import { requireStagedOrigins } from '../../../src/flux/kustomize/foreign-objects.js';
import { parseDocument } from '../../../src/flux/kustomize/parse-document.js';
import { buildKustomization } from '../../../src/tools/kustomize.js';
import { createTools } from '../../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { config, type Loot, type Way } from './hostile.js';

/** What no build may give or say. */
export const token = 'AUTHORIZATION: basic c2VjcmV0';

/** A checkout with the token in its folder of git, and a server that gives it away. */
export async function layOutLoot() {
  const checkout = await temporaryFolder('checkout');
  await writeFiles(checkout, {
    '.git/config': `${token}\n`,
    'kustomization.yaml': 'configMapGenerator: [{name: loot, files: [.git/config]}]\n',
  });
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end(`${config}data: {x: "${token}"}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/loot`;
  const loot: Loot = { secret: path.join(checkout, '.git/config'), checkout, url };
  return { loot, requests: () => requests, close: () => server.close() };
}

/** Above the folder of the way, so that objects say where they come from whatever that one says. */
export const top = 'resources: [apps]\nbuildMetadata: [originAnnotations]\n';

/** Names of ways; the paths in them are known only when a test runs. */
export function namesOf(ways: (loot: Loot) => Way[]): string[] {
  return ways({ secret: '/secret', checkout: '/checkout', url: 'http://127.0.0.1' }).map(({ about }) => about);
}

export function filesOf(about: string, ways: readonly Way[]): Files {
  const way = ways.find((each) => each.about === about);
  return { ...way?.files, 'apps/config.yaml': config, 'kustomization.yaml': top };
}

/** A stage of the files as they are written: nothing was checked, nothing is written anew. */
export async function stageUnchecked(files: Files): Promise<string> {
  const stage = await temporaryFolder('unchecked');
  await writeFiles(stage, files);
  return stage;
}

/** All that a build says and gives. */
export async function buildBehindLaterWalls(files: Files): Promise<string> {
  try {
    const documents = splitBuild(await buildKustomization(createTools(), await stageUnchecked(files)), parseDocument);
    requireStagedOrigins(documents, { folder: '.', files: new Set(Object.keys(files)) });
    return documents.map(({ text }) => text).join('---\n');
  } catch (error) {
    return `${error} ${(error as { stderr?: string }).stderr ?? ''}`;
  }
}
