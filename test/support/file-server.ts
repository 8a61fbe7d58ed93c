import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers: its content, or a function that does something else to the response. */
export type Served = Buffer | string | ((response: ServerResponse) => void);

export interface FileServer {
  url: string;
  /** Paths that were asked for, in order. */
  requests: string[];
  close(): Promise<void>;
}

/** Serves some contents on a free port of the loopback interface; every other path is missing. */
export async function startFileServer(files: Record<string, Served>): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url ?? '/';
    requests.push(name);
    const served = files[name];
    if (typeof served === 'function') served(response);
    else if (served === undefined) response.writeHead(404).end();
    else response.end(served);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
