import type { ObjectReference } from './object-reference.js';

/**
 * What `flux bootstrap` and the Flux operator call their namespace, the source of the repository that they sync, and
 * the Kustomization that applies it.
 */
export const fluxSystem = 'flux-system';

/** The source by which Flux syncs this repository, where nothing in Git says another one. */
export const usualSource: ObjectReference = { kind: 'GitRepository', namespace: fluxSystem, name: fluxSystem };
