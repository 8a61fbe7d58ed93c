type Environment = Record<string, string>;

/**
 * Variables of this process that programs get, by name: whatever else the job has (tokens of the runner, inputs, secrets
 * of other steps) reaches none of them. What is not named here is not there.
 */
const everywhere = ['PATH', 'LD_LIBRARY_PATH'];

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

const certificates = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'NIX_SSL_CERT_FILE',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
];

const ssh = ['SSH_AUTH_SOCK', 'SSH_AGENT_PID', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT'];

/** What makes git the user's git: configuration, identity, signing, credentials. https://git-scm.com/docs/git */
const userOfGit = [
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'GNUPGHOME',
  'GPG_TTY',
  'SSH_ASKPASS',
  'GIT_ASKPASS',
  'GIT_EXEC_PATH',
  'GIT_TEMPLATE_DIR',
  'GIT_SSL_NO_VERIFY',
  'GIT_CURL_VERBOSE',
  'GIT_PROXY_COMMAND',
];
const groupsOfGit = /^GIT_(?:AUTHOR|COMMITTER|CONFIG|HTTP|SSL|TRACE|TRACE2)(?:_|$)/;

/**
 * For helm and kustomize.
 * @param home a folder of the program's own, for all that it may want to keep
 */
export function toolEnvironment(home: string): Environment {
  return { ...inherited(everywhere), HOME: home, TMPDIR: home, LC_ALL: 'C.UTF-8' };
}

/** For git on the user's checkout. Errors are recognised by git's English words. */
export function checkoutEnvironment(): Environment {
  const names = Object.keys(process.env).filter((name) => groupsOfGit.test(name));
  return { ...inherited([...everywhere, ...proxies, ...certificates, ...ssh, ...userOfGit, ...names]), ...quietGit };
}

/**
 * Beside a tool's own, for git on a stranger's repository: with a home that is empty, no configuration and no credential of
 * the user or of the machine is in force. Over SSH there is no other credential than the agent's.
 */
export function foreignGitEnvironment(url: string): Environment {
  const agent = url.startsWith('ssh:') ? ssh : [];
  return { ...inherited([...proxies, ...certificates, ...agent]), ...quietGit, GIT_CONFIG_NOSYSTEM: '1' };
}

const quietGit = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };

function inherited(names: readonly string[]): Environment {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
