import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { type Files, writeFiles } from './support/checkout.js';

/** `npm run check` holds the project to its structure; here it meets code that is not held to it. */
const project = fileURLToPath(new URL('..', import.meta.url));
const local = { preferLocal: true, localDir: project, reject: false } as const;

/** Each rule with the import that breaks it. */
interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

describe('imports', () => {
  /** Breaks every rule once; what is beside that is as it should be. */
  const files: Files = {
    'src/git/one.ts': "import { two } from './two.js';\nexport const one = () => two;\n",
    'src/git/two.ts': "import { one } from './one.js';\nexport const two = () => one;\n",
    'src/images/image.ts': "import type { Use } from './use.js';\nexport interface Image { use: Use }\n",
    'src/images/use.ts': "import type { Image } from './image.js';\nexport interface Use { image: Image }\n",
    'src/charts/render.ts': "import { load } from '../flux/load.js';\nload();\n",
    'src/charts/rendering.ts': "import type { Release } from '../flux/load.js';\nexport type Rendering = Release;\n",
    'src/charts/template.ts': "import { spawn } from 'node:child_process';\nspawn('helm');\n",
    'src/flux/load.ts': 'export interface Release {}\nexport function load() {}\n',
    'src/flux/log.ts': "import { info } from '@actions/core';\ninfo('loading');\n",
    'src/flux/look-up.ts': "import { lookup } from 'node:dns';\nlookup('host', () => {});\n",
    'src/network/look-up.ts': "import { lookup } from 'node:dns';\nlookup('host', () => {});\n",
    'src/flux/options.ts': "import type { Inputs } from '../inputs/inputs.js';\nexport type Options = Inputs;\n",
    'src/git/pause.ts': "import { wait } from '../../test/support/wait.js';\nwait();\n",
    'src/inputs/inputs.ts': "import type { Release } from '../flux/load.js';\nexport type Inputs = Release;\n",
    'src/report/log.ts': "import { info } from '@actions/core';\ninfo('reporting');\n",
    'src/tools/process.ts': "import { spawn } from 'node:child_process';\nspawn('helm');\n",
    'test/support/wait.ts': 'export function wait() {}\n',
    'node_modules/@actions/core/index.js': 'export function info() {}\n',
    'node_modules/@actions/core/package.json': '{"name": "@actions/core", "main": "index.js"}',
  };

  it('in circles, types included, and across the stages are found, and no others', async () => {
    const cwd = await mkdtemp(path.join(tmpdir(), 'prepuller-planted-'));
    await writeFiles(cwd, files);
    const config = path.join(project, '.dependency-cruiser.json');
    const args = ['--config', config, '--output-type', 'json', 'src'];
    const { stdout } = await execa('depcruise', args, { ...local, cwd });
    const { violations } = (JSON.parse(stdout) as Cruise).summary;
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort()).toEqual([
      'no-circles: src/git/one.ts -> src/git/two.ts',
      'no-circles: src/images/image.ts -> src/images/use.ts',
      'only-network-asks-hosts: src/flux/look-up.ts -> dns',
      'only-the-edges-know-the-runner: src/flux/log.ts -> node_modules/@actions/core/index.js',
      'only-tools-start-processes: src/charts/template.ts -> child_process',
      'src-stands-alone: src/git/pause.ts -> test/support/wait.ts',
      'stages-own-their-options: src/flux/options.ts -> src/inputs/inputs.ts',
      'stages-share-types-only: src/charts/render.ts -> src/flux/load.ts',
    ]);
  });
});

describe('sizes', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `  calls[${index}]?.();\n`).join('');
  const calls = 'const calls: (() => void)[] = [];\n';
  const reason = '// biome-ignore-all lint/style/noExcessiveLinesPerFile: it is one table.\n';
  const files: Files = {
    'src/function-of-40-lines.ts': `${calls}export function short() {\n${lines(40)}}\n`,
    'src/function-of-41-lines.ts': `${calls}export function long() {\n${lines(41)}}\n`,
    'src/four-parameters.ts': 'export const list = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n',
    'src/five-parameters.ts': 'export const list = (a: 1, b: 2, c: 3, d: 4, e: 5) => [a, b, c, d, e];\n',
    'src/file-of-250-lines.ts': `${calls}${lines(249)}`,
    'src/file-of-251-lines.ts': `${calls}${lines(250)}`,
    'src/file-of-252-lines-and-a-reason.ts': `${reason}${calls}${lines(250)}`,
  };

  it('of functions, parameters and files that are too large are found, and no others', async () => {
    const cwd = await mkdtemp(path.join(tmpdir(), 'prepuller-planted-'));
    const { vcs, ...configuration } = JSON.parse(await readFile(path.join(project, 'biome.json'), 'utf8'));
    await writeFiles(cwd, { ...files, 'biome.json': JSON.stringify(configuration) });
    const { all, exitCode } = await execa('biome', ['lint', '--reporter=github', 'src'], { ...local, cwd, all: true });
    const found = [...all.matchAll(/title=lint\/\w+\/(\w+),file=(?:.*\/)?(src\/[^,]+)/g)];
    expect(found.map(([, rule, file]) => `${rule}: ${file}`).sort(), all).toEqual([
      'noExcessiveLinesPerFile: src/file-of-251-lines.ts',
      'noExcessiveLinesPerFunction: src/function-of-41-lines.ts',
      'useMaxParams: src/five-parameters.ts',
    ]);
    expect(exitCode).toBe(1);
  });
});
