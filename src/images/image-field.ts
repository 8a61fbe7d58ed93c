import { parseReference, repairReference } from '../image-reference.js';
import type { Problem } from '../problem.js';

/** What stands in a field that Kubernetes takes for an image. */
export interface ImageField {
  /** What the kubelet would pull; absent when there is nothing that can be pulled. */
  reference?: string;
  severity?: Problem['severity'];
  /** What is wrong and what to do, to follow the name of the field. */
  message?: string;
}

/** Reads an image field. Text that is no reference is explained, never guessed at. */
export function readImageField(text: string): ImageField {
  const written = text.trim();
  if (written === 'auto') return injected;
  const reference = repairReference(written);
  const parsed = parseReference(reference);
  if (parsed === undefined) return explain(written);
  if (reference !== written) return { reference, ...repaired(written, reference) };
  const { tag = 'latest', digest } = parsed;
  if (tag === 'latest' && digest === undefined) return { reference, ...unpinned(written) };
  return { reference };
}

/** https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway */
const injected: ImageField = {
  severity: 'notice',
  message: '"auto" is replaced in the cluster by Istio; name the image in an include annotation',
};

function repaired(written: string, reference: string): ImageField {
  return warning(
    `${quote(written)} has a registry before its registry, and is taken for ${reference}; correct the values`,
  );
}

function unpinned(written: string): ImageField {
  return warning(
    `${quote(written)} has no fixed tag: nodes keep what they pulled first, and by default the registry must answer whenever a pod starts; set a tag in the values`,
  );
}

function explain(text: string): ImageField {
  if (text === '') return warning('is empty; set the image in the values');
  if (/\{\{|\$\(|\$\{|<no value>/.test(text))
    return warning(`${quote(text)} holds a variable that nothing has replaced`);
  if (/:\d+(?:\.\d+)?e\+\d+$/i.test(text)) {
    return warning(`${quote(text)} has a tag that was printed as a number; quote the tag in the values`);
  }
  if (/:$|:@/.test(text)) return warning(`${quote(text)} has an empty tag; set one in the values`);
  return warning(`${quote(text)} is no image reference`);
}

function warning(message: string): ImageField {
  return { severity: 'warning', message };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
