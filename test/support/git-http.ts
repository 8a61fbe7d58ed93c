import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ServedRepository {
  /** The folder that holds the bare repository. */
  root: string;
  /** `owner/name`, its path below the root without `.git`. */
  repository: string;
  /** For git, beside what the request says. */
  environment: Record<string, string>;
}

/**
 * `git http-backend` is a CGI program: https://git-scm.com/docs/git-http-backend, https://www.rfc-editor.org/rfc/rfc3875
 * @param isBroken the request is carried out, but the connection is closed instead of an answer
 */
export function serveGit(
  { root, repository, environment }: ServedRepository,
  request: IncomingMessage,
  response: ServerResponse,
  isBroken: boolean,
): void {
  const url = new URL(request.url ?? '', 'http://forge');
  const service = new RegExp(`^/${repository}(?:\\.git)?(/.*)$`).exec(url.pathname)?.[1];
  if (service === undefined) return void response.writeHead(404).end();
  const place = { root, path: `/${repository}.git${service}`, environment: { REMOTE_USER: 'runner', ...environment } };
  runGitBackend(place, request, response, isBroken);
}

/**
 * @param place `path` is that of the request below the folder `root`, `environment` what git gets beside it
 * @param isBroken as of `serveGit`
 */
export function runGitBackend(
  place: { root: string; path: string; environment?: Record<string, string> },
  request: IncomingMessage,
  response: ServerResponse,
  isBroken = false,
): void {
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      ...place.environment,
      GIT_PROJECT_ROOT: place.root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: place.path,
      QUERY_STRING: new URL(request.url ?? '', 'http://forge').search.slice(1),
      REQUEST_METHOD: request.method,
      REMOTE_ADDR: '127.0.0.1',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(request.headers['content-length'] && { CONTENT_LENGTH: request.headers['content-length'] }),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A client or a backend that goes away in mid-flow is part of what is tested.
  for (const stream of [request, response, backend.stdin, backend.stdout]) stream.on('error', () => backend.kill());
  backend.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  request.pipe(backend.stdin);
  if (isBroken) backend.stdout.resume().on('end', () => response.destroy());
  else respond(backend.stdout, response);
}

/** Reads the CGI program's header, then lets its body through as it comes. */
function respond(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    output.off('data', readHead);
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(/: (.*)/);
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    output.pipe(response);
  };
  output.on('data', readHead);
  output.on('end', () => response.end());
}
