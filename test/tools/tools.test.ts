import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runProcess } from '../../src/tools/process.js';
import { createTools, type ToolSearch } from '../../src/tools/tools.js';
import { type FileServer, type Served, startFileServer } from '../support/file-server.js';
import { tar } from '../support/pack-chart.js';
import { impatient } from '../support/render.js';
import { unpackTools } from '../support/tools.js';

const architecture = process.arch === 'x64' ? 'amd64' : 'arm64';
const helmArchive = (version: string) => `/helm-v${version}-linux-${architecture}.tar.gz`;

let scratch: string;
let bin: string;
let server: FileServer | undefined;

/** A PATH with node and git alone. */
beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'prepuller-tools-'));
  bin = path.join(scratch, 'bin');
  await mkdir(bin);
  await symlink(process.execPath, path.join(bin, 'node'));
  await symlink('/usr/bin/git', path.join(bin, 'git'));
  vi.stubEnv('PATH', bin);
  vi.stubEnv('RUNNER_TOOL_CACHE', path.join(scratch, 'tool-cache'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
  await rm(scratch, { recursive: true });
});

async function mirror(files: Record<string, Served>): Promise<FileServer> {
  server = await startFileServer(files);
  return server;
}

function toolsWith(options: ToolSearch) {
  return createTools({ cachePath: path.join(scratch, 'cache'), patience: impatient, ...options });
}

/** A program that says a version and leaves a trace of each start. */
async function putProgram(name: string, answer: string): Promise<string> {
  const trace = path.join(scratch, `${name}.trace`);
  await writeFile(
    path.join(bin, name),
    `#!${process.execPath}\nrequire('fs').appendFileSync('${trace}','x');console.log('${answer}')`,
  );
  await chmod(path.join(bin, name), 0o755);
  return trace;
}

