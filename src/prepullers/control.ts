import { parseDocument } from 'yaml';
import type { JsonObject, ReleaseControl } from '../flux/release.js';
import { type Strategy, strategies } from '../inputs.js';
import { protectedFields } from './daemonset.js';
import { isMap, touches } from './merge-patch.js';

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
  const map = readMap(patch);
  if (typeof map === 'string') return `The patch annotation is no YAML map: ${map}`;
  const forbidden = forbiddenField(map);
  if (forbidden) return `The patch annotation must leave ${forbidden} alone: it is not for a patch.`;
  return { strategy: known, patch: map };
}

/** The first field that the patch would change and must not. */
export function forbiddenField(patch: JsonObject): string | undefined {
  return protectedFields.find((field) => touches(patch, field))?.join('.');
}

/** The map, or what is wrong with the text. */
function readMap(text: string): JsonObject | string {
  const document = parseDocument(text);
  const error = document.errors[0];
  if (error) return error.message;
  try {
    const value: unknown = document.toJS() ?? {};
    return isMap(value) ? value : 'it is a list or a single value';
  } catch (tooManyAliases) {
    return String(tooManyAliases);
  }
}
