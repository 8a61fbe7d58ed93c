import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readGeneratedHead } from '../../src/generated-head.js';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { PrepullerOptions } from '../../src/prepullers/options.js';
import { type Manifest, manifestsIn } from './schema.js';
import { optionsFor, outputFiles, outputPath, pulledImages, source, summary, workTree, write } from './support.js';

const fixtures = fileURLToPath(new URL('../../fixtures/prepullers/version-0.1/', import.meta.url));

const variants: Record<string, Partial<PrepullerOptions>> = {
  init: { strategy: 'init' },
  container: { strategy: 'container' },
  volume: { strategy: 'volume' },
  namespace: { grouping: 'namespace' },
  'one-namespace': { prepullerNamespace: 'warm' },
  'kept-init': { strategy: 'init', keepPrevious: 1 },
  'kept-volume': { strategy: 'volume', keepPrevious: 1 },
};

/** The text of each DaemonSet's file, by name. */
async function oldFiles(variant: string): Promise<Record<string, string>> {
  const names = (await readdir(path.join(fixtures, variant))).filter((name) => name !== 'kustomization.yaml');
  const texts = names.map(async (name) => [name, await readFile(path.join(fixtures, variant, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** The releases of the fixture repository, with the images that version 0.1 found in them. */
function rendered(variant: string): PrepullerSource[] {
  const sidecar = variant.startsWith('kept') ? 'quay.io/example/sidecar:2.2.0' : 'quay.io/example/sidecar:2.1.0';
  return [
    source('blog/web', ['docker.io/library/nginx:1.27.3', 'registry.example.com/kept/by-annotation:1.0']),
    source('operators/operator', ['quay.io/example/config-reloader:v0.80.0', 'quay.io/example/operator:v0.80.0']),
    source('shop/cron', ['docker.io/library/postgres:16.4']),
    source('shop/hooks', ['ghcr.io/example/migrate:9.9.9']),
    source('shop/web', ['docker.io/library/nginx:1.27.3', sidecar]),
    source('tools/umbrella', ['docker.io/library/nginx:1.27.3-alpine']),
  ];
}

function identity({ metadata, spec }: Manifest): object {
  return { ...metadata, selector: spec.selector, podLabels: spec.template.metadata.labels };
}

describe.each(Object.entries(variants))('what version 0.1 generated: %s', (variant, options) => {
  async function takeOver() {
    const root = await workTree();
    const sources = rendered(variant);
    const chosen = optionsFor(root, { ...options, clusterName: 'production' });
    await cp(path.join(fixtures, variant), path.join(root, outputPath), { recursive: true });
    return { root, sources, chosen, written: await write(sources, chosen) };
  }

  it('is taken over: the files and the DaemonSets keep their names, selectors and images', async () => {
    const { root, written } = await takeOver();
    const before = await oldFiles(variant);
    const { 'kustomization.yaml': _, ...after } = await outputFiles(root);
    expect(written.problems).toEqual([]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, text] of Object.entries(before)) {
      const old = manifestsIn(text);
      const now = manifestsIn(after[name] ?? '');
      expect(old).toHaveLength(1);
      expect(now.slice(0, 1).map(identity)).toEqual(old.map(identity));
      const images = (manifests: Manifest[]) =>
        manifests.flatMap(({ spec }) => pulledImages(spec.template.spec)).sort();
      expect(images(now)).toEqual(images(old));
    }
  });

  it('says for which cluster it is, and from which file each release comes', async () => {
    const { root } = await takeOver();
    const files = await outputFiles(root);
    for (const text of Object.values(files)) {
      const head = readGeneratedHead(text);
      expect(head?.cluster).toBe('production');
      for (const { id, file } of head?.releases ?? []) expect(file).toBe(`apps/${id.name}.yaml`);
    }
  });

  it('does not change again', async () => {
    const { sources, chosen } = await takeOver();
    expect(summary((await write(sources, chosen)).changes)).toEqual([]);
  });

  it('is left alone where its release fails', async () => {
    const root = await workTree();
    await cp(path.join(fixtures, variant), path.join(root, outputPath), { recursive: true });
    const failed = rendered(variant).map(({ release }) => release.id);
    expect(summary((await write([], optionsFor(root, options), { failed, complete: true })).changes)).toEqual([]);
  });
});
