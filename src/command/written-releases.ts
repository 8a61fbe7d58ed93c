import { openRepository, type Repository } from '../flux/files/repository.js';
import { releaseText } from '../flux/files/search-texts.js';
import type { Manifest } from '../flux/manifests/manifest.js';
import { isHelmRelease } from '../flux/manifests/release-object.js';
import { isForRemoteCluster } from '../flux/manifests/remote-cluster.js';
import { fieldAt, objectsAt, textAt } from '../json.js';
import { isLabelled, labelValue } from '../opt-in.js';
import type { Place } from '../problem.js';

/** A HelmRelease as a file of the repository has it, opted in or not. */
export interface WrittenRelease {
  name: string;
  /** Empty where the file leaves it to a Kustomization. */
  namespace: string;
  place: Place;
  /** The value of the label's key; empty without one. */
  label: string;
  isLabelled: boolean;
  isSuspended: boolean;
  /** It runs on another cluster (`spec.kubeConfig`). */
  isRemote: boolean;
  /** ConfigMaps and Secrets that its values come from, and whether a file declares them. */
  values: { object: string; place?: Place }[];
}

/** Every HelmRelease of the files, with what decides whether it is found. */
export function writtenReleases(options: { root: string; outputPath: string; label: string }): WrittenRelease[] {
  const repository = openRepository(options);
  const files = repository.files.search([releaseText]).get(releaseText) ?? [];
  return files
    .flatMap((file) => repository.manifests.in(file))
    .filter(({ object }) => isHelmRelease(object))
    .map((manifest) => writtenRelease(manifest, repository, options.label));
}

function writtenRelease({ object, placeOf }: Manifest, repository: Repository, label: string): WrittenRelease {
  return {
    name: textAt(object, 'metadata', 'name'),
    namespace: textAt(object, 'metadata', 'namespace'),
    place: placeOf('metadata', 'name'),
    label: labelValue(object, label),
    isLabelled: isLabelled(object, label),
    isSuspended: fieldAt(object, 'spec', 'suspend') === true,
    isRemote: isForRemoteCluster(object),
    values: objectsAt(object, 'spec', 'valuesFrom').map((reference) => {
      const [kind, name] = [textAt(reference, 'kind'), textAt(reference, 'name')];
      const place = placeOfObject(kind, name, repository);
      return { object: `${kind} ${name}`, ...(place && { place }) };
    }),
  };
}

/** Where a file declares it; one that kustomize generates has the place of its generator's name. */
function placeOfObject(kind: string, name: string, { files, manifests }: Repository): Place | undefined {
  if (name === '') return undefined;
  for (const file of files.search([name]).get(name) ?? []) {
    for (const { object, placeOf } of manifests.in(file)) {
      const isObject = textAt(object, 'kind') === kind && textAt(object, 'metadata', 'name') === name;
      if (isObject) return placeOf('metadata', 'name');
      const generator = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
      if (objectsAt(object, generator).some((one) => textAt(one, 'name') === name)) return placeOf(generator);
    }
  }
  return undefined;
}
