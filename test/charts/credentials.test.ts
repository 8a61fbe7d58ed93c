import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChartLocation } from '../../src/flux/release.js';
import { runProcess } from '../../src/tools/process.js';
import type { Tools } from '../../src/tools/tools.js';
import { makeCertificate } from '../support/certificate.js';
import { type ChartServer, type ChartServerOptions, startChartServer } from '../support/chart-server.js';
import { packChart } from '../support/pack-chart.js';
import { hasRegistry, type Registry, startRegistry } from '../support/registry.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, realTools, render } from '../support/render.js';

const credential = { user: 'robot', password: 'pass:word with-ümlaut' };
const cronImages = [['docker.io/library/postgres:16.4']];
const certificate = await makeCertificate();
const registryThere = hasRegistry();

let home: string;
let server: ChartServer;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'prepuller-home-'));
  for (const name of ['DOCKER_CONFIG', 'HELM_CONFIG_HOME', 'HELM_REGISTRY_CONFIG', 'XDG_CONFIG_HOME']) {
    vi.stubEnv(name, '');
  }
  vi.stubEnv('HOME', home);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  await rm(home, { recursive: true });
});

async function serve(options: Partial<ChartServerOptions>): Promise<void> {
  server = await startChartServer({ charts: [fixtureChart('cron')], credential, ...options });
}

function hostOf(url: string): string {
  return url.split('/')[2] ?? '';
}

const http = (): ChartLocation => ({ kind: 'http', url: server.httpUrl, name: 'cron', version: '*' });
const oci = (): ChartLocation => ({
  kind: 'oci',
  url: `${server.ociUrl}/cron`,
  reference: { semver: '*' },
  insecure: true,
});

/** The three ways of a server to ask for a credential. */
const servers: [string, Partial<ChartServerOptions>, () => ChartLocation][] = [
  ['a repository with basic authentication', {}, http],
  ['a registry with basic authentication', {}, oci],
  ['a registry with tokens', { challenge: 'bearer' }, oci],
];

function auth(): string {
  return Buffer.from(`${credential.user}:${credential.password}`).toString('base64');
}

async function writeLogin(file: string, host: string): Promise<void> {
  await mkdir(path.dirname(path.join(home, file)), { recursive: true });
  await writeFile(path.join(home, file), JSON.stringify({ auths: { [host]: { auth: auth() } } }));
}

describe.each(servers)('%s', (_, options, location) => {
  it('lets in whom the input names', async () => {
    await serve(options);
    const registryCredentials = [{ host: hostOf(server.httpUrl), ...credential }];
    const { results } = await render([releaseOf(location())], { registryCredentials });
    expect(results.map(imagesOf)).toEqual(cronImages);
  });

  it.each([
    ['docker', '.docker/config.json', ''],
    ['docker, with a URL', '.docker/config.json', 'https://'],
    ['helm', '.config/helm/registry/config.json', ''],
  ])('lets in whom a login of %s has stored', async (_name, file, scheme) => {
    await serve(options);
    await writeLogin(file, `${scheme}${hostOf(server.httpUrl)}`);
    const { results } = await render([releaseOf(location())]);
    expect(results.map(imagesOf)).toEqual(cronImages);
  });

  it('is an error with advice for a credential that is wrong or missing', async () => {
    await serve(options);
    const host = hostOf(server.httpUrl);
    const wrong = await render([releaseOf(location())], {
      registryCredentials: [{ host, user: 'robot', password: 'secret-but-wrong' }],
    });
    const missing = await render([releaseOf(location())]);
    expect(missing.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(`(401). Add a line '${host} USER PASSWORD' to registry-credentials`),
    ]);
    expect(wrong.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(`(401). The credential that is known for ${host} is not accepted`),
    ]);
    expect(JSON.stringify(wrong.problems)).not.toContain('secret-but-wrong');
  });
});

