import type { PrepullerSource } from './contract.js';
import type { PrepullerOptions } from './options.js';

/** The namespace in which a release's pods run. */
export function podNamespace({ release, images }: PrepullerSource): string {
  return images.pods.namespace ?? release.releaseNamespace;
}

/** The namespace of a release's pre-puller. */
export function prepullerNamespace(source: PrepullerSource, options: PrepullerOptions): string {
  return options.prepullerNamespace || podNamespace(source);
}

/** Secrets and ServiceAccounts are of one namespace: in another one the same name is nothing, or something else. */
export function isElsewhere(source: PrepullerSource, options: PrepullerOptions): boolean {
  return prepullerNamespace(source, options) !== podNamespace(source);
}
