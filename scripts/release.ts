import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import semver from 'semver';
import { notesOf } from './changelog.js';

export interface ReleaseOptions {
  /** Such as `1.2.0`. */
  version: string;
  /** The checkout, on the tip of the branch that is released from. */
  folder: string;
  /** Says what is being done. */
  say: (line: string) => void;
  /** Proves only, and changes nothing. */
  isProof?: boolean;
  /** Where the forge's API is, and who asks it; without it the release is made of tags alone. */
  forge?: { apiUrl: string; repository: string; token: string };
}

const remote = 'origin';
const branch = 'main';

/**
 * Makes a release of what lies at the tip of the branch: proves that nothing is stale, tags the version, moves the tag of
 * the major version, and tells the forge.
 * @returns the notes
 * @throws Error when something is stale; nothing is changed then.
 */
export async function release(options: ReleaseOptions): Promise<string> {
  const { version, folder, say } = options;
  const notes = await provedNotes(options);
  say(`Proved: ${version} is ready.`);
  if (options.isProof) return notes;
  const [tag, major] = [`v${version}`, `v${semver.major(version)}`];
  await git(folder, 'tag', '--annotate', '--cleanup=verbatim', tag, '--message', `${tag}\n\n${notes}\n`);
  await git(folder, 'tag', '--force', major, `${tag}^{commit}`);
  // Both or none: nobody finds a version that its major tag does not know, nor the other way round.
  await git(folder, 'push', '--quiet', '--atomic', remote, `refs/tags/${tag}`, `+refs/tags/${major}`);
  say(`Tagged ${tag}, and moved ${major} to it.`);
  if (options.forge !== undefined) await publish(options.forge, tag, notes);
  return notes;
}

/** All that must hold, the cheap first. */
async function provedNotes({ version, folder, say }: ReleaseOptions): Promise<string> {
  if (semver.valid(version) !== version || semver.prerelease(version)) {
    throw new Error(`${version} is no version such as 1.2.0.`);
  }
  await refuseUnclean(folder);
  await refuseOtherCommit(folder);
  await refuseOtherVersion(folder, version);
  const notes = notesOf(await readFile(path.join(folder, 'CHANGELOG.md'), 'utf8'), version);
  await refuseKnownVersion(folder, version);
  say('Building dist/ ...');
  await refuseStaleBundle(folder);
  return notes;
}

async function refuseUnclean(folder: string): Promise<void> {
  const changes = await git(folder, 'status', '--porcelain');
  if (changes !== '') throw new Error(`The checkout has changes that are not committed:\n${changes}`);
}

async function refuseOtherCommit(folder: string): Promise<void> {
  const head = await git(folder, 'rev-parse', 'HEAD');
  const [tip = 'nothing'] = (await git(folder, 'ls-remote', remote, `refs/heads/${branch}`)).split('\t');
  if (tip !== head) throw new Error(`A release is made of the tip of ${branch}, which is ${tip}; this is ${head}.`);
}

async function refuseOtherVersion(folder: string, version: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) {
    const found = (JSON.parse(await readFile(path.join(folder, name), 'utf8')) as { version?: string }).version;
    if (found !== version) throw new Error(`${name} has the version ${found}, and not ${version}.`);
  }
}

/** The tag of a major version never moves back. */
async function refuseKnownVersion(folder: string, version: string): Promise<void> {
  const listed = await git(folder, 'ls-remote', '--tags', '--refs', remote);
  const versions = [...listed.matchAll(/refs\/tags\/v(\d+\.\d+\.\d+)$/gm)].map((match) => match[1] ?? '');
  if (versions.includes(version)) throw new Error(`The tag v${version} is there already.`);
  const newer = versions.find((other) => semver.major(other) === semver.major(version) && semver.gt(other, version));
  if (newer !== undefined) throw new Error(`v${newer} is newer, and v${semver.major(version)} would move back.`);
}

async function refuseStaleBundle(folder: string): Promise<void> {
  await execa('npm', ['run', '--silent', 'bundle'], { cwd: folder, stdout: 'ignore' });
  const changes = await git(folder, 'status', '--porcelain', '--', 'dist');
  if (changes !== '')
    throw new Error(`dist/ is stale: run \`npm run bundle\`, and commit what it changes:\n${changes}`);
}

/** Forgejo and GitHub have the same call. */
async function publish(
  { apiUrl, repository, token }: NonNullable<ReleaseOptions['forge']>,
  tag: string,
  notes: string,
): Promise<void> {
  const response = await fetch(`${apiUrl}/repos/${repository}/releases`, {
    method: 'POST',
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tag_name: tag, name: tag, body: notes }),
  });
  if (response.ok) return;
  throw new Error(
    `${tag} is tagged, but the forge does not take its notes (${response.status}): add them to the tag by hand.\n\n${notes}`,
  );
}

/** @returns the standard output without line ends at its end */
async function git(folder: string, ...args: string[]): Promise<string> {
  return (await execa('git', args, { cwd: folder })).stdout;
}

/** `npm run release -- [--prove] VERSION`, in a workflow or by hand. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const [version, ...others] = args.filter((argument) => argument !== '--prove');
  if (version === undefined || others.length > 0) throw new Error('Usage: npm run release -- [--prove] VERSION');
  const { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: repository, FORGE_TOKEN: token } = environment;
  const notes = await release({
    version,
    folder: process.cwd(),
    say: (line) => console.log(line),
    isProof: args.includes('--prove'),
    ...(apiUrl && repository && token && { forge: { apiUrl, repository, token } }),
  });
  console.log(`\n${notes}`);
  if (environment.GITHUB_STEP_SUMMARY)
    await appendFile(environment.GITHUB_STEP_SUMMARY, `## v${version}\n\n${notes}\n`);
}
