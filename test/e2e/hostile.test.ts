import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Files } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';

const output = 'infrastructure/prepullers';
const commands =
  '::set-output name=images::[]\\n::add-mask::nginx\\n  ::error::forged\\n##[error]forged\\r::stop-commands::x';

/** A labelled HelmRelease; names and labels are written as YAML strings in double quotes. */
function release(
  name: string,
  { namespace = 'web', label = 'enabled', chart = './charts/good', values = '' } = {},
): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: "${name}"
  namespace: "${namespace}"
  labels: {prepuller: "${label}"}
spec:
  chart:
    spec:
      chart: "${chart}"
      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
${values}`;
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n';

const files: Files = {
  'clusters/sync.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec: {url: "https://forge.example.com/fleet/cluster"}\n',
  'charts/good/Chart.yaml': 'apiVersion: v2\nname: good\nversion: 1.0.0\n',
  'charts/good/templates/pod.yaml': `${pod}      image: {{ .Values.image | default "docker.io/library/nginx:1.27.3" | quote }}\n`,
  'charts/loud/Chart.yaml': 'apiVersion: v2\nname: loud\nversion: 1.0.0\n',
  'charts/loud/templates/pod.yaml': `{{ fail "${commands}" }}\n`,
  'charts/"::add-mask::odd"/Chart.yaml': `apiVersion: v2\nname: "${commands}"\nversion: 1.0.0\n`,
  'apps/good.yaml': release('good'),
  'apps/path.yaml': release('../../x'),
  'apps/absolute.yaml': release('/tmp/x', { namespace: '../..' }),
  'apps/commands.yaml': release(commands, { namespace: commands }),
  'apps/label.yaml': release('label', { label: `enabled\\n${commands}` }),
  'apps/loud.yaml': release('loud', { chart: './charts/loud' }),
  'apps/outside.yaml': release('outside', { chart: '../../../../etc' }),
  'apps/odd-chart.yaml': release('odd', { chart: './charts/\\"::add-mask::odd\\"' }),
  'apps/image.yaml': release('image', { values: `  values: {image: "nginx:1\\n${commands}"}\n` }),
  'apps/prototype.yaml': release('prototype', {
    values: '  values: {__proto__: {image: "polluted:1"}, constructor: {}}\n',
  }),
  'apps/::add-mask::name\n::error::forged.yaml': '# prepuller: enabled\nkind: [HelmRelease\n',
};

let scenario: Scenario;
let before: string;
let run: Run;

beforeAll(async () => {
  scenario = await startScenario(files);
  before = await scenario.tip();
  run = await scenario.run({ inputs: { 'flux-monorepo': 'false' } });
});
afterAll(() => scenario.close());

it('publishes the good release, and nothing outside of the output folder', async () => {
  const changed = await scenario.forge.git('diff', '--name-only', '-z', before, 'main');
  const names = changed.split('\0').filter(Boolean);
  expect(names).toContain(`${output}/prepuller-good.yaml`);
  expect(names.filter((name) => !/^infrastructure\/prepullers\/[a-z0-9-]+\.yaml$/.test(name))).toEqual([]);
  expect(await scenario.images(`${output}/prepuller-good.yaml`)).toEqual(['docker.io/library/nginx:1.27.3']);
  expect(await runGit(run.workspace, 'status', '--porcelain', '--ignored')).toBe('');
});

it('fails, and names what it refused', () => {
  expect(run.exitCode).toBe(1);
  for (const name of ['../../x', 'loud', 'outside']) expect(run.log).toContain(name);
});

it('runs no workflow command but those of the log', () => {
  const lines = run.log.split(/[\r\n]/).filter((line) => /^\s*::|##\[/.test(line));
  const foreign = lines.filter((line) => !/^::(?:group|endgroup|error|warning|notice|debug)[ :]/.test(line));
  expect(foreign).toEqual([]);
  expect(lines.filter((line) => /^::error::forged/.test(line))).toEqual([]);
});

it('has the outputs of every run, and no other', () => {
  expect(Object.keys(run.outputs).sort()).toEqual(['changed', 'commit-sha', 'failed', 'images', 'releases']);
  expect(JSON.parse(run.outputs.images ?? '')).toContainEqual(
    expect.objectContaining({
      name: 'good',
      images: [expect.objectContaining({ reference: 'docker.io/library/nginx:1.27.3' })],
    }),
  );
});

it('lets no manifest reach the prototype of objects', async () => {
  const images = await scenario.forge.git('grep', '-h', 'image:', 'main', '--', output);
  expect(images).not.toContain('polluted');
});
