import { type JsonObject, textAt } from '../../json.js';
import { mayLabelObjects, textOfLabel } from '../../opt-in.js';
import { kustomizationText, resourceSetText } from '../files/search-texts.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import type { ObjectReference } from '../manifests/object-reference.js';

// What can a build yield? That is answered from the texts of the files that it reads, without building. A wrong "yes" costs
// a process; a wrong "no" cannot be, because names, kinds and keys of objects stand in the files or in the Flux
// Kustomization, however they are put together.

/** All that goes into a build. */
export interface BuildInput {
  graph: KustomizationGraph;
  spec: JsonObject;
  /** Text of a file of the repository. */
  text(file: string): string;
}

/**
 * May it yield Kustomizations, ResourceSets or labelled objects? What is not there, or must not be read, may be all
 * that matters: its build says so, and nothing is taken for gone.
 */
export function mustBeBuilt(input: BuildInput, label: string): boolean {
  const labelText = textOfLabel(label);
  const all = [...texts(input), JSON.stringify(input.spec)];
  return (
    input.graph.faults.length > 0 ||
    holds(input, kustomizationText) ||
    holds(input, resourceSetText) ||
    (holds(input, 'HelmRelease') && all.some((text) => text.includes(labelText))) ||
    all.some((text) => mayLabelObjects(text, label))
  );
}

/** May it declare this object, under this name? */
export function mayDeclare(input: BuildInput, { kind, namespace, name }: ObjectReference): boolean {
  const target = textAt(input.spec, 'targetNamespace');
  if (target && target !== namespace) return false;
  const ofKind = texts(input).filter((text) => declaresKind(text, kind));
  if (ofKind.length === 0) return false;
  return holds(input, name) || changesNames(input) || ofKind.some((text) => hasVariableName(text, name));
}

function texts({ graph, text }: BuildInput): string[] {
  return [...graph.files.values()].map(text);
}

function holds(input: BuildInput, part: string): boolean {
  return texts(input).some((text) => text.includes(part));
}

function declaresKind(text: string, kind: string): boolean {
  return text.includes(kind) || text.includes(`${kind.charAt(0).toLowerCase()}${kind.slice(1)}Generator`);
}

function changesNames({ graph, spec }: BuildInput): boolean {
  const kustomizations = [...graph.kustomizations.values()].map(({ content }) => content);
  return [spec, ...kustomizations].some((fields) => textAt(fields, 'namePrefix') || textAt(fields, 'nameSuffix'));
}

/** Is there a name with a variable that could become this one? */
function hasVariableName(text: string, name: string): boolean {
  return [...text.matchAll(/name["']?:[ \t]*["']?([^\s"'#]*\$\{[^\s"'#]*)/g)].some(([, pattern = '']) =>
    fits(pattern.replaceAll(/\$\{[^}]*\}?/g, '\0').split('\0'), name),
  );
}

/** Does the name begin with the first part, end with the last, and hold the others in this order? */
function fits(parts: readonly string[], name: string): boolean {
  const [first = '', ...others] = parts;
  if (!name.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    position = name.indexOf(part, position);
    if (position < 0) return false;
    position += part.length;
  }
  return name.endsWith(parts.at(-1) ?? '');
}