async function archiveOf(member: string, content: Buffer | string): Promise<Buffer> {
  return gzipSync(tar(new Map([[member, Buffer.from(content)]])), { level: 1 });
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Everything that was put into the runner's tool cache. */
async function kept(): Promise<string[]> {
  const entries = await readdir(path.join(scratch, 'tool-cache'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('a program on the PATH', () => {
  it('is taken when it is new enough', async () => {
    await putProgram('helm', 'v3.16.0');
    expect(await toolsWith({}).helm()).toEqual({ command: path.join(bin, 'helm'), args: [], version: '3.16.0' });
  });

  it('is asked for its version once, until it is replaced', async () => {
    const trace = await putProgram('helm', 'v3.16.0');
    for (let run = 0; run < 3; run += 1) await toolsWith({}).helm();
    expect(await readFile(trace, 'utf8')).toBe('x');
    await putProgram('helm', 'version.BuildInfo v4.2.10');
    expect((await toolsWith({}).helm()).version).toBe('4.2.10');
    expect(await readFile(trace, 'utf8')).toBe('xx');
  });

  it('is asked again when the note of its version is damaged', async () => {
    const trace = await putProgram('helm', 'v3.16.0');
    await toolsWith({}).helm();
    const [note = ''] = await readdir(path.join(scratch, 'cache/programs'));
    const file = path.join(scratch, 'cache/programs', note);
    await writeFile(file, (await readFile(file, 'utf8')).replace('3.16.0', '9.16.0'));
    expect((await toolsWith({}).helm()).version).toBe('3.16.0');
    expect(await readFile(trace, 'utf8')).toBe('xx');
  });

  it.each([
    ['kustomize', 'v5.4.3', ['build'], '5.4.3'],
    ['kubectl', 'Client Version: v1.30.1', ['kustomize'], '1.30.1'],
  ])('builds Kustomizations when it is %s', async (name, answer, args, version) => {
    await putProgram(name, answer);
    expect(await toolsWith({}).kustomize()).toEqual({ command: path.join(bin, name), args, version });
  });

  it.each([
    [
      'fails',
      '#!/bin/sh\necho "fatal error: out of luck" >&2; exit 2\n',
      'failed with exit code 2 fatal error: out of luck',
    ],
    ['says nothing', '#!/bin/sh\n', 'does not tell its version'],
  ])('is named with its reason when it %s, and no other can be had', async (_, script, reason) => {
    await writeFile(path.join(bin, 'helm'), script);
    await chmod(path.join(bin, 'helm'), 0o755);
    const { url } = await mirror({});
    const found = toolsWith({ toolsMirror: url }).helm();
    await expect(found).rejects.toThrow(`${bin}/helm does not tell its version`);
    await expect(found).rejects.toThrow(reason);
  });

  it('is named with its version when it is too old and no other can be had', async () => {
    await putProgram('helm', 'v3.15.4');
    const { url } = await mirror({});
    await expect(toolsWith({ toolsMirror: url }).helm()).rejects.toThrow(
      `${bin}/helm is version 3.15.4, which is older than 3.16.0, and helm cannot be fetched`,
    );
  });
});

describe('a program that is not on the PATH', () => {
  it('is fetched from the mirror, verified, run, and kept for the next run', async () => {
    const { helm } = await unpackTools();
    const archive = await archiveOf(`linux-${architecture}/helm`, await readFile(path.join(helm, 'helm')));
    const { url, requests } = await mirror({
      [helmArchive('4.1.3')]: archive,
      [`${helmArchive('4.1.3')}.sha256sum`]: `${sha256(archive)}  ${helmArchive('4.1.3').slice(1)}\n`,
    });
    const first = await toolsWith({ toolsMirror: url, helmVersion: '4.1.3' }).helm();
    expect(await runProcess(first.command, ['version', '--short'])).toMatch(/^v4\./);
    const second = await toolsWith({ toolsMirror: url, helmVersion: '4.1.3' }).helm();
    expect(second).toEqual(first);
    expect(requests).toEqual([`${helmArchive('4.1.3')}.sha256sum`, helmArchive('4.1.3')]);
    expect((await stat(first.command)).mode & 0o777).toBe(0o755);
  });

  it.each<[string, (command: string) => Promise<unknown>]>([
    ['is damaged', async (command) => writeFile(command, '#!/bin/sh\necho something else\n')],
    ['has a damaged note', async (command) => writeFile(`${command}.sha256`, 'x'.repeat(64))],
    ['has no note', async (command) => rm(`${command}.sha256`)],
  ])('is fetched again when it %s', async (_, damage) => {
    const archive = await archiveOf(`linux-${architecture}/helm`, '#!/bin/sh\n');
    const { url, requests } = await mirror({
      [helmArchive('4.1.3')]: archive,
      [`${helmArchive('4.1.3')}.sha256sum`]: `${sha256(archive)}  ${helmArchive('4.1.3').slice(1)}\n`,
    });
    const options = { toolsMirror: url, helmVersion: '4.1.3' };
    const { command } = await toolsWith(options).helm();
    await damage(command);
    expect((await toolsWith(options).helm()).command).toBe(command);
    expect(await readFile(command, 'utf8')).toBe('#!/bin/sh\n');
    expect(requests.filter((request) => request === helmArchive('4.1.3'))).toHaveLength(2);
  });

  it('is fetched for kustomize, with the checksum from the list of the release', async () => {
    const name = `kustomize_v5.7.0_linux_${architecture}.tar.gz`;
    const archive = await archiveOf('kustomize', '#!/bin/sh\n');
    const { url } = await mirror({
      [`/${name}`]: archive,
      '/checksums.txt': `${'0'.repeat(64)}  kustomize_v5.7.0_darwin_arm64.tar.gz\n${sha256(archive)}  ${name}\n`,
    });
    const tool = await toolsWith({ toolsMirror: url, kustomizeVersion: '5.7.0' }).kustomize();
    expect(tool).toMatchObject({ args: ['build'], version: '5.7.0' });
  });

  const good = gzipSync(tar(new Map([[`linux-${architecture}/helm`, Buffer.from('#!/bin/sh\n')]])));
  const checksum = `${sha256(good)}  ${helmArchive('4.1.3').slice(1)}\n`;

  it.each<[string, ToolSearch, Record<string, Served>, string, number]>([
    ['its archive is another than the pinned one', {}, { [helmArchive('4.1.4')]: good }, 'and should have', 3],
    [
      'its archive is another than the published one',
      { helmVersion: '4.1.3' },
      { [helmArchive('4.1.3')]: 'x', [`${helmArchive('4.1.3')}.sha256sum`]: checksum },
      'and should have',
      4,
    ],
    [
      'its archive is cut off',
      { helmVersion: '4.1.3' },
      {
        [helmArchive('4.1.3')]: (response) => {
          response.writeHead(200, { 'content-length': good.length });
          response.write(good.subarray(0, 50), () => response.destroy());
        },
        [`${helmArchive('4.1.3')}.sha256sum`]: checksum,
      },
      'cannot be read',
      4,
    ],
    ['its archive is missing', {}, {}, 'is not there (404)', 1],
    ['its checksum is missing', { helmVersion: '4.1.3' }, { [helmArchive('4.1.3')]: good }, 'is not there (404)', 1],
  ])('is an error that leaves nothing behind when %s', async (_, options, files, reason, requestCount) => {
    const { url, requests } = await mirror(files);
    const found = toolsWith({ toolsMirror: url, ...options }).helm();
    await expect(found).rejects.toThrow(reason);
    await expect(found).rejects.toThrow('Install helm in a step before this one');
    expect(await kept()).toEqual([]);
    expect(requests).toHaveLength(requestCount);
  });

  it('is an error that says what to do when the network is not there', async () => {
    const { url, close } = await startFileServer({});
    await close();
    const found = toolsWith({ toolsMirror: url }).helm();
    await expect(found).rejects.toThrow(/helm is not on the PATH, and helm cannot be fetched: .*ECONNREFUSED/);
    await expect(found).rejects.toThrow('tools-mirror');
    expect(await kept()).toEqual([]);
  });
});
