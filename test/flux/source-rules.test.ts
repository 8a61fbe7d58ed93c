import { expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { documents, gitRepository, kustomization } from './objects.js';
import { discover, helmRelease, helmRepository } from './repository.js';

function source(kind: string, spec: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: {name: released, namespace: flux-system}
spec: {${spec}, ignore: "/apps/by-spec.yaml"}
`;
}

it.each([
  ['GitRepository', 'url: "https://git.example.com/acme/apps"', ['kept']],
  ['OCIRepository', 'url: "oci://registry.example.com/apps"', ['kept']],
  [
    'OCIRepository',
    'url: "oci://registry.example.com/apps", layerSelector: {mediaType: a/b, operation: copy}',
    ['by-folder', 'by-root', 'by-spec', 'kept'],
  ],
  ['Bucket', 'endpoint: s3.example.com, bucketName: fleet', ['by-folder', 'kept']],
])('A source leaves out what Flux leaves out of its kind: %s with %s', async (kind, spec, expected) => {
  const folder = await temporaryFolder('source');
  const releases = ['by-folder', 'by-root', 'by-spec', 'kept'];
  await writeFiles(folder, {
    '.sourceignore': '/apps/by-root.yaml\n',
    'apps/.sourceignore': '/by-folder.yaml\n',
    ...Object.fromEntries(releases.map((name) => [`apps/${name}.yaml`, helmRelease(name)])),
  });
  const cluster = {
    'clusters/live/sync.yaml': documents(gitRepository('flux-system'), kustomization('flux-system', './clusters/live')),
    'clusters/live/apps.yaml': documents(
      source(kind, spec),
      kustomization('apps', './apps', { source: 'released', kind }),
      helmRepository,
    ),
  };
  const discovery = await discover(cluster, {}, async () => ({ folder }));
  expect(discovery.problems).toEqual([]);
  expect(discovery.releases.map(({ id }) => id.name)).toEqual(expected);
});
