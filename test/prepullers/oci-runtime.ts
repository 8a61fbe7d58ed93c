import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { Container, PodSpec } from './restricted.js';

/** An image that lies unpacked in a folder, and what its configuration says. */
export interface UnpackedImage {
  rootfs: string;
  /** Empty when the image names none: root. */
  user?: string;
  workingDir?: string;
  entrypoint?: string[];
}

export interface Outcome {
  exitCode: number | undefined;
  stderr: string;
}

const runtime = 'runc';
const busyboxPath = '/bin/busybox';
/** The users of a pod with `hostUsers: false`, the way the kubelet maps them: 65536 of them, none the node's own. */
const mapping = { containerID: 0, hostID: 1_000_000, size: 65_536 };

/** Why containers cannot be started here; `undefined` when they can. */
export async function missingRuntime(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'that needs root';
  for (const [program, ...args] of [
    [runtime, '--version'],
    ['dpkg-query', '--show', 'busybox-static'],
  ] as const) {
    const result = await execa(program, args, { reject: false });
    if (result.failed) return result.shortMessage;
  }
  const plain = { name: 'plain', image: 'plain', command: [busyboxPath, 'true'] };
  const node = await Node.schedule({}, { plain: await imageWith([busyboxPath]) });
  const { exitCode, stderr } = await node.run(plain);
  return exitCode === 0 ? undefined : `no container can be started here: ${stderr}`;
}

/** Debian's static busybox, in a new folder under the given paths. */
export async function imageWith(
  files: string[],
  configuration: Omit<UnpackedImage, 'rootfs'> = {},
): Promise<UnpackedImage> {
  const rootfs = await temporaryFolder('image-');
  for (const file of files) {
    await mkdir(path.join(rootfs, path.dirname(file)), { recursive: true });
    await cp(busyboxPath, path.join(rootfs, file), { dereference: true });
  }
  return { rootfs, ...configuration };
}

/** One pod's life on a node: its emptyDir volumes, and a real OCI runtime for its containers. */
export class Node {
  private count = 0;
  private constructor(
    private readonly folder: string,
    private readonly pod: PodSpec,
    private readonly images: Record<string, UnpackedImage>,
  ) {}

  static async schedule(pod: PodSpec, images: Record<string, UnpackedImage>): Promise<Node> {
    const folder = await temporaryFolder('node-');
    for (const volume of pod.volumes ?? []) {
      const emptyDir = path.join(folder, 'volumes', String(volume.name));
      await mkdir(emptyDir, { recursive: true });
      // As the kubelet makes it (pkg/volume/emptydir/empty_dir.go: perm 0777).
      await chmod(emptyDir, 0o777);
    }
    return new Node(folder, pod, images);
  }

  /** Runs a container to its end. */
  async run(container: Container): Promise<Outcome> {
    const { id, bundle } = await this.bundle(container);
    const { exitCode, stderr } = await execa(runtime, this.runc(['run', '--bundle', bundle, id]), { reject: false });
    return { exitCode, stderr };
  }

  /** Starts a container, sees it running, and kills it: 137 is the exit code of one that did not end by itself. */
  async runUntilKilled(container: Container): Promise<Outcome> {
    const { id, bundle } = await this.bundle(container);
    const running = execa(runtime, this.runc(['run', '--bundle', bundle, id]), { reject: false });
    let ended = false;
    const ending = running.then(() => {
      ended = true;
    });
    while (!ended && (await this.status(id)) !== 'running') await new Promise((resolve) => setTimeout(resolve, 20));
    await execa(runtime, this.runc(['kill', id, 'KILL']), { reject: false });
    await ending;
    const { exitCode, stderr } = await running;
    return { exitCode, stderr };
  }

  private async status(id: string): Promise<string | undefined> {
    const { exitCode, stdout } = await execa(runtime, this.runc(['state', id]), { reject: false });
    return exitCode === 0 ? JSON.parse(stdout).status : undefined;
  }

  private runc(args: string[]): string[] {
    return ['--root', path.join(this.folder, 'state'), ...args];
  }

  private async bundle(container: Container): Promise<{ id: string; bundle: string }> {
    const image = this.images[container.image];
    if (image === undefined) throw new Error(`there is no image ${container.image}`);
    const id = `${path.basename(this.folder)}-${this.count++}`;
    const bundle = path.join(this.folder, id);
    await mkdir(bundle);
    // cp, because it keeps the modes of folders that node's own copy would not.
    const rootfs = path.join(bundle, 'rootfs');
    execFileSync('cp', ['-a', image.rootfs, rootfs]);
    if (this.pod.hostUsers === false)
      execFileSync('chown', ['-R', '--from=0:0', `${mapping.hostID}:${mapping.hostID}`, rootfs]);
    await writeFile(path.join(bundle, 'config.json'), JSON.stringify(this.configuration(container, image)));
    return { id, bundle };
  }

  /** What a container runtime makes of pod and image; the fields that are missing fall back as they do there. */
  private configuration(container: Container, image: UnpackedImage): object {
    const security = container.securityContext ?? {};
    const uid = security.runAsUser ?? this.pod.securityContext?.runAsUser ?? Number(image.user ?? 0);
    const gid = this.pod.securityContext?.runAsGroup ?? 0;
    const dropsAll = security.capabilities?.drop?.includes('ALL') === true;
    const capabilities = dropsAll ? [] : ['CAP_DAC_OVERRIDE', 'CAP_CHOWN', 'CAP_SETUID', 'CAP_SETGID'];
    const sets = ['bounding', 'effective', 'permitted'].map((set) => [set, capabilities]);
    return {
      ociVersion: '1.0.2',
      process: {
        user: { uid, gid },
        args: container.command ?? image.entrypoint,
        env: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin'],
        cwd: container.workingDir ?? image.workingDir ?? '/',
        capabilities: Object.fromEntries(sets),
        noNewPrivileges: security.allowPrivilegeEscalation === false,
      },
      root: { path: 'rootfs', readonly: security.readOnlyRootFilesystem === true },
      mounts: [
        { destination: '/proc', type: 'proc', source: 'proc' },
        ...(container.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => ({
          destination: mountPath,
          type: 'bind',
          source: path.join(this.folder, 'volumes', name),
          options: ['rbind', readOnly ? 'ro' : 'rw'],
        })),
      ],
      linux: this.isolation(),
    };
  }
  private isolation(): object {
    const namespaces = ['pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type }));
    if (this.pod.hostUsers !== false) return { namespaces };
    return { namespaces: [...namespaces, { type: 'user' }], uidMappings: [mapping], gidMappings: [mapping] };
  }
}

/** A new folder that every user can get to: those of a user namespace are not even the owner of its parents. */
async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  for (let current = folder; current !== path.dirname(current); current = path.dirname(current)) {
    const { mode } = await stat(current);
    if ((mode & 0o011) !== 0o011) await chmod(current, mode | 0o011);
  }
  return folder;
}
