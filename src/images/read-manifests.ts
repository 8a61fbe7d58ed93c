import { mayHoldImage, splitDocuments } from './documents.js';
import { type KubernetesObject, mayRunImages, readObjects } from './kubernetes-object.js';
import { parseYaml } from './yaml.js';

export interface Manifests {
  /** Objects that may run images, and the ServiceAccounts, in the order of the text. */
  objects: KubernetesObject[];
  /** Documents that could not be read, or not wholly. */
  broken: { line: number; error: string }[];
}

/** Reads rendered manifests, of which only the documents that can hold an image are parsed. */
export function readManifests(text: string): Manifests {
  const manifests: Manifests = { objects: [], broken: [] };
  for (const document of splitDocuments(text)) {
    if (!mayHoldImage(document)) continue;
    const { node, error } = parseYaml(document.text);
    if (error !== undefined) manifests.broken.push({ line: document.line, error });
    manifests.objects.push(...readObjects(node).filter(mayRunImages));
  }
  return manifests;
}
