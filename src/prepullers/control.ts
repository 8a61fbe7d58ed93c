import type { ReleaseControl } from '../flux/release.js';
import type { JsonObject } from '../json.js';
import { protectedFields } from './daemonset.js';
import { touches } from './merge-patch.js';
import { type Strategy, strategies } from './options.js';
import { readYamlMap } from './yaml-map.js';

/** What the annotations of a release say about its pre-puller. */
export interface Control {
  /** `undefined`: the input decides. */
  strategy: Strategy | undefined;
  /** Empty for none. */
  patch: JsonObject;
}

/** @returns the annotations, or one sentence about what is wrong with them */
export function readControl({ strategy, patch }: ReleaseControl): Control | string {
  const name = strategy.trim();
  const known = strategies.find((candidate) => candidate === name);
  if (name !== '' && known === undefined) {
    return `The strategy annotation is ${JSON.stringify(name)}: it must be one of ${strategies.join(', ')}.`;
  }
  const map = readYamlMap(patch);
  if (typeof map === 'string') return `The patch annotation is no YAML map: ${map}`;
  const forbidden = forbiddenField(map);
  if (forbidden) return `The patch annotation must leave ${forbidden} alone: it is not for a patch.`;
  return { strategy: known, patch: map };
}

/** The first field that the patch would change and must not. */
export function forbiddenField(patch: JsonObject): string | undefined {
  return protectedFields.find((field) => touches(patch, field))?.join('.');
}
