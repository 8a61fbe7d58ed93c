import { imageVolume } from './image-volume.js';
import { podSpec } from './pod-spec.js';
import type { Rule } from './rule.js';

/** In the order of their precedence: the first rule that finds an image at a place is the one that is named there. */
export const rules: readonly Rule[] = [podSpec, imageVolume];
