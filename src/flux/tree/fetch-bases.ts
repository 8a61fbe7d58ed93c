import { enumerate } from '../../enumerate.js';
import type { Problem } from '../../problem.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import { prefixed } from './applied-object.js';
import { mustBeBuilt } from './may-declare.js';
import type { Node } from './node.js';
import type { Nodes } from './nodes.js';

/**
 * Fetches what the kustomizations name that lies elsewhere, which may name more in turn. What a Kustomization can yield is
 * known only then.
 * @returns whether there was any
 */
export async function fetchBases(nodes: Nodes, label: string): Promise<boolean> {
  const waiting = nodes.kustomizations().filter((node) => targetsOf(node).length > 0);
  await Promise.all(waiting.map((node) => node.files.bases?.fetch(targetsOf(node))));
  for (const node of waiting) {
    node.input = { ...node.input, graph: node.readGraph() };
    if (node.state.kind === 'passed by' && mustBeBuilt(node.input, label)) node.state = { kind: 'wanted' };
  }
  return waiting.length > 0;
}

/** Those that nobody has asked for. */
function targetsOf({ input, files }: Node): string[] {
  const { bases } = files;
  return bases ? untried(input.graph).filter((target) => bases.find(target) === undefined) : [];
}

function untried({ remote }: KustomizationGraph): string[] {
  return remote.flatMap(({ target, base }) => (base ? [] : target));
}

/** Those that could not be fetched, each once; and once that others are not fetched at all. */
export function unfetchedBases(nodes: readonly Node[]): Problem[] {
  const all = nodes.flatMap(({ input, files }) => input.graph.remote.map((reference) => ({ reference, files })));
  const distinct = [...new Map(all.map((one) => [one.reference.target, one])).values()];
  const problems = distinct.flatMap(({ reference: { base, target, manifest, field }, files }): Problem[] => {
    if (!base) return [];
    const message = `The remote resource ${target} cannot be fetched (${base.fault}): what it declares is not seen.`;
    const detail = base.detail === undefined ? {} : { detail: base.detail };
    const place = prefixed(manifest.placeOf(...field), files.prefix);
    return [{ severity: 'warning', kind: 'kustomize', message, ...detail, place }];
  });
  return [...problems, ...notFetched(distinct.filter(({ reference }) => !reference.base))];
}

type NamedBase = Pick<Node, 'files'> & { reference: KustomizationGraph['remote'][number] };

function notFetched(bases: readonly NamedBase[]): Problem[] {
  const [first] = bases;
  if (first === undefined) return [];
  const list = enumerate(bases.map(({ reference }) => reference.target));
  const message = `Remote resources are not fetched, and what they declare is not seen: ${list}.`;
  const { manifest, field } = first.reference;
  const place = prefixed(manifest.placeOf(...field), first.files.prefix);
  return [{ severity: 'notice', kind: 'kustomize', message, place }];
}
