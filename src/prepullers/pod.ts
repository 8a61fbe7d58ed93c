import type { JsonObject } from '../json.js';
import { imageNames } from './names.js';
import type { PrepullerOptions, Strategy } from './options.js';
import type { PrepulledImage } from './prepuller.js';

/** What differs between the strategies: the lists of a pod spec. */
export interface PodParts extends JsonObject {
  containers: JsonObject[];
}

type ContainerOptions = Pick<PrepullerOptions, 'pauseImage' | 'helperImage' | 'resources'>;
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

export function podParts(strategy: Strategy, images: readonly PrepulledImage[], options: ContainerOptions): PodParts {
  const names = imageNames(images.map((image) => image.reference));
  const named = images.map(({ reference }, index) => ({ name: names[index] ?? '', reference }));
  return builders[strategy](named, options);
}

const builders: Record<Strategy, (images: NamedImage[], options: ContainerOptions) => PodParts> = {
  init: (images, options) => ({
    initContainers: [helper('true', options), ...images.map((image) => helped(image, ['true'], options))],
    containers: [pause(options)],
    volumes: [helperFolder],
  }),
  container: (images, options) => ({
    initContainers: [helper('sleep', options)],
    containers: images.map((image) => helped(image, ['sleep', 'infinity'], options)),
    volumes: [helperFolder],
  }),
  volume: (images, options) => ({
    // Only a mounted image counts as in use (kubelet, pkg/kubelet/images/image_gc_manager.go).
    containers: [{ ...pause(options), volumeMounts: images.map(mounted) }],
    volumes: images.map(({ name, reference }) => ({ name, image: { reference, pullPolicy: 'IfNotPresent' } })),
  }),
};

const helperFolder: JsonObject = { name: helperVolume, emptyDir: { sizeLimit: '16Mi' } };

/** Copies the static busybox under the name of the applet that it shall be: busybox goes by the name it is called by. */
function helper(applet: string, options: ContainerOptions): JsonObject {
  const copy = ['/bin/busybox', 'cp', '-f', '/bin/busybox', `${helperPath}/${applet}`];
  return {
    ...container('helper', options.helperImage, copy, options),
    volumeMounts: [{ name: helperVolume, mountPath: helperPath }],
  };
}

function helped(
  { name, reference }: NamedImage,
  [applet, ...args]: [string, ...string[]],
  options: ContainerOptions,
): JsonObject {
  return {
    ...container(name, reference, [`${helperPath}/${applet}`, ...args], options),
    volumeMounts: [{ name: helperVolume, mountPath: helperPath, readOnly: true }],
  };
}

/** Nothing of the image decides how it starts: `command` replaces its entry point and arguments, `/` its folder. */
function container(name: string, image: string, command: string[], options: ContainerOptions): JsonObject {
  return { name, image, imagePullPolicy: 'IfNotPresent', command, workingDir: '/', ...confined(options) };
}

function pause(options: ContainerOptions): JsonObject {
  return { name: 'pause', image: options.pauseImage, imagePullPolicy: 'IfNotPresent', ...confined(options) };
}

/** An empty map leaves the resources to the namespace's LimitRange. */
function confined({ resources }: ContainerOptions): JsonObject {
  return { ...(Object.keys(resources).length > 0 && { resources }), securityContext: locked };
}

function mounted({ name }: NamedImage): JsonObject {
  return { name, mountPath: `/images/${name}`, readOnly: true };
}
