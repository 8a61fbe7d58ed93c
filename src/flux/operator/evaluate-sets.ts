import { stringify } from 'yaml';
import { isObject, type JsonObject, metadataValue, objectAt, objectsAt, textAt } from '../../json.js';
import type { Problem } from '../../problem.js';
import { ProcessError } from '../../tools/process.js';
import type { Build } from '../kustomize/builder.js';
import type { BuiltDocument } from '../kustomize/built-objects.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import type { ParsedTexts } from '../parsed-texts.js';
import { copiedData, UnknownCopy } from './copied-data.js';
import { type InputProviders, inputSets, requireKnownIds, UnknownInputs } from './input-sets.js';
import { runSets, type TemplateResources } from './run-templates.js';
import { templateLayout } from './template-layout.js';
import { templateLiteral } from './template-literal.js';
import { helmTemplate, inputsPlace, TemplateError, unknownLetters } from './template-text.js';

/** A template of a ResourceSet with its inputs, as it is given to helm. */
interface SetTemplate {
  text: string;
  /** Of a resource that is one object, and not of a text with many. */
  isResource: boolean;
  hasInputs: boolean;
  /** Number of its step; 0 without steps. */
  step: number;
}

/** A template, and what it makes. */
interface TemplateOutput {
  template: SetTemplate;
  text: string;
}

/** What is made of a ResourceSet: its templates, or why there are none. */
type Plan = { templates: SetTemplate[] } | { problem: Problem };

/**
 * Makes of ResourceSets what the Flux operator would: its templates are Go's, and so are helm's (flux-operator,
 * internal/builder/resourceset.go: BuildResourceSet).
 * @returns one build for each set; it has failed where it is not known what the set makes
 */
export async function evaluateSets(
  sets: readonly Manifest[],
  providers: InputProviders,
  resources: TemplateResources,
): Promise<Build[]> {
  const plans = sets.map((set) => planSet(set, providers));
  const templates = plans.map((plan) => ('templates' in plan ? plan.templates.map(({ text }) => text) : []));
  const outputs = await runSets(templates, resources);
  return sets.map((set, index) => {
    const plan = plans[index];
    const output = outputs[index] ?? [];
    if (!plan || 'problem' in plan) return failed(plan ? [plan.problem] : []);
    if (output instanceof ProcessError) return failed([notRun(set, output)]);
    const texts = plan.templates.map((template, number) => ({ template, text: output[number] ?? '' }));
    return withCopies(set, buildOf(set, texts, resources.parsed), providers);
  });
}

function planSet(set: Manifest, providers: InputProviders): Plan {
  const { object } = set;
  try {
    const inputs = inputSets(object, providers);
    requireKnownIds(object);
    const templates = stepsOf(object).flatMap((step, index) => templatesOf(step, index, inputs));
    return { templates };
  } catch (error) {
    if (error instanceof UnknownInputs) return { problem: unknown(set, error.message) };
    if (error instanceof TemplateError) return { problem: wrongTemplate(set, error.message) };
    throw error;
  }
}

/** `spec` itself where it has no steps. */
function stepsOf(set: JsonObject): JsonObject[] {
  const steps = objectsAt(set, 'spec', 'steps');
  const spec = objectAt(set, 'spec');
  if (steps.length === 0) return [spec];
  if (objectsAt(spec, 'resources').length > 0 || textAt(spec, 'resourcesTemplate') !== '')
    throw new TemplateError('it has steps and resources beside them');
  return steps;
}

function templatesOf(step: JsonObject, number: number, inputs: readonly JsonObject[] | undefined): SetTemplate[] {
  if (inputs === undefined) return [];
  const resources = objectsAt(step, 'resources').map(templateLayout);
  const text = textAt(step, 'resourcesTemplate');
  const all = [
    ...resources.map((layout) => ({ template: helmTemplate(layout), isResource: true })),
    ...(text === '' ? [] : [{ template: helmTemplate(text), isResource: false }]),
  ];
  // Without inputs each template is run once, and every field of them is missing.
  const sets = inputs.length > 0 ? inputs : [{}];
  return all.flatMap(({ template, isResource }) =>
    sets.map((one) => ({
      text: template.replaceAll(inputsPlace, () => templateLiteral(one)),
      isResource,
      hasInputs: inputs.length > 0,
      step: number,
    })),
  );
}

