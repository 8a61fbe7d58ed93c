// biome-ignore-all lint/style/noExcessiveLinesPerFile: what happens to the files of one folder stands together.
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expectValid, type Manifest } from './schema.js';
import { manifestOf, optionsFor, outputFiles, outputPath, source, summary, workTree, write } from './support.js';

const expected = fileURLToPath(new URL('../../fixtures/prepullers/', import.meta.url));

async function put(root: string, name: string, text: string): Promise<void> {
  await mkdir(path.join(root, outputPath), { recursive: true });
  await writeFile(path.join(root, outputPath, name), text);
}

describe('the generated files', () => {
  it('are written as they are meant to be read', async () => {
    const root = await workTree();
    const sidecar = {
      reference:
        'quay.io/prometheus/node-exporter:v1.8.2@sha256:4032c6d5bfd752342c3e631c2f1de93ba6b86c41db6b167b9a35372c139e7706',
      uses: [
        {
          object: 'Deployment/web',
          path: 'spec.template.spec.containers[1].image',
          rule: 'pod-spec',
          confidence: 'certain' as const,
        },
        {
          object: 'Job/web-migrate',
          path: 'spec.template.spec.containers[0].args[3]',
          rule: 'flag',
          confidence: 'high' as const,
        },
      ],
    };
    const pods = { imagePullSecrets: ['registry-a', 'registry-b'], serviceAccountName: 'shared' };
    await write([source('apps/web', [sidecar, 'ghcr.io/acme/web:1.10'], { pods })], optionsFor(root));
    const files = await outputFiles(root);
    for (const name of ['prepuller-web.yaml', 'kustomization.yaml']) {
      await expect(files[name]).toMatchFileSnapshot(path.join(expected, 'init', name));
    }
  });

  it('are not written again when nothing changed', async () => {
    const root = await workTree();
    const sources = [source('apps/web', ['nginx:1.27', 'redis:7']), source('data/db', ['postgres:17'])];
    const first = await write(sources, optionsFor(root));
    expect(summary(first.changes)).toEqual(['A prepuller-db.yaml', 'A prepuller-web.yaml', 'A kustomization.yaml']);
    expect((await write(sources, optionsFor(root))).changes).toEqual([]);
  });

  it('are only announced in check mode', async () => {
    const root = await workTree();
    const { changes } = await write([source('apps/web', ['nginx:1.27'])], optionsFor(root, { check: true }));
    expect(summary(changes)).toEqual(['A prepuller-web.yaml', 'A kustomization.yaml']);
    expect(changes[0]).toMatchObject({ path: `${outputPath}/prepuller-web.yaml`, before: null });
    await expect(outputFiles(root)).rejects.toThrow('ENOENT');
  });

  it('go, with their line, when the release does, and leave a kustomization that lets Flux clean up', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1.27'])], optionsFor(root));
    const { changes } = await write([], optionsFor(root));
    expect(summary(changes)).toEqual(['M kustomization.yaml', 'R prepuller-web.yaml']);
    const files = await outputFiles(root);
    expect(Object.keys(files)).toEqual(['kustomization.yaml']);
    expect(parse(files['kustomization.yaml'] ?? '')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [],
    });
    expect((await write([], optionsFor(root))).changes).toEqual([]);
  });

  it('are not begun where there never was anything to generate', async () => {
    const root = await workTree();
    expect(await write([], optionsFor(root))).toMatchObject({ changes: [], unchanged: [], files: [], problems: [] });
    await expect(outputFiles(root)).rejects.toThrow('ENOENT');
  });

  it('say nothing of a release without images, but in the log', async () => {
    const root = await workTree();
    const { changes, problems } = await write([source('apps/crds', [])], optionsFor(root));
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'notice', kind: 'output', release: { namespace: 'apps', name: 'crds' } },
    ]);
  });
});

