import { findImages, type RuledFinding } from './find-images.js';
import type { Confidence, ImageUse } from './image.js';
import { readImageField } from './image-field.js';
import type { ImageProblems } from './image-problems.js';
import { type KubernetesObject, objectTitle } from './kubernetes-object.js';
import { formatPath } from './path.js';
import { podOf } from './pods.js';
import { rules } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import type { FoundImage } from './select-images.js';
import { demandsWindows } from './windows.js';

/** Of an object that only Windows nodes run, that is said. */
export function isForLinux(object: KubernetesObject, problems: ImageProblems): boolean {
  const pod = podOf(object);
  if (pod === undefined || !demandsWindows(pod.spec)) return true;
  problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`);
  return false;
}

const rank: Record<Confidence, number> = { certain: 3, high: 2, medium: 1 };

/** Those of the rules that find with at least this confidence. */
export function rulesOf(minConfidence: Confidence): Rule[] {
  return rules.filter(({ confidence }) => rank[confidence] >= rank[minConfidence]);
}

/** Every reference that one of the rules finds in the object. */
export function readObject(object: KubernetesObject, rules: readonly Rule[], problems: ImageProblems): FoundImage[] {
  const { findings, windows } = findImages(object, rules);
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
