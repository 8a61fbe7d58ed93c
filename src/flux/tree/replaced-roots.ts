import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference } from '../manifests/object-reference.js';
import { isLeftAlone } from '../operator/flux-instance.js';
import { type FluxKustomization, hasSameSpec } from './flux-kustomization.js';

/** What is asked of the tree of Kustomizations that ran before. */
export interface EarlierTree {
  expand(): Promise<void>;
  find(reference: ObjectReference): Manifest | undefined;
  want(reference: ObjectReference): boolean;
}

/**
 * Roots that yield themselves with other fields, such as with patches for all that they yield. In the cluster such a
 * root is as it was yielded, and not as its bootstrap manifest reads. But the bootstrap manifest has run once: what it
 * yielded then may have made ConfigMaps and Secrets that are still there.
 */
export class ReplacedRoots {
  private readonly keys = new Set<string>();
  /** What the roots yielded before they were replaced. */
  private readonly bootstrapped: FluxKustomization[] = [];
  private earlier?: EarlierTree;

  /** @param grow Makes the tree of the Kustomizations that ran before. */
  constructor(private readonly grow: (roots: readonly FluxKustomization[]) => EarlierTree) {}

  /** What takes the Kustomization's place, if it yields itself with other fields and has not been replaced before. */
  replacementOf(
    kustomization: FluxKustomization,
    children: readonly FluxKustomization[],
  ): FluxKustomization | undefined {
    const key = describe(kustomization.reference);
    const itself = children.find(({ reference }) => describe(reference) === key);
    if (!itself || this.keys.has(key) || hasSameSpec(itself, kustomization)) return undefined;
    if (isLeftAlone(kustomization.manifest.object)) return undefined;
    this.keys.add(key);
    this.bootstrapped.push(...children.filter((child) => child !== itself));
    return itself;
  }

  /** An object that was applied before a root was replaced. */
  find(reference: ObjectReference): Manifest | undefined {
    return this.earlier?.find(reference);
  }

  /** Reads what ran before, for the sake of these objects. Gives whether there was anything to read. */
  async lookBack(missing: readonly ObjectReference[]): Promise<boolean> {
    if (missing.length === 0 || this.bootstrapped.length === 0) return false;
    const earlier = this.grow(this.bootstrapped.splice(0));
    do await earlier.expand();
    while (missing.filter((reference) => !earlier.find(reference) && earlier.want(reference)).length > 0);
    this.earlier = earlier;
    return true;
  }
}
