import { isolated } from './forge.js';

// For tests that run stages in their own process: no configuration of the machine, and no identity, reaches git.
Object.assign(process.env, isolated);
for (const name of Object.keys(process.env)) {
  if (/^(?:GITHUB_|RUNNER_|INPUT_|GIT_(?:AUTHOR|COMMITTER)_)/.test(name)) delete process.env[name];
}