describe('a release that failed', () => {
  it('keeps its last good file and its line', async () => {
    const root = await workTree();
    const web = source('apps/web', ['nginx:1.27']);
    const db = source('data/db', ['postgres:17']);
    await write([web, db], optionsFor(root));
    const failed = [db.release.id];
    const sources = [source('apps/web', ['nginx:1.28'])];
    const { changes, unchanged } = await write(sources, optionsFor(root), { failed, complete: true });
    expect(summary(changes)).toEqual(['M prepuller-web.yaml']);
    const files = await outputFiles(root);
    expect(unchanged).toEqual([files['prepuller-db.yaml']]);
    expect(parse(files['kustomization.yaml'] ?? '').resources).toEqual(['prepuller-db.yaml', 'prepuller-web.yaml']);
  });

  it('removes nothing of others when not everything could be read', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1.27']), source('data/db', ['postgres:17'])], optionsFor(root));
    expect((await write([], optionsFor(root), { failed: [], complete: false })).changes).toEqual([]);
    const { changes } = await write([], optionsFor(root), {
      failed: [{ namespace: 'data', name: 'db' }],
      complete: true,
    });
    expect(summary(changes)).toEqual(['M kustomization.yaml', 'R prepuller-web.yaml']);
  });

  it.each([
    ['is removed when its own file is settled, whatever else could not be read', 'apps/web.yaml', [], 1],
    ['stays when its own file is not settled', 'apps/other.yaml', [], 0],
    ['stays when it has failed', 'apps/web.yaml', [{ namespace: 'apps', name: 'web' }], 0],
  ])('the file of a release that was not found %s', async (_, settled, failed, removed) => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1'])], optionsFor(root));
    const isSettled = (file: string) => file === settled;
    const { changes } = await write([], optionsFor(root), { failed, complete: false, isSettled });
    expect(changes.filter(({ kind }) => kind === 'removed')).toHaveLength(removed);
  });

  it('still counts among those that share its name', async () => {
    const root = await workTree();
    const sources = [source('apps/web', ['nginx:1.27']), source('shop/web', ['redis:7'])];
    await write(sources, optionsFor(root, { prepullerNamespace: 'warm' }));
    const names = ['kustomization.yaml', 'prepuller-apps-web.yaml', 'prepuller-shop-web.yaml'];
    expect(Object.keys(await outputFiles(root))).toEqual(names);
    const failed = [{ namespace: 'shop', name: 'web' }];
    const options = optionsFor(root, { prepullerNamespace: 'warm' });
    const { changes } = await write(sources.slice(0, 1), options, { failed, complete: true });
    expect(changes).toEqual([]);
  });

  it('does not lend its file to a release of another name', async () => {
    const root = await workTree();
    await write([source('a/b', ['nginx:1']), source('c/b', ['redis:7'])], optionsFor(root));
    const failed = [{ namespace: 'a', name: 'b' }];
    const { changes } = await write([source('x/a-b', ['postgres:17'])], optionsFor(root), { failed, complete: true });
    expect(summary(changes)).toEqual(['A prepuller-x-a-b.yaml', 'M kustomization.yaml', 'R prepuller-c-b.yaml']);
  });
});

