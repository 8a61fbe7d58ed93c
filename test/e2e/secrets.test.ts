import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout, temporaryFolder } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { runStep, type StepResult } from '../support/runner.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture, mirrorsOf } from '../support/seed.js';
import { unpackTools } from '../support/tools.js';

/** What a job may hold beside the token that git needs for the push. */
const jobSecrets = {
  GITHUB_TOKEN: 'secret-of-the-job',
  ACTIONS_RUNTIME_TOKEN: 'secret-of-the-runner',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-of-the-identity',
  STATE_session: 'secret-of-the-state',
  AWS_SECRET_ACCESS_KEY: 'secret-of-the-cloud',
  GIT_PASSWORD: 'secret-of-another-step',
};
const password = 'secret-of-the-registry';

let scenario: Scenario;
let run: StepResult;
let workspace: string;
let temporary: string;
let starts: ProgramStart[];
let token: string[];

/** A program as it was started, seen by a wrapper in its place on the PATH. */
interface ProgramStart {
  program: string;
  words: string;
  environment: string;
}

beforeAll(async () => {
  scenario = await startScenario(fixture('flux-gated'));
  const { forge, charts } = scenario;
  token = [forge.token, Buffer.from(`x-access-token:${forge.token}`).toString('base64')];
  workspace = await checkout(forge, { persistCredentials: false });
  temporary = await temporaryFolder('runner');
  const record = await temporaryFolder('record');
  run = await runStep({
    workspace,
    temporary,
    event: await eventEnvironment(forge, { name: 'workflow_dispatch', sha: await scenario.tip() }),
    env: { ...jobSecrets, PATH: await wrappedPath(record) },
    inputs: {
      token: forge.token,
      'chart-mirrors': mirrorsOf(charts),
      'registry-credentials': `${new URL(charts.httpUrl).host} robot ${password}`,
    },
  });
  starts = await readRecord(record);
});
afterAll(() => scenario.close());

/** Each program on this PATH notes how it is started, and is then itself. */
async function wrappedPath(record: string): Promise<string> {
  const bin = path.join(await temporaryFolder('wrappers'), 'bin');
  await mkdir(bin);
  const { helm, kubectl } = await unpackTools();
  const programs = { helm: `${helm}/helm`, kubectl: `${kubectl}/kubectl`, git: '/usr/bin/git' };
  for (const [name, real] of Object.entries(programs)) {
    const script = `#!/bin/sh
note='${record}/${name}.'$$
printf '%s ' "$@" > "$note.words"
/usr/bin/env > "$note.environment"
exec '${real}' "$@"
`;
    await writeFile(path.join(bin, name), script);
    await chmod(path.join(bin, name), 0o755);
  }
  return bin;
}

async function readRecord(record: string): Promise<ProgramStart[]> {
  const names = (await readdir(record)).filter((name) => name.endsWith('.words'));
  return await Promise.all(
    names.map(async (name) => ({
      program: name.split('.')[0] ?? '',
      words: await readFile(path.join(record, name), 'utf8'),
      environment: await readFile(path.join(record, name.replace('.words', '.environment')), 'utf8'),
    })),
  );
}

async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

const others = [...Object.values(jobSecrets), password];

it('the run starts all programs, and ends well', () => {
  expect(run.exitCode, run.log).toBe(0);
  expect(new Set(starts.map(({ program }) => program))).toEqual(new Set(['git', 'helm', 'kubectl']));
});

describe('no secret', () => {
  it('stands in the arguments of a program', () => {
    for (const secret of [...others, ...token])
      expect(starts.map(({ words }) => words).join('\n')).not.toContain(secret);
  });

  it('is in the environment of a program, but for git’s own', () => {
    for (const { program, words, environment } of starts) {
      for (const secret of others) expect(environment, `${program} ${words}`).not.toContain(secret);
      const names = environment.split('\n').map((line) => line.split('=')[0] ?? '');
      expect(names.filter((name) => /^(GITHUB|ACTIONS|INPUT|STATE|RUNNER)_/.test(name))).toEqual([]);
      const tellsToken = token.some((secret) => environment.includes(secret));
      expect(tellsToken && program !== 'git', `${program} ${words}`).toBe(false);
    }
  });

  it('is in a log, an output, a summary, a commit, the cache or a file that is left', async () => {
    const commits = await scenario.forge.git('log', '--patch', '--all', '--format=fuller');
    const places = {
      log: run.log.replaceAll(/^::add-mask::.*$/gm, ''),
      outputs: JSON.stringify(run.outputs),
      summary: run.summary,
      commits,
      checkout: await readAll(workspace),
      'temporary folder with the cache': await readAll(temporary),
    };
    for (const [place, content] of Object.entries(places)) {
      for (const secret of [...others, ...token]) expect(content, place).not.toContain(secret);
    }
    expect((await readdir(temporary)).filter((name) => !/^(home|prepuller-cache|step-.*)$/.test(name))).toEqual([]);
  });
});
