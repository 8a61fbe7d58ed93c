export const id = 948;
export const ids = [948];
export const modules = {

/***/ 1948:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  commitChanges: () => (/* reexport */ commitChanges),
  createTools: () => (/* reexport */ createTools),
  extractImages: () => (/* reexport */ extractImages),
  loadReleases: () => (/* reexport */ loadReleases),
  renderCharts: () => (/* reexport */ renderCharts),
  writePrepullers: () => (/* reexport */ writePrepullers)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/network/credentials.ts



/**
 * Looks credentials up in the given list first, then in what `helm registry login` and `docker login` have stored
 * on the runner. These files are only read.
 */
async function loadCredentials(given, environment = process.env) {
    const stored = await Promise.all(loginFiles(environment).map(readLogins));
    const known = new Map();
    for (const { host, user, password } of [...given, ...stored.flat()]) {
        const key = normalHost(host);
        if (!known.has(key))
            known.set(key, { user, password });
    }
    return (host) => known.get(normalHost(host));
}
/** Helm looks into its own file first (helm, pkg/registry/client.go). */
function loginFiles(environment) {
    const home = environment.HOME || (0,external_node_os_.homedir)();
    const helmHome = environment.HELM_CONFIG_HOME || external_node_path_default().join(environment.XDG_CONFIG_HOME || external_node_path_default().join(home, '.config'), 'helm');
    return [
        environment.HELM_REGISTRY_CONFIG || external_node_path_default().join(helmHome, 'registry', 'config.json'),
        external_node_path_default().join(environment.DOCKER_CONFIG || external_node_path_default().join(home, '.docker'), 'config.json'),
    ];
}
async function readLogins(file) {
    let text;
    try {
        text = await (0,promises_.readFile)(file, 'utf8');
    }
    catch {
        return [];
    }
    const { auths = {} } = parseLogins(text);
    return Object.entries(auths).flatMap(([host, entry]) => {
        const credential = decode(entry);
        return credential ? [{ host, ...credential }] : [];
    });
}
/** A file that is no JSON is not ours to complain about: the registry will say that it wants credentials. */
function parseLogins(text) {
    try {
        return JSON.parse(text) ?? {};
    }
    catch {
        return {};
    }
}
function decode(entry) {
    if (entry?.username && entry.password)
        return { user: entry.username, password: entry.password };
    const [user, ...password] = Buffer.from(entry?.auth ?? '', 'base64')
        .toString('utf8')
        .split(':');
    return user && password.length > 0 ? { user, password: password.join(':') } : undefined;
}
/** `https://index.docker.io/v1/`, `docker.io` and `registry-1.docker.io` are one registry. */
function normalHost(host) {
    const bare = host
        .replace(/^[a-z]+:\/\//, '')
        .replace(/\/.*$/, '')
        .toLowerCase();
    return /^((index|registry-1|www)\.)?docker\.io$/.test(bare) ? 'docker.io' : bare.replace(/:443$/, '');
}
function basicAuthorization({ user, password }) {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
;// CONCATENATED MODULE: ./src/network/http-error.ts
const statusWords = {
    401: 'asks for credentials (401)',
    403: 'forbids it (403)',
    404: 'is not there (404)',
    429: 'has had too many requests (429)',
};
/** A request that failed, in words that continue "<URL> ...". */
class HttpError extends Error {
    url;
    fault;
    reason;
    name = 'HttpError';
    host;
    constructor(url, fault, reason) {
        super(`${printable(url)} ${reason}`);
        this.url = url;
        this.fault = fault;
        this.reason = reason;
        this.host = url.host;
    }
    static ofStatus(url, status, retryAfter) {
        const wait = status === 429 || status === 503 ? milliseconds(retryAfter) : undefined;
        const fault = { passing: status === 429 || status >= 500, status, ...(wait !== undefined && { retryAfter: wait }) };
        return new HttpError(url, fault, statusWords[status] ?? `answers with status ${status}`);
    }
    static ofConnection(url, error) {
        const { message, code, name } = error;
        const untrusted = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code ?? '');
        // A certificate or a name that is wrong stays wrong; a connection that breaks or waits may not.
        const lasting = untrusted || /CERT|SIGNATURE|ALTNAME|^ERR_TLS|ENOTFOUND|^ERR_SSL/.test(code ?? '');
        const timedOut = name === 'TimeoutError' || /TIMEOUT/.test(code ?? '');
        const reason = timedOut ? 'did not answer in time' : `cannot be read: ${message}${code ? ` (${code})` : ''}`;
        return new HttpError(url, { passing: !lasting, ...(untrusted && { untrusted }) }, reason);
    }
    after(tries) {
        return new HttpError(this.url, this.fault, `${this.reason}, ${tries} times in a row`);
    }
}
/** Without user information and query: both may hold secrets. */
function printable(url) {
    return `${url.origin}${url.pathname}`;
}
/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
function milliseconds(header) {
    const value = Array.isArray(header) ? header[0] : header;
    if (value === undefined)
        return undefined;
    const time = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
    return Number.isNaN(time) ? undefined : Math.max(0, time);
}

;// CONCATENATED MODULE: ./src/network/http-client.ts





const defaultPatience = {
    idle: 30_000,
    total: 120_000,
    tries: 4,
    backoff: 500,
    longestRetryAfter: 60_000,
};
const connectionsPerHost = 8;
const mostRedirects = 5;
/** A client that keeps connections, holds a limit per host, follows redirects and repeats what failed in passing. */
function createHttpClient({ caFile, patience = defaultPatience }) {
    const dispatcher = createDispatcher(caFile, patience);
    return {
        get: (url, options) => getPatiently(dispatcher, patience, url, options),
        close: () => dispatcher.destroy(),
    };
}
function createDispatcher(caFile, patience) {
    const tls = caFile === '' ? {} : { ca: trusted(caFile) };
    const options = {
        connections: connectionsPerHost,
        connect: { ...tls, timeout: patience.idle },
        headersTimeout: patience.idle,
        bodyTimeout: patience.idle,
    };
    const proxied = ['http_proxy', 'https_proxy'].some((name) => process.env[name] || process.env[name.toUpperCase()]);
    // The types leave out what the agent hands on to its ProxyAgents.
    const proxyOptions = { ...options, requestTls: tls, proxyTls: tls };
    return proxied ? new undici.EnvHttpProxyAgent(proxyOptions) : new undici.Agent(options);
}
/** Naming an authority replaces Node's own list, so that list has to be given too. */
function trusted(caFile) {
    const files = [caFile, process.env.NODE_EXTRA_CA_CERTS ?? ''].filter((file) => file !== '');
    return [...external_node_tls_.rootCertificates, ...files.map((file) => (0,external_node_fs_.readFileSync)(file, 'utf8'))];
}
async function getPatiently(dispatcher, patience, url, options) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await getOnce(dispatcher, patience, url, options);
        }
        catch (error) {
            if (!(error instanceof HttpError))
                throw error;
            const wait = waitBefore(error.fault, attempt, patience);
            if (wait === undefined)
                throw attempt > 1 ? error.after(attempt) : error;
            await (0,external_node_timers_promises_.setTimeout)(wait);
        }
    }
}
/** Milliseconds until the next try; `undefined` when another one is of no use. */
function waitBefore(fault, attempt, patience) {
    if (!fault.passing || attempt >= patience.tries)
        return undefined;
    if (fault.retryAfter !== undefined) {
        return fault.retryAfter <= patience.longestRetryAfter ? fault.retryAfter : undefined;
    }
    return patience.backoff * 2 ** (attempt - 1) * (0.5 + Math.random());
}
async function getOnce(dispatcher, patience, start, options) {
    const signal = AbortSignal.timeout(patience.total);
    let url = new URL(start);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const answer = await exchange(dispatcher, url, options, signal);
        const location = answer.status >= 301 && answer.status <= 308 ? answer.headers.location : undefined;
        if (location === undefined || options.accept?.includes(answer.status))
            return await checked(url, answer, options);
        url = redirected(url, String(location));
    }
    throw new HttpError(url, { passing: false }, `is a chain of more than ${mostRedirects} redirects`);
}
function redirected(from, location) {
    const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
    const allowed = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:');
    if (!to || !allowed)
        throw new HttpError(from, { passing: false }, 'redirects to a place that must not be followed');
    return to;
}
async function exchange(dispatcher, url, options, signal) {
    try {
        const headers = { 'user-agent': 'prepuller', ...options.headers, ...options.authorize?.(url) };
        const answer = await (0,undici.request)(url, { dispatcher, headers, signal });
        const body = await readBody(url, answer.body, options.maxBytes);
        return { status: answer.statusCode, headers: answer.headers, body };
    }
    catch (error) {
        throw error instanceof HttpError ? error : HttpError.ofConnection(url, error);
    }
}
async function readBody(url, body, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        // Leaving the loop destroys the stream, and with it the connection.
        if (size > maxBytes)
            throw new HttpError(url, { passing: false }, `sends more than ${maxBytes} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function checked(url, answer, options) {
    if (answer.status !== 200 && options.accept?.includes(answer.status))
        return answer;
    if (answer.status !== 200)
        throw HttpError.ofStatus(url, answer.status, answer.headers['retry-after']);
    try {
        await options.verify?.(answer.body);
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new HttpError(url, { passing: true, status: 200 }, reason);
    }
    return answer;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/tools/archive.ts


const blockSize = 512;
/**
 * The regular files of a `.tar.gz`; folders and links are left out.
 * @param maxBytes of the unpacked archive: a small file can unpack to any size.
 * @throws Error when it is damaged, too large, or names a path outside of itself.
 */
async function readTarGz(archive, maxBytes) {
    return readTar(await unzip(archive, maxBytes));
}
async function unzip(archive, maxBytes) {
    try {
        return await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(archive, { maxOutputLength: maxBytes });
    }
    catch (error) {
        const { code } = error;
        if (code === 'ERR_BUFFER_TOO_LARGE')
            throw new Error(`unpacks to more than ${maxBytes} bytes`);
        throw new Error('is damaged or no .tar.gz archive');
    }
}
/** POSIX ustar with the long names of pax and GNU tar. */
function readTar(tar) {
    const files = [];
    let longName;
    for (const { header, content } of entries(tar)) {
        const type = String.fromCharCode(header[156] ?? 0);
        if (type === 'x')
            longName = paxPath(content) ?? longName;
        else if (type === 'L')
            longName = archive_text(content, 0, content.length);
        else {
            if (type === '0' || type === '\0')
                files.push({ name: safeName(longName ?? shortName(header)), content });
            longName = undefined;
        }
    }
    return files;
}
/** A block of zeroes ends the archive. */
function* entries(tar) {
    for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0;) {
        const header = tar.subarray(at, at + blockSize);
        const size = readSize(header);
        const content = tar.subarray(at + blockSize, at + blockSize + size);
        if (content.length < size)
            throw new Error('is cut off');
        yield { header, content };
        at += blockSize + Math.ceil(size / blockSize) * blockSize;
    }
}
function archive_text(buffer, start, length) {
    const field = buffer.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end === -1 ? length : end);
}
function shortName(header) {
    const prefix = archive_text(header, 257, 5) === 'ustar' ? archive_text(header, 345, 155) : '';
    const name = archive_text(header, 0, 100);
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** Octal; the binary form of sizes above 8 GiB is not needed here. */
function readSize(header) {
    const octal = archive_text(header, 124, 12).trim();
    if (!/^[0-7]{1,11}$/.test(octal))
        throw new Error('has a damaged header');
    return Number.parseInt(octal, 8);
}
/** Records are `<length> <key>=<value>\n`. */
function paxPath(content) {
    return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}
function safeName(name) {
    const segments = name.split(/[/\\]/);
    if (name.includes('\0') || segments[0] === '' || /^[A-Za-z]:$/.test(segments[0] ?? '') || segments.includes('..')) {
        throw new Error('holds a path that leads out of it');
    }
    return segments.filter((segment) => segment !== '.' && segment !== '').join('/');
}

;// CONCATENATED MODULE: ./src/charts/chart-error.ts
/** A chart that cannot be had or finished, in words that say why and what to do. */
class ChartError extends Error {
    detail;
    kind;
    name = 'ChartError';
    constructor(message, 
    /** A tool's own words; untrusted. */
    detail, kind = 'chart') {
        super(message);
        this.detail = detail;
        this.kind = kind;
    }
}

;// CONCATENATED MODULE: ./src/charts/chart-archive.ts




/** Bounds of a packed chart (Flux refuses more than 10 MiB) and of an unpacked one (as Helm does). */
const maxArchiveBytes = 32 * 1024 * 1024;
const maxUnpackedBytes = 100 * 1024 * 1024;
/** @throws Error when the archive did not come whole. */
async function checkArchive(archive) {
    await readTarGz(archive, maxUnpackedBytes);
}
/** The files of a packed chart, with names relative to the chart's own folder. */
async function unpackChart(archive) {
    const files = await readTarGz(archive, maxUnpackedBytes);
    return files.map(({ name, content }) => ({ name: name.slice(name.indexOf('/') + 1), content }));
}
/** @throws ChartError when it is damaged, unsafe or no chart. */
async function readArchiveMetadata(archive) {
    let files;
    try {
        files = await unpackChart(archive);
    }
    catch (error) {
        throw new ChartError(`the archive ${error.message}`);
    }
    const chartFile = files.find(({ name }) => name === 'Chart.yaml');
    if (!chartFile)
        throw new ChartError('the archive holds no Chart.yaml, so it is no Helm chart');
    return parseMetadata(chartFile.content.toString('utf8'));
}
/** @throws ChartError */
function parseMetadata(chartFile) {
    const { name, version } = parseChartFile(chartFile);
    if (typeof name !== 'string' || typeof version !== 'string') {
        throw new ChartError('its Chart.yaml has no name or no version');
    }
    return { name, version };
}
/** Failsafe: a version such as `1.10` stays the text that it is. */
function parseChartFile(text) {
    try {
        return (0,dist/* parse */.qg)(text, { schema: 'failsafe' }) ?? {};
    }
    catch (error) {
        throw new ChartError('its Chart.yaml cannot be parsed', error.message);
    }
}
function sha256(content) {
    return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
}

;// CONCATENATED MODULE: ./src/charts/cache.ts




const hashLength = 64;
/** An entry's time of use is exact to this, so that reading rarely writes. */
const useResolution = 60 * 60 * 1000;
const unfinished = /\.unfinished$/;
/**
 * Every entry is a file that begins with the SHA-256 of the rest and a line feed. It is written under another name and
 * then renamed, so that a run that is killed or one at the same time leaves whole entries only.
 * @param maxBytes of all entries together
 */
function openCache(folder, maxBytes) {
    let grown = false;
    return {
        async read(kind, key) {
            const file = fileOf(folder, kind, key);
            const entry = await (0,promises_.readFile)(file).catch(() => undefined);
            if (entry === undefined)
                return undefined;
            const content = entry.subarray(hashLength + 1);
            if (entry.toString('latin1', 0, hashLength) !== sha256(content)) {
                await (0,promises_.rm)(file, { force: true });
                return undefined;
            }
            await markUsed(file);
            return content;
        },
        async write(kind, key, content) {
            grown = true;
            await writeWhole(fileOf(folder, kind, key), Buffer.concat([Buffer.from(`${sha256(content)}\n`), content]));
        },
        async trim() {
            if (grown)
                await trimFolder(folder, maxBytes);
        },
    };
}
/** Keys may be long and hold anything. */
function fileOf(folder, kind, key) {
    return external_node_path_default().join(folder, kind, sha256(key));
}
/** Readable by the user alone: a rendering holds what the values say. */
async function writeWhole(file, entry) {
    const temporary = `${file}.${(0,external_node_crypto_.randomUUID)()}.unfinished`;
    try {
        await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true, mode: 0o700 });
        await (0,promises_.writeFile)(temporary, entry, { mode: 0o600 });
        await (0,promises_.rename)(temporary, file);
    }
    catch {
        // A full disk or a folder that cannot be written costs time in the next run, nothing else.
        await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
    }
}
async function markUsed(file) {
    const now = new Date();
    const used = await (0,promises_.stat)(file).catch(() => undefined);
    if (used && now.getTime() - used.mtimeMs > useResolution)
        await (0,promises_.utimes)(file, now, now).catch(() => undefined);
}
async function trimFolder(folder, maxBytes) {
    const entries = await listEntries(folder);
    const leftOver = entries.filter(({ file, used }) => unfinished.test(file) && Date.now() - used > useResolution);
    const whole = entries.filter(({ file }) => !unfinished.test(file)).sort((one, other) => other.used - one.used);
    let total = 0;
    const surplus = whole.filter(({ size }) => {
        total += size;
        return total > maxBytes;
    });
    await Promise.all([...leftOver, ...surplus].map(({ file }) => (0,promises_.rm)(file, { force: true })));
}
async function listEntries(folder) {
    const kinds = ['charts', 'sources', 'indexes', 'renderings'];
    const listed = kinds.map(async (kind) => {
        const names = await (0,promises_.readdir)(external_node_path_default().join(folder, kind)).catch(() => []);
        return await Promise.all(names.map((name) => entryOf(external_node_path_default().join(folder, kind, name))));
    });
    return (await Promise.all(listed)).flat().filter((entry) => entry !== undefined);
}
async function entryOf(file) {
    const found = await (0,promises_.stat)(file).catch(() => undefined);
    return found && { file, size: found.size, used: found.mtimeMs };
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
;// CONCATENATED MODULE: ./src/charts/chart-files.ts



const mostFiles = 10_000;
const mostBytes = 100 * 1024 * 1024;
const deepest = 32;
/**
 * All files below a folder of a source, links followed, with names relative to the folder, sorted.
 * @param sourceRoot no file outside of it is read
 * @throws ChartError when a link leads out, or when there is more than a chart may hold.
 */
async function readFolder(sourceRoot, folder) {
    const root = await (0,promises_.realpath)(sourceRoot);
    const files = [];
    let bytes = 0;
    async function visit(directory, prefix, depth) {
        if (depth > deepest)
            throw new ChartError(`the folder ${prefix} is nested too deeply, or a link leads in a circle`);
        const names = (await (0,promises_.readdir)(directory)).filter((name) => name !== '.git').sort();
        for (const name of names) {
            const file = await realpathInside(root, external_node_path_default().join(directory, name));
            if ((await (0,promises_.stat)(file)).isDirectory())
                await visit(file, `${prefix}${name}/`, depth + 1);
            else
                await add(file, `${prefix}${name}`);
        }
    }
    async function add(file, name) {
        const found = await (0,promises_.stat)(file);
        if (!found.isFile())
            return;
        bytes += found.size;
        if (files.length >= mostFiles || bytes > mostBytes)
            throw new ChartError('the folder holds more than a chart may');
        files.push({ name, content: await (0,promises_.readFile)(file) });
    }
    await visit(await realpathInside(root, folder), '', 0);
    return files;
}
/**
 * The real place of something that must lie in a source.
 * @throws ChartError when it is missing or lies elsewhere.
 */
async function realpathInside(sourceRoot, file) {
    const root = await (0,promises_.realpath)(sourceRoot);
    const name = external_node_path_default().relative(sourceRoot, file);
    const real = await (0,promises_.realpath)(file).catch(() => {
        throw new ChartError(`there is no ${name} in the source`);
    });
    const inside = external_node_path_default().relative(root, real);
    if (inside === '..' || inside.startsWith(`..${(external_node_path_default()).sep}`) || external_node_path_default().isAbsolute(inside)) {
        throw new ChartError(`${name} leads out of the source`);
    }
    return real;
}
/** @param files have names that `readFolder` or `readTarGz` gave, so none leads out of the folder */
async function writeFolder(folder, files) {
    for (const { name, content } of files) {
        const file = external_node_path_default().join(folder, name);
        await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
        await (0,promises_.writeFile)(file, content);
    }
}

;// CONCATENATED MODULE: ./src/charts/dependencies.ts




/**
 * What has to be put into `charts/` before the chart of a folder can be rendered; Chart.lock goes before Chart.yaml.
 * Dependencies of dependencies are not looked for.
 * Source: source-controller, internal/helm/chart/dependency_manager.go (Build, collectMissing).
 */
async function missingDependencies(files) {
    const declared = dependenciesOf(files, 'Chart.lock') ?? dependenciesOf(files, 'Chart.yaml') ?? [];
    if (declared.length === 0)
        return [];
    const present = await presentCharts(files);
    return declared.filter(({ name = '', alias = '' }) => !present.has(name) && !present.has(alias)).map(missing);
}
function dependenciesOf(files, name) {
    const file = files.find((candidate) => candidate.name === name);
    if (!file)
        return undefined;
    try {
        const { dependencies } = (0,dist/* parse */.qg)(file.content.toString('utf8'), { schema: 'failsafe' });
        return Array.isArray(dependencies) ? dependencies : [];
    }
    catch (error) {
        throw new ChartError(`its ${name} cannot be parsed`, error.message);
    }
}
async function presentCharts(files) {
    const folders = files.filter(({ name }) => /^charts\/[^/]+\/Chart\.yaml$/.test(name));
    const archives = files.filter(({ name }) => /^charts\/[^/]+\.tgz$/.test(name));
    const metadata = [
        ...folders.map(({ content }) => parseMetadata(content.toString('utf8'))),
        ...(await Promise.all(archives.map(({ content }) => readArchiveMetadata(content)))),
    ];
    return new Set(metadata.map(({ name }) => name));
}
function missing({ name = '', version = '', repository = '' }) {
    if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) {
        throw new ChartError(`it has a dependency with the name ${JSON.stringify(name)}`);
    }
    if (repository === '')
        return { name, from: { folder: external_node_path_default().posix.join('charts', name), version } };
    if (repository.startsWith('file://')) {
        return { name, from: { folder: repository.slice('file://'.length), version } };
    }
    const url = repository.replace(/\/+$/, '');
    if (/^https?:\/\//.test(url))
        return { name, from: { location: { kind: 'http', url, name, version } } };
    if (url.startsWith('oci://')) {
        const location = { kind: 'oci', url: `${url}/${name}`, reference: { version }, insecure: false };
        return { name, from: { location } };
    }
    throw new ChartError(`its dependency ${name} comes from ${repository}, which only a configured helm knows`);
}

;// CONCATENATED MODULE: ./src/charts/values-files.ts





/**
 * The chart's files with its `values.yaml` replaced by the listed files, the later over the earlier; unchanged when
 * none is listed.
 * Source: source-controller, internal/helm/chart/builder_remote.go (mergeChartValues) and builder_local.go.
 * @throws ChartError when a file is missing, unless that is allowed, or cannot be parsed.
 */
async function replaceValues(files, { valuesFiles, ignoreMissingValuesFiles }, find) {
    if (valuesFiles.length === 0)
        return files;
    let merged = {};
    for (const name of valuesFiles) {
        const content = await find(name);
        if (content)
            merged = mergeValues(merged, parseValues(name, content));
        else if (!ignoreMissingValuesFiles)
            throw new ChartError(`there is no values file ${name}`);
    }
    const values = { name: 'values.yaml', content: Buffer.from(JSON.stringify(merged)) };
    return [...files.filter(({ name }) => name !== values.name), values];
}
/** Files of a packed chart are named from the chart's folder. */
function findInChart(files) {
    return async (name) => files.find((file) => file.name === external_node_path_default().posix.normalize(name))?.content;
}
/** Files of a source are named from its root. */
function findInSource(sourceRoot) {
    return async (name) => {
        const file = external_node_path_default().join(sourceRoot, name);
        const found = await (0,promises_.stat)(file).catch(() => undefined);
        return found?.isFile() ? await (0,promises_.readFile)(await realpathInside(sourceRoot, file)) : undefined;
    };
}
/** Helm reads values as YAML 1.1, where `yes` is true. */
function parseValues(name, content) {
    try {
        const values = (0,dist/* parse */.qg)(content.toString('utf8'), { version: '1.1' }) ?? {};
        if (typeof values === 'object' && !Array.isArray(values))
            return values;
    }
    catch (error) {
        throw new ChartError(`the values file ${name} cannot be parsed`, error.message);
    }
    throw new ChartError(`the values file ${name} is no map`);
}
/** Maps are merged, all else is replaced. */
function mergeValues(under, over) {
    const merged = Object.entries(over).map(([key, value]) => {
        const below = Object.hasOwn(under, key) ? under[key] : undefined;
        return [key, isMap(below) && isMap(value) ? mergeValues(below, value) : value];
    });
    return Object.fromEntries([...Object.entries(under), ...merged]);
}
function isMap(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/charts/version-constraint.ts

/**
 * A version as Flux reads it: three numbers, with or without a leading `v`, leading zeroes allowed (`2024.01.5`).
 * Source: fluxcd/pkg, version/version.go, on top of Masterminds/semver.
 */
function parseVersion(text) {
    const match = /^v?0*(\d+)\.0*(\d+)\.0*(\d+)([-+].*)?$/.exec(text);
    if (!match)
        return undefined;
    const [, major, minor, patch, rest = ''] = match;
    return semver_default().parse(`${major}.${minor}.${patch}${rest}`) ?? undefined;
}
/**
 * A range as Flux reads it, which is not how npm does: a comma is an "and", `!=` exists, and a pre-release is
 * allowed by a group of comparators if any of them names one.
 * Source: Masterminds/semver, constraints.go.
 * @returns `undefined` when it is no range.
 */
function parseConstraint(text) {
    if (text.length > 256)
        return undefined;
    const groups = text.split('||').map(parseGroup);
    if (groups.some((group) => group === undefined))
        return undefined;
    return (version) => groups.some((group) => group?.(version));
}
const part = String.raw `(?:\d+|[xX*])`;
const versionPattern = String.raw `v?(${part})(?:\.(${part}))?(?:\.(${part}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?`;
const comparatorPattern = new RegExp(String.raw `^(=|!=|>|<|>=|=>|<=|=<|~>|~|\^)?\s*${versionPattern}$`);
const hyphenPattern = /(\S+)\s+-\s+(\S+)/g;
const spellings = { '=>': '>=', '=<': '<=', '~>': '~' };
/** Comparators that must all hold, separated by blanks or commas. */
function parseGroup(text) {
    const spelled = text
        .replace(hyphenPattern, '>=$1 <=$2')
        .replace(/([=<>~^])\s+/g, '$1')
        .trim();
    const comparators = (spelled || '*').split(/\s*,\s*|\s+/).map(parseComparator);
    const known = comparators.filter((comparator) => comparator !== undefined);
    if (known.length < comparators.length)
        return undefined;
    const preReleases = known.some(({ base }) => base.prerelease.length > 0);
    return (version) => (preReleases || version.prerelease.length === 0) && known.every((comparator) => holds(comparator, version));
}
function parseComparator(text) {
    const match = comparatorPattern.exec(text);
    if (!match)
        return undefined;
    const [, operator = '=', ...rest] = match;
    const numbers = rest.slice(0, 3);
    const wildcard = numbers.findIndex((number) => number === undefined || !/^\d+$/.test(number));
    const depth = wildcard === -1 ? 3 : wildcard;
    const given = [...numbers.slice(0, depth), '0', '0', '0'].slice(0, 3);
    const base = parseVersion(given.join('.') + (rest[3] ?? ''));
    return base && { operator: spellings[operator] ?? operator, base, depth };
}
function holds({ operator, base, depth }, version) {
    const order = version.compare(base);
    switch (operator) {
        case '>=':
            return order >= 0;
        case '<':
            return order < 0;
        case '>':
            return order > 0 && !(isPartial(depth) && sameUpTo(depth, version, base));
        case '<=':
            return order <= 0 || (isPartial(depth) && sameUpTo(depth, version, base));
        case '!=':
            return isPartial(depth) ? !sameUpTo(depth, version, base) : order !== 0;
        case '=':
            return depth === 3 ? order === 0 : order >= 0 && sameUpTo(depth, version, base);
        case '~':
            return order >= 0 && (sameUpTo(Math.min(depth, 2), version, base) || (depth === 3 && isZero(base)));
        case '^':
            return order >= 0 && sameUpTo(caretDepth(base, depth), version, base);
    }
}
/** `1` and `1.2` stand for all versions below them; `*` with an operator is taken as 0.0.0. */
function isPartial(depth) {
    return depth === 1 || depth === 2;
}
/** `~0.0.0` allows everything. */
function isZero(base) {
    return base.major === 0 && base.minor === 0 && base.patch === 0;
}
/** The first number that is not zero must stay, and all before it. */
function caretDepth(base, depth) {
    if (base.major > 0 || depth === 1)
        return 1;
    return base.minor > 0 || depth === 2 ? 2 : 3;
}
function sameUpTo(depth, one, other) {
    return ((depth < 1 || one.major === other.major) &&
        (depth < 2 || one.minor === other.minor) &&
        (depth < 3 || one.patch === other.patch));
}
/**
 * The candidate that Flux takes: the very string, else the highest that the range allows; `*` and an empty string
 * mean the highest that is no pre-release.
 * Source: source-controller, internal/helm/repository/chart_repository.go (getChartVersion).
 * @returns `undefined` when none fits, or when `wanted` is neither a version nor a range.
 */
function pickVersion(candidates, wanted) {
    const exact = candidates.find(({ version }) => version === wanted && wanted !== '');
    if (exact)
        return exact;
    const allows = parseConstraint(wanted);
    if (!allows)
        return undefined;
    let best;
    for (const candidate of candidates) {
        const version = parseVersion(candidate.version);
        if (!version || !allows(version))
            continue;
        if (!best || isLater({ candidate, version }, best))
            best = { candidate, version };
    }
    return best?.candidate;
}
function isLater(one, other) {
    const order = one.version.compare(other.version);
    return order > 0 || (order === 0 && createdAt(one.candidate) > createdAt(other.candidate));
}
function createdAt(candidate) {
    const time = Date.parse(candidate.created ?? '');
    return Number.isNaN(time) ? 0 : time;
}

;// CONCATENATED MODULE: ./src/charts/chart-directory.ts








/**
 * Reads a chart from a folder of a source; nothing is written there.
 * @param sourceRoot the root of the source: `valuesFiles` are named from there, and nothing outside is read
 * @param folder of the chart, relative to that root
 * @throws ChartError
 */
async function readChartDirectory(sourceRoot, folder, valuesFiles, fetchArchive) {
    const own = await readFolder(sourceRoot, external_node_path_default().join(sourceRoot, folder));
    const metadata = metadataOf(own, folder);
    const missing = await missingDependencies(own);
    const dependencies = await Promise.all(missing.map(async ({ name, from }) => 'location' in from
        ? [{ name: `charts/${name}.tgz`, content: await fetchArchive(from.location) }]
        : await localDependency(sourceRoot, external_node_path_default().join(folder, from.folder), name, from.version)));
    const files = [...own, ...dependencies.flat()];
    return { ...metadata, files: await replaceValues(files, valuesFiles, findInSource(sourceRoot)) };
}
async function localDependency(sourceRoot, folder, name, wanted) {
    const files = await readFolder(sourceRoot, external_node_path_default().join(sourceRoot, folder));
    const { version } = metadataOf(files, folder);
    const parsed = semver_default().parse(version);
    if (!parsed || !parseConstraint(wanted)?.(parsed)) {
        throw new ChartError(`it needs ${name} ${wanted}, and ${folder} has version ${version}`);
    }
    return files.map((file) => ({ ...file, name: `charts/${name}/${file.name}` }));
}
function metadataOf(files, folder) {
    const chartFile = files.find(({ name }) => name === 'Chart.yaml');
    if (!chartFile)
        throw new ChartError(`${folder} holds no Chart.yaml, so it is no Helm chart`);
    return parseMetadata(chartFile.content.toString('utf8'));
}
/** Equal for equal names and contents. */
function digestOfFiles(files) {
    return sha256(JSON.stringify(files.map(({ name, content }) => [name, sha256(content)]).sort()));
}

// EXTERNAL MODULE: ./node_modules/execa/index.js + 130 modules
var execa = __webpack_require__(2524);
// EXTERNAL MODULE: ./node_modules/execa/lib/return/final-error.js
var final_error = __webpack_require__(6935);
;// CONCATENATED MODULE: ./src/tools/process.ts

/** A program that could not be started, failed, or took too long. Its `stderr` is untrusted text. */
class ProcessError extends Error {
    stderr;
    code;
    exitCode;
    timedOut;
    name = 'ProcessError';
    constructor(message, stderr, 
    /** `ENOENT` and the like when it could not be started. */
    code, exitCode, timedOut) {
        super(message);
        this.stderr = stderr;
        this.code = code;
        this.exitCode = exitCode;
        this.timedOut = timedOut;
    }
}
/** Rendered charts may be large; what a hostile one can make us hold is bounded all the same. */
const maxBuffer = 256 * 1024 * 1024;
/**
 * Runs a program without a shell and gives its standard output. It is ended when this process is, also by a signal.
 * @throws ProcessError
 */
async function runProcess(file, args, options = {}) {
    try {
        const result = await (0,execa/* execa */.Ho)(file, args, {
            input: options.input ?? '',
            stripFinalNewline: false,
            maxBuffer,
            ...(options.cwd !== undefined && { cwd: options.cwd }),
            extendEnv: false,
            env: { ...withoutSecrets(process.env), ...options.env },
            ...(options.timeoutMilliseconds !== undefined && { timeout: options.timeoutMilliseconds }),
        });
        return result.stdout;
    }
    catch (error) {
        if (!(error instanceof final_error/* ExecaError */.vy))
            throw error;
        const stderr = String(error.stderr ?? '').trim();
        throw new ProcessError(failure(file, args, error), stderr, error.code, error.exitCode, error.timedOut);
    }
}
/** The runner passes inputs (`INPUT_TOKEN`) and its own tokens as variables: no program that is started needs them. */
function withoutSecrets(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(INPUT|ACTIONS)_/.test(name)));
}
function failure(file, args, error) {
    const command = [file.split('/').at(-1), args[0]].join(' ');
    if (error.timedOut)
        return `${command} took longer than ${Math.round(error.durationMs / 1000)} s and was ended`;
    if (error.isMaxBuffer)
        return `${command} wrote more than ${maxBuffer / 1024 / 1024} MiB and was ended`;
    if (error.code === 'ENOENT')
        return `${file} is not there`;
    if (error.code !== undefined)
        return `${file} could not be started (${error.code})`;
    if (error.signal)
        return `${command} was ended by ${error.signal}`;
    return `${command} failed with exit code ${error.exitCode}`;
}

;// CONCATENATED MODULE: ./src/tools/remote-git.ts


const timeoutMilliseconds = 300_000;
/** @throws ProcessError */
async function listGitTags(remote) {
    const output = await git(remote, ['ls-remote', '--tags', '--refs', '--', remote.url]);
    return [...output.matchAll(/^\S+\trefs\/tags\/(.+)$/gm)].map((match) => match[1] ?? '');
}
/**
 * Checks one commit out, without history and submodules.
 * @param ref full ref or commit; must not begin with a dash
 * @throws ProcessError
 */
async function fetchGit(remote, ref, folder) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    await git(remote, ['init', '--quiet', '--template=', folder]);
    await git(remote, ['-C', folder, 'fetch', '--quiet', '--no-tags', '--depth=1', '--', remote.url, ref]);
    await git(remote, ['-C', folder, 'checkout', '--quiet', '--detach', 'FETCH_HEAD']);
}
/** Never asks, and starts nothing but git's own transports; the credential is in the environment alone. */
async function git({ url, credential }, args) {
    const env = {
        GIT_TERMINAL_PROMPT: '0',
        GIT_ALLOW_PROTOCOL: 'http:https:ssh',
        GIT_LFS_SKIP_SMUDGE: '1',
        ...(credential && authorization(url, credential)),
    };
    return await runProcess('git', args, { env, timeoutMilliseconds });
}
/** https://git-scm.com/docs/git-config: GIT_CONFIG_COUNT */
function authorization(url, { user, password }) {
    return {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    };
}

;// CONCATENATED MODULE: ./src/charts/git-source.ts






/**
 * Checks a Git repository out at the commit that Flux would take.
 * @returns the folder of the work tree, below `scratch`.
 * @throws ChartError, with git's own words if it was git that failed.
 */
async function checkOut(source, scratch, credentials) {
    const { url, reference } = source;
    // Other transports, such as ext::, would start programs; a local path would lead out of the repository.
    if (!/^(https?|ssh):\/\/[^-\s]\S*$/.test(url) || !URL.canParse(url))
        throw new ChartError(`${url} is no http, https or ssh URL`);
    const credential = /^http/.test(url) ? credentials(new URL(url).host) : undefined;
    const remote = { url, ...(credential && { credential }) };
    const ref = await inWordsOfGit(refOf(remote, reference));
    if (/^-|[\s:^~?*[\\]|\.\./.test(ref))
        throw new ChartError(`${JSON.stringify(ref)} is no Git reference`);
    const folder = external_node_path_default().join(scratch, 'git', sha256(JSON.stringify(source)));
    await inWordsOfGit(fetchGit(remote, ref, folder));
    return folder;
}
async function inWordsOfGit(work) {
    try {
        return await work;
    }
    catch (error) {
        throw error instanceof ProcessError ? new ChartError(error.message, error.stderr) : error;
    }
}
/** Source: fluxcd/pkg, git/gogit/clone.go. */
async function refOf(remote, reference) {
    if ('commit' in reference)
        return reference.commit;
    if ('name' in reference)
        return reference.name;
    if ('tag' in reference)
        return `refs/tags/${reference.tag}`;
    if ('branch' in reference)
        return `refs/heads/${reference.branch}`;
    return `refs/tags/${await newestTag(remote, reference.semver)}`;
}
async function newestTag(remote, wanted) {
    const tags = (await listGitTags(remote)).filter((tag) => parseVersion(tag));
    const picked = parseConstraint(wanted) &&
        pickVersion(tags.map((version) => ({ version })), wanted);
    if (!picked)
        throw new ChartError(`${remote.url} has no tag that fits '${wanted}'`);
    return picked.version;
}

;// CONCATENATED MODULE: ./src/charts/helm-index.ts

/** @throws Error when the text cannot be an index, such as the HTML of a login page or an empty answer. */
function checkIndex(text) {
    if (!/^\s*["']?(?:entries|apiVersion)["']?\s*:/m.test(text) && !/^\s*\{/.test(text)) {
        const kind = /^\s*</.test(text) ? 'an HTML page' : text.trim() === '' ? 'empty' : 'something else';
        throw new Error(`should be the index of a Helm repository and is ${kind}`);
    }
}
/**
 * The versions of one chart, in the order of the index; empty when it has no such chart.
 *
 * An index may have 20 MB, for which a YAML parser takes seconds. Helm writes it in block style, so the lines of the
 * chart are found by their indentation, and only what is picked is parsed. What a block scalar or a continued line
 * holds is indented more deeply than the keys that are looked for, so a cut is never wrong. An index in another
 * style is parsed whole.
 * @throws Error when the index cannot be parsed.
 */
function readIndexEntries(index, chart) {
    const section = cutSection(index, chart);
    return (section !== undefined && readItems(section)) || parseWhole(index, chart);
}
/** The list below the chart's key; empty when there is none, `undefined` when the style is not Helm's. */
function cutSection(index, chart) {
    const entries = /^entries:[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)(?=[^\s{[])/m.exec(index);
    const indent = entries?.[1];
    if (!entries || indent === undefined || chart === '')
        return undefined;
    if (indent === '')
        return '';
    const start = entries.index + entries[0].length - indent.length - 1;
    const end = endOfBlock(index, start + 1, 0);
    const key = [chart, `"${chart}"`, `'${chart}'`]
        .map((spelling) => `\n${indent}${spelling}:`)
        .map((line) => ({ at: index.indexOf(line, start), length: line.length }))
        .find(({ at }) => at !== -1 && at < end);
    if (!key)
        return '';
    const list = index.indexOf('\n', key.at + 1);
    if (list === -1 || index.slice(key.at + key.length, list).trim() !== '')
        return undefined;
    return index.slice(list, endOfBlock(index, list, indent.length)).replaceAll('\r', '');
}
/** The next line that is indented by at most `indent` blanks and is no item of a list. */
function endOfBlock(text, from, indent) {
    const pattern = new RegExp(`\\n {0,${indent}}[^\\s#-]`, 'g');
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
}
function readItems(section) {
    const dash = /\n( *)-( +)(?=\S)/.exec(section);
    if (!dash)
        return section.trim() === '' ? [] : undefined;
    const [, before = '', after = ''] = dash;
    const key = `(?:^|\\n)${before}(?:-| )${after}`;
    const version = new RegExp(`${key}version:[ \\t]*(.*)`);
    const created = new RegExp(`${key}created:[ \\t]*(.*)`);
    const items = section.slice(dash.index + 1).split(new RegExp(`\\n(?=${before}-${after}\\S)`));
    const read = items.map((item) => readItem(item, version.exec(item)?.[1], created.exec(item)?.[1]));
    const complete = read.filter((entry) => entry !== undefined);
    return complete.length === items.length ? complete : undefined;
}
function readItem(item, version, created) {
    if (version === undefined)
        return undefined;
    return {
        version: scalar(version),
        ...(created !== undefined && { created: scalar(created) }),
        archive: () => archiveOf((0,dist/* parse */.qg)(item, { schema: 'failsafe' })[0]),
    };
}
function scalar(text) {
    return /^[\w.+:-]+$/.test(text) ? text : String((0,dist/* parse */.qg)(text, { schema: 'failsafe' }));
}
function parseWhole(index, chart) {
    const document = /^\s*\{/.test(index) ? JSON.parse(index) : (0,dist/* parse */.qg)(index, { schema: 'failsafe' });
    const versions = member(member(document, 'entries'), chart);
    if (!Array.isArray(versions))
        return [];
    return versions.map((entry) => {
        const created = member(entry, 'created');
        return {
            version: String(member(entry, 'version') ?? ''),
            ...(typeof created === 'string' && { created }),
            archive: () => archiveOf(entry),
        };
    });
}
function archiveOf(entry) {
    const urls = member(entry, 'urls');
    const url = Array.isArray(urls) ? urls[0] : undefined;
    const digest = member(entry, 'digest');
    if (typeof url !== 'string' || url === '')
        throw new Error('lists a version without a URL');
    const hex = typeof digest === 'string' ? digest.toLowerCase().replace(/^sha256:/, '') : '';
    return { url, ...(/^[0-9a-f]{64}$/.test(hex) && { digest: hex }) };
}
function member(value, key) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key))
        return undefined;
    return value[key];
}

;// CONCATENATED MODULE: ./src/charts/mirror.ts

/** The URL under which the longest fitting mirror has it; itself when none fits. */
function mirrorUrl(url, mirrors) {
    const fitting = mirrors
        .map(({ from, to }) => ({ from: withoutSlash(from), to: withoutSlash(to) }))
        .filter(({ from }) => url === from || url.startsWith(`${from}/`))
        .sort((one, other) => other.from.length - one.from.length)[0];
    return fitting ? fitting.to + url.slice(fitting.from.length) : url;
}
function withoutSlash(url) {
    return url.replace(/\/+$/, '');
}
/**
 * Where a chart is pulled from, given the mirrors. A mirror may be of the other kind: `oci://host/path/chart` is the
 * chart `chart` of the HTTP repository `https://host/path`, and the other way round.
 * @throws ChartError when a mirror of the other kind cannot serve what is asked for.
 */
function mirrorLocation(location, mirrors) {
    const url = mirrorUrl(location.url, mirrors);
    if (url === location.url)
        return location;
    const isOci = url.startsWith('oci://');
    if (location.kind === 'http') {
        if (!isOci)
            return { ...location, url };
        return { kind: 'oci', url: `${url}/${location.name}`, reference: { version: location.version }, insecure: false };
    }
    if (isOci)
        return { ...location, url, insecure: false };
    const at = url.lastIndexOf('/');
    return { kind: 'http', url: url.slice(0, at), name: url.slice(at + 1), version: versionOf(location) };
}
function versionOf({ url, reference }) {
    if ('version' in reference)
        return reference.version;
    if ('tag' in reference)
        return reference.tag.replaceAll('_', '+');
    if ('semver' in reference && !reference.filter)
        return reference.semver;
    throw new ChartError(`${url} is asked for by digest or with a semverFilter, which its HTTP mirror cannot answer`);
}

;// CONCATENATED MODULE: ./src/charts/oci-registry.ts




/** @param url `oci://host/path` */
function parseOciUrl(url, insecure) {
    const match = /^oci:\/\/([^/\s]+)\/([^\s?#@]+?)\/*$/.exec(url);
    if (!match)
        throw new ChartError(`${url} is no address of an OCI repository: it must look like oci://host/path`);
    const host = match[1] === 'docker.io' ? 'registry-1.docker.io' : (match[1] ?? '');
    const plain = insecure || isLoopback(host);
    return { origin: `${plain ? 'http' : 'https'}://${host}`, host, name: match[2] ?? '' };
}
/** Registries on the machine itself speak plain HTTP, as for Flux (go-containerregistry, pkg/name/registry.go). */
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
const manifestTypes = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.image.index.v1+json',
].join(', ');
const chartTypes = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];
const maxManifestBytes = 4 * 1024 * 1024;
const mostTagPages = 200;
function createOciRegistry(client, credentials) {
    const get = createAuthorizedGet(client, credentials);
    async function manifest(repository, reference) {
        const url = `${repository.origin}/v2/${repository.name}/manifests/${encodeURIComponent(reference).replace('%3A', ':')}`;
        const verify = reference.startsWith('sha256:') ? { verify: digestCheck(reference) } : {};
        const options = { headers: { accept: manifestTypes }, maxBytes: maxManifestBytes, ...verify };
        const { body } = await get(repository, url, options);
        const content = parseJson(body, url);
        const first = content.manifests?.[0]?.digest;
        return content.layers || !first ? content : await manifest(repository, first);
    }
    return {
        async tags(repository) {
            const tags = [];
            let url = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
            for (let page = 0; url !== undefined && page < mostTagPages; page += 1) {
                const { body, headers } = await get(repository, url, { maxBytes: maxManifestBytes });
                const listed = parseJson(body, url);
                tags.push(...(listed.tags ?? []));
                url = nextPage(url, headers.link);
            }
            return tags;
        },
        async resolve(repository, reference) {
            const { layers = [] } = await manifest(repository, reference);
            const layer = layers.find(({ mediaType }) => chartTypes.includes(mediaType ?? '')) ?? layers[0];
            if (!/^sha256:[0-9a-f]{64}$/.test(layer?.digest ?? '')) {
                throw new ChartError(`${repository.host}/${repository.name} ${reference} holds no chart`);
            }
            return layer?.digest ?? '';
        },
        async blob(repository, digest) {
            const url = `${repository.origin}/v2/${repository.name}/blobs/${digest}`;
            return (await get(repository, url, { maxBytes: maxArchiveBytes, verify: digestCheck(digest) })).body;
        },
    };
}
/** @param digest `sha256:` and hex digits */
function digestCheck(digest) {
    return (body) => {
        const found = `sha256:${sha256(body)}`;
        if (found !== digest)
            throw new Error(`has the digest ${found}, and should have ${digest}`);
    };
}
function parseJson(body, url) {
    try {
        const content = JSON.parse(body.toString('utf8'));
        if (content !== null && typeof content === 'object')
            return content;
    }
    catch {
        // Said below: what came is no JSON.
    }
    throw new ChartError(`${url} is not the answer of an OCI registry`);
}
/** `Link: </v2/...>; rel="next"`; a page of another host is not followed. */
function nextPage(url, link) {
    const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(String(link ?? ''))?.[1];
    if (target === undefined || !URL.canParse(target, url))
        return undefined;
    const next = new URL(target, url);
    return next.origin === new URL(url).origin ? next.href : undefined;
}
/**
 * Asks without credentials first, then as the registry's challenge says: a token for this repository, or basic.
 * Source: distribution/distribution, docs/content/spec/auth/token.md.
 */
function createAuthorizedGet(client, credentials) {
    const known = new Map();
    return async (repository, url, options) => {
        const key = `${repository.origin}/${repository.name}`;
        const attempt = async () => {
            const header = await known.get(key);
            const authorize = ({ host }) => header !== undefined && host === repository.host ? { authorization: header } : {};
            return await client.get(url, { ...options, accept: [401], authorize });
        };
        let answer = await attempt();
        if (answer.status === 401) {
            if (!known.has(key))
                known.set(key, answerChallenge(client, credentials, repository, answer));
            answer = await attempt();
        }
        if (answer.status === 401)
            throw HttpError.ofStatus(new URL(url), 401, undefined);
        return answer;
    };
}
async function answerChallenge(client, credentials, repository, answer) {
    const challenge = String(answer.headers['www-authenticate'] ?? '');
    const credential = credentials(repository.host);
    const basic = credential && basicAuthorization(credential);
    if (!/^bearer\s/i.test(challenge))
        return basic ?? '';
    const realm = parameter(challenge, 'realm');
    if (!URL.canParse(realm))
        return '';
    const url = new URL(realm);
    url.searchParams.set('service', parameter(challenge, 'service'));
    url.searchParams.set('scope', `repository:${repository.name}:pull`);
    const headers = basic === undefined ? {} : { authorization: basic };
    const { body } = await client.get(url.href, { headers, maxBytes: maxManifestBytes }).catch((error) => {
        throw error instanceof HttpError ? noToken(repository, error) : error;
    });
    const { token, access_token: accessToken } = parseJson(body, realm);
    return `Bearer ${token ?? accessToken ?? ''}`;
}
/** The host that gives out tokens has another name than the registry that the credential is for. */
function noToken({ origin }, { url, fault, reason }) {
    return new HttpError(new URL(`${origin}/v2/`), fault, `wants a token from ${url.host}, which ${reason}`);
}
function parameter(challenge, name) {
    return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./src/charts/http-repository.ts







const maxIndexBytes = 128 * 1024 * 1024;
function createHttpRepositories(options) {
    const { client, credentials, mirrors, cache } = options;
    const indexes = new Map();
    const authorize = (url) => {
        const credential = credentials(url.host);
        return credential ? { authorization: basicAuthorization(credential) } : {};
    };
    async function readIndex(url) {
        const known = parseStored(await cache.read('indexes', url));
        const verify = (body) => checkIndex(body.toString('utf8'));
        const answer = await client.get(`${url}/index.yaml`, {
            headers: conditional(known?.validators),
            accept: known ? [304] : [],
            maxBytes: maxIndexBytes,
            verify,
            authorize,
        });
        if (known && answer.status === 304)
            return known.index;
        const validators = validatorsOf(answer.headers);
        if (validators)
            await cache.write('indexes', url, storedIndex(validators, answer.body));
        return answer.body.toString('utf8');
    }
    function index(url) {
        const known = indexes.get(url) ?? readIndex(url);
        indexes.set(url, known);
        return known;
    }
    return {
        async resolve(url, chart, version) {
            const entry = pick(await index(url), { url, chart, version });
            const archive = tryArchive(entry, `${url}/index.yaml`);
            const absolute = mirrorUrl(new URL(archive.url, `${url}/`).href, mirrors);
            return {
                version: entry.version,
                url: absolute,
                ...(archive.digest !== undefined && { digest: `sha256:${archive.digest}` }),
            };
        },
        async download({ url, digest }) {
            const verify = digest === undefined ? checkArchive : digestCheck(digest);
            return (await client.get(url, { maxBytes: maxArchiveBytes, authorize, verify })).body;
        },
    };
}
function pick(index, wanted) {
    const { url, chart, version } = wanted;
    let entries;
    try {
        entries = readIndexEntries(index, chart);
    }
    catch (error) {
        throw new ChartError(`${url}/index.yaml cannot be parsed`, error.message);
    }
    if (entries.length === 0)
        throw new ChartError(`${url} has no chart named ${chart}`);
    const entry = pickVersion(entries, version);
    if (entry)
        return entry;
    const newest = pickVersion(entries, '>=0.0.0-0')?.version ?? 'none';
    throw new ChartError(`${url} has no version of ${chart} that fits '${version}'; the newest is ${newest}`);
}
function tryArchive(entry, url) {
    try {
        return entry.archive();
    }
    catch (error) {
        throw new ChartError(`${url} cannot be used: version ${entry.version} ${error.message}`);
    }
}
function validatorsOf(headers) {
    const { etag, 'last-modified': lastModified } = headers;
    if (typeof etag === 'string')
        return { etag };
    return typeof lastModified === 'string' ? { lastModified } : undefined;
}
function conditional({ etag, lastModified } = {}) {
    return {
        ...(etag !== undefined && { 'if-none-match': etag }),
        ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
    };
}
/** A line of JSON, then the index as it came. */
function storedIndex(validators, index) {
    return Buffer.concat([Buffer.from(`${JSON.stringify(validators)}\n`), index]);
}
function parseStored(entry) {
    if (!entry)
        return undefined;
    const end = entry.indexOf('\n');
    const validators = JSON.parse(entry.toString('utf8', 0, end));
    return { validators, index: entry.toString('utf8', end + 1) };
}

;// CONCATENATED MODULE: ./src/charts/locate-chart.ts



/** An exact version needs no look into the index until it is downloaded. */
async function locateHttpChart(repositories, chart) {
    const { url, name, version } = chart;
    const keyOf = (exact) => JSON.stringify(['http', url, name, exact]);
    const resolve = () => repositories.resolve(url, name, version);
    if (parseVersion(version)) {
        return { key: keyOf(version), download: async () => await repositories.download(await resolve()) };
    }
    const archive = await resolve();
    return {
        key: keyOf(archive.version),
        ...(archive.digest !== undefined && { digest: archive.digest.slice('sha256:'.length) }),
        download: () => repositories.download(archive),
    };
}
/** A tag that is no version, such as `latest`, is moved as a matter of course: the registry is asked what it means. */
async function locateOciChart(registry, chart) {
    const repository = parseOciUrl(chart.url, chart.insecure);
    const reference = await chooseReference(registry, repository, chart);
    const key = JSON.stringify(['oci', chart.url, reference]);
    if (reference.startsWith('sha256:') || parseVersion(versionOfTag(reference))) {
        const download = async () => await registry.blob(repository, await registry.resolve(repository, reference));
        return { key, download };
    }
    const digest = await registry.resolve(repository, reference);
    return {
        key: JSON.stringify(['oci', chart.url, reference, digest]),
        digest: digest.slice('sha256:'.length),
        download: () => registry.blob(repository, digest),
    };
}
/**
 * The tag or digest to ask for. Tags are listed only for a range.
 * Sources: source-controller, internal/controller/ocirepository_controller.go (getArtifactRef, getTagBySemver) and
 * internal/helm/repository/oci_chart_repository.go (getChartVersion).
 */
async function chooseReference(registry, repository, { url, reference }) {
    if ('digest' in reference)
        return reference.digest;
    if ('tag' in reference)
        return reference.tag;
    if ('version' in reference && parseVersion(reference.version))
        return tagOfVersion(reference.version);
    const wanted = 'semver' in reference ? reference.semver : reference.version;
    const filter = tagFilter('semver' in reference ? reference.filter : undefined);
    const tags = (await registry.tags(repository)).filter((tag) => tag.length <= longestTag && filter.test(tag));
    const candidates = tags.map((tag) => ({ tag, version: versionOfTag(tag) }));
    const picked = pickVersion(candidates, wanted);
    if (!picked)
        throw new ChartError(`${url} has no tag that fits '${wanted}' among ${tags.length}`);
    return picked.tag;
}
/** opencontainers/distribution-spec: a tag has at most 128 characters. */
const longestTag = 128;
/** Go's named groups are spelled in another way. */
function tagFilter(filter = '') {
    try {
        return new RegExp(filter.replaceAll('(?P<', '(?<'));
    }
    catch {
        throw new ChartError(`the semverFilter ${JSON.stringify(filter)} is no regular expression`);
    }
}
/** A tag cannot hold a `+`, so Helm writes `_` (helm/helm, pkg/registry/client.go). */
function versionOfTag(tag) {
    return tag.replaceAll('_', '+');
}
function tagOfVersion(version) {
    return version.replaceAll('+', '_');
}

;// CONCATENATED MODULE: ./src/charts/chart-store.ts











function createChartStore(options) {
    const { root, scratch, mirrors, cache, client, credentials } = options;
    const repositories = createHttpRepositories({ client, credentials, mirrors, cache });
    const registry = createOciRegistry(client, credentials);
    const archives = onceEach(openArchive);
    const checkouts = onceEach((source) => checkOut(source, scratch, credentials));
    const prepare = onceEach(prepareChart);
    async function prepareChart({ location, ...values }) {
        switch (location.kind) {
            case 'http':
            case 'oci':
                return await prepareArchive(mirrorLocation(location, mirrors), values);
            case 'directory':
                return await prepareFolder(root, location.path, values);
            case 'git': {
                const { url, reference } = location;
                const checkedOut = await checkouts({ url: mirrorUrl(url, mirrors), reference });
                return await prepareFolder(checkedOut, location.path, values);
            }
        }
    }
    async function prepareArchive(location, values) {
        const { name, version, digest, file } = await archives(location);
        if (values.valuesFiles.length === 0)
            return { name, version, identity: digest, path: file };
        const files = await unpackChart(await (0,promises_.readFile)(await file()));
        return folderChart({ name, version, files: await replaceValues(files, values, findInChart(files)) });
    }
    async function prepareFolder(sourceRoot, folder, values) {
        return folderChart(await readChartDirectory(sourceRoot, folder, values, fetchArchive));
    }
    async function fetchArchive(location) {
        const { file } = await archives(mirrorLocation(location, mirrors));
        return await (0,promises_.readFile)(await file());
    }
    function folderChart({ name, version, files }) {
        const identity = digestOfFiles(files);
        const folder = external_node_path_default().join(scratch, 'folders', identity);
        const write = async () => {
            await writeFolder(folder, files);
            return folder;
        };
        return { name, version, identity, path: once(write) };
    }
    async function openArchive(location) {
        const located = location.kind === 'http'
            ? await locateHttpChart(repositories, location)
            : await locateOciChart(registry, location);
        return (await knownArchive(located)) ?? (await downloadArchive(located));
    }
    async function knownArchive(located) {
        const entry = await cache.read('sources', located.key);
        if (!entry)
            return undefined;
        const known = JSON.parse(entry.toString('utf8'));
        if (located.digest !== undefined && located.digest !== known.digest)
            return undefined;
        const file = once(async () => {
            const cached = await cache.read('charts', known.digest);
            return cached ? await writeArchive(known.digest, cached) : await (await downloadArchive(located)).file();
        });
        return { ...known, file };
    }
    async function downloadArchive(located) {
        const content = await located.download();
        const known = { ...(await readArchiveMetadata(content)), digest: sha256(content) };
        const file = await writeArchive(known.digest, content);
        await cache.write('charts', known.digest, content);
        await cache.write('sources', located.key, Buffer.from(JSON.stringify(known)));
        return { ...known, file: async () => file };
    }
    async function writeArchive(digest, content) {
        const file = external_node_path_default().join(scratch, 'charts', `${digest}.tgz`);
        await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
        await (0,promises_.writeFile)(file, content);
        return file;
    }
    return {
        prepare: ({ location, valuesFiles, ignoreMissingValuesFiles }) => prepare({ location, valuesFiles, ignoreMissingValuesFiles }),
    };
}
function once(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}
/** Makes one for each distinct argument, compared by its JSON. */
function onceEach(make) {
    const made = new Map();
    return (argument) => {
        const key = JSON.stringify(argument);
        const result = made.get(key) ?? make(argument);
        made.set(key, result);
        return result;
    };
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./src/tools/kustomize.ts

const kustomize_timeoutMilliseconds = 120_000;
/**
 * Builds one folder with the real kustomize, with Flux's settings: files outside of the folder may be read
 * (fluxcd/pkg, kustomize/kustomize_generator.go: LoadRestrictionsNone); exec plugins and helm inflation stay off.
 * @returns YAML, many documents.
 * @throws ProcessError with kustomize's own words.
 */
async function buildKustomization(tools, folder) {
    const kustomize = await tools.kustomize();
    const args = [...kustomize.args, '--load-restrictor', 'LoadRestrictionsNone', folder];
    return await runProcess(kustomize.command, args, { timeoutMilliseconds: kustomize_timeoutMilliseconds });
}

;// CONCATENATED MODULE: ./src/charts/post-render.ts





/**
 * Runs the post-renderers over rendered manifests, each over what the one before it gave.
 * Source: helm-controller, internal/postrender/kustomize.go.
 * @param folder for the builds; made and removed here
 * @throws ChartError with kustomize's own words.
 */
async function postRender(manifests, postRenderers, tools, folder) {
    let rendered = manifests;
    for (const [index, postRenderer] of postRenderers.entries()) {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.writeFile)(external_node_path_default().join(folder, 'manifests.yaml'), rendered);
        await (0,promises_.writeFile)(external_node_path_default().join(folder, 'kustomization.yaml'), JSON.stringify(kustomizationOf(postRenderer)));
        rendered = await buildKustomization(tools, folder).catch((error) => {
            if (!(error instanceof ProcessError))
                throw error;
            throw new ChartError(`its post-renderer ${index + 1} fails: ${error.message}`, error.stderr, 'kustomize');
        });
        await (0,promises_.rm)(folder, { recursive: true });
    }
    return rendered;
}
/** The fields that Flux knows and no others: kustomize would read files that a patch names by `path`. */
function kustomizationOf({ patches, images }) {
    return {
        resources: ['manifests.yaml'],
        patches: patches.map((patch) => post_render_pick(patch, ['patch', 'target'])),
        images: images.map((image) => post_render_pick(image, ['name', 'newName', 'newTag', 'digest'])),
    };
}
function post_render_pick(object, keys) {
    return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}

;// CONCATENATED MODULE: ./src/charts/api-versions.ts
/**
 * API versions that charts ask the cluster for before they render an object, or refuse to render at all.
 * Without a cluster helm knows only Kubernetes' own. A chart asks for the group and version or for the kind too
 * (`.Capabilities.APIVersions.Has`), so both are listed.
 *
 * A group is listed when charts fail, or leave workloads or custom resources out, without it. Groups by which a chart
 * recognises a platform (OpenShift, GKE, AWS) are not: the answer would be wrong on every other platform.
 * Others can be added through the input `api-versions`.
 */
const groups = {
    // kube-prometheus-stack and nearly every chart with a ServiceMonitor; many `fail` without it.
    'monitoring.coreos.com/v1': ['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'Prometheus', 'Alertmanager'],
    'monitoring.coreos.com/v1alpha1': ['AlertmanagerConfig', 'ScrapeConfig'],
    // Certificates of webhooks.
    'cert-manager.io/v1': ['Certificate', 'Issuer', 'ClusterIssuer'],
    'gateway.networking.k8s.io/v1': ['Gateway', 'GatewayClass', 'HTTPRoute', 'GRPCRoute'],
    'gateway.networking.k8s.io/v1beta1': ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
    'gateway.networking.k8s.io/v1alpha2': ['TCPRoute', 'TLSRoute', 'UDPRoute'],
    'external-secrets.io/v1': ['ExternalSecret', 'SecretStore', 'ClusterSecretStore'],
    'external-secrets.io/v1beta1': ['ExternalSecret'],
    'keda.sh/v1alpha1': ['ScaledObject', 'TriggerAuthentication'],
    'autoscaling.k8s.io/v1': ['VerticalPodAutoscaler'],
    'snapshot.storage.k8s.io/v1': ['VolumeSnapshotClass'],
    'traefik.io/v1alpha1': ['IngressRoute', 'Middleware'],
    'cilium.io/v2': ['CiliumNetworkPolicy'],
    'networking.istio.io/v1': ['VirtualService'],
    'postgresql.cnpg.io/v1': ['Cluster'],
};
const builtInApiVersions = Object.entries(groups).flatMap(([group, kinds]) => [
    group,
    ...kinds.map((kind) => `${group}/${kind}`),
]);

;// CONCATENATED MODULE: ./src/charts/template-chart.ts



const template_chart_timeoutMilliseconds = 120_000;
/**
 * Renders a chart for a release, without a cluster. Hooks stay: their images run too. Tests are left out.
 * @param chart a packed chart or a chart's folder
 * @returns YAML, many documents.
 * @throws ProcessError with helm's own words.
 */
async function templateChart(helm, chart, release, options) {
    // The values go through standard input: they may hold secrets, and a command line can be read by everyone.
    return await runProcess(helm.command, [...helm.args, ...templateArguments(helm, chart, release, options)], {
        input: JSON.stringify(release.values),
        env: helmEnvironment(),
        timeoutMilliseconds: template_chart_timeoutMilliseconds,
    });
}
/** All that helm is told about a rendering, but for the values. */
function templateArguments(helm, chart, release, options) {
    const apiVersions = [...new Set([...builtInApiVersions, ...options.apiVersions])];
    return [
        'template',
        `--namespace=${release.releaseNamespace}`,
        '--values=-',
        '--skip-tests',
        // Schemas with a remote reference (app-template has one) cannot be checked offline; helm 3.16 brought the flag.
        ...(semver_default().gte(helm.version, '3.16.0') ? ['--skip-schema-validation'] : []),
        ...(options.kubeVersion === '' ? [] : [`--kube-version=${options.kubeVersion}`]),
        ...apiVersions.map((version) => `--api-versions=${version}`),
        '--',
        release.releaseName,
        chart,
    ];
}
/** The user's plugins, repositories and cluster have no say in what a chart renders to. */
function helmEnvironment() {
    const names = Object.keys(process.env).filter((name) => name.startsWith('HELM_') || name === 'KUBECONFIG');
    return { ...Object.fromEntries(names.map((name) => [name, undefined])), HELM_NO_PLUGINS: '1' };
}

;// CONCATENATED MODULE: ./src/charts/renderer.ts





/** To be raised when the same input comes to mean other manifests. */
const revision = 1;
/** Pulls wait for the network, templates for a core: only the latter are bounded by `concurrency`. */
function createRenderer({ store, cache, scratch, tools, options }) {
    const limit = (0,p_limit/* default */.A)(options.concurrency);
    async function manifestsOf(release, chart) {
        const key = await renderingKey(release, chart, tools, options);
        const known = await cache.read('renderings', key);
        if (known)
            return known.toString('utf8');
        const manifests = await render(release, await chart.path(), key);
        await cache.write('renderings', key, Buffer.from(manifests));
        return manifests;
    }
    async function render(release, chart, key) {
        const manifests = await templateChart(await tools.helm(), chart, release, options);
        return await postRender(manifests, release.postRenderers, tools, external_node_path_default().join(scratch, 'post-render', sha256(key)));
    }
    return async (release, use) => {
        const chart = await store.prepare(release.chart);
        return await limit(async () => {
            const manifests = await manifestsOf(release, chart);
            return use({ release, chart: { name: chart.name, version: chart.version }, manifests });
        });
    };
}
/** All that goes into the manifests: the chart to the byte, values, flags and the versions of the tools. */
async function renderingKey(release, chart, tools, options) {
    const helm = await tools.helm();
    const { values, postRenderers } = release;
    const kustomize = postRenderers.length > 0 && (await tools.kustomize()).version;
    const flags = templateArguments(helm, chart.identity, release, options);
    return JSON.stringify({ revision, helm: helm.version, flags, values, postRenderers, kustomize });
}

;// CONCATENATED MODULE: ./src/charts/rendering-problem.ts



/**
 * @param credentials to tell a wrong credential from a missing one
 * @throws the error itself when it is not about this release.
 */
function renderingProblem(release, error, credentials) {
    const about = {
        severity: 'error',
        object: `HelmRelease ${release.id.namespace}/${release.id.name}`,
        place: release.place,
        release: release.id,
    };
    const chart = describeChart(release.chart.location);
    if (error instanceof ProcessError) {
        const message = `${chart} cannot be rendered: ${error.message}`;
        return { ...about, kind: 'template', message, detail: error.stderr };
    }
    const source = release.chart.source.object;
    if (error instanceof HttpError) {
        const message = `${chart} of ${source} cannot be pulled: ${error.message}${advice(error, credentials)}`;
        return { ...about, kind: 'chart', message };
    }
    if (error instanceof ChartError) {
        const { kind, detail } = error;
        const message = `${chart} of ${source} cannot be used: ${error.message}`;
        return { ...about, kind, message, ...(detail !== undefined && { detail }) };
    }
    throw error;
}
function describeChart(location) {
    switch (location.kind) {
        case 'http':
            return `Chart ${location.name} ${location.version}`;
        case 'oci':
            return `Chart ${location.url} ${Object.values(location.reference).join(' ')}`;
        case 'directory':
            return `Chart folder ${location.path}`;
        case 'git':
            return `Chart folder ${location.path} of ${location.url}`;
    }
}
function advice({ host, fault }, credentials) {
    if (fault.untrusted)
        return `. Name the authority's PEM file in ca-file`;
    switch (fault.status) {
        case 401:
            return credentials(host)
                ? `. The credential that is known for ${host} is not accepted`
                : `. Add a line '${host} USER PASSWORD' to registry-credentials, or log in with helm registry login before`;
        case 403:
            return `. Give the account that is used for ${host} read access to it`;
        case 404:
            return `. Check its name, version and URL`;
        case 429:
            return `. Log in for a higher limit, keep the folder of cache-path between runs, or name a mirror in chart-mirrors`;
        default:
            return '';
    }
}

;// CONCATENATED MODULE: ./src/charts/render-charts.ts









/**
 * Pulls each distinct chart once and renders each release, many at a time.
 * Every rendering goes through `use` the moment it is there and is then dropped, so that memory stays bounded.
 */
async function renderCharts(releases, options, tools, use) {
    if (releases.length === 0)
        return { results: [], problems: [] };
    const scratch = await (0,promises_.mkdtemp)(external_node_path_default().join(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'prepuller-'));
    const client = createHttpClient(options);
    try {
        const cache = openCache(options.cachePath, options.cacheMaxSize * 1024 * 1024);
        const credentials = await loadCredentials(options.registryCredentials);
        const { root, chartMirrors: mirrors } = options;
        const store = createChartStore({ root, scratch, mirrors, cache, client, credentials });
        const render = createRenderer({ store, cache, scratch, tools, options });
        const outcomes = await Promise.all(releases.map((release) => outcome(release, render, use, credentials)));
        await cache.trim();
        return {
            results: outcomes.flatMap((each) => ('result' in each ? [each.result] : [])),
            problems: outcomes.flatMap((each) => ('problem' in each ? [each.problem] : [])),
        };
    }
    finally {
        await client.close();
        await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
async function outcome(release, render, use, credentials) {
    try {
        return { result: await render(release, use) };
    }
    catch (error) {
        return { problem: renderingProblem(release, error, credentials) };
    }
}

// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
;// CONCATENATED MODULE: ./src/flux/json.ts
function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
/** The field that the path leads to; own properties only, for the keys are a stranger's. */
function fieldAt(object, ...path) {
    let value = object;
    for (const key of path) {
        if (!isObject(value) || !Object.hasOwn(value, key))
            return undefined;
        value = value[key];
    }
    return value;
}
/** The text at the path, and empty text when there is none. */
function textAt(object, ...path) {
    const value = fieldAt(object, ...path);
    return typeof value === 'string' ? value : '';
}
function objectAt(object, ...path) {
    const value = fieldAt(object, ...path);
    return isObject(value) ? value : {};
}
function objectsAt(object, ...path) {
    const value = fieldAt(object, ...path);
    return Array.isArray(value) ? value.filter(isObject) : [];
}
function textsAt(object, ...path) {
    const value = fieldAt(object, ...path);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
/** The value of a label or an annotation; they are text, but people write `true` and `1`. */
function metadataValue(object, field, key) {
    const value = fieldAt(object, 'metadata', field, key);
    return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

;// CONCATENATED MODULE: ./src/flux/manifest.ts


function describe({ kind, namespace, name }) {
    return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
function referenceOf(object) {
    return {
        kind: textAt(object, 'kind'),
        namespace: textAt(object, 'metadata', 'namespace'),
        name: textAt(object, 'metadata', 'name'),
    };
}
/** Names that YAML 1.1 would read as numbers stay what they are: kustomize writes them out as text. */
function isKind(object, kind, group, versions) {
    return textAt(object, 'kind') === kind && versions.some((version) => object.apiVersion === `${group}/${version}`);
}
/** Reads all objects of a file; the items of a `List` are objects of their own, as they are for kustomize. */
function parseManifests(text, file) {
    const parsed = parse(text, file);
    if (parsed.errors.length === 0)
        return parsed;
    const repaired = parse(separateAliasKeys(text), file);
    return repaired.errors.length < parsed.errors.length ? repaired : parsed;
}
/** The parser that kustomize uses takes `*alias:` as a key and its colon; YAML reads the colon as part of the name. */
function separateAliasKeys(text) {
    return text.replace(/^([ \t]*(?:- +)*\*[\w.-]+):(?=\s)/gm, '$1 :');
}
function parse(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const result = { manifests: [], errors: [] };
    const placeAt = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    for (const document of (0,dist/* parseAllDocuments */.hR)(text, { ...yamlOptions, lineCounter: lines })) {
        const fail = (message, offset) => result.errors.push({ message, place: placeAt(offset), text: text.slice(document.range[0], document.range[2]) });
        const [error] = document.errors;
        if (error)
            fail(error.message, error.pos[0]);
        else
            result.manifests.push(...objectsOf(document, placeAt, fail));
    }
    return result;
}
const yamlOptions = {
    merge: true,
    prettyErrors: false,
    logLevel: 'silent',
    customTags: (tags) => [legacyOctal, ...tags],
};
/** kustomize's parser reads `0775` as YAML 1.1 did (go-yaml v3, resolve.go), all else as YAML 1.2 does. */
const legacyOctal = {
    identify: () => false,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?0[0-7]+$/,
    resolve: (text) => Number.parseInt(text, 8),
};
/** Bounds what nested aliases can grow to; an anchor that is used a few thousand times is still a file of a person. */
const maxAliasCount = 10_000;
function objectsOf(document, placeAt, fail) {
    try {
        const content = document.toJS({ maxAliasCount });
        if (!isObject(content))
            return [];
        const placeOf = (...field) => placeAt(offsetOf(document, field) ?? document.range[0]);
        if (content.kind !== 'List')
            return [{ object: content, placeOf }];
        return objectsAt(content, 'items').map((object, index) => ({
            object,
            placeOf: (...field) => placeOf('items', String(index), ...field),
        }));
    }
    catch (error) {
        // An alias without an anchor, or too many of them.
        fail(error instanceof Error ? error.message : String(error), document.contents?.range[0] ?? document.range[0]);
        return [];
    }
}
/** Of the field's value when that is one line, else of its key. */
function offsetOf(document, field) {
    for (let length = field.length; length > 0; length--) {
        const node = document.getIn(field.slice(0, length), true);
        const key = (0,dist/* isCollection */.P3)(node)
            ? keyNode(document.getIn(field.slice(0, length - 1), true), field[length - 1])
            : node;
        if ((0,dist/* isNode */.Ll)(key) && key.range)
            return key.range[0];
    }
    return document.contents?.range[0];
}
/** The key's own node; in a list there is none, and the item stands for it. */
function keyNode(parent, key) {
    if ((0,dist/* isMap */.jh)(parent))
        return parent.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && String(pair.key.value) === key)?.key;
    return (0,dist/* isSeq */.oP)(parent) ? parent.get(Number(key), true) : undefined;
}
/** A manifest with another object in the same place, such as after substitution. */
function withObject(manifest, object) {
    return { object, placeOf: manifest.placeOf };
}

;// CONCATENATED MODULE: ./src/flux/cluster.ts




/**
 * The folder of the cluster: `clusters/<name>` if there is one, else the folder of that name that is nearest to the root.
 * @throws FatalError when there is none.
 */
function findClusterFolder(files, name) {
    const folders = new Set(files.all.flatMap((file) => foldersNamed(file, name)));
    const [first] = [...folders].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    if (first !== undefined)
        return first;
    throw new problem/* FatalError */.H(`Input 'cluster-name' is ${JSON.stringify(name)}: no folder of this name holds a YAML file; it should be clusters/${name}.`);
}
function foldersNamed(file, name) {
    const segments = external_node_path_default().posix.dirname(file).split('/');
    return segments.flatMap((segment, index) => (segment === name ? [segments.slice(0, index + 1).join('/')] : []));
}
function rank(folder) {
    const isUsual = external_node_path_default().posix.basename(external_node_path_default().posix.dirname(folder)) === 'clusters';
    return folder.split('/').length - (isUsual ? 100 : 0);
}
/** Reads the ConfigMaps of `cluster-config.yaml` in the cluster's folder; the file nearest to the folder's top decides. */
function readClusterConfiguration(files, folder) {
    const [file] = files.all
        .filter((candidate) => candidate.startsWith(`${folder}/`) && /\/cluster-config\.ya?ml$/.test(candidate))
        .sort((a, b) => a.split('/').length - b.split('/').length);
    if (file === undefined)
        return { variables: new Map(), problems: [] };
    const { manifests, errors } = parseManifests(files.read(file), file);
    const configMaps = manifests.filter(({ object }) => textAt(object, 'kind') === 'ConfigMap');
    const encrypted = configMaps.filter(({ object }) => fieldAt(object, 'sops') !== undefined);
    return {
        variables: new Map(configMaps
            .filter((manifest) => !encrypted.includes(manifest))
            .flatMap(({ object }) => variablesOf(objectAt(object, 'data')))),
        problems: [
            ...errors.map(({ message, place }) => ({
                severity: 'error',
                kind: 'manifest',
                message: `The cluster's variables cannot be read: ${message}`,
                place,
            })),
            ...encrypted.map(({ placeOf }) => ({
                severity: 'warning',
                kind: 'substitution',
                message: "A ConfigMap of the cluster's variables is encrypted with SOPS: its variables are not set. Give those that charts need in the input 'substitutions'.",
                place: placeOf('metadata', 'name'),
            })),
        ],
    };
}
/** As Flux reads a ConfigMap: line breaks are taken out (fluxcd/pkg, kustomize/kustomize_varsub.go: LoadVariables). */
function variablesOf(data) {
    return Object.entries(data)
        .filter(([name, value]) => /^[_A-Za-z][_A-Za-z0-9]*$/.test(name) && value !== null && typeof value !== 'object')
        .map(([name, value]) => [name, String(value).replaceAll('\n', '')]);
}

;// CONCATENATED MODULE: ./src/flux/source-kinds.ts

const sourceGroup = 'source.toolkit.fluxcd.io';
const kinds = ['HelmRepository', 'OCIRepository', 'HelmChart', 'GitRepository', 'Bucket'];
const versions = ['v1', 'v1beta2', 'v1beta1'];
function isSource(object) {
    return kinds.some((kind) => isKind(object, kind, sourceGroup, versions));
}

;// CONCATENATED MODULE: ./src/flux/chart-source.ts



/** Thrown inside of this file only: the ways to a chart are nested, and each may end at any step. */
class Fault extends Error {
}
/** Finds where the chart of a HelmRelease is (helm-controller: internal/controller/helmrelease_controller.go, getSource). */
function findChart(release, namespace, sources) {
    const spec = objectAt(release, 'spec');
    if (textAt(spec, 'chartRef', 'kind')) {
        return attempt(['spec', 'chartRef', 'name'], () => chartOfReference(objectAt(spec, 'chartRef'), namespace, sources));
    }
    if (textAt(spec, 'chart', 'spec', 'chart')) {
        const field = ['spec', 'chart', 'spec', 'sourceRef', 'name'];
        return attempt(field, () => chartOfTemplate(objectAt(spec, 'chart', 'spec'), namespace, sources));
    }
    return {
        fault: 'It has neither spec.chart.spec.chart nor spec.chartRef: Flux cannot know what to install.',
        field: ['spec'],
    };
}
function attempt(field, find) {
    try {
        return { chart: find() };
    }
    catch (error) {
        if (error instanceof Fault)
            return { fault: error.message, field };
        throw error;
    }
}
function chartOfReference(reference, namespace, sources) {
    const wanted = objectReference(reference, namespace);
    if (wanted.kind === 'OCIRepository') {
        const source = requireSource(wanted, sources);
        return { ...noValuesFiles, location: ociRepository(source.object), source: sourceOf(wanted, source) };
    }
    if (wanted.kind === 'HelmChart') {
        const helmChart = requireSource(wanted, sources);
        return chartOfTemplate(objectAt(helmChart.object, 'spec'), wanted.namespace, sources);
    }
    throw new Fault(`Its chartRef is a ${wanted.kind}, which is not supported: only OCIRepository and HelmChart are.`);
}
const noValuesFiles = { valuesFiles: [], ignoreMissingValuesFiles: false };
/** `spec` of a HelmChart, which `spec.chart.spec` of a HelmRelease is a template of. */
function chartOfTemplate(template, namespace, sources) {
    const valuesFile = textAt(template, 'valuesFile');
    return {
        ...chartOfSource(template, objectReference(objectAt(template, 'sourceRef'), namespace), sources),
        // `valuesFile` comes first (source-controller, api/v1beta2/helmchart_types.go: GetValuesFiles).
        valuesFiles: [...(valuesFile ? [valuesFile] : []), ...textsAt(template, 'valuesFiles')],
        ignoreMissingValuesFiles: template.ignoreMissingValuesFiles === true,
    };
}
function chartOfSource(template, wanted, sources) {
    const name = textAt(template, 'chart');
    switch (wanted.kind) {
        case 'HelmRepository': {
            const source = requireSource(wanted, sources);
            return {
                location: helmRepositoryChart(source.object, name, chart_source_versionOf(template)),
                source: sourceOf(wanted, source),
            };
        }
        case 'GitRepository': {
            if (sources.isThisRepository(wanted)) {
                const source = sources.find(wanted);
                return { location: { kind: 'directory', path: folderIn(name) }, source: sourceOf(wanted, source) };
            }
            const source = requireSource(wanted, sources);
            return { location: gitChart(source.object, name), source: sourceOf(wanted, source) };
        }
        default:
            throw new Fault(`Its chart comes from a ${wanted.kind || 'source without a kind'}, which is not supported: only HelmRepository, GitRepository and OCIRepository are.`);
    }
}
function objectReference(reference, namespace) {
    return {
        kind: textAt(reference, 'kind'),
        namespace: textAt(reference, 'namespace') || namespace,
        name: textAt(reference, 'name'),
    };
}
function sourceOf(wanted, source) {
    return { object: describe(wanted), ...(source && { place: source.placeOf('spec') }) };
}
function requireSource(wanted, sources) {
    const found = sources.find(wanted);
    if (!found)
        throw new Fault(chart_source_missing(wanted, sources.known(wanted.kind)));
    return found;
}
const namesInAMessage = 10;
/** Says what was looked for and what there is, the likeliest first. */
function chart_source_missing(wanted, known) {
    const rank = (candidate) => candidate.name === wanted.name ? 0 : candidate.namespace === wanted.namespace ? 1 : 2;
    const names = [...known]
        .sort((a, b) => rank(a) - rank(b))
        .map(({ namespace, name }) => `${namespace || '(no namespace)'}/${name}`);
    const more = names.length > namesInAMessage ? `, and ${names.length - namesInAMessage} more` : '';
    const there = names.length === 0
        ? `there is no ${wanted.kind} at all`
        : `there are ${names.slice(0, namesInAMessage).join(', ')}${more}`;
    return `Its chart source ${describe(wanted)} is not in this repository; ${there}.`;
}
/** An absent version is the highest that is no pre-release (source-controller, api/v1/helmchart_types.go). */
function chart_source_versionOf(template) {
    const version = template.version;
    return (typeof version === 'number' ? String(version) : textAt(template, 'version')).trim() || '*';
}
function helmRepositoryChart(source, name, version) {
    const url = urlOf(source);
    if (textAt(source, 'spec', 'type') !== 'oci' && !url.startsWith('oci://'))
        return { kind: 'http', url, name, version };
    return { kind: 'oci', url: `${url}/${name}`, reference: { version }, insecure: isInsecure(source) };
}
function ociRepository(source) {
    return { kind: 'oci', url: urlOf(source), reference: ociReference(source), insecure: isInsecure(source) };
}
/** source-controller, internal/controller/ocirepository_controller.go: getRevision takes the digest, then the range, then the tag. */
function ociReference(source) {
    const digest = textAt(source, 'spec', 'ref', 'digest');
    if (digest)
        return { digest };
    const semver = textAt(source, 'spec', 'ref', 'semver');
    const filter = textAt(source, 'spec', 'ref', 'semverFilter');
    if (semver)
        return { semver, ...(filter && { filter }) };
    return { tag: textAt(source, 'spec', 'ref', 'tag') || 'latest' };
}
function gitChart(source, chart) {
    return { kind: 'git', url: urlOf(source), reference: gitReference(source), path: folderIn(chart) };
}
/** source-controller, api/v1/gitrepository_types.go: commit, name, semver, tag, branch, in that order; `master` when there is none. */
function gitReference(source) {
    const [commit, name, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((field) => textAt(source, 'spec', 'ref', field));
    if (commit)
        return { commit };
    if (name)
        return { name };
    if (semver)
        return { semver };
    if (tag)
        return { tag };
    return { branch: branch || 'master' };
}
function urlOf(source) {
    const url = textAt(source, 'spec', 'url').trim().replace(/\/+$/, '');
    if (!url)
        throw new Fault(`Its chart source ${describe({ kind: textAt(source, 'kind'), namespace: textAt(source, 'metadata', 'namespace'), name: textAt(source, 'metadata', 'name') })} has no spec.url.`);
    return url;
}
function isInsecure(source) {
    return objectAt(source, 'spec').insecure === true;
}
/** A folder of a repository, by a path that the HelmRelease gives; source-controller resolves it below the root, too. */
function folderIn(chart) {
    const folder = external_node_path_default().posix.normalize(chart).replace(/^\/+/, '').replace(/\/+$/, '');
    if (folder === '..' || folder.startsWith('../'))
        throw new Fault(`Its chart ${JSON.stringify(chart)} lies outside of the repository.`);
    return folder || '.';
}

;// CONCATENATED MODULE: ./src/flux/release-name.ts
function helmReleaseName(name, targetNamespace, releaseName) {
    return releaseName || (targetNamespace ? `${targetNamespace}-${name}` : name);
}

;// CONCATENATED MODULE: ./src/flux/values.ts
function composeValues(_references, inline, _lookup) {
    return { values: inline, problems: [] };
}

;// CONCATENATED MODULE: ./src/flux/helm-release.ts





function isHelmRelease(object) {
    return isKind(object, 'HelmRelease', 'helm.toolkit.fluxcd.io', ['v2', 'v2beta2', 'v2beta1']);
}
/** Is it opted in? The label of the object decides, never a text in its file. */
function isLabelled(object, label) {
    return metadataValue(object, 'labels', label) === 'enabled';
}
/** Where Kubernetes puts an object whose namespace nobody says. */
const defaultNamespace = 'default';
function releaseId(object) {
    return {
        namespace: textAt(object, 'metadata', 'namespace') || defaultNamespace,
        name: textAt(object, 'metadata', 'name'),
    };
}
/** Reads a HelmRelease after all that Flux does to it. */
function readRelease(manifest, context) {
    const { object } = manifest;
    const id = releaseId(object);
    const problem = problemsOf(manifest);
    if (!id.name)
        return { problems: [problem('error', 'manifest', 'A labelled HelmRelease has no name.', 'metadata')] };
    if (fieldAt(object, 'sops') !== undefined) {
        return {
            problems: [problem('error', 'manifest', 'The HelmRelease is encrypted with SOPS: it cannot be read.', 'sops')],
        };
    }
    const namespace = textAt(object, 'metadata', 'namespace');
    const chart = findChart(object, namespace, context.sources);
    if ('fault' in chart)
        return { problems: [problem('error', faultKind(chart), chart.fault, ...chart.field)] };
    const composed = composeValues(objectsAt(object, 'spec', 'valuesFrom'), objectAt(object, 'spec', 'values'), (kind, name) => context.findValues({ kind, namespace, name }));
    const problems = composed.problems.map(({ severity, message }) => problem(severity, 'values', message, 'spec', 'valuesFrom'));
    if (problems.some(({ severity }) => severity === 'error'))
        return { problems };
    return { release: assemble(manifest, id, chart.chart, composed.values, context.label), problems };
}
/** Without a chart it is the manifest that is wrong; else it is about the source. */
function faultKind({ field }) {
    return field.length === 1 ? 'manifest' : 'source';
}
/** Makes problems of one release, each with the place of the field that it is about. */
function problemsOf(manifest) {
    const id = releaseId(manifest.object);
    return (severity, kind, message, ...field) => ({
        severity,
        kind,
        message,
        object: describe({ kind: 'HelmRelease', ...id }),
        place: manifest.placeOf(...field),
        release: id,
    });
}
function assemble(manifest, id, chart, values, label) {
    const { object } = manifest;
    const targetNamespace = textAt(object, 'spec', 'targetNamespace');
    return {
        id,
        place: manifest.placeOf('metadata', 'name'),
        releaseName: helmReleaseName(id.name, targetNamespace, textAt(object, 'spec', 'releaseName')),
        releaseNamespace: targetNamespace || id.namespace,
        suspended: fieldAt(object, 'spec', 'suspend') === true,
        chart,
        values,
        postRenderers: objectsAt(object, 'spec', 'postRenderers').map(postRenderer),
        control: releaseControl(object, label),
    };
}
function releaseControl(object, label) {
    const annotation = (name) => metadataValue(object, 'annotations', `${label}-${name}`);
    return {
        exclude: annotation('exclude'),
        include: annotation('include'),
        strategy: annotation('strategy'),
        patch: annotation('patch'),
    };
}
/**
 * The older fields are patches written in another way; kustomize runs the strategic merge patches first and the
 * JSON patches last (kustomize, api/internal/target/kusttarget_configplugin.go).
 */
function postRenderer(entry) {
    const kustomize = objectAt(entry, 'kustomize');
    return {
        patches: [
            ...objectsAt(kustomize, 'patchesStrategicMerge').map((patch) => ({ patch: JSON.stringify(patch) })),
            ...objectsAt(kustomize, 'patches'),
            ...objectsAt(kustomize, 'patchesJson6902').map(jsonPatch),
        ],
        images: objectsAt(kustomize, 'images'),
    };
}
function jsonPatch({ target, patch }) {
    const operations = patch ?? [];
    return { ...(isObject(target) && { target }), patch: JSON.stringify(operations) };
}

;// CONCATENATED MODULE: ./src/flux/substitution.ts
class SubstitutionError extends Error {
}
function substituteObject(object, variables) {
    const unset = [];
    const text = JSON.stringify(object).replace(/\$\{(\w+)\}/g, (_, name) => {
        if (!variables.has(name))
            unset.push(name);
        return variables.get(name) ?? '';
    });
    return { object: JSON.parse(text), unset };
}

;// CONCATENATED MODULE: ./src/flux/substitute-manifest.ts




/** Replaces the variables of one object and says which of them are not set, and where they are used. */
function substituteManifest(manifest, variables, strict) {
    // Without any variable, Flux leaves the text alone (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables).
    if (variables.size === 0)
        return { manifest, problems: [] };
    try {
        const { object, unset } = substituteObject(manifest.object, variables);
        const problems = [...new Set(unset)].map((name) => unsetProblem(manifest, name, strict));
        return strict && problems.length > 0 ? { problems } : { manifest: withObject(manifest, object), problems };
    }
    catch (error) {
        if (!(error instanceof SubstitutionError))
            throw error;
        return { problems: [{ ...problemAbout(manifest), severity: 'error', message: error.message }] };
    }
}
function unsetProblem(manifest, name, strict) {
    const consequence = strict ? 'Flux does not apply it' : 'it is replaced by nothing';
    return {
        ...problemAbout(manifest),
        severity: strict ? 'error' : 'warning',
        message: `The variable ${name} is not set, so ${consequence}. Set it in Git, in cluster-config.yaml or in the input 'substitutions'.`,
        place: manifest.placeOf(...(pathOfText(manifest.object, `\${${name}`) ?? [])),
    };
}
function problemAbout(manifest) {
    const { object } = manifest;
    return {
        kind: 'substitution',
        object: describe(referenceOf(object)),
        place: manifest.placeOf('metadata', 'name'),
        ...(isHelmRelease(object) && { release: releaseId(object) }),
    };
}
/** The path of the first field that holds the text. */
function pathOfText(value, text) {
    if (typeof value === 'string')
        return value.includes(text) ? [] : undefined;
    const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
    for (const [key, item] of entries) {
        const rest = pathOfText(item, text);
        if (rest)
            return [String(key), ...rest];
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/flux/file-objects.ts




/** @param sourceFiles Those that may hold chart sources. */
function fileObjects(files, sourceFiles, variables) {
    const problems = [];
    const textOf = memoize((file) => files.read(file));
    const objectsIn = memoize((file) => readObjects(textOf(file), file, variables, problems));
    const filesNaming = memoize((name) => files.search([name]).get(name) ?? []);
    const sourcesOf = (candidates, kind) => candidates.flatMap(objectsIn).filter(({ object }) => isSource(object) && object.kind === kind);
    return {
        find(reference) {
            const naming = sourceFiles.filter((file) => textOf(file).includes(reference.name) || textOf(file).includes('${'));
            return best(sourcesOf(naming, reference.kind), reference);
        },
        findValues(reference) {
            const ofKind = filesNaming(reference.name)
                .flatMap(objectsIn)
                .filter(({ object }) => object.kind === reference.kind && object.apiVersion === 'v1');
            return best(ofKind, reference)?.object;
        },
        known: (kind) => sourcesOf(sourceFiles, kind).map(({ object }) => referenceOf(object)),
        isThisRepository: ({ kind, name }) => kind === 'GitRepository' && name === fluxItself,
        problems: () => problems,
    };
}
/** What `flux bootstrap` calls the source, and so what plain files can go by. */
const fluxItself = 'flux-system';
function readObjects(text, file, variables, problems) {
    const { manifests, errors } = parseManifests(text, file);
    problems.push(...errors.map(({ message, place }) => ({
        severity: 'warning',
        kind: 'manifest',
        message: `The file is left out, for it cannot be read: ${message}`,
        place,
    })));
    // What is not set is said of HelmReleases alone: a source that matters then fails by name or URL.
    return manifests.flatMap((manifest) => substituteManifest(manifest, variables, false).manifest ?? []);
}
/**
 * The object of that namespace. Kustomizations give most objects their namespace, so that files often do not have it:
 * one without a namespace fits any, and a reference without one fits an object that is the only one of its name.
 */
function best(ofKind, { namespace, name }) {
    const named = ofKind.filter(({ object }) => textAt(object, 'metadata', 'name') === name);
    const inNamespace = (wanted) => named.find(({ object }) => textAt(object, 'metadata', 'namespace') === wanted);
    return inNamespace(namespace) ?? inNamespace('') ?? (namespace === '' && named.length === 1 ? named[0] : undefined);
}
function memoize(compute) {
    const known = new Map();
    return (key) => {
        if (!known.has(key))
            known.set(key, compute(key));
        return known.get(key);
    };
}

;// CONCATENATED MODULE: ./src/flux/plain-files.ts








/** Takes the labelled HelmReleases and what they need as the files give them, with the variables replaced. */
function loadPlainFiles(files, variables, options) {
    const labelText = textOfLabel(options.label);
    const found = files.search([labelText, sourceGroup]);
    const labelled = withoutChartTemplates(found.get(labelText) ?? [], files).map((file) => readLabelled(file, files, variables, options));
    const objects = fileObjects(files, found.get(sourceGroup) ?? [], variables);
    const outcomes = labelled
        .flatMap(({ manifests }) => manifests)
        .map((manifest) => readRelease(manifest, { label: options.label, sources: objects, findValues: objects.findValues }));
    const { releases, problems } = distinct(outcomes.flatMap(({ release }) => release ?? []));
    return {
        releases,
        problems: [...labelled, ...outcomes].flatMap((outcome) => outcome.problems).concat(objects.problems(), problems),
        complete: labelled.every(({ complete }) => complete),
        summary: [`${files.all.length} YAML files, ${labelled.length} of them with the text of the label`],
    };
}
/** What of a label's key stands in every way of writing it; in a JSON patch, the slash after its prefix is `~1`. */
function textOfLabel(label) {
    return label.slice(label.lastIndexOf('/') + 1);
}
/** Templates of a chart in this repository are no manifests: helm makes some of them. */
function withoutChartTemplates(candidates, files) {
    const charts = new Set(files.all.filter((file) => external_node_path_default().posix.basename(file) === 'Chart.yaml').map((external_node_path_default()).posix.dirname));
    const isTemplate = (file) => [...file.matchAll(/(?:^|\/)templates\//g)].some(({ index }) => charts.has(file.slice(0, index) || '.'));
    return candidates.filter((file) => !isTemplate(file));
}
function readLabelled(file, files, variables, options) {
    const parsed = parseManifests(files.read(file), file);
    const broken = parsed.errors.map(({ message, place, text }) => unreadable(message, place, holdsLabelledRelease(text, options.label)));
    const substituted = parsed.manifests
        .filter(({ object }) => isHelmRelease(object) && mayBeLabelled(object, options.label))
        .map((manifest) => substituteManifest(manifest, variables, options.strictSubstitution))
        .filter(({ manifest }) => manifest === undefined || isLabelled(manifest.object, options.label));
    return {
        manifests: substituted.flatMap(({ manifest }) => manifest ?? []),
        problems: [...broken, ...substituted.flatMap(({ problems }) => problems)],
        complete: broken.every(({ severity }) => severity !== 'error'),
    };
}
function mayBeLabelled(object, label) {
    const value = metadataValue(object, 'labels', label);
    return value === 'enabled' || value.includes('${');
}
function unreadable(message, place, isLabelledRelease) {
    const consequence = isLabelledRelease
        ? 'A labelled HelmRelease cannot be read'
        : 'The file is left out, for it cannot be read';
    return {
        severity: isLabelledRelease ? 'error' : 'warning',
        kind: 'manifest',
        message: `${consequence}: ${message}`,
        ...(place && { place }),
    };
}
/** For text that does not parse: a line with the label, and a HelmRelease, outside of comments. */
function holdsLabelledRelease(text, label) {
    const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, ''));
    const isLabel = (line) => line.includes(label) && /enabled/.test(line.slice(line.indexOf(label) + label.length));
    return lines.some((line) => /kind.*HelmRelease/.test(line)) && lines.some(isLabel);
}
/** Sorted; of several with the same namespace and name the first stays. */
function distinct(releases) {
    const byKey = new Map();
    const problems = [];
    for (const release of releases) {
        const key = (0,problem/* releaseKey */.D)(release.id);
        const first = byKey.get(key);
        if (first)
            problems.push(collision(release, first));
        else
            byKey.set(key, release);
    }
    return { releases: [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []), problems };
}
function collision(release, first) {
    return {
        severity: 'warning',
        kind: 'manifest',
        message: `This HelmRelease is left out: ${first.place.file}:${first.place.line} has one of the same namespace and name. With 'flux-monorepo: true' the Kustomizations tell them apart.`,
        object: `HelmRelease ${(0,problem/* releaseKey */.D)(release.id)}`,
        place: release.place,
    };
}

// EXTERNAL MODULE: ./node_modules/fast-glob/out/index.js
var out = __webpack_require__(5648);
var out_default = /*#__PURE__*/__webpack_require__.n(out);
;// CONCATENATED MODULE: ./src/flux/repository-files.ts



/**
 * Lists the YAML files. Symbolic links are not followed: what they lead to inside of the tree is found where it is,
 * and what lies outside is no part of the repository.
 */
function listRepository({ root, outputPath }) {
    const all = out_default().globSync(['**/*.{yaml,yml}', '**/Kustomization'], {
        cwd: root,
        dot: true,
        followSymbolicLinks: false,
        ignore: ['**/.git', '**/node_modules', out_default().escapePath(outputPath)],
        suppressErrors: true,
    })
        .sort();
    return {
        all,
        search: (texts) => search(root, all, texts),
        read: (file) => (0,external_node_fs_.readFileSync)(external_node_path_default().join(root, file), 'utf8'),
    };
}
function search(root, files, texts) {
    const needles = texts.map((text) => ({ text, bytes: Buffer.from(text), hits: [] }));
    for (const [file, content] of readEach(root, files)) {
        for (const { bytes, hits } of needles)
            if (content.includes(bytes))
                hits.push(file);
    }
    return new Map(needles.map(({ text, hits }) => [text, hits]));
}
/**
 * The files' bytes, in a buffer that the next one overwrites. Reading one after the other like this takes a quarter
 * of the time of the asynchronous functions: 20,000 small files in 0.15 s.
 */
function* readEach(root, files) {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (const file of files) {
        const content = readInto(buffer, external_node_path_default().join(root, file));
        if (content)
            yield [file, content];
    }
}
/** `undefined` when the file cannot be read: it may have gone since it was listed. */
function readInto(buffer, file) {
    let descriptor;
    try {
        descriptor = (0,external_node_fs_.openSync)(file, 'r');
    }
    catch {
        return undefined;
    }
    try {
        const length = (0,external_node_fs_.readSync)(descriptor, buffer, 0, buffer.length, 0);
        return length < buffer.length ? buffer.subarray(0, length) : (0,external_node_fs_.readFileSync)(file);
    }
    catch {
        return undefined;
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}

;// CONCATENATED MODULE: ./src/flux/load-releases.ts



/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @throws FatalError when there is no cluster of that name.
 */
async function loadReleases(options, _tools) {
    const files = listRepository(options);
    const folder = options.clusterName && findClusterFolder(files, options.clusterName);
    const cluster = folder ? readClusterConfiguration(files, folder) : { variables: new Map(), problems: [] };
    const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
    const discovery = loadPlainFiles(files, variables, options);
    return { ...discovery, problems: [...cluster.problems, ...discovery.problems] };
}

// EXTERNAL MODULE: ./src/tools/git.ts
var tools_git = __webpack_require__(615);
;// CONCATENATED MODULE: ./src/git/pause.ts

const firstMilliseconds = 200;
const longestMilliseconds = 3_000;
/** Waits a random time that grows with the attempts, so that those who met once do not meet again. */
async function pause(attempt) {
    await (0,external_node_timers_promises_.setTimeout)(Math.random() * Math.min(firstMilliseconds * 2 ** attempt, longestMilliseconds));
}

// EXTERNAL MODULE: ./src/tools/changed-files.ts
var changed_files = __webpack_require__(713);
// EXTERNAL MODULE: ./src/watch.ts
var watch = __webpack_require__(1344);
;// CONCATENATED MODULE: ./src/git/commit-tree.ts


/** Far below what the arguments of a process may hold (128 KiB on the strictest systems), at 255 bytes a name. */
const pathsPerCommand = 400;
/**
 * The tree of a commit with the given files as they now are in the work tree, made in an index of its own: what is
 * staged stays staged, and HEAD and the branch stay where they are. The files pass the filters of .gitattributes, so
 * that line ends are what a later checkout expects.
 * @param paths From the top of the repository; those that are not there are taken out of the tree.
 */
async function writeTree(repository, temporary, base, paths) {
    const environment = { GIT_INDEX_FILE: external_node_path_default().join(temporary, 'index') };
    await repository.git(['read-tree', base], { environment });
    for (let first = 0; first < paths.length; first += pathsPerCommand) {
        const some = paths.slice(first, first + pathsPerCommand);
        await repository.git(['update-index', '--add', '--remove', '--', ...some], { environment });
    }
    return (await repository.git(['write-tree'], { environment })).trim();
}
/** A commit that no ref points to yet. */
async function commitTree(repository, temporary, tree, parent, message, { environment, signs }) {
    const file = external_node_path_default().join(temporary, 'message');
    await (0,promises_.writeFile)(file, message);
    const args = ['commit-tree', ...(signs ? ['-S'] : []), '-p', parent, '-F', file, tree];
    return (await repository.git(args, { environment })).trim();
}

;// CONCATENATED MODULE: ./src/git/identity.ts
/** The configured identity if there is one, field by field, otherwise a bot's for this one command. */
async function readAuthorship(repository, serverUrl) {
    const keys = '^((user|author|committer)\\.(name|email)|commit\\.gpgsign)$';
    const { stdout } = await repository.tryGit(['config', '-z', '--get-regexp', keys]);
    const settings = new Map(stdout.split('\0').map(setting));
    const bot = { name: 'prepuller[bot]', email: `prepuller[bot]@users.noreply.${new URL(serverUrl).hostname}` };
    const environment = {};
    for (const role of ['author', 'committer']) {
        for (const field of ['name', 'email']) {
            const variable = `GIT_${role}_${field}`.toUpperCase();
            const isKnown = process.env[variable] || settings.get(`user.${field}`) || settings.get(`${role}.${field}`);
            if (!isKnown)
                environment[variable] = bot[field];
        }
    }
    return { environment, signs: /^(?:true|yes|on|1|)$/i.test(settings.get('commit.gpgsign') ?? 'false') };
}
/** A name in lower case, a newline, and the value; a name alone stands for true. */
function setting(entry) {
    const end = entry.indexOf('\n');
    return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
}

;// CONCATENATED MODULE: ./src/generated-mark.ts
/** How every generated file begins, whatever the version that wrote it. */
const generatedMark = '# Generated by prepuller';
/** Whether a file is ours to overwrite, to remove and to commit. */
function isMarked(text) {
    const line = text.replace(/^\uFEFF/, '').slice(0, generatedMark.length + 1);
    return line.startsWith(generatedMark) && !/\w/.test(line.slice(generatedMark.length));
}

// EXTERNAL MODULE: ./src/interruption.ts
var interruption = __webpack_require__(2711);
;// CONCATENATED MODULE: ./src/git/work-tree.ts







/** Paths are names, not patterns, and looking at the index does not lock it. */
const literal = { GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' };
/**
 * Generated files that an interrupted run wrote and did not commit. This run found them as they should be, so they
 * are not among its changes.
 * @returns Paths from the top of the repository.
 */
async function findLeftovers(repository, outputPath) {
    const args = [
        'status',
        '--porcelain',
        '-z',
        '--untracked-files=all',
        '--no-renames',
        '--',
        repository.prefix + outputPath,
    ];
    const status = await repository.git(args, { environment: literal });
    const leftovers = [];
    for (const entry of status.split('\0')) {
        const file = entry.slice('XY '.length);
        if (file !== '' && (await isGenerated(repository, file)))
            leftovers.push(file);
    }
    return leftovers;
}
async function isGenerated(repository, file) {
    const absolute = external_node_path_default().join(repository.top, file);
    if ((0,external_node_fs_.existsSync)(absolute))
        return isMarked(await readStart(absolute));
    const { stdout } = await repository.tryGit(['cat-file', '-p', `HEAD:${file}`], { quiet: true });
    return isMarked(stdout);
}
async function readStart(file) {
    const handle = await (0,promises_.open)(file);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
        return buffer.toString('utf8', 0, bytesRead);
    }
    finally {
        await handle.close();
    }
}
/**
 * Refuses an output folder whose files git would not see: in a submodule, or hidden by .gitignore.
 * @param paths Files that are new, from the top of the repository.
 * @throws FatalError
 */
async function refuseHidden(repository, paths) {
    const [first] = paths;
    if (first === undefined)
        return;
    const submodule = submoduleAround(repository.top, first);
    if (submodule !== undefined) {
        throw new problem/* FatalError */.H(`${first} would lie in the submodule ${submodule}: choose another prepuller-output-path.`);
    }
    const { stdout } = await repository.tryGit(['check-ignore', '--verbose', '--', ...paths]);
    const [rule, file] = (stdout.split('\n')[0] ?? '').split('\t');
    if (file === undefined)
        return;
    throw new problem/* FatalError */.H(`${file} is hidden from git by ${rule}: take the pattern away, or choose another prepuller-output-path.`);
}
function submoduleAround(top, file) {
    const folders = external_node_path_default().dirname(file).split('/');
    return folders
        .map((_, index) => folders.slice(0, index + 1).join('/'))
        .find((folder) => (0,external_node_fs_.existsSync)(external_node_path_default().join(top, folder, '.git')));
}
/** Puts the files back as they were before the run. */
async function restoreFiles(repository, changes) {
    await (0,interruption/* uninterrupted */.q)(async () => {
        for (const { path: relative, before } of changes) {
            const file = external_node_path_default().join(repository.top, repository.prefix, relative);
            if (before === null)
                await (0,promises_.rm)(file, { force: true });
            else
                await writeAtomically(file, before);
        }
    });
}
/** `wx` never opens what is there, and so follows no link. */
async function writeAtomically(file, text) {
    const temporary = external_node_path_default().join(external_node_path_default().dirname(file), `.${external_node_path_default().basename(file)}.${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_.writeFile)(temporary, text, { flag: 'wx' });
    await (0,promises_.rename)(temporary, file);
}
/**
 * Brings HEAD, index and files from one commit to a later one, if that loses nothing: git does nothing at all where a
 * file with changes, or one that git does not know, is in the way.
 * @returns Whether it did.
 */
async function moveTo(repository, from, to) {
    const isLater = await repository.tryGit(['merge-base', '--is-ancestor', from, to]);
    if (isLater.exitCode !== 0)
        return false;
    await repository.tryGit(['update-index', '-q', '--refresh'], { quiet: true });
    return await (0,interruption/* uninterrupted */.q)(async () => {
        if ((await repository.tryGit(['read-tree', '-m', '-u', from, to])).exitCode !== 0)
            return false;
        await moveHead(repository, from, to);
        return true;
    });
}
/**
 * Brings HEAD and the index to a commit whose files are in the work tree already. What else is staged stays so.
 * @param list File with the paths, each ended by NUL.
 */
async function adopt(repository, from, to, list) {
    const args = ['reset', '--quiet', to, `--pathspec-from-file=${list}`, '--pathspec-file-nul'];
    await (0,interruption/* uninterrupted */.q)(async () => {
        await repository.git(args, { environment: literal });
        await moveHead(repository, from, to);
    });
}
async function moveHead(repository, from, to) {
    await repository.git(['update-ref', '-m', 'prepuller: pushed', 'HEAD', to, from]);
}

;// CONCATENATED MODULE: ./src/git/publication.ts







async function preparePublication(request) {
    const { workspace, changes, options } = request;
    const { source, base, checkout, temporary } = workspace;
    const withPrefix = (change) => source.prefix + change.path;
    await refuseHidden(checkout, changes.filter(({ before }) => before === null).map(withPrefix));
    const leftovers = source === checkout ? await findLeftovers(checkout, options.outputPath) : [];
    const paths = [...new Set([...changes.map(withPrefix), ...leftovers])];
    const tree = paths.length === 0 ? await treeOf(request, base) : await writeTree(source, temporary, base, paths);
    return { ...request, paths, tree };
}
/** Whether the base holds the files already, as git sees them: with its rules for line ends applied. */
async function isPublished(publication) {
    return publication.tree === (await treeOf(publication, publication.workspace.base));
}
async function treeOf({ workspace }, commit) {
    return (await workspace.checkout.git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();
}
/**
 * The tree that the run would have made on another tip, or `undefined` if only a new run can tell: something that
 * goes into a run differs there, or a generated file became something else than this run made of it.
 */
async function treeOn(publication, tip) {
    const { workspace, paths, tree, options } = publication;
    const { checkout, source, base, temporary, remote } = workspace;
    if (tip === base)
        return tree;
    const changed = await (0,changed_files/* changedFiles */.Y)(checkout, base, tip, { environment: remote.environment });
    if ((0,watch/* firstRelevant */.g)(changed, source.prefix, options))
        return undefined;
    const different = new Set((await (0,changed_files/* changedFiles */.Y)(checkout, tree, tip)).map((file) => file.path));
    const output = `${source.prefix}${options.outputPath}/`;
    if (changed.some((file) => file.path.startsWith(output) && different.has(file.path)))
        return undefined;
    return await writeTree(source, temporary, tip, paths);
}
async function commitOn(publication, tip, tree) {
    const { workspace, options, event } = publication;
    const authorship = await readAuthorship(workspace.checkout, event.serverUrl);
    return await commitTree(workspace.checkout, workspace.temporary, tree, tip, options.commitMessage, authorship);
}
/** The user's checkout follows to the pushed commit where that loses nothing; otherwise it is left as it was. */
async function followTo(publication, commit, parent) {
    const { checkout, source, head, temporary } = publication.workspace;
    if (source === checkout && parent === head) {
        const list = external_node_path_default().join(temporary, 'paths');
        await (0,promises_.writeFile)(list, publication.paths.join('\0'));
        await adopt(checkout, head, commit, list);
        return;
    }
    await restoreCheckout(publication);
    await moveTo(checkout, head, commit);
}
/** Takes what the run wrote back from the user's checkout, if it wrote there. */
async function restoreCheckout({ workspace, changes, }) {
    if (workspace.source === workspace.checkout)
        await restoreFiles(workspace.checkout, changes);
}

;// CONCATENATED MODULE: ./src/git/pull-request-text.ts

/** Forges cut a description at 64 KiB. */
const mostLines = 500;
/** The description of the pull request: for every generated file the images that come and go. */
function describeImages(changes, branch) {
    const sections = changes.flatMap(describeFile);
    const shown = sections.slice(0, mostLines);
    const rest = sections.length > shown.length ? [`...and ${sections.length - shown.length} lines more`] : [];
    const diff = sections.length === 0 ? [] : ['', '```diff', ...shown, ...rest, '```'];
    return [
        `The images that the labelled HelmReleases on \`${branch}\` run have changed.`,
        ...diff,
        '',
        'This pull request is kept up to date by prepuller, and closed when nothing is left to change.',
    ].join('\n');
}
function describeFile({ path, before, after }) {
    const [old, current] = [imagesOf(before), imagesOf(after)];
    const added = [...current].filter((image) => !old.has(image));
    const removed = [...old].filter((image) => !current.has(image));
    if (added.length === 0 && removed.length === 0)
        return [];
    return [`# ${path}`, ...removed.map((image) => `- ${image}`), ...added.map((image) => `+ ${image}`)];
}
/** The images of a generated file's pods; what somebody made of an old one by hand may be anything. */
function imagesOf(text) {
    const pod = ['spec', 'template', 'spec'].reduce((value, key) => field(value, key), read(text));
    const containers = ['initContainers', 'containers'].flatMap((list) => pull_request_text_entries(field(pod, list)));
    const images = containers.map((container) => field(container, 'image'));
    const volumes = pull_request_text_entries(field(pod, 'volumes')).map((volume) => field(field(volume, 'image'), 'reference'));
    return new Set([...images, ...volumes].filter((image) => typeof image === 'string' && /^[\w.:/@-]+$/.test(image)));
}
function read(text) {
    try {
        return text === null ? undefined : (0,dist/* parse */.qg)(text);
    }
    catch {
        return undefined;
    }
}
function field(value, key) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && Object.hasOwn(value, key) ? value[key] : undefined;
}
function pull_request_text_entries(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./src/git/pull-requests.ts

/**
 * Uses only calls that have the same path and fields on GitHub and on Forgejo.
 * https://docs.github.com/rest/pulls/pulls, https://codeberg.org/api/swagger#/repository
 */
async function openPullRequests(token, event) {
    const [owner = '', repo = ''] = event.repository.split('/');
    const repository = { owner, repo };
    // A forge's client is much to load, and most runs open no pull request.
    const { getOctokit } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    const octokit = getOctokit(token, { baseUrl: event.apiUrl });
    const { pulls } = octokit.rest;
    return {
        async find(head, base) {
            // Forgejo does not filter by head: it is asked for all that are open.
            const query = { ...repository, state: 'open', head: `${owner}:${head}`, base };
            const open = await explained(octokit.paginate(pulls.list, query));
            return open.find((pull) => pull.head.ref === head && pull.base.ref === base && isOwn(pull, event))?.number;
        },
        async open(head, base, content) {
            return (await explained(pulls.create({ ...repository, head, base, ...content }))).data.html_url;
        },
        async update(number, content) {
            return (await explained(pulls.update({ ...repository, pull_number: number, ...content }))).data.html_url;
        },
        async close(number) {
            await explained(pulls.update({ ...repository, pull_number: number, state: 'closed' }));
        },
    };
}
/** A fork may have a branch of the same name. */
function isOwn(pull, event) {
    return pull.head.repo?.full_name === event.repository;
}
async function explained(call) {
    try {
        return await call;
    }
    catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        throw new problem/* FatalError */.H('The branch is pushed, but the forge refuses the pull request: check that the token has `pull-requests: write`, ' +
            'and on GitHub that Settings, Actions, General lets workflows create pull requests.', words);
    }
}

;// CONCATENATED MODULE: ./src/git/refusal.ts
/**
 * What git and the forges say when a push or a fetch fails. The words are those of git (LC_ALL=C), GitHub
 * (https://docs.github.com/code-security/secret-scanning, GH006, GH013), Forgejo (routers/private/hook_pre_receive.go)
 * and libcurl.
 */
const credentials = /Authentication failed|could not read (?:Username|Password)|returned error: 40[13]\b|Permission to .{1,200} denied|Write access to repository not granted|Permission denied \(|not allowed to push code/i;
const refusal_missing = /repository .{0,300}not found|does not appear to be a git repository|returned error: 404\b/i;
const protection = /GH006|GH013|protected branch|branch is protected|rule violations|pre-receive hook declined|hook declined|denied by hook/i;
/** Somebody else moved the branch first, seen here, by git on the forge, or while it locks the branch. */
const race = /fetch first|non-fast-forward|stale info|remote ref updated|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists|shallow update not allowed/i;
const refusal_transient = /Could not resolve host|Connection (?:refused|reset|timed out)|Failed to connect|Couldn't connect|timed out|early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|Empty reply|returned error: (?:408|429|5\d\d)\b/i;
/** What the person who reads the log has to change, or `undefined` for what another try may settle. */
function explainRefusal(words, branch) {
    if (protection.test(words)) {
        return (`The forge refuses the push to ${branch} by a protection rule or a hook: allow this workflow's identity to push ` +
            'to it, or set publish: pull-request.');
    }
    if (race.test(words))
        return undefined;
    if (credentials.test(words)) {
        return ('The forge does not accept the credentials: give the job `permissions: contents: write` and keep the ' +
            "checkout's `persist-credentials`, or set the input `token` to one that may write and has not expired.");
    }
    if (refusal_missing.test(words))
        return 'The forge knows no such repository, or the credentials may not see it.';
    if (refusal_transient.test(words))
        return undefined;
    if (/remote rejected|\[rejected]/.test(words))
        return `The forge refuses the push to ${branch}.`;
    return undefined;
}
/** What may pass by itself: the network, or a forge that is busy. */
function isTransient(words) {
    return !race.test(words) && refusal_transient.test(words);
}

;// CONCATENATED MODULE: ./src/git/remote.ts



const maxTries = 4;
/**
 * Runs a git command that talks to the forge. What may pass by itself is tried again.
 * @throws FatalError when the forge refuses in a way that no further try would change, or cannot be reached.
 */
async function talk(workspace, branch, args) {
    const { environment } = workspace.remote;
    for (let attempt = 1;; attempt++) {
        const result = await workspace.checkout.tryGit(args, { environment });
        if (result.exitCode === 0)
            return result;
        const words = `${result.stdout}${result.stderr}`;
        const refusal = explainRefusal(words, branch);
        if (refusal !== undefined)
            throw new problem/* FatalError */.H(refusal, words);
        if (!isTransient(words))
            return result;
        if (attempt === maxTries)
            throw new problem/* FatalError */.H('The forge cannot be reached.', words);
        await pause(attempt);
    }
}
/** Brings the tips of branches here; those of a shallow clone grow by what is new, and by no more. */
async function fetchBranches(workspace, ...branches) {
    const refs = branches.map((branch) => `refs/heads/${branch}`);
    const args = ['fetch', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', workspace.remote.name];
    const result = await talk(workspace, branches.join(', '), [...args, ...refs]);
    if (result.exitCode !== 0)
        throw new problem/* FatalError */.H(`${branches.join(', ')} could not be fetched.`, result.stderr);
}
/** The tips of those of the branches that are there, as the forge has them now. */
async function remoteTips(workspace, ...branches) {
    const refs = branches.map((branch) => `refs/heads/${branch}`);
    const result = await talk(workspace, branches.join(', '), ['ls-remote', workspace.remote.name, ...refs]);
    if (result.exitCode !== 0)
        throw new problem/* FatalError */.H('The branches of the forge could not be listed.', result.stderr);
    const lines = result.stdout.split('\n').filter((line) => line !== '');
    return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1).replace('refs/heads/', ''), line.split('\t')[0] ?? '']));
}
/** The newest tip of a branch, with its files. */
async function fetchTip(workspace, branch) {
    const tip = (await remoteTips(workspace, branch)).get(branch);
    if (tip === undefined)
        throw new problem/* FatalError */.H(`The branch ${branch} is gone: there is nothing left to commit to.`);
    await fetchBranches(workspace, branch);
    return tip;
}
/**
 * The new commit as the tip of a branch, if its tip is still the expected one; `''` expects no such branch.
 * The lease makes the forge compare and swap: a branch that was deleted is not brought back, and commits of the
 * checkout that are not ours stay there. It forces nothing where the expected tip is the commit's parent.
 * @returns `false` when somebody was faster.
 */
async function push(workspace, commit, branch, expected) {
    const lease = `--force-with-lease=refs/heads/${branch}:${expected}`;
    const args = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', lease, workspace.remote.name];
    const refspec = `${commit}:refs/heads/${branch}`;
    const result = await talk(workspace, branch, [...args, refspec]);
    if (result.exitCode === 0)
        return true;
    if (!/shallow update not allowed/.test(result.stdout))
        return false;
    // A server that lacks the history below a shallow clone takes a whole one.
    await talk(workspace, branch, ['fetch', '--unshallow', '--no-tags', '--no-write-fetch-head', workspace.remote.name]);
    return (await talk(workspace, branch, [...args, refspec])).exitCode === 0;
}

// EXTERNAL MODULE: ./src/tools/repository.ts + 1 modules
var repository = __webpack_require__(5973);
;// CONCATENATED MODULE: ./src/tools/temporary-folder.ts




const folders = new Set();
/**
 * A new folder under the runner's temporary one. It goes with `removeTemporaryFolder`, at the latest when the process
 * exits; a signal must therefore lead to an exit.
 */
async function createTemporaryFolder() {
    if (folders.size === 0)
        process.once('exit', removeAll);
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'prepuller-'));
    folders.add(folder);
    return folder;
}
async function removeTemporaryFolder(folder) {
    await (0,promises_.rm)(folder, { recursive: true, force: true });
    folders.delete(folder);
    if (folders.size === 0)
        process.off('exit', removeAll);
}
function removeAll() {
    for (const folder of folders)
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./src/git/workspace.ts




async function openWorkspace(root, token) {
    const checkout = (0,repository/* openRepository */.h_)(root);
    const remote = await (0,repository/* findRemote */._Y)(checkout, token);
    const head = (await checkout.git(['rev-parse', '--verify', 'HEAD'])).trim();
    return { checkout, head, source: checkout, base: head, remote, temporary: await createTemporaryFolder(), reruns: 0 };
}
/**
 * A copy of the commit's files to run on again. The user's checkout is not touched: it may hold work of theirs, and
 * this process may end at any time.
 */
async function workspaceAt(workspace, base) {
    const temporary = await createTemporaryFolder();
    const source = (0,repository/* withWorkTree */.yU)(workspace.checkout, external_node_path_default().join(temporary, 'tree'));
    await (0,promises_.mkdir)(external_node_path_default().join(source.top, source.prefix), { recursive: true });
    const environment = { GIT_INDEX_FILE: external_node_path_default().join(temporary, 'index') };
    await source.git(['read-tree', base], { environment });
    await source.git(['checkout-index', '--all', '--quiet'], { environment });
    await closeWorkspace(workspace);
    return { ...workspace, source, base, temporary, reruns: workspace.reruns + 1 };
}
async function closeWorkspace(workspace) {
    await removeTemporaryFolder(workspace.temporary);
}

;// CONCATENATED MODULE: ./src/git/supersede.ts




/** Ten runs that race, each for files of its own, may each lose against all others. */
const maxReruns = 10;
/** Lays out the new tip for another run. The user's checkout is left as it was before the first. */
async function supersede(publication, tip) {
    if (publication.workspace.reruns === maxReruns) {
        throw new problem/* FatalError */.H(`${publication.branch} changed during ${maxReruns + 1} runs in a row: run this workflow again.`);
    }
    await restoreCheckout(publication);
    const workspace = await workspaceAt(publication.workspace, tip);
    return { kind: 'superseded', root: external_node_path_default().join(workspace.source.top, workspace.source.prefix), workspace };
}

;// CONCATENATED MODULE: ./src/git/propose-changes.ts







const maxPushes = 5;
/**
 * Keeps one pull request open with the changes: one commit on a branch of our own, which is made anew on the tip of
 * the branch that it is for. With nothing left to change the pull request is closed and its branch removed.
 */
async function proposeChanges(publication) {
    const { workspace, branch: base, options } = publication;
    refuseWithoutToken(options.token);
    const head = `prepuller/${options.clusterName || base}`;
    for (let attempt = 1; attempt <= maxPushes; attempt++) {
        const tips = await remoteTips(workspace, base, head);
        const tip = tips.get(base);
        if (tip === undefined)
            throw new problem/* FatalError */.H(`The branch ${base} is gone: there is nothing left to propose to.`);
        await fetchBranches(workspace, ...tips.keys());
        const tree = await treeOn(publication, tip);
        if (tree === undefined)
            return await supersede(publication, tip);
        const current = tips.get(head) ?? '';
        const isWanted = tree !== (await treeOf(publication, tip));
        const sha = isWanted ? await proposal(publication, tip, tree, current) : '';
        if (sha === current || (await push(workspace, sha, head, current))) {
            const result = await tellForge(publication, head, sha, current);
            await restoreCheckout(publication);
            return result;
        }
        await pause(attempt);
    }
    throw new problem/* FatalError */.H(`${head} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}
function refuseWithoutToken(token) {
    if (token !== '')
        return;
    throw new problem/* FatalError */.H('publish: pull-request needs the input `token`, for instance `${{ github.token }}` with the permissions ' +
        '`contents: write` and `pull-requests: write`.');
}
/** The commit that is to be on the branch: the one that is there, if it is the same but for its date. */
async function proposal(publication, tip, tree, current) {
    if (current !== '') {
        // Raw, for in a shallow clone git pretends that the commit has no parent.
        const { stdout } = await publication.workspace.checkout.tryGit(['cat-file', 'commit', current]);
        if (stdout.startsWith(`tree ${tree}\nparent ${tip}\nauthor `))
            return current;
    }
    return await commitOn(publication, tip, tree);
}
async function tellForge(publication, head, sha, current) {
    const { branch: base, changes, options, event } = publication;
    // Without a branch there is no pull request to close.
    if (sha === '' && current === '')
        return { kind: 'unchanged' };
    const forge = await openPullRequests(options.token, event);
    const number = await forge.find(head, base);
    if (sha === '')
        return await withdraw(forge, number);
    const content = { title: options.commitMessage.split('\n')[0] ?? '', body: describeImages(changes, base) };
    const url = number === undefined ? await openOne(forge, head, base, content) : await forge.update(number, content);
    return { kind: 'pull-request', sha, branch: head, url };
}
/** Another run may have opened it in between. */
async function openOne(forge, head, base, content) {
    try {
        return await forge.open(head, base, content);
    }
    catch (error) {
        const number = await forge.find(head, base);
        if (number === undefined)
            throw error;
        return await forge.update(number, content);
    }
}
async function withdraw(forge, number) {
    if (number !== undefined)
        await forge.close(number);
    return { kind: 'unchanged' };
}

;// CONCATENATED MODULE: ./src/git/push-to-branch.ts





/** As many as there may be runs that race, and some. */
const push_to_branch_maxPushes = 12;
/**
 * Adds one commit with the changes to the branch. If somebody else was faster, the same files are put on the new tip,
 * or, if what they were made of changed there, the run is to be repeated. Nothing is ever forced or merged.
 */
async function pushToBranch(publication) {
    if (await isPublished(publication))
        return { kind: 'unchanged' };
    const { workspace, branch } = publication;
    let tip = await expectedTip(publication);
    for (let attempt = 1; attempt <= push_to_branch_maxPushes; attempt++) {
        const tree = await treeOn(publication, tip);
        if (tree === undefined)
            return await supersede(publication, tip);
        if (tree === (await treeOf(publication, tip)))
            return await publishedByAnother(publication);
        const sha = await commitOn(publication, tip, tree);
        if (await push(workspace, sha, branch, tip))
            return await published(publication, sha, tip);
        await pause(attempt);
        const seen = await fetchTip(workspace, branch);
        // The push may have arrived although its answer did not.
        if (seen === sha)
            return await published(publication, sha, tip);
        tip = seen;
    }
    throw new problem/* FatalError */.H(`${branch} moved ${push_to_branch_maxPushes} times while the commit was pushed: run this workflow again.`);
}
/** A pull request's default checkout is its merge with the base, on which no branch stands. */
async function expectedTip({ workspace, event, branch }) {
    const isMerge = event.pullRequest !== undefined && workspace.head !== event.pullRequest.headSha;
    return isMerge && workspace.reruns === 0 ? await fetchTip(workspace, branch) : workspace.base;
}
async function published(publication, sha, parent) {
    await followTo(publication, sha, parent);
    return { kind: 'pushed', sha, branch: publication.branch };
}
async function publishedByAnother(publication) {
    await restoreCheckout(publication);
    return { kind: 'unchanged' };
}

;// CONCATENATED MODULE: ./src/git/target.ts

/**
 * The branch that the event is about, and so the one that the commit is for.
 * @throws FatalError when there is none that may be pushed to: a tag, or a pull request without leave or of a fork.
 */
function targetBranch(options, event) {
    if (event.pullRequest !== undefined)
        return headBranch(event, event.pullRequest, options.commitToPullRequest);
    const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
    if (branch === undefined) {
        const what = event.ref.startsWith('refs/tags/') ? 'is a tag, which a commit cannot be added to' : 'is no branch';
        throw new problem/* FatalError */.H(`${event.ref} ${what}: run this workflow on branches only, or set commit-changes: false or check: true.`);
    }
    return wellFormed(branch);
}
function headBranch(event, { number, ...head }, allowed) {
    if (!allowed) {
        throw new problem/* FatalError */.H(`Pull request #${number} is not committed to: set check: true to compare only, or commit-to-pull-request: true.`);
    }
    if (head.headRepository !== event.repository) {
        throw new problem/* FatalError */.H(`Pull request #${number} comes from ${head.headRepository || 'a fork that was deleted'}, and a fork is never pushed to: ` +
            'set check: true for pull requests of forks.');
    }
    return wellFormed(head.headBranch);
}
/** What git allows in a branch's name, less what a command line or a log could take for something else. */
function wellFormed(branch) {
    const forbidden = /[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|\/$|\.$|\.lock$/u;
    if (forbidden.test(branch))
        throw new problem/* FatalError */.H(`The branch ${JSON.stringify(branch)} has a name that git refuses.`);
    return branch;
}

;// CONCATENATED MODULE: ./src/git/commit-changes.ts







/**
 * Commits exactly the given changes and publishes them. Never forces the branch, never merges.
 * The user's checkout ends on the pushed commit, or as it was before the run; other work in it is left alone.
 * @param previous Of the run before, if that was superseded.
 * @throws FatalError when nothing could be published, with what to do.
 */
async function commitChanges(changes, options, event, previous) {
    if (options.check)
        return { kind: 'unchanged' };
    if (!options.commitChanges)
        return { kind: 'written' };
    const workspace = previous?.workspace ?? (await commit_changes_explained(openWorkspace(options.root, options.token)));
    try {
        const branch = targetBranch(options, event);
        const publication = await commit_changes_explained(preparePublication({ workspace, changes, branch, options, event }));
        const isProposed = options.publish === 'pull-request' && event.pullRequest === undefined;
        return await commit_changes_explained(isProposed ? proposeChanges(publication) : pushToBranch(publication));
    }
    catch (error) {
        await restoreCheckout({ workspace, changes });
        throw error;
    }
    finally {
        await closeWorkspace(workspace);
    }
}
/** git's own words are part of the explanation. */
async function commit_changes_explained(work) {
    try {
        return await work;
    }
    catch (error) {
        throw error instanceof tools_git/* GitError */.XS ? new problem/* FatalError */.H(`${error.message}.`, error.stderr) : error;
    }
}

// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 8 modules
var esm = __webpack_require__(1138);
;// CONCATENATED MODULE: ./src/images/reference.ts
/**
 * The grammar of image references.
 * Source: https://github.com/distribution/reference, regexp.go, normalize.go and reference.go.
 */
const domainComponent = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const tag = '[\\w][\\w.-]{0,127}';
/** Other algorithms match the grammar, but go-digest, which every runtime uses, refuses them. */
const digest = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const named = new RegExp(`^(?:(${domain})/)?(${pathComponent}(?:/${pathComponent})*)$`);
const reference = new RegExp(`^([^@]+?)(?::(${tag}))?(?:@(${digest}))?$`);
const host = new RegExp(`^${domain}$`);
const maximumNameLength = 255;
/** Name, tag and the longest digest: what is longer is no reference, and is not worth matching. */
const maximumLength = maximumNameLength + 128 + 140;
/** @returns the normalised parts, or `undefined` for what `docker pull` would refuse to parse. */
function parseReference(text) {
    if (text.length > maximumLength)
        return undefined;
    const [, name = '', tag, digest] = reference.exec(text) ?? [];
    const repository = parseRepository(name);
    if (repository === undefined)
        return undefined;
    return { ...repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}
function parseRepository(name) {
    if (name.length > maximumNameLength || /^[a-f0-9]{64}$/.test(name))
        return undefined;
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const full = isDomain(first) ? name : `docker.io/${slash < 0 ? 'library/' : ''}${name}`;
    const [, domain, path] = named.exec(full) ?? [];
    if (domain === undefined || path === undefined)
        return undefined;
    if (domain !== 'docker.io' && domain !== 'index.docker.io')
        return { domain, path };
    return { domain: 'docker.io', path: path.includes('/') ? path : `library/${path}` };
}
/** A first segment is a host when it cannot be a namespace of Docker Hub (normalize.go, splitDockerDomain). */
function isDomain(segment) {
    return segment === 'localhost' || /[.:A-Z]/.test(segment);
}
/**
 * One string for all the spellings of one image: `nginx` and `docker.io/library/nginx:latest` are the same.
 * A runtime ignores the tag beside a digest, and so does this.
 */
function normalizeReference({ domain, path, tag, digest }) {
    return `${domain}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}
/** Registries whose namespaces hold neither dot nor colon: a host right behind them is a mistake. */
const plainRegistries = new Set(['docker.io', 'index.docker.io', 'ghcr.io', 'registry.k8s.io', 'public.ecr.aws']);
/** Registries whose namespaces may look like a host (`gcr.io/google.com/project`). */
const dottedRegistries = new Set(['quay.io', 'gcr.io']);
const wellKnownRegistries = new Set([
    ...plainRegistries,
    ...dottedRegistries,
    'k8s.gcr.io',
    'mcr.microsoft.com',
    'nvcr.io',
    'registry.gitlab.com',
]);
/**
 * Takes away a default registry that a chart put in front of a reference that had one:
 * `docker.io/quay.io/foo/bar` is `quay.io/foo/bar`. Any other host in front is taken for a pull-through mirror.
 */
function repairReference(text) {
    let repaired = text;
    for (let rest = withoutMistakenRegistry(repaired); rest !== undefined; rest = withoutMistakenRegistry(repaired)) {
        repaired = rest;
    }
    return repaired;
}
function withoutMistakenRegistry(text) {
    const [first = '', second = '', ...path] = text.split('/', 3);
    if (path.length === 0 || !host.test(second))
        return undefined;
    const mistaken = plainRegistries.has(first)
        ? /[.:]/.test(second)
        : dottedRegistries.has(first) && (wellKnownRegistries.has(second) || second.includes(':'));
    return mistaken ? text.slice(first.length + 1) : undefined;
}

;// CONCATENATED MODULE: ./src/images/control.ts


/** Reads the annotations `<label>-exclude` and `<label>-include`. */
function readControl(control, label) {
    const errors = [];
    const exclude = lines(control.exclude).flatMap((line) => {
        const pattern = regularExpression(line);
        if (pattern instanceof RegExp)
            return pattern;
        errors.push(`annotation ${label}-exclude: ${JSON.stringify(line)} is no regular expression (${pattern})`);
        return [];
    });
    const include = lines(control.include).filter((line) => {
        if (parseReference(line))
            return true;
        errors.push(`annotation ${label}-include: ${JSON.stringify(line)} is no image reference`);
        return false;
    });
    return { exclude, include, errors };
}
function lines(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
function regularExpression(source) {
    try {
        return new RegExp(source);
    }
    catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}
/** @returns a test whether a use stands at a place that one of the globs on `Kind/name:path` names. */
function objectFilter(globs) {
    const matchers = globs.map((glob) => new esm/* Minimatch */.VR(preparedGlob(glob), { dot: true, nocomment: true, nonegate: true }));
    return ({ object, path }) => {
        const place = oneSegment(`${object}:${path}`);
        return matchers.some((matcher) => matcher.match(place));
    };
}
/**
 * A glob is written as places are printed. So brackets are indices, no character classes; and a glob without a path
 * means the whole object.
 */
function preparedGlob(glob) {
    const whole = glob.includes(':') ? glob : `${glob}:*`;
    return oneSegment(whole).replace(/[[\]]/g, '\\$&');
}
/** A `*` stops at slashes, but keys such as `data["etc/config.yaml"]` have some that separate nothing. */
function oneSegment(place) {
    return place.replaceAll('/', '\u2044');
}

;// CONCATENATED MODULE: ./src/images/documents.ts
/**
 * Splits rendered manifests at their document markers without parsing them. A marker in column 0 cannot stand inside
 * a scalar (https://yaml.org/spec/1.2.2/#914-explicit-documents), so no text is ever cut in two.
 */
function splitDocuments(manifests) {
    const documents = [];
    let start = manifests.startsWith('\uFEFF') ? 1 : 0;
    let line = 1;
    for (const marker of manifests.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
        line = documents_push(documents, manifests.slice(start, marker.index), line);
        start = marker.index + marker[0].length;
    }
    documents_push(documents, manifests.slice(start), line);
    return documents;
}
/** @returns the line on which the next document begins. */
function documents_push(documents, text, line) {
    if (/^[ \t]*[^\s#]/m.test(text))
        documents.push({ text, line });
    return line + countNewlines(text);
}
function countNewlines(text) {
    let count = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        count++;
    return count;
}
/**
 * What must stand somewhere in a document for any rule to find an image in it: a word that image fields carry, or
 * a path that ends in a tag or digest. Everything else is not worth parsing.
 */
const evidence = /image|repository|containers|[a-z0-9]\/[\w.-]+[:@]\w/i;
/** `image` in base64, at each of the three places that it can have in a group of bytes. */
const encodedEvidence = /aW1hZ2|ltYWdl|pbWFnZ/;
/** Kinds of which even an untagged image, or a part other than images, matters. */
const alwaysRead = /^kind:[ \t]*["']?(?:Pod|ServiceAccount|[A-Za-z]*List)\b/m;
/** Kinds that describe or select other objects, and are large or look alike. */
const neverRead = /^kind:[ \t]*["']?(?:CustomResourceDefinition|PrometheusRule)\b/m;
/** A text test, so that only documents that can hold an image are parsed. */
function mayHoldImage({ text }) {
    return !neverRead.test(text) && (evidence.test(text) || alwaysRead.test(text) || encodedEvidence.test(text));
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
;// CONCATENATED MODULE: ./src/images/yaml.ts


function yaml_isMap(node) {
    return typeof node === 'object' && !Array.isArray(node);
}
function isList(node) {
    return Array.isArray(node);
}
/** The text at a key, or `''` for anything else that stands there. */
function yaml_textAt(map, key) {
    const value = map[key];
    return typeof value === 'string' ? value : '';
}
/** The node that a chain of keys leads to, if all but the last are maps. */
function nodeAt(root, ...keys) {
    return keys.reduce((node, key) => (yaml_isMap(node) ? node[key] : undefined), root);
}
function mapAt(root, ...keys) {
    const node = nodeAt(root, ...keys);
    return yaml_isMap(node) ? node : undefined;
}
function listAt(root, ...keys) {
    const node = nodeAt(root, ...keys);
    return isList(node) ? node : [];
}
/**
 * Parses one YAML document. js-yaml is used because it is several times as fast as `yaml`, is linear on hostile input,
 * and bounds depth and merge keys. What it refuses and Go's parser takes (a flow map that ends in column 0, for
 * instance) is left to `yaml`, which recovers what it can.
 * @returns the document and, when a part of it could not be read, the reason.
 */
function parseYaml(text) {
    try {
        return { node: (0,js_yaml/* load */.Hh)(text, { schema, json: true, maxDepth: maximumDepth }) };
    }
    catch (error) {
        if (isTooDeep(error) || text.length > maximumRecoverableLength)
            return { node: '', error: firstLine(error) };
        return recover(text);
    }
}
/** As `parseYaml`, without recovery: for text that may be anything. */
function parseYamlStrictly(text) {
    try {
        return (0,js_yaml/* load */.Hh)(text, { schema, json: true, maxDepth: maximumDepth });
    }
    catch {
        return undefined;
    }
}
/** A manifest of Kubernetes has fewer than 40 levels. */
const maximumDepth = 100;
/** Recovery is slow; a larger document that is no YAML is given up. */
const maximumRecoverableLength = 1024 * 1024;
function recover(text) {
    try {
        const document = (0,dist.parseDocument)(text, lenient);
        const node = withoutPrototype(document.toJS({ maxAliasCount: 100 }), 0);
        const error = document.errors[0];
        return error === undefined ? { node } : { node, error: firstLine(error) };
    }
    catch (error) {
        return { node: '', error: firstLine(error) };
    }
}
const lenient = { schema: 'failsafe', merge: true, strict: false, uniqueKeys: false, logLevel: 'silent' };
function isTooDeep(error) {
    return error instanceof Error && error.message.includes('maxDepth');
}
function firstLine(error) {
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
function withoutPrototype(value, depth) {
    if (depth > maximumDepth)
        return '';
    if (Array.isArray(value))
        return value.map((item) => withoutPrototype(item, depth + 1));
    if (value === null || value === undefined)
        return '';
    if (typeof value !== 'object')
        return String(value);
    const map = emptyMap();
    for (const [key, item] of Object.entries(value))
        map[key] = withoutPrototype(item, depth + 1);
    return map;
}
function emptyMap() {
    return Object.create(null);
}
const mapping = {
    create: emptyMap,
    addPair: (map, key, value) => {
        if (typeof key === 'string')
            map[key] = value;
        return '';
    },
    has: (map, key) => typeof key === 'string' && key in map,
    keys: (map) => Object.keys(map),
    get: (map, key) => map[String(key)],
    identify: () => false,
};
const sequence = {
    create: () => [],
    addItem: (list, item) => {
        list.push(item);
    },
    identify: () => false,
};
const yaml_scalar = { resolve: (text) => text, identify: () => false };
/** Tags say nothing that matters here (`!!int`, or a vendor's `!Ref`): whatever carries one is read as if it did not. */
const anyTag = ['!', 'tag:'].flatMap((prefix) => [
    (0,js_yaml/* defineScalarTag */.Gf)(prefix, { ...yaml_scalar, matchByTagPrefix: true }),
    (0,js_yaml/* defineMappingTag */.bH)(prefix, { ...mapping, matchByTagPrefix: true }),
    (0,js_yaml/* defineSequenceTag */.NE)(prefix, { ...sequence, matchByTagPrefix: true }),
]);
const schema = js_yaml/* FAILSAFE_SCHEMA */.uH.withTags(js_yaml/* mergeTag */.LJ, (0,js_yaml/* defineMappingTag */.bH)('tag:yaml.org,2002:map', mapping), ...anyTag);

;// CONCATENATED MODULE: ./src/images/embedded.ts


/** Text of a format that is read as prose or code, or an example that nothing reads. */
const unreadKeys = /^_|\.(?:md|html?|css|js|lua|py|sh)$/i;
/** What must stand in a text for its parse to pay: a key that says image or repository, or a reference with a registry. */
const embedded_evidence = /(?:image|containers|repository)[\w.-]*["']?[ \t]*[:=]|[a-z0-9]\.[a-z]+(?::\d+)?\/[\w./-]+[:@]\w/i;
/** A configuration file larger than this is data. */
const embedded_maximumLength = 2 * 1024 * 1024;
/** The documents inside a text that is itself YAML, JSON or lines of `key = value`; none if it cannot hold an image. */
function embeddedDocuments(key, text) {
    if (text.length > embedded_maximumLength || !/[\n{[]/.test(text))
        return [];
    if (unreadKeys.test(String(key)) || !embedded_evidence.test(text))
        return [];
    const documents = splitDocuments(text).flatMap((document) => parseYamlStrictly(document.text) ?? []);
    const structured = documents.filter((node) => yaml_isMap(node) || isList(node));
    return structured.length > 0 ? structured : readSettings(text);
}
/** Lines of TOML, INI or Java properties: one map for each `[section]`. */
function readSettings(text) {
    const sections = text.split(/^[ \t]*\[.*\][ \t]*$/m);
    return sections.map((section) => {
        const settings = Object.create(null);
        for (const [, key = '', value = ''] of section.matchAll(/^[ \t]*([\w.-]+)[ \t]*=[ \t]*(\S.*)$/gm)) {
            settings[key] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
        }
        return settings;
    });
}

;// CONCATENATED MODULE: ./src/images/path.ts
function child(parent, key) {
    return { parent, key };
}
function descend(parent, ...keys) {
    return keys.reduce(child, parent);
}
/** `spec.containers[0].image`; a key that is no plain word is quoted: `data["config.yaml"]`. */
function formatPath(path) {
    const parts = [];
    for (let at = path; at !== undefined; at = at.parent)
        parts.push(formatKey(at.key));
    return parts.reverse().join('').replace(/^\./, '');
}
function formatKey(key) {
    if (typeof key === 'number')
        return `[${key}]`;
    return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

;// CONCATENATED MODULE: ./src/images/pods.ts


const template = ['spec', 'template', 'spec'];
/** Where the kinds of Kubernetes itself hold their pod: k8s.io/api, core/v1, apps/v1 and batch/v1, types.go. */
const podPaths = new Map([
    ['Pod', ['spec']],
    ['PodTemplate', ['template', 'spec']],
    ['ReplicationController', template],
    ['ReplicaSet', template],
    ['Deployment', template],
    ['StatefulSet', template],
    ['DaemonSet', template],
    ['Job', template],
    ['CronJob', ['spec', 'jobTemplate', ...template]],
]);
const workloadGroups = new Set(['', 'apps', 'batch', 'extensions']);
/** The pod that a built-in workload runs. */
function podOf(object) {
    const keys = workloadGroups.has(object.group) ? podPaths.get(object.kind) : undefined;
    const spec = keys && mapAt(object.content, ...keys);
    return spec && { object, spec, path: descend(undefined, ...(keys ?? [])) };
}
const containerLists = ['initContainers', 'containers', 'ephemeralContainers'];
const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];
/** The pod can only run on Windows nodes, and its images cannot be pulled on Linux. */
function runsOnWindows({ spec }) {
    const selector = mapAt(spec, 'nodeSelector') ?? {};
    return (yaml_textAt(mapAt(spec, 'os') ?? {}, 'name') === 'windows' ||
        osLabels.some((label) => isWindows(selector[label])) ||
        requiresWindows(spec));
}
function isWindows(value) {
    return value === 'windows';
}
function requiresWindows(spec) {
    const terms = listAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
    return terms.length > 0 && terms.every((term) => listAt(term, 'matchExpressions').some(selectsWindows));
}
function selectsWindows(expression) {
    const { key, operator, values } = expression;
    return osLabels.includes(String(key)) && operator === 'In' && Array.isArray(values) && values.every(isWindows);
}

;// CONCATENATED MODULE: ./src/images/find-images.ts




/** A manifest in a ConfigMap may itself hold a ConfigMap; nothing goes deeper. */
const maximumEmbedding = 2;
/** Brings every map of an object, and of the documents inside its texts, before every rule. */
function findImages(object, rules) {
    const findings = [];
    const pod = podOf(object)?.spec;
    // An alias is one node in many places. It is visited once, so that aliases of aliases take no exponential time.
    const visited = new Set();
    const visit = (node, path, embedding) => {
        if (typeof node === 'string')
            visitText(node, path, embedding);
        if (typeof node !== 'object' || visited.has(node))
            return;
        visited.add(node);
        if (isList(node))
            node.forEach((item, index) => {
                visit(item, child(path, index), embedding);
            });
        else if (yaml_isMap(node))
            visitMap(node, path, embedding);
    };
    const visitMap = (map, path, embedding) => {
        if (path !== undefined && isSwitchedOff(map))
            return;
        const site = { object, path, isPod: map === pod };
        for (const rule of rules)
            for (const finding of rule.find(map, site))
                findings.push({ ...finding, rule });
        for (const key of Object.keys(map)) {
            // Labels and annotations of the object itself describe it.
            if (path !== undefined || key !== 'metadata')
                visit(map[key], child(path, key), embedding);
        }
    };
    const visitText = (text, path, embedding) => {
        if (path === undefined || embedding === maximumEmbedding)
            return;
        for (const document of embeddedDocuments(path.key, text))
            visit(document, path, embedding + 1);
    };
    visit(object.content, undefined, 0);
    return findings;
}
/** A part that says of itself that it is not deployed. */
function isSwitchedOff(map) {
    return yaml_textAt(map, 'enabled') === 'false' || yaml_textAt(map, 'enable') === 'false' || yaml_textAt(map, 'disabled') === 'true';
}

;// CONCATENATED MODULE: ./src/images/image-field.ts

/** Reads an image field. Text that is no reference is explained, never guessed at. */
function readImageField(text) {
    const written = text.trim();
    if (written === 'auto')
        return injected;
    const reference = repairReference(written);
    const parsed = parseReference(reference);
    if (parsed === undefined)
        return explain(written);
    if (reference !== written)
        return { reference, ...repaired(written, reference) };
    const { tag = 'latest', digest } = parsed;
    if (tag === 'latest' && digest === undefined)
        return { reference, ...unpinned(written) };
    return { reference };
}
/** https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway */
const injected = {
    severity: 'notice',
    message: '"auto" is replaced in the cluster by Istio; name the image in an include annotation',
};
function repaired(written, reference) {
    return warning(`${quote(written)} has a registry before its registry, and is taken for ${reference}; correct the values`);
}
function unpinned(written) {
    return warning(`${quote(written)} has no fixed tag: nodes keep what they pulled first; set a tag in the values`);
}
function explain(text) {
    if (text === '')
        return warning('is empty; set the image in the values');
    if (/\{\{|\$\(|\$\{|<no value>/.test(text))
        return warning(`${quote(text)} holds a variable that nothing has replaced`);
    if (/:\d+(?:\.\d+)?e\+\d+$/i.test(text)) {
        return warning(`${quote(text)} has a tag that was printed as a number; quote the tag in the values`);
    }
    if (/:$|:@/.test(text))
        return warning(`${quote(text)} has an empty tag; set one in the values`);
    return warning(`${quote(text)} is no image reference`);
}
function warning(message) {
    return { severity: 'warning', message };
}
function quote(text) {
    return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

;// CONCATENATED MODULE: ./src/images/kubernetes-object.ts

/** The objects of a parsed document: one, the items of a list, or none when it is no object. */
function kubernetes_object_readObjects(document) {
    if (!yaml_isMap(document))
        return [];
    const content = document;
    const kind = yaml_textAt(content, 'kind');
    if (kind.endsWith('List') && isList(content.items))
        return listAt(content, 'items').flatMap(kubernetes_object_readObjects);
    if (kind === '')
        return [];
    const [group = ''] = yaml_textAt(content, 'apiVersion').split('/').slice(0, -1);
    const metadata = mapAt(content, 'metadata') ?? {};
    const object = { group, kind, name: yaml_textAt(metadata, 'name'), namespace: yaml_textAt(metadata, 'namespace'), content };
    return [kind === 'Secret' && group === '' ? { ...object, content: decodeSecret(content) } : object];
}
/** A Secret as if its data were written in `stringData`: charts keep configuration files there. */
function decodeSecret(content) {
    const data = Object.create(null);
    for (const [key, value] of Object.entries(mapAt(content, 'data') ?? {})) {
        data[key] = typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value;
    }
    return { ...content, data };
}
/** `Kind/name`, on one line whatever the manifest says. */
function objectTitle({ kind, name }) {
    return `${kind}/${name}`.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
/** API groups whose objects talk about images that they do not run. */
const describingGroups = /^(?:apiextensions\.k8s\.io|rbac\.authorization\.k8s\.io|admissionregistration\.k8s\.io|image\.toolkit\.fluxcd\.io|(?:.+\.)?kyverno\.io|(?:.+\.)?gatekeeper\.sh)$/;
/** `false` for objects that only describe, allow or select images, and for those that only `helm test` creates. */
function mayRunImages(object) {
    if (describingGroups.test(object.group))
        return false;
    if (object.group === 'monitoring.coreos.com' && object.kind === 'PrometheusRule')
        return false;
    return !isTest(object);
}
/** https://helm.sh/docs/topics/chart_tests/: hooks `test`, and `test-success` of Helm 2. */
function isTest(object) {
    const hook = nodeAt(object.content, 'metadata', 'annotations', 'helm.sh/hook');
    if (typeof hook !== 'string')
        return false;
    const events = hook.split(',').map((event) => event.trim());
    return events.every((event) => event === 'test' || event === 'test-success' || event === 'test-failure');
}

;// CONCATENATED MODULE: ./src/images/pod-facts.ts




/** What the release's pods say about credentials and nodes. `images` are those that the pre-puller will pull. */
function readPodFacts(objects, images) {
    const pods = objects.flatMap((object) => podOf(object) ?? []);
    const accounts = objects.filter((object) => object.kind === 'ServiceAccount' && object.group === '');
    const serviceAccountName = commonServiceAccount(pods, accounts);
    return {
        imagePullSecrets: pullSecrets(objects, pods, accounts),
        ...(serviceAccountName !== undefined && { serviceAccountName }),
        ...placement(pods, images),
    };
}
function serviceAccountOf({ spec }) {
    return yaml_textAt(spec, 'serviceAccountName') || yaml_textAt(spec, 'serviceAccount') || 'default';
}
/**
 * A pod whose ServiceAccount does not exist is not admitted, so one that comes with the chart is of no use to
 * a pre-puller that runs before the chart.
 */
function commonServiceAccount(pods, accounts) {
    const [name, ...others] = new Set(pods.map(serviceAccountOf));
    if (name === undefined || others.length > 0 || name === 'default')
        return undefined;
    return accounts.some((account) => account.name === name) ? undefined : name;
}
/** Of the pods, of the ServiceAccounts that they use, and of custom resources, which hand them on to their pods. */
function pullSecrets(objects, pods, accounts) {
    const used = new Set(pods.map(serviceAccountOf));
    const holders = [
        ...pods.map(({ spec }) => spec),
        ...accounts.filter(({ name }) => used.has(name)).map(({ content }) => content),
        ...objects.filter(({ group }) => group.includes('.')).map(({ content }) => mapAt(content, 'spec') ?? {}),
    ];
    const names = holders.flatMap((holder) => listAt(holder, 'imagePullSecrets').map(secretName));
    return [...new Set(names.filter((name) => name !== ''))].sort();
}
function secretName(entry) {
    return yaml_isMap(entry) ? yaml_textAt(entry, 'name') : '';
}
/**
 * The nodes that all users of the images share. An image that anything but a pod names may be run on any node:
 * then there is no such thing.
 */
function placement(pods, images) {
    const users = pods.filter((pod) => uses(pod, images));
    const named = new Set(users.map(({ object }) => objectTitle(object)));
    const onlyPods = images.every(({ uses }) => uses.every((use) => use.confidence === 'certain' && named.has(use.object)));
    if (!onlyPods)
        return {};
    const nodeSelector = common(users.map(({ spec }) => mapAt(spec, 'nodeSelector')));
    const affinity = common(users.map(({ spec }) => requiredNodes(spec)));
    return { ...(nodeSelector && { nodeSelector }), ...(affinity && { affinity }) };
}
function uses({ object }, images) {
    const title = objectTitle(object);
    return images.some(({ uses }) => uses.some((use) => use.object === title && use.confidence === 'certain'));
}
/** Only this part of an affinity says on which nodes a pod can run at all; the rest spreads or attracts pods. */
function requiredNodes(spec) {
    const key = 'requiredDuringSchedulingIgnoredDuringExecution';
    const required = mapAt(spec, 'affinity', 'nodeAffinity', key);
    return required && { nodeAffinity: { [key]: required } };
}
function common(values) {
    const [first] = values;
    if (first === undefined || Object.keys(first).length === 0)
        return undefined;
    // Text is all that these fields hold in Kubernetes, so nothing is lost by the failsafe schema.
    return values.every((value) => (0,external_node_util_.isDeepStrictEqual)(value, first)) ? plainObject(first) : undefined;
}
function plainObject(map) {
    return JSON.parse(JSON.stringify(map));
}

;// CONCATENATED MODULE: ./src/images/read-manifests.ts



/** Reads rendered manifests, of which only the documents that can hold an image are parsed. */
function readManifests(text) {
    const manifests = { objects: [], broken: [] };
    for (const document of splitDocuments(text)) {
        if (!mayHoldImage(document))
            continue;
        const { node, error } = parseYaml(document.text);
        if (error !== undefined)
            manifests.broken.push({ line: document.line, error });
        manifests.objects.push(...kubernetes_object_readObjects(node).filter(mayRunImages));
    }
    return manifests;
}

;// CONCATENATED MODULE: ./src/images/rules/words.ts
/** The words of a key, flag or variable name, in lower case: `connectionPoolerImage`, `POOLER_IMAGE`, `pooler.image`. */
function wordsOf(name) {
    if (name.length > words_maximumNameLength)
        return [];
    return name
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== '');
}
/** The longest key of a ConfigMap; longer names are no names. */
const words_maximumNameLength = 253;
/** Words beside `image` that tell of something else than a reference, or of an image that is not to be run. */
const otherWords = new Set(`pull policy policies secret secrets type format repository repositories registry registries tag tags digest
   credential credentials bucket size scan scanner allowed allow deny denied allowlist denylist exclude excluded
   excludes ignore ignored ignores pattern patterns prefix regex mirror mirrors`.split(/\s+/));
/** `image`, `docker_image`, `imageRef`, `BASE_IMAGES`, `baseimage`; not `imagePullPolicy` or `IMAGE_TYPE`. */
function namesImage(name) {
    if (!/image/i.test(name))
        return false;
    const words = wordsOf(name);
    return (words.some((word) => /images?$|^image(?:name|ref|reference)$/.test(word)) &&
        !words.some((word) => otherWords.has(word)));
}
/** Words for things that lie in a registry, and are named as images are, but that no container runs. */
const artifactWords = new Set(`oci bundle bundles db database checks artifact artifacts chart charts module modules wasm policy policies
   mirror mirrors scan allowed excluded ignored exclude ignore`.split(/\s+/));
function namesArtifact(name) {
    return wordsOf(name).some((word) => artifactWords.has(word));
}

;// CONCATENATED MODULE: ./src/images/rules/command-words.ts



const lastWords = new Set(['command', 'args', 'arguments', 'flags', 'entrypoint']);
/** What the command lines in a map (`command`, `args`, `extraArgs`) set. */
function commandSettings(map, path) {
    return Object.keys(map).flatMap((key) => {
        const node = map[key];
        if (node === undefined || node === '' || !lastWords.has(wordsOf(key).at(-1) ?? ''))
            return [];
        return settingsOf(wordsOfCommand(node, child(path, key)));
    });
}
function wordsOfCommand(node, path) {
    if (typeof node === 'string')
        return wordsOfText(node, path);
    if (!isList(node))
        return [];
    return node.flatMap((item, index) => (typeof item === 'string' ? wordsOfText(item, child(path, index)) : []));
}
function wordsOfText(text, path) {
    if (!/\s/.test(text))
        return [{ text, path, isShell: false }];
    return splitShell(text).map((word) => ({ text: word, path, isShell: true }));
}
function settingsOf(words) {
    return words.map((word, index) => {
        const { path, isShell } = word;
        const [, name, value] = /^-{0,2}([A-Za-z_][\w.-]*)=(.*)$/s.exec(word.text) ?? [];
        if (name !== undefined && value !== undefined)
            return { name, value, path, isShell };
        const flag = /^-{1,2}([A-Za-z][\w.-]*)$/.exec(words[index - 1]?.text ?? '')?.[1] ?? '';
        return { name: flag, value: word.text, path, isShell };
    });
}
/** No argument that long is a command line; the kernel's own bound for one is 128 KiB. */
const maximumShellLength = 256 * 1024;
/** Splits a shell text into words, without its quotes and comments. Nothing is expanded. */
function splitShell(text) {
    if (text.length > maximumShellLength)
        return [];
    const code = text.replace(/\\\r?\n/g, ' ').replace(/^[ \t]*#.*$/gm, '');
    const words = code.match(/(?:[^\s'"\\;|&()]+|'[^']*'|"[^"\\]*(?:\\.[^"\\]*)*"|\\.)+/gs) ?? [];
    return words.map((word) => word.replace(/\\(.)|['"]/gs, '$1'));
}

;// CONCATENATED MODULE: ./src/images/rules/pinned.ts

/**
 * The reference in a text that may be anything: only one with a tag or digest counts.
 * @returns it as written, repaired where it is mangled.
 */
function pinnedReference(text) {
    if (text.length > 1024 || !/[\w][:@]\w/.test(text))
        return undefined;
    const reference = repairReference(text.trim());
    const parsed = parseReference(reference);
    return parsed !== undefined && isPinned(parsed) && !isAddress(parsed) && !isBareDigest(parsed)
        ? reference
        : undefined;
}
function isPinned({ tag, digest }) {
    return tag !== undefined || digest !== undefined;
}
/** `redis:6379`: a host and its port. */
function isAddress({ domain, path, tag, digest }) {
    if (digest !== undefined || domain !== 'docker.io' || !path.startsWith('library/'))
        return false;
    return /^(?:\d{4,5}|80|443)$/.test(tag ?? '') || path.includes('.svc') || path.endsWith('.local');
}
/** `sha256:0123…` reads as an image of the name `sha256`. */
function isBareDigest({ path }) {
    return /^library\/sha(?:256|384|512)$/.test(path);
}
/**
 * The references of a value that may hold several, separated by blanks, commas or lines, each perhaps with a key
 * (`4.0.0=quay.io/kafka:1`). All of them are references, or none is.
 */
function pinnedReferences(text) {
    if (text.length > 64 * 1024 || !/\w[:@]\w/.test(text))
        return [];
    const references = [];
    for (const item of text.split(/[\s,]+/)) {
        if (item === '')
            continue;
        const reference = pinnedReference(item.replace(/^[\w.-]+=/, ''));
        if (reference === undefined)
            return [];
        references.push(reference);
    }
    return references;
}
/**
 * Without a word that says image, only a reference with a public-looking registry and a path is taken for one:
 * `quay.io/a/b:1`, not `a/b:1` or `host:80/path`.
 */
function isQualified(reference) {
    const parsed = parseReference(reference);
    if (parsed === undefined)
        return false;
    const written = reference.startsWith(`${parsed.domain}/`) || reference.startsWith('index.docker.io/');
    return written && parsed.domain.includes('.') && !/\.(?:svc|local|internal)(?::|$)/.test(parsed.domain);
}

;// CONCATENATED MODULE: ./src/images/rules/image-flag.ts



/** Flags that take an image without saying so. */
const imageFlags = new Set(['prometheus-config-reloader']);
/** A flag whose name says image: `--x-image=REF`, `--x-image REF`, and both inside shell texts. */
const imageFlag = {
    name: 'image-flag',
    confidence: 'high',
    find(map, { path }) {
        const flags = commandSettings(map, path).filter(({ name }) => imageFlags.has(name) || namesImage(name));
        return flags.flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
    },
};

;// CONCATENATED MODULE: ./src/images/rules/named-values.ts


/** The texts that a map holds under its own keys. */
function keyedValues(map, path) {
    return Object.keys(map).flatMap((name) => {
        const value = map[name];
        return typeof value === 'string' && value !== '' ? { name, value, path: child(path, name) } : [];
    });
}
/** The texts of each list of `{name, value}` that a map holds, as `env` is one. */
function listedValues(map, path) {
    return Object.keys(map).flatMap((key) => {
        const list = map[key];
        if (!isList(list))
            return [];
        const values = list.flatMap((item, index) => {
            if (!yaml_isMap(item) || typeof item.name !== 'string' || typeof item.value !== 'string')
                return [];
            return { name: item.name, value: item.value, path: child(child(child(path, key), index), 'value') };
        });
        return values.length === 0 ? [] : [values];
    });
}

;// CONCATENATED MODULE: ./src/images/rules/image-key.ts





/** A key that says image (`image`, `docker_image`, `imageRef`, `images`), with references that have a tag or digest. */
const imageKey = {
    name: 'image-key',
    confidence: 'high',
    find(map, { path }) {
        const texts = keyedValues(map, path).filter(({ name }) => namesImage(name));
        const lists = Object.keys(map).filter((key) => isList(map[key]) && namesImage(key));
        const items = lists.flatMap((key) => keyedItems(map[key], child(path, key)));
        return [...texts, ...items].flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
    },
};
function keyedItems(list, path) {
    if (!Array.isArray(list))
        return [];
    return list.flatMap((value, index) => (typeof value === 'string' ? { value, path: child(path, index) } : []));
}

;// CONCATENATED MODULE: ./src/images/rules/image-object.ts





/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
const imageObject = {
    name: 'image-object',
    confidence: 'high',
    find(map, { object, path }) {
        const parts = partsOf(map, isImage(path));
        if (parts === undefined || (object.group === 'nvidia.com' && isDriver(path)))
            return [];
        const text = joinParts(parts);
        return text === undefined ? [] : [{ text, path: descend(path, parts.key) }];
    },
};
function isImage(path) {
    for (let at = path; at !== undefined; at = at.parent)
        if (typeof at.key === 'string')
            return namesImage(at.key);
    return false;
}
/** The operator appends the node's operating system to the tag of the driver: the image is known only in the cluster. */
function isDriver(path) {
    return path?.key === 'driver' || path?.key === 'vgpuManager';
}
/** `undefined` unless the map surely is an image: a name and a version alone are more often a program's. */
function partsOf(map, isNamedImage) {
    const registry = yaml_textAt(map, 'registry');
    const repository = yaml_textAt(map, 'repository') || yaml_textAt(map, 'repo');
    const image = yaml_textAt(map, 'image');
    const tag = yaml_textAt(map, 'tag') || yaml_textAt(map, 'imageTag');
    const digest = yaml_textAt(map, 'digest') || yaml_textAt(map, 'sha');
    const version = yaml_textAt(map, 'version');
    if (repository !== '' && image !== '')
        return { registry, repository: `${repository}/${image}`, pin: digest || tag || version, key: 'image' };
    const pin = digest || tag || (isNamedImage ? version : '');
    if (image !== '' && !isNamedImage)
        return { registry, repository: image, pin: digest || tag, key: 'image' };
    if (repository !== '' && (registry !== '' || isNamedImage))
        return { registry, repository, pin, key: 'repository' };
    const name = yaml_textAt(map, 'name');
    if (isNamedImage && name !== '')
        return { registry, repository: name, pin, key: 'name' };
    return undefined;
}
/** @returns the reference, if the parts make one and the repository is not whole already. */
function joinParts({ registry, repository, pin }) {
    const parsed = parseReference(repairReference(repository));
    if (pin === '' || parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined)
        return undefined;
    const name = registry === '' || repository.startsWith(`${registry}/`) ? repository : `${registry}/${repository}`;
    return pinnedReference(`${name}${/^sha\d+:/.test(pin) ? '@' : ':'}${pin.replace(/^@/, '')}`);
}

;// CONCATENATED MODULE: ./src/images/rules/image-variable.ts



/** An environment variable, or another entry of `{name, value}`, whose name says image. */
const imageVariable = {
    name: 'image-variable',
    confidence: 'high',
    find(map, { path }) {
        const named = listedValues(map, path)
            .flat()
            .filter(({ name }) => namesImage(name));
        return named.flatMap(({ value, path }) => pinnedReferences(value).map((text) => ({ text, path })));
    },
};

;// CONCATENATED MODULE: ./src/images/rules/image-volume.ts


/** Images that a pod mounts: https://kubernetes.io/docs/concepts/storage/volumes/#image */
const imageVolume = {
    name: 'image-volume',
    confidence: 'certain',
    find(spec, { isPod, path }) {
        if (!isPod)
            return [];
        return listAt(spec, 'volumes').flatMap((volume, index) => {
            const image = mapAt(volume, 'image');
            if (image === undefined || !('reference' in image))
                return [];
            return { text: yaml_textAt(image, 'reference'), path: descend(path, 'volumes', index, 'image', 'reference') };
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/istio-values.ts



/**
 * The sidecar of Istio's injector: `global.hub`, `global.tag` and the image names beside them
 * (istio/istio, manifests/charts/istio-control/istio-discovery/files/injection-template.yaml).
 */
const istioValues = {
    name: 'istio-values',
    confidence: 'high',
    find(map, { path }) {
        const global = mapAt(map, 'global');
        if (global === undefined || yaml_textAt(global, 'hub') === '')
            return [];
        const variant = yaml_textAt(global, 'variant');
        const pin = [yaml_textAt(global, 'tag'), variant].filter((part) => part !== '').join('-');
        return ['proxy', 'proxy_init'].flatMap((part) => {
            const image = yaml_textAt(mapAt(global, part) ?? {}, 'image');
            if (image === '' || image.includes('/'))
                return [];
            const text = joinParts({ registry: yaml_textAt(global, 'hub'), repository: image, pin });
            return text === undefined ? [] : [{ text, path: descend(path, 'global', part, 'image') }];
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/nested-pod-spec.ts



/** Containers of pods, steps of Tekton tasks, sidecars of Argo Workflows. */
const nested_pod_spec_containerLists = /^(?:(?:.*[a-z])?Containers|containers|sidecars|steps)$/;
/** What has the shape of a pod where no built-in workload is: custom resources, and manifests inside ConfigMaps. */
const nestedPodSpec = {
    name: 'nested-pod-spec',
    confidence: 'high',
    find(map, { path }) {
        const containers = Object.keys(map)
            .filter((key) => nested_pod_spec_containerLists.test(key) && isList(map[key]))
            .flatMap((key) => listAt(map, key).map((item, index) => ({
            text: yaml_isMap(item) ? yaml_textAt(item, 'image') : '',
            path: descend(path, key, index, 'image'),
        })));
        const volumes = listAt(map, 'volumes').map((volume, index) => ({
            text: yaml_textAt(mapAt(volume, 'image') ?? {}, 'reference'),
            path: descend(path, 'volumes', index, 'image', 'reference'),
        }));
        return [...containers, ...volumes].filter(({ text }) => text !== 'auto' && parseReference(repairReference(text.trim())));
    },
};

;// CONCATENATED MODULE: ./src/images/rules/pod-spec.ts



/** The containers of a built-in workload: what the kubelet pulls, with or without a tag. */
const podSpec = {
    name: 'pod-spec',
    confidence: 'certain',
    find(spec, { isPod, path }) {
        if (!isPod)
            return [];
        return containerLists.flatMap((list) => listAt(spec, list).flatMap((container, index) => {
            if (!yaml_isMap(container) || !('image' in container))
                return [];
            return { text: yaml_textAt(container, 'image'), path: descend(path, list, index, 'image') };
        }));
    },
};

;// CONCATENATED MODULE: ./src/images/rules/repository-tag.ts



const repositoryWords = new Set(['repository', 'repo']);
const pinWords = ['digest', 'sha', 'tag', 'version'];
/** A repository and a tag under names that begin alike: `trivy.repository` and `trivy.tag`, `X_IMAGE_REPO` and `X_IMAGE_TAG`. */
const repositoryTag = {
    name: 'repository-tag',
    confidence: 'medium',
    find(map, { path }) {
        return [keyedValues(map, path), ...listedValues(map, path)].flatMap(pairsOf);
    },
};
function pairsOf(values) {
    const byName = new Map(values.map((named) => [wordsOf(named.name).join(' '), named.value]));
    return values.flatMap(({ name, value, path }) => {
        const words = wordsOf(name);
        if (!repositoryWords.has(words.at(-1) ?? ''))
            return [];
        const text = pinnedBy(value, words.slice(0, -1), byName);
        return text === undefined ? [] : [{ text, path }];
    });
}
function pinnedBy(repository, prefix, values) {
    const part = (word) => values.get([...prefix, word].join(' ')) ?? '';
    const pins = prefix.includes('image') ? pinWords : pinWords.filter((word) => word !== 'version');
    const pin = pins.map(part).find((value) => value !== '') ?? '';
    return joinParts({ registry: part('registry'), repository, pin });
}

;// CONCATENATED MODULE: ./src/images/rules/whole-value.ts






/**
 * A value that is a reference as a whole, with a registry and a tag or digest, wherever it stands: operators take
 * images under names that do not say so. Never in a Secret, where a value may be anything.
 */
const wholeValue = {
    name: 'whole-value',
    confidence: 'medium',
    find(map, { object, path }) {
        if (object.kind === 'Secret' || isArtifact(path))
            return [];
        const words = commandSettings(map, path).filter(({ isShell }) => !isShell);
        const named = [...keyedValues(map, path), ...listedValues(map, path).flat(), ...words];
        return [...named, ...listItems(map, path)].flatMap(({ name, value, path }) => wholeReference(name, value, path));
    },
};
function wholeReference(name, value, path) {
    const text = pinnedReference(value);
    return text === undefined || !isQualified(text) || namesArtifact(name) ? [] : [{ text, path }];
}
function isArtifact(path) {
    for (let at = path; at !== undefined; at = at.parent) {
        if (typeof at.key === 'string' && namesArtifact(at.key))
            return true;
    }
    return false;
}
function listItems(map, path) {
    return Object.keys(map).flatMap((name) => {
        const list = map[name];
        if (!isList(list))
            return [];
        return list.flatMap((value, index) => typeof value === 'string' ? { name, value, path: child(child(path, name), index) } : []);
    });
}

;// CONCATENATED MODULE: ./src/images/rules/index.ts










/** In the order of their precedence: the first rule that finds an image at a place is the one that is named there. */
const rules = [
    podSpec,
    imageVolume,
    nestedPodSpec,
    imageKey,
    imageFlag,
    imageVariable,
    imageObject,
    istioValues,
    repositoryTag,
    wholeValue,
];

;// CONCATENATED MODULE: ./src/images/select-images.ts

/**
 * Brings equal references together, written as they were first found, and leaves out what an expression or
 * `isExcludedPlace` says. Both lists are sorted.
 */
function selectImages(found, exclude, isExcludedPlace) {
    const images = [];
    const excluded = [];
    for (const [normalized, { reference, uses }] of groupByImage(found)) {
        const remaining = uses.filter((use) => !isExcludedPlace(use));
        // An expression may have been written for the short form or for the full one.
        const matches = exclude.some((expression) => expression.test(reference) || expression.test(normalized));
        if (matches || remaining.length === 0)
            excluded.push(reference);
        else
            images.push({ reference, uses: remaining });
    }
    return { images: images.sort((a, b) => (a.reference < b.reference ? -1 : 1)), excluded: excluded.sort() };
}
function groupByImage(found) {
    const images = new Map();
    const places = new Set();
    for (const { reference, use } of found) {
        const parsed = parseReference(reference);
        if (parsed === undefined)
            continue;
        const normalized = normalizeReference(parsed);
        const image = images.get(normalized) ?? { reference, uses: [] };
        images.set(normalized, image);
        const place = JSON.stringify([normalized, use.object, use.path]);
        if (!places.has(place))
            image.uses.push(use);
        places.add(place);
    }
    return images;
}

;// CONCATENATED MODULE: ./src/images/extract-images.ts











/** The images that a rendered release would run. Pure. */
function extractImages({ release, manifests }, options) {
    const problems = new ImageProblems(release);
    const { exclude, include, errors } = readControl(release.control, options.label);
    for (const error of errors)
        problems.add('error', error);
    const { objects, broken } = readManifests(manifests);
    for (const { line, error } of broken) {
        problems.add('warning', `Line ${line} of the rendered manifests begins a document that is no valid YAML: ${error}`);
    }
    const running = objects.filter((object) => isForLinux(object, problems));
    const found = running.flatMap((object) => findIn(object, options.minConfidence, problems));
    const included = include.map((reference) => ({ reference, use: includedUse(release) }));
    const selected = selectImages([...found, ...included], [...options.excludeImages, ...exclude], objectFilter(options.excludeObjects));
    return { images: { ...selected, pods: readPodFacts(running, selected.images) }, problems: problems.list };
}
function includedUse(release) {
    return { object: `HelmRelease/${release.id.name}`, path: 'include', rule: 'include', confidence: 'certain' };
}
function isForLinux(object, problems) {
    const pod = podOf(object);
    if (pod === undefined || !runsOnWindows(pod))
        return true;
    problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`, object);
    return false;
}
function findIn(object, least, problems) {
    const strong = rules.filter(({ confidence }) => extract_images_rank[confidence] >= extract_images_rank[least]);
    return findImages(object, strong).flatMap((finding) => readFinding(object, finding, problems));
}
const extract_images_rank = { certain: 3, high: 2, medium: 1 };
function readFinding(object, finding, problems) {
    const { name: rule, confidence } = finding.rule;
    const use = { object: objectTitle(object), path: formatPath(finding.path), rule, confidence };
    const { reference, severity, message } = readImageField(finding.text);
    if (severity !== undefined) {
        problems.add(severity, `${use.object}: ${use.path} ${message}`, object, `${finding.text} ${message}`);
    }
    return reference === undefined ? [] : [{ reference, use }];
}
/** Collects the problems of one release, each once. */
class ImageProblems {
    release;
    list = [];
    #seen = new Set();
    constructor(release) {
        this.release = release;
    }
    /** `about`: what makes two problems the same; one image in ten containers is worth one line. */
    add(severity, text, object, about = text) {
        if (this.#seen.has(about))
            return;
        this.#seen.add(about);
        const { id, place } = this.release;
        const message = `${(0,problem/* releaseKey */.D)(id)}: ${text}.`;
        this.list.push({
            severity,
            kind: 'image',
            message,
            ...(object && { object: fullTitle(object, this.release) }),
            place,
            release: id,
        });
    }
}
function fullTitle({ kind, namespace, name }, release) {
    return `${kind} ${namespace || release.releaseNamespace}/${name}`;
}

;// CONCATENATED MODULE: ./src/prepullers/prepuller.ts
/**
 * Images in use first, each part sorted by reference: a rollback's image that is gone from its registry must not keep
 * the others from being pulled. Code units decide, not a locale.
 */
function orderImages(images) {
    return [...images].sort((a, b) => Number(a.versionsOld > 0) - Number(b.versionsOld > 0) || compare(a.reference, b.reference));
}
function compare(a, b) {
    return a < b ? -1 : Number(a > b);
}

;// CONCATENATED MODULE: ./src/prepullers/names.ts

/** What Kubernetes allows for a label's value and for the name of a container or a volume. */
const names_maximumLength = 63;
const names_hashLength = 8;
/** RFC 1123 label: what a namespace, a container and a volume are called by. */
function isDnsLabel(name) {
    return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}
/** A name that fits a label's value: one that is too long ends in a hash of the whole, so that it stays distinct. */
function shortenName(name) {
    if (name.length <= names_maximumLength)
        return name;
    const kept = name.slice(0, names_maximumLength - names_hashLength - 1).replace(/-+$/, '');
    return `${kept}-${hash(name)}`;
}
/** The short name; with the namespace, for all that share it; with a hash, because `a-b/c` and `a/b-c` are alike. */
function releaseNames({ namespace, name }) {
    const long = `prepuller-${namespace}-${name}`;
    return [`prepuller-${name}`, long, `${long}-${hash(`${namespace}/${name}`)}`];
}
function groupNames(namespace) {
    return [`prepuller-${namespace}`, `prepuller-${namespace}-${hash(namespace)}`];
}
function hash(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, names_hashLength);
}
/**
 * Gives every claim a name of its own. All that want the same name move on to their next candidate together, so the
 * result does not depend on their order; a name that is `taken` is nobody's.
 * @returns the name of each key
 */
function assignNames(claims, taken) {
    const choices = claims.map((claim) => ({ claim, choice: 0, name: claim.candidates[0] ?? claim.key }));
    for (let changed = true; changed;) {
        const counts = new Map();
        for (const { name } of choices)
            counts.set(name, (counts.get(name) ?? 0) + 1);
        changed = false;
        for (const entry of choices) {
            const next = entry.claim.candidates[entry.choice + 1];
            if (next === undefined || (counts.get(entry.name) === 1 && !taken.has(entry.name)))
                continue;
            entry.choice += 1;
            entry.name = next;
            changed = true;
        }
    }
    return new Map(choices.map(({ claim, name }) => [claim.key, name]));
}
/**
 * Names for the containers or volumes of images, in their order: `prepull-<last segment of the repository>-<n>`,
 * n counting the images of that name from 0.
 */
function imageNames(references) {
    const counts = new Map();
    return references.map((reference) => {
        const segment = nameSegment(reference);
        const count = counts.get(segment) ?? 0;
        counts.set(segment, count + 1);
        return `prepull-${segment}-${count}`;
    });
}
/** `ghcr.io:443/acme/my_app.server:1.2@sha256:...` gives `my-app-server`, with room for a count in a DNS label. */
function nameSegment(reference) {
    const repository = reference.replace(/@.*$/s, '');
    const last = repository.slice(repository.lastIndexOf('/') + 1).replace(/:.*$/s, '');
    const safe = last.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return safe.slice(0, 48).replace(/^-|-$/g, '') || 'image';
}

;// CONCATENATED MODULE: ./src/prepullers/text.ts



/** How every generated file begins, whatever the version that wrote it. */
const mark = '# Generated by prepuller';
const text_firstLine = `${mark}. Do not edit: the next run overwrites it.`;
/** The lists of a pod spec that may hold the images. */
const imageLists = ['initContainers', 'containers', 'volumes'];
/** Whether a file is ours to overwrite and to remove. */
function text_isMarked(text) {
    const line = text.replace(/^\uFEFF/, '').slice(0, mark.length + 1);
    return line.startsWith(mark) && !/\w/.test(line.slice(mark.length));
}
/** The text of a DaemonSet's file: the same for the same content, and one block an image, so that a diff reads well. */
function daemonSetText(prepuller, object, label) {
    const document = yamlDocument(object);
    const names = imageNames(prepuller.images.map((image) => image.reference));
    const comments = new Map(prepuller.images.map((image, index) => [names[index], imageComment(image, prepuller)]));
    for (const list of imageLists) {
        const entries = document.getIn(['spec', 'template', 'spec', list]);
        if (!(0,dist/* isSeq */.oP)(entries))
            continue;
        for (const entry of entries.items) {
            const comment = comments.get(String(entry.get('name')));
            if (comment !== undefined)
                entry.commentBefore = comment;
            if (list !== 'volumes')
                flowValues(entry);
        }
    }
    return `${head(prepuller, label)}\n${serialize(document)}`;
}
/** The text of the kustomization. It sets no namespace, for it would move the DaemonSets away from their secrets. */
function kustomizationText(files) {
    const document = yamlDocument({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [...files],
    });
    return `${text_firstLine}\n${serialize(document)}`;
}
function head({ releases }, label) {
    return [
        text_firstLine,
        '#',
        ...releases.map(({ id, description }) => `# HelmRelease ${(0,problem/* releaseKey */.D)(id)}: ${description}`),
        '#',
        '# Pulls the images below to the nodes and holds them there. To change what is pulled, edit the HelmRelease:',
        `# label ${label}: enabled; annotations ${['exclude', 'include', 'strategy', 'patch'].map((name) => `${label}-${name}`).join(', ')}.`,
    ].join('\n');
}
function imageComment(image, prepuller) {
    if (image.versionsOld > 0)
        return ` ${previousComment(image.versionsOld)}`;
    return image.uses.map((use) => ` ${useComment(use, prepuller.grouped)}`).join('\n');
}
function useComment({ release, text }, grouped) {
    return grouped ? `${text} [${release}]` : text;
}
function previousComment(versionsOld) {
    return `kept for a rollback: ${versionsOld} ${versionsOld === 1 ? 'version' : 'versions'} old`;
}
/** Few lines for an image: what is the same for all of them does not get a line for each of its keys. */
function flowValues(entry) {
    for (const { value } of entry.items) {
        // One line for each of several maps, so that another one is another line.
        if ((0,dist/* isSeq */.oP)(value) && value.items.every(dist/* isMap */.jh))
            value.items.forEach(flow);
        else
            flow(value);
    }
}
function flow(value) {
    if ((0,dist/* isCollection */.P3)(value))
        value.flow = true;
}
/** Plain scalars only where a YAML 1.1 parser, too, reads a string: `yes` and `1:30` are quoted. */
function yamlDocument(object) {
    const document = new dist/* Document */.yo(object, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
    if (!(0,dist/* isMap */.jh)(document.contents))
        throw new TypeError('a manifest is a map');
    return document;
}
function serialize(document) {
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

;// CONCATENATED MODULE: ./src/prepullers/changes.ts



const kustomizationName = 'kustomization.yaml';
/** Wherever kustomize looks; two of them in one folder are an error (kustomize, api/konfig/general.go). */
const kustomizationNames = [kustomizationName, 'kustomization.yml', 'Kustomization'];
/**
 * What must change in the folder so that it is as planned: DaemonSets, then the kustomization, then removals, so that
 * it can be built at any time in between. Nothing without the mark is touched. Pure.
 */
function planChanges(plan, folder, outputPath) {
    if (plan.wanted.size === 0 && folder.marked.size === 0)
        return { changes: [], problems: [] };
    const foreign = kustomizationNames.find((name) => folder.foreign.has(name));
    if (foreign)
        return { changes: [], problems: [inTheWay(`${outputPath}/${foreign}`)] };
    const blocked = [...plan.wanted].filter(([name]) => folder.foreign.has(name));
    const problems = blocked.flatMap(([name, { releases }]) => releases.map((release) => ({
        ...inTheWay(`${outputPath}/${name}`),
        release,
        object: `HelmRelease ${(0,problem/* releaseKey */.D)(release)}`,
    })));
    const wanted = new Map([...plan.wanted].filter(([name]) => !folder.foreign.has(name)));
    const kept = new Set([...plan.kept, ...blocked.flatMap(([, { replaces }]) => replaces)]);
    return { changes: differences(wanted, kept, folder, outputPath), problems };
}
function differences(wanted, kept, folder, outputPath) {
    const files = [...new Set([...wanted.keys(), ...kept])].sort(compare);
    const texts = [
        ...[...wanted].map(([name, { text }]) => [name, text]).sort(([a], [b]) => compare(a, b)),
        [kustomizationName, kustomizationText(files)],
        ...[...folder.marked.keys()]
            .filter((name) => name !== kustomizationName && !files.includes(name))
            .sort(compare)
            .map((name) => [name, null]),
    ];
    return texts.flatMap(([name, after]) => change(`${outputPath}/${name}`, folder.marked.get(name) ?? null, after));
}
function change(path, before, after) {
    if (before === after)
        return [];
    const kind = before === null ? 'added' : after === null ? 'removed' : 'modified';
    return [{ path, kind, before, after }];
}
function inTheWay(file) {
    const message = `${file} is in the way: it was not generated, so it is left alone. Move it, or choose another output path.`;
    return { severity: 'error', kind: 'output', message, place: { file } };
}

;// CONCATENATED MODULE: ./src/prepullers/comment.ts
const comment_maximumLength = 300;
/**
 * Text of a chart or a repository for a YAML comment: on one line, and looking like what it is. Control characters,
 * line breaks of any kind, and the invisible ones that reorder text (CVE-2021-42574) become a replacement character.
 */
function commentText(untrusted) {
    const visible = untrusted.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD').trim();
    return visible.length <= comment_maximumLength ? visible : `${visible.slice(0, comment_maximumLength).replace(/\p{Cs}$/u, '')}…`;
}

// EXTERNAL MODULE: ./src/inputs.ts + 1 modules
var inputs = __webpack_require__(6116);
;// CONCATENATED MODULE: ./src/prepullers/merge-patch.ts
/**
 * JSON merge patch, https://www.rfc-editor.org/rfc/rfc7386: maps are merged, `null` removes, anything else replaces.
 * Neither argument is changed.
 */
function mergePatch(target, patch) {
    const merged = new Map(Object.entries(target));
    for (const [key, value] of Object.entries(patch)) {
        // No field of Kubernetes, and an assignment to it anywhere later would not make a field either.
        if (key === '__proto__')
            continue;
        if (value === null)
            merged.delete(key);
        else
            merged.set(key, merge_patch_isMap(value) ? mergePatch(mapOrEmpty(merged.get(key)), value) : value);
    }
    return Object.fromEntries(merged);
}
/** Whether the patch would set, replace or remove what lies at the path. */
function touches(patch, path) {
    const [key, ...rest] = path;
    if (key === undefined)
        return true;
    if (!Object.hasOwn(patch, key))
        return false;
    const value = patch[key];
    return merge_patch_isMap(value) ? touches(value, rest) : true;
}
function merge_patch_isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function mapOrEmpty(value) {
    return merge_patch_isMap(value) ? value : {};
}

;// CONCATENATED MODULE: ./src/prepullers/pod.ts

/** No image has such a folder, so nothing of an image is hidden; the runtime makes it before the root is read-only. */
const helperPath = '/.prepuller';
const helperVolume = 'helper';
/**
 * Least privilege, as PodSecurity's restricted profile wants it. `capabilities`, `allowPrivilegeEscalation` and the
 * read-only root exist per container only; the user and the seccomp profile are set once for the pod.
 */
const locked = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
};
/** Room for the container runtime's own start inside the limits (CRI-O refuses less than 12Mi); idle, it is a page or two. */
const resources = {
    requests: { cpu: '1m', memory: '8Mi' },
    limits: { cpu: '100m', memory: '32Mi' },
};
function podParts(strategy, images, own) {
    const names = imageNames(images.map((image) => image.reference));
    const named = images.map(({ reference }, index) => ({ name: names[index] ?? '', reference }));
    return builders[strategy](named, own);
}
const builders = {
    init: (images, own) => ({
        initContainers: [helper('true', own), ...images.map((image) => helped(image, ['true']))],
        containers: [pod_pause(own)],
        volumes: [helperFolder],
    }),
    container: (images, own) => ({
        initContainers: [helper('sleep', own)],
        containers: images.map((image) => helped(image, ['sleep', 'infinity'])),
        volumes: [helperFolder],
    }),
    volume: (images, own) => ({
        // Only a mounted image counts as in use (kubelet, pkg/kubelet/images/image_gc_manager.go).
        containers: [{ ...pod_pause(own), volumeMounts: images.map(mounted) }],
        volumes: images.map(({ name, reference }) => ({ name, image: { reference, pullPolicy: 'IfNotPresent' } })),
    }),
};
const helperFolder = { name: helperVolume, emptyDir: { sizeLimit: '16Mi' } };
/** Copies the static busybox under the name of the applet that it shall be: busybox goes by the name it is called by. */
function helper(applet, { helperImage }) {
    const copy = ['/bin/busybox', 'cp', '-f', '/bin/busybox', `${helperPath}/${applet}`];
    return {
        ...container('helper', helperImage, copy),
        volumeMounts: [{ name: helperVolume, mountPath: helperPath }],
    };
}
function helped({ name, reference }, [applet, ...args]) {
    return {
        ...container(name, reference, [`${helperPath}/${applet}`, ...args]),
        volumeMounts: [{ name: helperVolume, mountPath: helperPath, readOnly: true }],
    };
}
/** Nothing of the image decides how it starts: `command` replaces its entry point and arguments, `/` its folder. */
function container(name, image, command) {
    return { name, image, imagePullPolicy: 'IfNotPresent', command, workingDir: '/', resources, securityContext: locked };
}
function pod_pause({ pauseImage }) {
    return { name: 'pause', image: pauseImage, imagePullPolicy: 'IfNotPresent', resources, securityContext: locked };
}
function mounted({ name }) {
    return { name, mountPath: `/images/${name}`, readOnly: true };
}

;// CONCATENATED MODULE: ./src/prepullers/daemonset.ts


/**
 * What no patch may change: who the DaemonSet is and which pods are its own (a selector cannot be changed once it is
 * there), and the lists that hold the images, which a merge patch could only replace as a whole.
 */
const protectedFields = [
    ['apiVersion'],
    ['kind'],
    ['metadata', 'name'],
    ['metadata', 'namespace'],
    ['metadata', 'labels', 'name'],
    ['spec', 'selector'],
    ['spec', 'template', 'metadata', 'labels', 'name'],
    ['spec', 'template', 'spec', 'initContainers'],
    ['spec', 'template', 'spec', 'containers'],
    ['spec', 'template', 'spec', 'volumes'],
];
/**
 * The pods are in the workload's namespace, where a service mesh may add its proxy to every pod: one more container per
 * node, which has no traffic, and which the restricted profile may refuse.
 * https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/, https://linkerd.io/2/features/proxy-injection/
 */
const withoutMesh = {
    labels: { 'sidecar.istio.io/inject': 'false' },
    annotations: { 'linkerd.io/inject': 'disabled' },
};
/**
 * The DaemonSet as an object, its keys in the order in which people write them. Nothing in it depends on the chart's
 * version or values but through the images.
 */
function daemonSet(prepuller, name, options) {
    const parts = podParts(prepuller.strategy, prepuller.images, options);
    const labels = { name };
    const generated = {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name, namespace: prepuller.namespace, labels: { name, 'app.kubernetes.io/managed-by': 'prepuller' } },
        spec: {
            // The DaemonSet's identity alone: it is immutable, so no image and no version may be part of it.
            selector: { matchLabels: labels },
            updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: options.maxUnavailable } },
            // Git has the history.
            revisionHistoryLimit: 1,
            template: {
                metadata: { labels: { ...labels, ...withoutMesh.labels }, annotations: withoutMesh.annotations },
                spec: daemonset_podSpec(prepuller.pod, parts),
            },
        },
    };
    return prepuller.patches.reduce(mergePatch, generated);
}
function daemonset_podSpec(demands, parts) {
    const { serviceAccountName, imagePullSecrets, nodeSelector, affinity } = demands;
    return defined({
        serviceAccountName,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 0,
        imagePullSecrets: imagePullSecrets.length > 0 ? imagePullSecrets.map((name) => ({ name })) : undefined,
        nodeSelector: { ...nodeSelector, 'kubernetes.io/os': 'linux' },
        affinity,
        // Numbers, because an image may name its user or none at all, and then `runAsNonRoot` alone would refuse it.
        securityContext: {
            runAsNonRoot: true,
            runAsUser: 65534,
            runAsGroup: 65534,
            seccompProfile: { type: 'RuntimeDefault' },
        },
        ...parts,
    });
}
function defined(fields) {
    const kept = Object.entries(fields).filter((entry) => entry[1] !== undefined);
    return Object.fromEntries(kept);
}

;// CONCATENATED MODULE: ./src/prepullers/control.ts




/** @returns the annotations, or one sentence about what is wrong with them */
function control_readControl({ strategy, patch }) {
    const name = strategy.trim();
    const known = inputs/* strategies */.W.find((candidate) => candidate === name);
    if (name !== '' && known === undefined) {
        return `The strategy annotation is ${JSON.stringify(name)}: it must be one of ${inputs/* strategies */.W.join(', ')}.`;
    }
    const map = readMap(patch);
    if (typeof map === 'string')
        return `The patch annotation is no YAML map: ${map}`;
    const forbidden = forbiddenField(map);
    if (forbidden)
        return `The patch annotation must leave ${forbidden} alone: it is not for a patch.`;
    return { strategy: known, patch: map };
}
/** The first field that the patch would change and must not. */
function forbiddenField(patch) {
    return protectedFields.find((field) => touches(patch, field))?.join('.');
}
/** The map, or what is wrong with the text. */
function readMap(text) {
    const document = (0,dist.parseDocument)(text);
    const error = document.errors[0];
    if (error)
        return error.message;
    try {
        const value = document.toJS() ?? {};
        return merge_patch_isMap(value) ? value : 'it is a list or a single value';
    }
    catch (tooManyAliases) {
        return String(tooManyAliases);
    }
}

;// CONCATENATED MODULE: ./src/prepullers/merge.ts


/** One pre-puller for several that belong together. */
function mergePrepullers(parts) {
    const [first] = parts;
    if (first === undefined)
        throw new RangeError('nothing to merge');
    return {
        ...first,
        releases: mergeReleases(parts.flatMap(({ releases }) => releases)),
        images: mergeImages(parts.flatMap(({ images }) => images)),
        pod: mergePods(parts.map(({ pod }) => pod)),
    };
}
function mergeReleases(releases) {
    const byLine = new Map(releases.map((release) => [`${(0,problem/* releaseKey */.D)(release.id)} ${release.description}`, release]));
    return [...byLine].sort(([a], [b]) => compare(a, b)).map(([, release]) => release);
}
function mergeImages(images) {
    const byReference = new Map();
    for (const image of images) {
        const known = byReference.get(image.reference);
        if (known)
            known.uses.push(...image.uses);
        else
            byReference.set(image.reference, { ...image, uses: [...image.uses] });
    }
    const merged = [...byReference.values()].map((image) => ({ ...image, uses: distinctUses(image) }));
    return orderImages(merged);
}
/** Those of a release stay in the order of its manifests. */
function distinctUses({ uses }) {
    const distinct = new Map(uses.map((use) => [`${use.release} ${use.text}`, use]));
    return [...distinct.values()].sort((a, b) => compare(a.release, b.release));
}
/** All the secrets, for each is for some of the images; but only the node and the account that all of them agree on. */
function mergePods(pods) {
    const [first] = pods;
    const isShared = (field) => pods.every((pod) => isEqual(pod[field], first?.[field]));
    const samePlace = isShared('nodeSelector') && isShared('affinity');
    return {
        imagePullSecrets: [...new Set(pods.flatMap(({ imagePullSecrets }) => imagePullSecrets))].sort(compare),
        nodeSelector: samePlace && first ? first.nodeSelector : {},
        ...(samePlace && first?.affinity && { affinity: first.affinity }),
        ...(first?.serviceAccountName &&
            isShared('serviceAccountName') && { serviceAccountName: first.serviceAccountName }),
    };
}
function isEqual(a, b) {
    return JSON.stringify(a) === JSON.stringify(b);
}

;// CONCATENATED MODULE: ./src/prepullers/compose.ts






/**
 * What is to be pulled where, before anything has a name.
 * @throws FatalError when the input `daemonset-patch` would change what no patch may
 */
function composePrepullers(sources, options) {
    const forbidden = forbiddenField(options.daemonsetPatch);
    if (forbidden)
        throw new problem/* FatalError */.H(`Input 'daemonset-patch' must leave ${forbidden} alone: it is not for a patch.`);
    const refused = [];
    const problems = [];
    const groups = new Map();
    for (const source of sources) {
        const control = wrongName(source.release) ?? control_readControl(source.release.control);
        if (typeof control === 'string') {
            refused.push(source.release.id);
            problems.push(problemOf(source.release, 'error', control));
            continue;
        }
        problems.push(...remarks(source, options));
        const prepuller = ofRelease(source, control, options);
        const group = groups.get(prepuller.key) ?? [];
        groups.set(prepuller.key, group);
        group.push(prepuller);
    }
    const prepullers = [...groups.values()].map(mergePrepullers).sort((a, b) => compare(a.key, b.key));
    return { prepullers, refused, problems };
}
/** Names become the names of files and objects: nothing that could be a path, or that an API server refuses. */
function wrongName({ id, releaseNamespace }) {
    const wrong = [id.name, id.namespace, releaseNamespace].find((name) => !isDnsLabel(name));
    if (wrong === undefined)
        return undefined;
    return `There is no pre-puller for this release: ${JSON.stringify(wrong)} is no DNS label (at most 63 of a-z, 0-9 and -).`;
}
function remarks({ release, images }, options) {
    if (images.images.length === 0) {
        const message = 'There is no pre-puller for this release: it runs no image that is to be pulled.';
        return [problemOf(release, 'notice', message)];
    }
    const secrets = images.pods.imagePullSecrets.join(', ');
    if (secrets === '' || !isElsewhere(release, options))
        return [];
    const message = `The pre-puller in ${options.prepullerNamespace} cannot use the pull secrets of this release (${secrets} in ${release.releaseNamespace}): let the nodes have the credentials, or leave 'prepuller-namespace' empty.`;
    return [problemOf(release, 'warning', message)];
}
function problemOf(release, severity, message) {
    const { id, place } = release;
    return { severity, kind: 'output', message, object: `HelmRelease ${(0,problem/* releaseKey */.D)(id)}`, place, release: id };
}
function ofRelease(source, control, options) {
    const { release, chart, images } = source;
    const namespace = options.prepullerNamespace || release.releaseNamespace;
    // A pod has one strategy and one patch: a release with its own keeps a DaemonSet of its own.
    const isOwn = control.strategy !== undefined || Object.keys(control.patch).length > 0;
    const grouped = options.grouping === 'namespace' && !isOwn;
    const { id } = release;
    return {
        key: grouped ? `namespace ${namespace}` : (0,problem/* releaseKey */.D)(id),
        names: grouped ? groupNames(namespace) : releaseNames(id),
        namespace,
        grouped,
        releases: [{ id, description: `chart ${commentText(chart.name)} ${commentText(chart.version)}` }],
        images: orderImages(images.images.map((image) => prepulled(image, id))),
        strategy: control.strategy ?? options.strategy,
        pod: { ...compose_credentials(images.pods, isElsewhere(release, options)), ...compose_placement(images.pods, options) },
        patches: [options.daemonsetPatch, control.patch],
    };
}
/** Secrets and ServiceAccounts are of one namespace: in another one the same name is nothing, or something else. */
function isElsewhere(release, options) {
    return options.prepullerNamespace !== '' && options.prepullerNamespace !== release.releaseNamespace;
}
function prepulled({ reference, uses }, release) {
    const named = uses.map((use) => ({ release: (0,problem/* releaseKey */.D)(release), text: useText(use) }));
    return { reference, versionsOld: 0, uses: named };
}
/** What is certain needs no reason. */
function useText({ object, path, rule, confidence }) {
    const reason = confidence === 'certain' ? '' : ` (${rule}, ${confidence})`;
    return commentText(`${object}: ${path}${reason}`);
}
function compose_credentials({ imagePullSecrets, serviceAccountName }, elsewhere) {
    if (elsewhere)
        return { imagePullSecrets: [] };
    return { imagePullSecrets, ...(serviceAccountName !== undefined && { serviceAccountName }) };
}
function compose_placement({ nodeSelector, affinity }, options) {
    if (options.placement !== 'follow')
        return { nodeSelector: {} };
    return { nodeSelector: nodeSelector ?? {}, ...(affinity && { affinity }) };
}

;// CONCATENATED MODULE: ./src/prepullers/read-generated.ts




/** Reads what `daemonSetText` wrote. Never throws: what someone has spoilt by hand is missing from the result. */
function readGenerated(text) {
    const releases = readHead(text);
    let content;
    return {
        releases,
        content: () => {
            content ??= readContent(text, releases);
            return content;
        },
    };
}
function readContent(text, releases) {
    const document = (0,dist.parseDocument)(text);
    const name = document.getIn(['metadata', 'name']);
    const namespace = document.getIn(['metadata', 'namespace']);
    return {
        daemonSet: typeof name === 'string' && typeof namespace === 'string' ? { namespace, name } : undefined,
        images: imageLists.flatMap((list) => readImages(document, list, releases)),
        pod: readPod(document),
    };
}
function readHead(text) {
    const releases = [];
    for (const line of text.split(/\r?\n/)) {
        if (!line.startsWith('#'))
            break;
        const match = /^# HelmRelease ([a-z0-9-]+)\/([a-z0-9-]+): (.*)$/.exec(line);
        const [, namespace, name, description] = match ?? [];
        if (namespace && name)
            releases.push({ id: { namespace, name }, description: description ?? '' });
    }
    return releases;
}
function readImages(document, listName, releases) {
    const list = document.getIn(['spec', 'template', 'spec', listName]);
    if (!(0,dist/* isSeq */.oP)(list))
        return [];
    return list.items.flatMap((entry, index) => {
        if (!(0,dist/* isMap */.jh)(entry) || !String(entry.get('name')).startsWith('prepull-'))
            return [];
        const image = entry.get('image');
        const reference = (0,dist/* isMap */.jh)(image) ? image.get('reference') : image;
        // A comment in front of the first entry belongs to the list for the parser.
        const comment = entry.commentBefore ?? (index === 0 ? list.commentBefore : undefined);
        return typeof reference === 'string' ? [readImage(reference, commentLines(comment), releases)] : [];
    });
}
function commentLines(comment) {
    const lines = (comment ?? '').split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '');
}
function readImage(reference, lines, releases) {
    const versionsOld = Number(/^kept for a rollback: (\d{1,9}) versions? old$/.exec(lines[0] ?? '')?.[1] ?? 0);
    const uses = versionsOld > 0 ? [] : lines.map((line) => readUse(line, releases));
    return { reference, versionsOld, uses };
}
/** ` [namespace/name]` at the end names the release; where there is but one, it is that one. */
function readUse(line, releases) {
    const start = line.lastIndexOf(' [');
    const named = line.endsWith(']') && start >= 0 ? line.slice(start + 2, -1) : '';
    if (releases.some(({ id }) => (0,problem/* releaseKey */.D)(id) === named))
        return { release: named, text: line.slice(0, start) };
    const only = releases.length === 1 ? releases[0] : undefined;
    return { release: only ? (0,problem/* releaseKey */.D)(only.id) : '', text: line };
}
function readPod(document) {
    const spec = plain(document, ['spec', 'template', 'spec']);
    const secrets = Array.isArray(spec.imagePullSecrets) ? spec.imagePullSecrets : [];
    const { 'kubernetes.io/os': _, ...nodeSelector } = merge_patch_isMap(spec.nodeSelector) ? spec.nodeSelector : {};
    return {
        imagePullSecrets: secrets.flatMap((secret) => merge_patch_isMap(secret) && typeof secret.name === 'string' ? [secret.name] : []),
        nodeSelector,
        ...(typeof spec.serviceAccountName === 'string' && { serviceAccountName: spec.serviceAccountName }),
        ...(merge_patch_isMap(spec.affinity) && { affinity: spec.affinity }),
    };
}
function plain(document, path) {
    const node = document.getIn(path);
    if (!(0,dist/* isMap */.jh)(node))
        return {};
    try {
        return node.toJS(document);
    }
    catch {
        // Too many aliases: nothing that was generated has one.
        return {};
    }
}

;// CONCATENATED MODULE: ./src/prepullers/earlier.ts


/** @param texts of the marked files by name, less the kustomization */
function readEarlierFiles(texts) {
    const byName = new Map();
    const byRelease = new Map();
    for (const [name, text] of texts) {
        const file = readGenerated(text);
        byName.set(name, file);
        for (const { id } of file.releases) {
            const entry = byRelease.get((0,problem/* releaseKey */.D)(id)) ?? { id, names: [] };
            byRelease.set((0,problem/* releaseKey */.D)(id), entry);
            entry.names.push(name);
        }
    }
    return { byName, byRelease };
}
/** Names of the files that hold at least one of the releases. */
function filesOf(releases, { byRelease }) {
    return [...new Set(releases.flatMap((id) => byRelease.get((0,problem/* releaseKey */.D)(id))?.names ?? []))];
}

;// CONCATENATED MODULE: ./src/prepullers/output-folder.ts





/**
 * Reads the output folder and nothing below it.
 * @throws FatalError when a part of its path is a symbolic link or a file
 */
async function readOutputFolder(root, outputPath) {
    const folder = { marked: new Map(), foreign: new Set() };
    if (!(await isFolder(root, outputPath)))
        return folder;
    const absolute = external_node_path_default().join(root, outputPath);
    for (const entry of await (0,promises_.readdir)(absolute, { withFileTypes: true })) {
        const text = mayBeGenerated(entry) ? await (0,promises_.readFile)(external_node_path_default().join(absolute, entry.name), 'utf8') : '';
        if (text_isMarked(text))
            folder.marked.set(entry.name, text);
        else
            folder.foreign.add(entry.name);
    }
    return folder;
}
/** Carries the changes out, in their order. Readers of a file see its old text or its new one, never a part. */
async function applyChanges(root, changes) {
    for (const { path: relative, after } of changes) {
        const file = external_node_path_default().join(root, relative);
        if (after === null)
            await (0,promises_.unlink)(file);
        else
            await output_folder_writeAtomically(file, after);
    }
}
/** A link could lead out of the work tree, and git does not look for files behind one: none is followed. */
async function isFolder(root, outputPath) {
    let current = root;
    for (const segment of outputPath.split('/')) {
        current = external_node_path_default().join(current, segment);
        const status = await (0,promises_.lstat)(current).catch(absent);
        if (status === undefined)
            return false;
        const relative = external_node_path_default().relative(root, current);
        if (status.isSymbolicLink()) {
            throw new problem/* FatalError */.H(`The output path leads through the symbolic link ${relative}: name the folder itself.`);
        }
        if (!status.isDirectory())
            throw new problem/* FatalError */.H(`${relative} is in the way of the output path: it is no folder.`);
    }
    return true;
}
function absent(error) {
    if (error.code !== 'ENOENT')
        throw error;
}
function mayBeGenerated(entry) {
    return entry.isFile() && entry.name.endsWith('.yaml');
}
async function output_folder_writeAtomically(file, text) {
    const folder = external_node_path_default().dirname(file);
    await (0,promises_.mkdir)(folder, { recursive: true });
    const temporary = external_node_path_default().join(folder, `.${external_node_path_default().basename(file)}.${(0,external_node_crypto_.randomUUID)()}`);
    try {
        // `wx` never opens what is there, and so follows no link.
        await (0,promises_.writeFile)(temporary, text, { flag: 'wx' });
        await (0,promises_.rename)(temporary, file);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/prepullers/history.ts


/**
 * A group with the releases that could not be rendered this time, as its file has them: their images stay, with the
 * secrets to pull them, and the others of the group go on.
 */
function carryOver(group, file, isMissing) {
    const releases = file.releases.filter(({ id }) => isMissing((0,problem/* releaseKey */.D)(id)));
    if (releases.length === 0)
        return group;
    const { daemonSet, images: before, pod } = file.content();
    // Of a release with the name of the namespace, whose pods run elsewhere: it keeps its file.
    if (daemonSet?.namespace !== group.namespace)
        return group;
    const images = before
        .map((image) => ({ ...image, uses: image.uses.filter(({ release }) => isMissing(release)) }))
        .filter((image) => image.uses.length > 0);
    return {
        ...group,
        releases: mergeReleases([...group.releases, ...releases]),
        images: mergeImages([...group.images, ...images]),
        pod: mergePods([group.pod, pod]),
    };
}
/**
 * With the images of the last `limit` versions of its files beside those in use. A version ends when the images in use
 * change; what only changes a comment does not make an image older.
 */
function keepPrevious(prepuller, files, limit) {
    if (limit === 0)
        return prepuller;
    const before = files.flatMap((file) => file.content().images);
    const used = new Set(prepuller.images.map((image) => image.reference));
    const usedBefore = new Set(before.filter((image) => image.versionsOld === 0).map((image) => image.reference));
    const isNewVersion = used.size !== usedBefore.size || [...used].some((reference) => !usedBefore.has(reference));
    const previous = before
        .filter((image) => !used.has(image.reference))
        .map((image) => ({ ...image, uses: [], versionsOld: image.versionsOld + Number(isNewVersion) }))
        .filter((image) => image.versionsOld <= limit)
        .sort((a, b) => a.versionsOld - b.versionsOld);
    return { ...prepuller, images: mergeImages([...prepuller.images, ...previous]) };
}

;// CONCATENATED MODULE: ./src/prepullers/plan.ts






/** Which DaemonSet goes into which file, and which files of earlier runs stay. Pure. */
function planFiles(composed, unrendered, earlier, options) {
    const missing = missingReleases(composed, unrendered, earlier);
    const prepullers = composed.map((prepuller) => withHistory(prepuller, earlier, missing, options));
    const kept = keptFiles(prepullers, unrendered, earlier, missing);
    const namesakes = [...missing.values()].map((id) => namesake(id, earlier, options));
    const nameFiles = nameAll(prepullers, namesakes, kept, ({ name }) => `${name}.yaml`);
    const nameObjects = nameAll(prepullers, namesakes, keptObjects(kept, earlier), objectKey);
    const wanted = new Map();
    for (const prepuller of prepullers.filter(({ images }) => images.length > 0)) {
        const name = nameObjects(prepuller).slice(prepuller.namespace.length + 1);
        const text = daemonSetText(prepuller, daemonSet(prepuller, name, options), options.label);
        const releases = prepuller.releases.map(({ id }) => id);
        wanted.set(nameFiles(prepuller), { text, releases, replaces: filesOf(releases, earlier) });
    }
    return { wanted, kept };
}
/**
 * Releases that exist, or may exist, and are not among those to be written: the ones that failed and, where not
 * everything could be read, the ones that earlier files name.
 */
function missingReleases(composed, unrendered, earlier) {
    const known = unrendered.complete ? [] : [...earlier.byRelease.values()].map(({ id }) => id);
    const missing = new Map([...unrendered.failed, ...known].map((id) => [(0,problem/* releaseKey */.D)(id), id]));
    for (const key of composed.flatMap(releaseKeys))
        missing.delete(key);
    return missing;
}
function withHistory(prepuller, earlier, missing, options) {
    const file = prepuller.grouped ? earlier.byName.get(`${prepuller.names[0]}.yaml`) : undefined;
    const whole = file ? carryOver(prepuller, file, (release) => missing.has(release)) : prepuller;
    if (whole.images.length === 0)
        return whole;
    const names = filesOf(whole.releases.map(({ id }) => id), earlier);
    const replaced = names.flatMap((name) => earlier.byName.get(name) ?? []);
    return keepPrevious(whole, replaced, options.keepPrevious);
}
/**
 * The files that are left alone: those of missing releases and, where not everything could be read, all but those
 * whose every release is written elsewhere.
 */
function keptFiles(prepullers, { complete }, { byName }, missing) {
    const written = new Set(prepullers.filter(({ images }) => images.length > 0).flatMap(releaseKeys));
    const kept = [...byName].filter(([, { releases }]) => {
        const unwritten = releases.map(({ id }) => (0,problem/* releaseKey */.D)(id)).filter((key) => !written.has(key));
        if (complete)
            return unwritten.some((key) => missing.has(key));
        return unwritten.length > 0 || releases.length === 0;
    });
    return new Set(kept.map(([name]) => name));
}
/** A missing release takes part in the naming: a failure must not rename the others. */
function namesake(id, { byName, byRelease }, options) {
    const key = (0,problem/* releaseKey */.D)(id);
    const [file] = byRelease.get(key)?.names ?? [];
    // Where its DaemonSet is, as its file says; else the likeliest place.
    const namespace = file && byName.get(file)?.content().daemonSet?.namespace;
    return { key, names: releaseNames(id), namespace: namespace ?? (options.prepullerNamespace || id.namespace) };
}
/**
 * Gives everyone a name that is distinct as `toKey` sees it. Groups choose first, so that `prepuller-<namespace>` is
 * theirs.
 */
function nameAll(prepullers, namesakes, taken, toKey) {
    const claim = ({ key, names, namespace }) => ({
        key,
        candidates: names.map((name) => toKey({ name, namespace })),
    });
    const groups = assignNames(prepullers.filter(({ grouped }) => grouped).map(claim), taken);
    const others = [...prepullers.filter(({ grouped }) => !grouped), ...namesakes].map(claim);
    const assigned = new Map([...groups, ...assignNames(others, new Set([...taken, ...groups.values()]))]);
    return ({ key }) => assigned.get(key) ?? key;
}
function objectKey({ name, namespace }) {
    return `${namespace}/${shortenName(name)}`;
}
function keptObjects(kept, { byName }) {
    const found = [...kept].flatMap((name) => byName.get(name)?.content().daemonSet ?? []);
    return new Set(found.map(objectKey));
}
function releaseKeys({ releases }) {
    return releases.map(({ id }) => (0,problem/* releaseKey */.D)(id));
}

;// CONCATENATED MODULE: ./src/prepullers/write-prepullers.ts





/**
 * Brings the output folder in line with the images. With `check` it only says what it would change.
 * @returns the changes in the order in which they were made, and what concerns single releases
 * @throws FatalError when the output path is a link or a file, or `daemonset-patch` changes what no patch may
 */
async function writePrepullers(sources, unrendered, options) {
    const { prepullers, refused, problems } = composePrepullers(sources, options);
    const folder = await readOutputFolder(options.root, options.outputPath);
    const generated = [...folder.marked].filter(([name]) => name !== kustomizationName);
    const failed = [...unrendered.failed, ...refused];
    const plan = planFiles(prepullers, { ...unrendered, failed }, readEarlierFiles(generated), options);
    const planned = planChanges(plan, folder, options.outputPath);
    if (!options.check)
        await applyChanges(options.root, planned.changes);
    return { changes: planned.changes, problems: [...problems, ...planned.problems] };
}

;// CONCATENATED MODULE: ./src/tools/find-program.ts





/**
 * Looks a program up on the PATH and asks for its version.
 * @param memory folder in which versions are kept between runs, so that an unchanged program is not started to ask again
 * @returns `undefined` when it is not there, or is no program that tells its version.
 */
async function findProgram(name, versionArguments, memory) {
    const command = await lookUp(name);
    if (command === undefined)
        return undefined;
    const note = memory && external_node_path_default().join(memory, await identityOf(command));
    const remembered = note && (await readNote(note));
    const version = remembered ?? (await askVersion(command, versionArguments));
    if (version === undefined)
        return undefined;
    if (note && remembered === undefined)
        await writeNote(note, version);
    return { command, version };
}
async function lookUp(name) {
    const folders = (process.env.PATH ?? '').split((external_node_path_default()).delimiter).filter((folder) => external_node_path_default().isAbsolute(folder));
    for (const folder of folders) {
        const file = external_node_path_default().join(folder, name);
        if (await isProgram(file))
            return file;
    }
    return undefined;
}
async function isProgram(file) {
    try {
        await (0,promises_.access)(file, external_node_fs_.constants.X_OK);
        return (await (0,promises_.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}
/** Another program in its place has another size or another time. */
async function identityOf(command) {
    const file = await (0,promises_.realpath)(command);
    const { size, mtimeMs } = await (0,promises_.stat)(file);
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([file, size, mtimeMs]))
        .digest('hex');
}
async function askVersion(command, args) {
    const answer = await runProcess(command, args, { timeoutMilliseconds: 30_000 }).catch(() => '');
    return /\d+\.\d+\.\d+/.exec(answer)?.[0];
}
async function readNote(note) {
    const version = await (0,promises_.readFile)(note, 'utf8').catch(() => '');
    return /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
}
async function writeNote(note, version) {
    try {
        await (0,promises_.mkdir)(external_node_path_default().dirname(note), { recursive: true, mode: 0o700 });
        await (0,promises_.writeFile)(note, version);
    }
    catch {
        // The next run asks again.
    }
}

;// CONCATENATED MODULE: ./src/tools/install-program.ts





const install_program_maxArchiveBytes = 200 * 1024 * 1024;
const install_program_maxUnpackedBytes = 600 * 1024 * 1024;
const architectures = { x64: 'amd64', arm64: 'arm64' };
/**
 * Fetches a program, unless an earlier run did, and verifies it before anything of it is on the disk.
 * @throws Error that says why it cannot be had.
 */
async function installProgram(program, options) {
    const version = options.version || program.defaultVersion;
    const architecture = architectures[process.arch];
    if (process.platform !== 'linux' || architecture === undefined) {
        throw new Error(`there is no tested build for ${process.platform} ${process.arch}`);
    }
    const command = external_node_path_default().join(options.folder, `${program.name}-${version}-${architecture}`, program.name);
    if (!(await isFile(command)))
        await fetchProgram(program, version, architecture, command, options);
    return { command, version };
}
async function isFile(file) {
    const found = await (0,promises_.stat)(file).catch(() => undefined);
    return found?.isFile() ?? false;
}
async function fetchProgram(program, version, architecture, command, { mirror, caFile, patience }) {
    const client = createHttpClient({ caFile, ...(patience && { patience }) });
    const base = mirror || program.base(version);
    try {
        const checksum = await checksumOf(client, program, version, architecture, base);
        const url = `${base}/${program.archive(version, architecture)}`;
        const { body } = await client.get(url, { maxBytes: install_program_maxArchiveBytes, verify: checksumCheck(checksum) });
        const files = await readTarGz(body, install_program_maxUnpackedBytes);
        const member = files.find(({ name }) => name === program.member(architecture));
        if (!member)
            throw new Error(`${url} does not hold ${program.member(architecture)}`);
        await place(member.content, command);
    }
    finally {
        await client.close();
    }
}
/** Pinned, or else what the publisher has put beside the archive. */
async function checksumOf(client, program, version, architecture, base) {
    const pinned = version === program.defaultVersion ? program.checksums[process.arch] : undefined;
    if (pinned !== undefined)
        return pinned;
    const url = `${base}/${program.checksumFile(version, architecture)}`;
    const { body } = await client.get(url, { maxBytes: 1024 * 1024 });
    const archive = program.archive(version, architecture);
    const lines = body
        .toString('utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+\*?/));
    const [checksum] = lines.find(([, name]) => name === archive) ?? [];
    if (!/^[0-9a-f]{64}$/.test(checksum ?? ''))
        throw new Error(`${url} has no checksum of ${archive}`);
    return checksum ?? '';
}
function checksumCheck(expected) {
    return (body) => {
        const found = (0,external_node_crypto_.createHash)('sha256').update(body).digest('hex');
        if (found !== expected)
            throw new Error(`has the SHA-256 ${found}, and should have ${expected}`);
    };
}
/** Appears whole or not at all, also when two runs do it at once. */
async function place(content, command) {
    const unfinished = `${command}.${(0,external_node_crypto_.randomUUID)()}`;
    await (0,promises_.mkdir)(external_node_path_default().dirname(command), { recursive: true });
    try {
        await (0,promises_.writeFile)(unfinished, content);
        await (0,promises_.chmod)(unfinished, 0o755);
        await (0,promises_.rename)(unfinished, command);
    }
    finally {
        await (0,promises_.rm)(unfinished, { force: true });
    }
}

;// CONCATENATED MODULE: ./src/tools/published-programs.ts
/** Checksums as published in https://github.com/helm/helm/releases/tag/v4.1.4 and beside the archives. */
const publishedHelm = {
    name: 'helm',
    defaultVersion: '4.1.4',
    checksums: {
        x64: '70b2c30a19da4db264dfd68c8a3664e05093a361cefd89572ffb36f8abfa3d09',
        arm64: '13d03672be289045d2ff00e4e345d61de1c6f21c1257a45955a30e8ae036d8f1',
    },
    base: () => 'https://get.helm.sh',
    archive: (version, architecture) => `helm-v${version}-linux-${architecture}.tar.gz`,
    checksumFile: (version, architecture) => `helm-v${version}-linux-${architecture}.tar.gz.sha256sum`,
    member: (architecture) => `linux-${architecture}/helm`,
};
/** Checksums as published in checksums.txt of https://github.com/kubernetes-sigs/kustomize/releases/tag/kustomize%2Fv5.8.1. */
const publishedKustomize = {
    name: 'kustomize',
    defaultVersion: '5.8.1',
    checksums: {
        x64: '029a7f0f4e1932c52a0476cf02a0fd855c0bb85694b82c338fc648dcb53a819d',
        arm64: '0953ea3e476f66d6ddfcd911d750f5167b9365aa9491b2326398e289fef2c142',
    },
    base: (version) => `https://github.com/kubernetes-sigs/kustomize/releases/download/kustomize%2Fv${version}`,
    archive: (version, architecture) => `kustomize_v${version}_linux_${architecture}.tar.gz`,
    checksumFile: () => 'checksums.txt',
    member: () => 'kustomize',
};

;// CONCATENATED MODULE: ./src/tools/tools.ts







/** Older ones lack flags that are needed, or render in another way than Flux does. */
const oldestHelm = '3.14.0';
const oldestKustomize = '5.0.0';
const oldestKubectl = '1.27.0';
/** Programs on the PATH are taken if they are new enough; else they are fetched. */
function createTools(options = {}) {
    return { helm: tools_once(() => helm(options)), kustomize: tools_once(() => kustomize(options)) };
}
function tools_once(find) {
    let found;
    return () => {
        found ??= find();
        return found;
    };
}
async function helm(options) {
    const onPath = await findProgram('helm', ['version', '--template', '{{.Version}}'], memoryOf(options));
    if (onPath && semver_default().gte(onPath.version, oldestHelm))
        return { ...onPath, args: [] };
    const reason = describeMissing('helm', onPath, oldestHelm);
    return { ...(await install(publishedHelm, options.helmVersion, options, reason)), args: [] };
}
async function kustomize(options) {
    const onPath = await findProgram('kustomize', ['version'], memoryOf(options));
    if (onPath && semver_default().gte(onPath.version, oldestKustomize))
        return { ...onPath, args: ['build'] };
    const kubectl = await findProgram('kubectl', ['version', '--client'], memoryOf(options));
    if (kubectl && semver_default().gte(kubectl.version, oldestKubectl))
        return { ...kubectl, args: ['kustomize'] };
    const reasons = [
        describeMissing('kustomize', onPath, oldestKustomize),
        describeMissing('kubectl', kubectl, oldestKubectl),
    ];
    const fetched = await install(publishedKustomize, options.kustomizeVersion, options, reasons.join(', '));
    return { ...fetched, args: ['build'] };
}
function describeMissing(name, onPath, oldest) {
    if (!onPath)
        return `${name} is not on the PATH`;
    return `${onPath.command} is version ${onPath.version}, which is older than ${oldest}`;
}
async function install(program, version = '', { toolsMirror: mirror = '', caFile = '', cachePath, patience }, reason) {
    const toolCache = process.env.RUNNER_TOOL_CACHE || cachePath || (0,external_node_os_.tmpdir)();
    const folder = external_node_path_default().join(toolCache, 'prepuller-tools');
    try {
        return await installProgram(program, { version, mirror, caFile, folder, ...(patience && { patience }) });
    }
    catch (error) {
        throw new problem/* FatalError */.H(`${reason}, and ${program.name} cannot be fetched: ${error.message}. ` +
            `Install ${program.name} in a step before this one, or name a reachable folder of its archives in tools-mirror.`);
    }
}
function memoryOf({ cachePath }) {
    return cachePath && external_node_path_default().join(cachePath, 'programs');
}

;// CONCATENATED MODULE: ./src/stages.ts
// The stages that a run needs only when there is something to do. They are loaded together, and late, so that a
// push that changed nothing relevant is told so without reading a YAML parser or a forge's client.








/***/ })

};
