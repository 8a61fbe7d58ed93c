import path from 'node:path';
import semver from 'semver';
import { type JsonObject, objectsAt, textAt, textsAt } from '../../json.js';
import type { Repository } from '../files/repository.js';

/** Those that an instance installs which does not say (flux-operator, api/v1/fluxinstance_types.go: GetComponents). */
const defaultComponents = ['source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller'];

/** What a registry holds (flux-operator, internal/builder/images.go: ExtractComponentImagesWithDigest). */
const variants: Readonly<Record<string, string>> = {
  fluxcd: 'upstream-alpine',
  'ghcr.io/fluxcd': 'upstream-alpine',
  'ghcr.io/controlplaneio-fluxcd/alpine': 'enterprise-alpine',
  'ghcr.io/controlplaneio-fluxcd/distroless': 'enterprise-distroless',
  '709825985650.dkr.ecr.us-east-1.amazonaws.com/controlplane/fluxcd': 'enterprise-distroless',
  'ghcr.io/controlplaneio-fluxcd/distroless-fips': 'enterprise-distroless-fips',
};

/** Where the operator's manifests say which images a version of Flux has. */
const imageFile = /(?:^|\/)flux-images\/(v\d[^/]*)\/([^/]+)\.yaml$/;

/**
 * The images of the controllers that a FluxInstance installs, as the operator's own manifests say it where a copy of them
 * is in Git: `flux-images/<version>/<variant>.yaml`.
 * @returns `undefined` when none of them fits, or patches of the instance set others: then only the operator knows
 */
export function fluxControllers({ files, manifests }: Repository): (instance: JsonObject) => string[] | undefined {
  return (instance) => {
    if (setsImages(instance)) return undefined;
    const registry = textAt(instance, 'spec', 'distribution', 'registry').replace(/\/+$/, '');
    const variant = textAt(instance, 'spec', 'distribution', 'variant') || variants[registry];
    const range = textAt(instance, 'spec', 'distribution', 'version');
    const versions = files.all.flatMap((file) => {
      const [, version = '', of] = imageFile.exec(file) ?? [];
      return of === variant && semver.valid(version) ? [{ file, version }] : [];
    });
    const newest = semver.maxSatisfying(
      versions.map(({ version }) => version),
      range,
    );
    const file = versions.find(({ version }) => version === newest)?.file;
    return file === undefined ? undefined : imagesIn(manifests.in(file)[0]?.object ?? {}, instance, registry);
  };
}

/** `spec.kustomize.patches` reach the controllers' Deployments (flux-operator, internal/builder/templates.go: kustomizationTmpl). */
function setsImages(instance: JsonObject): boolean {
  // The field, in YAML or at the end of a JSON pointer; not `imagePullPolicy`, nor a controller's name.
  return objectsAt(instance, 'spec', 'kustomize', 'patches').some((one) => /\bimage\b(?!-)/.test(textAt(one, 'patch')));
}

/** One that the file does not name, and the operator installs nothing. */
function imagesIn(content: JsonObject, instance: JsonObject, registry: string): string[] | undefined {
  const images = objectsAt(content, 'images');
  const wanted = textsAt(instance, 'spec', 'components');
  const found = (wanted.length > 0 ? wanted : defaultComponents).map((component) => {
    const image = images.find((one) => path.posix.basename(textAt(one, 'name')) === component);
    const digest = image && textAt(image, 'digest');
    return image && `${registry}/${component}:${textAt(image, 'newTag')}${digest ? `@${digest}` : ''}`;
  });
  return found.every((image) => image !== undefined) ? found : undefined;
}
