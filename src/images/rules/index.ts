import { crossplanePackage } from './crossplane-package.js';
import { imageFlag } from './image-flag.js';
import { imageKey } from './image-key.js';
import { imageObject } from './image-object.js';
import { imageVariable } from './image-variable.js';
import { imageVolume } from './image-volume.js';
import { istioOperator } from './istio-operator.js';
import { istioValues } from './istio-values.js';
import { nestedPodSpec } from './nested-pod-spec.js';
import { podSpec } from './pod-spec.js';
import { repositoryTag } from './repository-tag.js';
import type { Rule } from './rule.js';
import { runnerLabel } from './runner-label.js';
import { runnerService } from './runner-service.js';
import { upgradePlan } from './upgrade-plan.js';
import { wholeValue } from './whole-value.js';

/** In the order of their precedence: the first rule that finds an image at a place is the one that is named there. */
export const rules: readonly Rule[] = [
  podSpec,
  imageVolume,
  nestedPodSpec,
  imageKey,
  imageFlag,
  imageVariable,
  imageObject,
  istioValues,
  istioOperator,
  crossplanePackage,
  upgradePlan,
  runnerService,
  runnerLabel,
  repositoryTag,
  wholeValue,
];
