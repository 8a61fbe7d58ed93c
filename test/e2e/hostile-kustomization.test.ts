import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../support/checkout.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';

const output = 'infrastructure/prepullers';
const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';

/** A Flux Kustomization of the folder of its name. */
function kustomization(name: string): string {
  return `${flux}metadata: {name: ${name}, namespace: flux-system}\nspec:\n  path: ./${name}\n  sourceRef: {kind: GitRepository, name: flux-system}\n`;
}

/** A labelled release of a chart that makes an image of what the ConfigMap of its folder holds. */
function release(name: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${name}, namespace: ${name}, labels: {prepuller: enabled}}
spec:
  chart:
    spec:
      chart: ./charts/echo
      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
  valuesFrom: [{kind: ConfigMap, name: told, valuesKey: x, targetPath: told, literal: true}]
`;
}

/** A folder that tells the release what a line of its kustomization reads. */
function folder(name: string, line: string): Files {
  return {
    [`clusters/home/${name}.yaml`]: kustomization(name),
    [`${name}/kustomization.yaml`]: `namespace: ${name}\nresources: [release.yaml]\n${line}\n`,
    [`${name}/release.yaml`]: release(name),
  };
}

const options = 'options: {disableNameSuffixHash: true}';
/** Every one reads the token of the checkout, or the environment of the step, by another way. */
const hostile: Record<string, string> = {
  case: `configmapgenerator: [{name: told, files: [x=/proc/self/cwd/.git/config], ${options}}]`,
  files: `configMapGenerator: [{name: told, Files: [x=../.git/config], ${options}}]`,
  folding: `configMapGenerator: [{name: told, "file\u017f": [x=../.git/config], ${options}}]`,
  comment: `#\u2028configMapGenerator: [{name: told, files: [x=../.git/config], ${options}}]`,
  environment: `configMapGenerator: [{name: told, files: [x=/proc/self/environ], ${options}}]`,
  binary: `configMapGenerator: [{name: told, files: [!!binary ${Buffer.from('x=../.git/config').toString('base64')}], ${options}}]`,
  inline: `generators: ["{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: told}, Files: [x=../.git/config], ${options}}"]`,
  device: `configMapGenerator: [{name: told, files: [x=/dev/zero], ${options}}]`,
  twice: `configMapGenerator: []\nconfigMapGenerator: [{name: told, files: [x=../.git/config], ${options}}]`,
};

const repository: Files = {
  'clusters/home/kustomization.yaml': `resources: [${['honest', ...Object.keys(hostile)].map((name) => `${name}.yaml`).join(', ')}]\n`,
  'charts/echo/Chart.yaml': 'apiVersion: v2\nname: echo\nversion: 1.0.0\n',
  'charts/echo/templates/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: echo}\nspec: {template: {spec: {containers: [{name: c, image: "example.com/l/{{ printf "%x" (trunc 60 .Values.told) }}:v1"}]}}}\n',
  ...folder('honest', `configMapGenerator: [{name: told, files: [x=told.txt], ${options}}]`),
  'honest/told.txt': 'all is well',
  ...Object.assign({}, ...Object.entries(hostile).map(([name, line]) => folder(name, line))),
};

describe('Kustomizations that would read what lies beside the repository', () => {
  let scenario: Scenario;
  let run: Run;
  beforeAll(async () => {
    scenario = await startScenario(repository);
    run = await scenario.run({ env: { JOB_SECRET: 'kept-from-all' } });
  });
  afterAll(() => scenario.close());

  it('fail the step, and the honest one beside them is served', async () => {
    expect(run.exitCode, run.log).toBe(1);
    expect(await scenario.list(output)).toEqual(['kustomization.yaml', 'prepuller-honest.yaml']);
    const image = `example.com/l/${Buffer.from('all is well').toString('hex')}:v1`;
    expect(await scenario.images(`${output}/prepuller-honest.yaml`)).toEqual([image]);
  });

  it.each(Object.keys(hostile))('are named with file and line: %s', (name) => {
    expect(run.log).toMatch(new RegExp(`^::error file=${name}/kustomization\\.yaml,line=[34]\\b`, 'm'));
  });

  it('carry nothing into log, outputs, summary or a commit', async () => {
    const committed = await scenario.forge.git('log', '-p', 'main');
    const credentials = Buffer.from(`x-access-token:${scenario.forge.token}`).toString('base64');
    const secrets = [scenario.forge.token, credentials, 'extraheader', 'JOB_SECRET', 'kept-from-all'];
    const forms = secrets.flatMap((secret) => [secret, ...['hex', 'base64'].map((form) => encode(secret, form))]);
    const said = [run.log, JSON.stringify(run.outputs), run.summary, committed].join('\n').toLowerCase();
    expect(forms.filter((form) => said.includes(form.toLowerCase()))).toEqual([]);
  });
});

function encode(text: string, form: string): string {
  return Buffer.from(text).toString(form as BufferEncoding);
}