describe('names', () => {
  it('are short for a release that is alone with its name', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1'], { releaseNamespace: 'frontend' })], optionsFor(root));
    expect((await manifestOf(root, 'prepuller-web.yaml')).metadata).toMatchObject({
      name: 'prepuller-web',
      namespace: 'frontend',
    });
  });

  it('have the namespace in which the chart puts the pods', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1'], { pods: { namespace: 'edge' } })], optionsFor(root));
    expect((await manifestOf(root, 'prepuller-web.yaml')).metadata).toMatchObject({ namespace: 'edge' });
  });

  it('are refused when the namespace of the pods is none', async () => {
    const root = await workTree();
    const web = source('apps/web', ['nginx:1'], { pods: { namespace: '../edge' } });
    const { changes, problems } = await write([web], optionsFor(root));
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('"../edge"') }]);
  });

  it('name the namespace in every file of those that share a name, and in a DaemonSet only where it must', async () => {
    const root = await workTree();
    const sources = [source('apps/web', ['nginx:1']), source('shop/web', ['nginx:2'])];
    await write(sources, optionsFor(root));
    expect((await manifestOf(root, 'prepuller-apps-web.yaml')).metadata.name).toBe('prepuller-web');
    expect((await manifestOf(root, 'prepuller-shop-web.yaml')).metadata.name).toBe('prepuller-web');
    await write(sources, optionsFor(root, { prepullerNamespace: 'warm' }));
    expect((await manifestOf(root, 'prepuller-apps-web.yaml')).metadata.name).toBe('prepuller-apps-web');
    expect((await manifestOf(root, 'prepuller-shop-web.yaml')).metadata.name).toBe('prepuller-shop-web');
  });

  it('stay distinct where namespace and name run into each other', async () => {
    const root = await workTree();
    const ids = ['a/b-c', 'a-b/c', 'x/c', 'x/b-c', 'y/a-b-c'];
    await write(
      ids.map((id) => source(id, [`registry.example.com/${id}:1`])),
      optionsFor(root, { prepullerNamespace: 'warm' }),
    );
    const files = await outputFiles(root);
    const manifests: Manifest[] = Object.entries(files).flatMap(([name, text]) =>
      name === 'kustomization.yaml' ? [] : [parse(text)],
    );
    expect(manifests).toHaveLength(ids.length);
    expect(new Set(manifests.map(({ metadata }) => metadata.name)).size).toBe(ids.length);
  });

  it('are shortened with a hash where a label could not hold them', async () => {
    const root = await workTree();
    const long = 'a'.repeat(63);
    await write([source(`apps/${long}`, ['nginx:1'])], optionsFor(root));
    const { metadata, spec } = await manifestOf(root, `prepuller-${long}.yaml`);
    expect(metadata.name).toMatch(/^prepuller-a{44}-[0-9a-f]{8}$/);
    expect(spec.selector.matchLabels).toEqual({ name: metadata.name });
  });

  it('may hold dots', async () => {
    const root = await workTree();
    await write([source('apps/my.app', ['nginx:1'])], optionsFor(root));
    const { metadata, spec } = await manifestOf(root, 'prepuller-my.app.yaml');
    expect(metadata.name).toBe('prepuller-my.app');
    expect(spec.selector.matchLabels).toEqual({ name: 'prepuller-my.app' });
    expect((await write([source('apps/my.app', ['nginx:1'])], optionsFor(root))).changes).toEqual([]);
    expect(
      (await write([], optionsFor(root), { failed: [{ namespace: 'apps', name: 'my.app' }], complete: true })).changes,
    ).toEqual([]);
  });

  it('of the greatest length are shortened for the file system, too', async () => {
    const root = await workTree();
    await write([source(`apps/${'a'.repeat(126)}.${'b'.repeat(126)}`, ['nginx:1'])], optionsFor(root));
    const [, file = ''] = Object.keys(await outputFiles(root));
    expect(file.length).toBeLessThan(256);
    expect((await manifestOf(root, file)).metadata.name).toMatch(/^prepuller-a{44}-[0-9a-f]{8}$/);
  });

  it.each(['web..v2', 'Web', '../web', 'a'.repeat(254), '-web', ''])(
    'are refused when no object may have them: %j',
    async (name) => {
      const root = await workTree();
      const refused = source('apps/x', ['nginx:1']);
      refused.release.id.name = name;
      const { changes, problems } = await write([refused, source('apps/web', ['nginx:1'])], optionsFor(root));
      expect(summary(changes)).toEqual(['A prepuller-web.yaml', 'A kustomization.yaml']);
      expect(problems).toMatchObject([{ severity: 'error', kind: 'output', release: { namespace: 'apps', name } }]);
    },
  );
});

describe('init containers', () => {
  it.each([
    ['nginx', 'prepull-nginx-0'],
    ['localhost:5000/team/app', 'prepull-app-0'],
    ['registry.example.com:5000/team/my_app.server:1.2_3', 'prepull-my-app-server-0'],
    ['repo/app@sha256:4032c6d5bfd752342c3e631c2f1de93ba6b86c41db6b167b9a35372c139e7706', 'prepull-app-0'],
    [`repo/${'x'.repeat(80)}:1`, `prepull-${'x'.repeat(48)}-0`],
  ])('of %s are called %s', async (reference, name) => {
    const root = await workTree();
    await write([source('apps/web', [reference])], optionsFor(root));
    const { spec } = (await manifestOf(root, 'prepuller-web.yaml')).spec.template;
    expect(spec.initContainers?.[1]).toMatchObject({ name, image: reference });
  });

  it('are sorted by reference and counted by name', async () => {
    const root = await workTree();
    await write(
      [source('apps/web', ['quay.io/a/app:1', 'nginx:1', 'ghcr.io/b/app:1', 'x/my.app:1', 'x/my-app:1'])],
      optionsFor(root),
    );
    const { spec } = (await manifestOf(root, 'prepuller-web.yaml')).spec.template;
    expect(spec.initContainers?.slice(1).map(({ name, image }) => `${name} ${image}`)).toEqual([
      'prepull-app-0 ghcr.io/b/app:1',
      'prepull-nginx-0 nginx:1',
      'prepull-app-1 quay.io/a/app:1',
      'prepull-my-app-0 x/my-app:1',
      'prepull-my-app-1 x/my.app:1',
    ]);
  });
});

