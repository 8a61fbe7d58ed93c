/** One YAML document of the rendered manifests, as text. */
export interface DocumentText {
  text: string;
  /** The line on which it begins, counted from 1. */
  line: number;
}

/**
 * Splits rendered manifests at their document markers without parsing them. A marker in column 0 cannot stand inside
 * a scalar (https://yaml.org/spec/1.2.2/#914-explicit-documents), so no text is ever cut in two.
 */
export function splitDocuments(manifests: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = manifests.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  for (const marker of manifests.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    line = push(documents, manifests.slice(start, marker.index), line);
    start = marker.index + marker[0].length;
  }
  push(documents, manifests.slice(start), line);
  return documents;
}

/** @returns the line on which the next document begins. */
function push(documents: DocumentText[], text: string, line: number): number {
  if (/^[ \t]*[^\s#]/m.test(text)) documents.push({ text, line });
  return line + countNewlines(text);
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * What must stand somewhere in a document for any rule to find an image in it: a word that image fields carry, or
 * a path that ends in a tag or digest, or the kind of an object that names its images in parts. Everything else is not worth parsing.
 */
const evidence = /image|repo|containers|docker:\/\/|[a-z0-9]\/[\w.-]+[:@]\w|IstioOperator/i;

/** `image` in base64, at each of the three places that it can have in a group of bytes. */
const encodedEvidence = /aW1hZ2|ltYWdl|pbWFnZ/;

/** What ServiceAccounts and Namespaces say about pods matters, too, and a list may hold anything. */
const alwaysRead = /^kind:[ \t]*["']?(?:Namespace|ServiceAccount|[A-Za-z]*List)\b/m;

/** Kinds that describe or select other objects, and are large or look alike. */
const neverRead = /^kind:[ \t]*["']?(?:CustomResourceDefinition|PrometheusRule)\b/m;

/** A text test, so that only documents that can hold an image are parsed. */
export function mayHoldImage({ text }: DocumentText): boolean {
  return !neverRead.test(text) && (evidence.test(text) || alwaysRead.test(text) || encodedEvidence.test(text));
}
