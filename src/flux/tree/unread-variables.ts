import type { Place, Problem } from '../../problem.js';
import type { UnreadSource } from '../substitution/substitution-variables.js';

/** A source of variables that cannot be read, and a Kustomization that names it. */
export interface UnreadVariables extends UnreadSource {
  /** The Kustomization, as `Kind namespace/name`. */
  object: string;
  place: Place;
}

/** Says each source once: most Kustomizations of a cluster name the same Secret, and what to do about it is the same. */
export function unreadVariables(unread: readonly UnreadVariables[]): Problem[] {
  const groups = new Map<string, UnreadVariables[]>();
  for (const one of unread) {
    const key = `${one.source} ${one.fact}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap(unreadProblem);
}

function unreadProblem(named: readonly UnreadVariables[]): Problem[] {
  const [first] = named;
  if (first === undefined) return [];
  // One that yields itself was read twice.
  const count = new Set(named.map(({ object }) => object)).size;
  const by = count > 1 ? ` of ${count} Kustomizations` : '';
  return [
    {
      severity: 'warning',
      kind: 'substitution',
      message: `${first.source}, named in substituteFrom${by}, ${first.fact}: its variables are not set. Give those that charts need in the input 'substitutions'.`,
      ...(count === 1 && { object: first.object }),
      place: first.place,
    },
  ];
}
