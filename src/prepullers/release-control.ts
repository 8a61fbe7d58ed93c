import type { JsonObject } from '../json.js';
import { FatalError } from '../problem.js';
import type { SourceIdentity } from './contract.js';
import { daemonSet, protectedFields } from './daemonset.js';
import { daemonSetFaults, patchFaults } from './daemonset-faults.js';
import { touches } from './merge-patch.js';
import { type PrepullerOptions, type Strategy, strategies } from './options.js';
import { rollout } from './rollout.js';
import { readYamlMap } from './yaml-map.js';

/** What the annotations of a release say about its pre-puller. */
export interface Control {
  /** `undefined`: the input decides. */
  strategy: Strategy | undefined;
  /** Empty for none. */
  patch: JsonObject;
}

/** @returns the annotations, or one sentence about what is wrong with them */
export function readControl(
  { strategy, patch }: SourceIdentity['control'],
  options: PrepullerOptions,
): Control | string {
  const name = strategy.trim();
  const known = strategies.find((candidate) => candidate === name);
  if (name !== '' && known === undefined) {
    return `The strategy annotation is ${JSON.stringify(name)}: it must be one of ${strategies.join(', ')}.`;
  }
  const map = readYamlMap(patch);
  if (typeof map === 'string') return `The patch annotation is no YAML map: ${map}`;
  const fault = patchFault(map, [options.daemonsetPatch, map], options);
  return fault === undefined ? { strategy: known, patch: map } : `The patch annotation ${fault}`;
}

/** @throws FatalError when the inputs would make DaemonSets that must not be, or that an API server refuses */
export function checkManifestOptions(options: PrepullerOptions): void {
  const chosen = rollout(options);
  if (typeof chosen === 'string') throw new FatalError(`The inputs do not fit together: ${chosen}`);
  const fault = patchFault(options.daemonsetPatch, [options.daemonsetPatch], options);
  if (fault !== undefined) throw new FatalError(`Input 'daemonset-patch' ${fault}`);
}

/** @param patches all that are merged, the patch last */
function patchFault(patch: JsonObject, patches: readonly JsonObject[], options: PrepullerOptions): string | undefined {
  if (Object.keys(patch).length === 0) return undefined;
  const forbidden = protectedFields.find((field) => touches(patch, field));
  if (forbidden) return `must leave ${forbidden.join('.')} alone: it is not for a patch.`;
  const faults = patchFaults(patch);
  const found = faults.length > 0 ? faults : daemonSetFaults(sample(patches, options));
  return found.length > 0 ? `would be refused by every API server: ${found.join('; ')}.` : undefined;
}

/** Any DaemonSet with the patches: what is wrong with it is wrong with all. */
function sample(patches: readonly JsonObject[], options: PrepullerOptions): JsonObject {
  const demands = { imagePullSecrets: [], nodeSelector: {} };
  const image = { reference: 'image:1', uses: [], versionsOld: 0, demands };
  const prepuller = { namespace: 'default', strategy: options.strategy, patches: [...patches] };
  return daemonSet(prepuller, { name: 'prepuller', images: [image], demands }, options);
}
