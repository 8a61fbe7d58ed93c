import type { JsonObject } from '../json.js';
import type { Place, ReleaseId } from '../problem.js';
import type { ReleaseControl } from './release.js';

/**
 * Objects that are opted in, and that no HelmRelease makes: those of one Kustomization or ResourceSet, in one namespace,
 * with the same wishes for their pre-puller.
 */
export interface Workloads {
  /** What applies them. */
  id: ReleaseId;
  /** The manifest that declares what applies them. */
  place: Place;
  /** `spec.suspend`: Flux does not apply it now; it is kept, and said in the log. */
  suspended: boolean;
  namespace: string;
  objects: Workload[];
  /** The ServiceAccounts of the namespace that Git declares, as far as the objects may use them. */
  accounts: JsonObject[];
  /** How the pre-puller is made: `-strategy` and `-patch`. */
  control: Pick<ReleaseControl, 'strategy' | 'patch'>;
}

/** An object as Flux applies it. */
export interface Workload {
  object: JsonObject;
  place: Place;
  /** It has the label itself, however that came there. */
  isNamed: boolean;
  /** What an operator is known to run for it, though it names no images; `undefined` where that is not known. */
  runs?: string[] | undefined;
  /** Its own annotations `-exclude` and `-include`, and those of what applies it. */
  control: Pick<ReleaseControl, 'exclude' | 'include'>;
}
