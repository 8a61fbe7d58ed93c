import { foreignGitEnvironment } from './child-environment.js';
import { ProcessError, runProcess } from './process.js';
import { runOnce } from './run-once.js';

/**
 * What the machine's own configuration of git says of the way to other hosts. The rest of it, such as other addresses in place
 * of a URL and programs that give passwords, is not for a stranger's repository.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpproxy
 */
const ofConnections =
  '^http\\.(.*\\.)?(proxy|proxyauthmethod|proxysslcainfo|sslcainfo|sslcapath|sslbackend|sslversion|lowspeedlimit|lowspeedtime)$';

/** Keys and values; none where nothing is configured. @throws ProcessError when git cannot be started. */
export const machineGitEntries = runOnce(async (): Promise<[string, string][]> => {
  try {
    const { GIT_CONFIG_SYSTEM } = process.env;
    const env = { ...foreignGitEnvironment(''), GIT_CONFIG_NOSYSTEM: undefined, GIT_CONFIG_SYSTEM };
    const output = await runProcess('git', ['config', '--system', '-z', '--get-regexp', ofConnections], { env });
    return output.split('\0').filter(Boolean).map(entryOf);
  } catch (error) {
    // With 1 git says that there is none of them, with 128 that there is no such file or that it cannot be read.
    if (error instanceof ProcessError && error.exitCode !== undefined) return [];
    throw error;
  }
});

/** A key, a newline, and the value. */
function entryOf(text: string): [string, string] {
  const end = text.indexOf('\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}
