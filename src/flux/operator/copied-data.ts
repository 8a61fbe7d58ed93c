import { isObject, type JsonObject, metadataValue, textAt } from '../../json.js';
import { describe } from '../manifests/object-reference.js';
import type { InputProviders } from './input-sets.js';

/** What an object copies is not in Git, or is encrypted there; the message says what it is. */
export class UnknownCopy extends Error {
  override readonly name = 'UnknownCopy';
}

const fields = { ConfigMap: ['data', 'binaryData'], Secret: ['data', 'stringData', 'type'] } as const;

/**
 * A ConfigMap or Secret with the data of the one that its annotation names; itself without the annotation (flux-operator,
 * internal/controller/resourceset_controller_configs.go: copyResources).
 * @throws UnknownCopy
 */
export function copiedData(object: JsonObject, providers: Pick<InputProviders, 'find'>): JsonObject {
  const from = metadataValue(object, 'annotations', 'fluxcd.controlplane.io/copyFrom');
  const kind = textAt(object, 'kind');
  if (from === '' || object.apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret')) return object;
  const [namespace = '', name = ''] = from.split('/');
  const reference = { kind, namespace, name };
  const source = providers.find(reference)?.object;
  if (!source) throw new UnknownCopy(`an object of it copies ${describe(reference)}, which is not in Git`);
  if (isObject(source.sops)) throw new UnknownCopy(`an object of it copies ${describe(reference)}, which is encrypted`);
  const result = { ...object };
  for (const field of fields[kind]) {
    const value = source[field];
    if (value !== undefined && !(field === 'type' && 'type' in object)) result[field] = value;
  }
  return result;
}
