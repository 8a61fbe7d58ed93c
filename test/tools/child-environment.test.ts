import { afterEach, expect, it, vi } from 'vitest';
import { checkoutEnvironment, foreignGitEnvironment, toolEnvironment } from '../../src/tools/child-environment.js';

afterEach(() => void vi.unstubAllEnvs());

/** What a runner and other steps put into a job's environment, and programs have no business with. */
const secret = [
  'GITHUB_TOKEN',
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'INPUT_TOKEN',
  'INPUT_REGISTRY-CREDENTIALS',
  'STATE_token',
  'FORGEJO_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'GIT_TOKEN',
  'GIT_PASSWORD',
  'KUBECONFIG',
  'HELM_REGISTRY_CONFIG',
  'GIT_DIR',
];
const users = [
  'HOME',
  'XDG_CONFIG_HOME',
  'GNUPGHOME',
  'GIT_AUTHOR_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_ASKPASS',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_KEY_0',
  'GIT_CONFIG_VALUE_0',
  'GIT_CONFIG_GLOBAL',
  'GIT_TRACE2_EVENT',
];
const ssh = ['SSH_AUTH_SOCK', 'GIT_SSH_COMMAND'];
const network = ['HTTPS_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

function stubAll(): void {
  for (const name of [...secret, ...users, ...ssh, ...network]) vi.stubEnv(name, `value of ${name}`);
}

/** Those of the variables above that are passed on. */
function passedOn(environment: Record<string, string>): string[] {
  const values = Object.values(environment);
  return [...secret, ...users, ...ssh, ...network].filter((name) => values.includes(`value of ${name}`));
}

it('of a tool holds nothing of the job', () => {
  stubAll();
  expect(passedOn(toolEnvironment('/home'))).toEqual([]);
  expect(toolEnvironment('/home')).toMatchObject({ HOME: '/home', TMPDIR: '/home', PATH: process.env.PATH });
});

it('of git on the checkout holds what makes it the user’s git, and no more', () => {
  stubAll();
  expect(passedOn(checkoutEnvironment())).toEqual([...users, ...ssh, ...network]);
});

it.each([
  ['https://git.example.com/charts', network],
  ['ssh://git@git.example.com/charts', [...ssh, ...network]],
])('of git on %s holds nothing of the user but the way there', (url, expected) => {
  stubAll();
  expect(passedOn(foreignGitEnvironment(url))).toEqual(expected);
});
