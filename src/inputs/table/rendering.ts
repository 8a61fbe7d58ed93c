import type { InputTable } from '../input-table.js';
import { boolean, plainLines, textThat, variables, version } from '../parse.js';

/** What manifests and charts are rendered with. */
export const renderingInputs = {
  substitutions: {
    name: 'substitutions',
    ...variables,
    default: '',
    shapesOutput: true,
    description: 'Substitution variables that are not in Git, as `KEY=VALUE`, one a line.',
  },
  strictSubstitution: {
    name: 'strict-substitution',
    ...boolean,
    default: 'false',
    shapesOutput: true,
    description: 'Make an unset variable without a default an error, not a warning.',
  },
  apiVersions: {
    name: 'api-versions',
    ...plainLines,
    default: '',
    shapesOutput: true,
    description:
      "Further API versions for the charts' capabilities, one a line, beside the built-in list of common CRDs.",
  },
  kubeVersion: {
    name: 'kube-version',
    ...textThat(version),
    default: '',
    shapesOutput: true,
    description: "Kubernetes version for the charts' capabilities. Empty is helm's own default.",
  },
} satisfies Partial<InputTable>;
