import { chmod, chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { PulledImage } from '../../src/images/image.js';
import type { JsonObject } from '../../src/json.js';
import type { Strategy } from '../../src/prepullers/options.js';
import { reportSkipped } from '../support/installed.js';
import { imageWith, missingRuntime, Node, type UnpackedImage } from './oci-runtime.js';
import type { Container, PodSpec } from './restricted.js';
import type { Manifest } from './schema.js';
import { manifestsOf, optionsFor, outputFiles, pulledImages, source, workTree, write } from './support.js';

const missing = await missingRuntime();
if (missing) {
  reportSkipped(`${missing}, so the containers of the generated pods are not started (runc, busybox-static)`);
}

const scratch = 'registry.example.com/scratch:1';
const closed = 'registry.example.com/closed:1';
/** Of an earlier version, and no longer in its registry. */
const gone = 'registry.example.com/gone:1';
const helperImage = 'registry.example.com/busybox:1';

async function podOf(strategy: Strategy, daemonsetPatch: JsonObject = {}): Promise<PodSpec> {
  const root = await workTree();
  await write([source('apps/web', [scratch, closed])], optionsFor(root, { strategy, helperImage, daemonsetPatch }));
  const manifest: Manifest = parse((await outputFiles(root))['prepuller-web.yaml'] ?? '');
  return manifest.spec.template.spec;
}

function pulledWith(reference: string, secret: string): PulledImage {
  return { reference, imagePullSecrets: [secret], withoutSecret: [], architectures: [] };
}

function byImage(containers: Container[] | undefined, image: string): Container {
  const found = containers?.find((container) => container.image === image);
  if (found === undefined) throw new Error(`no container has the image ${image}`);
  return found;
}

/** What other pre-pullers generate: a program of the image's own, in the image's own folder. */
function withProgramOfTheImage({ workingDir: _, ...container }: Container): Container {
  return { ...container, command: ['/bin/true'] };
}

describe.skipIf(missing)('on a node with a real OCI runtime', () => {
  const images: Record<string, UnpackedImage> = {};

  beforeAll(async () => {
    images[helperImage] = await imageWith(['/bin/busybox']);
    // One static program, which is neither a shell nor `true`, and no user.
    images[scratch] = await imageWith(['/app'], { entrypoint: ['/app'] });
    // Everything is there, but its working directory is closed to all but a user that the pod does not have.
    images[closed] = await imageWith(['/bin/busybox', '/bin/true', '/bin/sh'], { workingDir: '/home/app' });
    const home = path.join(images[closed].rootfs, 'home/app');
    await mkdir(home, { recursive: true });
    await chmod(home, 0o700);
    await chown(home, 100_000, 100_000);
  });

  it('every init container of strategy init ends with 0, one after the other', async () => {
    const pod = await podOf('init');
    const node = await Node.schedule(pod, images);
    expect(pod.initContainers).toHaveLength(3);
    for (const container of pod.initContainers ?? []) {
      expect({ name: container.name, ...(await node.run(container)) }).toEqual({
        name: container.name,
        exitCode: 0,
        stderr: '',
      });
    }
  });

  it('every container of strategy container runs until it is killed', async () => {
    const pod = await podOf('container');
    const node = await Node.schedule(pod, images);
    for (const container of pod.initContainers ?? []) expect(await node.run(container)).toMatchObject({ exitCode: 0 });
    expect(pod.containers).toHaveLength(2);
    for (const container of pod.containers ?? []) {
      expect(await node.runUntilKilled(container)).toMatchObject({ exitCode: 137, stderr: '' });
    }
  });

  it.each(['init', 'container'] as const)(
    'the pods of every DaemonSet of a file start with strategy %s, whatever secrets, nodes and versions part them',
    async (strategy) => {
      const root = await workTree();
      const options = optionsFor(root, { strategy, helperImage, keepPrevious: 1, placement: 'follow' });
      const pods = { nodeSelector: { pool: 'gpu' }, serviceAccountName: 'shared' };
      const secret = pulledWith(closed, 'hubcred');
      await write([source('apps/web', [gone, scratch, closed], { pods: { ...pods, images: [secret] } })], options);
      await write([source('apps/web', [scratch, closed], { pods: { ...pods, images: [secret] } })], options);
      const manifests = await manifestsOf(root, 'prepuller-web.yaml');
      expect(manifests.map(({ spec }) => pulledImages(spec.template.spec))).toEqual([[scratch], [closed], [gone]]);
      for (const { spec } of manifests.slice(0, 2)) await expectStarted(spec.template.spec);
      const kept = manifests[2]?.spec.template.spec ?? {};
      await expect(expectStarted(kept)).rejects.toThrow(`there is no image ${gone}`);
    },
  );

  async function expectStarted(pod: PodSpec): Promise<void> {
    const node = await Node.schedule(pod, images);
    for (const container of pod.initContainers ?? []) expect(await node.run(container)).toMatchObject({ exitCode: 0 });
    for (const container of pod.containers?.filter(({ name }) => name !== 'pause') ?? []) {
      expect(await node.runUntilKilled(container)).toMatchObject({ exitCode: 137, stderr: '' });
    }
  }

  it('the helper may run again, over its own copy, when the kubelet restarts the pod', async () => {
    const pod = await podOf('init');
    const node = await Node.schedule(pod, images);
    const helper = byImage(pod.initContainers, helperImage);
    expect([(await node.run(helper)).exitCode, (await node.run(helper)).exitCode]).toEqual([0, 0]);
  });

  it('/bin/true of an image with one static program is not there', async () => {
    const pod = await podOf('init');
    const node = await Node.schedule(pod, images);
    const { exitCode, stderr } = await node.run(withProgramOfTheImage(byImage(pod.initContainers, scratch)));
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/"?\/bin\/true"?: (stat|no such file)/);
  });

  // With the node's users runc enters the folder as root before it becomes the pod's user.
  it('/bin/true of an image with an unreadable working directory fails in a user namespace, and ours does not', async () => {
    const pod = await podOf('init', { spec: { template: { spec: { hostUsers: false } } } });
    const node = await Node.schedule(pod, images);
    const container = byImage(pod.initContainers, closed);
    expect(await node.run(byImage(pod.initContainers, helperImage))).toEqual({ exitCode: 0, stderr: '' });
    expect(await node.run(container)).toEqual({ exitCode: 0, stderr: '' });
    const { exitCode, stderr } = await node.run(withProgramOfTheImage(container));
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/chdir to cwd.*permission denied/);
  });

  it('the read-only mount keeps an image from writing into the helper volume', async () => {
    const pod = await podOf('init');
    const node = await Node.schedule(pod, images);
    await node.run(byImage(pod.initContainers, helperImage));
    const write = { ...byImage(pod.initContainers, closed), command: ['/bin/sh', '-c', '> /.prepuller/true'] };
    expect((await node.run(write)).stderr).toMatch(/read-only file system/i);
  });
});
