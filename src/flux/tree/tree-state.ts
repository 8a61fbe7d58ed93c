import type { JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import type { LoadResources } from '../load-context.js';
import { Abroad, type OtherSources } from './abroad.js';
import type { FluxKustomization } from './flux-kustomization.js';
import type { Location } from './locate.js';
import { Nodes } from './nodes.js';
import type { SourceFiles } from './source-files.js';
import type { UnreadVariables } from './unread-variables.js';

export interface TreeContext {
  /** This repository. */
  own: SourceFiles;
  resources: LoadResources;
  label: string;
  /** Take plain objects also where a Kustomization labels all that it applies. */
  workloads: boolean;
  strictSubstitution: boolean;
  /** Variables for what Git does not say. */
  fallback: ReadonlyMap<string, string>;
  locate(kustomization: FluxKustomization): Location;
  /** Is told of the root of the cluster where only its folder was known. */
  learnFrom?(root: FluxKustomization): void;
  /** The images of the controllers that a FluxInstance installs; `undefined` where Git does not say. */
  controllersOf(instance: JsonObject): string[] | undefined;
  /** Other sources; missing where they are not followed. */
  others?: OtherSources;
  /** Build also what is not needed. */
  buildEverything: boolean;
}

/** What is known so far of the Kustomizations of a cluster. */
export class TreeState {
  readonly nodes = new Nodes();
  readonly abroad: Abroad;
  /** Those that apply what they build to another cluster: none of it is here. */
  readonly remote: FluxKustomization[] = [];
  /** About those whose folder is not there. */
  readonly unlocated: Problem[] = [];
  readonly unread: UnreadVariables[] = [];
  /** Does one of them build just the generated files? */
  appliesOutput = false;

  constructor({ others }: Pick<TreeContext, 'others'>) {
    this.abroad = new Abroad(others);
  }
}
