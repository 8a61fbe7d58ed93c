import type { JsonObject } from '../json.js';

/** `/pause` waits for ever, as user 65535; every cluster has it or a mirror of it. Any architecture, and Windows. */
export const defaultPauseImage = 'registry.k8s.io/pause:3.10.1';

/**
 * A statically linked `/bin/busybox` of 0.8 MB for every architecture that Kubernetes runs on, built by Docker's
 * official images. The musl variant, because the default one is linked against glibc and so does not start in other
 * images; from the copy on Amazon's public registry, because Docker Hub limits anonymous pulls.
 * https://github.com/docker-library/docs/blob/master/busybox/README.md#image-variants
 */
export const defaultHelperImage = 'public.ecr.aws/docker/library/busybox:1.37.0-musl';

/** Room for the container runtime's own start inside the limits (CRI-O refuses less than 12Mi); idle, it is a page or two. */
export const defaultResources: JsonObject = {
  requests: { cpu: '1m', memory: '8Mi' },
  limits: { cpu: '100m', memory: '32Mi' },
};
