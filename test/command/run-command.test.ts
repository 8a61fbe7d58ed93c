import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/inputs/input.js';
import { inputTable } from '../../src/inputs/table.js';
import { fixture, mirrorsOf, serveFixtureCharts } from '../support/seed.js';
import { type Answer, command, commandWith, recorder, repositoryOf, shop } from './support.js';

const generated = 'infrastructure/prepullers';
const rows = Object.values<Input<unknown>>(inputTable);

async function answerTo(...args: string[]): Promise<Answer> {
  return await command(await repositoryOf({ 'README.md': '' }), ...args);
}

describe('plan', () => {
  it('shows the releases, what is wrong and what would change, and writes nothing', async () => {
    const root = await repositoryOf(shop);
    const { output, messages, exitCode } = await command(root);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^RELEASE +CHART +VERSION +IMAGES +FILE\n/);
    expect(output).toMatch(/^shop\/shop +shop +1\.2\.3 +3 +infrastructure\/prepullers\/prepuller-shop\.yaml$/m);
    expect(output).toMatch(/^shop\/broken +- +- +failed +-$/m);
    expect(output).toContain('shop/shop: new, chart shop 1.2.3\n  + docker.io/library/nginx:1.27.3\n');
    expect(output).toContain(`--- /dev/null\n+++ b/${generated}/prepuller-shop.yaml\n@@ -0,0 +1,`);
    expect(output).toContain('3 generated files would change; `prepuller write` writes them.');
    expect(messages).toMatch(/^error: apps\/broken\.yaml:\d+: HelmRelease shop\/broken: /m);
    expect(await readdir(root)).not.toContain('infrastructure');
  });

  it('is JSON for machines, and nothing else on standard output', async () => {
    const { output } = await command(await repositoryOf(shop), 'plan', '--json');
    expect(JSON.parse(output)).toMatchObject({
      releases: [
        { namespace: 'shop', name: 'asleep' },
        {
          namespace: 'shop',
          name: 'shop',
          charts: ['shop 1.2.3'],
          images: ['docker.io/library/nginx:1.27.3', 'quay.io/example/added:1', 'quay.io/example/sidecar:2'],
          excluded: ['quay.io/example/unwanted:3'],
          manifests: [{ file: 'apps/shop.yaml', line: 4 }],
          files: [`${generated}/prepuller-shop.yaml`],
        },
      ],
      failed: [{ namespace: 'shop', name: 'broken' }],
      problems: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
      changes: [
        { path: `${generated}/prepuller-asleep.yaml`, kind: 'added' },
        { path: `${generated}/prepuller-shop.yaml`, kind: 'added' },
        { path: `${generated}/kustomization.yaml`, kind: 'added' },
      ],
    });
  });

  it('says what it found before the first chart is asked for, and how far it is, on a terminal', async () => {
    const charts = await serveFixtureCharts();
    const seed = await repositoryOf({});
    await cp(fixture('seed'), seed, { recursive: true });
    let asked: number | undefined;
    const messages = recorder(true, (text) => {
      if (text.includes('Found 3 HelmReleases')) asked = charts.requests.length;
    });
    const mirrors = `--chart-mirrors=${mirrorsOf(charts)}`;
    const exitCode = await commandWith({ output: recorder(true), messages }, seed, 'images', mirrors);
    await charts.close();
    expect(exitCode, messages.text).toBe(0);
    expect(asked).toBe(0);
    expect(charts.requests.length).toBeGreaterThan(0);
    expect(messages.text).toMatch(/0 of 3 charts rendered; \S+ is waiting for its chart/);
    expect(messages.text).toMatch(/is being rendered/);
    expect(messages.text).toContain('\r\u001b[K3 of 3 charts rendered');
    expect(messages.text).toContain('\u001b[1mFound 3 HelmReleases');
  });

  it('prints no colours and no progress where there is no terminal, and no commands of a runner', async () => {
    const { output, messages } = await command(await repositoryOf(shop));
    for (const mark of ['\u001b', '\r', '\n::', 'charts rendered']) expect(output + messages).not.toContain(mark);
  });

  it('says so where there is nothing in it', async () => {
    const { output, messages, exitCode } = await answerTo('plan');
    expect(messages).toContain('Found 0 HelmReleases with the label prepuller=enabled');
    expect([output, exitCode]).toEqual(['The generated files are up to date.\n', 0]);
  });
});

