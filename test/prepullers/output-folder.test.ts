import { describe, expect, it } from 'vitest';
import { generatedHead } from '../../src/generated-head.js';
import { refuseForeignFolder, refuseOtherCluster } from '../../src/prepullers/output-folder.js';
import { FatalError } from '../../src/problem.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';

const generated = (cluster?: string) =>
  `${generatedHead({ ...(cluster !== undefined && { cluster }), releases: [] }).join('\n')}\nkind: DaemonSet\n`;

describe('an output folder with the files of others', () => {
  const foreign = 'kind: ConfigMap\n';

  async function refusal(files: Files): Promise<unknown> {
    const root = await temporaryFolder('output');
    await writeFiles(root, files);
    try {
      return refuseForeignFolder(root, 'apps');
    } catch (error) {
      return error;
    }
  }

  it.each<[string, Files, string]>([
    ['a manifest', { 'apps/web.yaml': foreign }, 'apps/web.yaml'],
    ['the other ending', { 'apps/web.yml': foreign }, 'apps/web.yml'],
    ['one in a folder below', { 'apps/README.md': '', 'apps/web/deep/a.yaml': foreign }, 'apps/web/deep/a.yaml'],
    ['several, sorted', { 'apps/b.yaml': foreign, 'apps/a/c.yaml': foreign }, 'apps/a/c.yaml, apps/b.yaml'],
  ])('is refused for %s', async (_, files, named) => {
    const error = await refusal(files);
    expect(error).toBeInstanceOf(FatalError);
    expect(String(error)).toContain(
      `Input 'prepuller-output-path' is "apps", which holds files that prepuller did not write (${named}): give it`,
    );
  });

  it.each<[string, Files]>([
    ['it is not there', { 'other/a.yaml': foreign }],
    ['it has a README only', { 'apps/README.md': '# Warm\n' }],
    ['it has documents below', { 'apps/docs/a.md': '' }],
    ['some of it was generated', { 'apps/prepuller-web.yaml': generated(), 'apps/a.yaml': foreign }],
    ['what is foreign only has the name of a generated file', { 'apps/prepuller-web.yaml': foreign }],
    ['it has a kustomization only', { 'apps/kustomization.yaml': 'resources: []\n' }],
  ])('is taken when %s', async (_, files) => {
    expect(await refusal(files)).toBeUndefined();
  });
});

describe('an output folder of another cluster', () => {
  const run = (before: string[], clusterName: string) => () =>
    refuseOtherCluster(before, { clusterName, outputPath: 'warm' });

  it.each([
    ['production', 'staging'],
    ['production', 'reproduction'],
    ['eu/production', 'us/production'],
    ['clusters/production', 'clusters/staging'],
  ])('is refused: %s, for %s', (before, now) => {
    expect(run([generated(), generated(before)], now)).toThrow(
      new FatalError(
        `warm was generated for the cluster ${before}, and this run is for ${now}: give each cluster a 'prepuller-output-path' of its own. If the cluster has another name now, remove the folder first.`,
      ),
    );
  });

  it.each<[string, string[], string]>([
    ['the same one', [generated('production')], 'production'],
    ['the same one with more of its path', [generated('production')], 'clusters/production'],
    ['the same one with less of its path', [generated('clusters/production')], 'production'],
    ['none before', [generated()], 'production'],
    ['none now', [generated('production')], ''],
    ['an empty folder', [], 'production'],
  ])('is taken: %s', (_, before, now) => {
    expect(run(before, now)).not.toThrow();
  });
});
