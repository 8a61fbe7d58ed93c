import { chmod, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/event.js';
import { type LastRunOptions, openLastRun, type Said } from '../../src/repetition/last-run.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';

const said: Said = {
  discovered: { title: 'Found 1 HelmRelease', lines: ['shop/web\nof two lines'] },
  findings: {
    releases: 1,
    rendered: [],
    changes: [],
    whatChanges: { byRelease: [], images: { added: [], removed: [] } },
    problems: [{ severity: 'warning', kind: 'manifest', message: 'A message.\nOf two lines.' }],
  },
};

const event: RunEvent = {
  name: 'schedule',
  ref: 'refs/heads/main',
  sha: '0123456789abcdef0123456789abcdef01234567',
  repository: 'platform/cluster',
  serverUrl: 'https://forge.example.com',
  apiUrl: 'https://forge.example.com/api/v1',
  isForgejo: true,
};

const day = 24 * 60 * 60 * 1000;

let options: LastRunOptions;
let top: string;
let programs: string;
/** Of the run that is kept: after all files were written. */
let clock: { now: number; started: number };

beforeEach(async () => {
  top = await temporaryFolder('last-run');
  programs = await temporaryFolder('programs');
  await writeFiles(top, { '.git/HEAD': '', 'apps/web.yaml': 'web\n', 'clusters/production/.prepuller.yaml': '' });
  for (const name of ['helm', 'kubectl']) {
    await writeFile(path.join(programs, name), '');
    await chmod(path.join(programs, name), 0o755);
  }
  vi.stubEnv('PATH', programs);
  vi.stubEnv('INPUT_CLUSTER-NAME', 'production');
  const root = path.join(top, 'clusters');
  options = {
    root,
    outputPath: 'prepullers',
    check: false,
    cachePath: await temporaryFolder('cache'),
    cacheMaxSize: 10,
  };
  clock = { now: Date.now(), started: Date.now() + 1000 };
  openLastRun(options, event, clock).keep(said);
});
afterEach(() => vi.unstubAllEnvs());

function repeated(changes: { options?: Partial<LastRunOptions>; event?: Partial<RunEvent>; now?: number } = {}) {
  const next = { ...clock, now: changes.now ?? clock.now };
  return openLastRun({ ...options, ...changes.options }, { ...event, ...changes.event }, next).said;
}

async function entry(): Promise<string> {
  const folder = path.join(options.cachePath, 'runs');
  const [name = ''] = await readdir(folder);
  return path.join(folder, name);
}

it('gives what the last run said, to the letter', () => {
  expect(repeated()).toEqual(said);
  expect(repeated({ now: clock.now + day - 1 })).toEqual(said);
});

it.each(['INPUT_TOKEN', 'INPUT_FORGE-TOKEN', 'INPUT_REGISTRY-CREDENTIALS'])(
  'gives the same with another secret: %s',
  (name) => {
    vi.stubEnv(name, 'registry.example.com robot hunter2');
    expect(repeated()).toEqual(said);
  },
);

it('gives the same with what is no input, for it may be a secret of another step', () => {
  vi.stubEnv('INPUT_PASSWORD', 'hunter2');
  expect(repeated()).toEqual(said);
});

describe('gives nothing', () => {
  it.each<[string, () => Promise<unknown> | unknown]>([
    ['after a change of a file', () => writeFiles(top, { 'clusters/production/.prepuller.yaml': 'label: other\n' })],
    ['after a change above the folder that the run is about', () => writeFiles(top, { 'apps/web.yaml': 'wep\n' })],
    ['with another input', () => vi.stubEnv('INPUT_CLUSTER-NAME', 'staging')],
    ['with an input more', () => vi.stubEnv('INPUT_PREPULLER-LABEL', 'warm')],
    ['with an input less', () => vi.stubEnv('INPUT_CLUSTER-NAME', undefined)],
    ['with another helm in the place of the first', () => utimes(path.join(programs, 'helm'), 1, 1)],
    ['with a program more on the PATH', () => symlink('kubectl', path.join(programs, 'kustomize'))],
    ['with a program less on the PATH', () => rm(path.join(programs, 'helm'))],
    ['when the entry is damaged', async () => writeFile(await entry(), `${await readFile(await entry(), 'utf8')} `)],
  ])('%s', async (_, change) => {
    await change();
    expect(repeated()).toBeUndefined();
  });

  it.each<[string, Parameters<typeof repeated>[0]]>([
    ['for another commit', { event: { sha: 'f'.repeat(40) } }],
    ['for another branch', { event: { ref: 'refs/heads/other' } }],
    ['for another event', { event: { name: 'workflow_dispatch' } }],
    ['for another repository', { event: { repository: 'platform/other' } }],
    ['for a check', { options: { check: true } }],
    ['for another output folder', { options: { outputPath: 'warm' } }],
    ['after a day', { now: day }],
    ['before it was made', { now: -1 }],
  ])('%s', (_, { now, ...changes } = {}) => {
    expect(repeated({ ...changes, ...(now !== undefined && { now: clock.now + now }) })).toBeUndefined();
  });

  it('for a folder that a link leads to, where it led to another one', async () => {
    const link = path.join(await temporaryFolder('link'), 'root');
    await symlink(options.root, link);
    options = { ...options, root: link };
    openLastRun(options, event, clock).keep(said);
    await rm(link);
    await symlink(path.join(top, 'apps'), link);
    expect(repeated()).toBeUndefined();
  });

  it('for the same files in another place', async () => {
    const other = await temporaryFolder('elsewhere');
    await writeFiles(other, { '.git/HEAD': '', 'apps/web.yaml': 'web\n', 'clusters/production/.prepuller.yaml': '' });
    expect(repeated({ options: { root: path.join(other, 'clusters') } })).toBeUndefined();
  });
});

describe('keeps nothing', () => {
  it('of a run under which a file changed', () => {
    openLastRun(options, { ...event, sha: 'f'.repeat(40) }, { ...clock, started: clock.now - 60_000 }).keep(said);
    expect(repeated({ event: { sha: 'f'.repeat(40) } })).toBeUndefined();
    expect(repeated()).toEqual(said);
  });

  it('of a folder in no repository', async () => {
    await rm(path.join(top, '.git'), { recursive: true });
    await rm(await entry());
    openLastRun(options, event, clock).keep(said);
    expect(await readdir(path.join(options.cachePath, 'runs'))).toEqual([]);
  });
});

it('finds the repository of a folder that is reached by a link', async () => {
  const link = path.join(await temporaryFolder('link'), 'clusters');
  await symlink(options.root, link);
  options = { ...options, root: link };
  openLastRun(options, event, clock).keep(said);
  expect(repeated()).toEqual(said);
  await writeFiles(top, { 'apps/web.yaml': 'wep\n' });
  expect(repeated()).toBeUndefined();
});

it('keeps one entry a branch and output folder', async () => {
  openLastRun(options, { ...event, sha: 'f'.repeat(40) }, clock).keep(said);
  expect(await readdir(path.join(options.cachePath, 'runs'))).toHaveLength(1);
});