describe('write and check', () => {
  it('write what plan shows, and end with 1 while anything is out of date or failed', async () => {
    const root = await repositoryOf({
      ...shop,
      'apps/broken.yaml': 'kind: Nothing\napiVersion: v1\nmetadata: {name: a}\n',
    });
    const before = await command(root, 'check');
    expect(before.exitCode).toBe(1);
    expect(before.output).toContain('3 generated files out of date: run `prepuller write`, and commit what it writes.');
    expect(await readdir(root)).not.toContain('infrastructure');

    const written = await command(root, 'write');
    expect(written.exitCode, written.messages).toBe(0);
    expect(written.output).toContain(`added: ${generated}/prepuller-shop.yaml\n`);
    expect(written.output).toContain('3 generated files changed. Nothing is committed.');

    const after = await command(root, 'check');
    expect([after.output, after.exitCode]).toEqual(['The generated files are up to date.\n', 0]);

    await writeFile(path.join(root, generated, 'prepuller-shop.yaml'), '# Generated by prepuller.\n');
    const edited = await command(root, 'check');
    expect([edited.exitCode, edited.output.includes('+kind: DaemonSet')]).toEqual([1, true]);
  });

  it('fail where a release does, and write the others', async () => {
    const root = await repositoryOf(shop);
    const { exitCode, messages } = await command(root, 'write');
    expect([exitCode, messages.includes('error: apps/broken.yaml')]).toEqual([1, true]);
    expect(await readdir(path.join(root, generated))).toContain('prepuller-shop.yaml');
  });
});

describe('images', () => {
  it('are listed with their releases', async () => {
    const { output } = await command(await repositoryOf(shop), 'images');
    expect(output).toMatch(/^IMAGE +RELEASES\ndocker\.io\/library\/nginx:1\.27\.3 +shop\/asleep, shop\/shop\n/);
  });

  it('are JSON for machines', async () => {
    const { output } = await command(await repositoryOf(shop), 'images', '--json');
    expect(JSON.parse(output)).toContainEqual({
      reference: 'quay.io/example/added:1',
      releases: [
        expect.objectContaining({
          namespace: 'shop',
          name: 'shop',
          uses: [expect.objectContaining({ path: 'include' })],
        }),
      ],
    });
  });
});

describe('options', () => {
  it('are the inputs of the action, several lines in several options', async () => {
    const args = [
      '--strategy',
      'container',
      '--flux-monorepo=false',
      '--exclude-images=nginx',
      '--exclude-images=added',
    ];
    const root = await repositoryOf({
      ...shop,
      'apps/shop.yaml': String(shop['apps/shop.yaml']).replace(/ {2}valuesFrom.*\n/, ''),
    });
    const { output } = await command(root, 'plan', '--json', ...args);
    expect(JSON.parse(output)).toMatchObject({
      releases: expect.arrayContaining([expect.objectContaining({ images: ['quay.io/example/sidecar:2'] })]),
    });
  });

  it('give way to nothing, and .prepuller.yaml gives way to them', async () => {
    const root = await repositoryOf({ ...shop, '.prepuller.yaml': 'prepuller-output-path: warm\n' });
    await command(root, 'write');
    expect(await readdir(path.join(root, 'warm'))).toContain('kustomization.yaml');
    await command(root, 'write', '--prepuller-output-path=hot');
    expect(await readFile(path.join(root, 'hot/prepuller-shop.yaml'), 'utf8')).toContain('kind: DaemonSet');
  });

  it.each([
    [['--stratgy=init'], 'There is no option --stratgy. Did you mean --strategy?'],
    [['--wholly-unknown'], 'There is no option --wholly-unknown. See prepuller --help.'],
    [['--strategy'], '--strategy needs a value'],
    [['--strategy=sidecar'], 'Input \'strategy\' is "sidecar": it must be one of init, container, volume.'],
    [['--strategy=init', '--strategy=volume'], '--strategy is given twice.'],
    [['plam'], 'There is no command "plam". Did you mean plan?'],
    [['frobnicate'], 'The commands are plan, write, check, images, explain.'],
    [['plan', '--flux-monorepo', 'false'], '"false" is one argument too many.'],
    [['explain'], 'What is to be explained?'],
    [['--token=hunter2'], 'give it in the variable PREPULLER_TOKEN.'],
    [['--forge-token=hunter2'], 'give it in the variable PREPULLER_FORGE_TOKEN.'],
    [['--registry-credentials=h u hunter2'], 'give it in the variable PREPULLER_REGISTRY_CREDENTIALS.'],
  ])('%j are refused on standard error, with 2', async (args, words) => {
    const { output, messages, exitCode } = await answerTo(...args);
    expect([output, exitCode]).toEqual(['', 2]);
    expect(messages).toContain(words);
    expect(messages).not.toContain('hunter2');
  });

  it('refuse what .prepuller.yaml may not hold, with its line', async () => {
    const root = await repositoryOf({ '.prepuller.yaml': 'strategy: init\ntools-mirror: https://evil.example.com\n' });
    const { messages, exitCode } = await command(root);
    expect(exitCode).toBe(2);
    expect(messages).toContain("prepuller: .prepuller.yaml:2: 'tools-mirror' may not stand here");
  });

  it('stand in the help, each with the words of action.yml', async () => {
    const { output, exitCode } = await answerTo('--help');
    expect(exitCode).toBe(0);
    const text = output.replace(/\s+/g, ' ');
    for (const { name, description, secrets } of rows) {
      const written = secrets ? `PREPULLER_${name.toUpperCase().replaceAll('-', '_')} in the environment` : `--${name}`;
      expect(text).toContain(`${written}`);
      expect(text).toContain(description.replaceAll('`', ''));
    }
  });
});
