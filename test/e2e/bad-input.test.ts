import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, writeFiles } from '../support/checkout.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

const output = 'infrastructure/prepullers';

/** A labelled HelmRelease of the fixture chart `web`; `spec` takes the place of its chart. */
function release(name: string, namespace = name, spec = chart('web', 'examples')): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    prepuller: enabled
spec:
${spec}`;
}

function chart(name: string, repository: string): string {
  return `  chart:
    spec:
      chart: ${name}
      sourceRef:
        kind: HelmRepository
        name: ${repository}
        namespace: flux-system
`;
}

/** Files that no run may stumble over, all of them beside the seed repository's. */
const harmless: Files = {
  'apps/notes.yaml': 'key: [unclosed\n',
  'apps/about-labels.yaml': 'kind: ConfigMap\ndata: {about: the label prepuller is enabled\n',
  'apps/labelled-in-a-comment.yaml': release('commented').replace('    prepuller:', '    # prepuller:'),
  'apps/another-value.yaml': release('disabled').replace('prepuller: enabled', 'prepuller: "true"'),
  'apps/another-group.yaml': release('foreign').replace('helm.toolkit.fluxcd.io', 'helm.example.com'),
  'charts/app/templates/deployment.yaml':
    '{{- if .Values.prepuller }}\nkind: Deployment # prepuller: enabled\n{{ end }}\n',
  'apps/windows.yaml': release('windows').replaceAll('\n', '\r\n'),
  'apps/marked.yaml': `\uFEFF${release('marked')}`,
  'apps/empty.yaml': '',
  'apps/only-comments.yaml': '# nothing\n---\n---\n',
  'apps/many.yaml': `---\n${release('first')}---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: between}\n---\n${release('second')}`,
  'apps/anchors.yaml': release(
    'anchors',
    'anchors',
    `${chart('web', 'examples')}  values: {image: &image {tag: "2.0"}, copy: *image}\n`,
  ),
  'apps/secret.sops.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: {name: prepuller}\nstringData: {values.yaml: "ENC[AES256_GCM,data:aaaa,type:str]"}\nsops: {version: 3.9.0}\n',
};

describe('files of every kind beside the releases', () => {
  let scenario: Scenario;
  let run: Run;
  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-links-'));
    await writeFiles(folder, harmless);
    await writeFiles(folder, await seedSources());
    await mkdir(path.join(folder, 'links'));
    // Out of the tree, round in a circle, and to nowhere.
    const outside = await mkdtemp(path.join(tmpdir(), 'prepuller-outside-'));
    await writeFile(path.join(outside, 'release.yaml'), release('outside'));
    await symlink(outside, path.join(folder, 'links/outside'));
    await symlink(path.join(outside, 'release.yaml'), path.join(folder, 'links/release.yaml'));
    await symlink('..', path.join(folder, 'links/circle'));
    await symlink('nowhere', path.join(folder, 'links/broken.yaml'));
    scenario = await startScenario(folder);
    run = await scenario.run();
  });
  afterAll(() => scenario.close());

  it('does not end the run', () => {
    expect(run.exitCode, run.log).toBe(0);
  });

  it('warns of a file that cannot be parsed and is no labelled release', () => {
    expect(run.log).toMatch(/^::warning file=apps\/about-labels\.yaml,line=\d/m);
  });

  it('finds the labelled releases whatever their line ends, byte order marks, anchors and neighbours', async () => {
    expect(await scenario.list(output)).toEqual([
      'kustomization.yaml',
      ...['anchors', 'first', 'marked', 'second', 'windows'].map((name) => `prepuller-${name}.yaml`),
    ]);
    expect(await scenario.images(`${output}/prepuller-anchors.yaml`)).toEqual(['docker.io/library/nginx:2.0']);
  });

  it('never follows a link out of the tree', async () => {
    expect(await scenario.list(output)).not.toContain('prepuller-outside.yaml');
    expect(run.log).not.toContain('prepuller-outside');
  });

  it('writes with line feeds alone', async () => {
    expect(await scenario.read(`${output}/prepuller-windows.yaml`)).not.toContain('\r');
  });
});

describe('releases that fail', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario(fixture('seed'));
  });
  afterAll(() => scenario.close());

  it.each<[string, Files, RegExp, string]>([
    [
      'neither chart nor chartRef',
      { 'apps/bare.yaml': release('bare', 'bare', '  interval: 1h\n') },
      /^::error file=apps\/bare\.yaml,line=\d+.*HelmRelease bare\/bare.*chart/m,
      'bare',
    ],
    [
      'a source that does not exist',
      { 'apps/lost.yaml': release('lost', 'lost', chart('web', 'exmaples')) },
      /^::error file=apps\/lost\.yaml,line=\d+.*HelmRelease lost\/lost.*flux-system\/exmaples/m,
      'lost',
    ],
    [
      'a chart that the source does not have',
      { 'apps/absent.yaml': release('absent', 'absent', chart('wbe', 'examples')) },
      /^::error file=apps\/absent\.yaml.*absent\/absent.*wbe/m,
      'absent',
    ],
    [
      "a template error, with helm's own words",
      { 'apps/typed.yaml': release('typed', 'typed', `${chart('web', 'examples')}  values: {image: not-a-map}\n`) },
      /^::error file=apps\/typed\.yaml.*HelmRelease typed\/typed[\s\S]*can't evaluate field/m,
      'typed',
    ],
  ])('%s: reported with file, line and object, and the others are committed', async (_, files, expected, name) => {
    const before = await scenario.tip();
    const { exitCode, log, outputs } = await scenario.push({ ...files, 'apps/good.yaml': release(`good-${name}`) });
    expect(exitCode).toBe(1);
    expect(log).toMatch(expected);
    expect(await scenario.list(output)).toContain(`prepuller-good-${name}.yaml`);
    expect(await scenario.forge.git('rev-parse', 'main^^')).toBe(before);
    expect(JSON.parse(outputs.failed ?? '')).toContainEqual(
      expect.objectContaining({ namespace: name, name, file: `apps/${name}.yaml`, line: expect.any(Number) }),
    );
    await scenario.push({ [`apps/${name}.yaml`]: null });
  });

  it('a labelled file that cannot be parsed is an error with its line, and nothing is removed', async () => {
    await scenario.push({ 'apps/later.yaml': release('later') });
    const { exitCode, log } = await scenario.push({ 'apps/later.yaml': `${release('later')}  values: {a: [1\n` });
    expect(exitCode).toBe(1);
    expect(log).toMatch(/^::error file=apps\/later\.yaml,line=1[0-9]/m);
    expect(await scenario.list(output)).toContain('prepuller-later.yaml');
    await scenario.push({ 'apps/later.yaml': null });
  });

  it('a release that fails later on keeps its last good file', async () => {
    const file = 'infrastructure/controllers/web/helmrelease.yaml';
    const good = await scenario.read(`${output}/prepuller-web.yaml`);
    const { exitCode } = await scenario.push({
      [file]: (await scenario.read(file)).replace('name: examples', 'name: gone'),
    });
    expect(exitCode).toBe(1);
    expect(await scenario.read(`${output}/prepuller-web.yaml`)).toBe(good);
    expect(await scenario.read(`${output}/kustomization.yaml`)).toContain('prepuller-web.yaml');
  });
});

describe('two releases of one name in two namespaces', () => {
  it('both get a file with their namespace, and a DaemonSet in it', async () => {
    const scenario = await startScenario({
      ...(await seedSources()),
      'apps/blue.yaml': release('web', 'blue'),
      'apps/green.yaml': release('web', 'green'),
    });
    const run = await scenario.run();
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list(output)).toEqual([
      'kustomization.yaml',
      'prepuller-blue-web.yaml',
      'prepuller-green-web.yaml',
    ]);
    for (const namespace of ['blue', 'green']) {
      expect(await scenario.read(`${output}/prepuller-${namespace}-web.yaml`)).toContain(
        `  name: prepuller-web\n  namespace: ${namespace}\n`,
      );
    }
    await scenario.close();
  });
});

describe('inputs and tools', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario(fixture('seed'));
  });
  afterAll(() => scenario.close());

  it.each<[Record<string, string>, string]>([
    [{ 'prepuller-output-path': '../elsewhere' }, "Input 'prepuller-output-path'"],
    [{ 'prepuller-output-path': '/etc/prepullers' }, "Input 'prepuller-output-path'"],
    [{ 'commit-changes': 'yes please' }, "Input 'commit-changes'"],
    [{ 'exclude-images': '(' }, "Input 'exclude-images'"],
  ])('%j is an error that names its input, and leaves the checkout as it was', async (inputs, expected) => {
    const before = await scenario.tip();
    const run = await scenario.run({ inputs });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain(expected);
    expect(await scenario.tip()).toBe(before);
    expect(await readdir(path.join(run.workspace, 'infrastructure'))).toEqual(['controllers', 'sources']);
  });

  it('says what to do when helm is not there and cannot be fetched', async () => {
    // A port that nothing listens on, in place of the publishers' hosts.
    const run = await scenario.run({ tools: 'none', inputs: { 'tools-mirror': 'http://127.0.0.1:9' } });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/^::error::.*helm/m);
    expect(await scenario.list(output)).toEqual([]);
  });
});

/** The sources of the seed repository. */
async function seedSources(): Promise<Files> {
  const file = 'infrastructure/sources/examples.yaml';
  return { [file]: await readFile(path.join(fixture('seed'), file), 'utf8') };
}

it.each([
  [{ 'max-surge': '1', 'max-unavailable': '1' }, 'only one of them may be other than zero'],
  [{ 'daemonset-patch': 'tolerations: []' }, 'it belongs at spec.template.spec.tolerations'],
])('inputs that make no DaemonSet are refused before anything is read: %j', async (inputs, message) => {
  const scenario = await startScenario(fixture('seed'));
  try {
    const run = await scenario.run({ inputs });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain(message);
    expect(run.log).not.toContain('HelmRelease');
  } finally {
    await scenario.close();
  }
});
