import { confidences } from '../../images/options.js';
import type { InputTable } from '../input-table.js';
import { choice, patterns, plainLines } from '../parse.js';

/** Which images are taken. */
export const imageInputs = {
  excludeImages: {
    name: 'exclude-images',
    ...patterns,
    default: '',
    shapesOutput: true,
    description: 'Regular expressions, one a line. Image references that one of them matches are never pulled.',
  },
  excludeObjects: {
    name: 'exclude-objects',
    ...plainLines,
    default: '',
    shapesOutput: true,
    description: 'Globs on `Kind/name:path`, one a line. Images that only such places name are not pulled.',
  },
  minConfidence: {
    name: 'min-confidence',
    ...choice(confidences),
    default: 'medium',
    shapesOutput: true,
    description: 'Least confidence of the rule that finds an image. `certain`, `high` or `medium`.',
  },
} satisfies Partial<InputTable>;
