import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { runGitBackend } from './git-http.js';

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
    } else
      runGitBackend(
        { root: folder, path: decodeURI(new URL(request.url ?? '', 'http://git').pathname) },
        request,
        response,
      );
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
