import { type GitCheckout, readSettings } from '../tools/repository.js';

export interface Authorship {
  /** Variables for `git commit-tree`. */
  environment: Record<string, string>;
  /** `commit.gpgSign`: commit-tree, unlike commit, does not look at it by itself. */
  signs: boolean;
}

/** The configured identity if there is one, field by field, otherwise a bot's for this one command. */
export async function readAuthorship(repository: GitCheckout, serverUrl: string): Promise<Authorship> {
  const keys = '^((user|author|committer)\\.(name|email)|commit\\.gpgsign)$';
  const settings = new Map((await readSettings(repository, keys)).map(({ key, value }) => [key, value]));
  const bot = { name: 'prepuller[bot]', email: `prepuller[bot]@users.noreply.${new URL(serverUrl).hostname}` };
  const environment: Record<string, string> = {};
  for (const role of ['author', 'committer']) {
    for (const field of ['name', 'email'] as const) {
      const variable = `GIT_${role}_${field}`.toUpperCase();
      const isKnown = process.env[variable] || settings.get(`user.${field}`) || settings.get(`${role}.${field}`);
      if (!isKnown) environment[variable] = bot[field];
    }
  }
  return { environment, signs: /^(?:true|yes|on|1|)$/i.test(settings.get('commit.gpgsign') ?? 'false') };
}
