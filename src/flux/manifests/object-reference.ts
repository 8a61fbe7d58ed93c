import { type JsonObject, textAt } from '../../json.js';

/** What an object is referred to by. */
export interface ObjectReference {
  kind: string;
  namespace: string;
  name: string;
}

export function describe({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

export function isSameReference(a: ObjectReference, b: ObjectReference): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

export function referenceOf(object: JsonObject): ObjectReference {
  return {
    kind: textAt(object, 'kind'),
    namespace: textAt(object, 'metadata', 'namespace'),
    name: textAt(object, 'metadata', 'name'),
  };
}

export function isKind(object: JsonObject, kind: string, group: string, versions: readonly string[]): boolean {
  return textAt(object, 'kind') === kind && versions.some((version) => object.apiVersion === `${group}/${version}`);
}
