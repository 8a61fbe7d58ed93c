import { annotationName } from '../opt-in.js';
import { aboutRelease, type Problem } from '../problem.js';
import type { PrepullerSource, SourceIdentity } from './contract.js';
import type { PrepullerOptions } from './options.js';
import { isElsewhere, podNamespace } from './place.js';

/** What a reader should know of a pre-puller that is written all the same, or is not needed. */
export function remarks(source: PrepullerSource, options: PrepullerOptions): Problem[] {
  const { release, images } = source;
  if (images.images.length === 0) {
    return [problemOf(release, 'notice', `There is no pre-puller ${nothingToPull(source, options)}.`)];
  }
  const sentences = isElsewhere(source, options) ? lostSecrets(source, options) : mixedSecrets(source);
  return sentences.map((message) => problemOf(release, 'warning', message));
}

function nothingToPull({ release, chart, images }: PrepullerSource, { label }: PrepullerOptions): string {
  const { length } = images.excluded;
  const filters = `the annotation ${annotationName(label, 'exclude')} and the inputs 'exclude-images' and 'exclude-objects'`;
  if (chart && length > 0) return `for this release: all of its images (${length}) are excluded by ${filters}`;
  if (chart) return 'for this release: no image that is to be pulled was found in what its chart renders';
  return `for its plain objects in ${release.releaseNamespace}: all of their images are excluded`;
}

export function problemOf(release: SourceIdentity, severity: Problem['severity'], message: string): Problem {
  const { id, place } = release;
  return { severity, kind: 'output', message, ...aboutRelease(id, place) };
}

function lostSecrets(source: PrepullerSource, options: PrepullerOptions): string[] {
  const secrets = source.images.pods.imagePullSecrets.join(', ');
  if (secrets === '') return [];
  return [
    `The pre-puller in ${options.prepullerNamespace} cannot use the pull secrets of this release (${secrets} in ${podNamespace(source)}): let the nodes have the credentials, or leave 'prepuller-namespace' empty.`,
  ];
}

/** Since 1.35 the kubelet gives an image that was pulled with a secret only to pods that have it (KEP-2535). */
function mixedSecrets({ images }: PrepullerSource): string[] {
  return images.pods.images
    .filter(({ withoutSecret }) => withoutSecret.length > 0)
    .map(
      ({ reference, imagePullSecrets, withoutSecret }) =>
        `${reference} is pulled with ${imagePullSecrets.join(', ')}, which some of its pods name and ${withoutSecret.join(', ')} ${withoutSecret.length === 1 ? 'does' : 'do'} not: on Kubernetes 1.35 and newer these may not start while the registry is down. Let all of them name the secret.`,
    );
}
