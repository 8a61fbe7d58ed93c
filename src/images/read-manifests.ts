import type { ReleaseHooks } from '../flux/release.js';
import { type DocumentText, mayHoldImage, splitDocuments } from './documents.js';
import { type KubernetesObject, mayRunImages, readObjects } from './kubernetes-object.js';
import { parseYaml } from './yaml.js';

export interface Manifests {
  /** Objects that may run images, and the ServiceAccounts: their kinds in the order of the text, those of one by name. */
  objects: KubernetesObject[];
  /** One sentence for each document that could not be read, or not wholly. */
  broken: string[];
}

/** Reads rendered manifests, of which only the documents that can hold an image are parsed. */
export function readManifests(text: string, hooks: ReleaseHooks): Manifests {
  const manifests: Manifests = { objects: [], broken: [] };
  for (const document of splitDocuments(text)) {
    if (!mayHoldImage(document)) continue;
    const { node, error } = parseYaml(document.text);
    if (error !== undefined) manifests.broken.push(brokenDocument(document, error));
    manifests.objects.push(...readObjects(node).filter((object) => mayRunImages(object, hooks)));
  }
  return { ...manifests, objects: inOneOrder(manifests.objects) };
}

/**
 * A template that goes through the keys of a map prints the objects of a kind in another order each time
 * (https://masterminds.github.io/sprig/dicts.html#keys), and what is generated is to be the same each time.
 */
function inOneOrder(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const byKind = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const kind = `${object.group}/${object.kind}`;
    const known = byKind.get(kind);
    if (known) known.push(object);
    else byKind.set(kind, [object]);
  }
  const place = ({ name, namespace }: KubernetesObject) => JSON.stringify([name, namespace]);
  return [...byKind.values()].flatMap((ofKind) => ofKind.sort((a, b) => (place(a) < place(b) ? -1 : 1)));
}

/** Helm writes the template's path above each document; after post-renderers there may be only the line to go by. */
function brokenDocument({ text, line }: DocumentText, error: { reason: string; line?: number }): string {
  const template = /^# Source: (\S+)\s*$/m.exec(text)?.[1];
  const subject =
    template === undefined ? `Line ${line} of the manifests begins` : `The template ${template} was rendered to`;
  const place = error.line === undefined ? '' : ` at its line ${error.line}`;
  return `${subject} a document that is no valid YAML${place}: ${error.reason}`;
}