function buildOf(set: Manifest, outputs: readonly TemplateOutput[], parsed: ParsedTexts): Build {
  try {
    const objects = outputs.flatMap((output) =>
      objectsOf(output, parsed).map((made) => ({ ...made, step: output.template.step })),
    );
    return { documents: distinct(objects).map(documentOf), problems: [], failed: false };
  } catch (error) {
    if (error instanceof TemplateError) return failed([wrongTemplate(set, error.message)]);
    if (!(error instanceof GoYamlError)) throw error;
    return failed([wrongTemplate(set, `what it makes cannot be read: ${error.message}`)]);
  }
}

/** With what its objects copy of others. */
function withCopies(set: Manifest, build: Build, providers: InputProviders): Build {
  try {
    return { ...build, documents: build.documents.map((document) => copied(document, providers)) };
  } catch (error) {
    if (error instanceof UnknownCopy) return failed([unknown(set, error.message)]);
    throw error;
  }
}

function copied(document: BuiltDocument, providers: InputProviders): BuiltDocument {
  const object = document.object();
  const complete = isObject(object) ? copiedData(object, providers) : object;
  return isObject(complete) && complete !== object ? documentOf(written(complete)) : document;
}

/** The first of each; one that another step has made is an error. */
function distinct(objects: readonly (WrittenObject & { step: number })[]): WrittenObject[] {
  const known = new Map<string, WrittenObject & { step: number }>();
  for (const made of objects) {
    const key = keyOf(made.object);
    const first = known.get(key) ?? made;
    if (first.step !== made.step) throw new TemplateError(`two of its steps make ${key}`);
    known.set(key, first);
  }
  return [...known.values()];
}

/** Objects with an annotation are left out, but for those of a resource without inputs. */
function objectsOf(
  { text, template: { isResource, hasInputs } }: TemplateOutput,
  parsed: ParsedTexts,
): WrittenObject[] {
  const objects = text
    .split(/^---(?:[ \t].*)?$/m)
    .flatMap((document) => parsed.parse('resource set', document, objectsIn) ?? []);
  const taken = isResource ? objects.slice(0, 1) : objects;
  return taken.filter(({ object }) => (isResource && !hasInputs) || !isDisabled(object));
}

/** An object, and its YAML, which takes as long to write as to read. */
type WrittenObject = { object: JsonObject; text: string };

/** @throws GoYamlError */
function objectsIn(document: string): WrittenObject[] {
  const object = parseGoYaml(document);
  if (!isObject(object)) return [];
  const objects = textAt(object, 'kind').endsWith('List') ? objectsAt(object, 'items') : [object];
  return objects.map(written);
}

function written(object: JsonObject): WrittenObject {
  return { object, text: stringify(object) };
}

function isDisabled(object: JsonObject): boolean {
  return metadataValue(object, 'annotations', 'fluxcd.controlplane.io/reconcile') === 'disabled';
}

/** The version is no part of an object's identity. */
function keyOf(object: JsonObject): string {
  return `${textAt(object, 'apiVersion').replace(/\/?[^/]*$/, '')} ${describe(referenceOf(object))}`;
}

function documentOf({ object, text }: WrittenObject): BuiltDocument {
  return { kind: textAt(object, 'kind'), text, object: () => object };
}

/** For a ResourceSet that was made by one that was made by one, and so on. */
export function tooManyGenerations(set: Manifest): Build {
  return failed([wrongTemplate(set, 'ResourceSets that make each other have no end')]);
}

function failed(problems: Problem[]): Build {
  return { documents: [], problems, failed: true };
}

function unknown(set: Manifest, fact: string): Problem {
  return {
    severity: 'warning',
    kind: 'manifest',
    message: `What this ResourceSet makes is not seen, for ${fact}. Nothing is removed that it may make.`,
    object: describe(referenceOf(set.object)),
    place: set.placeOf('spec', 'inputsFrom'),
  };
}

function wrongTemplate(set: Manifest, fact: string, detail = ''): Problem {
  return {
    severity: 'error',
    kind: 'manifest',
    message: `The ResourceSet cannot be built, for ${fact}: the operator applies nothing of it.`,
    ...(detail && { detail }),
    object: describe(referenceOf(set.object)),
    place: set.placeOf('spec'),
  };
}

function notRun(set: Manifest, error: ProcessError): Problem {
  if (error.stderr.includes(unknownLetters)) return unknown(set, 'slugify is given letters that are not evaluated');
  if (error.exitCode !== undefined) return wrongTemplate(set, reasonOf(error), error.stderr);
  const message = `What this ResourceSet makes is not seen, for ${error.message}. Nothing is removed that it may make.`;
  return { ...wrongTemplate(set, '', error.stderr), message };
}

function reasonOf({ stderr }: ProcessError): string {
  const missing = /map has no entry for key "[^"\n]*"/.exec(stderr)?.[0];
  return missing ?? 'a template of it is wrong';
}
