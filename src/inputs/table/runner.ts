import type { InputTable } from '../input-table.js';
import { boolean, text, textThat } from '../parse.js';

/** The checkout, the forge and the log. */
export const runnerInputs = {
  root: {
    name: 'working-directory',
    ...textThat((_, { root }) => root),
    default: '',
    description: 'Root of the repository, relative to the workspace.',
  },
  token: {
    name: 'token',
    ...text,
    default: '',
    description:
      "Replaces the checkout's credentials, for fetching and pushing: when the checkout keeps none, or for a branch that " +
      "only another identity may push to. Empty, the default, leaves the checkout's.",
    secrets: (token) => (token ? [token] : []),
  },
  forgeToken: {
    name: 'forge-token',
    ...text,
    default: '',
    defaultOfAction: '${{ github.token }}',
    description: "Token for the forge's API alone: pull requests. It is never used for git. By default the job's own.",
    secrets: (token) => (token ? [token] : []),
  },
  title: {
    name: 'title',
    ...text,
    default: '',
    description: 'Title of the pull request. Empty is the first line of `commit-message`.',
  },
  labels: {
    name: 'labels',
    ...textThat((value) =>
      value
        .split(/[,\n]/)
        .map((label) => label.trim())
        .filter((label) => label !== ''),
    ),
    default: '',
    description: 'Labels of the pull request, separated by commas or line ends; set when it is opened.',
  },
  timing: { name: 'timing', ...boolean, default: 'false', description: 'Print the time that every stage took.' },
} satisfies Partial<InputTable>;
