import type { Confidence } from '../image.js';
import type { KubernetesObject } from '../kubernetes-object.js';
import type { Path } from '../path.js';
import type { YamlMap } from '../yaml.js';
import type { MapValues } from './map-values.js';

/** Where a map stands that a rule looks at. */
export interface Site {
  object: KubernetesObject;
  path: Path | undefined;
  /** The texts that the map holds. */
  values: MapValues;
  /** The map is the pod specification of a built-in workload. */
  isPod: boolean;
  /** The maps around this one, in the same document, the nearest last. */
  enclosing: readonly YamlMap[];
}

/** A text that a rule takes for an image reference. */
export interface Finding {
  text: string;
  path: Path | undefined;
  /** The key, flag or variable that says what the text is; a switch beside it may turn it off. */
  name?: string;
}

export interface Rule {
  /** Stands in the generated file and in the outputs. */
  name: string;
  confidence: Confidence;
  /** What this map itself says; the walk brings every map of an object here, so a rule never descends on its own. */
  find(map: YamlMap, site: Site): Finding[];
}