describe('a password', () => {
  it('is neither in a command line or environment, nor in a file that is left behind', async () => {
    await serve({});
    const traced = path.join(home, 'trace');
    const cachePath = path.join(home, 'cache');
    const temporary = path.join(home, 'temporary');
    await mkdir(temporary);
    vi.stubEnv('RUNNER_TEMP', temporary);
    const registryCredentials = [{ host: hostOf(server.httpUrl), ...credential }];
    const releases = [releaseOf(http()), releaseOf(oci(), { name: 'other' })];
    const { results } = await render(releases, { registryCredentials, cachePath }, await tracedTools(traced));
    expect(results).toHaveLength(2);
    const written = await contents(home);
    expect(written).toContain('template');
    expect(written).not.toContain(credential.password);
    expect(written).not.toContain(auth());
    expect(await readdir(temporary)).toEqual([]);
  });

  it('does not reach another host that the server redirects to', async () => {
    const seen: (string | undefined)[] = [];
    const chart = await packChart(fixtureChart('cron'));
    const elsewhere = await startChartServer({
      charts: [chart],
      intercept: (request) => {
        seen.push(request.headers.authorization);
        return false;
      },
    });
    await serve({
      intercept: (request, response) => {
        if (!request.url?.endsWith('.tgz')) return false;
        response.writeHead(302, { location: `${elsewhere.httpUrl}/cron-0.4.2.tgz` }).end();
        return true;
      },
    });
    const registryCredentials = [{ host: hostOf(server.httpUrl), ...credential }];
    const { results } = await render([releaseOf(http())], { registryCredentials });
    await elsewhere.close();
    expect(results.map(imagesOf)).toEqual(cronImages);
    expect(seen).toEqual([undefined]);
  });
});

/** helm, with its arguments and environment written to a file first. */
async function tracedTools(trace: string): Promise<Tools> {
  const tools = await realTools();
  const { command, version } = await tools.helm();
  const script = `
    require('fs').appendFileSync(${JSON.stringify(trace)}, JSON.stringify([process.argv, process.env]));
    const { status } = require('child_process').spawnSync(${JSON.stringify(command)}, process.argv.slice(1), { stdio: 'inherit' });
    process.exit(status);`;
  return { ...tools, helm: async () => ({ command: process.execPath, args: ['-e', script, '--'], version }) };
}

async function contents(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

describe.skipIf(!certificate)('a certificate of a private authority', () => {
  it('is accepted when ca-file names the authority', async () => {
    await serve({ ...(certificate && { tls: certificate }) });
    const caFile = path.join(home, 'ca.pem');
    await writeFile(caFile, certificate?.cert ?? '');
    const registryCredentials = [{ host: hostOf(server.httpUrl), ...credential }];
    const { results } = await render([releaseOf(http())], { caFile, registryCredentials });
    expect(results.map(imagesOf)).toEqual(cronImages);
  });

  it('is an error after one attempt when it does not', async () => {
    await serve({ ...(certificate && { tls: certificate }) });
    const { problems } = await render([releaseOf(http())]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/self-signed certificate.* Name the authority's PEM file in ca-file/),
    ]);
    expect(server.requests).toEqual([]);
  });
});

describe.skipIf(!registryThere)('a real registry', () => {
  let registry: Registry;
  /** Programs get no variables but those that are named. */
  const logins = () => ({ HELM_REGISTRY_CONFIG: path.join(home, 'login.json') });
  let helm: string;

  beforeEach(async () => {
    registry = await startRegistry(credential);
    helm = (await (await realTools()).helm()).command;
    vi.stubEnv('HELM_REGISTRY_CONFIG', path.join(home, 'login.json'));
    await login(credential);
    const chart = await packChart(fixtureChart('cron'), { version: '0.4.2+build.1' });
    const file = path.join(home, 'cron.tgz');
    await writeFile(file, chart.archive);
    await runProcess(helm, ['push', file, `oci://${registry.host}/charts`, '--plain-http'], { env: logins() });
  });

  afterEach(() => registry.close());

  async function login({ user, password }: { user: string; password: string }): Promise<void> {
    const args = ['registry', 'login', registry.host, '--plain-http', '--username', user, '--password-stdin'];
    await runProcess(helm, args, { input: password, env: logins() });
  }

  const chart = (reference: { version: string } | { tag: string }): ChartLocation => ({
    kind: 'oci',
    url: `oci://${registry.host}/charts/cron`,
    reference,
    insecure: true,
  });

  it.each([{ version: '0.4.2+build.1' }, { version: '>=0.4.0' }, { tag: '0.4.2_build.1' }])(
    'gives %j to whom helm registry login has let in',
    async (reference) => {
      const { results, problems } = await render([releaseOf(chart(reference))]);
      expect(problems).toEqual([]);
      expect(results.map(({ chart: { version } }) => version)).toEqual(['0.4.2+build.1']);
    },
  );

  it('gives it to whom the input names, and to nobody else', async () => {
    vi.stubEnv('HELM_REGISTRY_CONFIG', '');
    const named = await render([releaseOf(chart({ version: '>=0' }))], {
      registryCredentials: [{ host: registry.host, ...credential }],
    });
    const nobody = await render([releaseOf(chart({ version: '>=0' }))]);
    expect(named.results.map(imagesOf)).toEqual(cronImages);
    expect(nobody.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('asks for credentials (401)'),
    ]);
  });
});
