/**
 * What `flux bootstrap` and the Flux operator call their namespace, the source of the repository that they sync, and
 * the Kustomization that applies it.
 */
export const fluxSystem = 'flux-system';
