import { DaemonSet, type IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { parseAllDocuments } from 'yaml';
import { type PodSpec, violations } from './restricted.js';

/** As much of a generated DaemonSet as tests look at. */
export interface Manifest {
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: {
    selector: { matchLabels: Record<string, string> };
    updateStrategy: { rollingUpdate: { maxSurge?: number | string; maxUnavailable: number | string } };
    template: {
      metadata: { labels: Record<string, string> };
      spec: PodSpec & {
        imagePullSecrets?: { name: string }[];
        serviceAccountName?: string;
        tolerations?: unknown[];
        affinity?: Record<string, unknown>;
      };
    };
  };
}

/** The DaemonSets in the text of a generated file. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

/**
 * Checks a generated DaemonSet against the Kubernetes schema and the restricted profile, that its selector selects its
 * own pods, and that its containers have names of their own.
 * @throws Error that names what is wrong
 */
export function expectValid(manifest: Manifest): void {
  new DaemonSet(manifest as unknown as IDaemonSet).validate();
  const { selector, template } = manifest.spec;
  for (const [key, value] of Object.entries(selector.matchLabels)) {
    if (template.metadata.labels[key] !== value) throw new Error(`the selector's ${key} is not a label of the pods`);
    if (!/^[a-z0-9][a-z0-9.-]{0,61}[a-z0-9]$/.test(value)) throw new Error(`${value} is no value for a label`);
  }
  const broken = violations(template.spec);
  if (broken.length > 0) throw new Error(`the pod is not restricted: ${broken.join('; ')}`);
  const { initContainers = [], containers = [] } = template.spec;
  const names = [...initContainers, ...containers].map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`two containers have one name: ${names.join(', ')}`);
  const wrong = names.find((name) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name));
  if (wrong !== undefined) throw new Error(`${wrong} is no name for a container`);
}
