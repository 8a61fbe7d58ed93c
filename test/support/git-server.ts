import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface GitServer {
  /** URL of the folder that holds the repositories. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the repositories of a folder over HTTP, read-only, with git's own `http-backend`.
 * @param credential without it everyone may read
 * @param tls PEM; serves HTTPS
 */
export async function startGitServer(
  folder: string,
  credential?: { user: string; password: string },
  tls?: { key: string; cert: string },
): Promise<GitServer> {
  const allowed = credential && `Basic ${Buffer.from(`${credential.user}:${credential.password}`).toString('base64')}`;
  const listener: RequestListener = (request, response) => {
    if (allowed !== undefined && request.headers.authorization !== allowed) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    } else runBackend(folder, request, response);
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** https://git-scm.com/docs/git-http-backend */
function runBackend(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [name = '', query = ''] = (request.url ?? '').split('?');
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: name,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
  };
  const backend = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.stdout.on('end', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const lines = output.toString('latin1', 0, end).split('\r\n');
    const headers = lines.map((line) => line.split(': ') as [string, string]);
    const status = headers.find(([key]) => key === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([key]) => key !== 'Status')));
    response.end(output.subarray(end + 4));
  });
}
