import { fieldAt, isObject, type JsonObject, objectAt, objectsAt, setField, textAt, textsAt } from '../../json.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference, referenceOf } from '../manifests/object-reference.js';

/** What only the cluster knows about a ResourceSet; the message says what it is. */
export class UnknownInputs extends Error {
  override readonly name = 'UnknownInputs';
}

/** Gives what Git has of the providers. */
export interface InputProviders {
  find(reference: ObjectReference): Manifest | undefined;
  ofKind(kind: string): Manifest[];
}

const providerKind = 'ResourceSetInputProvider';
const mostPermutations = 10_000;

/**
 * The input sets that the templates of a ResourceSet are run with, one after the other; none means one run without inputs
 * (flux-operator, internal/inputs/combine.go; internal/controller/resourceset_controller.go: getInputs, reconcile).
 * @returns `undefined` when its providers give no inputs: then it makes nothing
 * @throws UnknownInputs
 */
export function inputSets(set: JsonObject, providers: InputProviders): JsonObject[] | undefined {
  const references = objectsAt(set, 'spec', 'inputsFrom');
  const found = references.flatMap((reference) => providersOf(set, reference, providers));
  const distinct = new Map(found.map((provider): [string, JsonObject] => [describe(referenceOf(provider)), provider]));
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, provider]) => provider);
  const lists: NamedInputs[] = [
    { name: textAt(set, 'metadata', 'name'), inputs: objectsAt(set, 'spec', 'inputs').map((one) => from(set, one)) },
    ...sorted.map((provider) => ({
      name: textAt(provider, 'metadata', 'name'),
      inputs: [from(provider, objectAt(provider, 'spec', 'defaultValues'))],
    })),
  ];
  const strategy = objectAt(set, 'spec', 'inputStrategy');
  const combined = strategy.name === 'Permute' ? permute(lists, strategy) : lists.flatMap(({ inputs }) => inputs);
  return references.length > 0 && combined.length === 0 ? undefined : combined;
}

function providersOf(set: JsonObject, reference: JsonObject, providers: InputProviders): JsonObject[] {
  const { namespace } = referenceOf(set);
  const name = textAt(reference, 'name');
  const found =
    name === ''
      ? selected(objectAt(reference, 'selector'), namespace, providers)
      : [providers.find({ kind: providerKind, namespace, name })?.object ?? notInGit(name)];
  for (const provider of found) {
    const type = textAt(provider, 'spec', 'type');
    if (type !== 'Static')
      throw new UnknownInputs(`its inputs come from ${describe(referenceOf(provider))} of the type '${type}'`);
  }
  return found;
}

function notInGit(name: string): never {
  throw new UnknownInputs(`${providerKind} ${name} is not in Git`);
}

/** Others that fit may be in the cluster, but what a cluster has by hand is not known anywhere else either. */
function selected(selector: JsonObject, namespace: string, providers: InputProviders): JsonObject[] {
  const wanted = Object.entries(objectAt(selector, 'matchLabels'));
  const expressions = objectsAt(selector, 'matchExpressions');
  return providers
    .ofKind(providerKind)
    .map(({ object }) => object)
    .filter((provider) => referenceOf(provider).namespace === namespace)
    .filter((provider) => wanted.every(([key, value]) => fieldAt(provider, 'metadata', 'labels', key) === value))
    .filter((provider) => expressions.every((expression) => isMatch(expression, provider)));
}

/** k8s.io/apimachinery, pkg/labels/selector.go: Requirement.Matches. */
function isMatch(expression: JsonObject, provider: JsonObject): boolean {
  const value = fieldAt(provider, 'metadata', 'labels', textAt(expression, 'key'));
  const isListed = typeof value === 'string' && textsAt(expression, 'values').includes(value);
  const operator = textAt(expression, 'operator');
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      throw new UnknownInputs(`its selector of providers has the operator '${operator}', which is not known`);
  }
}

/**
 * The API server gives each provider a UID, and the operator makes the `id` of its inputs of that. A permutation has an `id`
 * of its own, which is known.
 * @throws UnknownInputs when a template of the set may read it
 */
export function requireKnownIds(set: JsonObject): void {
  const isOfProvider = objectsAt(set, 'spec', 'inputsFrom').length > 0;
  if (!isOfProvider || textAt(set, 'spec', 'inputStrategy', 'name') === 'Permute') return;
  const { resources = null, resourcesTemplate = null, steps = null } = objectAt(set, 'spec');
  const text = JSON.stringify([resources, resourcesTemplate, steps]);
  if (/<<(?:(?!>>).)*(?:\.id\b|["`]id\\?["`])/.test(text))
    throw new UnknownInputs('its templates read inputs.id, which the API server decides on');
}

/** With the object that it comes from; the `id` of a provider's inputs is made of what the API server gives it. */
function from(provider: JsonObject, inputs: JsonObject): JsonObject {
  const { kind, namespace, name } = referenceOf(provider);
  return { ...inputs, provider: { apiVersion: textAt(provider, 'apiVersion'), kind, name, namespace } };
}

interface NamedInputs {
  name: string;
  inputs: JsonObject[];
}

/** One of each list, the first list slowest (internal/inputs/permuter.go). */
function permute(lists: readonly NamedInputs[], strategy: JsonObject): JsonObject[] {
  const isKept = ({ inputs }: NamedInputs) => strategy.includeEmptyProviders === true || inputs.length > 0;
  const kept = lists.filter(isKept);
  if (kept.length === 0) return [];
  if (kept.reduce((product, { inputs }) => product * inputs.length, 1) > mostPermutations)
    throw new UnknownInputs(`its inputs have more than ${mostPermutations} permutations, which the operator refuses`);
  let permutations: { inputs: JsonObject; id: string[] }[] = [{ inputs: {}, id: [] }];
  for (const { name, inputs } of kept) {
    const key = normalizedKey(name);
    permutations = permutations.flatMap((permutation) =>
      inputs.map((one, index) => ({
        inputs: withField(permutation.inputs, key, one),
        id: [...permutation.id, `${key}=${index}`],
      })),
    );
  }
  return permutations.map(({ inputs, id }) => ({ ...inputs, id: String(adler32(id.join('/'))) }));
}

function withField(object: JsonObject, key: string, value: JsonObject): JsonObject {
  const result = { ...object };
  setField(result, key, value);
  return result;
}

/** internal/inputs/keys.go: NormalizeKeyForTemplate. */
function normalizedKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '_')
    .replace(/[^a-z0-9_]/g, '')
    .split('_')
    .filter(Boolean)
    .join('_');
}

/** RFC 1950; internal/inputs/id.go. */
function adler32(text: string): number {
  let a = 1;
  let b = 0;
  for (const byte of Buffer.from(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** Is it an object that the operator makes others of? */
export function isResourceSet(object: JsonObject): boolean {
  return (
    object.kind === 'ResourceSet' && isObject(object.spec) && textAt(object, 'apiVersion').startsWith(operatorGroup)
  );
}

const operatorGroup = 'fluxcd.controlplane.io/';
