import type { Cache } from '../cache.js';
import type { Tools } from '../tools/tools.js';
import type { Repository } from './files/repository.js';
import type { FollowSource } from './follow-sources.js';
import type { Builder } from './kustomize/builder.js';
import type { LoadOptions } from './options.js';
import type { ParsedTexts } from './parsed-texts.js';
import type { SourceFiles } from './tree/source-files.js';

/** Programs, and what they and this one have made before. */
export interface LoadResources {
  tools: Tools;
  cache: Cache;
  parsed: ParsedTexts;
}

/** What each way to read a repository works with. */
export interface LoadContext extends LoadResources {
  repository: Repository;
  options: LoadOptions;
  builder: Builder;
  /** Of the cluster to take; empty for all that are found. */
  clusterFolder: string;
  /** For what Git does not say: those of the cluster's configuration and of the inputs. */
  variables: ReadonlyMap<string, string>;
  /** Manifests that a sparse checkout leaves out. */
  absentFiles: readonly string[];
  /** Missing where other sources are not followed. */
  follow?: FollowSource<SourceFiles>;
}
