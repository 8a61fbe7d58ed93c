import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createHttpClient, type HttpClient, type Patience } from '../network/http-client.js';
import { sha256 } from '../sha256.js';
import { readTarGz, UnpackBudget } from './archive.js';
import type { FoundProgram } from './find-program.js';
import type { PublishedProgram } from './published-programs.js';

export interface InstallOptions {
  /** Empty for the default version. */
  version: string;
  /** URL of a folder that holds the archives and checksum files; empty for the publisher's. */
  mirror: string;
  /** PEM file of a further certificate authority, or empty. */
  caFile: string;
  /** Where programs are kept for the runs to come. */
  folder: string;
  patience?: Patience;
}

/** One archive of a publisher. */
interface PublishedBuild {
  program: PublishedProgram;
  version: string;
  /** As publishers call it. */
  architecture: string;
}

const maxArchiveBytes = 200 * 1024 * 1024;
const maxUnpackedBytes = 600 * 1024 * 1024;
const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Fetches a program, unless an earlier run did, and verifies it before anything of it is on the disk.
 * @throws Error that says why it cannot be had.
 */
export async function installProgram(program: PublishedProgram, options: InstallOptions): Promise<FoundProgram> {
  const version = options.version || program.defaultVersion;
  const architecture = architectures[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    throw new Error(`there is no tested build for ${process.platform} ${process.arch}`);
  }
  const command = path.join(options.folder, `${program.name}-${version}-${architecture}`, program.name);
  if (!(await isAsNoted(command))) await fetchProgram({ program, version, architecture }, command, options);
  return { command, version };
}

/** Beside a program stands what it must be; without that, or when it is something else, it is fetched anew. */
async function isAsNoted(command: string): Promise<boolean> {
  try {
    return (await readFile(noteOf(command), 'utf8')) === sha256(await readFile(command));
  } catch {
    return false;
  }
}

function noteOf(command: string): string {
  return `${command}.sha256`;
}

async function fetchProgram(
  build: PublishedBuild,
  command: string,
  { mirror, caFile, patience }: InstallOptions,
): Promise<void> {
  const { program, version, architecture } = build;
  const client = createHttpClient({ caFile, ...(patience && { patience }) });
  const base = mirror || program.base(version);
  try {
    const checksum = await checksumOf(client, build, base);
    const url = `${base}/${program.archive(version, architecture)}`;
    const { body } = await client.get(url, { maxBytes: maxArchiveBytes, verify: checksumCheck(checksum) });
    const isProgram = (name: string) => name === program.member(architecture);
    const [member] = await readTarGz(body, new UnpackBudget(maxUnpackedBytes), isProgram);
    if (!member) throw new Error(`${url} does not hold ${program.member(architecture)}`);
    await place(member.content, command, 0o755);
    await place(sha256(member.content), noteOf(command), 0o644);
  } finally {
    await client.close();
  }
}

/** Pinned, or else what the publisher has put beside the archive. */
async function checksumOf(
  client: HttpClient,
  { program, version, architecture }: PublishedBuild,
  base: string,
): Promise<string> {
  const pinned = version === program.defaultVersion ? program.checksums[process.arch] : undefined;
  if (pinned !== undefined) return pinned;
  const url = `${base}/${program.checksumFile(version, architecture)}`;
  const { body } = await client.get(url, { maxBytes: 1024 * 1024 });
  const archive = program.archive(version, architecture);
  const lines = body
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+\*?/));
  const [checksum] = lines.find(([, name]) => name === archive) ?? [];
  if (!/^[0-9a-f]{64}$/.test(checksum ?? '')) throw new Error(`${url} has no checksum of ${archive}`);
  return checksum ?? '';
}

function checksumCheck(expected: string): (body: Buffer) => void {
  return (body) => {
    const found = sha256(body);
    if (found !== expected) throw new Error(`has the SHA-256 ${found}, and should have ${expected}`);
  };
}

/** Appears whole or not at all, also when two runs do it at once. */
async function place(content: Buffer | string, file: string, mode: number): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(unfinished, content);
    await chmod(unfinished, mode);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}