describe('a diff', () => {
  it('of another chart version or other values with the same images shows no pod template', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1'], { values: { replicas: 1 } })], optionsFor(root));
    const before = await manifestOf(root, 'prepuller-web.yaml');
    const { changes } = await write(
      [source('apps/web', ['nginx:1'], { chartVersion: '2.0.0', values: { replicas: 2 } })],
      optionsFor(root),
    );
    expect(summary(changes)).toEqual(['M prepuller-web.yaml']);
    expect(await manifestOf(root, 'prepuller-web.yaml')).toEqual(before);
  });

  it('of one more image is one block, and nothing else moves', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1', 'redis:7'])], optionsFor(root));
    const before = (await outputFiles(root))['prepuller-web.yaml']?.split('\n') ?? [];
    await write([source('apps/web', ['nginx:1', 'postgres:17', 'redis:7'])], optionsFor(root));
    const after = (await outputFiles(root))['prepuller-web.yaml']?.split('\n') ?? [];
    const start = after.findIndex((line, index) => line !== before[index]);
    const added = after.splice(start, after.length - before.length);
    expect(after).toEqual(before);
    expect(added.filter((line) => line.includes('image: '))).toEqual(['          image: postgres:17']);
  });
});

describe('what is not ours', () => {
  it('stays beside the generated files', async () => {
    const root = await workTree();
    await put(root, 'namespace.yaml', 'kind: Namespace\n');
    await put(root, 'notes.md', '# Generated by prepuller, not at all\n');
    await write([source('apps/web', ['nginx:1'])], optionsFor(root));
    await write([], optionsFor(root));
    expect(Object.keys(await outputFiles(root))).toEqual(['kustomization.yaml', 'namespace.yaml', 'notes.md']);
  });

  it('is an error in the place of a DaemonSet, for that release', async () => {
    const root = await workTree();
    await put(root, 'prepuller-web.yaml', 'kind: DaemonSet\n');
    const { problems } = await write(
      [source('apps/web', ['nginx:1']), source('apps/db', ['postgres:17'])],
      optionsFor(root),
    );
    const file = `${outputPath}/prepuller-web.yaml`;
    expect(problems).toMatchObject([
      { severity: 'error', place: { file }, release: { namespace: 'apps', name: 'web' } },
    ]);
    const files = await outputFiles(root);
    expect(files['prepuller-web.yaml']).toBe('kind: DaemonSet\n');
    expect(parse(files['kustomization.yaml'] ?? '').resources).toEqual(['prepuller-db.yaml']);
  });

  it.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
    'is an error in the place of the kustomization: %s',
    async (name) => {
      const root = await workTree();
      await put(root, name, 'resources: []\n');
      const { changes, problems } = await write([source('apps/web', ['nginx:1'])], optionsFor(root));
      expect(changes).toEqual([]);
      expect(problems).toMatchObject([{ severity: 'error', kind: 'output', place: { file: `${outputPath}/${name}` } }]);
    },
  );

  it('is never written through a link', async () => {
    const root = await workTree();
    const elsewhere = await workTree();
    await mkdir(path.join(root, outputPath), { recursive: true });
    await writeFile(path.join(elsewhere, 'file.yaml'), '# Generated by prepuller.\n');
    await symlink(path.join(elsewhere, 'file.yaml'), path.join(root, outputPath, 'prepuller-web.yaml'));
    const { problems } = await write([source('apps/web', ['nginx:1'])], optionsFor(root));
    expect(problems).toMatchObject([{ severity: 'error', kind: 'output' }]);
    expect(await readFile(path.join(elsewhere, 'file.yaml'), 'utf8')).toBe('# Generated by prepuller.\n');
  });

  it('is not reached through a link or a file in the output path', async () => {
    const root = await workTree();
    const elsewhere = await workTree();
    await symlink(elsewhere, path.join(root, 'infrastructure'));
    await expect(write([source('apps/web', ['nginx:1'])], optionsFor(root))).rejects.toThrow(
      'symbolic link infrastructure',
    );
    await writeFile(path.join(root, 'file'), '');
    await expect(write([], optionsFor(root, { outputPath: 'file/deeper' }))).rejects.toThrow('file is in the way');
  });
});

describe('hostile text', () => {
  it('stays inside its comment', async () => {
    const root = await workTree();
    const hostile = source('apps/web', [
      {
        reference: 'nginx:1',
        uses: [
          {
            object: 'Pod/x\nspec: {hostNetwork: true}\u2028\u0085',
            path: 'a\r\nb: c\u202Ed\0',
            rule: 'x',
            confidence: 'certain',
          },
        ],
      },
    ]);
    hostile.chart = { name: 'web\n---\nkind: Secret', version: '1.0.0 # x' };
    await write([hostile], optionsFor(root));
    const text = (await outputFiles(root))['prepuller-web.yaml'] ?? '';
    const document: Manifest = parse(text);
    expectValid(document);
    expect(document.spec.template.spec.hostNetwork).toBeUndefined();
    expect(text).toContain('# Pod/x\uFFFDspec: {hostNetwork: true}');
    expect(text).not.toMatch(/[\0\r\u0085\u2028\u202E]/);
    expect((await write([hostile], optionsFor(root))).changes).toEqual([]);
  });
});
