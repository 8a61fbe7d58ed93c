import type { JsonObject } from '../../json.js';
import type { Place } from '../../problem.js';

/** A Kubernetes object, and where it is written. */
export interface Manifest {
  object: JsonObject;
  /** Where the field is; where the nearest field around it is, when it is not written there itself. */
  placeOf(...field: string[]): Place;
}

/** A manifest with another object in the same place, such as after substitution. */
export function withObject(manifest: Manifest, object: JsonObject): Manifest {
  return { object, placeOf: manifest.placeOf };
}
