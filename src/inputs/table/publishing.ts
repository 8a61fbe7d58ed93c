import { publishing } from '../../git/options.js';
import type { InputTable } from '../input-table.js';
import { boolean, choice, plainLines, text } from '../parse.js';

/** When a run has something to do, and how its result reaches the branch. */
export const publishingInputs = {
  commitChanges: {
    name: 'commit-changes',
    ...boolean,
    default: 'true',
    description: 'Commit and push what changed. `false` only writes the files.',
  },
  commitMessage: {
    name: 'commit-message',
    ...text,
    default: 'chore: update prepuller images',
    description: 'Message of the commit.',
  },
  publish: {
    name: 'publish',
    ...choice(publishing),
    default: 'push',
    description:
      'How a change reaches the branch. `push` commits to it; `pull-request` keeps one pull request up to date.',
  },
  commitToPullRequest: {
    name: 'commit-to-pull-request',
    ...boolean,
    default: 'false',
    description: 'On `pull_request` events, commit the generated files to the head branch if it is in this repository.',
  },
  check: {
    name: 'check',
    ...boolean,
    default: 'false',
    description: 'Write nothing; fail when the generated files are out of date, and show how.',
  },
  comment: {
    name: 'comment',
    ...boolean,
    default: 'false',
    description:
      'On `pull_request` events, keep one comment on the pull request that says what comes and goes by release; with ' +
      '`check` too. It is removed when nothing is left to say. `forge-token` needs `pull-requests: write`.',
  },
  watchPaths: {
    name: 'watch-paths',
    ...plainLines,
    default: '',
    description:
      'Globs, one a line, of the files whose change makes a push relevant; `!` takes out. Empty: all YAML and ' +
      'what else goes into a Kustomization or a chart of this repository, outside the output path; this is also what a ' +
      'list takes out of that only takes out.',
  },
} satisfies Partial<InputTable>;
