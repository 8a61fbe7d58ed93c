import type { FetchSource } from '../flux/follow-sources.js';
import { ChartError } from './chart-error.js';
import { checkOut, type GitOptions } from './git-source.js';
import { mirrorUrl } from './mirror.js';
import type { ChartOptions } from './options.js';

/** Fetches Git repositories for manifests as for charts: shallowly, with what is known of credentials and of egress. */
export function sourceFetcher({ chartMirrors }: Pick<ChartOptions, 'chartMirrors'>, options: GitOptions): FetchSource {
  return async ({ url, reference }) => {
    try {
      return { folder: await checkOut({ url: mirrorUrl(url, chartMirrors), reference }, options) };
    } catch (error) {
      if (!(error instanceof ChartError)) throw error;
      return { fault: error.message };
    }
  };
}
