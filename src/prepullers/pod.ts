import type { JsonObject } from '../flux/release.js';
import type { Strategy } from '../inputs.js';
import { imageNames } from './names.js';
import type { ManifestOptions, PrepulledImage } from './prepuller.js';

/** What differs between the strategies: the lists of a pod spec. */
export interface PodParts extends JsonObject {
  containers: JsonObject[];
}

type OwnImages = Pick<ManifestOptions, 'pauseImage' | 'helperImage'>;
type NamedImage = { name: string; reference: string };

/** No image has such a folder, so nothing of an image is hidden; the runtime makes it before the root is read-only. */
const helperPath = '/.prepuller';
const helperVolume = 'helper';

/**
 * Least privilege, as PodSecurity's restricted profile wants it. `capabilities`, `allowPrivilegeEscalation` and the
 * read-only root exist per container only; the user and the seccomp profile are set once for the pod.
 */
const locked: JsonObject = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** Room for the container runtime's own start inside the limits (CRI-O refuses less than 12Mi); idle, it is a page or two. */
const resources: JsonObject = {
  requests: { cpu: '1m', memory: '8Mi' },
  limits: { cpu: '100m', memory: '32Mi' },
};

export function podParts(strategy: Strategy, images: readonly PrepulledImage[], own: OwnImages): PodParts {
  const names = imageNames(images.map((image) => image.reference));
  const named = images.map(({ reference }, index) => ({ name: names[index] ?? '', reference }));
  return builders[strategy](named, own);
}

const builders: Record<Strategy, (images: NamedImage[], own: OwnImages) => PodParts> = {
  init: (images, own) => ({
    initContainers: [helper('true', own), ...images.map((image) => helped(image, ['true']))],
    containers: [pause(own)],
    volumes: [helperFolder],
  }),
  container: (images, own) => ({
    initContainers: [helper('sleep', own)],
    containers: images.map((image) => helped(image, ['sleep', 'infinity'])),
    volumes: [helperFolder],
  }),
  volume: (images, own) => ({
    // Only a mounted image counts as in use (kubelet, pkg/kubelet/images/image_gc_manager.go).
    containers: [{ ...pause(own), volumeMounts: images.map(mounted) }],
    volumes: images.map(({ name, reference }) => ({ name, image: { reference, pullPolicy: 'IfNotPresent' } })),
  }),
};

const helperFolder: JsonObject = { name: helperVolume, emptyDir: { sizeLimit: '16Mi' } };

/** Copies the static busybox under the name of the applet that it shall be: busybox goes by the name it is called by. */
function helper(applet: string, { helperImage }: OwnImages): JsonObject {
  const copy = ['/bin/busybox', 'cp', '-f', '/bin/busybox', `${helperPath}/${applet}`];
  return {
    ...container('helper', helperImage, copy),
    volumeMounts: [{ name: helperVolume, mountPath: helperPath }],
  };
}

function helped({ name, reference }: NamedImage, [applet, ...args]: [string, ...string[]]): JsonObject {
  return {
    ...container(name, reference, [`${helperPath}/${applet}`, ...args]),
    volumeMounts: [{ name: helperVolume, mountPath: helperPath, readOnly: true }],
  };
}

/** Nothing of the image decides how it starts: `command` replaces its entry point and arguments, `/` its folder. */
function container(name: string, image: string, command: string[]): JsonObject {
  return { name, image, imagePullPolicy: 'IfNotPresent', command, workingDir: '/', resources, securityContext: locked };
}

function pause({ pauseImage }: OwnImages): JsonObject {
  return { name: 'pause', image: pauseImage, imagePullPolicy: 'IfNotPresent', resources, securityContext: locked };
}

function mounted({ name }: NamedImage): JsonObject {
  return { name, mountPath: `/images/${name}`, readOnly: true };
}
