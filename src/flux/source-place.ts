import { remoteFolder } from './kustomize/remote-bases.js';

/** Does a place name a file of another source than this repository: one that was followed, or a remote base? */
export function isOfOtherSource(file: string): boolean {
  return /^(?:GitRepository|OCIRepository|Bucket) [^:\s]+:/.test(file) || file.startsWith(`${remoteFolder}/`);
}
