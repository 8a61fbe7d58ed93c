import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { FetchSource, GitSource, RemoteFile, SourceContent, SourceFault } from '../flux/source-contents.js';
import { HttpError } from '../network/http-error.js';
import { FatalError } from '../problem.js';
import { fetchBucket } from './bucket-source.js';
import { ChartError } from './chart-error.js';
import { checkOut, type GitOptions } from './git-source.js';
import { adviceFor } from './http-advice.js';
import { addIncludes } from './included-sources.js';
import { mirrorUrl } from './mirror.js';
import { createArtifactFetcher } from './oci-artifact.js';
import type { ChartOptions } from './options.js';
import { authorizeFor } from './repository-authorization.js';

const sourcesAtOnce = 4;

/** Fetches manifests as charts are fetched: shallowly, with what is known of credentials and of egress. */
export function sourceFetcher({ chartMirrors }: Pick<ChartOptions, 'chartMirrors'>, options: GitOptions): FetchSource {
  const limit = pLimit(sourcesAtOnce);
  const fetchArtifact = createArtifactFetcher(options);
  const mirrored = (url: string) => mirrorUrl(url, chartMirrors);

  async function fetch(content: SourceContent): Promise<string> {
    switch (content.kind) {
      case 'git':
        return await fetchGit(content);
      case 'oci':
        return await fetchArtifact({ ...content, url: mirrored(content.url) });
      case 'bucket':
        return await fetchBucket({ ...content, endpoint: mirrored(content.endpoint) }, options);
      case 'file':
        return await fetchFile({ url: mirrored(content.url) }, options);
    }
  }

  async function fetchGit({ includes = [], ...source }: GitSource): Promise<string> {
    const folder = await checkOut({ ...source, url: mirrored(source.url) }, options);
    await addIncludes(folder, includes, { fetch: fetchGit, budget: options.budget });
    return folder;
  }

  return (content) =>
    limit(() =>
      fetch(content).then(
        (folder) => ({ folder }),
        (error) => faultOf(error, options),
      ),
    );
}

function faultOf(error: unknown, { network }: GitOptions): SourceFault {
  if (error instanceof ChartError) {
    return { fault: error.message, ...(error.detail !== undefined && { detail: error.detail }) };
  }
  if (error instanceof HttpError) return { fault: `${error.message}${adviceFor(error, network.credentials)}` };
  if (error instanceof FatalError || !(error instanceof Error)) throw error;
  // What is fetched must not keep the releases of other sources from their images.
  return {
    fault: `for a reason that is not foreseen: ${error.message}`,
    ...(error.stack !== undefined && { detail: error.stack }),
  };
}

const maxFileBytes = 16 * 1024 * 1024;

/** A folder that holds the file alone, under its own name. */
async function fetchFile({ url }: RemoteFile, { network, scratch, budget }: GitOptions): Promise<string> {
  budget.takeSource(url);
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new ChartError(`${JSON.stringify(url)} is no http or https URL`);
  const { body } = await network.client.get(url, {
    maxBytes: maxFileBytes,
    authorize: authorizeFor(url, network.credentials),
  });
  budget.takeFiles([{ size: body.length }], url);
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(path.join(scratch, 'file-'));
  await writeFile(path.join(folder, 'resource.yaml'), body);
  return folder;
}
