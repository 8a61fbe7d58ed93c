import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { OciArtifact } from '../flux/source-contents.js';
import { type ArchivedFile, readTarGz, UnpackBudget } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import { writeFolder } from './chart-files.js';
import type { GitOptions } from './git-source.js';
import { chooseReference } from './locate-chart.js';
import { createOciRegistry, firstLayer, type OciRegistry, parseOciUrl } from './oci-registry.js';

/** Manifests are far smaller; `flux push artifact` is used for charts and the like as well. */
const maxArtifactBytes = 100 * 1024 * 1024;

/** Each may hold `maxArtifactBytes` in memory for a moment. */
const unpack = pLimit(2);

/**
 * Unpacks an artifact as Flux does: the layer that `layerSelector` names, or the first; links in it are left out
 * (source-controller, internal/controller/ocirepository_controller.go: selectLayer, reconcileSource). What a digest holds
 * is kept in the cache.
 * @returns the folder, below `scratch`
 * @throws ChartError, HttpError
 */
export function createArtifactFetcher(options: GitOptions): (artifact: OciArtifact) => Promise<string> {
  const registry = createOciRegistry(options.network);
  return async (artifact) => {
    options.budget.takeSource(artifact.url);
    const archive = await bring(artifact, registry, options);
    const files = await unpack(() => unpackLayer(archive));
    options.budget.takeFiles(
      files.map(({ content }) => ({ size: content.length })),
      artifact.url,
    );
    await mkdir(options.scratch, { recursive: true });
    const folder = await mkdtemp(path.join(options.scratch, 'artifact-'));
    await writeFolder(folder, files);
    return folder;
  };
}

async function bring(artifact: OciArtifact, registry: OciRegistry, { cache }: GitOptions): Promise<Buffer> {
  const repository = parseOciUrl(artifact.url, artifact.insecure);
  const reference = await chooseReference(registry, repository, artifact);
  const digest = await registry.resolve(repository, reference, artifact.layerMediaType ?? firstLayer);
  const key = JSON.stringify([artifact.url, digest]);
  const known = cache.read('checkouts', key);
  if (known) return known;
  const archive = await registry.blob(repository, digest);
  cache.write('checkouts', key, archive);
  return archive;
}

async function unpackLayer(archive: Buffer): Promise<ArchivedFile[]> {
  try {
    return await readTarGz(archive, new UnpackBudget(maxArtifactBytes));
  } catch (error) {
    throw new ChartError(`its layer ${(error as Error).message}`);
  }
}
