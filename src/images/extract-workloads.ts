import type { Workload, Workloads } from '../flux/workloads.js';
import { fieldAt, isObject, type JsonObject, textAt } from '../json.js';
import { annotationName } from '../opt-in.js';
import type { Problem } from '../problem.js';
import type { ExtractedImages } from './extract-images.js';
import type { Image } from './image.js';
import { readImageControl } from './image-control.js';
import { ImageProblems } from './image-problems.js';
import { type KubernetesObject, mayRunImages, objectTitle, readObjects } from './kubernetes-object.js';
import { noHelpNotices } from './no-help.js';
import type { ImageOptions } from './options.js';
import { readPodFacts } from './pod-facts.js';
import { type ReadObjects, readSelection } from './read-selection.js';
import { type FoundImage, type SelectedImages, selectImages } from './select-images.js';
import { yamlNode } from './yaml.js';

/** The images that objects would run which no HelmRelease makes: by the same rules, each object with its own annotations. */
export async function extractWorkloads(workloads: Workloads, options: ImageOptions): Promise<ExtractedImages> {
  const read = await Promise.all(workloads.objects.map((workload) => readWorkload(workload, workloads, options)));
  const selected = united(read.map((one) => one.selected));
  const running = read.flatMap((one) => one.running);
  const accounts = workloads.accounts.flatMap((account) => readObjects(yamlNode(account)));
  const problems = new ImageProblems(workloads);
  for (const sentence of [...noHelpNotices(running, selected.images), ...idle(running, selected.images)]) {
    problems.add('notice', sentence);
  }
  const pods = readPodFacts([...running, ...accounts], selected.images, workloads.namespace);
  return {
    images: { ...selected, pods },
    problems: [...read.flatMap((one) => one.problems), ...problems.list],
    filters: [...new Set(read.flatMap((one) => one.filters))],
  };
}

interface ReadWorkload extends ReadObjects {
  problems: Problem[];
}

async function readWorkload(workload: Workload, { id }: Workloads, options: ImageOptions): Promise<ReadWorkload> {
  const { label } = options;
  const problems = new ImageProblems({ id, place: workload.place });
  const { exclude, include, errors } = await readImageControl({ ...options, control: workload.control });
  for (const error of errors) problems.add('error', error);
  const objects = readObjects(yamlNode(workload.object)).filter((object) => mayRunImages(object, everyHook));
  const added = knownImages(workload, include);
  const read = readSelection({ objects, added, exclude }, options, problems);
  const { selected } = read;
  const isEmpty = selected.images.length + selected.excluded.length + problems.list.length === 0;
  const unknown = isEmpty ? whyUnknown(workload) : undefined;
  if (unknown !== undefined) {
    const advice = `name such images in the annotation ${annotationName(label, 'include')}`;
    problems.add('notice', `${titleOf(workload.object)} is opted in, and ${unknown}; ${advice}`);
  }
  return { ...read, problems: problems.list };
}

/** Hooks of Helm mean nothing to Flux, which applies all that it builds. */
const everyHook = { tests: { enabled: true, included: [], excluded: [] } };

/** Those that stand in no field of the object. */
function knownImages({ object, runs = [] }: Workload, include: readonly string[]): FoundImage[] {
  const use = { object: titleOf(object), rule: 'include', confidence: 'certain' as const };
  return [
    ...include.map((reference) => ({ reference, use: { ...use, path: 'include' } })),
    ...runs.map((reference) => ({ reference, use: { ...use, path: 'spec.components', rule: 'flux-instance' } })),
  ];
}

/** Why no image is known of an object that has some for all that its reader expects. */
function whyUnknown({ object, isNamed }: Workload): string | undefined {
  if (object.kind === 'FluxInstance') {
    return "which images its controllers have is not known from Git: the operator's manifests say it (flux-images) where a copy of them is here and fits its distribution, and where its kustomize.patches set no image";
  }
  // Of a custom resource it is worth saying that it names none.
  const isCustom = /^(?!.*\.k8s\.io\/)[^/]*\.[^/]*\//.test(textAt(object, 'apiVersion'));
  if (!isNamed || !isCustom) return undefined;
  return 'no image stands in it: what its operator makes of it is known in the cluster alone';
}

function titleOf(object: JsonObject): string {
  return `${textAt(object, 'kind')}/${textAt(object, 'metadata', 'name')}`;
}

function united(parts: readonly SelectedImages[]): SelectedImages {
  const uses = parts.flatMap(({ images }) => images.flatMap(usesOf));
  const { images } = selectImages(uses, [], () => false);
  const pulled = new Set(images.map(({ reference }) => reference));
  const excluded = new Set(parts.flatMap((part) => part.excluded).filter((reference) => !pulled.has(reference)));
  return { images, excluded: [...excluded].sort() };
}

function usesOf({ reference, uses }: Image) {
  return uses.map((use) => ({ reference, use }));
}

/** What runs nothing now and may at any time. */
function idle(objects: readonly KubernetesObject[], images: readonly Image[]): string[] {
  const users = new Set(images.flatMap(({ uses }) => uses.map(({ object }) => object)));
  const told = objects
    .filter((object) => users.has(objectTitle(object)))
    .flatMap((object) => {
      const reason = idleness(object.content);
      return reason === undefined ? [] : [`${objectTitle(object)} (${reason})`];
    });
  if (told.length === 0) return [];
  return [
    `Images of what is switched off are pulled all the same, for it may be switched on at any time: ${told.join(', ')}`,
  ];
}

function idleness(content: unknown): string | undefined {
  if (!isObject(content)) return undefined;
  const fields = [
    ['replicas', '0'],
    ['paused', 'true'],
    ['suspend', 'true'],
  ] as const;
  const field = fields.find(([name, value]) => fieldAt(content, 'spec', name) === value);
  return field && `${field[0]}: ${field[1]}`;
}
