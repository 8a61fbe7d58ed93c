// Texts by which the files are told apart that can matter, before any of them is parsed.

/** Part of the API version of every Flux Kustomization, but not of the labels and annotations of the same group. */
export const kustomizationText = 'kustomize.toolkit.fluxcd.io/v';

/** The API group of sources. */
export const sourceGroup = 'source.toolkit.fluxcd.io';

/** Stands in every manifest that tells an operator what to sync. */
export const syncText = 'sync:';

/** Part of the API version of ArtifactGenerators, which make ExternalArtifacts. */
export const generatorText = 'source.extensions.fluxcd.io/';

/** The kind that tells the Flux operator what to sync. */
export const operatorText = 'FluxInstance';

/** Part of the API version of the Flux operator's objects, but not of their definitions. */
export const operatorVersionText = 'fluxcd.controlplane.io/v';

/** In the kind of ResourceSets, and of what gives them inputs. */
export const resourceSetText = 'ResourceSet';

/** The API group of HelmReleases. */
export const releaseText = 'helm.toolkit.fluxcd.io/v';
