import type { Json } from '../json.js';
import type { NodeCount } from './options.js';

export interface Rollout {
  maxSurge?: NodeCount;
  maxUnavailable: NodeCount;
}

/** What the inputs or patches say; `null` and `undefined` say nothing. */
export interface AskedRollout {
  maxSurge?: Json | undefined;
  maxUnavailable?: Json | undefined;
}

/**
 * How a new set of images comes to the nodes. Unless something else is asked for, the old pod goes when the new one is
 * ready: if an image cannot be pulled, what runs keeps its images.
 * @returns one sentence where an API server would refuse what is asked for (apps/validation: ValidateRollingUpdateDaemonSet)
 */
export function rollout({ maxSurge, maxUnavailable }: AskedRollout): Rollout | string {
  const surge = asCount(maxSurge);
  const unavailable = asCount(maxUnavailable);
  if (isNone(surge) && (unavailable === undefined || isNone(unavailable))) {
    return 'max-surge is 0, so max-unavailable must be a number of nodes or a percentage: with neither, no pod is ever replaced.';
  }
  if (surge === undefined && unavailable !== undefined && !isNone(unavailable)) return { maxUnavailable: unavailable };
  if (isNone(surge)) return { maxUnavailable: unavailable ?? 0 };
  if (unavailable === undefined || isNone(unavailable)) return { maxSurge: surge ?? '100%', maxUnavailable: 0 };
  return `max-surge is ${surge} and max-unavailable ${unavailable}: only one of them may be other than zero. Leave max-surge empty to have no surge.`;
}

function asCount(value: Json | undefined): NodeCount | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}

function isNone(count: NodeCount | undefined): count is NodeCount {
  return count !== undefined && /^0+%?$/.test(String(count));
}
