import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BuiltImage, Content } from './images.js';

/** Answers in place of the registry when it gives true. */
export type RegistryFault = (request: IncomingMessage, response: ServerResponse, count: number) => boolean;

export interface ImageRegistryOptions {
  fault?: RegistryFault;
  /** Milliseconds before each answer. */
  delay?: number;
}

/** A read-only registry on loopback that counts what it is asked for, and can be made to go wrong. */
export interface ImageRegistry {
  /** Host and port. */
  host: string;
  /** `METHOD what`, with `DIGEST` for digests, in order. */
  requests: string[];
  /** @param reference `path:tag` */
  publish(reference: string, image: BuiltImage | Content): void;
  close(): Promise<void>;
}

export async function startImageRegistry({ fault, delay = 0 }: ImageRegistryOptions = {}): Promise<ImageRegistry> {
  const contents = new Map<string, Content>();
  const tags = new Map<string, Map<string, string>>();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const [, name = '', kind = '', asked = ''] =
      /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^?]+)/.exec(request.url ?? '') ?? [];
    requests.push(`${request.method} ${kind}/${asked.replace(/sha256:.*/, 'DIGEST')}`);
    const count = requests.length;
    if (delay > 0) await sleep(delay);
    if (fault?.(request, response, count)) return;
    if (kind === 'tags') return void response.end(JSON.stringify({ name, tags: [...(tags.get(name)?.keys() ?? [])] }));
    const found = contents.get(`${name}@${tags.get(name)?.get(asked) ?? asked}`);
    if (found === undefined) return void response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    response.writeHead(200, { 'content-type': found.mediaType, 'docker-content-digest': found.digest });
    response.end(request.method === 'HEAD' ? undefined : found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    publish(reference, image) {
      const [name = '', tag = ''] = reference.split(':');
      const top = 'manifest' in image ? image.manifest : image;
      for (const each of 'manifest' in image ? contentsOf(image) : [image])
        contents.set(`${name}@${each.digest}`, each);
      tags.set(name, (tags.get(name) ?? new Map<string, string>()).set(tag, top.digest));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function contentsOf({ manifest, blobs, children }: BuiltImage): Content[] {
  return [...children.flatMap(contentsOf), ...blobs, manifest];
}

/** Pushes to a real registry, as its specification says (opencontainers/distribution-spec, "Pushing Blobs Monolithically"). */
export async function pushImage(
  host: string,
  reference: string,
  image: BuiltImage,
  credential?: { user: string; password: string },
): Promise<void> {
  const [name = '', tag = ''] = reference.split(':');
  const basic = credential && Buffer.from(`${credential.user}:${credential.password}`).toString('base64');
  const send = async (method: string, url: string, type: string, bytes?: Buffer) => {
    const headers = { 'content-type': type, ...(basic && { authorization: `Basic ${basic}` }) };
    const answer = await fetch(new URL(url, `http://${host}`), {
      method,
      headers,
      ...(bytes && { body: new Uint8Array(bytes) }),
    });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const put = async (built: BuiltImage, name: string, as: string): Promise<void> => {
    for (const child of built.children) await put(child, name, child.manifest.digest);
    for (const { digest, bytes } of built.blobs) {
      const opened = await send('POST', `/v2/${name}/blobs/uploads/`, 'application/octet-stream');
      const location = new URL(opened.headers.get('location') ?? '', `http://${host}`);
      location.searchParams.set('digest', digest);
      await send('PUT', location.href, 'application/octet-stream', bytes);
    }
    await send('PUT', `/v2/${name}/manifests/${as}`, built.manifest.mediaType, built.manifest.bytes);
  };
  await put(image, name, tag);
}
