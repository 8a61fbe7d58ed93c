import { findImages, type RuledFinding } from './find-images.js';
import type { Confidence, ImageUse } from './image.js';
import { readImageField } from './image-field.js';
import type { ImageProblems } from './image-problems.js';
import { type KubernetesObject, objectTitle } from './kubernetes-object.js';
import { objectFilter } from './object-filter.js';
import type { ImageOptions, Pattern } from './options.js';
import { formatPath } from './path.js';
import { podOf } from './pods.js';
import { rules } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import { type FoundImage, type SelectedImages, selectImages } from './select-images.js';
import { matchedFilters } from './unused-filters.js';
import { demandsWindows } from './windows.js';

/** What one reader of objects asks for, beside the inputs. */
export interface Selection {
  objects: readonly KubernetesObject[];
  /** References to add that stand in no field of the objects. */
  added: readonly FoundImage[];
  /** What annotations leave out, beside the inputs. */
  exclude: readonly Pattern[];
}

export interface ReadObjects {
  /** Those of the objects that Linux nodes run. */
  running: KubernetesObject[];
  selected: SelectedImages;
  /** The filters of the inputs that something of it matches, as written. */
  filters: string[];
}

/** The images that objects would run, less those that are left out. */
export function readSelection(
  { objects, added, exclude }: Selection,
  options: Omit<ImageOptions, 'label'>,
  problems: ImageProblems,
): ReadObjects {
  const running = objects.filter((object) => isForLinux(object, problems));
  const trusted = rules.filter(({ confidence }) => isTrusted(confidence, options));
  const found = [...running.flatMap((object) => readObject(object, trusted, problems)), ...added];
  const selected = selectImages(found, [...options.excludeImages, ...exclude], objectFilter(options.excludeObjects));
  return { running, selected, filters: matchedFilters(found, options) };
}

/** Of an object that only Windows nodes run, that is said. */
function isForLinux(object: KubernetesObject, problems: ImageProblems): boolean {
  const pod = podOf(object);
  if (pod === undefined || !demandsWindows(pod.spec)) return true;
  problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`);
  return false;
}

const rank: Record<Confidence, number> = { certain: 3, high: 2, medium: 1 };

export function isTrusted(confidence: Confidence, { minConfidence }: Pick<ImageOptions, 'minConfidence'>): boolean {
  return rank[confidence] >= rank[minConfidence];
}

/** Every reference that one of the rules finds in the object. */
function readObject(object: KubernetesObject, trusted: readonly Rule[], problems: ImageProblems): FoundImage[] {
  const { findings, windows } = findImages(object, trusted);
  for (const path of windows) {
    problems.add('notice', `${objectTitle(object)}: ${formatPath(path)} is for Windows nodes: its images are left out`);
  }
  return findings.flatMap((finding) => readFinding(object, finding, problems));
}

function readFinding(object: KubernetesObject, finding: RuledFinding, problems: ImageProblems): FoundImage[] {
  const { name: rule, confidence } = finding.rule;
  const use: ImageUse = { object: objectTitle(object), path: formatPath(finding.path), rule, confidence };
  const { reference, severity, message } = readImageField(finding.text);
  if (severity !== undefined) {
    problems.add(severity, `${use.object}: ${use.path} ${message}`, `${finding.text} ${message}`);
  }
  return reference === undefined ? [] : [{ reference, use }];
}
