import type { Tools } from '../tools/tools';
import type { Repository } from './files/repository';
import type { Builder } from './kustomize/builder';
import type { LoadOptions } from './options';

/** What each way to read a repository works with. */
export interface LoadContext {
  repository: Repository;
  options: LoadOptions;
  builder: Builder;
  tools: Tools;
  /** Of the cluster to take; empty for all that are found. */
  clusterFolder: string;
  /** For what Git does not say: those of the cluster's configuration and of the inputs. */
  variables: ReadonlyMap<string, string>;
  /** Manifests that a sparse checkout leaves out. */
  absentFiles: readonly string[];
}
