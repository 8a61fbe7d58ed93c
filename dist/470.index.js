export const id = 470;
export const ids = [470,692];
export const modules = {

/***/ 1470:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  generate: () => (/* binding */ generate)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/sha256.ts
var sha256 = __webpack_require__(8868);
;// CONCATENATED MODULE: ./src/cache.ts





const kinds = [
    'charts',
    'sources',
    'checkouts',
    'indexes',
    'builds',
    'documents',
    'renderings',
    'readings',
    'registries',
    'programs',
];
const hashLength = 64;
/** An entry's time of use is exact to this, so that reading rarely writes. */
const useResolution = 60 * 60 * 1000;
const unfinished = /\.unfinished$/;
/**
 * Every entry is a file that begins with the SHA-256 of its key and the rest, and a line feed. It is written under another name and
 * then renamed, so that a run that is killed or one at the same time leaves whole entries only.
 * @param folder Absolute path; made when it is first needed.
 * @param maxMebibytes of all entries together
 */
function openCache(folder, maxMebibytes) {
    let grown = false;
    return {
        read(kind, key) {
            const file = fileOf(folder, kind, key);
            const entry = attempt(() => (0,external_node_fs_.readFileSync)(file));
            if (entry === undefined)
                return undefined;
            const content = entry.subarray(hashLength + 1);
            if (entry.toString('latin1', 0, hashLength) !== seal(kind, key, content)) {
                attempt(() => (0,external_node_fs_.rmSync)(file));
                return undefined;
            }
            markUsed(file);
            return content;
        },
        async write(kind, key, content) {
            grown = true;
            const entry = Buffer.concat([Buffer.from(`${seal(kind, key, content)}\n`), content]);
            await writeWhole(fileOf(folder, kind, key), entry);
        },
        trim() {
            if (grown)
                trimFolder(folder, maxMebibytes * 1024 * 1024);
        },
    };
}
/** Binds a content to its key: an entry that was put in another's place is damaged. */
function seal(kind, key, content) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${kind}\0${key.length}\0${key}\0`).update(content).digest('hex');
}
/** Keys may be long and hold anything. */
function fileOf(folder, kind, key) {
    return external_node_path_default().join(folder, kind, (0,sha256/* sha256 */.s)(key));
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
function markUsed(file) {
    const now = new Date();
    attempt(() => {
        if (now.getTime() - (0,external_node_fs_.statSync)(file).mtimeMs > useResolution)
            (0,external_node_fs_.utimesSync)(file, now, now);
    });
}
function trimFolder(folder, maxBytes) {
    const entries = kinds.flatMap((kind) => listEntries(external_node_path_default().join(folder, kind)));
    const leftOver = entries.filter(({ file, used }) => unfinished.test(file) && Date.now() - used > useResolution);
    const whole = entries.filter(({ file }) => !unfinished.test(file)).sort((one, other) => other.used - one.used);
    let total = 0;
    const surplus = whole.filter(({ size }) => {
        total += size;
        return total > maxBytes;
    });
    for (const { file } of [...leftOver, ...surplus])
        attempt(() => (0,external_node_fs_.rmSync)(file));
}
function listEntries(folder) {
    const names = attempt(() => (0,external_node_fs_.readdirSync)(folder)) ?? [];
    return names.flatMap((name) => entryOf(external_node_path_default().join(folder, name)) ?? []);
}
function entryOf(file) {
    const found = attempt(() => (0,external_node_fs_.statSync)(file));
    return found && { file, size: found.size, used: found.mtimeMs };
}
/** What cannot be done is left: the folder may be missing, or another run may have removed the file. */
function attempt(action) {
    try {
        return action();
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/ipaddr.js/lib/ipaddr.js
var ipaddr = __webpack_require__(8280);
var ipaddr_default = /*#__PURE__*/__webpack_require__.n(ipaddr);
;// CONCATENATED MODULE: ./src/network/address.ts

/** A service of the cloud at a public address: 168.63.129.16 answers Azure's machines for their agent. */
const metadataAddresses = new Set(['168.63.129.16']);
const words = {
    unspecified: "the machine's own",
    loopback: 'a loopback',
    private: 'a private',
    uniqueLocal: 'a private',
    linkLocal: 'a link-local',
    carrierGradeNat: 'a carrier-grade NAT',
};
/**
 * Why an address must not be connected to for a stranger, in words that precede "address"; `undefined` for a public one.
 * Only what is known to be public is: the ranges are those of IANA's registries for special purposes.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
function whyNotPublic(text) {
    try {
        // Takes an IPv4-mapped IPv6 address for the IPv4 address that the machine connects to.
        const address = ipaddr_default().process(text);
        if (metadataAddresses.has(address.toString()))
            return 'a metadata';
        const range = address.range();
        if (range === 'unicast' && (address.kind() === 'ipv4' || isGlobal(address)))
            return undefined;
        if (range === 'rfc6052')
            return whyNotPublic(translated(ipaddr_default().parse(text)));
        return words[range] ?? 'a special-purpose';
    }
    catch {
        return 'an unreadable';
    }
}
/**
 * In `2000::/3`, of which alone addresses are handed out; `::7f00:1` is an IPv4 address in an old form.
 * https://www.iana.org/assignments/ipv6-address-space
 */
function isGlobal({ parts: [first = 0] }) {
    return first >> 13 === 1;
}
/** The IPv4 address behind the well-known NAT64 prefix `64:ff9b::/96`; nothing readable for a network's own prefix. */
function translated({ parts }) {
    const [high = 0, low = 0] = parts.slice(6);
    if (parts.slice(0, 6).join(':') !== [0x64, 0xff9b, 0, 0, 0, 0].join(':'))
        return '';
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

;// CONCATENATED MODULE: ./src/network/egress-guard.ts




const egressAdvice = 'Where this run may ask that host, name it in chart-mirrors or registry-credentials; restrict-egress: false allows every host';
/** A host that must not be asked for a stranger; the message continues "<URL> ...". */
class EgressError extends Error {
    name = 'EgressError';
    constructor(address, why) {
        super(`leads to ${address}, which is ${why} address`);
    }
}
/** @param exempt hosts as in a URL: with a port unless it is the scheme's own */
function createEgressGuard(exempt) {
    const exemptHosts = new Set([...exempt].map((host) => host.toLowerCase()));
    return {
        isExempt: (host) => exemptHosts.has(host.toLowerCase()),
        refusalOfLiteral: (hostname) => refusalOf([withoutBrackets(hostname)].filter((host) => (0,external_node_net_.isIP)(host) !== 0)),
        lookup: guardedLookup,
        addressesOf: async (hostname) => {
            const bare = withoutBrackets(hostname);
            const addresses = (0,external_node_net_.isIP)(bare) ? [bare] : (await resolveAll(bare)).map(({ address }) => address);
            const refusal = refusalOf(addresses);
            if (refusal)
                throw refusal;
            return addresses;
        },
    };
}
const guardedLookup = (hostname, options, callback) => {
    (0,external_node_dns_.lookup)(hostname, { ...options, all: true }, (error, addresses) => {
        const refusal = error ?? refusalOf(addresses.map(({ address }) => address));
        const [first] = addresses ?? [];
        if (refusal || !first)
            callback(refusal ?? new Error('has no address'), []);
        else if (options.all)
            callback(null, addresses);
        else
            callback(null, first.address, first.family);
    });
};
async function resolveAll(hostname) {
    return await (0,external_node_util_.promisify)(external_node_dns_.lookup)(hostname, { all: true });
}
/** All addresses are looked at: any one of them may be the one that is connected to. */
function refusalOf(addresses) {
    for (const address of addresses) {
        const why = whyNotPublic(address);
        if (why !== undefined)
            return new EgressError(address, why);
    }
    return undefined;
}
/** Of an IPv6 address in a URL. */
function withoutBrackets(hostname) {
    return hostname.replace(/^\[(.*)\]$/, '$1');
}

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
        if (error instanceof EgressError)
            return new HttpError(url, { passing: false, guarded: true }, error.message);
        const { message, code, name } = error;
        const untrusted = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code ?? '');
        // A certificate or a name that is wrong stays wrong; a connection that breaks or waits may not.
        const lasting = untrusted || /CERT|SIGNATURE|ALTNAME|^ERR_TLS|ENOTFOUND|^ERR_SSL/.test(code ?? '');
        const timedOut = name === 'TimeoutError' || /TIMEOUT/.test(code ?? '');
        const reason = timedOut ? 'did not answer in time' : `cannot be read: ${message}${code ? ` (${code})` : ''}`;
        return new HttpError(url, { passing: !lasting, unanswered: true, ...(untrusted && { untrusted }) }, reason);
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

;// CONCATENATED MODULE: ./src/charts/chart-error.ts
/** A chart that cannot be had or finished, in words that say why and what to do. */
class ChartError extends Error {
    detail;
    kind;
    about;
    name = 'ChartError';
    constructor(message, 
    /** A tool's own words; untrusted. */
    detail, kind = 'chart', 
    /** The field of the release that it is about. */
    about) {
        super(message);
        this.detail = detail;
        this.kind = kind;
        this.about = about;
    }
    /** The same of something that the chart holds. */
    within(name) {
        return new ChartError(`in its ${name}, ${this.message}`, this.detail, this.kind);
    }
}

// EXTERNAL MODULE: ./src/source-boundary.ts
var source_boundary = __webpack_require__(2029);
;// CONCATENATED MODULE: ./src/charts/chart-files.ts




const mostFiles = 10_000;
const mostFolders = 10_000;
const mostBytes = 100 * 1024 * 1024;
const deepest = 32;
const tooMuch = 'the folder holds more than a chart may';
/**
 * All files below a folder of a source that it does not leave out, links followed, with names relative to the folder, sorted.
 * @param folder relative to the source's root; no file outside of the source is read
 * @throws ChartError when a link leads out, or when there is more than a chart may hold.
 */
async function readFolder(source, folder) {
    const root = await (0,promises_.realpath)(source.root);
    const files = [];
    let bytes = 0;
    let folders = 0;
    async function visit(directory, prefix, depth) {
        if (depth > deepest)
            throw new ChartError(`the folder ${prefix} is nested too deeply, or a link leads in a circle`);
        // Of few folders, links make any number.
        folders += 1;
        if (folders > mostFolders)
            throw new ChartError(tooMuch);
        const names = (await (0,promises_.readdir)(directory)).filter((name) => name !== '.git').sort();
        for (const name of names) {
            const file = await realpathInside(root, external_node_path_default().join(directory, name));
            if ((await (0,promises_.stat)(file)).isDirectory())
                await visit(file, `${prefix}${name}/`, depth + 1);
            else if (!source.isIgnored(external_node_path_default().posix.join(folder, prefix, name)))
                await add(file, `${prefix}${name}`);
        }
    }
    async function add(file, name) {
        const found = await (0,promises_.stat)(file);
        if (!found.isFile())
            return;
        bytes += found.size;
        if (files.length >= mostFiles || bytes > mostBytes)
            throw new ChartError(tooMuch);
        files.push({ name, content: await (0,promises_.readFile)(file) });
    }
    await visit(await realpathInside(root, external_node_path_default().join(root, folder)), '', 0);
    return files;
}
/**
 * The real place of something that must lie in a source.
 * @throws ChartError when it is missing, or lies elsewhere or in a `.git`.
 */
async function realpathInside(sourceRoot, file) {
    const root = await (0,promises_.realpath)(sourceRoot);
    const name = external_node_path_default().relative(sourceRoot, file);
    const real = await (0,promises_.realpath)(file).catch(() => {
        throw new ChartError(`there is no ${name} in the source`);
    });
    if (!(0,source_boundary/* isInSource */.$)(root, real))
        throw new ChartError(`${name} leads out of the source or into its .git`);
    return real;
}
/**
 * @param files have names that `readFolder` or `readTarGz` gave, so none leads out of the folder
 * @throws ChartError when they cannot all be there, such as `a` and `a/b`.
 */
async function writeFolder(folder, files) {
    try {
        for (const { name, content } of files) {
            const file = external_node_path_default().join(folder, name);
            await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
            await (0,promises_.writeFile)(file, content);
        }
    }
    catch (error) {
        throw new ChartError('it cannot be unpacked', error.message);
    }
}

;// CONCATENATED MODULE: ./src/charts/bucket-source.ts




const mebibyte = 1024 * 1024;
const mostObjects = 2000;
const maxBucketBytes = 64 * mebibyte;
const maxListBytes = 4 * mebibyte;
/**
 * Downloads the objects of a bucket without credentials, as far as it is open to everyone
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, which MinIO and Google's storage speak as well).
 * @returns the folder, below `scratch`
 * @throws ChartError, HttpError
 */
async function fetchBucket(content, options) {
    const { network, scratch, budget } = options;
    const base = `${content.endpoint}/${content.bucket}`;
    budget.takeSource(base);
    if (!/^https?:\/\/\S+$/.test(base) || !URL.canParse(base))
        throw new ChartError(`${base} is no http or https URL`);
    const objects = await listObjects(base, content, options);
    budget.takeFiles(objects, base);
    const files = [];
    // All of them together have the time of one request.
    const signal = network.client.deadline();
    for (const { name, size } of objects) {
        const { body } = await network.client.get(`${base}/${encodeName(name)}`, { maxBytes: size, signal });
        files.push({ name, content: body });
    }
    await (0,promises_.mkdir)(scratch, { recursive: true });
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'bucket-'));
    await writeFolder(folder, files);
    return folder;
}
async function listObjects(base, { prefix }, { network }) {
    const signal = network.client.deadline();
    const objects = [];
    for (let token = ''; token !== undefined;) {
        const url = new URL(base);
        url.search = new URLSearchParams({
            'list-type': '2',
            'encoding-type': 'url',
            ...(prefix && { prefix }),
            ...(token && { 'continuation-token': token }),
        }).toString();
        const { body } = await network.client.get(url.href, { maxBytes: maxListBytes, signal });
        const page = body.toString('utf8');
        if (!page.includes('<ListBucketResult'))
            throw new ChartError(`${base} does not answer with a list of objects`);
        objects.push(...objectsOf(page));
        if (objects.length > mostObjects)
            throw new ChartError(`${base} has more than ${mostObjects} objects`);
        token = elementOf(page, 'NextContinuationToken');
    }
    requireFit(base, objects);
    return objects;
}
function requireFit(base, objects) {
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    if (bytes > maxBucketBytes)
        throw new ChartError(`${base} holds more than ${maxBucketBytes / mebibyte} MiB`);
    const odd = objects.find(({ name }) => !isPath(name));
    if (odd)
        throw new ChartError(`${base} has an object ${JSON.stringify(odd.name)}, which is no path of a file`);
}
/** Names are encoded as in a URL, so that nothing else stands between the tags. */
function objectsOf(page) {
    return [...page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)]
        .map(([, entry = '']) => ({
        name: decodeName(elementOf(entry, 'Key') ?? ''),
        size: Number(elementOf(entry, 'Size') ?? 0),
    }))
        .filter(({ name }) => !name.endsWith('/'));
}
function elementOf(text, name) {
    const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
    return found?.replaceAll('&amp;', '&');
}
function decodeName(name) {
    try {
        return decodeURIComponent(name.replaceAll('+', ' '));
    }
    catch {
        return name;
    }
}
function encodeName(name) {
    return name.split('/').map(encodeURIComponent).join('/');
}
function isPath(name) {
    return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\\\0]/.test(name);
}

// EXTERNAL MODULE: ./src/tools/child-environment.ts
var child_environment = __webpack_require__(4197);
// EXTERNAL MODULE: ./src/system-fault.ts
var system_fault = __webpack_require__(6599);
// EXTERNAL MODULE: ./src/tools/supervise.ts + 3 modules
var supervise = __webpack_require__(4561);
// EXTERNAL MODULE: ./src/tools/temporary-folder.ts + 1 modules
var temporary_folder = __webpack_require__(9011);
;// CONCATENATED MODULE: ./src/tools/process.ts





/** A program that could not be started, failed, or broke a bound. Its `stderr` is untrusted text. */
class ProcessError extends Error {
    name = 'ProcessError';
    stderr;
    /** `ENOENT` and the like when it could not be started. */
    code;
    exitCode;
    timedOut;
    constructor(message, { stderr, code, exitCode, broke }) {
        super(message);
        this.stderr = stderr.trim();
        this.code = code;
        this.exitCode = exitCode;
        this.timedOut = broke === 'time';
    }
}
const process_mebibyte = 1024 * 1024;
/** A release that Flux can store (1 MiB, compressed) is far below the first; nobody reads more than the second. */
const bounds = { outputBytes: 64 * process_mebibyte, errorBytes: process_mebibyte };
/** Rendering the largest public charts takes a few seconds. */
const toolMilliseconds = 40_000;
const defaultMemoryBytes = 2048 * process_mebibyte;
/**
 * Runs a tool with a home of its own, which goes with it, and gives its standard output. The tool gets the variables that
 * it is given here and no others of this process.
 * @throws ProcessError
 */
async function runProcess(file, args, options = {}) {
    const { cwd, env = {}, input, disk } = options;
    const { timeoutMilliseconds = toolMilliseconds, memoryBytes = defaultMemoryBytes } = options;
    const home = (0,temporary_folder/* createTemporaryFolder */.a)();
    try {
        const result = await (0,supervise/* supervise */.z)(file, args, {
            cwd: cwd ?? home,
            env: withoutUndefined({ ...(0,child_environment/* toolEnvironment */.uQ)(home), GOMEMLIMIT: softLimit(memoryBytes), ...env }),
            ...(input !== undefined && { input }),
            ending: 'SIGKILL',
            bounds: { ...bounds, milliseconds: timeoutMilliseconds, memoryBytes, ...(disk && { disk }) },
        });
        if (result.exitCode === 0 && result.broke === undefined)
            return result.stdout;
        const message = failure(file, args, result, { timeoutMilliseconds, memoryBytes, ...(disk && { disk }) });
        throw new ProcessError(message, result);
    }
    finally {
        await (0,temporary_folder/* removeTemporaryFolder */.y)(home);
    }
}
/** Beyond it a program in Go collects its garbage as often as it must, before it is ended for what it takes. */
function softLimit(memoryBytes) {
    return String(Math.floor(memoryBytes * 0.75));
}
function withoutUndefined(env) {
    return Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== undefined));
}
function failure(file, args, result, tool) {
    const command = [external_node_path_default().basename(file), args[0]].join(' ');
    if (result.code === 'ENOENT')
        return `${file} is not there`;
    if (result.code !== undefined)
        return `${file} could not be started: ${(0,system_fault/* explainSystemFault */.z)(result.code)}`;
    const limits = {
        time: `took longer than ${tool.timeoutMilliseconds / 1000} s`,
        memory: `took more than ${Math.round(tool.memoryBytes / process_mebibyte)} MiB of memory, which is the input memory-limit,`,
        output: `wrote more than ${bounds.outputBytes / process_mebibyte} MiB`,
        disk: `wrote more than ${Math.round((tool.disk?.bytes ?? 0) / process_mebibyte)} MiB to the disk`,
    };
    if (result.broke !== undefined)
        return `${command} ${limits[result.broke]} and was ended`;
    if (result.signal !== undefined)
        return `${command} was ended by ${result.signal}`;
    return `${command} failed with exit code ${result.exitCode}`;
}

;// CONCATENATED MODULE: ./src/tools/fetched-git.ts




/** The commit that was fetched. @throws ProcessError */
async function fetchedCommit(folder) {
    return (await git(folder, ['rev-parse', '--verify', 'FETCH_HEAD^{commit}'])).trim();
}
/** @throws ProcessError, also when the list is longer than a program may write */
async function filesOfCommit(folder, commit) {
    const output = await git(folder, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
    return [...output.matchAll(/([0-7]+) (\w+) ([0-9a-f]+) +(\d+|-)\t([^\0]+)\0/g)].map(([, , type, id = '', size = '', name = '']) => ({
        kind: type === 'commit' ? 'submodule' : 'file',
        id,
        size: size === '-' ? 0 : Number(size),
        path: name,
    }));
}
/** Writes the files of a commit into the folder. @throws ProcessError */
async function checkOutCommit(folder, commit) {
    await git(folder, ['checkout', '--quiet', '--detach', commit]);
}
/** URLs of submodules by their path, as `.gitmodules` writes them. @throws ProcessError */
async function submoduleUrls(folder) {
    const args = ['config', '-z', '--file', '.gitmodules', '--get-regexp', '^submodule\\..*\\.(path|url)$'];
    const entries = (await git(folder, args)).split('\0').map((entry) => /^submodule\.(.*)\.(\w+)\n(.*)$/s.exec(entry));
    const fieldOf = (name, key) => entries.find((entry) => entry?.[1] === name && entry[2] === key)?.[3];
    const names = new Set(entries.flatMap((entry) => entry?.[1] ?? []));
    return new Map([...names].map((name) => [fieldOf(name, 'path') ?? '', fieldOf(name, 'url') ?? '']));
}
/** All objects of a repository that was fetched in one, as git's own packed file. */
async function readPack(folder) {
    const packs = external_node_path_default().join(folder, '.git/objects/pack');
    const names = (await (0,promises_.readdir)(packs)).filter((name) => name.endsWith('.pack'));
    return names.length === 1 ? await (0,promises_.readFile)(external_node_path_default().join(packs, names[0] ?? '')) : undefined;
}
/**
 * Makes a repository of a packed file that holds one commit without history. Git looks at every object of it.
 * @throws ProcessError when it is damaged
 */
async function restorePack(folder, commit, pack) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    await git(folder, ['init', '--quiet', '--template=', '.']);
    const file = external_node_path_default().join(folder, '.git/objects/pack', `pack-${commit}.pack`);
    await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
    await (0,promises_.writeFile)(file, pack);
    await (0,promises_.writeFile)(external_node_path_default().join(folder, '.git/shallow'), `${commit}\n`);
    await git(folder, ['index-pack', file]);
}
async function git(folder, args) {
    const env = { ...(0,child_environment/* foreignGitEnvironment */.en)(''), GIT_ALLOW_PROTOCOL: 'none', GIT_LFS_SKIP_SMUDGE: '1' };
    return await runProcess('git', args, { cwd: folder, env, timeoutMilliseconds: 300_000 });
}

// EXTERNAL MODULE: ./src/tools/git-environment.ts
var git_environment = __webpack_require__(7127);
;// CONCATENATED MODULE: ./src/tools/run-once.ts
/** Makes a thing when it is first asked for, and once, also for those who ask while it is being made. */
function runOnce(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}
/** The same for each distinct argument; arguments are compared by their JSON. */
function runOnceEach(make) {
    const made = new Map();
    return (argument) => {
        const key = JSON.stringify(argument);
        const result = made.get(key) ?? make(argument);
        made.set(key, result);
        return result;
    };
}

;// CONCATENATED MODULE: ./src/tools/machine-git.ts



/**
 * What the machine's own configuration of git says of the way to other hosts. The rest of it, such as other addresses in place
 * of a URL and programs that give passwords, is not for a stranger's repository.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpproxy
 */
const ofConnections = '^http\\.(.*\\.)?(proxy|proxyauthmethod|proxysslcainfo|sslcainfo|sslcapath|sslbackend|sslversion|lowspeedlimit|lowspeedtime)$';
/** Keys and values; none where nothing is configured. @throws ProcessError when git cannot be started. */
const machineGitEntries = runOnce(async () => {
    try {
        const { GIT_CONFIG_SYSTEM } = process.env;
        const env = { ...(0,child_environment/* foreignGitEnvironment */.en)(''), GIT_CONFIG_NOSYSTEM: undefined, GIT_CONFIG_SYSTEM };
        const output = await runProcess('git', ['config', '--system', '-z', '--get-regexp', ofConnections], { env });
        return output.split('\0').filter(Boolean).map(machine_git_entryOf);
    }
    catch (error) {
        // With 1 git says that there is none of them, with 128 that there is no such file or that it cannot be read.
        if (error instanceof ProcessError && error.exitCode !== undefined)
            return [];
        throw error;
    }
});
/** A key, a newline, and the value. */
function machine_git_entryOf(text) {
    const end = text.indexOf('\n');
    return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

;// CONCATENATED MODULE: ./src/tools/remote-git.ts




const timeoutMilliseconds = 300_000;
/** @throws ProcessError */
async function listGitTags(remote) {
    const output = await remote_git_git(remote, ['ls-remote', '--tags', '--refs', '--', remote.url]);
    return [...output.matchAll(/^\S+\trefs\/tags\/(.+)$/gm)].map((match) => match[1] ?? '');
}
/**
 * The commits that references of exactly these names are at, and those that annotated tags name; without those that are not
 * there.
 * @throws ProcessError
 */
async function commitsOfRefs(remote, names) {
    const output = await remote_git_git(remote, ['ls-remote', '--', remote.url, ...names.flatMap((name) => [name, `${name}^{}`])]);
    const found = new Map([...output.matchAll(/^([0-9a-f]+)\t(.+)$/gm)].map(([, id = '', name = '']) => [name, id]));
    return new Map(names.flatMap((name) => {
        const commit = found.get(`${name}^{}`) ?? found.get(name);
        return commit === undefined ? [] : [[name, commit]];
    }));
}
/**
 * Fetches one commit into a new repository, without history and submodules; nothing is checked out.
 * @param ref full ref or commit; must not begin with a dash
 * @param disk of what the server may send
 * @throws ProcessError
 */
async function fetchGit(remote, ref, disk) {
    await remote_git_git(remote, ['init', '--quiet', '--template=', disk.folder]);
    await remote_git_git(remote, ['fetch', '--quiet', '--no-tags', '--depth=1', '--', remote.url, ref], disk);
}
/** Older ones would leave `http.curloptResolve` unheard. */
async function canPinAddresses() {
    const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(await runProcess('git', ['--version'])) ?? []).map(Number);
    return major > 2 || (major === 2 && minor >= 37);
}
/** However little it is that is fetched. */
const inOneFile = ['fetch.unpackLimit', '1'];
/** Never asks, and starts nothing but git's own transports; the credential is in the environment alone. */
async function remote_git_git(remote, args, disk) {
    const env = {
        ...(0,child_environment/* foreignGitEnvironment */.en)(remote.url),
        GIT_ALLOW_PROTOCOL: remote.addresses ? 'https' : 'http:https:ssh',
        ...(remote.authorities !== undefined && { GIT_SSL_CAINFO: remote.authorities }),
        ...(0,git_environment/* configuration */.H)([...(await machineGitEntries()), ...connectionEntries(remote), inOneFile], {}),
    };
    return await runProcess('git', args, { env, timeoutMilliseconds, ...(disk && { disk, cwd: disk.folder }) });
}
/**
 * After a redirect git goes on with the new host and sends it what is configured for the old one, and it resolves the new
 * name by itself: so neither a password nor pinned addresses go together with redirects.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpfollowRedirects
 */
function connectionEntries({ url, authorization, addresses }) {
    const { origin, hostname, port } = new URL(url);
    const entries = [];
    if (authorization !== undefined)
        entries.push([`http.${origin}/.extraHeader`, `Authorization: ${authorization}`]);
    if (addresses?.length) {
        entries.push(['http.curloptResolve', `${hostname}:${port || '443'}:${addresses.map(inBrackets).join(',')}`]);
    }
    return authorization !== undefined || addresses ? [...entries, ['http.followRedirects', 'false']] : entries;
}
/** As curl writes IPv6 addresses. */
function inBrackets(address) {
    return address.includes(':') ? `[${address}]` : address;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/network/credentials.ts




/**
 * Looks credentials up in the given list first, then in what `helm registry login` and `docker login` have stored
 * on the runner. These files are only read.
 */
async function loadCredentials(given, environment = process.env) {
    const stored = (await Promise.all(loginFiles(environment).map(readLogins))).flat();
    const known = new Map();
    // docker and helm know accounts by host alone; the path of such an entry is that of an API.
    for (const { host, user, password } of [
        ...given,
        ...stored.map((login) => ({ ...login, host: hostOf(login.host) })),
    ]) {
        const key = normalAddress(host);
        if (!known.has(key))
            known.set(key, { user, password });
    }
    return (address) => prefixesOf(normalAddress(address))
        .map((prefix) => known.get(prefix))
        .find(Boolean);
}
/** `host/a/b`, `host/a` and `host`. */
function prefixesOf(address) {
    const segments = address.split('/');
    return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
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
    return Object.entries(parseLogins(text)).flatMap(([host, entry]) => {
        const credential = decode(entry);
        return credential ? [{ host, ...credential }] : [];
    });
}
/** A file that is no JSON is not ours to complain about: the registry will say that it wants credentials. */
function parseLogins(text) {
    try {
        const file = JSON.parse(text);
        return (0,json/* isObject */.Gv)(file) ? (0,json/* objectAt */.lJ)(file, 'auths') : {};
    }
    catch {
        return {};
    }
}
function decode(entry) {
    if (!(0,json/* isObject */.Gv)(entry))
        return undefined;
    const [username, secret] = [(0,json/* textAt */.$6)(entry, 'username'), (0,json/* textAt */.$6)(entry, 'password')];
    if (username && secret)
        return { user: username, password: secret };
    const [user, ...password] = Buffer.from((0,json/* textAt */.$6)(entry, 'auth'), 'base64').toString('utf8').split(':');
    return user && password.length > 0 ? { user, password: password.join(':') } : undefined;
}
/** `https://index.docker.io/v1/`, `docker.io` and `registry-1.docker.io` are one registry. */
function normalAddress(address) {
    const [host = '', ...path] = withoutScheme(address).replace(/\/+$/, '').split('/');
    const name = host.toLowerCase();
    if (/^((index|registry-1|www)\.)?docker\.io$/.test(name)) {
        return ['docker.io', ...(/^v[12]$/.test(path.join('/')) ? [] : path)].join('/');
    }
    return [name.replace(/:443$/, ''), ...path].join('/');
}
function hostOf(address) {
    return withoutScheme(address).replace(/\/.*$/, '');
}
function withoutScheme(address) {
    return address.replace(/^[a-z]+:\/\//, '');
}
function basicAuthorization({ user, password }) {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
;// CONCATENATED MODULE: ./src/network/dispatcher.ts




const connectionsPerHost = 8;
/**
 * The library is loaded for the first request: a run in which nothing changed makes none.
 * @throws FatalError at once when the CA file cannot be read.
 */
function prepareDispatcher({ caFile, idle, guard }) {
    const authorities = caFile === '' ? undefined : trustedAuthorities(caFile);
    return async () => {
        const { Agent, EnvHttpProxyAgent, buildConnector } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19));
        // One for all connections: given as they are, all authorities are parsed again for each, which takes 10 ms and more.
        const tls = authorities ? { secureContext: (0,external_node_tls_.createSecureContext)({ ca: authorities }) } : {};
        const connection = { ...tls, timeout: idle };
        const connect = guard
            ? guardedConnector(guard, buildConnector(connection), buildConnector({ ...connection, lookup: guard.lookup }))
            : connection;
        const options = { connections: connectionsPerHost, connect, headersTimeout: idle, bodyTimeout: idle };
        // The types leave out what the agent hands on to its ProxyAgents.
        const proxyOptions = { ...options, requestTls: tls, proxyTls: tls };
        return isProxied() ? new EnvHttpProxyAgent(proxyOptions) : new Agent(options);
    };
}
function isProxied() {
    return ['http_proxy', 'https_proxy'].some((name) => process.env[name] || process.env[name.toUpperCase()]);
}
/** Hosts that are addresses are never looked up, so these are checked here. */
function guardedConnector(guard, open, guarded) {
    return (options, callback) => {
        const { hostname, port } = options;
        if (guard.isExempt(port ? `${hostname}:${port}` : hostname))
            return open(options, callback);
        const refusal = guard.refusalOfLiteral(hostname);
        if (refusal)
            return queueMicrotask(() => callback(refusal, null));
        return guarded(options, callback);
    };
}
/**
 * Behind a proxy it is the proxy that resolves names and decides where they lead; what this machine can tell of them is
 * checked all the same.
 * @throws EgressError
 */
async function checkBehindProxy(url, guard) {
    if (!guard || !isProxied() || guard.isExempt(url.host))
        return;
    await guard.addressesOf(url.hostname).catch((error) => {
        if (error instanceof EgressError)
            throw error;
    });
}
/**
 * All that is trusted when `ca-file` names an authority, as PEM: naming one replaces a program's own list, so that
 * list has to be given too.
 * @throws FatalError when the CA file cannot be read.
 */
function trustedAuthorities(caFile) {
    const files = [caFile, process.env.NODE_EXTRA_CA_CERTS ?? ''].filter((file) => file !== '');
    return [...external_node_tls_.rootCertificates, ...files.map(readAuthority)];
}
function readAuthority(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch (error) {
        throw new problem/* FatalError */.HX(`The certificate authority cannot be read: ${error.message}. Check ca-file.`);
    }
}

;// CONCATENATED MODULE: ./src/charts/git-remote.ts







/**
 * Git gets the URL as it was understood here: of `https://one\@two/` curl takes `two` for the host, and a browser's parser
 * takes `one`, which is the host that is checked.
 * @throws ChartError for what is no URL of a known transport, or leads to where this run must not ask
 */
async function openRemote(written, { scratch, network, own }) {
    // Other transports, such as ext::, would start programs; a local path would lead out of the repository.
    if (!/^(https?|ssh):\/\/[^-\s]\S*$/.test(written) || !URL.canParse(written))
        throw new ChartError(`${written} is no http, https or ssh URL`);
    const here = own?.isAt(written) ? await own.remote() : undefined;
    const url = new URL(here?.url ?? written);
    const credential = url.protocol === 'ssh:' ? undefined : network.credentials(`${url.host}${url.pathname}`);
    const authorization = credential ? basicAuthorization(credential) : here?.authorization;
    const authorities = network.caFile === '' ? undefined : await writeAuthorities(network.caFile, scratch);
    const addresses = await allowedAddresses(url, network);
    return {
        url: url.href,
        ...(authorization !== undefined && { authorization }),
        ...(authorities !== undefined && { authorities }),
        ...(addresses && { addresses }),
    };
}
/**
 * The addresses that git must connect to where egress is restricted: git resolves names itself, and might find others.
 * Behind a proxy that alone resolves names there are none.
 * @returns `undefined` where git may connect to whatever it finds
 */
async function allowedAddresses(url, { guard }) {
    if (!guard || guard.isExempt(url.host))
        return undefined;
    if (url.protocol !== 'https:') {
        throw new ChartError(`${url.origin} is no https URL, and egress is restricted for this run. ${egressAdvice}`);
    }
    if (!(await canPinAddresses()))
        throw new ChartError('git is older than 2.37, which restrict-egress needs');
    try {
        return await guard.addressesOf(url.hostname);
    }
    catch (error) {
        if (error instanceof EgressError)
            throw new ChartError(`${url.origin} ${error.message}. ${egressAdvice}`);
        if (isProxied())
            return [];
        throw new ChartError(`${url.hostname} cannot be resolved: ${error.message}`);
    }
}
async function writeAuthorities(caFile, scratch) {
    const file = external_node_path_default().join(await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'authorities-')), 'authorities.pem');
    await (0,promises_.writeFile)(file, trustedAuthorities(caFile).join('\n'));
    return file;
}

;// CONCATENATED MODULE: ./src/charts/git-submodules.ts




/** Repositories that hold themselves would have no end otherwise. */
const mostSubmodules = 100;
/**
 * Brings the submodules of a repository to their places, each at the commit that the repository names, and theirs in turn.
 * @param checkOut bounded in the disk that it takes
 * @throws ChartError when one of them cannot be had: in the cluster the source is then not ready either
 */
async function addSubmodules({ url, folder, entries }, checkOut) {
    const submodules = entries.filter(({ kind }) => kind === 'submodule');
    if (submodules.length === 0)
        return;
    if (submodules.length > mostSubmodules)
        throw new ChartError(`${url} has more than ${mostSubmodules} submodules`);
    const urls = await submoduleUrls(folder);
    for (const { path: place, id } of submodules) {
        const written = urls.get(place);
        if (!written)
            throw new ChartError(`${url} has a submodule at ${place} that its .gitmodules does not name`);
        const source = { url: resolveUrl(written, url), reference: { commit: id }, submodules: true };
        const fetched = await checkOut(source).catch((error) => {
            throw error instanceof ChartError ? error.within(`submodule ${place}`) : error;
        });
        const isOfGit = (file) => external_node_path_default().relative(fetched, file).split((external_node_path_default()).sep)[0] === '.git';
        await (0,promises_.cp)(fetched, external_node_path_default().join(folder, place), {
            recursive: true,
            verbatimSymlinks: true,
            filter: (file) => !isOfGit(file),
        });
    }
}
/** One that begins with `./` or `../` is relative to the URL of the repository (gitmodules(5)). */
function resolveUrl(written, base) {
    if (!/^\.\.?\//.test(written))
        return written.replace(/^([\w.-]+@[\w.-]+):(?!\/\/)/, 'ssh://$1/');
    const url = new URL(base);
    url.pathname = external_node_path_default().posix.join(url.pathname, written);
    return url.href;
}

;// CONCATENATED MODULE: ./src/charts/source-budget.ts

const source_budget_mebibyte = 1024 * 1024;
/** Of what a server sends for one commit, which is compressed. */
const maxPackBytes = 512 * source_budget_mebibyte;
/** Of all files of one source. */
const maxSourceBytes = 1024 * source_budget_mebibyte;
const source_budget_mostFiles = 200_000;
const ofARun = { sources: 1000, bytes: 4096 * source_budget_mebibyte };
/** What the sources of a run may take together: a repository may name any number of them, and these further ones. */
class SourceBudget {
    bounds;
    sources = 0;
    bytes = 0;
    constructor(bounds = ofARun) {
        this.bounds = bounds;
    }
    /** @param source for messages @throws ChartError when there are too many */
    takeSource(source) {
        this.sources += 1;
        const { sources } = this.bounds;
        if (this.sources > sources)
            throw new ChartError(`${source} is not fetched: ${sources} sources were fetched before it, and a run takes no more`);
    }
    /** @throws ChartError when that is more than is left */
    take(bytes, source) {
        this.bytes += bytes;
        if (this.bytes <= this.bounds.bytes)
            return;
        const limit = Math.round(this.bounds.bytes / source_budget_mebibyte);
        throw new ChartError(`${source} is not taken: all sources of a run may have ${limit} MiB of the disk, and have more`);
    }
    /** @throws ChartError when they are more than a source may have, or than is left */
    takeFiles(files, source) {
        const bytes = files.reduce((sum, { size }) => sum + size, 0);
        if (files.length > source_budget_mostFiles)
            throw new ChartError(`${source} has more than ${source_budget_mostFiles} files`);
        if (bytes > maxSourceBytes)
            throw new ChartError(`${source} has more than ${maxSourceBytes / source_budget_mebibyte} MiB`);
        this.take(bytes, source);
    }
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
;// CONCATENATED MODULE: ./src/charts/version-constraint.ts

/** Versions and ranges come from repositories that may be hostile; longer ones are none. */
const longestText = 256;
/**
 * A version as Flux reads it: three numbers, with or without a leading `v`, leading zeroes allowed (`2024.01.5`).
 * Source: fluxcd/pkg, version/version.go, on top of Masterminds/semver.
 */
function parseVersion(text) {
    if (text.length > longestText)
        return undefined;
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
    if (text.length > longestText)
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
    const comparators = spelled.split(/\s*,\s*|\s+/).map(parseComparator);
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
    const allows = parseConstraint(wanted || '*');
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

;// CONCATENATED MODULE: ./src/charts/git-source.ts










/**
 * Checks a Git repository out at the commit that Flux would take. What a commit holds is kept in the cache.
 * @returns the folder of the work tree, below `scratch`.
 * @throws ChartError, with git's own words if it was git that failed.
 */
async function checkOut(source, options) {
    options.budget.takeSource(source.url);
    return await inWordsOfGit(async () => {
        const remote = await openRemote(source.url, options);
        const { ref, commit } = await locate(remote, source.reference);
        await (0,promises_.mkdir)(options.scratch, { recursive: true });
        const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(options.scratch, 'git-'));
        const found = await bring(remote, { ref, commit, folder }, options);
        const entries = await filesOfCommit(folder, found);
        options.budget.takeFiles(entries, remote.url);
        await checkOutCommit(folder, found);
        if (source.submodules)
            await addSubmodules({ url: source.url, folder, entries }, (one) => checkOut(one, options));
        return folder;
    });
}
/** Source: fluxcd/pkg, git/gogit/clone.go. */
async function locate(remote, reference) {
    for (const name of Object.values(reference))
        requireName(name, reference);
    if ('commit' in reference)
        return { ref: reference.commit, commit: wholeId(reference.commit) };
    if ('revision' in reference)
        return await locateRevision(remote, reference.revision);
    const ref = await refOf(remote, reference);
    const commit = (await commitsOfRefs(remote, [ref])).get(ref);
    if (commit === undefined)
        throw new ChartError(`${remote.url} has no ${ref}`);
    return { ref, commit };
}
/** As git looks for what it is asked to fetch (gitrevisions(7)). */
async function locateRevision(remote, revision) {
    if (wholeId(revision))
        return { ref: revision, commit: revision };
    const names = revision === '' ? ['HEAD'] : ['', 'refs/', 'refs/tags/', 'refs/heads/'].map((start) => start + revision);
    const commits = await commitsOfRefs(remote, names);
    const ref = names.find((name) => commits.has(name));
    if (ref === undefined)
        throw new ChartError(`${remote.url} has no branch or tag ${JSON.stringify(revision)}`);
    return { ref, commit: commits.get(ref) };
}
/** A range of versions is no name, and git is not given it. */
function requireName(name, reference) {
    const isRange = 'semver' in reference;
    if (!isRange && /^-|[\s:^~?*[\\]|\.\./.test(name))
        throw new ChartError(`${JSON.stringify(name)} is no Git reference`);
}
function wholeId(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}
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
/** From the cache, or from where it lies. The URL is a part of the key, for who may read one may not read the other. */
async function bring(remote, { ref, commit, folder }, { cache, budget }) {
    const keyOf = (id) => JSON.stringify([remote.url, id]);
    const known = commit === undefined ? undefined : cache.read('checkouts', keyOf(commit));
    if (known && commit !== undefined) {
        budget.take(known.length, remote.url);
        await restorePack(folder, commit, known);
        return commit;
    }
    await fetchGit(remote, ref, { folder, bytes: maxPackBytes });
    const pack = await readPack(folder);
    budget.take(pack?.length ?? 0, remote.url);
    const fetched = await fetchedCommit(folder);
    if (pack && pack.length <= mostKeptBytes)
        await cache.write('checkouts', keyOf(fetched), pack);
    return fetched;
}
/** A cache that one repository fills would hold nothing else. */
const mostKeptBytes = 64 * 1024 * 1024;
async function inWordsOfGit(work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof ProcessError))
            throw error;
        const redirects = /returned error: 30\d/.test(error.stderr);
        const advice = redirects
            ? ': it redirects, which is not followed with a password or where egress is restricted'
            : '';
        throw new ChartError(`${error.message}${advice}`, error.stderr);
    }
}

;// CONCATENATED MODULE: ./src/charts/http-advice.ts

/**
 * What to do about a request that failed; it follows the error's own words, and is empty where there is nothing to do.
 * @param credentials to tell a wrong credential from a missing one
 */
function adviceFor({ host, url, fault }, credentials) {
    if (fault.guarded)
        return `. ${egressAdvice}`;
    if (fault.untrusted)
        return `. Name the authority's PEM file in ca-file`;
    switch (fault.status) {
        case 401:
            return credentials(`${host}${url.pathname}`)
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

;// CONCATENATED MODULE: ./src/charts/mirror.ts

/** The URL under which the longest fitting mirror has it; itself when none fits. */
function mirrorUrl(url, mirrors) {
    const fitting = mirrors
        .map(({ from, to }) => ({ from: withoutSlash(from), to: withoutSlash(to) }))
        .filter(({ from }) => url === from || url.startsWith(`${from}/`) || url.startsWith(`${from}?`))
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

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./node_modules/modern-tar/dist/web/index.js + 1 modules
var web = __webpack_require__(1942);
;// CONCATENATED MODULE: ./src/tools/archive.ts



/** Bytes that may be unpacked. Archives that share one are bounded in sum: a small file can unpack to any size. */
class UnpackBudget {
    bytes;
    left;
    constructor(bytes) {
        this.bytes = bytes;
        this.left = bytes;
    }
    /** @throws Error when that is more than is left. */
    take(bytes) {
        if (bytes > this.left)
            throw this.exceeded();
        this.left -= bytes;
    }
    get remaining() {
        return this.left;
    }
    exceeded() {
        return new Error(`unpacks to more than ${this.bytes} bytes${this.left < this.bytes ? ' in sum' : ''}`);
    }
}
/**
 * The regular files of a `.tar.gz`; folders and links are left out.
 * @param budget what the unpacked archive takes of it stays taken
 * @param isWanted leaves out files that need not be held in memory
 * @throws Error that continues "the archive ...": it is damaged, too large, or names a path outside of itself.
 */
async function readTarGz(archive, budget, isWanted = () => true) {
    const tar = await unzip(archive, budget);
    budget.take(tar.length);
    const filter = (header) => header.type === 'file' && isWanted(safeName(header.name));
    const entries = await inOurWords((0,web/* unpackTar */.Ag)(withEnd(tar), { strict: true, filter }));
    return entries.map(({ header, data = new Uint8Array() }) => ({
        name: safeName(header.name),
        content: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    }));
}
async function unzip(archive, budget) {
    try {
        // At least a byte, for zlib takes zero for an error of ours.
        return await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(archive, { maxOutputLength: Math.max(1, budget.remaining) });
    }
    catch (error) {
        const { code } = error;
        throw code === 'ERR_BUFFER_TOO_LARGE' ? budget.exceeded() : new Error('is damaged or no .tar.gz archive');
    }
}
/**
 * Go, and so helm, takes an archive whose two blocks of zeroes at the end are missing; the library does not. One that is
 * cut off stays so: what it lacks is taken from these blocks, and then there are fewer than two.
 */
function withEnd(tar) {
    return Buffer.concat([tar, Buffer.alloc(1024)]);
}
class UnsafeName extends Error {
}
async function inOurWords(reading) {
    try {
        return await reading;
    }
    catch (error) {
        if (error instanceof UnsafeName)
            throw error;
        throw new Error(/truncated/.test(String(error)) ? 'is cut off' : 'has a damaged header');
    }
}
function safeName(name) {
    const segments = name.split(/[/\\]/);
    const inside = segments.filter((segment) => segment !== '.' && segment !== '');
    const absolute = segments[0] === '' || /^[A-Za-z]:$/.test(segments[0] ?? '');
    if (absolute || inside.length === 0 || inside.includes('..') || name.includes('\0')) {
        throw new UnsafeName('holds a path that leads out of it');
    }
    return inside.join('/');
}

;// CONCATENATED MODULE: ./src/network/registry-access.ts



/**
 * Asks without credentials first, then as the registry's challenge says: a token for this repository, or basic.
 * Source: distribution/distribution, docs/content/spec/auth/token.md.
 */
function createRegistryAccess(network) {
    const known = new Map();
    const ask = async (method, repository, url, request) => {
        const key = `${repository.origin}/${repository.name}`;
        const attempt = async (authorization) => {
            const header = await authorization;
            const authorize = ({ origin }) => header !== undefined && origin === repository.origin ? { authorization: header } : {};
            const accept = [401, ...(request.accept ?? [])];
            return await network.client[method](url, { ...request, accept, authorize });
        };
        const before = known.get(key);
        let answer = await attempt(before);
        if (answer.status === 401) {
            // None yet, or one that has expired; whoever finds that out first answers for all who ask at the same time.
            if (known.get(key) === before)
                known.set(key, answerChallenge(network, repository, answer));
            answer = await attempt(known.get(key));
        }
        if (answer.status === 401)
            throw HttpError.ofStatus(new URL(url), 401, undefined);
        return answer;
    };
    return {
        get: (...asked) => ask('get', ...asked),
        head: (...asked) => ask('head', ...asked),
    };
}
async function answerChallenge(network, repository, answer) {
    const challenge = String(answer.headers['www-authenticate'] ?? '');
    const credential = network.credentials(`${repository.host}/${repository.name}`);
    const basic = credential && basicAuthorization(credential);
    if (!/^bearer\s/i.test(challenge))
        return basic ?? '';
    const realm = parameter(challenge, 'realm');
    if (!URL.canParse(realm))
        return '';
    const url = new URL(realm);
    url.searchParams.set('service', parameter(challenge, 'service'));
    url.searchParams.set('scope', `repository:${repository.name}:pull`);
    const mayKnow = !answer.redirected && mayKnowPassword(url, repository);
    // Without the password when the realm redirects onward: that is for the host which the registry has named.
    const authorize = ({ origin }) => basic !== undefined && mayKnow && origin === url.origin ? { authorization: basic } : {};
    return `Bearer ${tokenOf(await askRealm(network, repository, url, authorize))}`;
}
/**
 * The protocol has a registry name the host that gives out its tokens, as registry-1.docker.io names auth.docker.io, and
 * that host has to be told the password. So whoever can speak for the registry can have it: over HTTPS that is the registry
 * alone; over plain HTTP it is anyone on the way, so then the password stays with the registry's own host. One that names
 * its realm after a redirect was another host's to answer for.
 */
function mayKnowPassword(realm, repository) {
    if (repository.origin.startsWith('https:'))
        return realm.protocol === 'https:';
    return realm.host === repository.host;
}
const maxTokenBytes = 1024 * 1024;
async function askRealm(network, { origin }, realm, authorize) {
    try {
        const { body } = await network.client.get(realm.href, { authorize, maxBytes: maxTokenBytes });
        return parseToken(body);
    }
    catch (error) {
        if (!(error instanceof HttpError))
            throw error;
        // The host that gives out tokens has another name than the registry that the credential is for.
        const { url, fault, reason } = error;
        throw new HttpError(new URL(`${origin}/v2/`), fault, `wants a token from ${url.host}, which ${reason}`);
    }
}
/** What is no token is none: the registry then answers 401, which says what to do. */
function parseToken(body) {
    try {
        const answered = JSON.parse(body.toString('utf8'));
        return (0,json/* isObject */.Gv)(answered) ? answered : {};
    }
    catch {
        return {};
    }
}
function tokenOf(answered) {
    return (0,json/* textAt */.$6)(answered, 'token') || (0,json/* textAt */.$6)(answered, 'access_token');
}
function parameter(challenge, name) {
    return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./src/network/registry-client.ts




const maxManifestBytes = 4 * 1024 * 1024;
const mostTags = 100_000;
function createRegistryClient(network) {
    const { get, head } = createRegistryAccess(network);
    return {
        async tags(repository, { signal = network.client.deadline() } = {}) {
            // All pages together have the time of one request: a hostile registry could have one for each tag.
            const tags = [];
            let url = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
            while (url !== undefined) {
                const { body, headers } = await get(repository, url, { maxBytes: maxManifestBytes, signal });
                for (const tag of (0,json/* textsAt */.i1)(registryJson(body, url), 'tags'))
                    tags.push(tag);
                if (tags.length > mostTags)
                    throw unusable(url, `has more than ${mostTags} tags`);
                url = nextPage(url, headers.link);
            }
            return tags;
        },
        manifest: (repository, reference, { mediaTypes, ...request }) => {
            const verify = isDigest(reference) ? { verify: digestCheck(reference) } : {};
            return get(repository, manifestUrl(repository, reference), { ...request, ...asManifest(mediaTypes), ...verify });
        },
        manifestHead: (repository, reference, { mediaTypes, ...request }) => head(repository, manifestUrl(repository, reference), { ...request, ...asManifest(mediaTypes) }),
        async blob(repository, digest, request) {
            const url = `${repository.origin}/v2/${repository.name}/blobs/${digest}`;
            return (await get(repository, url, { ...request, verify: digestCheck(digest) })).body;
        },
    };
}
function asManifest(mediaTypes) {
    return { headers: { accept: mediaTypes.join(', ') }, maxBytes: maxManifestBytes };
}
function manifestUrl({ origin, name }, reference) {
    return `${origin}/v2/${name}/manifests/${encodeURIComponent(reference).replace('%3A', ':')}`;
}
/** A repository of a registry, by the host and path that an image's or a chart's address has. */
function registryRepository(address, name, insecure = false) {
    const host = address === 'docker.io' ? 'registry-1.docker.io' : address;
    return { origin: `${insecure || isLoopback(host) ? 'http' : 'https'}://${host}`, host, name };
}
/** Registries on the machine itself speak plain HTTP, as for Flux (go-containerregistry, pkg/name/registry.go). */
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
/** @throws HttpError for what is no object of JSON. */
function registryJson(body, url) {
    try {
        const content = JSON.parse(body.toString('utf8'));
        if ((0,json/* isObject */.Gv)(content))
            return content;
    }
    catch {
        // Said below: what came is no JSON.
    }
    throw unusable(url, 'is not the answer of an OCI registry');
}
/** @param digest `sha256:` and hex digits */
function digestCheck(digest) {
    return (body) => {
        const found = `sha256:${(0,sha256/* sha256 */.s)(body)}`;
        if (found !== digest)
            throw new Error(`has the digest ${found}, and should have ${digest}`);
    };
}
/** Of the algorithm that registries use; others cannot be verified here. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/**
 * `Link: </v2/...>; rel="next"`. A page elsewhere is another host's to answer for, and without it the newest version may be
 * missing, so neither is it followed nor passed over.
 */
function nextPage(url, link) {
    const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(String(link ?? ''))?.[1];
    if (target === undefined)
        return undefined;
    const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
    if (next?.origin === new URL(url).origin && next.href !== url)
        return next.href;
    throw unusable(url, `goes on at ${JSON.stringify(target)}, which is no page of the same registry`);
}
function unusable(url, reason) {
    return new HttpError(new URL(url), { passing: false, status: 200 }, reason);
}

;// CONCATENATED MODULE: ./src/charts/chart-traits.ts
/** @param files what is packed among them has been looked at by itself */
function traitsOf(files, packed) {
    const templates = files.filter(({ name }) => isTemplate(name)).map(({ content }) => content);
    const mention = (...words) => templates.some((content) => words.some((word) => content.includes(word)));
    return {
        readsUpgrade: mention('.IsUpgrade', '.IsInstall', '.Revision') || packed.some(({ readsUpgrade }) => readsUpgrade),
        readsKubeVersion: mention('.KubeVersion') || packed.some(({ readsKubeVersion }) => readsKubeVersion),
    };
}
/** Also of a chart inside of it. */
function isTemplate(name) {
    return /(?:^|\/)templates\//.test(name);
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
;// CONCATENATED MODULE: ./src/charts/failsafe-yaml.ts

/**
 * Parses YAML in which every scalar stays the text that it is: a version such as `1.10` is no number.
 * js-yaml is linear on hostile text; how long that may be is the caller's to bound.
 * @throws Error with the parser's reason.
 */
function parseFailsafeYaml(text) {
    try {
        return ((0,js_yaml/* load */.Hh)(text, { schema: js_yaml/* FAILSAFE_SCHEMA */.uH, json: true, maxDepth: 100 }) ?? null);
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        const line = error.mark?.line;
        throw new Error(line === undefined ? error.reason : `${error.reason} (line ${line + 1})`);
    }
}

;// CONCATENATED MODULE: ./src/charts/chart-archive.ts






/** Bounds of a packed chart (Flux refuses more than 10 MiB) and of all that a chart unpacks to (as Helm does for each). */
const maxArchiveBytes = 32 * 1024 * 1024;
const maxUnpackedBytes = 100 * 1024 * 1024;
/** Each may hold `maxUnpackedBytes` in memory for a moment. */
const unpack = (0,p_limit/* default */.A)(2);
const isChartFile = (name) => /^[^/]+\/Chart\.yaml$/.test(name);
const isCounted = (name) => isChartFile(name) || isPackedDependency(name) || isTemplate(name);
const isPackedDependency = (name) => /^[^/]+\/charts\/[^/]+\.tgz$/.test(name);
/** @throws Error when the archive did not come whole. */
async function checkArchive(archive) {
    await unpack(() => readTarGz(archive, new UnpackBudget(maxUnpackedBytes), () => false));
}
/** The files of a packed chart, with names relative to the chart's own folder. */
async function unpackChart(archive) {
    const files = await unpack(() => readTarGz(archive, new UnpackBudget(maxUnpackedBytes)));
    return files.map(({ name, content }) => ({ name: name.slice(name.indexOf('/') + 1), content }));
}
/**
 * Reads the archive's Chart.yaml, and looks for traits. What is packed inside of it is unpacked too, to see that all fits in sum.
 * @param budget shared with what else belongs to the same chart
 * @throws ChartError when it is damaged, unsafe, too large or no chart.
 */
async function readArchiveMetadata(archive, budget = new UnpackBudget(maxUnpackedBytes)) {
    const files = await filesThatCount(archive, budget);
    const chartFile = files.find(({ name }) => isChartFile(name));
    if (!chartFile)
        throw new ChartError('the archive holds no Chart.yaml, so it is no Helm chart');
    const packed = [];
    for (const { name, content } of files.filter((file) => isPackedDependency(file.name))) {
        packed.push(await readPackedDependency(name, content, budget));
    }
    return { ...parseMetadata(chartFile.content.toString('utf8')), ...traitsOf(files, packed) };
}
/** @throws ChartError that names the archive inside of the chart. */
async function readPackedDependency(name, content, budget) {
    try {
        return await readArchiveMetadata(content, budget);
    }
    catch (error) {
        throw error instanceof ChartError ? error.within(name) : error;
    }
}
async function filesThatCount(archive, budget) {
    try {
        return await unpack(() => readTarGz(archive, budget, isCounted));
    }
    catch (error) {
        throw new ChartError(`the archive ${error.message}`);
    }
}
/** @throws ChartError */
function parseMetadata(chartFile) {
    const fields = parseChartFile('Chart.yaml', chartFile);
    const name = (0,json/* textAt */.$6)(fields, 'name');
    const version = (0,json/* textAt */.$6)(fields, 'version');
    if (name === '' || version === '')
        throw new ChartError('its Chart.yaml has no name or no version');
    return { name, version, listedImages: (0,json/* textAt */.$6)(fields, 'annotations', 'artifacthub.io/images') };
}
const maxChartFileBytes = 1024 * 1024;
/**
 * Chart.yaml or Chart.lock; empty when it is no map.
 * @throws ChartError
 */
function parseChartFile(name, text) {
    if (text.length > maxChartFileBytes)
        throw new ChartError(`its ${name} is too large`);
    try {
        const fields = parseFailsafeYaml(text);
        return (0,json/* isObject */.Gv)(fields) ? fields : {};
    }
    catch (error) {
        throw new ChartError(`its ${name} cannot be parsed`, error.message);
    }
}

;// CONCATENATED MODULE: ./src/charts/oci-registry.ts




/** In place of a media type: whatever type the first layer has. */
const firstLayer = '*';
const longestUrl = 2048;
/** @param url `oci://host/path` */
function parseOciUrl(url, insecure) {
    const match = url.length > longestUrl ? null : /^oci:\/\/([^/\s]+)\/([^\s?#@]+?)\/*$/.exec(url);
    if (!match || !URL.canParse(url.replace('oci:', 'https:'))) {
        throw new ChartError(`${url} is no address of an OCI repository: it must look like oci://host/path`);
    }
    return registryRepository(match[1] ?? '', match[2] ?? '', insecure);
}
const mediaTypes = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.image.index.v1+json',
];
/** What Helm gives the layer of a chart. */
const helmChartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const chartTypes = [helmChartLayer, 'application/tar+gzip'];
function createOciRegistry(network) {
    const client = createRegistryClient(network);
    async function manifest(repository, reference) {
        const { body } = await client.manifest(repository, reference, { mediaTypes });
        return registryJson(body, manifestUrl(repository, reference));
    }
    /**
     * Of an index of manifests the one for linux/amd64 is taken, which one without a platform is said to be for
     * (go-containerregistry, pkg/v1/remote/index.go: childByPlatform).
     */
    async function chartManifest(repository, reference) {
        const found = await manifest(repository, reference);
        const children = (0,json/* objectsAt */.yR)(found, 'manifests');
        if (children.length === 0)
            return found;
        const digest = (0,json/* textAt */.$6)(children.find(isForDefaultPlatform) ?? {}, 'digest');
        if (isDigest(digest))
            return await manifest(repository, digest);
        throw new ChartError(`${nameOf(repository)} ${reference} is an index that has nothing for linux/amd64`);
    }
    return {
        tags: client.tags,
        async resolve(repository, reference, layerMediaType) {
            const layers = (0,json/* objectsAt */.yR)(await chartManifest(repository, reference), 'layers');
            const digest = (0,json/* textAt */.$6)(layerOf(layers, layerMediaType) ?? {}, 'digest');
            if (isDigest(digest))
                return digest;
            throw new ChartError(`${nameOf(repository)} ${reference} ${whatIsMissing(layerMediaType)}`);
        },
        blob: (repository, digest) => client.blob(repository, digest, { maxBytes: maxArchiveBytes }),
    };
}
function layerOf(layers, mediaType) {
    if (mediaType === firstLayer)
        return layers[0];
    const wanted = mediaType === undefined ? chartTypes : [mediaType];
    const layer = layers.find((entry) => wanted.includes((0,json/* textAt */.$6)(entry, 'mediaType')));
    return layer ?? (mediaType === undefined ? layers[0] : undefined);
}
function whatIsMissing(layerMediaType) {
    if (layerMediaType === undefined)
        return 'holds no chart';
    return layerMediaType === firstLayer ? 'has no layer' : `has no layer of the type ${layerMediaType}`;
}
function isForDefaultPlatform(entry) {
    const platform = (0,json/* objectAt */.lJ)(entry, 'platform');
    if (Object.keys(platform).length === 0)
        return true;
    return (0,json/* textAt */.$6)(platform, 'os') === 'linux' && (0,json/* textAt */.$6)(platform, 'architecture') === 'amd64';
}
function nameOf({ host, name }) {
    return `${host}/${name}`;
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
    const { url, layerMediaType } = chart;
    const repository = parseOciUrl(url, chart.insecure);
    const reference = await chooseReference(registry, repository, chart);
    const keyOf = (...exact) => JSON.stringify(['oci', url, ...exact, ...(layerMediaType === undefined ? [] : [{ layerMediaType }])]);
    const resolve = () => registry.resolve(repository, reference, layerMediaType);
    if (reference.startsWith('sha256:') || parseVersion(versionOfTag(reference))) {
        return {
            key: keyOf(reference),
            download: async () => ({ content: await registry.blob(repository, await resolve()) }),
        };
    }
    const digest = await resolve();
    return {
        key: keyOf(reference, digest),
        digest: digest.slice('sha256:'.length),
        download: async () => ({ content: await registry.blob(repository, digest) }),
    };
}
/** The tag or digest to ask for. Tags are listed only for a range. */
async function chooseReference(registry, repository, { url, reference, layerMediaType }) {
    if ('digest' in reference)
        return reference.digest;
    if ('tag' in reference)
        return reference.tag;
    if ('version' in reference && parseVersion(reference.version))
        return tagOfVersion(reference.version);
    const tags = await registry.tags(repository);
    const candidates = 'version' in reference
        ? versionsOfHelm(tags)
        : versionsOfFlux(await filterTags(tags, reference.filter), layerMediaType === helmChartLayer);
    const wanted = 'version' in reference ? reference.version : reference.semver;
    const picked = pickVersion(candidates, wanted);
    if (!picked)
        throw new ChartError(`${url} has no tag that fits '${wanted}' among ${candidates.length}`);
    return picked.tag;
}
/**
 * Helm lists only tags that are strict versions, so none with a `v` in front.
 * Source: source-controller, internal/helm/repository/oci_chart_repository.go (getTags) and helm, pkg/registry/client.go (Tags).
 */
function versionsOfHelm(tags) {
    return tags
        .map((tag) => ({ tag, version: versionOfTag(tag) }))
        .filter(({ version }) => /^\d/.test(version) && semver_default().parse(version)?.raw === version);
}
/**
 * Only where the selected layer is that of a Helm chart does `_` in a tag stand for `+`. No tag is taken for being the very
 * text of the range.
 * Source: source-controller, internal/controller/ocirepository_controller.go (getTagBySemver, convertOCIToSemVerTag).
 */
function versionsOfFlux(tags, areHelmCharts) {
    const tagged = tags.map((tag) => ({ tag, version: areHelmCharts ? versionOfTag(tag) : tag }));
    return tagged.filter(({ version }) => parseVersion(version) !== undefined);
}
/**
 * `semverFilter` is in Go's syntax (RE2), which JavaScript does not share, and runs in linear time.
 * It is loaded only where it is needed.
 */
async function filterTags(tags, filter = '') {
    if (filter === '')
        return tags;
    const { RE2JS } = await __webpack_require__.e(/* import() */ 856).then(__webpack_require__.bind(__webpack_require__, 2856));
    try {
        const pattern = RE2JS.compile(filter);
        return tags.filter((tag) => pattern.test(tag));
    }
    catch (error) {
        throw new ChartError(`the semverFilter ${JSON.stringify(filter)} is no regular expression`, String(error));
    }
}
/** A tag cannot hold a `+`, so Helm writes `_` (helm/helm, pkg/registry/client.go). */
function versionOfTag(tag) {
    return tag.replaceAll('_', '+');
}
function tagOfVersion(version) {
    return version.replaceAll('+', '_');
}

;// CONCATENATED MODULE: ./src/charts/oci-artifact.ts








/** Manifests are far smaller; `flux push artifact` is used for charts and the like as well. */
const maxArtifactBytes = 100 * 1024 * 1024;
/** Each may hold `maxArtifactBytes` in memory for a moment. */
const oci_artifact_unpack = (0,p_limit/* default */.A)(2);
/**
 * Unpacks an artifact as Flux does: the layer that `layerSelector` names, or the first; links in it are left out
 * (source-controller, internal/controller/ocirepository_controller.go: selectLayer, reconcileSource). What a digest holds
 * is kept in the cache.
 * @returns the folder, below `scratch`
 * @throws ChartError, HttpError
 */
function createArtifactFetcher(options) {
    const registry = createOciRegistry(options.network);
    return async (artifact) => {
        options.budget.takeSource(artifact.url);
        const archive = await oci_artifact_bring(artifact, registry, options);
        const files = await oci_artifact_unpack(() => unpackLayer(archive));
        options.budget.takeFiles(files.map(({ content }) => ({ size: content.length })), artifact.url);
        await (0,promises_.mkdir)(options.scratch, { recursive: true });
        const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(options.scratch, 'artifact-'));
        await writeFolder(folder, files);
        return folder;
    };
}
async function oci_artifact_bring(artifact, registry, { cache }) {
    const repository = parseOciUrl(artifact.url, artifact.insecure);
    const reference = await chooseReference(registry, repository, artifact);
    const digest = await registry.resolve(repository, reference, artifact.layerMediaType ?? firstLayer);
    const key = JSON.stringify([artifact.url, digest]);
    const known = cache.read('checkouts', key);
    if (known)
        return known;
    const archive = await registry.blob(repository, digest);
    await cache.write('checkouts', key, archive);
    return archive;
}
async function unpackLayer(archive) {
    try {
        return await readTarGz(archive, new UnpackBudget(maxArtifactBytes));
    }
    catch (error) {
        throw new ChartError(`its layer ${error.message}`);
    }
}

;// CONCATENATED MODULE: ./src/charts/repository-authorization.ts

/**
 * Headers for the requests that a repository leads to. Each host gets its own password alone; archives on the repository's
 * host get the repository's, for accounts may differ by path. What a repository has over HTTPS never makes a password go over
 * plain HTTP.
 */
function authorizeFor(repository, credentials) {
    const own = new URL(repository);
    return (url) => {
        if (url.protocol !== 'https:' && own.protocol === 'https:')
            return {};
        const credential = credentials(addressOf(url)) ?? (url.host === own.host ? credentials(addressOf(own)) : undefined);
        return credential ? { authorization: basicAuthorization(credential) } : {};
    };
}
function addressOf({ host, pathname }) {
    return `${host}${pathname}`;
}

;// CONCATENATED MODULE: ./src/charts/fetch-source.ts











const sourcesAtOnce = 4;
/** Fetches manifests as charts are fetched: shallowly, with what is known of credentials and of egress. */
function sourceFetcher({ chartMirrors }, options) {
    const limit = (0,p_limit/* default */.A)(sourcesAtOnce);
    const fetchArtifact = createArtifactFetcher(options);
    const mirrored = (url) => mirrorUrl(url, chartMirrors);
    async function fetch(content) {
        switch (content.kind) {
            case 'git':
                return await checkOut({ ...content, url: mirrored(content.url) }, options);
            case 'oci':
                return await fetchArtifact({ ...content, url: mirrored(content.url) });
            case 'bucket':
                return await fetchBucket({ ...content, endpoint: mirrored(content.endpoint) }, options);
            case 'file':
                return await fetchFile({ url: mirrored(content.url) }, options);
        }
    }
    return (content) => limit(() => fetch(content).then((folder) => ({ folder }), (error) => faultOf(error, options)));
}
function faultOf(error, { network }) {
    if (error instanceof ChartError) {
        return { fault: error.message, ...(error.detail !== undefined && { detail: error.detail }) };
    }
    if (!(error instanceof HttpError))
        throw error;
    return { fault: `${error.message}${adviceFor(error, network.credentials)}` };
}
const maxFileBytes = 16 * 1024 * 1024;
/** A folder that holds the file alone, under its own name. */
async function fetchFile({ url }, { network, scratch, budget }) {
    budget.takeSource(url);
    if (!URL.canParse(url))
        throw new ChartError(`${JSON.stringify(url)} is no URL`);
    const { body } = await network.client.get(url, {
        maxBytes: maxFileBytes,
        authorize: authorizeFor(url, network.credentials),
    });
    budget.takeFiles([{ size: body.length }], url);
    await (0,promises_.mkdir)(scratch, { recursive: true });
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'file-'));
    await (0,promises_.writeFile)(external_node_path_default().join(folder, 'resource.yaml'), body);
    return folder;
}

;// CONCATENATED MODULE: ./src/repository-address.ts
/**
 * Names the place that a URL of a repository means: without what differs between two ways to write one address, which are
 * protocol, user, the usual port, `.git` and capitals.
 */
function repositoryAddress(url) {
    return url
        .trim()
        .replace(/^[a-z+]+:\/\//i, '')
        .replace(/^[^@/]*@/, '')
        .replace(/^([^/:]+):(?:22|80|443)(?=\/)/, '$1')
        .replace(':', '/')
        .replace(/(?:\.git)?\/*$/i, '')
        .toLowerCase();
}

// EXTERNAL MODULE: ./src/tools/repository.ts
var tools_repository = __webpack_require__(8927);
;// CONCATENATED MODULE: ./src/tools/checkout-credentials.ts

/** The header that actions/checkout has left in the configuration of the checkout for a URL, if it has. */
async function checkoutAuthorization(root, url) {
    if ((0,tools_repository/* findTop */.ls)(root) === undefined)
        return undefined;
    const repository = (0,tools_repository/* openRepository */.h_)(root, { silent: true });
    const { exitCode, stdout } = await repository.tryGit(['config', '--get-urlmatch', 'http.extraheader', url]);
    const [, value] = /^authorization:\s*(\S[^\r\n]*)$/im.exec(stdout) ?? [];
    return exitCode === 0 ? value : undefined;
}

;// CONCATENATED MODULE: ./src/charts/own-repository.ts



/** @param options `token` as the input; without it what the checkout was made with is used. */
function ownRepository({ root, token }, { serverUrl, repository }) {
    const url = `${serverUrl.replace(/\/+$/, '')}/${repository}`;
    return {
        isAt: (other) => repositoryAddress(other) === repositoryAddress(url),
        remote: runOnce(async () => {
            const authorization = token === '' ? await checkoutAuthorization(root, url) : basicOf(token);
            return { url, ...(authorization !== undefined && { authorization }) };
        }),
    };
}
function basicOf(token) {
    return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}

// EXTERNAL MODULE: ./src/memoize.ts
var memoize = __webpack_require__(7931);
// EXTERNAL MODULE: ./src/enumerate.ts
var enumerate = __webpack_require__(9921);
// EXTERNAL MODULE: ./src/nearest-name.ts
var nearest_name = __webpack_require__(9809);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/charts/index-scanner.ts

/** The text is in no style that is read by cutting; a parser may know better. */
class UnreadableStyle extends Error {
    name = 'UnreadableStyle';
}
/**
 * Finds the pieces of maps and lists in flow style, which JSON is too, without building anything of them: a parser takes
 * gigabytes for an index that a hostile server sends in this style. It knows what decides where a piece ends: brackets,
 * quotes and comments. It makes way for other work while it walks over what is long.
 */
class FlowScanner {
    text;
    constructor(text) {
        this.text = text;
    }
    /** The fields of the map that begins at `start`. */
    async *fields(start) {
        let at = this.open(start, '{');
        while (this.text[at] !== '}') {
            const end = await this.after(at);
            const colon = this.blank(end);
            if (this.text[colon] !== ':')
                throw new UnreadableStyle();
            const value = this.value(this.blank(colon + 1));
            yield { key: this.text.slice(at, end), value };
            at = this.separator(await value.end(), '}');
        }
    }
    /** The items of the list that begins at `start`. */
    async *items(start) {
        let at = this.open(start, '[');
        while (this.text[at] !== ']') {
            const item = this.value(at);
            yield item;
            at = this.separator(await item.end(), ']');
        }
    }
    /** The first place from `at` that holds neither blanks nor a comment. */
    blank(at) {
        let next = at;
        for (;;) {
            while (isBlank(this.text.charCodeAt(next)))
                next += 1;
            if (this.text[next] !== '#')
                return next;
            next = endOfLine(this.text, next);
        }
    }
    open(start, bracket) {
        if (this.text[start] !== bracket)
            throw new UnreadableStyle();
        return this.blank(start + 1);
    }
    separator(end, close) {
        const at = this.blank(end);
        if (this.text[at] === close)
            return at;
        if (this.text[at] !== ',')
            throw new UnreadableStyle();
        return this.blank(at + 1);
    }
    /** What lies behind a value is looked for once, and only where it matters. */
    value(start) {
        let end;
        return {
            start,
            end: () => {
                end ??= this.after(start);
                return end;
            },
        };
    }
    async after(start) {
        const code = this.text.charCodeAt(start);
        if (isOpening(code))
            return await this.afterBrackets(start);
        if (isQuote(code))
            return this.afterQuote(start);
        return this.afterPlain(start);
    }
    async afterBrackets(start) {
        let depth = 0;
        let turn = start + charactersInATurn;
        for (let at = start; at < this.text.length;) {
            const code = this.text.charCodeAt(at);
            if (isOpening(code))
                depth += 1;
            else if (isClosing(code))
                depth -= 1;
            if (depth === 0)
                return at + 1;
            at = this.nextToken(at, code);
            if (at > turn) {
                await (0,external_node_timers_promises_.setImmediate)();
                turn = at + charactersInATurn;
            }
        }
        throw new UnreadableStyle();
    }
    /** The place behind a token within brackets: a sign, a blank, a comment or a scalar. */
    nextToken(at, code) {
        if (isQuote(code))
            return this.afterQuote(at);
        if (code === hash)
            return endOfLine(this.text, at);
        if (isSign(code) || code === colon || isBlank(code))
            return at + 1;
        return this.afterPlain(at);
    }
    afterQuote(start) {
        const quote = this.text[start] ?? '';
        for (let at = this.text.indexOf(quote, start + 1); at !== -1; at = this.text.indexOf(quote, at + 1)) {
            if (quote === "'" && this.text[at + 1] === "'")
                at += 1;
            else if (quote === "'" || !isEscaped(this.text, at, start))
                return at + 1;
        }
        throw new UnreadableStyle();
    }
    /** A plain scalar ends before a sign of the structure, a colon that ends a key, or a comment. */
    afterPlain(start) {
        let end = start;
        for (let at = start; at < this.text.length; at += 1) {
            const code = this.text.charCodeAt(at);
            if (isSign(code) || (code === colon && endsKey(this.text.charCodeAt(at + 1))))
                break;
            if (code === hash && isBlank(this.text.charCodeAt(at - 1)))
                break;
            if (!isBlank(code))
                end = at + 1;
        }
        // Empty, as between two commas: a token that is none would be read for ever.
        if (end === start)
            throw new UnreadableStyle();
        return end;
    }
}
/** Takes some milliseconds. */
const charactersInATurn = 1024 * 1024;
const [comma, colon, hash] = [0x2c, 0x3a, 0x23];
const [openingList, closingList, openingMap, closingMap] = [0x5b, 0x5d, 0x7b, 0x7d];
const [doubleQuote, singleQuote] = [0x22, 0x27];
function isBlank(code) {
    return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
function isOpening(code) {
    return code === openingMap || code === openingList;
}
function isClosing(code) {
    return code === closingMap || code === closingList;
}
function isSign(code) {
    return code === comma || isOpening(code) || isClosing(code);
}
function isQuote(code) {
    return code === doubleQuote || code === singleQuote;
}
/** Behind a colon; the end of the text is none of these characters. */
function endsKey(code) {
    return isBlank(code) || isSign(code) || Number.isNaN(code);
}
function endOfLine(text, at) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
}
/** An odd number of backslashes stands before it. */
function isEscaped(text, at, start) {
    let first = at;
    while (first > start && text[first - 1] === '\\')
        first -= 1;
    return (at - first) % 2 === 1;
}

;// CONCATENATED MODULE: ./src/charts/index-items.ts


/**
 * Cuts the entries of one chart out of an `index.yaml`, in the order of the index.
 * @throws UnreadableStyle when it is neither in the block style that Helm writes nor in flow style.
 */
async function* cutIndexItems(text, chart) {
    const entries = lineOf(text, 'entries:');
    if (entries === undefined)
        return yield* itemsOfFlowIndex(text, chart);
    const { at, indent } = contentAfter(text, entries + 'entries:'.length);
    if (indent === undefined || text[at] === '{')
        return yield* itemsOfFlowMap(text, at, chart);
    if (indent > 0)
        yield* itemsOfBlockMap(text, at - indent, indent, chart);
}
async function* itemsOfFlowIndex(text, chart) {
    const scanner = new FlowScanner(text);
    for await (const { key, value } of scanner.fields(scanner.blank(0))) {
        if (isSpelled(key, 'entries'))
            return yield* itemsOfFlowMap(text, value.start, chart);
    }
}
async function* itemsOfFlowMap(text, start, chart) {
    for await (const { key, value } of new FlowScanner(text).fields(start)) {
        if (isSpelled(key, chart))
            return yield* itemsOfFlowList(text, value.start);
    }
}
async function* itemsOfFlowList(text, start) {
    const scanner = new FlowScanner(text);
    let count = 0;
    for await (const item of scanner.items(start)) {
        if (++count % itemsInATurn === 0)
            await (0,external_node_timers_promises_.setImmediate)();
        const fields = new Map();
        for await (const { key, value } of scanner.fields(item.start)) {
            const name = ['version', 'created'].find((wanted) => isSpelled(key, wanted));
            if (name !== undefined)
                fields.set(name, text.slice(value.start, await value.end()));
        }
        yield { ...Object.fromEntries(fields), text: text.slice(item.start, await item.end()) };
    }
}
/** The ways in which a key without characters of its own meaning is written. */
function index_items_spellings(key) {
    return [key, `"${key}"`, `'${key}'`];
}
function isSpelled(written, key) {
    return index_items_spellings(key).includes(written);
}
/**
 * What a block scalar or a continued line holds is indented more deeply than the keys that are looked for, so a cut is
 * never wrong.
 * @param first start of the line of the first key
 */
async function* itemsOfBlockMap(text, first, indent, chart) {
    if (indent > deepestIndent || chart === '')
        throw new UnreadableStyle();
    const end = endOfBlock(text, first, 0);
    const key = index_items_spellings(chart)
        .map((spelling) => `\n${' '.repeat(indent)}${spelling}:`)
        .map((line) => ({ at: text.indexOf(line, first - 1), length: line.length }))
        .find(({ at }) => at !== -1 && at < end);
    if (!key)
        return;
    const value = contentAfter(text, key.at + key.length);
    if (value.indent === undefined)
        return yield* itemsOfFlowList(text, value.at);
    const list = text.indexOf('\n', key.at + 1);
    if (list !== -1)
        yield* itemsOfBlockList(text.slice(list, endOfBlock(text, list, indent)));
}
/** Helm indents by two. */
const deepestIndent = 32;
/** The next line that is indented by at most `indent` blanks and is no item of a list. */
function endOfBlock(text, from, indent) {
    const pattern = new RegExp(`\\n {0,${indent}}[^\\s#-]`, 'g');
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
}
/** @param section begins with a line feed, and holds nothing but the list */
async function* itemsOfBlockList(section) {
    const dash = /\n( {0,32})-( {1,32})(?=\S)/.exec(section);
    if (!dash) {
        if (section.trim() !== '')
            throw new UnreadableStyle();
        return;
    }
    const [, before = '', after = ''] = dash;
    const start = new RegExp(`\\n${before}-${after}(?=\\S)`, 'g');
    const key = `(?:^|\\n)${before}(?:-| )${after}`;
    const version = new RegExp(`${key}version:[ \\t]*(.*)`);
    const created = new RegExp(`${key}created:[ \\t]*(.*)`);
    let at = start.exec(section)?.index;
    for (let count = 1; at !== undefined; count += 1) {
        if (count % itemsInATurn === 0)
            await (0,external_node_timers_promises_.setImmediate)();
        const next = start.exec(section)?.index;
        const text = section.slice(at + 1, next);
        if (/^ *- *[{&*!?"'|>]/.test(text))
            throw new UnreadableStyle();
        yield fieldsOfItem(text, version.exec(text)?.[1], created.exec(text)?.[1]);
        at = next;
    }
}
/** Takes some milliseconds. */
const itemsInATurn = 500;
function fieldsOfItem(text, version, created) {
    return { text, ...(version !== undefined && { version }), ...(created !== undefined && { created }) };
}
/** Start of the first line that begins so. */
function lineOf(text, beginning) {
    if (text.startsWith(beginning))
        return 0;
    const at = text.indexOf(`\n${beginning}`);
    return at === -1 ? undefined : at + 1;
}
/**
 * Where the value of a key begins. With its indentation when that is on a later line; an index that ends there has none of
 * any kind.
 */
function contentAfter(text, from) {
    const at = new FlowScanner(text).blank(from);
    const newLine = text.lastIndexOf('\n', at);
    if (at === text.length)
        return { at, indent: 0 };
    return newLine < from ? { at } : { at, indent: at - newLine - 1 };
}

;// CONCATENATED MODULE: ./src/charts/helm-index.ts




/** @throws Error when the content cannot be an index, such as the HTML of a login page or an empty answer. */
function checkIndex(index) {
    const text = index.toString('latin1');
    if (!/^["']?(?:entries|apiVersion)["']?[ \t]*:/m.test(text) && !/^\s*\{/.test(text)) {
        const kind = /^\s*</.test(text) ? 'an HTML page' : text.trim() === '' ? 'empty' : 'something else';
        throw new Error(`should be the index of a Helm repository and is ${kind}`);
    }
}
/** What is parsed is bounded, so that no index holds a run up; charts that are in use stay far below these. */
const mostVersions = 50_000;
const longestEntry = 256 * 1024;
const longestParsedIndex = 1024 * 1024;
/**
 * The versions of one chart, in the order of the index; empty when it has no such chart.
 *
 * An index may have 50 MiB, for which a YAML parser takes minutes and gigabytes if a hostile server wants it to. So the
 * entries of the chart are cut out of it, in the block style that Helm writes or in flow style (JSON), and only the one
 * that is picked is parsed. A small index in another style is parsed whole.
 * @throws Error when the index cannot be read.
 */
async function readIndexEntries(index, chart) {
    // Byte by byte: all that decides about a cut is ASCII, and the text takes no more memory than the bytes.
    const text = index.toString('latin1');
    try {
        return (await limited(cutIndexItems(text, latin1(chart)))).flatMap(entryOfItem);
    }
    catch (error) {
        if (!(error instanceof UnreadableStyle))
            throw error;
        return parseWhole(index, chart);
    }
}
async function limited(items) {
    const first = [];
    for await (const item of items) {
        if (first.length === mostVersions)
            throw new Error(`it lists more than ${mostVersions} versions of a chart`);
        first.push(item);
    }
    return first;
}
function entryOfItem({ version, created, text }) {
    if (version === undefined)
        return [];
    const archive = () => {
        if (text.length > longestEntry)
            throw new Error(`has an entry of more than ${longestEntry} bytes`);
        const parsed = parseFailsafeYaml(utf8(text));
        return archiveOf(Array.isArray(parsed) ? parsed[0] : parsed);
    };
    return [{ version: scalar(version), ...(created !== undefined && { created: scalar(created) }), archive }];
}
const longestScalar = 512;
function scalar(text) {
    const plain = text.trim();
    if (/^[\w.+:-]+$/.test(plain))
        return plain;
    if (plain.length > longestScalar)
        return '';
    if (/^[&*!|>]/.test(plain))
        throw new UnreadableStyle();
    const value = parseFailsafeYaml(utf8(plain));
    return typeof value === 'string' ? value : '';
}
function parseWhole(index, chart) {
    if (index.length > longestParsedIndex) {
        throw new Error(`it has more than ${longestParsedIndex} bytes and is neither in the style that helm writes nor JSON`);
    }
    const whole = parseFailsafeYaml(index.toString('utf8'));
    const versions = (0,json/* isObject */.Gv)(whole) ? (0,json/* objectsAt */.yR)((0,json/* objectAt */.lJ)(whole, 'entries'), chart) : [];
    return versions.map((entry) => {
        const created = (0,json/* textAt */.$6)(entry, 'created');
        return { version: (0,json/* textAt */.$6)(entry, 'version'), ...(created && { created }), archive: () => archiveOf(entry) };
    });
}
function archiveOf(entry) {
    const fields = (0,json/* isObject */.Gv)(entry) ? entry : {};
    if (!isValidEntry(fields))
        return undefined;
    const [url = ''] = (0,json/* textsAt */.i1)(fields, 'urls');
    if (url === '')
        throw new Error('lists a version without a URL');
    const hex = (0,json/* textAt */.$6)(fields, 'digest')
        .toLowerCase()
        .replace(/^sha256:/, '');
    return { url, ...(/^[0-9a-f]{64}$/.test(hex) && { digest: hex }) };
}
/**
 * What decides whether an entry is in the index at all; `apiVersion` may be missing.
 * Source: source-controller, internal/helm/repository/chart_repository.go (IndexFromBytes) and helm, pkg/chart/v2/metadata.go
 * (Validate).
 */
function isValidEntry(fields) {
    const [name, version, type] = ['name', 'version', 'type'].map((key) => (0,json/* textAt */.$6)(fields, key));
    if (!name || name === '.' || name === '..' || name.includes('/'))
        return false;
    if (!version || !isHelmVersion(version))
        return false;
    if (type && type !== 'application' && type !== 'library')
        return false;
    return hasValidMaintainers(fields) && hasValidDependencies(fields);
}
/** Masterminds' `NewVersion` takes one or two numbers and a `v` as well. */
function isHelmVersion(version) {
    return /^v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}
/** Each is a map: an empty one is an error. */
function hasValidMaintainers(fields) {
    const maintainers = (0,json/* fieldAt */.UK)(fields, 'maintainers');
    return !Array.isArray(maintainers) || maintainers.every(json/* isObject */.Gv);
}
/** An alias becomes part of file names. That two have one name is passed over (helm, pkg/repo/v1/index.go). */
function hasValidDependencies(fields) {
    const dependencies = (0,json/* fieldAt */.UK)(fields, 'dependencies');
    if (!Array.isArray(dependencies))
        return true;
    return dependencies.every((entry) => (0,json/* isObject */.Gv)(entry) && /^[A-Za-z0-9_-]*$/.test((0,json/* textAt */.$6)(entry, 'alias')));
}
function latin1(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}
function utf8(text) {
    return Buffer.from(text, 'latin1').toString('utf8');
}

;// CONCATENATED MODULE: ./src/charts/memory-budget.ts
/** Bytes that may stay in memory for a whole run; what is beyond lies on the disk, so that many large things fit. */
class MemoryBudget {
    left;
    constructor(left) {
        this.left = left;
    }
    /** Is there room for that many bytes? Then they are taken. */
    tryTake(bytes) {
        if (bytes > this.left)
            return false;
        this.left -= bytes;
        return true;
    }
}

;// CONCATENATED MODULE: ./src/charts/index-store.ts








/** As much as Flux reads (source-controller, --helm-index-max-size). */
const maxIndexBytes = 50 * 1024 * 1024;
/** Each may have `maxIndexBytes`. */
const downloadsAtOnce = 4;
const keptInMemory = 64 * 1024 * 1024;
/** Every chart of a repository is looked up in its index anew, so that no more of many indexes than this stays in memory. */
function createIndexStore({ network, cache, scratch }) {
    const memory = new MemoryBudget(keptInMemory);
    const limit = (0,p_limit/* default */.A)(downloadsAtOnce);
    async function open(address) {
        return await limit(async () => {
            const index = await fetchIndex(address, network, cache);
            if (memory.tryTake(index.length))
                return async () => index;
            const file = external_node_path_default().join(scratch, `index-${(0,sha256/* sha256 */.s)(address)}`);
            await (0,promises_.writeFile)(file, index);
            return () => (0,promises_.readFile)(file);
        });
    }
    const opened = runOnceEach(open);
    return { read: async (address) => await (await opened(address))() };
}
async function fetchIndex(address, network, cache) {
    const known = parseStored(cache.read('indexes', address));
    const answer = await network.client.get(address, {
        headers: conditional(known?.validators),
        accept: known ? [304] : [],
        maxBytes: maxIndexBytes,
        compressed: true,
        verify: checkIndex,
        authorize: authorizeFor(address, network.credentials),
    });
    if (known && answer.status === 304)
        return known.index;
    const validators = validatorsOf(answer.headers);
    if (validators)
        await cache.write('indexes', address, storedIndex(validators, answer.body));
    return answer.body;
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
    return { validators, index: entry.subarray(end + 1) };
}

;// CONCATENATED MODULE: ./src/charts/http-repository.ts










function createHttpRepositories(options) {
    const { network, mirrors } = options;
    const indexes = createIndexStore(options);
    return {
        async resolve(url, chart, version) {
            const index = await indexes.read(indexUrl(url));
            const { version: picked, archive } = await pick(index, { url, chart, version });
            const absolute = mirrorUrl(archiveUrl(archive.url, url), mirrors);
            return {
                version: picked,
                repository: url,
                url: absolute,
                ...(archive.digest !== undefined && { digest: `sha256:${archive.digest}` }),
            };
        },
        async download({ url, digest, repository }) {
            const authorize = authorizeFor(repository, network.credentials);
            const { body } = await network.client.get(url, { maxBytes: maxArchiveBytes, authorize, verify: checkArchive });
            return { content: body, ...(digest !== undefined && { listedDigest: digest.slice('sha256:'.length) }) };
        },
    };
}
async function pick(index, wanted) {
    const { url, chart, version } = wanted;
    const all = await entriesOf(index, wanted);
    let entries = all;
    if (entries.length === 0)
        throw new ChartError(noChart(index, wanted), undefined, 'chart', 'name');
    // What does not validate is not in the index for Flux; only those that would be picked are looked at.
    for (let entry = pickVersion(entries, version); entry; entry = pickVersion(entries, version)) {
        const archive = http_repository_archiveOf(entry, printableIndex(url));
        if (archive)
            return { version: entry.version, archive };
        const left = entry;
        entries = entries.filter((candidate) => candidate !== left);
    }
    const newest = pickVersion(entries, '>=0.0.0-0')?.version ?? 'none';
    const message = `${http_repository_printable(url)} has no version of ${chart} that fits '${version}'; the newest is ${newest}`;
    throw new ChartError(`${message}${invalid(all.length - entries.length)}`, undefined, 'chart', 'version');
}
function noChart(index, { url, chart }) {
    const names = chartNames(index);
    const nearest = (0,nearest_name/* nearestName */.q)(chart, names);
    const advice = nearest === undefined ? (names.length > 0 ? `; it has ${(0,enumerate/* enumerate */.H)(names)}` : '') : `; it has ${nearest}`;
    return `${http_repository_printable(url)} has no chart named ${chart}${advice}`;
}
/** For advice alone: the keys of `entries` in the style that helm writes; none of an index in another one. */
function chartNames(index) {
    const text = index.toString('utf8', 0, 4 * 1024 * 1024);
    return [...text.matchAll(/^ {2}([\w.-]{1,100}):[ \t]*\r?$/gm)].map(([, name = '']) => name);
}
function invalid(count) {
    return count === 0 ? '' : `, and ${count} that would fit do not validate`;
}
async function entriesOf(index, { url, chart }) {
    try {
        return await readIndexEntries(index, chart);
    }
    catch (error) {
        throw new ChartError(`${printableIndex(url)} cannot be parsed`, error.message);
    }
}
const http_repository_longestUrl = 2048;
/** A query, which may be a secret, stays behind the path (source-controller, chart_repository.go: DownloadIndex). */
function indexUrl(repository) {
    const url = new URL(absoluteUrl(repository));
    url.pathname = external_node_path_default().posix.join(url.pathname, 'index.yaml');
    return url.href;
}
/** One that is relative gets the repository's query (helm, pkg/repo/v1/chartrepo.go: ResolveReferenceURL). */
function archiveUrl(reference, repository) {
    const base = new URL(absoluteUrl(repository));
    base.pathname = `${base.pathname.replace(/\/+$/, '')}/`;
    const url = new URL(absoluteUrl(reference, base.href));
    if (!URL.canParse(reference))
        url.search = base.search;
    return url.href;
}
function http_repository_printable(url) {
    return url.replace(/\?.*$/s, '');
}
function printableIndex(repository) {
    return `${http_repository_printable(repository)}/index.yaml`;
}
function absoluteUrl(url, base) {
    const parsed = URL.canParse(url, base) ? new URL(url, base) : undefined;
    if (parsed && url.length <= http_repository_longestUrl && /^https?:$/.test(parsed.protocol))
        return parsed.href;
    throw new ChartError(`${JSON.stringify(http_repository_printable(url))} is no http or https URL`);
}
function http_repository_archiveOf(entry, url) {
    try {
        return entry.archive();
    }
    catch (error) {
        throw new ChartError(`${url} cannot be used: version ${entry.version} ${error.message}`);
    }
}

;// CONCATENATED MODULE: ./src/charts/archive-store.ts










/** Archives that are in memory at the same time, of all hosts together. */
const archive_store_downloadsAtOnce = 16;
function createArchiveStore({ scratch, mirrors, cache, network }) {
    const repositories = createHttpRepositories({ network, mirrors, cache, scratch });
    const registry = createOciRegistry(network);
    const limitDownloads = (0,p_limit/* default */.A)(archive_store_downloadsAtOnce);
    async function openArchive(location) {
        const located = location.kind === 'http'
            ? await locateHttpChart(repositories, location)
            : await locateOciChart(registry, location);
        return knownArchive(located) ?? (await limitDownloads(() => downloadArchive(located)));
    }
    function knownArchive(located) {
        const entry = cache.read('sources', located.key);
        if (!entry)
            return undefined;
        const known = JSON.parse(entry.toString('utf8'));
        // An entry that an older version wrote has no traits.
        if (known.readsUpgrade === undefined)
            return undefined;
        const { digest } = located;
        if (digest !== undefined && digest !== (known.listedDigest ?? known.digest))
            return undefined;
        return { ...known, warnings: warningsOf(known), file: runOnce(() => fileOfKnown(located, known.digest)) };
    }
    async function fileOfKnown(located, digest) {
        const cached = cache.read('charts', digest);
        if (cached)
            return await writeArchive(cached, scratch);
        return await (await limitDownloads(() => downloadArchive(located))).file();
    }
    async function downloadArchive(located) {
        const { content, listedDigest } = await located.download();
        const digest = (0,sha256/* sha256 */.s)(content);
        const known = {
            ...(await readArchiveMetadata(content)),
            digest,
            ...(listedDigest !== undefined && listedDigest !== digest && { listedDigest }),
        };
        const file = await writeArchive(content, scratch);
        await cache.write('charts', known.digest, content);
        await cache.write('sources', located.key, Buffer.from(JSON.stringify(known)));
        return { ...known, warnings: warningsOf(known), file: async () => file };
    }
    const open = runOnceEach(openArchive);
    return { open: (location) => open(mirrorLocation(location, mirrors)) };
}
/** Flux does not compare the digest, and the indexes of well-known repositories have had wrong ones. */
function warningsOf({ digest, listedDigest }) {
    if (listedDigest === undefined)
        return [];
    return [`has the digest sha256:${digest}, and its repository's index says sha256:${listedDigest}`];
}
/** Never over a file that is there: helm may be reading it. */
async function writeArchive(content, scratch) {
    const file = external_node_path_default().join(await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'archive-')), 'chart.tgz');
    await (0,promises_.writeFile)(file, content);
    return file;
}

// EXTERNAL MODULE: ./node_modules/fast-glob/out/index.js
var out = __webpack_require__(5648);
var out_default = /*#__PURE__*/__webpack_require__.n(out);
// EXTERNAL MODULE: ./src/source-ignore/source-ignore.ts + 2 modules
var source_ignore = __webpack_require__(842);
;// CONCATENATED MODULE: ./src/charts/chart-source.ts







/** @param ignored `spec.ignore` of the source; empty where it has none */
function openChartSource(root, ignored = '') {
    try {
        const ignore = ['**/.git', '**/node_modules'];
        const found = out_default().globSync('**/.sourceignore', { cwd: root, dot: true, followSymbolicLinks: false, ignore });
        const files = new Map(found.map((file) => [file, (0,external_node_fs_.readFileSync)(external_node_path_default().join(root, file), 'utf8')]));
        return { root, isIgnored: (0,source_ignore/* readSourceIgnore */.Q)({ files, spec: ignored }) };
    }
    catch (error) {
        const fault = error instanceof problem/* FatalError */.HX ? error.message : (0,system_fault/* describeSystemFault */.D)(error);
        if (fault === undefined)
            throw error;
        throw new ChartError(`its source cannot be read: ${fault}`);
    }
}

;// CONCATENATED MODULE: ./src/charts/dependencies.ts




/**
 * What has to be put into `charts/` before the chart of a folder can be rendered; Chart.lock goes before Chart.yaml.
 * Dependencies of dependencies are not looked for. What is packed in `charts/` is unpacked, declared or not, as helm does.
 * Source: source-controller, internal/helm/chart/dependency_manager.go (Build, collectMissing).
 */
async function missingDependencies(files, budget) {
    const present = await presentCharts(files, budget);
    const declared = firstOf(files, locks) ?? firstOf(files, declarations) ?? [];
    return declared.filter(({ name, alias }) => !present.has(name) && !present.has(alias)).map(missing);
}
/** The files of `apiVersion: v1`, which go before those of `v2` where both are there (helm, pkg/chart/v2/loader/load.go). */
const locks = ['requirements.lock', 'Chart.lock'];
const declarations = ['requirements.yaml', 'Chart.yaml'];
function firstOf(files, names) {
    for (const name of names) {
        const dependencies = dependenciesOf(files, name);
        if (dependencies)
            return dependencies;
    }
    return undefined;
}
function dependenciesOf(files, name) {
    const file = files.find((candidate) => candidate.name === name);
    if (!file)
        return undefined;
    return (0,json/* objectsAt */.yR)(parseChartFile(name, file.content.toString('utf8')), 'dependencies').map((entry) => ({
        name: (0,json/* textAt */.$6)(entry, 'name'),
        version: (0,json/* textAt */.$6)(entry, 'version'),
        repository: (0,json/* textAt */.$6)(entry, 'repository'),
        alias: (0,json/* textAt */.$6)(entry, 'alias'),
    }));
}
async function presentCharts(files, budget) {
    const folders = files.filter(({ name }) => /^charts\/[^/]+\/Chart\.yaml$/.test(name));
    const present = folders.map(({ content }) => parseMetadata(content.toString('utf8')));
    for (const { name, content } of files.filter((file) => /^charts\/[^/]+\.tgz$/.test(file.name))) {
        present.push(await readPackedDependency(name, content, budget));
    }
    return new Set(present.map(({ name }) => name));
}
function missing({ name, version, repository }) {
    if (repository.length > 2048)
        throw new ChartError(`its dependency ${name} has a repository of excessive length`);
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/charts/values-document.ts
/**
 * JSON that is YAML for helm too: characters that YAML refuses or takes for a line break are escaped.
 * Others stay as they are: helm rejects the pairs of escapes that JSON has for emoji.
 */
function valuesDocument(values) {
    return JSON.stringify(values).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
            merged = (0,json/* mergeValues */.D3)(merged, parseValues(name, content));
        else if (!ignoreMissingValuesFiles)
            throw new ChartError(`there is no values file ${name}`);
    }
    const values = { name: 'values.yaml', content: Buffer.from(valuesDocument(merged)) };
    return [...files.filter(({ name }) => name !== values.name), values];
}
/** Files of a packed chart are named from the chart's folder. */
function findInChart(files) {
    return async (name) => files.find((file) => file.name === external_node_path_default().posix.normalize(name))?.content;
}
/** Files of a source are named from its root. */
function findInSource({ root, isIgnored }) {
    return async (name) => {
        if (isIgnored(external_node_path_default().posix.normalize(name)))
            return undefined;
        const file = external_node_path_default().join(root, name);
        const found = await (0,promises_.stat)(file).catch(() => undefined);
        return found?.isFile() ? await (0,promises_.readFile)(await realpathInside(root, file)) : undefined;
    };
}
/** The largest public ones have a tenth of it; the parser takes a second for three million characters. */
const maxValuesBytes = 2 * 1024 * 1024;
/** Helm reads values as YAML 1.1, where `yes` is true. */
function parseValues(name, content) {
    if (content.length > maxValuesBytes)
        throw new ChartError(`the values file ${name} has more than ${maxValuesBytes / 1024 / 1024} MiB`);
    try {
        const values = (0,dist/* parse */.qg)(content.toString('utf8'), { version: '1.1' }) ?? {};
        if ((0,json/* isObject */.Gv)(values))
            return values;
    }
    catch (error) {
        throw new ChartError(`the values file ${name} cannot be parsed`, error.message);
    }
    throw new ChartError(`the values file ${name} is no map`);
}

;// CONCATENATED MODULE: ./src/charts/folder-chart.ts












/**
 * Reads a chart from a folder of a source; nothing is written there.
 * @param source `valuesFiles` are named from its root, and nothing outside is read
 * @param folder of the chart, relative to that root
 * @throws ChartError
 */
async function readFolderChart(source, folder, valuesFiles, fetchArchive) {
    const own = await readFolder(source, folder);
    const metadata = metadataOf(own, folder);
    // For all that the chart unpacks to, in sum: helm would unpack each archive in it, however many there are.
    const budget = new UnpackBudget(maxUnpackedBytes);
    takeFrom(budget, own);
    const missing = await missingDependencies(own, budget);
    const located = await Promise.all(missing.map((dependency) => fetchDependency(dependency, fetchArchive)));
    const files = [...own];
    // One after the other: all of them at once might not fit into memory.
    for (const dependency of located) {
        files.push(...(await readDependency(source, folder, dependency, budget)));
    }
    const replaced = await replaceValues(files, valuesFiles, findInSource(source));
    return { ...metadata, ...traitsOf(files, packedTraits(files)), files: replaced };
}
/** What is packed is not unpacked once more for this: it may have every trait. */
function packedTraits(files) {
    const isPacked = files.some(({ name }) => /^charts\/[^/]+\.tgz$/.test(name));
    return isPacked ? [{ readsUpgrade: true, readsKubeVersion: true }] : [];
}
/** Charts elsewhere that have to be fetched before `readFolderChart` can put all together. */
async function remoteDependencies(source, folder) {
    const files = await readFolder(source, folder);
    const missing = await missingDependencies(files, new UnpackBudget(maxUnpackedBytes));
    return missing.flatMap(({ from }) => ('location' in from ? [from.location] : []));
}
async function fetchDependency({ name, from }, fetchArchive) {
    return 'location' in from ? { name, file: await fetchArchive(from.location) } : { name, ...from };
}
async function readDependency(source, chartFolder, dependency, budget) {
    const { name } = dependency;
    if ('file' in dependency) {
        const content = await (0,promises_.readFile)(dependency.file);
        await readArchiveMetadata(content, budget);
        return [{ name: `charts/${name}.tgz`, content }];
    }
    const folder = external_node_path_default().join(chartFolder, dependency.folder);
    const files = await readFolder(source, folder);
    takeFrom(budget, files);
    const { version } = metadataOf(files, folder);
    const parsed = semver_default().parse(version);
    if (!parsed || !parseConstraint(dependency.version)?.(parsed)) {
        throw new ChartError(`it needs ${name} ${dependency.version}, and ${folder} has version ${version}`);
    }
    return files.map((file) => ({ ...file, name: `charts/${name}/${file.name}` }));
}
function takeFrom(budget, files) {
    try {
        for (const { content } of files)
            budget.take(content.length);
    }
    catch (error) {
        throw new ChartError(`with its dependencies it ${error.message}`);
    }
}
function metadataOf(files, folder) {
    const chartFile = files.find(({ name }) => name === 'Chart.yaml');
    if (!chartFile)
        throw new ChartError(`${folder} holds no Chart.yaml, so it is no Helm chart`);
    return parseMetadata(chartFile.content.toString('utf8'));
}
/** Equal for equal names and contents. */
function digestOfFiles(files) {
    return (0,sha256/* sha256 */.s)(JSON.stringify(files.map(({ name, content }) => [name, (0,sha256/* sha256 */.s)(content)]).sort()));
}

;// CONCATENATED MODULE: ./src/charts/chart-store.ts















/** Git repositories that are fetched at the same time. */
const gitAtOnce = 4;
/** Charts that are read into memory at the same time; each may have `maxUnpackedBytes`. */
const foldersAtOnce = 4;
/** Of charts that may be wanted on the disk later, or never: a rendering in the cache needs none. */
const chart_store_keptInMemory = 64 * 1024 * 1024;
function createChartStore(options) {
    const { root, scratch } = options;
    const archives = createArchiveStore(options);
    const fetchArchive = async (one) => await (await archives.open(one)).file();
    const limitFolders = (0,p_limit/* default */.A)(foldersAtOnce);
    const memory = new MemoryBudget(chart_store_keptInMemory);
    const checkouts = createCheckouts(options);
    const sourceAt = sourceOpener();
    async function prepareChart({ location, ...values }) {
        switch (location.kind) {
            case 'http':
            case 'oci':
                return await prepareArchive(location, values);
            case 'directory':
                return await prepareFolder(sourceAt(root, location), location.path, values);
            case 'git':
                return await prepareFolder(sourceAt(await checkouts(location), location), location.path, values);
        }
    }
    async function prepareArchive(location, values) {
        const { digest, file, ...description } = await archives.open(location);
        if (values.valuesFiles.length === 0)
            return { ...description, identity: digest, path: file };
        return await limitFolders(async () => {
            const unpacked = await unpackChart(await (0,promises_.readFile)(await file()));
            const files = await replaceValues(unpacked, values, findInChart(unpacked));
            return { ...(await preparedFiles({ ...description, files }, scratch, memory)), warnings: description.warnings };
        });
    }
    async function prepareFolder(source, folder, values) {
        const missing = await limitFolders(() => remoteDependencies(source, folder));
        // Nothing is held in memory while the network is waited for.
        await Promise.all(missing.map(fetchArchive));
        return await limitFolders(async () => {
            return await preparedFiles(await readFolderChart(source, folder, values, fetchArchive), scratch, memory);
        });
    }
    const prepare = runOnceEach(prepareChart);
    return {
        prepare: ({ location, valuesFiles, ignoreMissingValuesFiles }) => prepare({ location, valuesFiles, ignoreMissingValuesFiles }),
    };
}
function createCheckouts(options) {
    const limit = (0,p_limit/* default */.A)(gitAtOnce);
    const git = { ...options, budget: new SourceBudget() };
    const fetch = runOnceEach((source) => limit(() => checkOut(source, git)));
    return (chart) => fetch(gitSourceOf(chart, options.mirrors));
}
function gitSourceOf({ url, reference, submodules }, mirrors) {
    return { url: mirrorUrl(url, mirrors), reference, ...(submodules && { submodules }) };
}
/** Looks for the rules of what a source leaves out once for each source. */
function sourceOpener() {
    const open = (0,memoize/* memoize */.B)((key) => openChartSource(...JSON.parse(key)));
    return (folder, { ignored = '' }) => open(JSON.stringify([folder, ignored]));
}
async function preparedFiles(chart, scratch, memory) {
    const { files, ...description } = chart;
    const write = runOnce(async () => {
        const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'folder-'));
        await writeFolder(folder, files);
        return folder;
    });
    const identity = digestOfFiles(files);
    const size = files.reduce((sum, { content }) => sum + content.length, 0);
    if (memory.tryTake(size))
        return { ...description, warnings: [], identity, path: write };
    const folder = await write();
    return { ...description, warnings: [], identity, path: async () => folder };
}

// EXTERNAL MODULE: ./src/version.ts + 1 modules
var version = __webpack_require__(1013);
;// CONCATENATED MODULE: ./src/tools/kustomize.ts

/**
 * kustomize reaches nothing: it fetches over HTTP by itself, and clones by the program git.
 * - In what looks like a CGI script, Go refuses every `http` request that a proxy is set for, also those to the own machine,
 *   which go past any proxy (golang.org/x/net/http/httpproxy: proxyForURL).
 * - `https` ends at a proxy that is not there, and past it, on the own machine, at certificates that nobody vouches for.
 * - No program is on the PATH, and git would know no protocol.
 */
const environment = {
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    http_proxy: undefined,
    https_proxy: undefined,
    NO_PROXY: '',
    no_proxy: undefined,
    REQUEST_METHOD: 'GET',
    SSL_CERT_FILE: '/dev/null',
    SSL_CERT_DIR: '/dev/null',
    PATH: '/dev/null',
    GIT_ALLOW_PROTOCOL: 'none',
    // A group of builds holds a hundred objects and more: with the 400 of other tools it takes 148 MiB in place of 118, for
    // a tenth less of processor time. https://pkg.go.dev/runtime#hdr-Environment_Variables
    GOGC: '200',
};
/**
 * Builds one folder with the real kustomize under its root restriction: a kustomization may use other folders, and read
 * files in its own alone. Exec plugins and helm inflation stay off.
 * @param stage Absolute path of the folder that holds all that is built.
 * @param folder Absolute path of the folder to build, in the stage.
 * @param timeoutMilliseconds less than a tool has otherwise
 * @returns YAML, many documents.
 * @throws ProcessError with kustomize's own words.
 */
async function buildKustomization(tools, stage, folder = stage, timeoutMilliseconds) {
    const { command, args: subCommand, memoryBytes } = await tools.kustomize();
    const args = [...subCommand, '--load-restrictor', 'LoadRestrictionsRootOnly', folder];
    // Not in the checkout, where a path such as /proc/self/cwd would lead.
    return await runProcess(command, args, {
        cwd: stage,
        env: environment,
        ...(memoryBytes !== undefined && { memoryBytes }),
        ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
    });
}

;// CONCATENATED MODULE: ./src/charts/post-render.ts







/**
 * Runs the post-renderers of a release over rendered manifests, as its strategy wants it.
 * Source: helm, pkg/action/action.go (renderResources) and helm-controller, internal/action/post_render.go.
 * @param scratch a folder in which the builds get folders of their own
 * @throws ChartError with kustomize's own words.
 */
async function postRender(manifests, { postRenderers, postRenderStrategy }, tools, scratch) {
    const render = (text) => renderThrough(text, postRenderers, tools, scratch);
    if (postRenderers.length === 0 || postRenderStrategy === 'combined')
        return await render(manifests);
    const { hooks, others } = splitHooks(manifests);
    const groups = [postRenderStrategy === 'separate' ? await render(hooks) : hooks, await render(others)];
    return groups.join('\n---\n');
}
/** Hooks, and what is none, each as a text of its own; helm knows them by their annotation. */
function splitHooks(manifests) {
    const documents = manifests.split(/^---(?=\s|$)/m);
    const isHook = documents.map((document) => /helm\.sh\/hook\b/.test(document) && hasHookAnnotation(document));
    const join = (wanted) => documents.filter((_, index) => isHook[index] === wanted).join('\n---\n');
    return { hooks: join(true), others: join(false) };
}
/** What cannot be parsed is not taken for a hook: kustomize will say what is wrong with it. */
function hasHookAnnotation(document) {
    try {
        const object = parseFailsafeYaml(document);
        return (0,json/* isObject */.Gv)(object) && (0,json/* metadataValue */.TP)(object, 'annotations', 'helm.sh/hook') !== '';
    }
    catch {
        return false;
    }
}
/** Each over what the one before it gave. Source: helm-controller, internal/postrender/kustomize.go. */
async function renderThrough(manifests, postRenderers, tools, scratch) {
    if (manifests.trim() === '')
        return manifests;
    let rendered = manifests;
    for (const [index, postRenderer] of postRenderers.entries()) {
        const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(scratch, 'post-render-'));
        await (0,promises_.writeFile)(external_node_path_default().join(folder, 'manifests.yaml'), rendered);
        await (0,promises_.writeFile)(external_node_path_default().join(folder, 'kustomization.yaml'), JSON.stringify(kustomizationOf(postRenderer)));
        rendered = await buildKustomization(tools, folder).catch((error) => {
            if (!(error instanceof ProcessError))
                throw error;
            throw new ChartError(`its post-renderer ${index + 1} fails: ${error.message}`, error.stderr, 'kustomize');
        });
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
 * Without a cluster helm knows only what is built into Kubernetes. `.Capabilities.APIVersions.Has` compares whole
 * strings, and charts ask with and without the kind, so both are passed.
 *
 * A group is listed when widely used charts fail without it, or leave out objects, containers or arguments.
 * Groups by which a chart recognises a platform (OpenShift, GKE, AWS) are not: the answer would be wrong everywhere
 * else. The input `api-versions` adds others.
 */
const groups = {
    // Cilium, traefik and many others fail when monitoring is on; kube-prometheus-stack and its users.
    'monitoring.coreos.com/v1': [
        'Alertmanager',
        'PodMonitor',
        'Probe',
        'Prometheus',
        'PrometheusRule',
        'ServiceMonitor',
        'ThanosRuler',
    ],
    // Kube-prometheus-stack, grafana charts.
    'monitoring.coreos.com/v1alpha1': ['AlertmanagerConfig', 'PrometheusAgent', 'ScrapeConfig'],
    // Victoria-metrics charts, and exporters that serve both kinds of monitoring.
    'operator.victoriametrics.com/v1beta1': ['VMAgent', 'VMPodScrape', 'VMRule', 'VMServiceScrape', 'VMSingle'],
    // Dashboards for the Grafana operator.
    'grafana.integreatly.org/v1beta1': ['GrafanaDashboard', 'GrafanaDatasource'],
    // Collectors, whose images are in the custom resource.
    'opentelemetry.io/v1beta1': ['OpenTelemetryCollector'],
    // Certificates of webhooks; charts fall back to a job of their own, or fail.
    'cert-manager.io/v1': ['Certificate', 'ClusterIssuer', 'Issuer'],
    // Cilium renders its Gateway controller only with it; routes of application charts.
    'gateway.networking.k8s.io/v1': ['GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute'],
    // Charts from before v1.
    'gateway.networking.k8s.io/v1beta1': ['Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant'],
    // Cilium, routes of databases and brokers.
    'gateway.networking.k8s.io/v1alpha2': ['TCPRoute', 'TLSRoute', 'UDPRoute'],
    // Charts that read their credentials from a store, some of which fail.
    'external-secrets.io/v1': ['ClusterSecretStore', 'ExternalSecret', 'PushSecret', 'SecretStore'],
    // Charts from before v1.
    'external-secrets.io/v1beta1': ['ClusterSecretStore', 'ExternalSecret', 'SecretStore'],
    // Charts that mount their credentials.
    'secrets-store.csi.x-k8s.io/v1': ['SecretProviderClass'],
    // Storage drivers such as aws-ebs-csi-driver add the snapshotter as a container only with it.
    'snapshot.storage.k8s.io/v1': ['VolumeSnapshot', 'VolumeSnapshotClass', 'VolumeSnapshotContent'],
    // Autoscalers of application charts.
    'autoscaling.k8s.io/v1': ['VerticalPodAutoscaler'],
    // Ingress-nginx, loki; the image of a ScaledJob is in the custom resource.
    'keda.sh/v1alpha1': ['ScaledJob', 'ScaledObject', 'TriggerAuthentication'],
    // Charts that bring a database; its image is in the custom resource.
    'postgresql.cnpg.io/v1': ['Cluster', 'Pooler', 'ScheduledBackup'],
    // Network policies of application charts.
    'cilium.io/v2': ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
    // Routes of application charts, some of which fail.
    'networking.istio.io/v1': ['DestinationRule', 'Gateway', 'ServiceEntry', 'VirtualService'],
    // Routes of application charts.
    'traefik.io/v1alpha1': ['IngressRoute', 'Middleware'],
    // Policies that charts bring, some of which fail.
    'kyverno.io/v1': ['ClusterPolicy', 'Policy'],
    // On every cluster, but not built into helm; metrics adapters would use an old version.
    'apiregistration.k8s.io/v1': ['APIService'],
    // On every cluster that Flux runs.
    'helm.toolkit.fluxcd.io/v2': ['HelmRelease'],
    // On every cluster that Flux runs.
    'source.toolkit.fluxcd.io/v1': ['GitRepository', 'HelmRepository', 'OCIRepository'],
    // On every cluster that Flux runs.
    'kustomize.toolkit.fluxcd.io/v1': ['Kustomization'],
};
const builtInApiVersions = Object.entries(groups).flatMap(([version, kinds]) => [
    version,
    ...kinds.map((kind) => `${version}/${kind}`),
]);

;// CONCATENATED MODULE: ./src/charts/kubernetes-kinds.ts
/**
 * What every cluster serves by itself, by the first minor version of Kubernetes 1 that does so, if that is a recent one.
 * Helm's capabilities without a cluster hold versions of groups and no kinds, and charts ask for kinds
 * (`Has "batch/v1/CronJob"`). Versions that are no longer served everywhere are left out.
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the API reference of 1.35.
 */
const builtIn = [
    {
        apiVersion: 'v1',
        kinds: [
            'ConfigMap',
            'Endpoints',
            'Event',
            'LimitRange',
            'Namespace',
            'Node',
            'PersistentVolume',
            'PersistentVolumeClaim',
            'Pod',
            'PodTemplate',
            'ReplicationController',
            'ResourceQuota',
            'Secret',
            'Service',
            'ServiceAccount',
        ],
    },
    {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    },
    {
        apiVersion: 'admissionregistration.k8s.io/v1',
        since: 30,
        kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    },
    { apiVersion: 'apiextensions.k8s.io/v1', kinds: ['CustomResourceDefinition'] },
    { apiVersion: 'apiregistration.k8s.io/v1', kinds: ['APIService'] },
    { apiVersion: 'apps/v1', kinds: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
    { apiVersion: 'authentication.k8s.io/v1', kinds: ['TokenReview'] },
    {
        apiVersion: 'authorization.k8s.io/v1',
        kinds: ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
    },
    { apiVersion: 'autoscaling/v1', kinds: ['HorizontalPodAutoscaler'] },
    { apiVersion: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
    { apiVersion: 'batch/v1', kinds: ['CronJob', 'Job'] },
    { apiVersion: 'certificates.k8s.io/v1', kinds: ['CertificateSigningRequest'] },
    { apiVersion: 'coordination.k8s.io/v1', kinds: ['Lease'] },
    { apiVersion: 'discovery.k8s.io/v1', kinds: ['EndpointSlice'] },
    { apiVersion: 'events.k8s.io/v1', kinds: ['Event'] },
    { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', since: 29, kinds: ['FlowSchema', 'PriorityLevelConfiguration'] },
    { apiVersion: 'networking.k8s.io/v1', kinds: ['Ingress', 'IngressClass', 'NetworkPolicy'] },
    { apiVersion: 'networking.k8s.io/v1', since: 33, kinds: ['IPAddress', 'ServiceCIDR'] },
    { apiVersion: 'node.k8s.io/v1', kinds: ['RuntimeClass'] },
    { apiVersion: 'policy/v1', kinds: ['PodDisruptionBudget'] },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'] },
    {
        apiVersion: 'resource.k8s.io/v1',
        since: 34,
        kinds: ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
    },
    { apiVersion: 'scheduling.k8s.io/v1', kinds: ['PriorityClass'] },
    {
        apiVersion: 'storage.k8s.io/v1',
        kinds: ['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment'],
    },
    { apiVersion: 'storage.k8s.io/v1', since: 34, kinds: ['VolumeAttributesClass'] },
];
/**
 * Versions and kinds, as `--api-versions` takes them, that a cluster of that version serves by itself.
 * @param kubeVersion empty for a current one
 */
function kubernetesKinds(kubeVersion) {
    const minor = Number(/^1\.(\d+)/.exec(kubeVersion)?.[1] ?? Number.POSITIVE_INFINITY);
    return builtIn
        .filter(({ since = 0 }) => since <= minor)
        .flatMap(({ apiVersion, kinds }) => [apiVersion, ...kinds.map((kind) => `${apiVersion}/${kind}`)]);
}

;// CONCATENATED MODULE: ./src/charts/template-chart.ts





/**
 * Renders a chart for a release, without a cluster. Hooks stay, tests too: helm would leave out
 * every hook that has `test` among its events, also one that runs after each install; whoever reads the manifests decides.
 * @param chart a packed chart or a chart's folder
 * @returns YAML, many documents.
 * @throws ProcessError with helm's own words; ChartError when it is more than Flux could apply.
 */
async function templateChart(helm, chart, release, options) {
    // The values go through standard input: they may hold secrets, and a command line can be read by everyone.
    const manifests = await runProcess(helm.command, [...helm.args, ...templateArguments(chart, release, options)], {
        input: valuesDocument(release.values),
        // The user's plugins, repositories and cluster have no say in what a chart renders to.
        env: { HELM_NO_PLUGINS: '1' },
        ...(helm.memoryBytes !== undefined && { memoryBytes: helm.memoryBytes }),
    });
    refuseTooMany(manifests);
    return manifests;
}
/** Flux keeps a release in one Secret, which holds 1 MiB; reading many more objects would hold up everything else. */
const mostDocuments = 10_000;
function refuseTooMany(manifests) {
    let count = 0;
    for (let at = manifests.indexOf('\n---'); at >= 0; at = manifests.indexOf('\n---', at + 1))
        count += 1;
    if (count > mostDocuments)
        throw new ChartError(`it renders to more than ${mostDocuments} objects`);
}
/** All that helm is told about a rendering, but for the values. */
function templateArguments(chart, release, options) {
    const known = [...kubernetesKinds(options.kubeVersion), ...builtInApiVersions, ...options.apiVersions];
    const apiVersions = [...new Set(known)];
    return [
        'template',
        `--namespace=${release.releaseNamespace}`,
        '--values=-',
        ...release.integers.map((setting) => `--set=${setting}`),
        // Schemas with a remote reference (app-template has one) cannot be checked offline, and helm would read what they name.
        '--skip-schema-validation',
        ...(options.occasion === 'upgrade' ? ['--is-upgrade'] : []),
        ...(options.kubeVersion === '' ? [] : [`--kube-version=${options.kubeVersion}`]),
        ...apiVersions.map((version) => `--api-versions=${version}`),
        '--',
        release.releaseName,
        chart,
    ];
}

;// CONCATENATED MODULE: ./src/charts/unite.ts
/**
 * What a release is rendered to for an install, and what it is beside that for an upgrade: both run sooner or later, and
 * most documents are the same in both.
 */
function uniteManifests(install, upgrade) {
    const known = new Set(documentsOf(install));
    const further = documentsOf(upgrade).filter((document) => !known.has(document));
    return [install, ...further].join('\n---\n');
}
function documentsOf(manifests) {
    return manifests.split(/^---(?=\s|$)/m).map((document) => document.trim());
}

;// CONCATENATED MODULE: ./src/charts/renderer.ts







/** Pulls wait for the network, templates for a core: only the latter are bounded by `concurrency`. */
function createRenderer({ store, cache, scratch, tools, options, onStage }, reader) {
    const limit = (0,p_limit/* default */.A)(options.concurrency);
    // Looked for while the charts come; whoever waits for it gets the error.
    tools.helm().catch(() => undefined);
    async function manifestsOf(release, chart, key) {
        onStage(release, 'rendering');
        const known = cache.read('renderings', key);
        if (known)
            return { text: known.toString('utf8'), isNew: false };
        const text = await renderOccasions(chart, async (occasion) => {
            const rendered = await templateChart(await tools.helm(), await chart.path(), release, { ...options, occasion });
            return await postRender(rendered, release, tools, scratch);
        });
        return { text, isNew: true };
    }
    /** @returns JSON of the content and of warnings */
    async function readAnew(release, chart, key) {
        const manifests = await limit(() => manifestsOf(release, chart, key));
        // The core is given to the next helm before this rendering is stored and looked at.
        await (0,external_node_timers_promises_.setImmediate)();
        const stored = manifests.isNew ? cache.write('renderings', key, Buffer.from(manifests.text)) : undefined;
        const { listedImages } = chart;
        const rendering = { release, chart: chartOf(chart), listedImages, manifests: manifests.text };
        const warnings = chart.readsKubeVersion && options.kubeVersion === '' ? warnOfKubeVersion(manifests.text) : [];
        const notices = manifests.text.startsWith(withoutUpgrade) ? [upgradeNotice] : [];
        const reading = JSON.stringify({ content: await reader.read(rendering), warnings, notices });
        await stored;
        return reading;
    }
    return async (release) => {
        const chart = await store.prepare(release.chart);
        const key = await renderingKey(release, chart, tools, options);
        const readingKey = JSON.stringify([key, reader.key(release), 'with notices']);
        const known = cache.read('readings', readingKey);
        const reading = known?.toString('utf8') ?? (await readAnew(release, chart, key));
        if (!known)
            await cache.write('readings', readingKey, Buffer.from(reading));
        // Never the reader's own result: in V8 a piece of a text keeps the whole text in memory, here megabytes of manifests.
        const { content, warnings, notices } = JSON.parse(reading);
        return { result: { release, chart: chartOf(chart), content }, warnings: [...chart.warnings, ...warnings], notices };
    };
}
/** The first line of a rendering without that of an upgrade; a comment for all who read it. */
const withoutUpgrade = '# Without an upgrade, which the chart refuses.\n';
const upgradeNotice = 'renders no upgrade without a cluster, so what it runs in upgrades alone is not seen; name such images in the annotation for further ones';
/** What a chart is rendered to, for an install and, where it can tell the two apart, for an upgrade as well. */
async function renderOccasions({ readsUpgrade }, render) {
    const install = await render('install');
    if (!readsUpgrade)
        return install;
    try {
        return uniteManifests(install, await render('upgrade'));
    }
    catch (error) {
        // Charts refuse an upgrade without what an install has left in the cluster; then there is the install alone.
        if (error instanceof ProcessError)
            return withoutUpgrade + install;
        throw error;
    }
}
/**
 * Without a cluster helm takes its own version of Kubernetes, `1.N.0`, and some charts make a tag of it.
 * Source: helm, pkg/chart/common/capabilities.go.
 */
function warnOfKubeVersion(manifests) {
    const image = /^[\s-]*image:\s*["']?([^\s"']+:v?1\.[2-9]\d(?:\.0)?)["']?\s*$/m.exec(manifests)?.[1];
    if (image === undefined)
        return [];
    return [
        `reads the version of Kubernetes, so the tag of ${image} may be that of helm's default: give your cluster's version in kube-version`,
    ];
}
function chartOf({ name, version }) {
    return { name, version };
}
/** All that goes into the manifests: the chart to the byte, values, flags and the versions of the tools. */
async function renderingKey(release, chart, tools, options) {
    const helm = await tools.helm();
    const { values, postRenderers, postRenderStrategy } = release;
    const kustomize = postRenderers.length > 0 && (await tools.kustomize()).version;
    const flags = templateArguments(chart.identity, release, { ...options, occasion: 'install' });
    const { readsUpgrade } = chart;
    return JSON.stringify({
        version: version/* version */.r,
        helm: helm.version,
        flags,
        values,
        postRenderers,
        postRenderStrategy,
        readsUpgrade,
        kustomize,
    });
}

;// CONCATENATED MODULE: ./src/telling-line.ts
/** Beyond it nobody reads on; the whole words stand in the log. */
const mostCharacters = 400;
/**
 * The first words of a tool that tell what is wrong, on one line: for the place where only one line is seen.
 * @param words of helm, kustomize or a parser; untrusted
 */
function tellingLine(words) {
    const lines = words.split('\n').map((line) => line.trimEnd());
    const error = lines.findIndex((line) => /^error: /i.test(line));
    const start = error < 0 ? lines.findIndex((line) => line !== '' && !isNoise(line)) : error;
    if (start < 0)
        return undefined;
    // Helm 4 goes on in indented lines.
    const after = lines.slice(start + 1);
    const end = after.findIndex((line) => !/^\s+\S/.test(line));
    const sentence = [lines[start] ?? '', ...after.slice(0, end < 0 ? after.length : end)].map((line) => line.trim());
    const text = sentence
        .join(' ')
        .replace(/^error: /i, '')
        .replace(/\.$/, '');
    return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text;
}
/** What tools say before they come to the point. */
function isNoise(line) {
    return /^(?:#|WARNING|W\d{4}|level=|time=|walk\.go|Use --debug)/i.test(line);
}
function withCause(message, words) {
    const line = words === undefined ? undefined : tellingLine(words);
    return line === undefined ? message : `${message}: ${line}`;
}

;// CONCATENATED MODULE: ./src/charts/rendering-problem.ts






/**
 * @param credentials to tell a wrong credential from a missing one
 * @throws the error itself when it ends the whole run.
 */
function renderingProblem(release, error, credentials) {
    const about = { severity: 'error', ...(0,problem/* aboutRelease */.nC)(release.id, release.place) };
    const chart = describeChart(release.chart.location);
    if (error instanceof ProcessError) {
        const message = `${chart} cannot be rendered: ${tellingLine(error.stderr) ?? error.message}${versionAdvice(error.stderr)}`;
        return { ...about, kind: 'template', message, detail: error.stderr };
    }
    const source = release.chart.source.object;
    if (error instanceof HttpError) {
        const message = `${chart} of ${source} cannot be pulled: ${error.message}${adviceFor(error, credentials)}`;
        return { ...about, kind: 'chart', message };
    }
    if (error instanceof ChartError) {
        const { kind, detail } = error;
        const message = `${chart} of ${source} cannot be used: ${error.message}`;
        const place = error.about && release.chartPlaces?.[error.about];
        return {
            ...about,
            ...(place && { place }),
            kind,
            message: withCause(message, detail),
            ...(detail !== undefined && { detail }),
        };
    }
    if (error instanceof problem/* FatalError */.HX || !(error instanceof Error))
        throw error;
    // Not foreseen: it must not keep the other releases from their images.
    const message = `${chart} of ${source} cannot be used, for a reason that is not foreseen: ${error.message}`;
    return { ...about, kind: 'chart', message, ...(error.stack !== undefined && { detail: error.stack }) };
}
/** @param words continue "The chart ..." */
function chartRemark(release, severity, words) {
    const message = `${describeChart(release.chart.location)} of ${release.chart.source.object} ${words}.`;
    return { severity, kind: 'chart', message, ...(0,problem/* aboutRelease */.nC)(release.id, release.place) };
}
/** Helm's own default is taken where no version is given (helm, pkg/action/action.go: renderResources). */
function versionAdvice(stderr) {
    const wanted = /chart requires kubeVersion: .* which is incompatible with Kubernetes v[\w.+-]+/.exec(stderr)?.[0];
    return wanted === undefined ? '' : `. Its ${wanted}: give your cluster's version in kube-version`;
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

;// CONCATENATED MODULE: ./src/charts/render-charts.ts




/**
 * Pulls each distinct chart once and renders each release, many at a time.
 * Every rendering is read the moment it is there and is then dropped, so that memory stays bounded.
 */
async function renderCharts(releases, options, { tools, cache, network, own, onStage = () => { } }, reader) {
    if (releases.length === 0)
        return { results: [], problems: [] };
    const scratch = (0,temporary_folder/* createTemporaryFolder */.a)();
    try {
        const { root, chartMirrors: mirrors } = options;
        const store = createChartStore({ root, scratch, mirrors, cache, network, ...(own && { own }) });
        const render = createRenderer({ store, cache, scratch, tools, options, onStage }, reader);
        const outcomes = await allDone(releases.map(async (release) => {
            onStage(release, 'chart');
            return await outcome(release, render, network.credentials).finally(() => onStage(release, 'done'));
        }));
        return {
            results: outcomes.flatMap((each) => (each.result ? [each.result] : [])),
            problems: outcomes.flatMap(({ problems }) => problems),
        };
    }
    finally {
        await (0,temporary_folder/* removeTemporaryFolder */.y)(scratch);
    }
}
/** Waits for all, also when one fails: what is still under way must not lose its folder. */
async function allDone(work) {
    await Promise.allSettled(work);
    return await Promise.all(work);
}
async function outcome(release, render, credentials) {
    try {
        const { result, warnings, notices } = await render(release);
        const problems = [
            ...warnings.map((warning) => chartRemark(release, 'warning', warning)),
            ...notices.map((notice) => chartRemark(release, 'notice', notice)),
        ];
        return { result, problems };
    }
    catch (error) {
        return { problems: [renderingProblem(release, error, credentials)] };
    }
}

// EXTERNAL MODULE: ./src/flux/files/repository.ts + 7 modules
var files_repository = __webpack_require__(8768);
;// CONCATENATED MODULE: ./src/flux/declared-namespaces.ts


/** Those that are there before anything is applied. */
const alwaysThere = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system'];
/**
 * Whether a file of the repository declares a namespace, whatever Kustomization applies it. One whose name is put together
 * from variables may be any. The files are looked at when it is first asked, which is seldom.
 */
function namespaceDeclarations(options) {
    let declared;
    return (namespace) => {
        declared ??= new Set([...alwaysThere, ...namesIn((0,files_repository/* openRepository */.h)(options))]);
        return declared.has(namespace) || [...declared].some((name) => name.includes('${'));
    };
}
function namesIn({ files, manifests }) {
    const found = files.search(['kind: Namespace', 'kind: "Namespace"', "kind: 'Namespace'", '"kind": "Namespace"']);
    const objects = [...new Set([...found.values()].flat())].flatMap((file) => manifests.in(file));
    return objects
        .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
        .map(({ object }) => (0,json/* textAt */.$6)(object, 'metadata', 'name'));
}

;// CONCATENATED MODULE: ./src/tools/sparse-checkout.ts



/**
 * Files of the commit that a sparse checkout has left out, relative to the root, with `/`. Git is asked only where there is
 * such a checkout.
 */
async function filesNotCheckedOut(root) {
    const folder = gitFolder(external_node_path_default().resolve(root));
    if (folder === undefined || !(0,external_node_fs_.existsSync)(external_node_path_default().join(folder, 'info', 'sparse-checkout')))
        return [];
    const { git, prefix } = (0,tools_repository/* openRepository */.h_)(root);
    const listed = await git(['ls-files', '-t', '-z', '--', prefix === '' ? '.' : prefix]);
    return listed
        .split('\0')
        .filter((entry) => entry.startsWith('S '))
        .map((entry) => entry.slice(2 + prefix.length));
}
/** Of a work tree beside the main one, `.git` is a file that says where its own is. */
function gitFolder(folder) {
    const git = external_node_path_default().join(folder, '.git');
    if (!(0,external_node_fs_.existsSync)(git))
        return folder === external_node_path_default().dirname(folder) ? undefined : gitFolder(external_node_path_default().dirname(folder));
    if ((0,external_node_fs_.statSync)(git).isDirectory())
        return git;
    const [, elsewhere] = /^gitdir: (.*)$/m.exec((0,external_node_fs_.readFileSync)(git, 'utf8')) ?? [];
    return elsewhere === undefined ? undefined : external_node_path_default().resolve(folder, elsewhere);
}

// EXTERNAL MODULE: ./src/kustomization-file-names.ts
var kustomization_file_names = __webpack_require__(9940);
// EXTERNAL MODULE: ./src/opt-in.ts
var opt_in = __webpack_require__(6828);
// EXTERNAL MODULE: ./src/flux/files/search-texts.ts
var search_texts = __webpack_require__(7190);
// EXTERNAL MODULE: ./src/flux/manifests/object-reference.ts
var object_reference = __webpack_require__(9559);
// EXTERNAL MODULE: ./src/flux/manifests/release-object.ts
var release_object = __webpack_require__(3571);
// EXTERNAL MODULE: ./src/flux/manifests/remote-cluster.ts
var remote_cluster = __webpack_require__(1809);
;// CONCATENATED MODULE: ./src/flux/operator/input-sets.ts


/** What only the cluster knows about a ResourceSet; the message says what it is. */
class UnknownInputs extends Error {
    name = 'UnknownInputs';
}
const providerKind = 'ResourceSetInputProvider';
const mostPermutations = 10_000;
/**
 * The input sets that the templates of a ResourceSet are run with, one after the other; none means one run without inputs
 * (flux-operator, internal/inputs/combine.go; internal/controller/resourceset_controller.go: getInputs, reconcile).
 * @returns `undefined` when its providers give no inputs: then it makes nothing
 * @throws UnknownInputs
 */
function inputSets(set, providers) {
    const references = (0,json/* objectsAt */.yR)(set, 'spec', 'inputsFrom');
    const found = references.flatMap((reference) => providersOf(set, reference, providers));
    const distinct = new Map(found.map((provider) => [(0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(provider)), provider]));
    const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, provider]) => provider);
    const lists = [
        { name: (0,json/* textAt */.$6)(set, 'metadata', 'name'), inputs: (0,json/* objectsAt */.yR)(set, 'spec', 'inputs').map((one) => from(set, one)) },
        ...sorted.map((provider) => ({
            name: (0,json/* textAt */.$6)(provider, 'metadata', 'name'),
            inputs: [from(provider, (0,json/* objectAt */.lJ)(provider, 'spec', 'defaultValues'))],
        })),
    ];
    const strategy = (0,json/* objectAt */.lJ)(set, 'spec', 'inputStrategy');
    const combined = strategy.name === 'Permute' ? permute(lists, strategy) : lists.flatMap(({ inputs }) => inputs);
    return references.length > 0 && combined.length === 0 ? undefined : combined;
}
function providersOf(set, reference, providers) {
    const { namespace } = (0,object_reference/* referenceOf */.Bz)(set);
    const name = (0,json/* textAt */.$6)(reference, 'name');
    const found = name === ''
        ? selected((0,json/* objectAt */.lJ)(reference, 'selector'), namespace, providers)
        : [providers.find({ kind: providerKind, namespace, name })?.object ?? notInGit(name)];
    for (const provider of found) {
        const type = (0,json/* textAt */.$6)(provider, 'spec', 'type');
        if (type !== 'Static')
            throw new UnknownInputs(`its inputs come from ${(0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(provider))} of the type '${type}'`);
    }
    return found;
}
function notInGit(name) {
    throw new UnknownInputs(`${providerKind} ${name} is not in Git`);
}
/** Others that fit may be in the cluster, but what a cluster has by hand is not known anywhere else either. */
function selected(selector, namespace, providers) {
    const wanted = Object.entries((0,json/* objectAt */.lJ)(selector, 'matchLabels'));
    const expressions = (0,json/* objectsAt */.yR)(selector, 'matchExpressions');
    return providers
        .ofKind(providerKind)
        .map(({ object }) => object)
        .filter((provider) => (0,object_reference/* referenceOf */.Bz)(provider).namespace === namespace)
        .filter((provider) => wanted.every(([key, value]) => (0,json/* fieldAt */.UK)(provider, 'metadata', 'labels', key) === value))
        .filter((provider) => expressions.every((expression) => isMatch(expression, provider)));
}
/** k8s.io/apimachinery, pkg/labels/selector.go: Requirement.Matches. */
function isMatch(expression, provider) {
    const value = (0,json/* fieldAt */.UK)(provider, 'metadata', 'labels', (0,json/* textAt */.$6)(expression, 'key'));
    const isListed = typeof value === 'string' && (0,json/* textsAt */.i1)(expression, 'values').includes(value);
    const operator = (0,json/* textAt */.$6)(expression, 'operator');
    switch (operator) {
        case 'In':
            return isListed;
        case 'NotIn':
            return !isListed;
        case 'Exists':
            return value !== undefined;
        case 'DoesNotExist':
            return value === undefined;
        default:
            throw new UnknownInputs(`its selector of providers has the operator '${operator}', which is not known`);
    }
}
/**
 * The API server gives each provider a UID, and the operator makes the `id` of its inputs of that. A permutation has an `id`
 * of its own, which is known.
 * @throws UnknownInputs when a template of the set may read it
 */
function requireKnownIds(set) {
    const isOfProvider = (0,json/* objectsAt */.yR)(set, 'spec', 'inputsFrom').length > 0;
    if (!isOfProvider || (0,json/* textAt */.$6)(set, 'spec', 'inputStrategy', 'name') === 'Permute')
        return;
    const { resources = null, resourcesTemplate = null, steps = null } = (0,json/* objectAt */.lJ)(set, 'spec');
    const text = JSON.stringify([resources, resourcesTemplate, steps]);
    if (/<<(?:(?!>>).)*(?:\.id\b|["`]id\\?["`])/.test(text))
        throw new UnknownInputs('its templates read inputs.id, which the API server decides on');
}
/** With the object that it comes from; the `id` of a provider's inputs is made of what the API server gives it. */
function from(provider, inputs) {
    const { kind, namespace, name } = (0,object_reference/* referenceOf */.Bz)(provider);
    return { ...inputs, provider: { apiVersion: (0,json/* textAt */.$6)(provider, 'apiVersion'), kind, name, namespace } };
}
/** One of each list, the first list slowest (internal/inputs/permuter.go). */
function permute(lists, strategy) {
    const isKept = ({ inputs }) => strategy.includeEmptyProviders === true || inputs.length > 0;
    const kept = lists.filter(isKept);
    if (kept.length === 0)
        return [];
    if (kept.reduce((product, { inputs }) => product * inputs.length, 1) > mostPermutations)
        throw new UnknownInputs(`its inputs have more than ${mostPermutations} permutations, which the operator refuses`);
    let permutations = [{ inputs: {}, id: [] }];
    for (const { name, inputs } of kept) {
        const key = normalizedKey(name);
        permutations = permutations.flatMap((permutation) => inputs.map((one, index) => ({
            inputs: withField(permutation.inputs, key, one),
            id: [...permutation.id, `${key}=${index}`],
        })));
    }
    return permutations.map(({ inputs, id }) => ({ ...inputs, id: String(adler32(id.join('/'))) }));
}
function withField(object, key, value) {
    const result = { ...object };
    (0,json/* setField */.x)(result, key, value);
    return result;
}
/** internal/inputs/keys.go: NormalizeKeyForTemplate. */
function normalizedKey(name) {
    return name
        .toLowerCase()
        .replace(/[\s\p{P}]/gu, '_')
        .replace(/[^a-z0-9_]/g, '')
        .split('_')
        .filter(Boolean)
        .join('_');
}
/** RFC 1950; internal/inputs/id.go. */
function adler32(text) {
    let a = 1;
    let b = 0;
    for (const byte of Buffer.from(text)) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    return b * 65536 + a;
}
/** Is it an object that the operator makes others of? */
function isResourceSet(object) {
    return (object.kind === 'ResourceSet' && (0,json/* isObject */.Gv)(object.spec) && (0,json/* textAt */.$6)(object, 'apiVersion').startsWith(operatorGroup));
}
const operatorGroup = 'fluxcd.controlplane.io/';

;// CONCATENATED MODULE: ./src/flux/manifests/manifest.ts
/** A manifest with another object in the same place, such as after substitution. */
function withObject(manifest, object) {
    return { object, placeOf: manifest.placeOf };
}

// EXTERNAL MODULE: ./src/flux/manifests/expanded-size.ts
var expanded_size = __webpack_require__(3555);
// EXTERNAL MODULE: ./src/flux/manifests/go-yaml-scalar.ts
var go_yaml_scalar = __webpack_require__(7493);
;// CONCATENATED MODULE: ./src/flux/manifests/go-yaml.ts




/** Text that Flux cannot read as YAML. The message does not repeat the text: it may come from a Secret. */
class GoYamlError extends Error {
    name = 'GoYamlError';
}
/**
 * Parses the first document as Flux does, through sigs.k8s.io/yaml: YAML 1.1 typing by go-yaml v2, keys as text, the last of
 * equal keys wins, aliases copied. Empty text is `null`.
 * @throws GoYamlError
 */
function parseGoYaml(text) {
    try {
        const [document = null] = (0,js_yaml/* loadAll */.gh)(text, { schema, json: true, maxDepth: 100 });
        if (text.includes('&') && (0,expanded_size/* isLargerThan */.T)(document, maximumLength))
            throw new go_yaml_scalar/* NotJsonError */.w('its aliases expand to too much');
        return copy(document, { left: maximumNodes });
    }
    catch (error) {
        throw new GoYamlError(reason(error));
    }
}
/** Aliases may ask for more than memory holds; values of a chart have some thousand nodes. */
const maximumNodes = 1_000_000;
const maximumLength = 8 * 1024 * 1024;
/** Aliases share an object until here, and one of them may be written to later. */
function copy(value, nodes) {
    if (nodes.left-- <= 0)
        throw new go_yaml_scalar/* NotJsonError */.w('its aliases expand to too much');
    if (Array.isArray(value))
        return value.map((item) => copy(item, nodes));
    if (!(0,json/* isObject */.Gv)(value))
        return value;
    const result = {};
    for (const [key, item] of Object.entries(value))
        (0,json/* setField */.x)(result, key, copy(item, nodes));
    return result;
}
function reason(error) {
    if (error instanceof go_yaml_scalar/* NotJsonError */.w)
        return error.message;
    // An anchor that contains itself ends in too deep a recursion.
    if (error instanceof RangeError)
        return 'it contains itself';
    if (!(error instanceof js_yaml/* YAMLException */.tB))
        throw error;
    const line = error.mark?.line;
    return line === undefined ? 'it is not valid YAML' : `it is not valid YAML (line ${line + 1})`;
}
const mapping = (0,js_yaml/* defineMappingTag */.bH)('tag:yaml.org,2002:map', {
    create: () => ({}),
    addPair: (map, key, value) => {
        if (key === null || typeof key === 'object')
            return 'a key is no text';
        (0,json/* setField */.x)(map, String(key), value);
        return '';
    },
    has: (map, key) => Object.hasOwn(map, String(key)),
    keys: (map) => Object.keys(map),
    get: (map, key) => map[String(key)],
    identify: () => false,
});
const plain = (0,js_yaml/* defineScalarTag */.Gf)('tag:yaml.org,2002:plain', {
    implicit: true,
    resolve: go_yaml_scalar/* resolvePlainScalar */.t,
    identify: () => false,
});
/** Explicit tags of the types that go-yaml resolves by their text; what does not fit the tag is rare and read all the same. */
const typed = ['bool', 'int', 'float', 'null'].map((type) => (0,js_yaml/* defineScalarTag */.Gf)(`tag:yaml.org,2002:${type}`, { resolve: go_yaml_scalar/* resolvePlainScalar */.t, identify: () => false }));
const custom = (0,js_yaml/* defineScalarTag */.Gf)('!', { matchByTagPrefix: true, resolve: (text) => text, identify: () => false });
const schema = js_yaml/* FAILSAFE_SCHEMA */.uH.withTags(mapping, js_yaml/* mergeTag */.LJ, plain, ...typed, custom);

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./src/flux/substitution/substitution-pattern.ts
/**
 * Parses the patterns of fluxcd/pkg, envsubst/path/match.go: `*` (also over a slash), `?`, `[a-z]`, `[^a-z]`, `\` before
 * a character that stands for itself.
 * @returns `undefined` for a malformed pattern, which matches nothing.
 */
function parsePattern(pattern) {
    const characters = [...pattern];
    const terms = [];
    for (let at = 0; at < characters.length;) {
        const parsed = parseTerm(characters, at);
        if (!parsed)
            return undefined;
        terms.push(parsed.term);
        at = parsed.after;
    }
    return terms;
}
function parseTerm(characters, at) {
    const character = characters[at];
    if (character === '*')
        return { term: 'any run', after: at + 1 };
    if (character === '?')
        return { term: () => true, after: at + 1 };
    if (character === '[')
        return parseSet(characters, at + 1);
    const index = character === '\\' ? at + 1 : at;
    const literal = characters[index];
    return literal === undefined ? undefined : { term: (other) => other === literal, after: index + 1 };
}
/** A set whose `[` stands before `start`. */
function parseSet(characters, start) {
    const negated = characters[start] === '^';
    const ranges = [];
    let at = negated ? start + 1 : start;
    while (characters[at] !== ']' || ranges.length === 0) {
        const low = setCharacter(characters, at);
        const high = low && characters[low.after] === '-' ? setCharacter(characters, low.after + 1) : low;
        if (!low || !high)
            return undefined;
        ranges.push({ low: low.code, high: high.code });
        at = high.after;
    }
    const isIn = (code) => ranges.some(({ low, high }) => low <= code && code <= high);
    return { term: (character) => isIn(character.codePointAt(0) ?? 0) !== negated, after: at + 1 };
}
function setCharacter(characters, at) {
    if (characters[at] === '-' || characters[at] === ']')
        return undefined;
    const index = characters[at] === '\\' ? at + 1 : at;
    const code = characters[index]?.codePointAt(0);
    return code === undefined ? undefined : { code, after: index + 1 };
}
/**
 * The length of the shortest or longest start, of at least one character, that the whole pattern matches; else 0.
 * Follows all ways to match at once, so that no pattern takes longer than its length times that of the text.
 *
 * Flux tries the bytes of a character one by one, too, and breaks characters beyond ASCII that `?` and `*` meet;
 * here they stay whole.
 */
function matchedPrefix(terms, characters, extent) {
    let matched = 0;
    let reached = withRuns(terms, [0]);
    for (const [index, character] of characters.entries()) {
        reached = withRuns(terms, step(terms, reached, character));
        if (reached.length === 0)
            break;
        if (reached.at(-1) !== terms.length)
            continue;
        matched = index + 1;
        if (extent === 'shortest')
            break;
    }
    return matched;
}
/** The positions in the pattern after one more character, in ascending order. */
function step(terms, reached, character) {
    const next = [];
    for (const position of reached) {
        const term = terms[position];
        if (term === 'any run')
            next.push(position);
        else if (term?.(character))
            next.push(position + 1);
    }
    return next;
}
/** Adds the positions behind runs, which may be empty; keeps the order and no position twice. */
function withRuns(terms, positions) {
    const result = [];
    for (const position of positions) {
        let at = position;
        while (at > (result.at(-1) ?? -1)) {
            result.push(at);
            if (terms[at] === 'any run')
                at++;
        }
    }
    return result;
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitution-operators.ts


// The operators as envsubst/funcs.go of fluxcd/pkg has them.
function toLower(value) {
    return mapCharacters(value, (character) => character.toLowerCase());
}
function toUpper(value) {
    return mapCharacters(value, (character) => character.toUpperCase());
}
function firstToLower(value) {
    return mapFirst(value, toLower);
}
function firstToUpper(value) {
    return mapFirst(value, toUpper);
}
/** Go maps one character to one: `ß` has no capital letter there. */
function mapCharacters(value, change) {
    return Array.from(value, (character) => {
        const changed = change(character);
        return [...changed].length === 1 ? changed : character;
    }).join('');
}
function mapFirst(value, change) {
    const [first = ''] = value;
    return change(first) + value.slice(first.length);
}
/**
 * `${value:offset:length}` in bytes. What is no number leaves the value as it is, a negative offset counts from the end,
 * a negative length leaves out that many bytes at the end.
 * @returns `undefined` when a character would be cut in two, for then the object is no longer UTF-8 and Flux fails.
 */
function substring(value, offset, length) {
    const start = toInteger(offset);
    const count = length === undefined ? Number.POSITIVE_INFINITY : toInteger(length);
    if (start === undefined || count === undefined)
        return value;
    const bytes = Buffer.from(value);
    const from = start < 0 ? Math.max(0, bytes.length + start) : start;
    const to = count < 0 ? bytes.length + count : from + count;
    const part = bytes.subarray(from, Math.max(from, to));
    return (0,external_node_buffer_.isUtf8)(part) ? part.toString() : undefined;
}
/** As Go's strconv.Atoi: 64 bits. */
function toInteger(text) {
    if (!/^[-+]?0*\d{1,19}$/.test(text))
        return undefined;
    const integer = BigInt(text.replace(/^\+/, ''));
    return BigInt.asIntN(64, integer) === integer ? Number(integer) : undefined;
}
function replaceAll(value, from, to) {
    // Between all characters when `from` is empty, not between the halves of a surrogate pair.
    return from === '' ? ['', ...value, ''].join(to) : value.split(from).join(to);
}
function replaceFirst(value, from, to) {
    const at = value.indexOf(from);
    return at < 0 ? value : value.slice(0, at) + to + value.slice(at + from.length);
}
function replacePrefix(value, from, to) {
    return value.startsWith(from) ? to + value.slice(from.length) : value;
}
function replaceSuffix(value, from, to) {
    return value.endsWith(from) ? value.slice(0, value.length - from.length) + to : value;
}
function trimPrefix(value, pattern, extent) {
    const terms = parsePattern(pattern);
    const characters = [...value];
    return terms ? characters.slice(matchedPrefix(terms, characters, extent)).join('') : value;
}
/** Flux turns value and pattern around and trims the start, so that `[ab]` and `\*` are no patterns here. */
function trimSuffix(value, pattern, extent) {
    return reverse(trimPrefix(reverse(value), reverse(pattern), extent));
}
function reverse(text) {
    return [...text].reverse().join('');
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitution-reader.ts
/** Reads text with expressions from left to right (fluxcd/pkg, envsubst/parse/scan.go). */
class ExpressionReader {
    text;
    at = 0;
    constructor(text) {
        this.text = text;
    }
    get position() {
        return this.at;
    }
    atEnd() {
        return this.at >= this.text.length;
    }
    /** The character that comes next, or the one after it; empty at the end. */
    next(ahead = 0) {
        return this.text.charAt(this.at + ahead);
    }
    opensExpression() {
        return this.text.startsWith('${', this.at);
    }
    skip(length) {
        this.at += length;
    }
    /** Reads what a sticky pattern matches here; may be empty. */
    match(pattern) {
        pattern.lastIndex = this.at;
        const text = pattern.exec(this.text)?.[0] ?? '';
        this.at += text.length;
        return text;
    }
    /** Text up to one of the stops or the next `${`. With `$` in `escapes`, `$$` is `$`; with `\`, `\/` is `/` and `\\` is `\`. */
    read(stops, escapes) {
        const pieces = [];
        let from = this.at;
        for (; !this.atEnd(); this.at++) {
            if (stops.includes(this.next()) || this.opensExpression())
                break;
            if (!this.isEscape(escapes))
                continue;
            pieces.push(this.text.slice(from, this.at++));
            from = this.at;
        }
        return pieces.join('') + this.text.slice(from, this.at);
    }
    isEscape(escapes) {
        if (!escapes.includes(this.next()))
            return false;
        const escaped = this.next(1);
        return this.next() === '$' ? escaped === '$' : escaped === '/' || escaped === '\\';
    }
    /** From `start` to the first closing brace that has not been read, within one line. */
    excerpt(start) {
        const [line = ''] = this.text.slice(start, start + 80).split('\n', 1);
        const end = line.indexOf('}', this.at - start);
        return end < 0 ? line : line.slice(0, end + 1);
    }
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitution-expression.ts


/** An expression that Flux refuses, or one whose result is no YAML. */
class SubstitutionError extends Error {
    name = 'SubstitutionError';
}
/**
 * Replaces `${name}` and its operators as Flux does (fluxcd/pkg, envsubst/parse/parse.go and envsubst/template.go), which
 * is not quite as bash does: `$name` stays, `$$` is a dollar sign, and `${name-default}` is an error.
 * @throws SubstitutionError that names the expression.
 */
function substitute(text, variables) {
    // The scanner of Flux takes the character NUL for the end of the text (envsubst/parse/scan.go: eof).
    return new Substitution(text.split('\0', 1)[0] ?? '', variables).run();
}
/** Why an expression cannot be evaluated; becomes a {@link SubstitutionError} where its text is known. */
class Fault extends Error {
}
/** Deeper nesting has no honest use. */
const maximumDepth = 50;
/** Characters written and compared for one text: ten times what a Kubernetes object of the largest size takes. */
const maximumWork = 20_000_000;
const identifier = /[\p{L}\p{Nd}_]+/uy;
const casingOperator = /[,^]{1,2}/y;
const replaceOperator = /\/[/#%]?/y;
const trimOperator = /##?|%%?/y;
const slashes = /\/+/y;
const colons = /:+/y;
/** Parses and evaluates in one pass; its methods are named after those of parse.go where they differ from bash. */
class Substitution {
    variables;
    reader;
    depth = 0;
    work = 0;
    expressionStart = 0;
    unset = new Set();
    constructor(text, variables) {
        this.variables = variables;
        this.reader = new ExpressionReader(text);
    }
    run() {
        try {
            const pieces = [];
            while (!this.reader.atEnd())
                pieces.push(this.nestedOr(() => this.reader.read('', '$')));
            return { text: pieces.join(''), unset: [...this.unset] };
        }
        catch (error) {
            if (!(error instanceof Fault))
                throw error;
            throw new SubstitutionError(`Flux refuses the substitution ${this.reader.excerpt(this.expressionStart)}: ${error.message}`);
        }
    }
    expression() {
        if (this.depth === 0)
            this.expressionStart = this.reader.position;
        if (++this.depth > maximumDepth)
            throw new Fault(`it is nested more than ${maximumDepth} times`);
        this.reader.skip('${'.length);
        const result = this.reader.next() === '#' ? this.length() : this.operation(this.name());
        this.depth--;
        this.spend(result.length);
        return result;
    }
    operation(name) {
        switch (this.reader.next()) {
            case ':':
                return /[-=?+]/.test(this.reader.next(1)) ? this.withDefault(name, 2) : this.substring(name);
            case '=':
                return this.withDefault(name, 1);
            case ',':
            case '^':
                return this.casing(name);
            case '/':
                return this.replacement(name);
            case '#':
            case '%':
                return this.trimming(name);
            default:
                this.close();
                return this.value(name);
        }
    }
    /** `${#name}`: in bytes. */
    length() {
        this.reader.skip(1);
        const name = this.name();
        this.close();
        const value = this.value(name);
        this.spend(value.length);
        return String(Buffer.byteLength(value));
    }
    /** `:-`, `:=`, `=` and, unlike in bash, also `:+` and `:?` give the default for what is not set or empty. */
    withDefault(name, operatorLength) {
        this.reader.skip(operatorLength);
        const pieces = [];
        while (this.reader.next() !== '}')
            pieces.push(this.argument('}', ''));
        this.close();
        return this.variables.get(name) || pieces.join('');
    }
    /** `${name:offset}` and `${name:offset:length}`. */
    substring(name) {
        this.reader.skip(1);
        // Flux steps back by the width of the character after the colon, which fails when that is more than a byte.
        if (this.reader.next() > '\x7f')
            throw new Fault('the offset is no number');
        const offset = this.argument(':}', '');
        const length = this.reader.match(colons) ? this.argument('}', '') : undefined;
        this.close();
        const value = this.value(name);
        this.spend(value.length);
        const result = substring(value, offset, length);
        if (result === undefined)
            throw new Fault('offsets count bytes, and this one cuts a character in two');
        return result;
    }
    casing(name) {
        const operator = this.reader.match(casingOperator);
        this.close();
        const value = this.value(name);
        this.spend(value.length);
        switch (operator) {
            case ',':
                return firstToLower(value);
            case ',,':
                return toLower(value);
            case '^':
                return firstToUpper(value);
            case '^^':
                return toUpper(value);
            default:
                return value;
        }
    }
    /** `${name/text/other}`, for all with `//`, at the start with `/#`, at the end with `/%`; plain text, no pattern. */
    replacement(name) {
        const operator = this.reader.match(replaceOperator);
        const from = this.argument('/', '$\\');
        if (!this.reader.match(slashes))
            throw new Fault('the text to replace must be followed by /');
        const to = this.reader.next() === '}' ? undefined : this.argument('}', '$\\');
        this.close();
        const value = this.value(name);
        this.spend(value.length * (1 + (to ?? '').length));
        switch (operator) {
            case '//':
                return replaceAll(value, from, to ?? '');
            // Without a replacement Flux leaves the value as it is (envsubst/funcs.go: replacePrefix, replaceSuffix).
            case '/#':
                return to === undefined ? value : replacePrefix(value, from, to);
            case '/%':
                return to === undefined ? value : replaceSuffix(value, from, to);
            default:
                return replaceFirst(value, from, to ?? '');
        }
    }
    /** `#` and `##` remove what a pattern matches from the start, `%` and `%%` from the end. */
    trimming(name) {
        const operator = this.reader.match(trimOperator);
        const pattern = this.argument('}', '');
        this.close();
        const value = this.value(name);
        this.spend(value.length * (1 + pattern.length));
        const extent = operator.length === 1 ? 'shortest' : 'longest';
        return operator.startsWith('#') ? trimPrefix(value, pattern, extent) : trimSuffix(value, pattern, extent);
    }
    value(name) {
        const value = this.variables.get(name);
        if (value === undefined)
            this.unset.add(name);
        return value ?? '';
    }
    name() {
        const name = this.reader.match(identifier);
        if (!name)
            throw new Fault('a variable name must follow; write $${ for a literal ${');
        return name;
    }
    close() {
        if (this.reader.next() !== '}')
            throw new Fault('an operator that Flux does not know, or no closing brace');
        this.reader.skip(1);
    }
    /** Either one nested expression or text up to one of the stops. */
    argument(stops, escapes) {
        const argument = this.nestedOr(() => this.requiredText(stops, escapes));
        this.spend(argument.length);
        return argument;
    }
    nestedOr(readText) {
        return this.reader.opensExpression() ? this.expression() : readText();
    }
    requiredText(stops, escapes) {
        const text = this.reader.read(stops, escapes);
        if (!text)
            throw new Fault('an argument is missing, or the closing brace');
        return text;
    }
    /** Hostile text can ask for gigabytes in a few lines. */
    spend(characters) {
        this.work += characters;
        if (this.work > maximumWork)
            throw new Fault('the result is too large');
    }
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitution-scalar.ts
/**
 * Writes text as go-yaml v2 writes it (emitterc.go: yaml_emitter_analyze_scalar, yaml_emitter_select_scalar_style), for
 * the style decides how what replaces a variable is read. Only for text with `$`, which never looks like another type.
 * Lines are not wrapped: where it would matter, a variable's pattern would have to span more than 80 characters.
 * @returns one line, or a block whose lines are indented by two spaces
 */
function writeScalar(text) {
    if (needsEscapes.test(text))
        return doubleQuoted(text);
    if (text.includes('\n'))
        return text.endsWith(' ') ? doubleQuoted(text) : literal(text);
    return isPlain(text) ? text : singleQuoted(text);
}
/** A key has no block style. */
function writeKey(key) {
    return key.includes('\n') ? doubleQuoted(key) : writeScalar(key);
}
/** Not printable to go-yaml, which takes emoji for that, too; or a space before a line break. */
const needsEscapes = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]| \n/;
const plainExclusions = [/^(?:---|\.\.\.)/, /^[#,[\]{}&*!|>'"%@` ]/, /^[-?](?: |$)/, /:(?: |$)/, / #/, / $/];
function isPlain(text) {
    return !plainExclusions.some((exclusion) => exclusion.test(text));
}
function singleQuoted(text) {
    return `'${text.replaceAll("'", "''")}'`;
}
/** JSON's escapes are YAML's. */
function doubleQuoted(text) {
    return JSON.stringify(text);
}
function literal(text) {
    const indentation = /^[ \n]/.test(text) ? '2' : '';
    const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
    const lines = text.split('\n').map((line) => (line ? `  ${line}` : ''));
    return `|${indentation}${chomping}\n${lines.join('\n')}`;
}

;// CONCATENATED MODULE: ./src/flux/manifests/object-data.ts

/** The data of a ConfigMap or of a Secret, whose `data` is base64 and whose `stringData` is text and wins. */
function readObjectData(kind, object) {
    const data = texts((0,json/* objectAt */.lJ)(object, 'data'));
    const plain = kind === 'Secret' ? texts((0,json/* objectAt */.lJ)(object, 'stringData')) : [];
    if ((0,json/* fieldAt */.UK)(object, 'sops') !== undefined || [...data, ...plain].some(([, text]) => isCiphertext(text))) {
        return { data: new Map(), encrypted: true };
    }
    const decoded = kind === 'Secret' ? data.map(([key, text]) => [key, decodeBase64(text)]) : data;
    return { data: new Map([...decoded, ...plain]), encrypted: false };
}
/** Kubernetes refuses what is no text here; people write it, and a number can only mean its text. */
function texts(fields) {
    return Object.entries(fields).flatMap(([key, value]) => value === null || typeof value === 'object' ? [] : [[key, String(value)]]);
}
/** SOPS writes `ENC[AES256_GCM,data:...]` in place of a value. */
function isCiphertext(text) {
    return text.startsWith('ENC[');
}
function decodeBase64(text) {
    return Buffer.from(text, 'base64').toString();
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitution-variables.ts


/**
 * The variables of a Flux Kustomization (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables, LoadVariables):
 * `substituteFrom` in its order, the later wins, and `substitute` over all; without line breaks.
 * @param lookup gives an object of the Kustomization's namespace, if it is in Git
 */
function kustomizationVariables(kustomization, lookup) {
    const result = { variables: new Map(), unread: [], problems: [] };
    const postBuild = (0,json/* objectAt */.lJ)(kustomization, 'spec', 'postBuild');
    for (const entry of (0,json/* objectsAt */.yR)(postBuild, 'substituteFrom'))
        addReference(result, entry, lookup);
    const inline = readObjectData('ConfigMap', { data: (0,json/* objectAt */.lJ)(postBuild, 'substitute') });
    addVariables(result, 'spec.postBuild.substitute', inline.data);
    return result;
}
function addReference(result, entry, lookup) {
    const kind = (0,json/* textAt */.$6)(entry, 'kind');
    // Flux passes over other kinds without a word.
    if (kind !== 'ConfigMap' && kind !== 'Secret')
        return;
    const source = `${kind} ${(0,json/* textAt */.$6)(entry, 'name')}`;
    const found = lookup(kind, (0,json/* textAt */.$6)(entry, 'name'));
    if (found === undefined) {
        if ((0,json/* fieldAt */.UK)(entry, 'optional') !== true)
            result.unread.push({ source, fact: 'is not in Git' });
        return;
    }
    const { data, encrypted } = readObjectData(kind, found);
    if (encrypted)
        result.unread.push({ source, fact: 'is encrypted with SOPS' });
    addVariables(result, source, data);
}
function addVariables(result, source, added) {
    const { variables, refused } = variablesOfData(added);
    for (const [name, value] of variables)
        result.variables.set(name, value);
    if (refused.length === 0)
        return;
    const message = `${source} has keys that are no variable names (${refused.join(', ')}), and Flux applies nothing of this Kustomization. Use letters, digits and underscores.`;
    result.problems.push({ severity: 'error', message });
}
/**
 * The variables that data hold, without line breaks, and the keys that are no names of variables (fluxcd/pkg,
 * kustomize/kustomize_varsub.go: varsubRegex, LoadVariables).
 */
function variablesOfData(data) {
    const isName = (key) => /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(key);
    return {
        variables: new Map([...data].filter(([key]) => isName(key)).map(([key, value]) => [key, value.replaceAll('\n', '')])),
        refused: [...data.keys()].filter((key) => !isName(key)),
    };
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitute-object.ts






const substituteKey = 'kustomize.toolkit.fluxcd.io/substitute';
/**
 * Replaces the variables of one object as Flux does (fluxcd/pkg, kustomize/kustomize_varsub.go): in the YAML that it
 * writes the object as, which is then read again. So a quoted `"${PORT}"` becomes a number, `${LIST}` can become a list,
 * and a value with `: ` breaks the object. A label or annotation can forbid it.
 *
 * Text without `$` reads back as it was, so only what has one is written, replaced and read.
 * @throws SubstitutionError that names the expression or the text
 */
function substituteObject(object, variables) {
    if (isDisabled(object))
        return { object, unset: [] };
    const unset = new Set();
    const replaced = replaceInObject(object, (text) => {
        const result = substitute(text, variables);
        for (const name of result.unset)
            unset.add(name);
        return result.text;
    });
    return { object: replaced, unset: [...unset] };
}
function isDisabled(object) {
    return ['labels', 'annotations'].some((field) => (0,json/* metadataValue */.TP)(object, field, substituteKey) === 'disabled');
}
function replaceInObject(object, replace) {
    const result = {};
    for (const [key, value] of Object.entries(object)) {
        (0,json/* setField */.x)(result, replaceInKey(key, replace), replaceInValue(value, ':', replace));
    }
    return result;
}
/** `position` is the sign that stands before the value: in a map, `: `, what a list's item allows is an error. */
function replaceInValue(value, position, replace) {
    if (typeof value === 'string')
        return value.includes('$') ? replaceInText(value, position, replace) : value;
    if (Array.isArray(value))
        return value.map((item) => replaceInValue(item, '-', replace));
    return (0,json/* isObject */.Gv)(value) ? replaceInObject(value, replace) : value;
}
function replaceInText(text, position, replace) {
    const written = writeScalar(text);
    const replaced = replace(written);
    if (replaced === written)
        return text;
    const read = readAgain(position === ':' ? `value: ${replaced}` : `- ${replaced}`, text);
    const value = (0,json/* isObject */.Gv)(read) ? (0,json/* fieldAt */.UK)(read, 'value') : Array.isArray(read) ? read[0] : undefined;
    if (value === undefined)
        throw unreadable(text);
    return value;
}
function replaceInKey(key, replace) {
    if (!key.includes('$'))
        return key;
    const read = readAgain(`${replace(writeKey(key))}: 0`, key);
    const [name, ...others] = (0,json/* isObject */.Gv)(read) ? Object.keys(read) : [];
    if (name === undefined || others.length > 0)
        throw unreadable(key);
    return name;
}
function readAgain(yaml, text) {
    try {
        return parseGoYaml(yaml);
    }
    catch (error) {
        if (error instanceof GoYamlError)
            throw unreadable(text);
        throw error;
    }
}
/** Does not say what the variables hold: it may be secret. */
function unreadable(text) {
    const [line = ''] = text.split('\n', 1);
    return new SubstitutionError(`With its variables replaced, '${line.slice(0, 80)}' is not valid YAML, and Flux fails. Quote it inside of the variable or choose another value.`);
}

;// CONCATENATED MODULE: ./src/flux/substitution/unset-variables.ts
/** As many objects as one message names. */
const mostNamed = 3;
/** @param consequence for the objects that use it, such as `Flux does not apply it` */
function unsetMessage(variable, consequence) {
    return `The variable ${variable} is not set, so ${consequence}. Set it in Git, in cluster-config.yaml or in the input 'substitutions'.`;
}
/**
 * One warning for each variable, at the first object that uses it: a Secret that is not in Git may leave the same few
 * variables of every release unset. Errors stay one for each object, for each of them fails.
 */
function groupUnsetVariables(problems) {
    const objects = new Map();
    for (const { variable, object = '' } of problems.filter(isUnsetWarning)) {
        objects.set(variable, (objects.get(variable) ?? new Set()).add(object));
    }
    return problems.flatMap((problem) => {
        if (!isUnsetWarning(problem))
            return problem;
        const { variable, ...first } = problem;
        const users = [...(objects.get(variable) ?? [])];
        // What is said of the first is said of all.
        if (!objects.delete(variable))
            return [];
        return users.length === 1 ? first : { ...first, message: messageOfAll(variable, users) };
    });
}
function messageOfAll(variable, users) {
    const named = users.slice(0, mostNamed).join(', ') + (users.length > mostNamed ? ' and more' : '');
    return unsetMessage(variable, `it is replaced by nothing in ${users.length} objects (${named})`);
}
function isUnsetWarning(problem) {
    return 'variable' in problem && problem.severity === 'warning';
}

;// CONCATENATED MODULE: ./src/flux/substitution/substitute-manifest.ts






/**
 * Replaces the variables of one object and says which of them are not set, and where they are used.
 * @param variables None leave the object as it is (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables).
 */
function substituteManifest(manifest, variables, strict) {
    if (variables === undefined)
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
    return {
        ...problemAbout(manifest),
        severity: strict ? 'error' : 'warning',
        variable: name,
        message: unsetMessage(name, strict ? 'Flux does not apply it' : 'it is replaced by nothing'),
        place: manifest.placeOf(...(pathOfText(manifest.object, `\${${name}`) ?? [])),
    };
}
function problemAbout(manifest) {
    const { object } = manifest;
    return {
        kind: 'substitution',
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object)),
        place: manifest.placeOf('metadata', 'name'),
        ...((0,release_object/* isHelmRelease */.iP)(object) && { release: (0,release_object/* releaseId */.Bf)(object) }),
    };
}
/** The path of the first field that holds the text. */
function pathOfText(value, text) {
    if (typeof value === 'string')
        return value.includes(text) ? [] : undefined;
    const entries = Array.isArray(value) ? [...value.entries()] : (0,json/* isObject */.Gv)(value) ? Object.entries(value) : [];
    for (const [key, item] of entries) {
        const rest = pathOfText(item, text);
        if (rest)
            return [String(key), ...rest];
    }
    return undefined;
}

// EXTERNAL MODULE: ./src/flux/files/folders.ts
var files_folders = __webpack_require__(8170);
// EXTERNAL MODULE: ./src/flux/kustomize/kustomization-file.ts
var kustomization_file = __webpack_require__(7053);
;// CONCATENATED MODULE: ./src/flux/plain/plain-kustomization.ts





/**
 * The object in the namespace that the kustomization.yaml files around it give it: `namespace` overrides what the file
 * says, and the outermost wins, as in a build.
 */
function namespaceByKustomization(manifest, { kustomizations }) {
    const { file } = manifest.placeOf();
    const namespaces = (0,files_folders/* foldersAround */.bQ)(file)
        .filter((folder) => kustomizations.kustomizationFile(folder))
        .map((folder) => kustomizations.graphOf(folder))
        .filter((graph) => [...graph.files.values()].includes(file))
        .map(({ top }) => (0,json/* textAt */.$6)(top.content, 'namespace'));
    const namespace = namespaces.find(Boolean);
    return namespace ? withObject(manifest, inNamespace(manifest.object, namespace)) : manifest;
}
function inNamespace(object, namespace) {
    const { metadata } = object;
    return { ...object, metadata: { ...(typeof metadata === 'object' ? metadata : {}), namespace } };
}
/** The kustomization.yaml that takes the file as a patch. */
function patchedBy(file, { files, manifests }) {
    const name = external_node_path_default().posix.basename(file);
    return files.all
        .filter((candidate) => (0,kustomization_file/* isKustomizationFile */.yi)(candidate) && manifests.text(candidate).includes(name))
        .find((candidate) => manifests
        .in(candidate)
        .flatMap(({ object }) => (0,kustomization_file/* fileReferences */.bd)(object))
        .some(({ target, field }) => field[0]?.startsWith('patches') && external_node_path_default().posix.join(external_node_path_default().posix.dirname(candidate), target) === file));
}

;// CONCATENATED MODULE: ./src/flux/plain/labelled-files.ts









/** Reads the labelled HelmReleases of one file, with the variables and the namespace that they get. */
function readLabelledFile(file, repository, variables, options) {
    const parsed = repository.manifests.parse(file);
    const broken = parsed.errors.map((error) => labelled_files_unreadable(error, options.label));
    const substituted = parsed.manifests
        .filter(({ object }) => (0,release_object/* isHelmRelease */.iP)(object) && (0,opt_in/* mayBecomeLabelled */._s)(object, options.label))
        .map((manifest) => substituteManifest(manifest, variables, options.strictSubstitution))
        .filter(({ manifest }) => manifest === undefined || (0,opt_in/* isLabelled */.ul)(manifest.object, options.label));
    const labelled = substituted.flatMap(({ manifest }) => manifest ?? []);
    const patches = labelled.filter(({ object }) => (0,release_object/* isPatch */.pQ)(object) && patchedBy(file, repository) !== undefined);
    const releases = labelled
        .filter((manifest) => !patches.includes(manifest))
        .map((manifest) => namespaceByKustomization(manifest, repository));
    return {
        file,
        manifests: releases.filter(({ object }) => !(0,remote_cluster/* isForRemoteCluster */.a)(object)),
        resourceSets: parsed.manifests.filter(({ object }) => isResourceSet(object)),
        others: parsed.manifests.filter(({ object }) => isOther(object, options.label)),
        remote: releases.filter(({ object }) => (0,remote_cluster/* isForRemoteCluster */.a)(object)),
        problems: [...broken, ...substituted.flatMap(({ problems }) => problems), ...patches.map(onlyAPatch)],
        complete: broken.every(({ severity }) => severity !== 'error'),
    };
}
/** Everything else may be an object that is labelled, and where everything is taken nobody has asked for it. */
function isOther(object, label) {
    return label !== opt_in/* everything */.YT && (0,opt_in/* isLabelled */.ul)(object, label) && object.kind !== 'HelmRelease';
}
/** Without Kustomizations it is not known what applies them, which their pre-puller has its name from. */
function withoutApplier(objects) {
    const [first] = objects;
    if (first === undefined)
        return [];
    const names = (0,enumerate/* enumerate */.H)([...new Set(objects.map(({ object }) => (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object))))]);
    const message = `Labelled objects that are no HelmReleases are left out: ${names}. They are read only where Kustomizations of Flux that apply them are followed.`;
    return [{ severity: 'notice', kind: 'manifest', message, place: first.placeOf('metadata', 'labels') }];
}
function labelled_files_unreadable({ message, place, text }, label) {
    const isLabelledRelease = holdsLabelledRelease(text, label);
    const consequence = isLabelledRelease
        ? 'A labelled HelmRelease cannot be read'
        : 'The file is left out, for it cannot be read';
    return {
        severity: isLabelledRelease ? 'error' : 'warning',
        kind: 'manifest',
        message: `${consequence}: ${message}`,
        place,
    };
}
/** For text that does not parse: a line with the label, and a HelmRelease, outside of comments. */
function holdsLabelledRelease(text, label) {
    const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, ''));
    return lines.some((line) => /kind.*HelmRelease/.test(line)) && lines.some((line) => (0,opt_in/* labelsInText */.eH)(line, label));
}
function notEvaluated(set) {
    return {
        severity: 'warning',
        kind: 'manifest',
        message: "What this ResourceSet makes is not seen, for the files are taken as they are: with 'flux-monorepo: true', and a Kustomization that applies it, it is evaluated. Nothing is removed that it may make.",
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(set.object)),
        place: set.placeOf('metadata', 'name'),
    };
}
function onlyAPatch(manifest) {
    const { release: _, ...problem } = (0,release_object/* problemsOf */.GW)(manifest)('notice', 'manifest', "The label is in a patch, which is no release by itself: with 'flux-monorepo: true' the patch is applied.", 'metadata', 'labels');
    return problem;
}
/** Templates of a chart in this repository are no manifests: helm makes some of them. */
function withoutChartTemplates(candidates, repository) {
    const templates = new Set(chartTemplates(candidates, repository).map(({ file }) => file));
    return candidates.filter((file) => !templates.has(file));
}
/** Those of the files that are templates of a chart in this repository, with the chart's folder. */
function chartTemplates(candidates, { files }) {
    const charts = new Set(files.all.filter((file) => external_node_path_default().posix.basename(file) === 'Chart.yaml').map((external_node_path_default()).posix.dirname));
    const chartOf = (file) => [...file.matchAll(/(?:^|\/)templates\//g)]
        .map(({ index }) => file.slice(0, index) || '.')
        .find((folder) => charts.has(folder));
    return candidates.flatMap((file) => {
        const chart = chartOf(file);
        return chart === undefined ? [] : [{ file, chart }];
    });
}

;// CONCATENATED MODULE: ./src/flux/manifests/flux-system.ts
/**
 * What `flux bootstrap` and the Flux operator call their namespace, the source of the repository that they sync, and
 * the Kustomization that applies it.
 */
const fluxSystem = 'flux-system';
/** The source by which Flux syncs this repository, where nothing in Git says another one. */
const usualSource = { kind: 'GitRepository', namespace: fluxSystem, name: fluxSystem };

;// CONCATENATED MODULE: ./src/flux/tree/flux-kustomization.ts






/** What it applies has its name in the generated files. */
function applierId({ reference: { kind, namespace, name } }) {
    return { kind: kind === 'ResourceSet' ? kind : 'Kustomization', namespace: namespace || fluxSystem, name };
}
function isFluxKustomization(object) {
    return (0,object_reference/* isKind */.VF)(object, 'Kustomization', 'kustomize.toolkit.fluxcd.io', ['v1', 'v1beta2', 'v1beta1']);
}
function fluxKustomization(manifest) {
    return { reference: (0,object_reference/* referenceOf */.Bz)(manifest.object), manifest, spec: (0,json/* objectAt */.lJ)(manifest.object, 'spec') };
}
/** The Kustomization that an entry would be whose manifest is not in Git: it builds the folder and adds nothing. */
function entryKustomization(folder, { name = fluxSystem, postBuild } = {}) {
    const object = {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name, namespace: fluxSystem },
        spec: { path: folder, sourceRef: { kind: 'GitRepository', name: fluxSystem }, ...(postBuild && { postBuild }) },
    };
    return fluxKustomization({ object, placeOf: () => ({ file: folder }) });
}
function hasSameSpec(a, b) {
    return (0,external_node_util_.isDeepStrictEqual)(a.spec, b.spec);
}
/** Namespaces of sources default to the Kustomization's own. */
function sourceOf({ reference, spec }) {
    const source = (0,json/* objectAt */.lJ)(spec, 'sourceRef');
    return {
        kind: (0,json/* textAt */.$6)(source, 'kind'),
        namespace: (0,json/* textAt */.$6)(source, 'namespace') || reference.namespace,
        name: (0,json/* textAt */.$6)(source, 'name'),
    };
}
/** The folder that it builds. `..` does not lead above the root (cyphar/filepath-securejoin, which Flux uses). */
function folderOf({ spec, manifest }, tree) {
    return folderOfSource((0,json/* textAt */.$6)(spec, 'path'), manifest, tree);
}
/**
 * A folder by its path in the source. The source may be made of a part of the repository, so that its paths begin below
 * the root: then it is the path below one of the folders around the object's own file, the outermost first.
 */
function folderOfSource(written, { placeOf }, tree) {
    const relative = external_node_path_default().posix.join('/', written).slice(1);
    for (const base of (0,files_folders/* foldersAround */.bQ)(placeOf().file)) {
        const target = tree.resolve(external_node_path_default().posix.join(base, relative));
        if (target.kind === 'folder')
            return target.path;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/flux/advice/label-mistakes.ts











/**
 * What carries the label's key and opts nothing in, annotations that nothing reads, and, where nothing at all is opted
 * in, the HelmReleases with labels that come near.
 */
function labelMistakes(repository, label, discovery) {
    if (label === opt_in/* everything */.YT)
        return [];
    const text = (0,opt_in/* textOfLabel */.Fr)(label);
    const files = withoutChartTemplates(repository.files.search([text]).get(text) ?? [], repository);
    const yielding = new Set(discovery.releases.map(({ place }) => place.file));
    const isAsked = (file) => !yielding.has(file) || mayBeWrong(repository.manifests.text(file), label);
    const objects = files.filter(isAsked).flatMap((file) => repository.manifests.in(file));
    const found = new Set(discovery.releases.map(({ id }) => `HelmRelease ${id.namespace}/${id.name}`));
    const mistakes = objects.flatMap((manifest) => [
        ...(found.has((0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(manifest.object))) ? [] : mistakesOf(manifest, label)),
        ...unknownAnnotations(manifest, label),
    ]);
    return mistakes.length > 0 || optsIn(discovery) ? mistakes : nothingOptedIn(repository, label);
}
/** Of a file that yields releases: does a line have the label's key with another value, or an annotation that nothing knows? */
function mayBeWrong(text, label) {
    const known = new Set((0,opt_in/* annotationNames */.GS)(label));
    const isWrong = (text) => {
        const [, name = '', value = ''] = /^([^"':\s]+)["']?\s*:\s*(.*)$/.exec(text) ?? [];
        return name === (0,opt_in/* labelKey */.kJ)(label)
            ? !/^["']?(?:enabled|disabled)["']?\s*(?:#.*)?\r?$/.test(value)
            : name !== '' && !known.has(name);
    };
    return text.split('\n').some((line) => startsOf(line, (0,opt_in/* labelKey */.kJ)(label)).some((start) => isWrong(line.slice(start))));
}
/** A line in braces may have the key more than once. */
function startsOf(line, key) {
    const starts = [];
    for (let at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + key.length))
        starts.push(at);
    return starts;
}
/** Whatever it is that was found, or failed. */
function optsIn({ releases, workloads, offered, unbuilt, problems }) {
    return ([releases, workloads, offered, unbuilt].some((list) => list.length > 0) ||
        problems.some(({ severity, release }) => severity === 'error' || release !== undefined));
}
function mistakesOf(manifest, label) {
    const { object } = manifest;
    return [
        ...labelFields(manifest).flatMap((field) => wrongValue(manifest, label, field)),
        ...wrongTransformers(manifest, label),
        ...((0,opt_in/* isOptIn */.fx)((0,json/* textAt */.$6)(object, 'metadata', 'labels', (0,opt_in/* labelKey */.kJ)(label))) ? wrongObject(manifest, label) : []),
        ...misplaced(manifest, label),
    ];
}
/** Where labels are written, of an object itself and of all that it applies. */
function labelFields(manifest) {
    return [
        ['metadata', 'labels'],
        isKustomizationFile(manifest) ? ['commonLabels'] : ['spec', 'commonMetadata', 'labels'],
    ];
}
function wrongValue(manifest, label, field) {
    const value = (0,json/* fieldAt */.UK)(manifest.object, ...field, (0,opt_in/* labelKey */.kJ)(label));
    if (value === undefined || isRight(value))
        return [];
    return [warning(manifest, `It has ${written(label, value)}; ${onlyEnabled}.`, ...field, (0,opt_in/* labelKey */.kJ)(label))];
}
function wrongTransformers(manifest, label) {
    if (!isKustomizationFile(manifest))
        return [];
    const values = (0,json/* objectsAt */.yR)(manifest.object, 'labels').map((entry) => (0,json/* fieldAt */.UK)(entry, 'pairs', (0,opt_in/* labelKey */.kJ)(label)));
    const wrong = values.filter((value) => value !== undefined && !isRight(value));
    return wrong.map((value) => warning(manifest, `It sets ${written(label, value)}; ${onlyEnabled}.`, 'labels'));
}
/** Of kustomize itself, which asks for neither apiVersion nor kind. */
function isKustomizationFile({ object, placeOf }) {
    const name = external_node_path_default().posix.basename(placeOf().file);
    return !isFluxKustomization(object) && kustomization_file_names/* kustomizationFileNames */.q.some((one) => one === name);
}
const onlyEnabled = 'only "enabled" opts in, and "disabled" out';
function isRight(value) {
    return typeof value === 'string' && ((0,opt_in/* isOptIn */.fx)(value) || (0,opt_in/* isOptOut */._b)(value) || value.includes('${'));
}
function written(label, value) {
    return `${(0,opt_in/* labelKey */.kJ)(label)}: ${JSON.stringify(value)}`;
}
/** The label is right, and nothing that it stands on can be opted in. */
function wrongObject(manifest, label) {
    const [kind, apiVersion] = [(0,json/* textAt */.$6)(manifest.object, 'kind'), (0,json/* textAt */.$6)(manifest.object, 'apiVersion')];
    const place = ['metadata', 'labels', (0,opt_in/* labelKey */.kJ)(label)];
    if (kind !== 'HelmRelease' && kind.toLowerCase() === 'helmrelease')
        return [warning(manifest, `It has the label, and its kind is no kind of Flux: it is written HelmRelease.`, 'kind')];
    if (kind === 'HelmRelease' && !(0,release_object/* isHelmRelease */.iP)(manifest.object))
        return [
            warning(manifest, `It has the label, and the apiVersion ${apiVersion}, which is not known; helm.toolkit.fluxcd.io/v2 is.`, 'apiVersion'),
        ];
    if (!runsNothing(kind, apiVersion) || (0,release_object/* isHelmRelease */.iP)(manifest.object) || isFluxKustomization(manifest.object))
        return [];
    return [
        warning(manifest, 'It carries the label, which counts on HelmReleases, on workloads and custom resources, and on Kustomizations of Flux.', ...place),
    ];
}
function runsNothing(kind, apiVersion) {
    const isOfFlux = /^(?:[\w.-]+\.toolkit|source\.extensions)\.fluxcd\.io\//.test(apiVersion);
    return isOfFlux || ['CustomResourceDefinition', 'Namespace', 'Service', 'ServiceAccount'].includes(kind);
}
/** The label where nobody looks for it. */
function misplaced(manifest, label) {
    const { object } = manifest;
    if ((0,json/* fieldAt */.UK)(object, 'metadata', 'labels', (0,opt_in/* labelKey */.kJ)(label)) !== undefined)
        return [];
    const advice = 'write it under metadata.labels';
    const annotation = ['metadata', 'annotations', (0,opt_in/* labelKey */.kJ)(label)];
    if ((0,json/* fieldAt */.UK)(object, ...annotation) !== undefined)
        return [warning(manifest, `It has ${(0,opt_in/* labelKey */.kJ)(label)} as an annotation; ${advice}.`, ...annotation)];
    const inValues = (0,release_object/* isHelmRelease */.iP)(object) ? pathTo((0,json/* objectAt */.lJ)(object, 'spec', 'values'), (0,opt_in/* labelKey */.kJ)(label)) : undefined;
    if (inValues === undefined)
        return [];
    const field = ['spec', 'values', ...inValues];
    return [warning(manifest, `It has the label below spec.values, as ${field.join('.')}; ${advice}.`, ...field)];
}
/** The way to a key that holds what opts in. */
function pathTo(object, key, depth = 0) {
    if ((0,opt_in/* isOptIn */.fx)((0,json/* textAt */.$6)(object, key)))
        return [key];
    if (depth > 10)
        return undefined;
    for (const [name, value] of Object.entries(object)) {
        const below = (0,json/* isObject */.Gv)(value) ? pathTo(value, key, depth + 1) : undefined;
        if (below)
            return [name, ...below];
    }
    return undefined;
}
/** `prepuller-excludes`, `prepuller/exclude`. */
function unknownAnnotations(manifest, label) {
    const key = (0,opt_in/* labelKey */.kJ)(label);
    const known = (0,opt_in/* annotationNames */.GS)(label);
    const names = Object.keys((0,json/* objectAt */.lJ)(manifest.object, 'metadata', 'annotations'));
    const unknown = names.filter((name) => /^[-/.]/.test(name.slice(key.length)) && name.startsWith(key));
    return unknown
        .filter((name) => !known.includes(name))
        .map((name) => {
        const nearest = (0,nearest_name/* nearestName */.q)(name, known) ?? (0,nearest_name/* nearestName */.q)(name.replaceAll(/[/.]/g, '-'), known);
        const advice = nearest === undefined ? `known are ${(0,enumerate/* enumerate */.H)(known)}` : `${nearest} is what may be meant`;
        return warning(manifest, `Nothing reads its annotation ${name}: ${advice}.`, 'metadata', 'annotations', name);
    });
}
function warning(manifest, message, ...field) {
    return {
        severity: 'warning',
        kind: 'manifest',
        message,
        ...((0,json/* textAt */.$6)(manifest.object, 'metadata', 'name') && { object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(manifest.object)) }),
        place: manifest.placeOf(...field),
    };
}
/** Read only now, for it takes every HelmRelease there is. */
function nothingOptedIn(repository, label) {
    const files = withoutChartTemplates(repository.files.search([search_texts/* releaseText */.hO]).get(search_texts/* releaseText */.hO) ?? [], repository);
    const releases = files.flatMap((file) => repository.manifests.in(file)).filter(({ object }) => (0,release_object/* isHelmRelease */.iP)(object));
    // What has the label and is no release of this cluster is told of where that was found.
    if (releases.length === 0 || releases.some(({ object }) => (0,opt_in/* isLabelled */.ul)(object, label)))
        return [];
    const near = releases.flatMap((manifest) => nearMisses(manifest, label));
    const message = `No HelmRelease of ${releases.length} has the label ${(0,opt_in/* labelKey */.kJ)(label)}=enabled.`;
    const advice = near.length > 0
        ? `Near misses: ${(0,enumerate/* enumerate */.H)(near.map(({ text }) => text))}.`
        : 'Write it under metadata.labels of those whose images are to be kept.';
    const place = near[0]?.place;
    return [{ severity: 'notice', kind: 'manifest', message: `${message} ${advice}`, ...(place && { place }) }];
}
function nearMisses(manifest, label) {
    const { namespace, name } = (0,object_reference/* referenceOf */.Bz)(manifest.object);
    const labels = Object.entries((0,json/* objectAt */.lJ)(manifest.object, 'metadata', 'labels'));
    const near = labels.filter(([key, value]) => key !== (0,opt_in/* labelKey */.kJ)(label) && ((0,opt_in/* isOptIn */.fx)(String(value)) || (0,nearest_name/* nearestName */.q)(key, [(0,opt_in/* labelKey */.kJ)(label)])));
    return near.map(([key, value]) => ({
        text: `${namespace}/${name} has ${key}: ${JSON.stringify(value)}`,
        place: manifest.placeOf('metadata', 'labels', key),
    }));
}

// EXTERNAL MODULE: ./src/flux/manifests/parse-manifests.ts
var parse_manifests = __webpack_require__(3706);
;// CONCATENATED MODULE: ./src/flux/cluster-config.ts




function isClusterConfiguration(file) {
    return /(?:^|\/)cluster-config\.ya?ml$/.test(file);
}
/** Reads the ConfigMaps of `cluster-config.yaml` in the cluster's folder; the file nearest to the folder's top decides. */
function readClusterConfiguration(files, folder) {
    const [file] = files.all
        .filter((candidate) => candidate.startsWith(`${folder}/`) && isClusterConfiguration(candidate))
        .sort((a, b) => a.split('/').length - b.split('/').length);
    if (file === undefined)
        return { variables: new Map(), problems: [] };
    const { manifests, errors } = (0,parse_manifests/* parseManifests */.Ye)(files.read(file), file);
    const configMaps = manifests
        .filter(({ object }) => (0,json/* textAt */.$6)(object, 'kind') === 'ConfigMap')
        .map(({ object, placeOf }) => ({ placeOf, ...readObjectData('ConfigMap', object) }));
    return {
        variables: new Map(configMaps.flatMap(({ data }) => [...variablesOfData(data).variables])),
        problems: [
            ...errors.map(cluster_config_unreadable),
            ...configMaps
                .filter(({ encrypted }) => encrypted)
                .map(({ placeOf }) => encryptedVariables(placeOf('metadata', 'name'))),
        ],
    };
}
function cluster_config_unreadable({ message, place }) {
    return {
        severity: 'error',
        kind: 'manifest',
        message: `The cluster's variables cannot be read: ${message}`,
        place,
    };
}
function encryptedVariables(place) {
    return {
        severity: 'warning',
        kind: 'substitution',
        message: "A ConfigMap of the cluster's variables is encrypted with SOPS: its variables are not set. Give those that charts need in the input 'substitutions'.",
        place,
    };
}

;// CONCATENATED MODULE: ./src/flux/cluster-folder.ts







/**
 * The folder of the cluster: `clusters/<name>` if there is one, else the folder of that name that holds something of Flux,
 * or the cluster's variables. Nothing is guessed: of several the one of exactly this path is taken, or none.
 * @throws FatalError when there is no such folder, or more than one.
 */
function findClusterFolder(files, name) {
    let folders = foldersNamed(files, name);
    for (const sign of signs(files, name)) {
        if (folders.length < 2)
            break;
        const preferred = folders.filter(sign());
        if (preferred.length > 0)
            folders = preferred;
    }
    const [folder, ...others] = folders;
    if (folder !== undefined && others.length === 0)
        return folder;
    const fault = folder === undefined
        ? `no folder of this name holds a YAML file. ${candidates(files, name)}`
        : `it may be any of ${(0,enumerate/* enumerate */.H)(folders)}. Give more of the path of the one that is meant.`;
    throw new problem/* FatalError */.HX(`Input 'cluster-name' is ${JSON.stringify(name)}: ${fault}`);
}
/** What may have been meant: the folders that hold something of Flux, and the nearest of them. */
function candidates(files, name) {
    const folders = clusterFolders(files);
    const names = folders.map((folder) => external_node_path_default().posix.basename(folder));
    const wanted = external_node_path_default().posix.basename(name).toLowerCase();
    const nearest = names.find((one) => one.toLowerCase() === wanted || one.startsWith(wanted)) ?? (0,nearest_name/* nearestName */.q)(wanted, names);
    const [only] = folders;
    if (only === undefined)
        return `It should be clusters/${name}.`;
    if (nearest !== undefined)
        return `Found: ${(0,enumerate/* enumerate */.H)(folders)}. Did you mean ${nearest}?`;
    if (folders.length > 1)
        return `Found: ${(0,enumerate/* enumerate */.H)(folders)}.`;
    return `This repository is one cluster (${only}): leave cluster-name empty.`;
}
/** `clusters/<name>`, else such folders below others, else the folders of Flux Kustomizations. */
function clusterFolders(files) {
    const usual = files.all.flatMap((file) => /^(?:.*\/)?clusters\/[^/]+(?=\/)/.exec(file)?.[0] ?? []);
    const ofRoot = usual.filter((folder) => folder.startsWith('clusters/'));
    if (usual.length > 0)
        return [...new Set(ofRoot.length > 0 ? ofRoot : usual)].sort();
    const ofFlux = files.search([search_texts/* kustomizationText */.hy, search_texts/* operatorText */.yp]);
    const folders = [...new Set([...ofFlux.values()].flat().map((external_node_path_default()).posix.dirname))].sort();
    return folders.filter((folder) => !folders.some((other) => other !== folder && (0,files_folders/* isWithin */.UO)(folder, other)));
}
/** Folders whose path ends with the name, sorted. */
function foldersNamed(files, name) {
    const folders = new Set(files.all.flatMap((file) => (0,files_folders/* foldersAround */.bQ)(file)));
    return [...folders].filter((folder) => folder === name || folder.endsWith(`/${name}`)).sort();
}
/** What tells the folder of a cluster from others, the surest first; made when they are needed, for some read every file. */
function signs(files, name) {
    return [
        () => (folder) => folder === `clusters/${name}`,
        () => (folder) => folder.endsWith(`/clusters/${name}`),
        () => holdsOneOf([...files.search([search_texts/* kustomizationText */.hy, search_texts/* operatorText */.yp]).values()].flat()),
        () => holdsOneOf(files.all.filter(isClusterConfiguration)),
        () => (folder) => folder === name,
    ];
}
function holdsOneOf(files) {
    const folders = new Set(files.flatMap(files_folders/* foldersAround */.bQ));
    return (folder) => folders.has(folder);
}

;// CONCATENATED MODULE: ./src/flux/manifests/source-content.ts


/** source-controller, api/v1/gitrepository_types.go: commit, name, semver, tag, branch, in that order; `master` when there is none. */
function gitReference(source) {
    const [commit, name, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((field) => (0,json/* textAt */.$6)(source, 'spec', 'ref', field));
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
/** source-controller, internal/controller/ocirepository_controller.go: getRevision takes the digest, then the range, then the tag. */
function ociReference(source) {
    const digest = (0,json/* textAt */.$6)(source, 'spec', 'ref', 'digest');
    if (digest)
        return { digest };
    const semver = (0,json/* textAt */.$6)(source, 'spec', 'ref', 'semver');
    const filter = (0,json/* textAt */.$6)(source, 'spec', 'ref', 'semverFilter');
    if (semver)
        return { semver, ...(filter && { filter }) };
    return { tag: (0,json/* textAt */.$6)(source, 'spec', 'ref', 'tag') || 'latest' };
}
/**
 * Names what a source holds: two sources of one content have the same files, whatever they are called. Another `ref` of
 * one URL is other content.
 */
function contentOf(source) {
    return JSON.stringify([source_content_addressOf(source), revisionOf(source)]);
}
function revisionOf(source) {
    if (source.kind === 'Bucket')
        return `${(0,json/* textAt */.$6)(source, 'spec', 'bucketName')} ${(0,json/* textAt */.$6)(source, 'spec', 'prefix')}`;
    if (source.kind === 'OCIRepository')
        return JSON.stringify(ociReference(source));
    const reference = gitReference(source);
    // A branch and a tag can be written as the full name of their reference as well.
    if ('branch' in reference)
        return `refs/heads/${reference.branch}`;
    if ('tag' in reference)
        return `refs/tags/${reference.tag}`;
    return Object.values(reference).join();
}
function source_content_addressOf(source) {
    return repositoryAddress((0,json/* textAt */.$6)(source, 'spec', 'url') || (0,json/* textAt */.$6)(source, 'spec', 'endpoint'));
}

;// CONCATENATED MODULE: ./src/flux/follow-sources.ts





/**
 * Fetches sources that the manifests name, each content once.
 * @param open Opens the files of a folder; `prefix` stands before their paths, for they are not of this repository
 */
function createFollower(fetchSource, open) {
    const fetched = (0,memoize/* memoize */.B)((key) => fetchSource(JSON.parse(key)));
    const opened = (0,memoize/* memoize */.B)((key) => open(...JSON.parse(key)));
    return async (source) => {
        const content = follow_sources_contentOf(source);
        if ('fault' in content)
            return content;
        const result = await fetched(JSON.stringify(content));
        if ('fault' in result)
            return result;
        const prefix = `${(0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(source.object))}:`;
        try {
            return { files: opened(JSON.stringify([result.folder, prefix])), remarks: remarksOf(source) };
        }
        catch (error) {
            // What ends a run when it is wrong here is one source's own when it is wrong there.
            if (error instanceof problem/* FatalError */.HX)
                return { fault: error.message };
            throw error;
        }
    };
}
function follow_sources_contentOf({ object }) {
    const url = (0,json/* textAt */.$6)(object, 'spec', 'url').trim();
    const { kind } = (0,object_reference/* referenceOf */.Bz)(object);
    switch (kind) {
        case 'GitRepository': {
            const submodules = (0,json/* objectAt */.lJ)(object, 'spec').recurseSubmodules === true;
            return { kind: 'git', url, reference: gitReference(object), ...(submodules && { submodules }) };
        }
        case 'OCIRepository':
            return artifactOf(object, url);
        case 'Bucket':
            return bucketOf(object);
        default:
            return { fault: `what a ${kind} holds is not fetched` };
    }
}
function artifactOf(object, url) {
    const layerMediaType = (0,json/* textAt */.$6)(object, 'spec', 'layerSelector', 'mediaType');
    return {
        kind: 'oci',
        url: url.replace(/\/+$/, ''),
        reference: ociReference(object),
        insecure: (0,json/* objectAt */.lJ)(object, 'spec').insecure === true,
        ...(layerMediaType && { layerMediaType }),
    };
}
/** Git holds no credentials of buckets; the storage of Azure speaks a protocol of its own. */
function bucketOf(object) {
    const secret = (0,json/* textAt */.$6)(object, 'spec', 'secretRef', 'name');
    if (secret)
        return { fault: `it wants the credentials of the Secret ${secret}, and buckets are read without any` };
    if ((0,json/* textAt */.$6)(object, 'spec', 'provider') === 'azure')
        return { fault: 'buckets of Azure are not fetched' };
    const protocol = (0,json/* objectAt */.lJ)(object, 'spec').insecure === true ? 'http' : 'https';
    const address = (0,json/* textAt */.$6)(object, 'spec', 'endpoint')
        .trim()
        .replace(/^https?:\/\//, '')
        .replace(/\/+$/, '');
    const bucket = (0,json/* textAt */.$6)(object, 'spec', 'bucketName');
    return { kind: 'bucket', endpoint: `${protocol}://${address}`, bucket, prefix: (0,json/* textAt */.$6)(object, 'spec', 'prefix') };
}
function remarksOf({ object }) {
    return [
        ...(Object.keys((0,json/* objectAt */.lJ)(object, 'spec', 'verify')).length > 0
            ? ['Its signature is not checked (spec.verify): Flux takes nothing from it when that is wrong.']
            : []),
        ...((0,json/* objectsAt */.yR)(object, 'spec', 'include').length > 0
            ? ['What other sources add to it is not there (spec.include).']
            : []),
    ];
}

;// CONCATENATED MODULE: ./src/flux/hidden-files.ts




/** Those of the files that could declare something. */
function manifestsAmong(files, outputPath) {
    return files.filter((file) => isManifest(file) && !(0,files_folders/* isWithin */.UO)(file, outputPath));
}
function isManifest(file) {
    return ['.yaml', '.yml'].includes(external_node_path_default().posix.extname(file)) || (0,kustomization_file/* isKustomizationFile */.yi)(file);
}
/** @param files That a sparse checkout leaves out, and that may declare what Flux runs. */
function notCheckedOut(files) {
    if (files.length === 0)
        return [];
    const count = files.length === 1 ? 'a file' : `${files.length} files`;
    const message = `The checkout is sparse and leaves out ${count} that may declare what Flux runs (${(0,enumerate/* enumerate */.H)(files)}): nothing is removed that may come from there. Check them out as well.`;
    return [{ severity: 'warning', kind: 'manifest', message }];
}

;// CONCATENATED MODULE: ./src/flux/kustomize/document-parser.ts





const key = JSON.stringify({ version: version/* version */.r });
/**
 * Takes from the run before what it parsed: where one of a hundred releases has changed, the text of the others is the
 * same, and YAML takes twenty times as long to parse as JSON. Repositories that share a cache take turns.
 */
function createDocumentParser(cache) {
    let earlier;
    const parsed = new Map();
    let isNew = false;
    return {
        parse(text) {
            const hash = (0,sha256/* sha256 */.s)(text);
            earlier ??= readStored(cache);
            const known = earlier.get(hash);
            const object = known === undefined ? parseDocument(text) : JSON.parse(known);
            if (object !== undefined)
                parsed.set(hash, known ?? JSON.stringify(object));
            isNew ||= known === undefined;
            return object;
        },
        async save() {
            if (isNew)
                await cache.write('documents', key, Buffer.from(JSON.stringify(Object.fromEntries(parsed))));
        },
    };
}
/** JSON of each document by the SHA-256 of its text. */
function readStored(cache) {
    const stored = JSON.parse(cache.read('documents', key)?.toString('utf8') ?? '{}');
    return new Map((0,json/* isObject */.Gv)(stored) ? Object.entries(stored) : []);
}
/** The faster parser, which reads as Flux does, takes nearly everything that kustomize writes. */
function parseDocument(text) {
    try {
        return parseGoYaml(text);
    }
    catch (error) {
        if (error instanceof GoYamlError)
            return (0,parse_manifests/* parseManifests */.Ye)(text, '').manifests[0]?.object;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/flux/kustomize/origin.ts



const originAnnotation = 'config.kubernetes.io/origin';
/** The file of the repository that made the object of a build. */
function originFile(object, files, folder) {
    const origin = readOrigin((0,json/* fieldAt */.UK)(object, 'metadata', 'annotations', originAnnotation));
    return origin === undefined ? undefined : files.get(external_node_path_default().posix.join(folder, origin));
}
/**
 * `path` of a plain object, `configuredIn` of a generated one, and of one whose annotations a patch
 * replaces; relative to the folder that is built; none of what comes
 * from another repository (kustomize, api/resource/origin.go).
 */
function readOrigin(annotation) {
    if (typeof annotation !== 'string')
        return undefined;
    // Nearly all of them need no parser.
    const plain = /^path: ([\w./-]+)\n$/.exec(annotation)?.[1];
    if (plain !== undefined)
        return plain;
    const origin = parseDocument(annotation);
    if (!(0,json/* isObject */.Gv)(origin) || origin.repo !== undefined)
        return undefined;
    return (0,json/* textAt */.$6)(origin, 'path') || (0,json/* textAt */.$6)(origin, 'configuredIn') || undefined;
}

// EXTERNAL MODULE: ./src/flux/kustomize/json-text.ts
var json_text = __webpack_require__(2281);
// EXTERNAL MODULE: ./src/flux/kustomize/regular-file.ts
var regular_file = __webpack_require__(3530);
// EXTERNAL MODULE: ./src/flux/kustomize/stage-paths.ts
var stage_paths = __webpack_require__(7016);
;// CONCATENATED MODULE: ./src/flux/kustomize/stage.ts







/** Of all files of one build together. */
const maxStageBytes = 256 * 1024 * 1024;
/** In characters; Linux takes 4096 bytes. */
const maxPathLength = 1300;
/**
 * Writes all that kustomize gets for a build into a folder: kustomizations as they were read and checked, and copies of
 * the other files. There is no link in it, and nothing is ever written into the work tree.
 * @param stage Absolute path of a folder that does not exist.
 * @returns Absolute path of the folder to build.
 * @throws UnfitFile where a file has changed since it was checked, or all are too much.
 */
function stageBuild(tree, { graph, top, unreadable }, stage) {
    const makeFolder = (0,memoize/* memoize */.B)((folder) => (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 }));
    let left = maxStageBytes;
    const write = (name, content) => {
        left -= content.length;
        if (left < 0)
            throw new regular_file/* UnfitFile */.rA(`its files are more than ${maxStageBytes / 1024 / 1024} MiB`);
        const file = external_node_path_default().join(stage, name);
        if (file.length > maxPathLength)
            throw new regular_file/* UnfitFile */.rA(`${name} has too long a path`);
        makeFolder(external_node_path_default().dirname(file));
        // Never over something that is there.
        (0,external_node_fs_.writeFileSync)(file, content, { flag: 'wx', mode: 0o600 });
    };
    for (const [name, folder] of graph.kustomizations) {
        const content = name === graph.folder ? top : folder.staged;
        write(external_node_path_default().join(name, stage_paths/* stagedKustomization */.A1), (0,json_text/* jsonText */.s)(without(content, unreadable)));
        for (const [writtenName, { text }] of folder.written)
            write(external_node_path_default().join(name, writtenName), text);
        for (const real of folder.copies)
            write(external_node_path_default().join(name, (0,stage_paths/* copyPath */.be)(real)), (0,regular_file/* readRegularFile */.XF)(tree, real));
    }
    return external_node_path_default().join(stage, graph.folder);
}
const knownFiles = new WeakMap();
/** Where each file of the stage comes from: paths in the stage, and in the repository. */
function stagedFiles(graph) {
    const files = knownFiles.get(graph) ?? listStagedFiles(graph);
    knownFiles.set(graph, files);
    return files;
}
function listStagedFiles({ kustomizations }) {
    const files = new Map();
    for (const [name, { file, copies, written }] of kustomizations) {
        const add = (staged, origin) => files.set(external_node_path_default().posix.join(name, staged), origin);
        add(stage_paths/* stagedKustomization */.A1, file ?? name);
        for (const real of copies)
            add((0,stage_paths/* copyPath */.be)(real), real);
        for (const [staged, { file: origin }] of written)
            add(staged, origin);
    }
    return files;
}
function without(content, unreadable) {
    // Without anything in it, a kustomization must still say something.
    const result = { buildMetadata: ['originAnnotations'], ...content };
    const leftOut = new Set([...unreadable].map(stage_paths/* copyPath */.be));
    for (const field of ['resources', 'bases']) {
        if (Array.isArray(content[field]))
            result[field] = (0,json/* textsAt */.i1)(content, field).filter((item) => !leftOut.has(item));
    }
    return result;
}

;// CONCATENATED MODULE: ./src/flux/kustomize/built-objects.ts



/** kustomize writes block style with the fields of the top at the line's start, and nothing else stands there. */
function splitBuild(output, parse) {
    return output.split(/^---\n/m).flatMap((text) => {
        const kind = /^kind: (.+)$/m.exec(text)?.[1];
        return kind === undefined ? [] : [{ kind, text, object: () => parse(text) }];
    });
}
/**
 * Parses a document of a build. Its place is the file that kustomize says it came from.
 * @param graph What was built.
 * @param otherwise The place when the origin is not known.
 */
function readBuiltDocument(document, graph, manifests, otherwise) {
    const object = document.object();
    if (!(0,json/* isObject */.Gv)(object))
        return undefined;
    const origin = originFile(object, stagedFiles(graph), graph.folder);
    let source;
    const placeOf = (...field) => {
        const plain = origin && field.join('.') === 'metadata.name' && placeOfName(object, origin, manifests);
        if (plain)
            return plain;
        source ??= origin ? built_objects_sourceOf(object, origin, manifests) : otherwise;
        return source.placeOf(...field);
    };
    const written = () => (origin === undefined ? undefined : writtenAs(object, origin, manifests)?.object);
    return { object: withoutOrigin(object), placeOf, origin, written };
}
function withoutOrigin(object) {
    const { [originAnnotation]: _, ...annotations } = (0,json/* objectAt */.lJ)(object, 'metadata', 'annotations');
    const { annotations: __, ...metadata } = (0,json/* objectAt */.lJ)(object, 'metadata');
    const isBare = Object.keys(annotations).length === 0;
    return { ...object, metadata: isBare ? metadata : { ...metadata, annotations } };
}
/**
 * Every release has the place of its name. Where one line of the file says it plainly, the file need not be parsed for
 * it, which takes most of the time of a run in which nothing changed.
 */
function placeOfName(object, file, manifests) {
    const written = manifests.written(file);
    if (written === undefined)
        return undefined;
    const name = (0,json/* textAt */.$6)(object, 'metadata', 'name');
    const lines = written.text.split(/\r?\n/);
    const hits = lines.flatMap((text, index) => (saysName(text, name) ? [index + 1] : []));
    // In a file of several objects the name may be another one's.
    const isAlone = lines.filter((text) => text.startsWith('kind:')).length === 1;
    const [line] = hits;
    if (line === undefined || hits.length > 1 || !isAlone)
        return undefined;
    return { file: written.file, line, column: (lines[line - 1]?.length ?? 0) - name.length + 1 };
}
/** With an anchor in front of it, as home labs have it: `name: &app web`. */
function saysName(line, name) {
    const beginning = '  name: ';
    if (!line.startsWith(beginning) || !line.endsWith(name))
        return false;
    return /^(?:&[\w-]+ )?$/.test(line.slice(beginning.length, line.length - name.length));
}
/** The object of the file that became this one: names may have changed on the way. */
function built_objects_sourceOf(object, file, manifests) {
    return writtenAs(object, file, manifests) ?? { object, placeOf: () => ({ file, line: 1 }) };
}
function writtenAs(object, file, manifests) {
    const ofKind = manifests
        .in(file)
        .filter((manifest) => (0,json/* isObject */.Gv)(manifest.object) && manifest.object.kind === object.kind);
    const name = (0,json/* textAt */.$6)(object, 'metadata', 'name');
    const named = ofKind.find((manifest) => (0,json/* textAt */.$6)(manifest.object, 'metadata', 'name') === name);
    return named ?? ofKind[0];
}

;// CONCATENATED MODULE: ./src/flux/kustomize/foreign-objects.ts




/** kustomize read something that it was not given. */
class ForeignObject extends Error {
    name = 'ForeignObject';
}
/**
 * Requires of every object of a build that it was made by a file of the stage, as kustomize says itself: what a hole in
 * the reading of kustomizations would let in is then not used.
 * @throws ForeignObject
 */
function requireStagedOrigins(documents, { folder, files }) {
    for (const document of documents) {
        const origin = readOrigin(writtenOrigin(document));
        if (origin !== undefined && files.has(external_node_path_default().posix.join(folder, origin)))
            continue;
        const object = document.object();
        const name = (0,json/* isObject */.Gv)(object) ? (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object)) : document.kind;
        const from = origin === undefined ? 'does not say where it comes from' : `comes from ${JSON.stringify(origin)}`;
        throw new ForeignObject(`the object ${name} ${from}, which is no file that this build was given`);
    }
}
/** The annotation, without parsing the document where kustomize writes it as it usually does. */
function writtenOrigin({ text, object }) {
    const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
    const annotations = /^ {2}annotations:\n((?: {4}.*\n|\n)*)/m.exec(metadata)?.[1] ?? '';
    const block = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)/m.exec(annotations)?.[1];
    if (block !== undefined)
        return block.replace(/^ {6}/gm, '');
    const parsed = object();
    return (0,json/* isObject */.Gv)(parsed) ? (0,json/* fieldAt */.UK)(parsed, 'metadata', 'annotations', originAnnotation) : undefined;
}

;// CONCATENATED MODULE: ./src/flux/kustomize/group-output.ts




/** What came out is not for certain what each gives alone. */
class MixedGroup extends Error {
    name = 'MixedGroup';
}
/**
 * What each member gives alone, out of what they give together.
 * @param secret What the names of all members begin with.
 * @returns The output of each, as kustomize writes it.
 * @throws MixedGroup when that is not certain.
 */
function divideOutput(output, members, secret, parse) {
    const texts = new Map(members.map((member) => [member, []]));
    for (const document of splitBuild(output, parse)) {
        const origin = readOrigin(writtenOrigin(document)) ?? '';
        const member = members.find(({ name }) => origin.startsWith(`${name}/`));
        if (!member?.files.has(origin.slice(member.name.length + 1)))
            throw new MixedGroup('an object is of no member');
        requireApart(document, member);
        const text = withoutName(document.text, member, origin);
        if (text.includes(secret))
            throw new MixedGroup(`${document.kind} names another member, or its own in other places`);
        texts.get(member)?.push(text);
    }
    return members.map((member) => texts.get(member)?.join('---\n') ?? '');
}
/**
 * Of the cluster, and in none of kustomize's rules for references, neither as what refers nor as what is referred to
 * (kustomize, api/internal/konfig/builtinpluginconsts/namereference.go).
 */
const unreferenced = ['Namespace', 'CustomResourceDefinition'];
/** What `HashTransformer` puts behind a name (kustomize, api/hasher/hasher.go: encode). */
const hashedName = /^ {2}name: .*-[24-9bcdfghkmt]{10}["']?$/m;
/**
 * References lead from an object to others of its namespace, and to and from those that have none: with a namespace for
 * each member and no others, none leads to another member. A RoleBinding names further namespaces, and a hash is made of
 * the namespace too where the object is neither ConfigMap nor Secret.
 */
function requireApart({ kind, text }, { name, namespace }) {
    const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
    const isOfMember = /^ {2}namespace: (.*)$/m.exec(metadata)?.[1] === `${namespace}-${name}`;
    if (!isOfMember && !unreferenced.includes(kind))
        throw new MixedGroup(`${kind} is of the whole cluster`);
    if (kind === 'RoleBinding')
        throw new MixedGroup('a RoleBinding refers to other namespaces');
    if (kind !== 'ConfigMap' && kind !== 'Secret' && hashedName.test(metadata))
        throw new MixedGroup(`the name of ${kind} may be made of the namespace`);
}
/** Takes the token from the namespace, and the folder from the origin, which is relative to what is built. */
function withoutName(text, { name, folder }, origin) {
    const ownOrigin = external_node_path_default().posix.relative(folder, origin.slice(name.length + 1));
    return text.replaceAll(`-${name}`, '').replace(origin, () => ownOrigin);
}

;// CONCATENATED MODULE: ./src/flux/kustomize/build-group.ts











/** It does what one build does many times over; what takes longer is better done one by one. */
const groupMilliseconds = 20_000;
/**
 * Has kustomize make several builds at once, which takes a fraction of the time. Each lies in a stage of its own in that of
 * the group: it can name nothing outside of it, since it cannot know what the others are called.
 * @param stage Absolute path of a folder that does not exist.
 * @returns What each gives alone; `undefined` when that is not certain, or one of them fails and it is not known which.
 */
async function buildGroup({ tree, tools, parse }, jobs, stage) {
    const secret = (0,external_node_crypto_.randomBytes)(12).toString('hex');
    const members = jobs.map((job, index) => memberOf(job, `${secret}${String(index).padStart(3, '0')}`));
    try {
        for (const [index, { graph, top }] of jobs.entries()) {
            const { name = '', namespace } = members[index] ?? {};
            const content = { graph, top: { ...top, namespace: `${namespace}-${name}` }, unreadable: new Set() };
            stageBuild(tree, content, external_node_path_default().join(stage, name));
        }
        writeTop(stage, members);
        const output = await buildKustomization(tools, stage, stage, groupMilliseconds);
        return divideOutput(output, members, secret, parse);
    }
    catch (error) {
        if (error instanceof ProcessError || error instanceof regular_file/* UnfitFile */.rA || error instanceof MixedGroup)
            return undefined;
        throw error;
    }
}
function memberOf({ graph, top }, name) {
    return { name, folder: graph.folder, namespace: (0,json/* textAt */.$6)(top, 'namespace'), files: stagedFiles(graph) };
}
function writeTop(stage, members) {
    const resources = members.map(({ name, folder }) => (0,stage_paths/* folderPath */.IC)('.', external_node_path_default().posix.join(name, folder)));
    (0,external_node_fs_.mkdirSync)(stage, { recursive: true, mode: 0o700 });
    const content = (0,json_text/* jsonText */.s)({ resources, buildMetadata: ['originAnnotations'] });
    (0,external_node_fs_.writeFileSync)(external_node_path_default().join(stage, stage_paths/* stagedKustomization */.A1), content, { flag: 'wx', mode: 0o600 });
}

// EXTERNAL MODULE: ./src/flux/kustomize/flux-overlay.ts
var flux_overlay = __webpack_require__(6277);
;// CONCATENATED MODULE: ./src/flux/kustomize/groupable.ts

/*
 * Which builds kustomize may make together with others, because each comes out as it does alone. A group is a kustomization
 * of them all, in which each has a namespace of its own (see group-output.ts). What kustomize does over all objects of a
 * build at the end can tell objects apart by their namespace: it mends references to names that have changed, looks for
 * variables, and orders (kustomize, api/internal/target/kusttarget.go: makeCustomizedResMap). What it does before, it does
 * for each folder by itself; the namespace is given by the folder at the top, after all others.
 */
/** What a kustomization of a group may say: nothing of it looks at a namespace, renames, or reaches beyond its folder. */
const fields = new Set([
    ...['apiVersion', 'kind', 'metadata', 'namespace', 'resources', 'bases', 'components', 'buildMetadata'],
    ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'images', 'imageTags', 'replicas'],
    ...['labels', 'commonLabels', 'commonAnnotations', 'configMapGenerator', 'secretGenerator', 'generatorOptions'],
]);
/** Of the paths in origins: YAML writes them without quotes. */
const plainText = /^[\w./-]+$/;
/** YAML of both versions writes it without quotes, and so with a token behind it. */
const plainNamespace = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][a-z0-9-]*$/;
/**
 * What most objects of the cluster as a whole, and references with a namespace, are recognised by. A group in which there
 * are any is of no use; it is cheaper not to make it.
 */
const sharedKinds = /kind["']?:[ \t]*["']?(?:\w*ClusterRole|RoleBinding|PersistentVolume["'\s]|StorageClass|\w*PriorityClass|PriorityLevel|IngressClass|RuntimeClass|DeviceClass|\w+WebhookConfiguration|ValidatingAdmissionPolicy|APIService|CSIDriver|FlowSchema)/;
/**
 * @param top The kustomization of the top folder, as Flux changes it.
 * @param text Text of a file of the repository.
 */
function isGroupable(graph, top, text) {
    const nested = [...graph.kustomizations.values()].filter(({ folder }) => folder !== graph.folder);
    return (plainNamespace.test((0,json/* textAt */.$6)(top, 'namespace')) &&
        isUsualTop(top) &&
        [...graph.kustomizations.keys()].every((folder) => plainText.test(folder)) &&
        [top, ...nested.map(({ staged }) => staged)].every(groupable_isPlain) &&
        [...graph.files.values()].every((file) => !sharedKinds.test(text(file))));
}
/** What the top folder alone decides for a whole build, and so for the group. */
function isUsualTop({ kind, buildMetadata }) {
    const isUsual = (item) => item === 'originAnnotations';
    return kind === 'Kustomization' && Array.isArray(buildMetadata) && buildMetadata.every(isUsual);
}
function groupable_isPlain(kustomization) {
    const patches = [...(0,json/* objectsAt */.yR)(kustomization, 'patches'), ...(0,json/* objectsAt */.yR)(kustomization, 'patchesJson6902')];
    return (Object.keys(kustomization).every((field) => fields.has(field)) &&
        patches.every((patch) => patch.options === undefined && (0,json/* fieldAt */.UK)(patch, 'target', 'namespace') === undefined));
}

// EXTERNAL MODULE: ./src/flux/kustomize/kustomization-folder.ts
var kustomization_folder = __webpack_require__(1531);
;// CONCATENATED MODULE: ./src/flux/kustomize/run-build.ts












/**
 * @returns `undefined` for what must not be built.
 * @throws UnfitFile when a file that it reads is not one that can be read.
 */
async function findBuild(context, job) {
    if (job.graph.faults.length > 0)
        return undefined;
    const key = await buildKey(context, job);
    const output = context.cache.read('builds', key)?.toString('utf8');
    return { key, ...(output !== undefined && { output }) };
}
/** @param together What kustomize made of it together with others, if it did. */
async function runBuild(context, job, found, together) {
    const { graph } = job;
    const problems = [...graph.faults];
    try {
        const known = await found;
        if (!known)
            return { documents: [], problems, failed: true };
        return { documents: await buildOnce(context, job, known, together), problems, failed: false };
    }
    catch (error) {
        problems.push(whyNotBuilt(context, job, error));
        if (!(error instanceof ProcessError))
            return { documents: [], problems, failed: true };
    }
    return { documents: await buildReadable(context, job), problems, failed: true };
}
async function buildOnce(context, job, { key, output }, together) {
    if (output !== undefined)
        return readOutput(context, job, output);
    const documents = together === undefined
        ? await build(context, job, external_node_path_default().join(job.folder, whole))
        : readOutput(context, job, together);
    await context.cache.write('builds', key, Buffer.from(documents.map(({ text }) => text).join('---\n')));
    return documents;
}
/** Name of the stage of all files. */
const whole = 'whole';
/** All that goes into a build: the tool, the kustomizations as they are staged, and every file that they read. */
async function buildKey({ tree, tools }, { graph, top }) {
    const kustomize = await tools.kustomize();
    return JSON.stringify({
        version: version/* version */.r,
        kustomize: [kustomize.args, kustomize.version],
        folder: graph.folder,
        top,
        kustomizations: [...graph.kustomizations].map(([name, { staged, written }]) => [name, staged, [...written]]),
        files: [...new Set(graph.files.values())].map((file) => [file, (0,sha256/* sha256 */.s)((0,regular_file/* readRegularFile */.XF)(tree, file))]),
    });
}
async function build(context, job, stage, unreadable = new Set()) {
    const target = stageBuild(context.tree, { ...job, unreadable }, stage);
    return readOutput(context, job, await buildKustomization(context.tools, stage, target));
}
function readOutput({ parse }, { graph }, output) {
    const documents = splitBuild(output, parse);
    requireStagedOrigins(documents, { folder: graph.folder, files: stagedFiles(graph) });
    return documents;
}
/**
 * One broken file among many: what the others declare is worth knowing, although Flux applies none of it until the
 * file is mended.
 */
async function buildReadable(context, job) {
    const unreadable = yamlFiles(job.graph).filter((file) => context.manifests.parse(file).errors.length > 0);
    if (unreadable.length === 0)
        return [];
    try {
        return await build(context, job, external_node_path_default().join(job.folder, 'readable'), new Set(unreadable));
    }
    catch (error) {
        if (isRefusal(error) || error instanceof ProcessError)
            return [];
        throw error;
    }
}
function whyNotBuilt({ manifests }, { graph, folder }, error) {
    if (isRefusal(error))
        return (0,kustomization_folder/* refusal */.x5)(error.message, { file: graph.top.file ?? graph.folder });
    if (!(error instanceof ProcessError))
        throw error;
    const words = (0,stage_paths/* withoutStage */.Nz)(kustomizeWords(error.stderr), external_node_path_default().join(folder, whole), stagedFiles(graph));
    const broken = yamlFiles(graph).flatMap((file) => manifests.parse(file).errors)[0];
    const cause = broken ? `${broken.place.file}: ${broken.message}` : (tellingLine(words) ?? error.message);
    const place = broken?.place ?? (graph.top.file === undefined ? undefined : { file: graph.top.file });
    return {
        // What is not there may be all that is wrong, and that is none of this repository's faults.
        severity: graph.remote.length > 0 ? 'warning' : 'error',
        kind: 'kustomize',
        message: `kustomize cannot build ${graph.folder}: ${cause}.`,
        detail: words,
        ...(place && { place }),
    };
}
function yamlFiles({ files }) {
    return [...files.values()].filter((file) => /\.ya?ml$/.test(file));
}
function isRefusal(error) {
    return error instanceof ForeignObject || error instanceof regular_file/* UnfitFile */.rA;
}
/** kubectl writes what kustomize says as one quoted text into a line of its log. */
function kustomizeWords(stderr) {
    const [, quoted] = /^E\d{4} .* err=("(?:[^"\\]|\\.)*")$/.exec(stderr) ?? [];
    try {
        return quoted === undefined ? stderr : String(JSON.parse(quoted));
    }
    catch {
        return stderr;
    }
}

;// CONCATENATED MODULE: ./src/flux/kustomize/build-queue.ts







/** @param folder Absolute path of a folder in which the builds get folders of their own. */
function createBuildQueue(context, folder, concurrency) {
    const limit = (0,p_limit/* default */.A)(concurrency);
    let queued = [];
    let count = 0;
    const newFolder = () => external_node_path_default().join(folder, String(count++));
    async function runQueued() {
        await (0,external_node_timers_promises_.setImmediate)();
        const jobs = queued;
        queued = [];
        try {
            const candidates = await groupableOf(jobs, context);
            for (const group of groupsOf(candidates, concurrency))
                runGroup(group);
            for (const job of jobs.filter((each) => !candidates.includes(each)))
                job.done(run(job));
        }
        catch (error) {
            for (const { done } of jobs)
                done(Promise.reject(error));
        }
    }
    function runGroup(jobs) {
        const outputs = jobs.length > 1 ? limit(() => buildGroup(context, jobs, newFolder())) : Promise.resolve(undefined);
        for (const [index, job] of jobs.entries())
            job.done(outputs.then((all) => run(job, all?.[index])));
    }
    const run = (job, together) => limit(() => runBuild(context, job, job.known, together));
    return {
        add(graph, spec) {
            const top = (0,flux_overlay/* addFluxFields */.qj)(graph.top.staged, spec, graph.components);
            const job = { graph, top, folder: newFolder() };
            if (queued.length === 0)
                void runQueued();
            return new Promise((done) => queued.push({ ...job, known: findBuild(context, job), done }));
        },
    };
}
/** Those that have to be built, and can be made together with others. */
async function groupableOf(jobs, { manifests }) {
    const isOpen = await Promise.all(jobs.map(({ known }) => known.then(isUnbuilt, () => false)));
    return jobs.filter(({ graph, top }, index) => isOpen[index] && isGroupable(graph, top, manifests.text));
}
function isUnbuilt(known) {
    return known !== undefined && known.output === undefined;
}
/** What kustomize takes for a group grows faster than the group: beyond this, two take less than one. */
const mostMembers = 20;
/** Below it, to start a second kustomize costs more than a second core gains. */
const leastMembers = 10;
/** Of one size, as many as there are cores where that is worth it. */
function groupsOf(jobs, concurrency) {
    const count = Math.max(Math.ceil(jobs.length / mostMembers), Math.min(concurrency, Math.floor(jobs.length / leastMembers)));
    return Array.from({ length: count }, (_, group) => jobs.filter((__, index) => index % count === group));
}

;// CONCATENATED MODULE: ./src/flux/kustomize/builder.ts




function createBuilder(context, concurrency) {
    const parser = createDocumentParser(context.cache);
    const builds = new Map();
    const folder = (0,temporary_folder/* createTemporaryFolder */.a)();
    const queue = createBuildQueue({ ...context, parse: parser.parse }, folder, concurrency);
    return {
        build(graph, spec) {
            const key = JSON.stringify([graph.folder, flux_overlay/* overlayFields */.IY.map((field) => spec[field])]);
            const known = builds.get(key);
            if (known)
                return known;
            const started = queue.add(graph, spec);
            builds.set(key, started);
            return started;
        },
        count: () => builds.size,
        async close() {
            await parser.save();
            await (0,temporary_folder/* removeTemporaryFolder */.y)(folder);
        },
    };
}

;// CONCATENATED MODULE: ./src/flux/coverage.ts
/** A file is settled when it is in every cluster that reads it. */
function coverageOf(clusters) {
    const unsettled = new Set(clusters.flatMap(({ unsettledFiles }) => [...unsettledFiles]));
    const settled = clusters.flatMap(({ settledFiles }) => [...settledFiles]);
    const hidden = clusters.some((cluster) => cluster.hidden);
    return {
        complete: !hidden && !clusters.some(({ elsewhere }) => elsewhere),
        hidden,
        settledFiles: new Set(settled.filter((file) => !unsettled.has(file))),
    };
}

;// CONCATENATED MODULE: ./src/flux/distinct-releases.ts

/** Sorted; of several with the same namespace and name the first stays. */
function distinctReleases(releases, advice) {
    const byKey = new Map();
    const problems = [];
    for (const release of releases) {
        const key = (0,problem/* releaseKey */.DR)(release.id);
        const first = byKey.get(key);
        if (!first)
            byKey.set(key, release);
        else if (content(first) !== content(release))
            problems.push(collision(release, first, advice));
    }
    return { releases: [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []), problems };
}
function collision(release, first, advice) {
    const place = `${first.place.file}:${first.place.line}`;
    return {
        severity: 'warning',
        kind: 'manifest',
        message: `This HelmRelease is left out, for there is one of the same namespace and name in ${place}. ${advice}`,
        object: (0,problem/* releaseTitle */.KU)(release.id),
        place: release.place,
    };
}
/** By namespace and name; the same release of two clusters is there once, and one that differs twice. */
function sortReleases(releases) {
    const distinct = new Map(releases.map((release) => [content(release), release]));
    const key = ({ id }) => (0,problem/* releaseKey */.DR)(id);
    return [...distinct.values()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
/** All that decides what the release runs. */
function content({ place: _, chart, ...release }) {
    return JSON.stringify({ ...release, chart: { ...chart, source: chart.source.object } });
}

;// CONCATENATED MODULE: ./src/flux/helm-release/chart-source.ts






/** Thrown inside of this file only: the ways to a chart are nested, and each may end at any step. */
class chart_source_Fault extends Error {
}
/** Finds where the chart of a HelmRelease is (helm-controller: internal/controller/helmrelease_controller.go, getSource). */
function findChart(release, namespace, sources) {
    const spec = (0,json/* objectAt */.lJ)(release, 'spec');
    if ((0,json/* textAt */.$6)(spec, 'chartRef', 'kind')) {
        return chart_source_attempt(['spec', 'chartRef', 'name'], () => chartOfReference((0,json/* objectAt */.lJ)(spec, 'chartRef'), namespace, sources));
    }
    if ((0,json/* textAt */.$6)(spec, 'chart', 'spec', 'chart')) {
        const field = ['spec', 'chart', 'spec', 'sourceRef', 'name'];
        return chart_source_attempt(field, () => chartOfTemplate((0,json/* objectAt */.lJ)(spec, 'chart', 'spec'), namespace, sources));
    }
    return {
        fault: 'It has neither spec.chart.spec.chart nor spec.chartRef: Flux cannot know what to install.',
        field: ['spec'],
    };
}
function chart_source_attempt(field, find) {
    try {
        return { chart: find() };
    }
    catch (error) {
        if (error instanceof chart_source_Fault)
            return { fault: error.message, field };
        throw error;
    }
}
function chartOfReference(reference, namespace, sources) {
    const wanted = objectReference(reference, namespace);
    if (wanted.kind === 'OCIRepository') {
        const source = requireSource(wanted, sources);
        return { ...noValuesFiles, location: ociRepository(source.object), source: chart_source_sourceOf(wanted, source) };
    }
    if (wanted.kind === 'HelmChart') {
        const helmChart = requireSource(wanted, sources);
        return chartOfTemplate((0,json/* objectAt */.lJ)(helmChart.object, 'spec'), wanted.namespace, sources);
    }
    throw new chart_source_Fault(`Its chartRef is a ${wanted.kind}, which is not supported: only OCIRepository and HelmChart are.`);
}
const noValuesFiles = { valuesFiles: [], ignoreMissingValuesFiles: false };
/** `spec` of a HelmChart, which `spec.chart.spec` of a HelmRelease is a template of. */
function chartOfTemplate(template, namespace, sources) {
    const valuesFile = (0,json/* textAt */.$6)(template, 'valuesFile');
    return {
        ...chartOfSource(template, objectReference((0,json/* objectAt */.lJ)(template, 'sourceRef'), namespace), sources),
        // `valuesFile` comes first (source-controller, api/v1beta2/helmchart_types.go: GetValuesFiles).
        valuesFiles: [...(valuesFile ? [valuesFile] : []), ...(0,json/* textsAt */.i1)(template, 'valuesFiles')],
        ignoreMissingValuesFiles: template.ignoreMissingValuesFiles === true,
    };
}
/** @param through Sources that include this one, as `Kind namespace/name`. */
function chartOfSource(template, wanted, sources, through = []) {
    // In the cluster, sources that include each other would wait for ever.
    if (through.includes((0,object_reference/* describe */.q0)(wanted)))
        throw new chart_source_Fault(`Its chart source ${(0,object_reference/* describe */.q0)(wanted)} includes itself.`);
    const name = (0,json/* textAt */.$6)(template, 'chart');
    switch (wanted.kind) {
        case 'HelmRepository': {
            const source = requireSource(wanted, sources);
            return {
                location: helmRepositoryChart(source.object, name, chart_source_versionOf(template)),
                source: chart_source_sourceOf(wanted, source),
            };
        }
        case 'GitRepository': {
            const checkout = sources.checkoutOf(wanted);
            const source = checkout ? checkout.declaration : requireSource(wanted, sources);
            const included = source && includedChart(name, source, wanted);
            if (included)
                return chartOfSource({ chart: included.path }, included.source, sources, [...through, (0,object_reference/* describe */.q0)(wanted)]);
            if (!source || checkout)
                return { location: localChart(name, source), source: { object: (0,object_reference/* describe */.q0)(wanted) } };
            return { location: gitChart(source.object, name), source: chart_source_sourceOf(wanted, source) };
        }
        default:
            throw new chart_source_Fault(`Its chart comes from a ${wanted.kind || 'source without a kind'}, which is not supported: only HelmRepository, GitRepository and OCIRepository are.`);
    }
}
/**
 * The chart lies in a part of another repository that the source includes: then it is looked for there
 * (source-controller, internal/controller/gitrepository_controller.go: reconcileInclude; api/v1/gitrepository_types.go:
 * GetFromPath, GetToPath).
 */
function includedChart(chart, source, wanted) {
    const folder = folderIn(chart);
    const include = (0,json/* objectsAt */.yR)(source.object, 'spec', 'include').find((one) => (0,files_folders/* isWithin */.UO)(folder, toPath(one)));
    if (!include)
        return undefined;
    const name = (0,json/* textAt */.$6)(include, 'repository', 'name');
    const below = external_node_path_default().posix.relative(toPath(include), folder);
    return { path: external_node_path_default().posix.join((0,json/* textAt */.$6)(include, 'fromPath') || '.', below), source: { ...wanted, name } };
}
function toPath(include) {
    return folderIn((0,json/* textAt */.$6)(include, 'toPath') || (0,json/* textAt */.$6)(include, 'repository', 'name'));
}
function objectReference(reference, namespace) {
    return {
        kind: (0,json/* textAt */.$6)(reference, 'kind'),
        namespace: (0,json/* textAt */.$6)(reference, 'namespace') || namespace,
        name: (0,json/* textAt */.$6)(reference, 'name'),
    };
}
/** The place is looked up when somebody wants to know it: the file is parsed for it, and few messages name it. */
function chart_source_sourceOf(wanted, source) {
    return {
        object: (0,object_reference/* describe */.q0)(wanted),
        get place() {
            return source.placeOf('spec');
        },
    };
}
function requireSource(wanted, sources) {
    const found = sources.find(wanted);
    if (!found)
        throw new chart_source_Fault(chart_source_missing(wanted, sources.known(wanted.kind)));
    return found;
}
/** Says what was looked for and what there is, the likeliest first. */
function chart_source_missing(wanted, known) {
    const rank = (candidate) => candidate.name === wanted.name ? 0 : candidate.namespace === wanted.namespace ? 1 : 2;
    const names = [...known]
        .sort((a, b) => rank(a) - rank(b))
        .map(({ namespace, name }) => `${namespace || '(no namespace)'}/${name}`);
    const there = names.length === 0 ? `there is no ${wanted.kind} at all` : `there are ${(0,enumerate/* enumerate */.H)(names)}`;
    return `Its chart source ${(0,object_reference/* describe */.q0)(wanted)} is not in this repository; ${there}.`;
}
/** An absent version is the highest that is no pre-release (source-controller, api/v1/helmchart_types.go). */
function chart_source_versionOf(template) {
    const version = template.version;
    return (typeof version === 'number' ? String(version) : (0,json/* textAt */.$6)(template, 'version')).trim() || '*';
}
function helmRepositoryChart(source, name, version) {
    const url = urlOf(source);
    if ((0,json/* textAt */.$6)(source, 'spec', 'type') !== 'oci' && !url.startsWith('oci://'))
        return { kind: 'http', url, name, version };
    return { kind: 'oci', url: `${url}/${name}`, reference: { version }, insecure: isInsecure(source) };
}
function ociRepository(source) {
    const layerMediaType = (0,json/* textAt */.$6)(source, 'spec', 'layerSelector', 'mediaType');
    return {
        kind: 'oci',
        url: urlOf(source),
        reference: ociReference(source),
        insecure: isInsecure(source),
        ...(layerMediaType && { layerMediaType }),
    };
}
function localChart(chart, source) {
    const ignored = source ? (0,json/* textAt */.$6)(source.object, 'spec', 'ignore') : '';
    return { kind: 'directory', path: folderIn(chart), ...ignoring(ignored) };
}
function ignoring(ignored) {
    return ignored === '' ? {} : { ignored };
}
function gitChart(source, chart) {
    return {
        kind: 'git',
        url: urlOf(source),
        reference: gitReference(source),
        path: folderIn(chart),
        ...ignoring((0,json/* textAt */.$6)(source, 'spec', 'ignore')),
        ...((0,json/* objectAt */.lJ)(source, 'spec').recurseSubmodules === true && { submodules: true }),
    };
}
function urlOf(source) {
    const url = (0,json/* textAt */.$6)(source, 'spec', 'url').trim().replace(/\/+$/, '');
    if (!url)
        throw new chart_source_Fault(`Its chart source ${(0,object_reference/* describe */.q0)({ kind: (0,json/* textAt */.$6)(source, 'kind'), namespace: (0,json/* textAt */.$6)(source, 'metadata', 'namespace'), name: (0,json/* textAt */.$6)(source, 'metadata', 'name') })} has no spec.url.`);
    return url;
}
function isInsecure(source) {
    return (0,json/* objectAt */.lJ)(source, 'spec').insecure === true;
}
/** A folder of a repository, by a path that the HelmRelease gives; source-controller resolves it below the root, too. */
function folderIn(chart) {
    const folder = external_node_path_default().posix.normalize(chart).replace(/^\/+/, '').replace(/\/+$/, '');
    if (folder === '..' || folder.startsWith('../'))
        throw new chart_source_Fault(`Its chart ${JSON.stringify(chart)} lies outside of the repository.`);
    return folder || '.';
}

;// CONCATENATED MODULE: ./src/flux/helm-release/post-renderers.ts

/**
 * The older fields are patches written in another way; kustomize runs the strategic merge patches first and the
 * JSON patches last (kustomize, api/internal/target/kusttarget_configplugin.go).
 */
function readPostRenderer(entry) {
    const kustomize = (0,json/* objectAt */.lJ)(entry, 'kustomize');
    return {
        patches: [
            ...(0,json/* objectsAt */.yR)(kustomize, 'patchesStrategicMerge').map((patch) => ({ patch: JSON.stringify(patch) })),
            ...(0,json/* objectsAt */.yR)(kustomize, 'patches'),
            ...(0,json/* objectsAt */.yR)(kustomize, 'patchesJson6902').map(jsonPatch),
        ],
        images: (0,json/* objectsAt */.yR)(kustomize, 'images'),
    };
}
function jsonPatch({ target, patch }) {
    const operations = patch ?? [];
    return { ...((0,json/* isObject */.Gv)(target) && { target }), patch: JSON.stringify(operations) };
}

;// CONCATENATED MODULE: ./src/flux/helm-release/release-name.ts

/** Helm's longest release name. */
const release_name_maximumLength = 53;
const release_name_hashLength = 12;
/**
 * The name of the Helm release (helm-controller, internal/release/name.go): `spec.releaseName`, else the HelmRelease's
 * name, behind `spec.targetNamespace` if there is one. What is too long ends with a part of its hash.
 */
function helmReleaseName(name, targetNamespace, releaseName) {
    return shorten(releaseName || (targetNamespace ? `${targetNamespace}-${name}` : name));
}
function shorten(name) {
    if (name.length <= release_name_maximumLength)
        return name;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(name).digest('hex').slice(0, release_name_hashLength);
    return `${name.slice(0, release_name_maximumLength - release_name_hashLength - 1)}-${hash}`;
}

;// CONCATENATED MODULE: ./src/flux/helm-release/set-grammar.ts

/** A path or a value that Helm's `--set` refuses. The message does not repeat the value: it may be secret. */
class SetGrammarError extends Error {
    name = 'SetGrammarError';
}
/**
 * Sets `path=value` in place, with all that Helm's `--set` takes (helm, pkg/strvals/parser.go: ParseInto): `a.b`, `a[0]`,
 * `{x,y}` for a list, `\` before a character that stands for itself, further settings after a comma.
 *
 * Whole numbers are set as `bigint`, which nothing else is, for `takeIntegers` to find them.
 * @throws SetGrammarError; then `target` may have changed in part
 */
function setInto(target, settings, typing) {
    const reader = new Reader(settings, typing);
    while (!reader.atEnd())
        setKey(reader, target, 0);
}
/** Helm's limits. */
const maximumIndex = 65_536;
const maximumNesting = 30;
/** Of all lists that one text makes or extends. */
const maximumItems = 1_000_000;
/** Reads one key and what follows it, up to the comma after its value. */
function setKey(reader, target, nesting) {
    const { text: key, stop } = reader.readUntil('=[,.');
    if (stop === '=')
        setNamed(target, key, readValue(reader));
    else if (stop === '.')
        setNested(reader, target, key, nesting + 1);
    else if (stop === '[') {
        const list = listOf((0,json/* fieldAt */.UK)(target, key));
        setNamed(target, key, setItem(reader, list, readIndex(reader), nesting));
    }
    else if (stop === ',' || key !== '')
        throw new SetGrammarError('a key has no value');
}
function setNested(reader, target, key, nesting) {
    if (nesting > maximumNesting)
        throw new SetGrammarError(`the path has more than ${maximumNesting} levels`);
    const existing = (0,json/* fieldAt */.UK)(target, key);
    if (existing !== undefined && !(0,json/* isObject */.Gv)(existing))
        throw new SetGrammarError('the path leads through a value that is no map');
    const inner = existing ?? {};
    setKey(reader, inner, nesting);
    if (Object.keys(inner).length === 0)
        throw new SetGrammarError('a key has no value');
    setNamed(target, key, inner);
}
/** Helm drops what has an empty name. */
function setNamed(target, key, value) {
    if (key !== '')
        (0,json/* setField */.x)(target, key, value);
}
/** Sets what follows `[index]`, in place unless the list must grow. */
function setItem(reader, list, index, nesting) {
    const { text, stop } = reader.readUntil('[.=');
    if (text !== '')
        throw new SetGrammarError('an index must be followed by =, . or [');
    switch (stop) {
        case '=':
            return withItem(reader, list, index, readValue(reader));
        case '[':
            return withItem(reader, list, index, setItem(reader, innerList(list, index), readIndex(reader), nesting));
        case '.':
            return withItem(reader, list, index, setInItem(reader, list, index, nesting));
        default:
            return list;
    }
}
function setInItem(reader, list, index, nesting) {
    const existing = list[index];
    const inner = (0,json/* isObject */.Gv)(existing) ? existing : {};
    setKey(reader, inner, nesting);
    return inner;
}
function innerList(list, index) {
    return listOf(list[index] ?? undefined);
}
function listOf(value) {
    if (value === undefined)
        return [];
    if (!Array.isArray(value))
        throw new SetGrammarError('an index stands after a value that is no list');
    return value;
}
function withItem(reader, list, index, value) {
    if (index >= list.length)
        reader.countItems(index + 1);
    const result = index < list.length ? list : [...list, ...new Array(index + 1 - list.length).fill(null)];
    result[index] = value;
    return result;
}
function readIndex(reader) {
    const { text, stop } = reader.readUntil(']');
    if (stop === '' || !/^[-+]?\d+$/.test(text))
        throw new SetGrammarError('an index is no number');
    const index = Number(text);
    if (index < 0)
        throw new SetGrammarError('an index is negative');
    if (index > maximumIndex)
        throw new SetGrammarError(`an index is above ${maximumIndex}`);
    return index;
}
function readValue(reader) {
    if (reader.atEnd())
        return '';
    return reader.skip('{') ? readList(reader) : set_grammar_scalar(reader.readUntil(',').text, reader.typing);
}
function readList(reader) {
    const list = [];
    for (;;) {
        const { text, stop } = reader.readUntil(',}');
        if (stop === '')
            throw new SetGrammarError("a list must end with '}'");
        list.push(set_grammar_scalar(text, reader.typing));
        if (stop === ',')
            continue;
        reader.skip(',');
        return list;
    }
}
function set_grammar_scalar(text, typing) {
    if (typing === 'text')
        return text;
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false')
        return word === 'true';
    if (word === 'null')
        return null;
    return wholeNumber(text) ?? text;
}
/** With a zero in front it stays text (a commit, a telephone number), and so does what has more than 64 bits. */
function wholeNumber(text) {
    if (text === '0')
        return markedInteger(0n);
    if (!/^(?:[-+]0*|[1-9])\d{0,19}$/.test(text) || !/\d/.test(text))
        return undefined;
    const integer = BigInt(text.replace('+', ''));
    return BigInt.asIntN(64, integer) === integer ? markedInteger(integer) : undefined;
}
function markedInteger(integer) {
    return integer;
}
/**
 * Makes the integers that `setInto` has set numbers of JSON, in place.
 * @returns settings for Helm's `--set` that set them once more: Helm reads every number of a values file as a floating
 * point number, and prints `20240101` as `2.0240101e+07`, where Flux has set an integer
 */
function takeIntegers(values) {
    return integersIn(values, '', (key, value) => (0,json/* setField */.x)(values, key, value));
}
function integersIn(value, prefix, set) {
    return Object.entries(value).flatMap(([key, child]) => {
        const path = Array.isArray(value) ? `${prefix}[${key}]` : `${prefix && `${prefix}.`}${escapeKey(key)}`;
        const marked = child;
        if (typeof marked === 'bigint') {
            set(key, Number(marked));
            // Neither a list nor a map is set by an empty name.
            return key === '' ? [] : [`${path}=${marked}`];
        }
        if (Array.isArray(child))
            return integersIn(child, path, (index, item) => child.splice(Number(index), 1, item));
        return (0,json/* isObject */.Gv)(child) ? integersIn(child, path, (name, item) => (0,json/* setField */.x)(child, name, item)) : [];
    });
}
/** With a backslash before what separates. */
function escapeKey(key) {
    return key.replace(/[\\.,=[\]]/g, '\\$&');
}
class Reader {
    text;
    typing;
    at = 0;
    items = 0;
    constructor(text, typing) {
        this.text = text;
        this.typing = typing;
    }
    /** A short line of hostile text can ask for gigabytes of empty items. */
    countItems(count) {
        this.items += count;
        if (this.items > maximumItems)
            throw new SetGrammarError('its lists are too long');
    }
    atEnd() {
        return this.at >= this.text.length;
    }
    skip(sign) {
        if (this.text[this.at] !== sign)
            return false;
        this.at++;
        return true;
    }
    /** Text up to one of the signs, which is read, too; `stop` is empty at the end. A backslash keeps the next character. */
    readUntil(stops) {
        const pieces = [];
        let from = this.at;
        for (; !this.atEnd(); this.at++) {
            const sign = this.text.charAt(this.at);
            if (stops.includes(sign)) {
                pieces.push(this.text.slice(from, this.at++));
                return { text: pieces.join(''), stop: sign };
            }
            if (sign !== '\\')
                continue;
            pieces.push(this.text.slice(from, this.at++));
            from = this.at;
        }
        pieces.push(this.text.slice(from));
        return { text: pieces.join(''), stop: '' };
    }
}

;// CONCATENATED MODULE: ./src/flux/helm-release/values.ts




function parseValuesReference(entry) {
    return {
        kind: (0,json/* textAt */.$6)(entry, 'kind'),
        name: (0,json/* textAt */.$6)(entry, 'name'),
        valuesKey: (0,json/* textAt */.$6)(entry, 'valuesKey') || 'values.yaml',
        targetPath: (0,json/* textAt */.$6)(entry, 'targetPath'),
        optional: (0,json/* fieldAt */.UK)(entry, 'optional') === true,
        literal: (0,json/* fieldAt */.UK)(entry, 'literal') === true,
    };
}
/**
 * The values of a release as helm-controller puts them together (fluxcd/pkg, chartutil/values.go:
 * ChartValuesFromReferences). What the code does decides: an entry with a target path is set into maps that may be those
 * of the inline values, and then wins; where a merge has copied them, the inline value wins.
 * @param inline `spec.values`; not changed
 * @param lookup gives an object of the release's namespace, if it is in Git
 * @param standIns values for what only the cluster knows, over all others
 */
function composeValues(references, inline, lookup, standIns = {}) {
    const ownInline = structuredClone(inline);
    const problems = [];
    let values = {};
    for (const reference of references) {
        const found = readReference(reference, lookup);
        if ('problem' in found)
            problems.push(found.problem);
        if (!('data' in found))
            continue;
        try {
            values = applyReference(values, ownInline, reference, found.data);
        }
        catch (error) {
            problems.push(values_unusable(reference, error));
        }
    }
    // Several entries may name several keys of one object that is missing.
    const distinct = new Map(problems.map((problem) => [problem.message, problem]));
    const composed = (0,json/* mergeValues */.D3)((0,json/* mergeValues */.D3)(values, ownInline), standIns);
    const integers = takeIntegers(composed);
    return { values: composed, integers, problems: [...distinct.values()] };
}
function readReference(reference, lookup) {
    const { kind, name, valuesKey, optional } = reference;
    if (kind !== 'ConfigMap' && kind !== 'Secret') {
        return values_problem('error', `valuesFrom names the kind '${kind}'. Flux knows ConfigMap and Secret.`);
    }
    const object = lookup(kind, name);
    if (object === undefined)
        return optional ? {} : missingObject(kind, name);
    const { data, encrypted } = readObjectData(kind, object);
    if (encrypted)
        return leftOut(`${kind} ${name} is encrypted with SOPS`);
    const text = data.get(valuesKey);
    if (text !== undefined)
        return { data: text };
    return optional ? {} : values_problem('error', `${kind} ${name}, named in valuesFrom, has no key '${valuesKey}'.`);
}
function missingObject(kind, name) {
    if (kind === 'Secret')
        return leftOut(`Secret ${name} is not in Git`);
    return values_problem('error', `ConfigMap ${name}, named in valuesFrom, is not in Git. Add it in the namespace of the HelmRelease, or make the entry 'optional: true'.`);
}
function leftOut(fact) {
    return values_problem('warning', `${fact}: the release is rendered without its values, and images that depend on them may be missed.`);
}
function values_problem(severity, message) {
    return { problem: { severity, message } };
}
/** The data of a Secret must not appear, so neither does a parser's excerpt. */
function values_unusable({ kind, name, valuesKey, targetPath }, error) {
    if (!(error instanceof GoYamlError || error instanceof SetGrammarError))
        throw error;
    const use = targetPath ? `cannot be set at targetPath '${targetPath}'` : 'cannot be read as values';
    return { severity: 'error', message: `'${valuesKey}' of ${kind} ${name} ${use}: ${error.message}.` };
}
function applyReference(values, inline, reference, data) {
    if (!reference.targetPath)
        return (0,json/* mergeValues */.D3)(values, readDocument(data));
    const merged = (0,json/* mergeValues */.D3)(values, inline);
    setAtPath(merged, reference, data);
    return merged;
}
function readDocument(data) {
    const document = parseGoYaml(data);
    if (document === null)
        return {};
    if (!(0,json/* isObject */.Gv)(document))
        throw new GoYamlError('it is no map');
    return document;
}
/** chartutil/values.go: ReplacePathValue and ReplacePathLiteralValue. */
function setAtPath(values, { targetPath, literal }, data) {
    const quoted = isQuoted(data, "'") || isQuoted(data, '"');
    const written = literal ? data.replace(/[\\,[\]{}]/g, '\\$&') : quoted ? withoutQuotes(data) : data;
    setInto(values, `${targetPath}=${written}`, literal || quoted ? 'text' : 'typed');
}
function isQuoted(data, quote) {
    return data.startsWith(quote) && data.endsWith(quote);
}
/** All quotes of both kinds at both ends, as Go's strings.Trim. */
function withoutQuotes(data) {
    const isQuote = (character) => character === "'" || character === '"';
    let start = 0;
    let end = data.length;
    while (start < end && isQuote(data[start]))
        start++;
    while (end > start && isQuote(data[end - 1]))
        end--;
    return data.slice(start, end);
}

;// CONCATENATED MODULE: ./src/flux/helm-release/read-release.ts








/** Reads a HelmRelease after all that Flux does to it. */
function readRelease(manifest, context) {
    const { object } = manifest;
    const id = (0,release_object/* releaseId */.Bf)(object);
    const problem = (0,release_object/* problemsOf */.GW)(manifest);
    if (!id.name)
        return { problems: [problem('error', 'manifest', 'A labelled HelmRelease has no name.', 'metadata')] };
    if ((0,json/* fieldAt */.UK)(object, 'sops') !== undefined) {
        return {
            problems: [problem('error', 'manifest', 'The HelmRelease is encrypted with SOPS: it cannot be read.', 'sops')],
        };
    }
    const namespace = (0,json/* textAt */.$6)(object, 'metadata', 'namespace');
    const chart = findChart(object, namespace, context.sources);
    if ('fault' in chart)
        return { problems: [problem('error', faultKind(chart), chart.fault, ...chart.field)] };
    const annotation = (0,opt_in/* annotationName */.PK)(context.label, 'values');
    const standIns = readStandIns(object, annotation);
    const composed = composeValues((0,json/* objectsAt */.yR)(object, 'spec', 'valuesFrom').map(parseValuesReference), (0,json/* objectAt */.lJ)(object, 'spec', 'values'), (kind, name) => context.findValues({ kind, namespace, name }), typeof standIns === 'string' ? {} : standIns);
    const problems = composed.problems.map(({ severity, message }) => problem(severity, 'values', `${message}${standInAdvice(severity, context.label)}`, 'spec', 'valuesFrom'));
    if (typeof standIns === 'string')
        problems.push(problem('error', 'values', standIns, 'metadata', 'annotations', annotation));
    if (problems.some(({ severity }) => severity === 'error'))
        return { problems };
    return { release: assemble(manifest, { id, chart: chart.chart, ...composed }, context.label), problems };
}
/** For values that Git does not have, which is what all warnings are about. */
function standInAdvice(severity, label) {
    if (severity === 'error')
        return '';
    return ` Name these in the annotation ${(0,opt_in/* annotationName */.PK)(label, 'include')}, or write values that stand in for it into the annotation ${(0,opt_in/* annotationName */.PK)(label, 'values')}.`;
}
/** Values for what only the cluster knows, such as those of a Secret. @returns what is wrong with them, if anything */
function readStandIns(object, annotation) {
    try {
        const values = parseGoYaml((0,json/* metadataValue */.TP)(object, 'annotations', annotation)) ?? {};
        return (0,json/* isObject */.Gv)(values) ? values : `The annotation ${annotation} must be a YAML map of values.`;
    }
    catch (error) {
        if (error instanceof GoYamlError)
            return `The annotation ${annotation} cannot be read: ${error.message}.`;
        throw error;
    }
}
/** Without a chart it is the manifest that is wrong; else it is about the source. */
function faultKind({ field }) {
    return field.length === 1 ? 'manifest' : 'source';
}
function assemble({ object, placeOf }, { id, chart, values, integers }, label) {
    const targetNamespace = (0,json/* textAt */.$6)(object, 'spec', 'targetNamespace');
    return {
        id,
        place: placeOf('metadata', 'name'),
        releaseName: helmReleaseName(id.name, targetNamespace, (0,json/* textAt */.$6)(object, 'spec', 'releaseName')),
        releaseNamespace: targetNamespace || id.namespace,
        ...((0,json/* fieldAt */.UK)(object, 'spec', 'install', 'createNamespace') === true && { createsNamespace: true }),
        suspended: (0,json/* fieldAt */.UK)(object, 'spec', 'suspend') === true,
        chart,
        chartPlaces: {
            name: placeOf('spec', 'chart', 'spec', 'chart'),
            version: placeOf('spec', 'chart', 'spec', 'version'),
        },
        values,
        integers,
        postRenderers: (0,json/* objectsAt */.yR)(object, 'spec', 'postRenderers').map(readPostRenderer),
        postRenderStrategy: postRenderStrategy((0,json/* textAt */.$6)(object, 'spec', 'postRenderStrategy')),
        tests: releaseTests((0,json/* objectAt */.lJ)(object, 'spec', 'test')),
        control: releaseControl(object, label),
    };
}
function releaseControl(object, label) {
    const annotation = (control) => (0,json/* metadataValue */.TP)(object, 'annotations', (0,opt_in/* annotationName */.PK)(label, control));
    return {
        exclude: annotation('exclude'),
        include: annotation('include'),
        strategy: annotation('strategy'),
        patch: annotation('patch'),
    };
}
/** Helm 4, and so Flux, sends hooks to post-renderers unless told otherwise (helm-controller, internal/action/post_render.go). */
function postRenderStrategy(written) {
    return written === 'nohooks' || written === 'separate' ? written : 'combined';
}
function releaseTests(test) {
    const names = (excluded) => (0,json/* objectsAt */.yR)(test, 'filters')
        .filter(({ exclude }) => (exclude === true) === excluded)
        .map((filter) => (0,json/* textAt */.$6)(filter, 'name'));
    return { enabled: test.enable === true, included: names(false), excluded: names(true) };
}

;// CONCATENATED MODULE: ./src/flux/manifests/source-kinds.ts


const source_kinds_kinds = ['HelmRepository', 'OCIRepository', 'HelmChart', 'GitRepository', 'Bucket'];
const versions = ['v1', 'v1beta2', 'v1beta1'];
function isSource(object) {
    return source_kinds_kinds.some((kind) => (0,object_reference/* isKind */.VF)(object, kind, search_texts/* sourceGroup */.lj, versions));
}

;// CONCATENATED MODULE: ./src/flux/plain/file-objects.ts








/** @param sourceFiles Those that may hold chart sources. */
function fileObjects(repository, sourceFiles, variables) {
    const problems = [];
    const textOf = repository.manifests.text;
    const objectsIn = (0,memoize/* memoize */.B)((file) => readObjects(repository, file, variables, problems));
    const filesNaming = (0,memoize/* memoize */.B)((name) => repository.files.search([name]).get(name) ?? []);
    const sourcesOf = (candidates, kind) => candidates.flatMap(objectsIn).filter(({ object }) => isSource(object) && object.kind === kind);
    const find = (reference) => {
        const naming = sourceFiles.filter((file) => textOf(file).includes(reference.name) || textOf(file).includes('${'));
        return best(sourcesOf(naming, reference.kind), reference);
    };
    return {
        find,
        findValues(reference) {
            const ofKind = filesNaming(reference.name)
                .flatMap(objectsIn)
                .filter(({ object }) => object.kind === reference.kind && object.apiVersion === 'v1');
            return best(ofKind, reference)?.object;
        },
        known: (kind) => sourcesOf(sourceFiles, kind).map(({ object }) => (0,object_reference/* referenceOf */.Bz)(object)),
        checkoutOf: (reference) => checkoutOf(reference, find),
        checkoutOfChart: (reference) => checkoutOf(reference, find),
        problems: () => problems,
    };
}
/**
 * Plain files do not say what Flux syncs: it is what `flux bootstrap` calls it, and what has the same URL and `ref`.
 */
function checkoutOf(reference, find) {
    if (reference.kind !== usualSource.kind)
        return undefined;
    const declaration = find(reference);
    const checkout = { declaration };
    const isUsual = reference.name === usualSource.name && [usualSource.namespace, ''].includes(reference.namespace);
    if (isUsual || !declaration)
        return reference.name === usualSource.name ? checkout : undefined;
    const synced = find(usualSource);
    return synced && contentOf(synced.object) === contentOf(declaration.object) ? checkout : undefined;
}
function readObjects(repository, file, variables, problems) {
    const { manifests, errors } = repository.manifests.parse(file);
    problems.push(...errors.map(({ message, place }) => ({
        severity: 'warning',
        kind: 'manifest',
        message: `The file is left out, for it cannot be read: ${message}`,
        place,
    })));
    // What is not set is said of HelmReleases alone: a source that matters then fails by name or URL.
    return manifests
        .flatMap((manifest) => substituteManifest(manifest, variables, false).manifest ?? [])
        .map((manifest) => namespaceByKustomization(manifest, repository));
}
/**
 * The object of that namespace. Kustomizations give most objects their namespace, so that files often do not have it:
 * one without a namespace fits any, and a reference without one fits an object that is the only one of its name.
 */
function best(ofKind, { namespace, name }) {
    const named = ofKind.filter(({ object }) => (0,json/* textAt */.$6)(object, 'metadata', 'name') === name);
    const inNamespace = (wanted) => named.find(({ object }) => (0,json/* textAt */.$6)(object, 'metadata', 'namespace') === wanted);
    return inNamespace(namespace) ?? inNamespace('') ?? (namespace === '' && named.length === 1 ? named[0] : undefined);
}

;// CONCATENATED MODULE: ./src/flux/plain/plain-files.ts









/**
 * Takes the labelled HelmReleases and what they need as the files give them, with the variables replaced.
 * @param readBuilt Reads some of the files in another way.
 */
async function loadPlainFiles(context, readBuilt = async () => nothingBuilt) {
    const { repository, options } = context;
    // Where none is known, the files keep theirs.
    const variables = context.variables.size > 0 ? context.variables : undefined;
    const labelText = (0,opt_in/* textOfLabel */.Fr)(options.label);
    const found = repository.files.search([labelText, search_texts/* sourceGroup */.lj]);
    const labelledFiles = withoutChartTemplates(found.get(labelText) ?? [], repository);
    const objects = fileObjects(repository, found.get(search_texts/* sourceGroup */.lj) ?? [], variables);
    const built = await readBuilt(labelledFiles, objects);
    const plain = labelledFiles
        .filter((file) => !built.files.has(file))
        .map((file) => readLabelledFile(file, repository, variables, options));
    const releaseContext = { label: options.label, sources: objects, findValues: objects.findValues };
    const outcomes = plain.flatMap(({ manifests }) => manifests).map((manifest) => readRelease(manifest, releaseContext));
    const { releases, problems } = distinctReleases([...built.outcomes, ...outcomes].flatMap(({ release }) => release ?? []), 'Kustomizations that Flux follows would tell them apart.');
    return {
        releases,
        workloads: [],
        offered: [],
        unbuilt: [],
        advice: [],
        problems: [built, ...built.outcomes, ...plain, ...outcomes]
            .flatMap((outcome) => outcome.problems)
            .concat(objects.problems(), problems, withoutApplier([...built.others, ...plain.flatMap(({ others }) => others)]), (0,remote_cluster/* remoteClusterNotice */.T)(plain.flatMap(({ remote }) => remote)), notCheckedOut(context.absentFiles), plain.flatMap(({ resourceSets }) => resourceSets.map(notEvaluated))),
        ...coverageOf([built.coverage, coverageOfFiles(plain, context)]),
        summary: [
            `${repository.files.all.length} YAML files, ${labelledFiles.length} of them with the text of the label`,
            ...built.summary,
        ],
    };
}
function coverageOfFiles(labelled, { repository, absentFiles }) {
    const broken = labelled
        .filter(({ complete, resourceSets }) => !complete || resourceSets.length > 0)
        .map(({ file }) => file);
    return {
        hidden: broken.length > 0 || absentFiles.length > 0,
        elsewhere: false,
        settledFiles: new Set(repository.files.all),
        unsettledFiles: new Set(broken),
    };
}
const nothingBuilt = {
    files: new Set(),
    outcomes: [],
    problems: [],
    others: [],
    coverage: { hidden: false, elsewhere: false, settledFiles: new Set(), unsettledFiles: new Set() },
    summary: [],
};

;// CONCATENATED MODULE: ./src/flux/advice/unapplied-output.ts



/**
 * Will Flux apply the generated files? Then nothing, else what is missing for it.
 * @param clusters All of which was seen; what was not may be what applies them.
 */
function unappliedOutput(outputPath, clusters) {
    const found = clusters.map(({ cluster }) => cluster.ownBuilds());
    const isOptedIn = clusters.some(({ outcomes, workloads }) => outcomes.length + workloads.length > 0);
    if (!isOptedIn || found.includes(undefined))
        return [];
    const builds = found.flatMap((ofCluster) => ofCluster ?? []);
    const folders = builds.flatMap(({ graph }) => [...graph.kustomizations.values()]);
    if (builds.some(({ graph }) => applies(graph, outputPath)))
        return [];
    const parent = folders
        .filter(({ file, folder }) => file !== undefined && (0,files_folders/* isWithin */.UO)(outputPath, folder))
        .sort((a, b) => b.folder.length - a.folder.length)[0];
    return parent?.file === undefined
        ? noKustomization(outputPath, builds)
        : [notListed(outputPath, parent.file, parent.folder)];
}
/** A folder without a kustomization is taken whole, but for folders that have one, which take what they list. */
function applies({ top, kustomizations }, outputPath) {
    const around = [...kustomizations.values()].filter(({ folder }) => (0,files_folders/* isWithin */.UO)(outputPath, folder) && folder !== outputPath);
    if ([...kustomizations.values()].some((one) => lists(one, outputPath)))
        return true;
    return top.file === undefined && around.every(({ file }) => file === undefined) && around.includes(top);
}
function lists({ file, folder, content }, outputPath) {
    if (file === undefined || !(0,json/* isObject */.Gv)(content))
        return false;
    const named = ['resources', 'components', 'bases'].flatMap((field) => (0,json/* textsAt */.i1)(content, field));
    return named.some((name) => (0,files_folders/* isWithin */.UO)(external_node_path_default().posix.join(folder, name), outputPath));
}
function notListed(outputPath, file, folder) {
    const name = external_node_path_default().posix.relative(folder, outputPath);
    return {
        severity: 'warning',
        kind: 'output',
        message: `It does not list ${name}, so Flux will not apply the generated files: add "- ${name}" to its resources.`,
        place: { file },
    };
}
function noKustomization(outputPath, builds) {
    // Where Flux begins may be in no file, and its source is not known then.
    const first = builds.find(({ kustomization }) => unapplied_output_isManifest(kustomization.manifest.placeOf().file)) ?? builds[0];
    if (first === undefined)
        return [];
    const { reference, spec, manifest } = first.kustomization;
    const { kind = 'GitRepository', name = 'flux-system', namespace } = (0,json/* objectAt */.lJ)(spec, 'sourceRef');
    const { file } = manifest.placeOf();
    const folder = unapplied_output_isManifest(file) ? external_node_path_default().posix.dirname(file) : file;
    const yaml = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: prepullers
  namespace: ${reference.namespace}
spec:
  interval: 1h
  path: ./${outputPath}
  prune: true
  sourceRef:
    kind: ${kind}
    name: ${name}${namespace === undefined ? '' : `\n    namespace: ${namespace}`}`;
    return [
        {
            severity: 'warning',
            kind: 'output',
            message: `No Flux Kustomization that is live builds ${outputPath}: the cluster will not see the generated DaemonSets. Add one, such as in ${folder}: it stands whole in the log.`,
            detail: yaml,
        },
    ];
}
function unapplied_output_isManifest(file) {
    return /\.ya?ml$/.test(file);
}

;// CONCATENATED MODULE: ./src/flux/operator/controllers.ts



/** Those that an instance installs which does not say (flux-operator, api/v1/fluxinstance_types.go: GetComponents). */
const defaultComponents = ['source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller'];
/** What a registry holds (flux-operator, internal/builder/images.go: ExtractComponentImagesWithDigest). */
const variants = {
    fluxcd: 'upstream-alpine',
    'ghcr.io/fluxcd': 'upstream-alpine',
    'ghcr.io/controlplaneio-fluxcd/alpine': 'enterprise-alpine',
    'ghcr.io/controlplaneio-fluxcd/distroless': 'enterprise-distroless',
    '709825985650.dkr.ecr.us-east-1.amazonaws.com/controlplane/fluxcd': 'enterprise-distroless',
    'ghcr.io/controlplaneio-fluxcd/distroless-fips': 'enterprise-distroless-fips',
};
/** Where the operator's manifests say which images a version of Flux has. */
const imageFile = /(?:^|\/)flux-images\/(v\d[^/]*)\/([^/]+)\.yaml$/;
/**
 * The images of the controllers that a FluxInstance installs, as the operator's own manifests say it where a copy of them
 * is in Git: `flux-images/<version>/<variant>.yaml`.
 * @returns `undefined` when none of them fits: then only the operator knows
 */
function fluxControllers({ files, manifests }) {
    return (instance) => {
        const registry = (0,json/* textAt */.$6)(instance, 'spec', 'distribution', 'registry').replace(/\/+$/, '');
        const variant = (0,json/* textAt */.$6)(instance, 'spec', 'distribution', 'variant') || variants[registry];
        const range = (0,json/* textAt */.$6)(instance, 'spec', 'distribution', 'version');
        const versions = files.all.flatMap((file) => {
            const [, version = '', of] = imageFile.exec(file) ?? [];
            return of === variant && semver_default().valid(version) ? [{ file, version }] : [];
        });
        const newest = semver_default().maxSatisfying(versions.map(({ version }) => version), range);
        const file = versions.find(({ version }) => version === newest)?.file;
        return file === undefined ? undefined : imagesIn(manifests.in(file)[0]?.object ?? {}, instance, registry);
    };
}
/** One that the file does not name, and the operator installs nothing. */
function imagesIn(content, instance, registry) {
    const images = (0,json/* objectsAt */.yR)(content, 'images');
    const wanted = (0,json/* textsAt */.i1)(instance, 'spec', 'components');
    const found = (wanted.length > 0 ? wanted : defaultComponents).map((component) => {
        const image = images.find((one) => external_node_path_default().posix.basename((0,json/* textAt */.$6)(one, 'name')) === component);
        const digest = image && (0,json/* textAt */.$6)(image, 'digest');
        return image && `${registry}/${component}:${(0,json/* textAt */.$6)(image, 'newTag')}${digest ? `@${digest}` : ''}`;
    });
    return found.every((image) => image !== undefined) ? found : undefined;
}

;// CONCATENATED MODULE: ./src/flux/operator/flux-instance.ts



function isFluxInstance(object) {
    return ((0,json/* textAt */.$6)(object, 'kind') === 'FluxInstance' && (0,json/* textAt */.$6)(object, 'apiVersion').startsWith('fluxcd.controlplane.io/'));
}
/** Of an object that is a FluxInstance, of a HelmRelease of the chart `flux-instance`, or of that chart's values. */
function readFluxInstances(manifest) {
    const { object } = manifest;
    const namespace = (0,json/* textAt */.$6)(object, 'metadata', 'namespace') || fluxSystem;
    const specs = (0,json/* textAt */.$6)(object, 'kind') === 'FluxInstance'
        ? [[(0,json/* objectAt */.lJ)(object, 'spec'), 'spec']]
        : [
            [(0,json/* objectAt */.lJ)(object, 'spec', 'values', 'instance'), 'spec', 'values', 'instance'],
            [(0,json/* objectAt */.lJ)(object, 'instance'), 'instance'],
        ];
    return specs
        .filter(([spec]) => (0,json/* textAt */.$6)(spec, 'sync', 'path') !== '')
        .map(([spec, ...field]) => readInstance(spec, namespace, { ...manifest, placeOf: below(manifest, field) }));
}
function below({ placeOf }, field) {
    return (...inner) => placeOf(...field, ...inner);
}
function readInstance(spec, namespace, manifest) {
    const sync = (0,json/* objectAt */.lJ)(spec, 'sync');
    const name = (0,json/* textAt */.$6)(sync, 'name') || namespace;
    const kind = (0,json/* textAt */.$6)(sync, 'kind') || 'GitRepository';
    // The objects' fields are all written in one place.
    const atSync = withObject({ ...manifest, placeOf: () => manifest.placeOf('sync') }, {});
    return {
        source: withObject(atSync, sourceOfSync(sync, { kind, name, namespace })),
        kustomization: withObject(atSync, kustomizationOfSync(sync, { kind, name, namespace })),
        patches: (0,json/* objectsAt */.yR)(spec, 'kustomize', 'patches'),
    };
}
/** flux-operator, internal/builder/templates.go: syncTmpl. */
function sourceOfSync(sync, { kind, name, namespace }) {
    const ref = (0,json/* textAt */.$6)(sync, 'ref');
    const url = (0,json/* textAt */.$6)(sync, 'url');
    const content = {
        GitRepository: { url, ref: { name: ref } },
        OCIRepository: { url, ref: { tag: ref } },
        Bucket: { endpoint: url, bucketName: ref },
    };
    return {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind,
        metadata: { name, namespace },
        spec: content[kind] ?? {},
    };
}
/**
 * flux-operator, internal/builder/templates.go: syncTmpl and annotationsTmpl. With the annotation, kustomize-controller
 * leaves it alone even where the repository declares a Kustomization of its name.
 */
function kustomizationOfSync(sync, { kind, name, namespace }) {
    return {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name, namespace, annotations: { [serverSideApply]: 'Ignore' } },
        spec: { path: (0,json/* textAt */.$6)(sync, 'path'), prune: true, sourceRef: { kind, name } },
    };
}
const serverSideApply = 'kustomize.toolkit.fluxcd.io/ssa';
/** Is it made and kept by an operator, whatever Git says of it? (kustomize-controller, docs: `ssa: Ignore`) */
function isLeftAlone(object) {
    return (0,json/* textAt */.$6)(object, 'metadata', 'annotations', serverSideApply) === 'Ignore';
}
/** Those of the instance's patches that can be about what is synced; the others are about Flux's own controllers. */
function patchesOfSync({ source, kustomization, patches }, kindsOfPatch) {
    const kinds = [source, kustomization].map(({ object }) => (0,json/* textAt */.$6)(object, 'kind'));
    return patches
        .filter(({ patch, target }) => (0,json/* isObject */.Gv)(target)
        ? true
        : kindsOfPatch(typeof patch === 'string' ? patch : '').some((kind) => kinds.includes(kind)))
        .map(({ patch = '', target }) => ({ patch, ...((0,json/* isObject */.Gv)(target) && { target }) }));
}

;// CONCATENATED MODULE: ./src/flux/operator/patched-sync.ts










/**
 * `spec.kustomize.patches` and the objects of the sync are one build, so that patches reach them (flux-operator,
 * internal/builder/templates.go: kustomizationTmpl; internal/builder/build.go: generate).
 */
async function patchSync(instance, tools) {
    const { source, kustomization } = instance;
    const patches = patchesOfSync(instance, kindsOf);
    if (patches.length === 0)
        return { source, kustomization, problems: [] };
    try {
        const objects = await patched_sync_build([source.object, kustomization.object], patches, tools);
        const patched = (manifest) => withObject(manifest, objects.find(({ kind }) => kind === (0,json/* textAt */.$6)(manifest.object, 'kind')) ?? manifest.object);
        return { source: patched(source), kustomization: patched(kustomization), problems: [] };
    }
    catch (error) {
        if (!(error instanceof ProcessError))
            throw error;
        return { source, kustomization, problems: [notPatched(kustomization, error)] };
    }
}
function kindsOf(patch) {
    return (0,parse_manifests/* parseManifests */.Ye)(patch, '').manifests.map(({ object }) => (0,json/* textAt */.$6)(object, 'kind'));
}
async function patched_sync_build(objects, patches, tools) {
    const folder = (0,temporary_folder/* createTemporaryFolder */.a)();
    try {
        const target = external_node_path_default().join(folder, 'sync');
        (0,external_node_fs_.mkdirSync)(target);
        const names = objects.map((object, index) => {
            (0,external_node_fs_.writeFileSync)(external_node_path_default().join(target, `${index}.yaml`), JSON.stringify(object));
            return `${index}.yaml`;
        });
        (0,external_node_fs_.writeFileSync)(external_node_path_default().join(target, 'kustomization.yaml'), JSON.stringify({ resources: names, patches }));
        const built = await buildKustomization(tools, target);
        return (0,parse_manifests/* parseManifests */.Ye)(built, '')
            .manifests.map(({ object }) => object)
            .filter(json/* isObject */.Gv);
    }
    finally {
        await (0,temporary_folder/* removeTemporaryFolder */.y)(folder);
    }
}
function notPatched({ object, placeOf }, error) {
    return {
        severity: 'error',
        kind: 'kustomize',
        message: 'kustomize cannot apply the kustomize.patches of the FluxInstance, so the operator applies nothing: what it syncs is read without them.',
        detail: error.stderr,
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object)),
        place: placeOf(),
    };
}

;// CONCATENATED MODULE: ./src/flux/tree/charts-of-releases.ts


/** @param candidates Files that hold a text of Flux's objects. */
function chartsOfReleases(candidates, repository) {
    const byFolder = new Map();
    for (const { chart, file } of chartTemplates(candidates, repository)) {
        byFolder.set(chart, [...(byFolder.get(chart) ?? []), file]);
    }
    return [...byFolder].map(([folder, templates]) => ({ folder, templates }));
}
/** Those whose folder one of the texts names, as a HelmRelease does with the chart that it installs. */
function chartsInUse(charts, texts) {
    if (charts.length === 0)
        return [];
    const all = texts();
    return charts.filter(({ folder }) => {
        // Where the source is a part of the repository, the path begins further down.
        const end = folder.split('/').slice(-2).join('/');
        return all.some((text) => text.includes(end));
    });
}
function notRendered(charts) {
    const [first] = charts;
    const file = first?.templates[0];
    if (file === undefined)
        return [];
    const message = `Charts of this repository make objects of Flux, which are not read (${(0,enumerate/* enumerate */.H)(charts.map(({ folder }) => folder))}): what they run has no pre-puller, and nothing is removed that may come from there.`;
    return [{ severity: 'warning', kind: 'manifest', message, place: { file } }];
}

;// CONCATENATED MODULE: ./src/flux/operator/copied-data.ts


/** What an object copies is not in Git, or is encrypted there; the message says what it is. */
class UnknownCopy extends Error {
    name = 'UnknownCopy';
}
const copied_data_fields = { ConfigMap: ['data', 'binaryData'], Secret: ['data', 'stringData', 'type'] };
/**
 * A ConfigMap or Secret with the data of the one that its annotation names; itself without the annotation (flux-operator,
 * internal/controller/resourceset_controller_configs.go: copyResources).
 * @throws UnknownCopy
 */
function copiedData(object, providers) {
    const from = (0,json/* metadataValue */.TP)(object, 'annotations', 'fluxcd.controlplane.io/copyFrom');
    const kind = (0,json/* textAt */.$6)(object, 'kind');
    if (from === '' || object.apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret'))
        return object;
    const [namespace = '', name = ''] = from.split('/');
    const reference = { kind, namespace, name };
    const source = providers.find(reference)?.object;
    if (!source)
        throw new UnknownCopy(`an object of it copies ${(0,object_reference/* describe */.q0)(reference)}, which is not in Git`);
    if ((0,json/* isObject */.Gv)(source.sops))
        throw new UnknownCopy(`an object of it copies ${(0,object_reference/* describe */.q0)(reference)}, which is encrypted`);
    const result = { ...object };
    for (const field of copied_data_fields[kind]) {
        const value = source[field];
        if (value !== undefined && !(field === 'type' && 'type' in object))
            result[field] = value;
    }
    return result;
}

;// CONCATENATED MODULE: ./src/tools/helm-templates.ts

/**
 * Runs the templates of a chart's folder through helm's engine, which is Go's; nothing of a cluster or of the user's own
 * configuration of helm takes part.
 * @param timeoutMilliseconds less than a tool has otherwise
 * @returns what helm prints: YAML, many documents
 * @throws ProcessError with helm's own words
 */
async function runTemplates(tools, folder, timeoutMilliseconds) {
    const { command, args, memoryBytes } = await tools.helm();
    return await runProcess(command, [...args, 'template', '--', 'sets', folder], {
        env: { HELM_NO_PLUGINS: '1' },
        ...(memoryBytes !== undefined && { memoryBytes }),
        ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
    });
}

;// CONCATENATED MODULE: ./src/flux/operator/slug-letters.ts
/**
 * What `slugify` makes of letters and signs beyond ASCII, in small letters: those of the Latin languages of Europe
 * (gosimple/slug, languages_substitution.go: defaultSub; gosimple/unidecode, tables.txt). Of others it has thousands, and these
 * are not evaluated.
 */
const slugLetters = {
    '': '’\u00ad',
    '-': '‒–—―',
    a: 'ªàáâãäåāăąÀÁÂÃÄÅĀĂĄ',
    ae: 'æÆ',
    c: 'çćĉċčÇĆĈĊČ',
    d: 'ðďđÐĎĐ',
    e: 'èéêëēĕėęěÈÉÊËĒĔĖĘĚ',
    g: 'ĝğġģĜĞĠĢ',
    h: 'ĥħĤĦ',
    i: 'ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ',
    ij: 'ĳĲ',
    j: 'ĵĴ',
    k: 'ķĶ',
    l: 'ĺļľŀłĹĻĽĿŁ',
    n: 'ñńņňÑŃŅŇ',
    o: 'ºòóôõöøōŏőÒÓÔÕÖØŌŎŐ',
    oe: 'œŒ',
    r: 'ŕŗřŔŖŘ',
    s: 'śŝşšŚŜŞŠ',
    ss: 'ß§',
    t: 'ţťŧŢŤŦ',
    th: 'þÞ',
    u: 'ùúûüũūŭůűųµÙÚÛÜŨŪŬŮŰŲ',
    w: 'ŵŴ',
    y: 'ýÿŷÝŶŸ',
    z: 'źżžŹŻŽ',
};

;// CONCATENATED MODULE: ./src/flux/operator/template-functions.ts
/** Functions of slim-sprig that are the same at any time and on any machine (HermeticTxtFuncMap), but for `randInt`. */
const slimSprig = `
add add1 adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base biggest cat ceil chunk clean coalesce
compact concat contains deepEqual default dict dig dir div duration durationRound empty ext fail first float64 floor
fromJson get has hasKey hasPrefix hasSuffix indent initial int int64 isAbs join keys kindIs kindOf last list lower max
maxf min minf mod mul mustAppend mustChunk mustCompact mustDateModify mustFirst mustFromJson mustHas mustInitial mustLast
mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral
mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout
must_date_modify nindent omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push quote regexFind
regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round
seq set sha1sum sha256sum slice sortAlpha split splitList splitn squote sub substr ternary title toDate toDecimal toJson
toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf
uniq unixEpoch unset until untilStep upper urlJoin urlParse values without`;
/** Go, text/template: builtins. */
const ofGo = 'and call eq ge gt html index js le len lt ne not or print printf println urlquery';
/** Go, text/template/parse: words that are no functions. */
const keywords = 'block break continue define else end if nil range template true false with';
const known = new Set([slimSprig, ofGo, keywords].flatMap((words) => words.trim().split(/\s+/)));
/** Does the operator know it, and does helm's engine mean the same by it? Helm has more, which would be an error in Flux. */
function isTemplateFunction(name) {
    return known.has(name);
}

;// CONCATENATED MODULE: ./src/flux/operator/template-text.ts



/** A template that Flux or prepuller cannot evaluate; the message says which part of it. */
class TemplateError extends Error {
    name = 'TemplateError';
}
/** What the helpers are called that stand beside the templates. */
const helpers = { need: 'prepuller.need', toYaml: 'prepuller.toYaml', slugify: 'prepuller.slugify' };
/** Stands for the operator's function `inputs`. */
const inputsVariable = '$prepullerInputs';
/**
 * Stands where the inputs are to be written; a template that is defined inside of another one sees no variable of that.
 * No text of a repository can hold it by chance.
 */
const inputsPlace = `prepuller-inputs-${(0,sha256/* sha256 */.s)('inputs of a ResourceSet')}`;
const setInputs = `{{ ${inputsVariable} := ${inputsPlace} }}`;
/**
 * A template of a ResourceSet in the words of helm's engine, which is Go's with other delimiters and without `inputs`,
 * `slugify` and the error for a missing key (flux-operator, internal/builder/resourceset.go: newTemplate). Before each
 * field that is read stands a check that it is there.
 * @throws TemplateError
 */
function helmTemplate(text) {
    const scope = (0,sha256/* sha256 */.s)(text).slice(0, 16);
    let result = setInputs;
    let position = 0;
    for (let start = text.indexOf('<<'); start >= 0; start = text.indexOf('<<', position)) {
        result += template_text_literal(text.slice(position, start));
        const { inner, end } = readAction(text, start + 2);
        result += action(inner, scope);
        position = end;
    }
    return result + template_text_literal(text.slice(position));
}
/** Braces of the text are no actions for helm either. */
function template_text_literal(text) {
    return text.replaceAll('{{', '{{ "{{" }}');
}
const tokens = /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|>>|[\s\S]/y;
const comment = /(?:- )?\/\*[\s\S]*?\*\/(?: -)?>>/y;
const commentStart = /(?:- )?\/\*/y;
/** Up to the closing delimiter, which may stand in a text of the action as well. */
function readAction(text, start) {
    comment.lastIndex = start;
    const found = comment.exec(text)?.[0];
    if (found !== undefined)
        return { inner: found.slice(0, -2), end: start + found.length };
    // What has no end is an error in Go as well; going on would look for the end again and again.
    commentStart.lastIndex = start;
    if (commentStart.test(text))
        throw new TemplateError(`'${excerpt(text.slice(start))}' has a comment without an end`);
    for (tokens.lastIndex = start;;) {
        const token = tokens.exec(text)?.[0];
        if (token === undefined)
            throw new TemplateError(`'${excerpt(text.slice(start))}' has no '>>' after it`);
        if (/^["'`]$/.test(token))
            throw new TemplateError(`'${excerpt(text.slice(start))}' has a quote without an end`);
        if (token === '>>')
            return { inner: text.slice(start, tokens.lastIndex - 2), end: tokens.lastIndex };
    }
}
function action(inner, scope) {
    const [, open = '', body = '', close = ''] = /^(- )?([\s\S]*?)((?: |\n)-)?$/.exec(inner) ?? [];
    if (body.trimStart().startsWith('/*'))
        return `{{${inner}}}`;
    const { expression, needs } = rewrite(ownName(body, scope));
    const checks = isChecked(body) ? needs.map((need, index) => `{{${index === 0 ? open : ''}${need}}}`) : [];
    const isDefinition = /^\s*(?:define|block)\b/.test(body);
    return `${checks.join('')}{{${checks.length > 0 ? '' : open}${expression}${close}}}${isDefinition ? setInputs : ''}`;
}
/**
 * All templates run together share their names with each other and with the helpers. In Flux each has its own, so the name
 * of one that it defines is made one that no other has.
 */
function ownName(body, scope) {
    return body.replace(/^(\s*(?:define|template|block)\s+["`])/, (start) => `${start}prepuller.${scope}.`);
}
/**
 * Where what is read is read for certain: not behind an `else`, in front of which nothing can stand, and not behind
 * `and` and `or`, which look no further than they must.
 */
function isChecked(body) {
    return !/^\s*(?:else|end|define|template|block|break|continue)\b/.test(body) && !/\b(?:and|or)\b/.test(body);
}
const parts = /(?<quoted>"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*')|(?<number>\d[\w.]*)|(?<root>\$\w*|[A-Za-z_]\w*)?(?<fields>(?:\.[A-Za-z_]\w*)+)|(?<word>\$\w*|[A-Za-z_]\w*)|(?<other>[\s\S])/gy;
function rewrite(body) {
    const needs = [];
    let expression = '';
    for (const { groups = {} } of body.matchAll(parts)) {
        const { quoted, number, root = '', fields, word, other } = groups;
        if (fields === undefined) {
            expression += word === undefined ? (quoted ?? number ?? other ?? '') : template_text_nameOf(word);
            continue;
        }
        const owner = root === '' ? '' : template_text_nameOf(root);
        // A field of what stands in parentheses is read from what is not known before.
        if (owner !== '' || !expression.endsWith(')'))
            needs.push(needOf(owner || '.', fields));
        expression += `${owner}${fields}`;
    }
    return { expression, needs };
}
function needOf(of, fields) {
    const names = fields.slice(1).split('.');
    return ` include "${helpers.need}" (list ${of} ${names.map((name) => JSON.stringify(name)).join(' ')}) `;
}
function template_text_nameOf(word) {
    if (word.startsWith('$'))
        return word;
    if (word === 'inputs')
        return inputsVariable;
    if (word === 'slugify')
        return `include "${helpers.slugify}"`;
    if (word === 'toYaml' || word === 'mustToYaml')
        return `include "${helpers.toYaml}"`;
    if (!isTemplateFunction(word))
        throw new TemplateError(`the function '${word}' is not known`);
    return word;
}
function excerpt(text) {
    return (text.split('\n', 1)[0] ?? '').slice(0, 60);
}
/** How helm says it that a text has letters of which prepuller does not know what `slugify` makes. */
const unknownLetters = 'slugify of such letters is not evaluated';
const slugReplacements = Object.entries(slugLetters)
    .map(([to, letters]) => `{{- $text = regexReplaceAllLiteral "[${letters}]" $text "${to}" -}}\n`)
    .join('');
/** The helpers, as a file of templates for helm. */
const helperTemplates = `
{{- define "${helpers.need}" -}}
{{- $value := first . -}}
{{- range $key := rest . -}}
{{- if kindIs "map" $value -}}
{{- if not (hasKey $value $key) -}}{{- fail (printf "map has no entry for key %q" $key) -}}{{- end -}}
{{- $value = get $value $key -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- define "${helpers.toYaml}" -}}
{{ toYaml . }}
{{ end -}}
{{- define "${helpers.slugify}" -}}
{{- $text := toString . -}}
{{- $text = trim $text -}}
${slugReplacements}{{- if regexMatch "[^\\\\x00-\\\\x7F]" $text -}}{{- fail "${unknownLetters}" -}}{{- end -}}
{{- $text = $text | replace "\\"" "" | replace "'" "" | replace "&" "and" | replace "@" "at" | lower -}}
{{- $text = regexReplaceAll "[^a-z0-9_-]" $text "-" -}}
{{- $text = regexReplaceAll "-+" $text "-" | trimAll "-_" -}}
{{- if gt (len $text) 63 -}}
{{- $cut := trunc 63 $text -}}
{{- if and (ne (substr 63 64 $text) "-") (contains "-" $cut) -}}{{- $cut = regexReplaceAll "-[^-]*$" $cut "" -}}{{- end -}}
{{- $text = $cut -}}
{{- end -}}
{{- $text -}}
{{- end -}}
`;

;// CONCATENATED MODULE: ./src/flux/operator/run-templates.ts







/** Of those that are run alone, for each may take as much memory as a process may. */
const setsAtOnce = 2;
/** Templates of ResourceSets take milliseconds; with the run of one alone, this stays below a minute. */
const togetherMilliseconds = 10_000;
/**
 * Runs the templates of many sets, all in one process of helm. Where that fails, each half is run alone, until it is
 * known which set is wrong; where it had to be ended, each set at once, for every half with the same set would be.
 * @returns for each set the texts that its templates make, or why they cannot be made
 */
async function runSets(sets, tools, time) {
    try {
        return await runTogether(sets, tools);
    }
    catch (error) {
        if (!(error instanceof ProcessError))
            throw error;
        if (sets.length === 1)
            return [error];
        if (error.exitCode === undefined)
            return await runEach(sets, tools, time);
        const half = Math.ceil(sets.length / 2);
        const first = await runSets(sets.slice(0, half), tools, time);
        return [...first, ...(await runSets(sets.slice(half), tools, time))];
    }
}
async function runEach(sets, tools, time) {
    const limit = (0,p_limit/* default */.A)(setsAtOnce);
    const runAlone = async (set) => time.isSpent() ? [notStarted()] : await time.count(() => runSets([set], tools, time));
    return (await Promise.all(sets.map((set) => limit(() => runAlone(set))))).flat();
}
function notStarted() {
    const message = 'other ResourceSets took all the time that templates may take';
    return new ProcessError(message, { stderr: '', exitCode: undefined, broke: 'time' });
}
async function runTogether(sets, tools) {
    const templates = sets.flat();
    if (templates.length === 0)
        return sets.map(() => []);
    const folder = (0,temporary_folder/* createTemporaryFolder */.a)();
    try {
        writeChart(folder, templates);
        const texts = readResults(await runTemplates(tools, folder, sets.length > 1 ? togetherMilliseconds : undefined));
        return sets.map((set) => texts.splice(0, set.length));
    }
    finally {
        await (0,temporary_folder/* removeTemporaryFolder */.y)(folder);
    }
}
/** Each template is a file of its own, and one more gives the texts of all, in a form that helm changes nothing of. */
function writeChart(folder, templates) {
    (0,external_node_fs_.mkdirSync)(external_node_path_default().join(folder, 'templates'), { recursive: true });
    const write = (name, text) => (0,external_node_fs_.writeFileSync)(external_node_path_default().join(folder, name), text);
    write('Chart.yaml', 'apiVersion: v2\nname: sets\nversion: 0.0.0\n');
    write('templates/_helpers.tpl', helperTemplates);
    for (const [index, text] of templates.entries())
        write(`templates/_${index}.tpl`, text);
    const texts = templates.map((_, index) => `(include "sets/templates/_${index}.tpl" nil)`);
    write('templates/results.yaml', `results: {{ list ${texts.join(' ')} | toJson | b64enc }}\n`);
}
function readResults(output) {
    const encoded = /^results: (\S+)$/m.exec(output)?.[1] ?? '';
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}

;// CONCATENATED MODULE: ./src/flux/operator/template-layout.ts


/**
 * YAML as the operator lays a resource out before it takes it for a template (flux-operator,
 * internal/builder/resourceset.go: BuildResource, by sigs.k8s.io/yaml: JSONToYAML): keys sorted, two spaces, the items of
 * a list no further in than its key. Templates count on it, with `nindent`.
 */
function templateLayout(object) {
    return blockMap(object, '');
}
function blockMap(map, indent) {
    return Object.keys(map)
        .sort()
        .map((key) => `${indent}${writeKey(key)}:${afterKey(map[key] ?? null, indent)}`)
        .join('');
}
function afterKey(value, indent) {
    if (Array.isArray(value) && value.length > 0)
        return `\n${blockList(value, indent)}`;
    if ((0,json/* isObject */.Gv)(value) && Object.keys(value).length > 0)
        return `\n${blockMap(value, `${indent}  `)}`;
    return ` ${onOneLine(value, indent)}\n`;
}
function blockList(list, indent) {
    return list.map((item) => `${indent}- ${afterHyphen(item, `${indent}  `)}`).join('');
}
/** The first line follows the hyphen, in the place of its indentation. */
function afterHyphen(item, indent) {
    if (Array.isArray(item) && item.length > 0)
        return blockList(item, indent).slice(indent.length);
    if ((0,json/* isObject */.Gv)(item) && Object.keys(item).length > 0)
        return blockMap(item, indent).slice(indent.length);
    return `${onOneLine(item, indent.slice(2))}\n`;
}
function onOneLine(value, indent) {
    // The lines of a block are indented by two spaces already.
    if (typeof value === 'string')
        return template_layout_text(value).replaceAll('\n', `\n${indent}`);
    return Array.isArray(value) ? '[]' : (0,json/* isObject */.Gv)(value) ? '{}' : JSON.stringify(value);
}
/** What looks like another type is quoted; the other rules are those of what has a `$`. */
function template_layout_text(value) {
    return looksOtherwise.test(value) ? JSON.stringify(value) : writeScalar(value);
}
/** Empty, or what YAML 1.1 reads as a boolean, null, a number or a time (go-yaml v2, resolve.go). */
const looksOtherwise = /^(?:|~|null|y|n|yes|no|on|off|true|false|<<|=|[-+]?\.(?:inf|nan)|[-+.]?\d[\d_.,:a-fox+-]*(?:[T ][\d:.+Z-]*)?)$/i;

;// CONCATENATED MODULE: ./src/flux/operator/template-literal.ts

/**
 * A value as Go's templates write it. Inputs stand in the template itself: of values of a chart, helm would make
 * floating point numbers of all numbers.
 */
function templateLiteral(value) {
    if (value === null)
        return 'nil';
    if (typeof value === 'string')
        return goString(value);
    if (typeof value === 'number')
        return goNumber(value);
    if (Array.isArray(value))
        return `(list${value.map((item) => ` ${templateLiteral(item)}`).join('')})`;
    if (!(0,json/* isObject */.Gv)(value))
        return String(value);
    const entries = Object.entries(value).map(([key, item]) => ` ${goString(key)} ${templateLiteral(item)}`);
    return `(dict${entries.join('')})`;
}
/** JSON's escapes are Go's, but for those of half a pair, which no YAML can mean. */
function goString(text) {
    return JSON.stringify(text.replace(/\p{Cs}/gu, '\uFFFD'));
}
/** As Go's JSON reads it: whole numbers are integers. */
function goNumber(value) {
    if (Number.isSafeInteger(value))
        return String(value);
    const text = String(value);
    return /[.e]/.test(text) ? text : `${text}.0`;
}

;// CONCATENATED MODULE: ./src/flux/operator/evaluate-sets.ts











/**
 * Makes of ResourceSets what the Flux operator would: its templates are Go's, and so are helm's (flux-operator,
 * internal/builder/resourceset.go: BuildResourceSet).
 * @returns one build for each set; it has failed where it is not known what the set makes
 */
async function evaluateSets(sets, providers, { tools, time }) {
    const plans = sets.map((set) => planSet(set, providers));
    const texts = plans.map((plan) => ('templates' in plan ? plan.templates.map(({ text }) => text) : []));
    const outputs = await runSets(texts, tools, time);
    return sets.map((set, index) => {
        const plan = plans[index];
        const output = outputs[index] ?? [];
        if (!plan || 'problem' in plan)
            return failed(plan ? [plan.problem] : []);
        if (output instanceof ProcessError)
            return failed([notRun(set, output)]);
        return withCopies(set, buildOf(set, plan.templates, output), providers);
    });
}
function planSet(set, providers) {
    const { object } = set;
    try {
        const inputs = inputSets(object, providers);
        requireKnownIds(object);
        const templates = stepsOf(object).flatMap((step, index) => templatesOf(step, index, inputs));
        return { templates };
    }
    catch (error) {
        if (error instanceof UnknownInputs)
            return { problem: unknown(set, error.message) };
        if (error instanceof TemplateError)
            return { problem: wrongTemplate(set, error.message) };
        throw error;
    }
}
/** `spec` itself where it has no steps. */
function stepsOf(set) {
    const steps = (0,json/* objectsAt */.yR)(set, 'spec', 'steps');
    const spec = (0,json/* objectAt */.lJ)(set, 'spec');
    if (steps.length === 0)
        return [spec];
    if ((0,json/* objectsAt */.yR)(spec, 'resources').length > 0 || (0,json/* textAt */.$6)(spec, 'resourcesTemplate') !== '')
        throw new TemplateError('it has steps and resources beside them');
    return steps;
}
function templatesOf(step, number, inputs) {
    if (inputs === undefined)
        return [];
    const resources = (0,json/* objectsAt */.yR)(step, 'resources').map(templateLayout);
    const text = (0,json/* textAt */.$6)(step, 'resourcesTemplate');
    const all = [
        ...resources.map((layout) => ({ template: helmTemplate(layout), isResource: true })),
        ...(text === '' ? [] : [{ template: helmTemplate(text), isResource: false }]),
    ];
    // Without inputs each template is run once, and every field of them is missing.
    const sets = inputs.length > 0 ? inputs : [{}];
    return all.flatMap(({ template, isResource }) => sets.map((one) => ({
        text: template.replaceAll(inputsPlace, () => templateLiteral(one)),
        isResource,
        hasInputs: inputs.length > 0,
        step: number,
    })));
}
function buildOf(set, templates, texts) {
    try {
        const objects = templates.flatMap((template, index) => evaluate_sets_objectsOf(texts[index] ?? '', template).map((object) => ({ object, step: template.step })));
        return { documents: distinct(objects).map(documentOf), problems: [], failed: false };
    }
    catch (error) {
        if (error instanceof TemplateError)
            return failed([wrongTemplate(set, error.message)]);
        if (!(error instanceof GoYamlError))
            throw error;
        return failed([wrongTemplate(set, `what it makes cannot be read: ${error.message}`)]);
    }
}
/** With what its objects copy of others. */
function withCopies(set, build, providers) {
    try {
        return { ...build, documents: build.documents.map((document) => copied(document, providers)) };
    }
    catch (error) {
        if (error instanceof UnknownCopy)
            return failed([unknown(set, error.message)]);
        throw error;
    }
}
function copied(document, providers) {
    const object = document.object();
    const complete = (0,json/* isObject */.Gv)(object) ? copiedData(object, providers) : object;
    return (0,json/* isObject */.Gv)(complete) && complete !== object ? documentOf(complete) : document;
}
/** The first of each; one that another step has made is an error. */
function distinct(objects) {
    const known = new Map();
    for (const made of objects) {
        const key = keyOf(made.object);
        const first = known.get(key) ?? made;
        if (first.step !== made.step)
            throw new TemplateError(`two of its steps make ${key}`);
        known.set(key, first);
    }
    return [...known.values()].map(({ object }) => object);
}
/** Objects with an annotation are left out, but for those of a resource without inputs. */
function evaluate_sets_objectsOf(text, { isResource, hasInputs }) {
    const objects = text
        .split(/^---(?:[ \t].*)?$/m)
        .map((document) => parseGoYaml(document))
        .filter(json/* isObject */.Gv)
        .flatMap((object) => ((0,json/* textAt */.$6)(object, 'kind').endsWith('List') ? (0,json/* objectsAt */.yR)(object, 'items') : [object]));
    const taken = isResource ? objects.slice(0, 1) : objects;
    return taken.filter((object) => (isResource && !hasInputs) || !evaluate_sets_isDisabled(object));
}
function evaluate_sets_isDisabled(object) {
    return (0,json/* metadataValue */.TP)(object, 'annotations', 'fluxcd.controlplane.io/reconcile') === 'disabled';
}
/** The version is no part of an object's identity. */
function keyOf(object) {
    return `${(0,json/* textAt */.$6)(object, 'apiVersion').replace(/\/?[^/]*$/, '')} ${(0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object))}`;
}
function documentOf(object) {
    return { kind: (0,json/* textAt */.$6)(object, 'kind'), text: (0,dist/* stringify */.As)(object), object: () => object };
}
/** For a ResourceSet that was made by one that was made by one, and so on. */
function tooManyGenerations(set) {
    return failed([wrongTemplate(set, 'ResourceSets that make each other have no end')]);
}
function failed(problems) {
    return { documents: [], problems, failed: true };
}
function unknown(set, fact) {
    return {
        severity: 'warning',
        kind: 'manifest',
        message: `What this ResourceSet makes is not seen, for ${fact}. Nothing is removed that it may make.`,
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(set.object)),
        place: set.placeOf('spec', 'inputsFrom'),
    };
}
function wrongTemplate(set, fact, detail = '') {
    return {
        severity: 'error',
        kind: 'manifest',
        message: `The ResourceSet cannot be built, for ${fact}: the operator applies nothing of it.`,
        ...(detail && { detail }),
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(set.object)),
        place: set.placeOf('spec'),
    };
}
function notRun(set, error) {
    if (error.stderr.includes(unknownLetters))
        return unknown(set, 'slugify is given letters that are not evaluated');
    if (error.exitCode !== undefined)
        return wrongTemplate(set, reasonOf(error), error.stderr);
    const message = `What this ResourceSet makes is not seen, for ${error.message}. Nothing is removed that it may make.`;
    return { ...wrongTemplate(set, '', error.stderr), message };
}
function reasonOf({ stderr }) {
    const missing = /map has no entry for key "[^"\n]*"/.exec(stderr)?.[0];
    return missing ?? 'a template of it is wrong';
}

;// CONCATENATED MODULE: ./src/flux/operator/template-time.ts
/** Of all sets that had to be run alone, in all generations of them. */
const template_time_togetherMilliseconds = 90_000;
/**
 * What the templates of ResourceSets that have to be ended may take in sum: each of many could take as long as a program may.
 */
class TemplateTime {
    limit;
    spent = 0;
    constructor(limit = template_time_togetherMilliseconds) {
        this.limit = limit;
    }
    isSpent() {
        return this.spent >= this.limit;
    }
    /** Counts how long the work takes. */
    async count(work) {
        const start = performance.now();
        try {
            return await work();
        }
        finally {
            this.spent += performance.now() - start;
        }
    }
}

;// CONCATENATED MODULE: ./src/flux/tree/artifact.ts





/**
 * The folder of this repository that a part of an ExternalArtifact was copied from
 * (fluxcd/source-watcher, api/v1beta1/artifactgenerator_types.go).
 * @param generators Manifests among which the ArtifactGenerators are; several clusters may have one of the same name.
 */
function artifactFolder(kustomization, generators, tree, checkoutOf) {
    const { name, namespace } = sourceOf(kustomization);
    const written = external_node_path_default().posix.join('/', (0,json/* textAt */.$6)(kustomization.spec, 'path'));
    const near = (manifest) => (0,files_folders/* sharedFolders */.pY)(manifest.placeOf().file, kustomization.manifest.placeOf().file);
    const folders = [...generators]
        .filter(({ object }) => (0,json/* textAt */.$6)(object, 'kind') === 'ArtifactGenerator' && isNamespace(object, namespace))
        .sort((a, b) => near(b) - near(a))
        .flatMap((generator) => copies(generator, name, checkoutOf)
        .filter(({ to }) => written === to || written.startsWith(to === '/' ? '/' : `${to}/`))
        .map(({ from, to }) => folderOfSource(external_node_path_default().posix.join(from, external_node_path_default().posix.relative(to, written)), generator, tree)));
    return folders.find((folder) => folder !== undefined);
}
function isNamespace(object, namespace) {
    const own = (0,object_reference/* referenceOf */.Bz)(object).namespace;
    return own === '' || own === namespace;
}
/** From a folder of this repository, without a slash in front, to one of the artifact, with one. */
function copies({ object: generator, placeOf }, artifact, checkoutOf) {
    const { namespace } = (0,object_reference/* referenceOf */.Bz)(generator);
    const aliases = (0,json/* objectsAt */.yR)(generator, 'spec', 'sources')
        .filter((source) => checkoutOf({ kind: (0,json/* textAt */.$6)(source, 'kind'), name: (0,json/* textAt */.$6)(source, 'name'), namespace }, placeOf().file))
        .map((source) => (0,json/* textAt */.$6)(source, 'alias'));
    return (0,json/* objectsAt */.yR)(generator, 'spec', 'artifacts')
        .filter((one) => (0,json/* textAt */.$6)(one, 'name') === artifact)
        .flatMap((one) => (0,json/* objectsAt */.yR)(one, 'copy'))
        .flatMap((copy) => {
        const [, alias = '', from = ''] = /^@([^/]+)\/(.*?)\/?(?:\*\*?)?$/.exec((0,json/* textAt */.$6)(copy, 'from')) ?? [];
        const [, to] = /^@artifact(\/.*)$/.exec((0,json/* textAt */.$6)(copy, 'to')) ?? [];
        return aliases.includes(alias) && to !== undefined ? { from, to: to.replace(/\/+$/, '') || '/' } : [];
    });
}

;// CONCATENATED MODULE: ./src/flux/tree/locate.ts






/** Finds which folder of this repository a Kustomization builds, or why it is not followed. */
function createLocator({ tree, manifests }, synced, generatorFiles, outputPath) {
    const generators = () => generatorFiles.flatMap((file) => manifests.in(file));
    return (kustomization) => {
        if (sourceOf(kustomization).kind === 'ExternalArtifact') {
            const folder = artifactFolder(kustomization, generators(), tree, synced.checkoutOf);
            return folder === undefined ? { kind: 'elsewhere' } : { kind: 'folder', folder, ignored: '' };
        }
        const { file } = kustomization.manifest.placeOf();
        const checkout = synced.checkoutOf(sourceOf(kustomization), file);
        if (!checkout)
            return { kind: 'elsewhere' };
        // It may not be there before the first run.
        if (external_node_path_default().posix.join('/', (0,json/* textAt */.$6)(kustomization.spec, 'path'), '.') === `/${outputPath}`)
            return { kind: 'generated' };
        const folder = folderOf(kustomization, tree);
        return folder === undefined ? locate_missing(kustomization) : { kind: 'folder', folder, ignored: ignoredBy(checkout) };
    };
}
/** The same, for a source that was fetched: its paths begin at its own root. */
function locateIn(tree, kustomization, source) {
    const written = external_node_path_default().posix.join('/', (0,json/* textAt */.$6)(kustomization.spec, 'path')).slice(1);
    const target = tree.resolve(written);
    if (target.kind !== 'folder')
        return locate_missing(kustomization, (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(source.object)));
    return { kind: 'folder', folder: target.path, ignored: ignoredBy({ declaration: source }) };
}
function ignoredBy({ declaration }) {
    return declaration ? (0,json/* textAt */.$6)(declaration.object, 'spec', 'ignore') : '';
}
function locate_missing({ spec, manifest, reference }, of = 'this repository') {
    return {
        kind: 'missing',
        problem: {
            severity: 'warning',
            kind: 'kustomize',
            message: `The Kustomization builds ${JSON.stringify((0,json/* textAt */.$6)(spec, 'path'))}, which is no folder of ${of}: nothing of it is seen.`,
            object: (0,object_reference/* describe */.q0)(reference),
            place: manifest.placeOf('spec', 'path'),
        },
    };
}
/** Said once, however many there are. */
function notFollowed(kustomizations) {
    const [first] = kustomizations;
    if (first === undefined)
        return [];
    const bySource = new Map();
    for (const kustomization of kustomizations) {
        const source = (0,object_reference/* describe */.q0)(sourceOf(kustomization));
        bySource.set(source, [...(bySource.get(source) ?? []), kustomization.reference.name]);
    }
    const list = (0,enumerate/* enumerate */.H)([...bySource].map(([source, names]) => `${source} (${(0,enumerate/* enumerate */.H)([...new Set(names)])})`));
    return [
        {
            severity: 'notice',
            kind: 'kustomize',
            message: `Kustomizations of other sources than this repository are not followed: ${list}.`,
            place: first.manifest.placeOf('spec', 'sourceRef'),
        },
    ];
}

;// CONCATENATED MODULE: ./src/flux/tree/abroad.ts




/** The Kustomizations of a cluster that build other sources than this repository. */
class Abroad {
    others;
    /** Where nothing says what their source is, or sources are not followed. */
    notFollowed = [];
    waiting = [];
    unfetched = new Map();
    remarks = new Map();
    /** @param others None where sources are not followed. */
    constructor(others) {
        this.others = others;
    }
    add(kustomization) {
        (this.others ? this.waiting : this.notFollowed).push(kustomization);
    }
    /** Fetches what those need that were added since. @param find Gives a source that is applied. */
    async follow(find) {
        const { others } = this;
        if (!others)
            return [];
        const all = await Promise.all(this.waiting.splice(0).map(async (kustomization) => {
            const source = others.declarationOf(kustomization) ?? find(sourceOf(kustomization));
            if (!source) {
                this.notFollowed.push(kustomization);
                return [];
            }
            const followed = await others.follow(source);
            if ('fault' in followed) {
                addUnfetched(this.unfetched, source, followed, kustomization);
                return [];
            }
            const { files, remarks } = followed;
            for (const problem of remarks.map((remark) => remarkOn(source, remark)))
                this.remarks.set(`${problem.object} ${problem.message}`, problem);
            return [{ kustomization, located: locateIn(files.tree, kustomization, source), files }];
        }));
        return all.flat();
    }
    /** What builds sources that were not fetched. */
    unseen() {
        return [...this.notFollowed, ...[...this.unfetched.values()].flatMap((one) => one.kustomizations)];
    }
    isUnseen() {
        return this.notFollowed.length > 0 || this.unfetched.size > 0;
    }
    problems() {
        return [...unfetchedSources([...this.unfetched.values()]), ...this.remarks.values()];
    }
}
function addUnfetched(all, source, fault, kustomization) {
    const key = (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(source.object));
    const known = all.get(key) ?? { source, fault, kustomizations: [] };
    all.set(key, known);
    known.kustomizations.push(kustomization);
}
/** Each source once; that it cannot be had never fails a run. */
function unfetchedSources(unfetched) {
    return unfetched.map(({ source, fault: { fault, detail }, kustomizations }) => ({
        severity: 'warning',
        kind: 'source',
        message: `It cannot be fetched, so what it holds is not seen (${(0,enumerate/* enumerate */.H)([...new Set(kustomizations.map(({ reference }) => reference.name))])}): ${fault}. With 'follow-sources: false' it is not tried.`,
        ...(detail !== undefined && { detail }),
        object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(source.object)),
        place: source.placeOf('spec', 'url'),
    }));
}
function remarkOn({ object, placeOf }, message) {
    return { severity: 'notice', kind: 'source', message, object: (0,object_reference/* describe */.q0)((0,object_reference/* referenceOf */.Bz)(object)), place: placeOf('spec') };
}

;// CONCATENATED MODULE: ./src/flux/tree/applied-object.ts




/** An object as it was built, before Flux changes it. */
function applied_object_parseDocument(document, { graph, kustomization }, { manifests, prefix }) {
    const manifest = readBuiltDocument(document, graph, manifests, kustomization.manifest);
    if (!manifest)
        return [];
    const placeOf = (...field) => prefixed(manifest.placeOf(...field), prefix);
    return [prefix === '' ? manifest : { ...manifest, placeOf }];
}
function prefixed(place, prefix) {
    return { ...place, file: `${prefix}${place.file}` };
}
/** What Flux does to an object after the build: its variables first, then `commonMetadata`. */
function substituteAndMark(manifest, built, { strictSubstitution }) {
    const { manifest: substituted, problems } = substituteManifest(manifest, built.variables, strictSubstitution);
    return { ...(substituted && { manifest: marked(substituted, built.kustomization.spec) }), problems };
}
function marked(manifest, spec) {
    return withObject(manifest, (0,flux_overlay/* addCommonMetadata */.O8)(manifest.object, spec));
}
function manifestsOf(substituted) {
    return substituted.flatMap(({ manifest }) => manifest ?? []);
}

;// CONCATENATED MODULE: ./src/flux/kustomize/label-transformers.ts

/**
 * Which objects of a build get a label from `labels`, `commonLabels` or a LabelTransformer, as all of their folder do?
 * @param text Of a file of the repository.
 * @returns a test of the file that an object comes from; one that comes from none is taken for one that gets it
 */
function labelTransformers(graph, key, text) {
    const setting = [...graph.kustomizations.values()].filter((folder) => setsLabel(folder, key, text));
    const reached = setting.map((folder) => filesReachedBy(folder, graph));
    return (file) => reached.some((files) => file === undefined || files.has(file));
}
function setsLabel({ content, files }, key, text) {
    if ((0,json/* fieldAt */.UK)(content, 'commonLabels', key) !== undefined)
        return true;
    if ((0,json/* objectsAt */.yR)(content, 'labels').some((labels) => (0,json/* fieldAt */.UK)(labels, 'pairs', key) !== undefined))
        return true;
    if (content.transformers === undefined)
        return false;
    const transformers = [JSON.stringify(content.transformers), ...[...files.values()].map(text)];
    return transformers.some((written) => written.includes('LabelTransformer') && written.includes(key));
}
/** What a component changes is what those build that use it. */
function filesReachedBy(folder, graph) {
    const all = [...graph.kustomizations.values()];
    const users = isComponent(folder.content) ? all.filter(({ folders }) => folders.has(folder.folder)) : [folder];
    // What Flux adds is used by the top alone.
    return filesBelow(users.length > 0 ? users : [graph.top], graph);
}
function isComponent({ kind }) {
    return kind === 'Component';
}
function filesBelow(starts, { kustomizations }) {
    const files = new Set();
    const seen = new Set();
    const open = [...starts];
    for (let current = open.pop(); current; current = open.pop()) {
        if (seen.has(current))
            continue;
        seen.add(current);
        for (const file of current.files.values())
            files.add(file);
        open.push(...[...current.folders].flatMap((name) => kustomizations.get(name) ?? []));
    }
    return files;
}

;// CONCATENATED MODULE: ./src/flux/tree/choice.ts




/** Is the object opted in? An own `disabled` takes it out, whatever reaches it. */
function choose(object, values, context) {
    const { written, own, applied } = values;
    if ((0,opt_in/* isOptOut */._b)(own) || (0,opt_in/* isOptOut */._b)(applied))
        return 'left';
    // It runs once: only somebody who says so of this one wants it.
    if (isJob(object))
        return (0,opt_in/* isOptIn */.fx)(written) ? 'taken' : 'left';
    if ((0,opt_in/* isOptIn */.fx)(own) || (0,opt_in/* isOptIn */.fx)(context.ofApplier))
        return 'taken';
    if (context.label === opt_in/* everything */.YT && !(0,opt_in/* isOptOut */._b)(context.ofApplier))
        return 'taken';
    if (!(0,opt_in/* isOptIn */.fx)(applied))
        return 'left';
    return (0,release_object/* isHelmRelease */.iP)(object) || context.workloads ? 'taken' : 'offered';
}
function isJob(object) {
    return (0,object_reference/* isKind */.VF)(object, 'Job', 'batch', ['v1', 'v1beta1']);
}
/**
 * @param manifest As it was built.
 * @param object The same, with its variables replaced or not.
 */
function labelValues(manifest, object, { label, spec, isTransformed }) {
    const built = (0,opt_in/* labelValue */.w)(object, label);
    const common = (0,json/* fieldAt */.UK)(spec, 'commonMetadata', 'labels', (0,opt_in/* labelKey */.kJ)(label));
    const inFile = () => {
        const file = manifest.written();
        // What comes from no file is as its generator, or the template of a ResourceSet, has it.
        const value = file === undefined && manifest.origin === undefined ? built : (0,opt_in/* labelValue */.w)(file ?? {}, label);
        return hasVariable(value) ? built : value;
    };
    const isOfAll = built !== '' && isTransformed(manifest.origin);
    const own = isOfAll ? inFile() : built;
    return {
        // The file is read where it matters alone.
        written: isJob(object) && (0,opt_in/* isOptIn */.fx)(own) ? inFile() : own,
        own,
        applied: typeof common === 'string' ? common : built,
    };
}
/** What is made of variables may be the value that opts in. */
function whatMayBe({ written, own, applied }) {
    const possible = (value) => (hasVariable(value) ? 'enabled' : value);
    return { written: possible(written), own: possible(own), applied: possible(applied) };
}
function hasVariable(value) {
    return value.includes('${');
}

;// CONCATENATED MODULE: ./src/flux/tree/opted-in.ts









/** Reads the label of every object that may have one, and gives those that are opted in as Flux applies them. */
function optedIn(built, context) {
    const result = { releases: [], objects: [], offered: [], problems: [] };
    const labels = labelContext(built, context);
    const choice = { ...context, ofApplier: built.kustomization.ownLabel ?? '' };
    for (const document of built.documents.filter((one) => mayBeTaken(one, built.kustomization, context))) {
        for (const manifest of applied_object_parseDocument(document, built, context).filter(isTold)) {
            addChosen(result, manifest, { built, context, labels, choice });
        }
    }
    return result;
}
function addChosen(result, manifest, choosing) {
    const { built, context, labels, choice } = choosing;
    const mayBe = choose(manifest.object, whatMayBe(labelValues(manifest, manifest.object, labels)), choice);
    if (mayBe === 'left')
        return;
    const isRelease = (0,release_object/* isHelmRelease */.iP)(manifest.object);
    const substituted = substituteManifest(manifest, built.variables, context.strictSubstitution);
    if (substituted.manifest === undefined) {
        if (mayBe === 'taken')
            result.problems.push(...problemsOf(substituted.problems, isRelease, built.kustomization));
        return;
    }
    const { object } = substituted.manifest;
    const chosen = choose(object, labelValues(manifest, object, labels), choice);
    if (chosen === 'left')
        return;
    const list = chosen === 'offered' ? result.offered : isRelease ? result.releases : result.objects;
    list.push(marked(substituted.manifest, built.kustomization.spec));
    // Of what holds scripts and settings, what is not set says nothing about images.
    if (chosen === 'taken' && !holdsData(object)) {
        result.problems.push(...problemsOf(substituted.problems, isRelease, built.kustomization));
    }
}
/** An error of a plain object is one of all that its Kustomization applies: its pre-puller stays as it was. */
function problemsOf(problems, isRelease, applier) {
    if (isRelease)
        return [...problems];
    const release = applierId(applier);
    return problems.map((problem) => (problem.severity === 'error' ? { ...problem, release } : problem));
}
function labelContext({ graph, kustomization }, { label, manifests }) {
    const isTransformed = labelTransformers(graph, (0,opt_in/* labelKey */.kJ)(label), manifests.text);
    return { label, spec: kustomization.spec, isTransformed };
}
/** By its text alone: most documents are never parsed. */
function mayBeTaken({ kind, text }, { spec, ownLabel = '' }, { label, workloads }) {
    if (neverTaken.has(kind))
        return false;
    if ((0,opt_in/* isOptIn */.fx)(ownLabel) || label === opt_in/* everything */.YT)
        return true;
    const isReached = (0,json/* fieldAt */.UK)(spec, 'commonMetadata', 'labels', (0,opt_in/* labelKey */.kJ)(label)) !== undefined;
    if (kind === 'HelmRelease')
        return isReached || text.includes((0,opt_in/* textOfLabel */.Fr)(label));
    // Where it would only be counted, that must cost nothing.
    const isCounted = isReached && (workloads || /image/i.test(text));
    return isCounted || (0,opt_in/* mayLabelObjects */.y)(text, label);
}
/** They run nothing, and some are very large. */
const neverTaken = new Set(['CustomResourceDefinition', 'Namespace', 'ServiceAccount', 'Service', 'HelmRepository']);
/** Of Flux's own objects only HelmReleases and FluxInstances run something. */
function isTold({ object }) {
    if ((0,release_object/* isHelmRelease */.iP)(object) || isFluxInstance(object))
        return true;
    const isEncrypted = (0,json/* fieldAt */.UK)(object, 'sops') !== undefined;
    return !isEncrypted && !fluxGroups.test((0,json/* textAt */.$6)(object, 'apiVersion'));
}
const fluxGroups = /^(?:[\w.-]+\.toolkit\.fluxcd\.io|source\.extensions\.fluxcd\.io|fluxcd\.controlplane\.io)\//;
function holdsData({ apiVersion, kind }) {
    return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}
/**
 * The label by which a Kustomization is about all that it applies: what its own file or a patch says. What its parent
 * sets on everything is about the Kustomization as an object, and goes no further.
 * @param built As its parent built it.
 * @param object The same with its variables replaced, and without what the parent sets on everything.
 */
function ownLabel(built, object, labels) {
    const { own, applied } = labelValues(built, object, labels);
    return (0,opt_in/* isOptOut */._b)(applied) ? applied : own;
}

;// CONCATENATED MODULE: ./src/flux/tree/applied.ts








function applyBuild(built, context) {
    const children = substitutedOf('Kustomization', isFluxKustomization, built, context);
    const resourceSets = substitutedOf('ResourceSet', isResourceSet, built, context);
    const { releases, objects, offered, problems } = optedIn(built, context);
    return {
        children: kustomizationsOf(children, built, context),
        resourceSets: manifestsOf(resourceSets),
        labelled: releases,
        objects,
        offered,
        complete: [...children, ...resourceSets].every(({ manifest }) => manifest !== undefined),
        problems: [
            ...[...children, ...resourceSets].flatMap((one) => one.problems),
            ...problems,
            ...releases.flatMap(withoutNamespace),
        ],
        ...lookup(built, context),
    };
}
function kustomizationsOf(children, built, context) {
    const labels = labelContext(built, context);
    return children.flatMap(({ manifest, built: before, object }) => {
        if (!manifest || !object)
            return [];
        const own = ownLabel(before, object, labels);
        return [{ ...fluxKustomization(manifest), ...(own && { ownLabel: own }) }];
    });
}
function substitutedOf(kind, isWanted, built, context) {
    return built.documents
        .filter((document) => document.kind === kind)
        .flatMap((document) => applied_object_parseDocument(document, built, context))
        .filter(({ object }) => isWanted(object))
        .map((manifest) => {
        const { manifest: found, problems } = substituteManifest(manifest, built.variables, context.strictSubstitution);
        if (!found)
            return { built: manifest, problems };
        return { built: manifest, object: found.object, manifest: marked(found, built.kustomization.spec), problems };
    });
}
function lookup(built, context) {
    const read = (0,memoize/* memoize */.B)((document) => manifestsOf(applied_object_parseDocument(document, built, context).map((manifest) => substituteAndMark(manifest, built, context))));
    const ofKind = (kind) => built.documents.filter((document) => document.kind === kind);
    return {
        find: (reference) => ofKind(reference.kind)
            .filter((document) => mayHaveName(document, reference.name))
            .flatMap(read)
            .find(({ object }) => (0,object_reference/* isSameReference */.ol)((0,object_reference/* referenceOf */.Bz)(object), reference)),
        all: (kind) => ofKind(kind).flatMap(read),
    };
}
/** The API server refuses an object that says no namespace, and Flux gives it none. */
function withoutNamespace(release) {
    if ((0,object_reference/* referenceOf */.Bz)(release.object).namespace !== '')
        return [];
    const message = "It has no namespace, so Flux cannot apply it; it is taken as if it were in 'default'. Give the Kustomization a targetNamespace.";
    return [(0,release_object/* problemsOf */.GW)(release)('warning', 'manifest', message, 'metadata')];
}
/** The name in `metadata`, unless a variable makes it. */
function mayHaveName({ text }, name) {
    const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
    const written = /^ {2}name: (.*)$/m.exec(metadata)?.[1] ?? '';
    return written.includes('$') || written.replace(/^["']|["']$/g, '') === name;
}

;// CONCATENATED MODULE: ./src/flux/tree/may-declare.ts



/**
 * May it yield Kustomizations, ResourceSets or labelled objects? What is not there, or must not be read, may be all
 * that matters: its build says so, and nothing is taken for gone.
 */
function mustBeBuilt(input, label) {
    const labelText = (0,opt_in/* textOfLabel */.Fr)(label);
    const all = [...may_declare_texts(input), JSON.stringify(input.spec)];
    return (input.graph.faults.length > 0 ||
        may_declare_holds(input, search_texts/* kustomizationText */.hy) ||
        may_declare_holds(input, search_texts/* resourceSetText */.qQ) ||
        (may_declare_holds(input, 'HelmRelease') && all.some((text) => text.includes(labelText))) ||
        all.some((text) => (0,opt_in/* mayLabelObjects */.y)(text, label)));
}
/** May it declare this object, under this name? */
function mayDeclare(input, { kind, namespace, name }) {
    const target = (0,json/* textAt */.$6)(input.spec, 'targetNamespace');
    if (target && target !== namespace)
        return false;
    const ofKind = may_declare_texts(input).filter((text) => declaresKind(text, kind));
    if (ofKind.length === 0)
        return false;
    return may_declare_holds(input, name) || changesNames(input) || ofKind.some((text) => hasVariableName(text, name));
}
function may_declare_texts({ graph, text }) {
    return [...graph.files.values()].map(text);
}
function may_declare_holds(input, part) {
    return may_declare_texts(input).some((text) => text.includes(part));
}
function declaresKind(text, kind) {
    return text.includes(kind) || text.includes(`${kind.charAt(0).toLowerCase()}${kind.slice(1)}Generator`);
}
function changesNames({ graph, spec }) {
    const kustomizations = [...graph.kustomizations.values()].map(({ content }) => content);
    return [spec, ...kustomizations].some((fields) => (0,json/* textAt */.$6)(fields, 'namePrefix') || (0,json/* textAt */.$6)(fields, 'nameSuffix'));
}
/** Is there a name with a variable that could become this one? */
function hasVariableName(text, name) {
    return [...text.matchAll(/name["']?:[ \t]*["']?([^\s"'#]*\$\{[^\s"'#]*)/g)].some(([, pattern = '']) => fits(pattern.replaceAll(/\$\{[^}]*\}?/g, '\0').split('\0'), name));
}
/** Does the name begin with the first part, end with the last, and hold the others in this order? */
function fits(parts, name) {
    const [first = '', ...others] = parts;
    if (!name.startsWith(first))
        return false;
    let position = first.length;
    for (const part of others) {
        position = name.indexOf(part, position);
        if (position < 0)
            return false;
        position += part.length;
    }
    return name.endsWith(parts.at(-1) ?? '');
}

;// CONCATENATED MODULE: ./src/flux/tree/fetch-bases.ts



/**
 * Fetches what the kustomizations name that lies elsewhere, which may name more in turn. What a Kustomization can yield is
 * known only then.
 * @returns whether there was any
 */
async function fetchBases(nodes, label) {
    const waiting = nodes.kustomizations().filter((node) => targetsOf(node).length > 0);
    await Promise.all(waiting.map((node) => node.files.bases?.fetch(targetsOf(node))));
    for (const node of waiting) {
        node.input = { ...node.input, graph: node.readGraph() };
        if (node.state.kind === 'passed by' && mustBeBuilt(node.input, label))
            node.state = { kind: 'wanted' };
    }
    return waiting.length > 0;
}
/** Those that nobody has asked for. */
function targetsOf({ input, files }) {
    const { bases } = files;
    return bases ? untried(input.graph).filter((target) => bases.find(target) === undefined) : [];
}
function untried({ remote }) {
    return remote.flatMap(({ target, base }) => (base ? [] : target));
}
/** Those that could not be fetched, each once; and once that others are not fetched at all. */
function unfetchedBases(nodes) {
    const all = nodes.flatMap(({ input, files }) => input.graph.remote.map((reference) => ({ reference, files })));
    const distinct = [...new Map(all.map((one) => [one.reference.target, one])).values()];
    const problems = distinct.flatMap(({ reference: { base, target, manifest, field }, files }) => {
        if (!base)
            return [];
        const message = `The remote resource ${target} cannot be fetched (${base.fault}): what it declares is not seen.`;
        const detail = base.detail === undefined ? {} : { detail: base.detail };
        const place = prefixed(manifest.placeOf(...field), files.prefix);
        return [{ severity: 'warning', kind: 'kustomize', message, ...detail, place }];
    });
    return [...problems, ...notFetched(distinct.filter(({ reference }) => !reference.base))];
}
function notFetched(bases) {
    const [first] = bases;
    if (first === undefined)
        return [];
    const list = (0,enumerate/* enumerate */.H)(bases.map(({ reference }) => reference.target));
    const message = `Remote resources are not fetched, and what they declare is not seen: ${list}.`;
    const { manifest, field } = first.reference;
    const place = prefixed(manifest.placeOf(...field), first.files.prefix);
    return [{ severity: 'notice', kind: 'kustomize', message, place }];
}

;// CONCATENATED MODULE: ./src/flux/tree/node.ts




function isBuilt(node) {
    return 'build' in node.state;
}
/** Is all known that it yields? */
function isSettled({ state }) {
    if (state.kind === 'applied')
        return !state.build.failed && state.applied.complete;
    return state.kind === 'passed by';
}
/** The files of the repository that it is made of. */
function filesOf({ isResourceSet, kustomization, files, input }) {
    if (isResourceSet)
        return [kustomization.manifest.placeOf().file];
    return [...input.graph.files.values()].map((file) => `${files.prefix}${file}`);
}
/** Its objects get the set's own `commonMetadata`, which has the same form. */
function resourceSetNode(manifest, files) {
    const { commonMetadata = {} } = (0,json/* objectAt */.lJ)(manifest.object, 'spec');
    const kustomization = { reference: (0,object_reference/* referenceOf */.Bz)(manifest.object), manifest, spec: { commonMetadata } };
    const input = { graph: noGraph, spec: kustomization.spec, text: files.manifests.text };
    return {
        kustomization,
        isResourceSet: true,
        files,
        input,
        readGraph: () => noGraph,
        state: { kind: 'wanted' },
        problems: [],
    };
}
/** The files of a ResourceSet are read by the Kustomization that applies it. */
const noGraph = {
    folder: '.',
    top: (0,kustomization_folder/* emptyFolder */.id)('.'),
    kustomizations: new Map(),
    files: new Map(),
    components: [],
    remote: [],
    faults: [],
};
function setBuild(node, build) {
    const { reference, manifest } = node.kustomization;
    const about = { place: manifest.placeOf('spec', 'path'), object: (0,object_reference/* describe */.q0)(reference) };
    const { prefix } = node.files;
    const problems = build.problems.map(({ place, ...problem }) => ({ ...about, ...problem, ...(place && { place: prefixed(place, prefix) }) }));
    node.problems.push(...problems.map((problem) => (problem.severity === 'error' ? node_withCause(problem, node) : problem)));
    node.state = { kind: 'built', build };
}
/** Two Kustomizations of one broken file fail for the file; else a build is a cause of its own. */
function node_withCause(problem, { kustomization }) {
    const { file, line } = problem.place ?? {};
    const isOfFile = line !== undefined && file !== kustomization.manifest.placeOf().file;
    return { ...problem, cause: isOfFile ? `${file}:${line} ${problem.message}` : (0,object_reference/* describe */.q0)(kustomization.reference) };
}
/** Of two Kustomizations of one name, the first stays. */
function node_collision(kustomization, first) {
    const { file, line } = first.manifest.placeOf('metadata', 'name');
    return {
        severity: 'warning',
        kind: 'manifest',
        message: `This Kustomization is left out: ${file}:${line} has another one of the same namespace and name. If they are of two clusters, choose one by the input 'cluster-name'.`,
        object: (0,object_reference/* describe */.q0)(kustomization.reference),
        place: kustomization.manifest.placeOf('metadata', 'name'),
    };
}

;// CONCATENATED MODULE: ./src/flux/tree/nodes.ts



/** The live Kustomizations and ResourceSets of a cluster, and what is found in them so far. */
class Nodes {
    byKey = new Map();
    get(reference) {
        return this.byKey.get((0,object_reference/* describe */.q0)(reference));
    }
    /** In the place of one of the same namespace and name. */
    set(node) {
        this.byKey.set((0,object_reference/* describe */.q0)(node.kustomization.reference), node);
    }
    all() {
        return [...this.byKey.values()];
    }
    kustomizations() {
        return this.all().filter(({ isResourceSet }) => !isResourceSet);
    }
    wanted() {
        return this.all().filter(({ state }) => state.kind === 'wanted');
    }
    /** Built, and not applied yet. */
    waiting() {
        return this.all()
            .filter(isBuilt)
            .filter(({ state }) => state.kind === 'built');
    }
    applied() {
        return this.all().flatMap(({ state }) => (state.kind === 'applied' ? state.applied : []));
    }
    /** @param choose Which of the applied objects. */
    appliedObjects(choose) {
        return this.all().flatMap(({ state, kustomization }) => state.kind === 'applied' ? [{ applier: kustomization, objects: choose(state.applied) }] : []);
    }
    unsettled() {
        return this.all()
            .filter((node) => !isSettled(node))
            .map(({ kustomization }) => kustomization);
    }
    builds() {
        return this.kustomizations()
            .filter(isBuilt)
            .map(({ state }) => state.build);
    }
    /** An object that is applied. */
    find(reference) {
        for (const applied of this.applied()) {
            const found = applied.find(reference);
            if (found)
                return found;
        }
        return undefined;
    }
    /** The objects of a kind that are applied. */
    ofKind(kind) {
        return this.applied().flatMap((applied) => applied.all(kind));
    }
    /** Wants what may declare the object and was passed by. Gives whether there is any. */
    want(reference) {
        const candidates = this.all().filter(({ state, input }) => state.kind === 'passed by' && mayDeclare(input, reference));
        for (const candidate of candidates)
            candidate.state = { kind: 'wanted' };
        return candidates.length > 0;
    }
    /** The cause of the errors of a build that failed and that may declare the object. */
    causeOfMissing(reference) {
        const failed = this.all()
            .filter(isBuilt)
            .find(({ state, input, isResourceSet }) => state.build.failed && (isResourceSet || mayDeclare(input, reference)));
        return failed?.problems.find(({ cause }) => cause !== undefined)?.cause;
    }
    /** Of this repository. */
    files() {
        return new Set(this.ownNodes().flatMap(filesOf));
    }
    /** The live Kustomizations that build the file of this repository. */
    readersOf(file) {
        const readers = this.kustomizations().filter(({ files, input }) => {
            const { graph } = input;
            return files.prefix === '' && [...graph.files.values()].includes(file);
        });
        return readers.map(({ kustomization: { reference, manifest, spec }, input: { graph } }) => ({
            object: (0,object_reference/* describe */.q0)(reference),
            place: manifest.placeOf('metadata', 'name'),
            isSuspended: spec.suspend === true,
            kustomizations: kustomizationsAround(file, graph),
        }));
    }
    /** Folders of which Flux takes every file that is there. */
    wholeFolders() {
        const own = this.ownNodes().filter(({ isResourceSet }) => !isResourceSet);
        return own.flatMap(({ input: { graph } }) => (graph.top.file === undefined ? graph.folder : []));
    }
    /** What is built of this repository. */
    ownBuilds() {
        const own = this.ownNodes().filter(({ isResourceSet }) => !isResourceSet);
        return own.map(({ kustomization, input }) => ({ kustomization, graph: input.graph }));
    }
    ownNodes() {
        return this.all().filter(({ files }) => files.prefix === '');
    }
    coverage() {
        const nodes = this.all();
        return {
            hidden: !nodes.every(isSettled),
            elsewhere: nodes.some(({ input }) => input.graph.remote.length > 0),
            settledFiles: new Set(nodes.filter(isSettled).flatMap(filesOf)),
            unsettledFiles: new Set(nodes.filter((node) => !isSettled(node)).flatMap(filesOf)),
        };
    }
}
/** The kustomization.yaml files by which a build comes to read the file. */
function kustomizationsAround(file, { kustomizations }) {
    const seen = new Map();
    const leadsThere = (path) => {
        const known = seen.get(path);
        if (known !== undefined)
            return known;
        // Kustomizations that read each other in a circle lead nowhere by it.
        seen.set(path, false);
        const folder = kustomizations.get(path);
        const leads = folder !== undefined && ([...folder.files.values()].includes(file) || [...folder.folders].some(leadsThere));
        seen.set(path, leads);
        return leads;
    };
    return [...kustomizations].flatMap(([path, folder]) => (leadsThere(path) && folder.file ? folder.file : []));
}

;// CONCATENATED MODULE: ./src/flux/tree/replaced-roots.ts



/**
 * Roots that yield themselves with other fields, such as with patches for all that they yield. In the cluster such a
 * root is as it was yielded, and not as its bootstrap manifest reads. But the bootstrap manifest has run once: what it
 * yielded then may have made ConfigMaps and Secrets that are still there.
 */
class ReplacedRoots {
    grow;
    keys = new Set();
    /** What the roots yielded before they were replaced. */
    bootstrapped = [];
    earlier;
    /** @param grow Makes the tree of the Kustomizations that ran before. */
    constructor(grow) {
        this.grow = grow;
    }
    /** What takes the Kustomization's place, if it yields itself with other fields and has not been replaced before. */
    replacementOf(kustomization, children) {
        const key = (0,object_reference/* describe */.q0)(kustomization.reference);
        const itself = children.find(({ reference }) => (0,object_reference/* describe */.q0)(reference) === key);
        if (!itself || this.keys.has(key) || hasSameSpec(itself, kustomization))
            return undefined;
        if (isLeftAlone(kustomization.manifest.object))
            return undefined;
        this.keys.add(key);
        this.bootstrapped.push(...children.filter((child) => child !== itself));
        return itself;
    }
    /** An object that was applied before a root was replaced. */
    find(reference) {
        return this.earlier?.find(reference);
    }
    /** Reads what ran before, for the sake of these objects. Gives whether there was anything to read. */
    async lookBack(missing) {
        if (missing.length === 0 || this.bootstrapped.length === 0)
            return false;
        const earlier = this.grow(this.bootstrapped.splice(0));
        do
            await earlier.expand();
        while (missing.filter((reference) => !earlier.find(reference) && earlier.want(reference)).length > 0);
        this.earlier = earlier;
        return true;
    }
}

;// CONCATENATED MODULE: ./src/flux/tree/variables.ts



/** The ConfigMaps and Secrets that the variables of a Kustomization come from; they are in its own namespace. */
function variableSources(spec, namespace) {
    return (0,json/* objectsAt */.yR)(spec, 'postBuild', 'substituteFrom').map((reference) => ({
        kind: (0,json/* textAt */.$6)(reference, 'kind'),
        namespace,
        name: (0,json/* textAt */.$6)(reference, 'name'),
    }));
}
/**
 * What a Kustomization substitutes; nothing where it has no `postBuild`, or no variable and no wish to substitute all the
 * same (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables).
 * @param fallback For what Git does not say.
 */
function variablesOf({ manifest, reference, spec }, fallback, find) {
    if ((0,json/* fieldAt */.UK)(spec, 'postBuild') === undefined)
        return { variables: undefined, unread: [], problems: [] };
    const { namespace } = reference;
    const found = kustomizationVariables(manifest.object, (kind, name) => find({ kind, namespace, name }));
    const about = { object: (0,object_reference/* describe */.q0)(reference), place: manifest.placeOf('spec', 'postBuild', 'substituteFrom') };
    const variables = new Map([...fallback, ...found.variables]);
    // What cannot be read has variables in the cluster, and so Flux takes the defaults of the others.
    const isRun = variables.size > 0 || found.unread.length > 0 || (0,json/* textAt */.$6)(spec, 'postBuild', 'substituteStrategy') === 'Always';
    return {
        variables: isRun ? variables : undefined,
        unread: found.unread.map((source) => ({ ...source, ...about })),
        problems: found.problems.map((problem) => ({ ...problem, kind: 'substitution', ...about })),
    };
}

;// CONCATENATED MODULE: ./src/flux/tree/tree-variables.ts


/** Where the variables of a cluster's Kustomizations come from. */
class TreeVariables {
    nodes;
    replacedRoots;
    context;
    constructor(nodes, replacedRoots, context) {
        this.nodes = nodes;
        this.replacedRoots = replacedRoots;
        this.context = context;
    }
    /** The sources of a Kustomization's variables that are not applied, or not yet. */
    missingOf({ kustomization: { spec, reference } }) {
        return variableSources(spec, reference.namespace).filter((source) => !this.findApplied(source));
    }
    /** The sources that those miss that are built and not applied. */
    missing() {
        return this.nodes.waiting().flatMap((node) => this.missingOf(node));
    }
    /** As it is applied; else as it was built, for a Kustomization that holds its own variables. */
    find(reference) {
        const applied = this.findApplied(reference);
        if (applied)
            return applied.object;
        for (const { kustomization, files, input, state } of this.nodes.waiting()) {
            const plain = { ...kustomization, spec: {} };
            const { documents } = state.build;
            const built = { kustomization: plain, documents, graph: input.graph, variables: undefined };
            const context = { ...this.context, ...files, strictSubstitution: false };
            const found = applyBuild(built, context).find(reference);
            if (found)
                return found.object;
        }
        return undefined;
    }
    findApplied(source) {
        return this.nodes.find(source) ?? this.replacedRoots.find(source);
    }
}

;// CONCATENATED MODULE: ./src/flux/tree/unread-variables.ts
/** Says each source once: most Kustomizations of a cluster name the same Secret, and what to do about it is the same. */
function unreadVariables(unread) {
    const groups = new Map();
    for (const one of unread) {
        const key = `${one.source} ${one.fact}`;
        const group = groups.get(key);
        if (group)
            group.push(one);
        else
            groups.set(key, [one]);
    }
    return [...groups.values()].flatMap(unreadProblem);
}
function unreadProblem(named) {
    const [first] = named;
    if (first === undefined)
        return [];
    // One that yields itself was read twice.
    const count = new Set(named.map(({ object }) => object)).size;
    const by = count > 1 ? ` of ${count} Kustomizations` : '';
    return [
        {
            severity: 'warning',
            kind: 'substitution',
            message: `${first.source}, named in substituteFrom${by}, ${first.fact}: its variables are not set. Give those that charts need in the input 'substitutions'.`,
            ...(count === 1 && { object: first.object }),
            place: first.place,
        },
    ];
}

;// CONCATENATED MODULE: ./src/flux/tree/workloads.ts






/** By what applies them, by namespace, and by their wishes for the pre-puller: a pod has one strategy and one patch. */
function workloadsOf(applied, label, cluster) {
    const isSetting = settingsOf(cluster);
    return applied.flatMap(({ applier, objects }) => {
        const groups = new Map();
        for (const manifest of objects.filter(({ object }) => !isSetting(object))) {
            const workloads = emptyWorkloads(manifest.object, applier, label);
            const key = JSON.stringify([workloads.namespace, workloads.control]);
            const group = groups.get(key) ?? workloads;
            groups.set(key, group);
            const workload = workloadOf(manifest, applier, label);
            group.objects.push(isFluxInstance(manifest.object) ? withControllers(workload, cluster) : workload);
        }
        return [...groups.values()].map((group) => ({ ...group, accounts: accountsOf(group, cluster) }));
    });
}
/** The Kustomization itself may name images that are to be pulled beside those of its objects. */
function includedByApplier(applier, label) {
    const { object, placeOf } = applier.manifest;
    if (annotationOf(applier, (0,opt_in/* annotationName */.PK)(label, 'include')) === '')
        return [];
    const namespace = (0,json/* textAt */.$6)(applier.spec, 'targetNamespace') || applierId(applier).namespace;
    const { kind = '', metadata = {} } = object;
    return [{ object: { kind, metadata: { ...((0,json/* isObject */.Gv)(metadata) ? metadata : {}), namespace } }, placeOf }];
}
function emptyWorkloads(object, applier, label) {
    const annotation = (name) => {
        const key = (0,opt_in/* annotationName */.PK)(label, name);
        return (0,json/* metadataValue */.TP)(object, 'annotations', key) || annotationOf(applier, key);
    };
    const id = applierId(applier);
    return {
        id,
        place: applier.manifest.placeOf('metadata', 'name'),
        suspended: (0,json/* fieldAt */.UK)(applier.spec, 'suspend') === true,
        namespace: (0,json/* textAt */.$6)(object, 'metadata', 'namespace') || namespaceOfNone(object, id.namespace),
        objects: [],
        accounts: [],
        control: { strategy: annotation('strategy'), patch: annotation('patch') },
    };
}
/** What Kubernetes would say of an object that names no namespace; custom resources may be of the whole cluster. */
function namespaceOfNone({ apiVersion }, ofApplier) {
    const isBuiltIn = typeof apiVersion === 'string' && /^(?:v1$|apps\/|batch\/|extensions\/)/.test(apiVersion);
    return isBuiltIn ? 'default' : ofApplier;
}
function workloadOf({ object, placeOf }, applier, label) {
    const exclude = (0,opt_in/* annotationName */.PK)(label, 'exclude');
    const excluded = [(0,json/* metadataValue */.TP)(object, 'annotations', exclude), annotationOf(applier, exclude)];
    return {
        object,
        place: placeOf('metadata', 'name'),
        isNamed: (0,opt_in/* isOptIn */.fx)((0,opt_in/* labelValue */.w)(object, label)),
        control: {
            exclude: [...new Set(excluded)].filter(Boolean).join('\n'),
            include: (0,json/* metadataValue */.TP)(object, 'annotations', (0,opt_in/* annotationName */.PK)(label, 'include')),
        },
    };
}
/** Of the instance only what its controllers are pulled with is of interest: its patches are for the operator. */
function withControllers(workload, cluster) {
    const { apiVersion = '', kind = '', metadata = {} } = workload.object;
    const name = (0,json/* textAt */.$6)(workload.object, 'spec', 'distribution', 'imagePullSecret');
    const spec = { imagePullSecrets: name === '' ? [] : [{ name }] };
    return {
        ...workload,
        object: { apiVersion, kind, metadata, spec },
        runs: cluster.controllersOf(workload.object),
    };
}
/** Of one that opts in all that it applies. */
function annotationOf({ manifest, ownLabel = '' }, key) {
    return (0,opt_in/* isOptIn */.fx)(ownLabel) ? (0,json/* metadataValue */.TP)(manifest.object, 'annotations', key) : '';
}
/** Settings for charts and for variables name images as well: what becomes of them is seen where they are used. */
function settingsOf(cluster) {
    let known;
    const nameOf = ({ kind, namespace, name }) => JSON.stringify([kind, namespace, name]);
    const read = () => {
        const values = cluster.all('HelmRelease').flatMap(({ object }) => {
            const namespace = (0,json/* textAt */.$6)(object, 'metadata', 'namespace');
            const references = (0,json/* objectsAt */.yR)(object, 'spec', 'valuesFrom');
            return references.map((one) => ({ kind: (0,json/* textAt */.$6)(one, 'kind'), namespace, name: (0,json/* textAt */.$6)(one, 'name') }));
        });
        const variables = cluster.appliers().flatMap(({ spec, reference }) => variableSources(spec, reference.namespace));
        return new Set([...values, ...variables].map(nameOf));
    };
    return (object) => {
        if (object.apiVersion !== 'v1' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret'))
            return false;
        known ??= read();
        return known.has(nameOf((0,object_reference/* referenceOf */.Bz)(object)));
    };
}
function accountsOf(workloads, cluster) {
    return accountReferences([workloads]).flatMap((reference) => {
        const found = cluster.find(reference);
        return found ? [found.object] : [];
    });
}
/** The ServiceAccounts that pods of the objects may run as. */
function accountReferences(all) {
    return all.flatMap(({ namespace, objects }) => {
        const names = new Set(['default', ...objects.flatMap(({ object }) => accountNames(object))]);
        return [...names].map((name) => ({ kind: 'ServiceAccount', namespace, name }));
    });
}
function accountNames(value) {
    if (Array.isArray(value))
        return value.flatMap(accountNames);
    if (!(0,json/* isObject */.Gv)(value))
        return [];
    const { serviceAccountName, serviceAccount } = value;
    const own = [serviceAccountName, serviceAccount].filter((name) => typeof name === 'string' && name !== '');
    return [...own, ...Object.values(value).flatMap(accountNames)];
}

;// CONCATENATED MODULE: ./src/flux/tree/cluster-tree.ts

















/** ResourceSets that make each other have an end somewhere, unless they are meant to have none. */
const mostGenerations = 20;
/**
 * The Kustomizations of one cluster as Flux reconciles them: each is built, its objects are substituted, and those that
 * are Kustomizations are followed in turn. Only what may matter is built: what yields Kustomizations or labelled
 * releases, and what declares an object that was asked for.
 */
class ClusterTree {
    context;
    isEarlier;
    /** Kustomizations that apply what they build to another cluster: none of it is here. */
    remote = [];
    unlocated = [];
    appliesOutput = false;
    abroad;
    unread = [];
    nodes = new Nodes();
    /** Of ResourceSets, which may make further ones. */
    generations = 0;
    templateTime = new TemplateTime();
    replacedRoots = new ReplacedRoots((roots) => new ClusterTree(this.context, roots, true));
    variables;
    /** In their order; after one that has changed something, the first follows. */
    steps = [
        () => this.followSources(),
        () => fetchBases(this.nodes, this.context.label),
        () => this.buildWanted(),
        () => this.applyReady(),
        () => this.wantVariables(),
        () => this.evaluateSets(),
        () => this.lookBack(),
        () => this.applyAnyway(),
    ];
    constructor(context, roots, 
    /** It is what ran before another tree: it looks back no further, even if it yields its own root. */
    isEarlier = false) {
        this.context = context;
        this.isEarlier = isEarlier;
        this.abroad = new Abroad(context.others);
        this.variables = new TreeVariables(this.nodes, this.replacedRoots, { ...context, ...context.own });
        for (const root of roots)
            this.add(withOwnLabel(root, context.label));
    }
    /** Kustomizations that are live. */
    get size() {
        return this.nodes.kustomizations().length;
    }
    /** The builds that the live Kustomizations needed; another cluster may share them. */
    get builds() {
        return this.nodes.builds();
    }
    /** Kustomizations of other sources that are not followed. */
    get elsewhere() {
        return this.abroad.notFollowed;
    }
    get problems() {
        const ofNodes = this.nodes.all().flatMap(({ problems }) => problems);
        const ofRemote = [...this.remote.map(({ manifest }) => manifest), ...this.allLabelled().filter(isRemote)];
        return [
            ...this.unlocated,
            ...ofNodes,
            ...unreadVariables(this.unread),
            ...this.abroad.problems(),
            ...unfetchedBases(this.nodes.all()),
            ...(0,remote_cluster/* remoteClusterNotice */.T)(ofRemote),
        ];
    }
    get coverage() {
        const coverage = this.nodes.coverage();
        return {
            ...coverage,
            hidden: coverage.hidden || this.unlocated.length > 0,
            elsewhere: coverage.elsewhere || this.abroad.isUnseen(),
        };
    }
    /** Builds and applies until nothing is left that is wanted. */
    async expand() {
        let step = 0;
        while (step < this.steps.length)
            step = (await this.steps[step]?.()) ? 0 : step + 1;
    }
    /** The labelled releases that run on this cluster. */
    labelled() {
        return this.allLabelled().filter((manifest) => !isRemote(manifest));
    }
    /** What is opted in beside HelmReleases, and runs on this cluster. */
    optedIn() {
        const applied = this.nodes.appliedObjects(({ objects }) => objects);
        return applied.map(({ applier, objects }) => ({
            applier,
            objects: [...objects, ...includedByApplier(applier, this.context.label)],
        }));
    }
    /** What only lacks the option `workloads`. */
    offered() {
        return this.nodes.appliedObjects(({ offered }) => offered);
    }
    /** What may apply objects and could not be built. */
    unbuilt() {
        return [...this.nodes.unsettled(), ...this.abroad.unseen()];
    }
    appliers() {
        return this.nodes.all().map(({ kustomization }) => kustomization);
    }
    controllersOf(instance) {
        return this.context.controllersOf(instance);
    }
    all(kind) {
        return this.nodes.ofKind(kind);
    }
    find(reference) {
        return this.nodes.find(reference);
    }
    known(kind) {
        return this.nodes.ofKind(kind).map(({ object }) => (0,object_reference/* referenceOf */.Bz)(object));
    }
    want(reference) {
        return this.nodes.want(reference);
    }
    /** Why an object is missing, if a build that failed may be the reason. */
    causeOfMissing(reference) {
        return this.nodes.causeOfMissing(reference);
    }
    /** The files of the repository that the live Kustomizations read. */
    files() {
        return this.nodes.files();
    }
    /** The live Kustomizations that build the file. */
    readersOf(file) {
        return this.nodes.readersOf(file);
    }
    /** What is built of this repository; `undefined` when a Kustomization builds just the generated files. */
    ownBuilds() {
        return this.appliesOutput ? undefined : this.nodes.ownBuilds();
    }
    /** Folders of which Flux takes every file that is there. */
    wholeFolders() {
        return this.nodes.wholeFolders();
    }
    allLabelled() {
        return this.nodes.applied().flatMap(({ labelled }) => labelled);
    }
    add(kustomization) {
        if (isRemote(kustomization.manifest)) {
            this.remote.push(kustomization);
            return;
        }
        const located = this.context.locate(kustomization);
        if (located.kind === 'folder')
            this.nodes.set(this.node(kustomization, located, this.context.own));
        if (located.kind === 'elsewhere')
            this.abroad.add(kustomization);
        if (located.kind === 'generated')
            this.appliesOutput = true;
        if (located.kind === 'missing')
            this.unlocated.push(located.problem);
    }
    node(kustomization, { folder, ignored }, files) {
        const { label, buildEverything } = this.context;
        const readGraph = () => files.kustomizationsWithout(ignored).graphOf(folder, kustomization.spec);
        const input = { graph: readGraph(), spec: kustomization.spec, text: files.manifests.text };
        const isWanted = buildEverything || (0,opt_in/* isOptIn */.fx)(kustomization.ownLabel ?? '') || mustBeBuilt(input, label);
        const state = { kind: isWanted ? 'wanted' : 'passed by' };
        return { kustomization, isResourceSet: false, files, input, readGraph, state, problems: [] };
    }
    async followSources() {
        const found = await this.abroad.follow((source) => this.find(source));
        for (const { kustomization, located, files } of found) {
            if (located.kind === 'folder')
                this.nodes.set(this.node(kustomization, located, files));
            if (located.kind === 'missing')
                this.unlocated.push(located.problem);
        }
        return found.length > 0;
    }
    async buildWanted() {
        const wanted = this.nodes.wanted().filter(({ isResourceSet }) => !isResourceSet);
        const builds = await Promise.all(wanted.map(async (node) => ({
            node,
            build: await node.files.builder.build(node.input.graph, node.input.spec),
        })));
        for (const { node, build } of builds)
            setBuild(node, build);
        return wanted.length > 0;
    }
    /** All that are known so far at once, and late: what gives them inputs may be anywhere. */
    async evaluateSets() {
        const wanted = this.nodes.wanted().filter(({ isResourceSet }) => isResourceSet);
        if (wanted.length === 0)
            return false;
        const sets = wanted.map(({ kustomization }) => kustomization.manifest);
        const builds = ++this.generations > mostGenerations
            ? sets.map(tooManyGenerations)
            : await evaluateSets(sets, this.nodes, { tools: this.context.tools, time: this.templateTime });
        for (const [index, node] of wanted.entries()) {
            const build = builds[index];
            if (build)
                setBuild(node, build);
        }
        return true;
    }
    applyReady() {
        const ready = this.nodes.waiting().filter((node) => this.variables.missingOf(node).length === 0);
        for (const node of ready)
            this.apply(node);
        return ready.length > 0;
    }
    wantVariables() {
        return this.variables.missing().filter((reference) => this.want(reference)).length > 0;
    }
    /** When nothing else gives the variables. */
    async lookBack() {
        if (this.isEarlier)
            return false;
        const missing = this.variables.missing().filter((source) => !this.variables.find(source));
        return await this.replacedRoots.lookBack(missing);
    }
    /** What is left waits for what Git does not have, for itself, or for each other. */
    applyAnyway() {
        const [first] = this.nodes.waiting();
        if (first)
            this.apply(first);
        return first !== undefined;
    }
    apply(node) {
        const { kustomization, input } = node;
        const { build } = node.state;
        const find = (reference) => this.variables.find(reference);
        const { variables, unread, problems } = variablesOf(kustomization, this.context.fallback, find);
        const built = { kustomization, documents: build.documents, graph: input.graph, variables };
        const applied = this.applyLabelled(node, built);
        node.state = { kind: 'applied', build, applied };
        const { children } = applied;
        if (this.isReplaced(node, children))
            return;
        node.problems.push(...problems, ...applied.problems);
        this.unread.push(...unread);
        for (const child of children)
            this.follow(child, node);
        for (const set of applied.resourceSets)
            this.addSet(set, node);
    }
    /** One that yields itself has the label that it gives itself. */
    applyLabelled(node, built) {
        const context = { ...this.context, ...node.files };
        const applied = applyBuild(built, context);
        const key = (0,object_reference/* describe */.q0)(node.kustomization.reference);
        const itself = applied.children.find(({ reference }) => (0,object_reference/* describe */.q0)(reference) === key);
        if (!itself || itself.ownLabel === node.kustomization.ownLabel)
            return applied;
        node.kustomization = { ...node.kustomization, ...(itself.ownLabel && { ownLabel: itself.ownLabel }) };
        return applyBuild({ ...built, kustomization: node.kustomization }, context);
    }
    addSet(set, node) {
        if (!this.nodes.get((0,object_reference/* referenceOf */.Bz)(set.object)))
            this.nodes.set(resourceSetNode(set, node.files));
    }
    isReplaced(node, children) {
        const replacement = this.replacedRoots.replacementOf(node.kustomization, children);
        if (!replacement)
            return false;
        this.add(replacement);
        return this.nodes.get(replacement.reference) !== node;
    }
    follow(child, parent) {
        const known = this.nodes.get(child.reference);
        if (!known)
            this.add(child);
        else if (known !== parent && !hasSameSpec(known.kustomization, child))
            parent.problems.push(node_collision(child, known.kustomization));
    }
}
/** Of a Kustomization that nothing yields, its own file says it. */
function withOwnLabel(root, label) {
    const ownLabel = (0,opt_in/* labelValue */.w)(root.manifest.object, label);
    return ownLabel === '' ? root : { ...root, ownLabel };
}
function isRemote({ object }) {
    return (0,remote_cluster/* isForRemoteCluster */.a)(object);
}

;// CONCATENATED MODULE: ./src/flux/tree/static-reach.ts

/**
 * The files that the Kustomizations read, and those that Kustomizations in these files read in turn, without building
 * any: as the files declare them, before Flux rewrites any of it.
 */
function static_reach_filesBelow(starts, context) {
    const files = new Set();
    const folders = new Set();
    const open = [...starts];
    for (let current = open.pop(); current; current = open.pop()) {
        const folder = folderOf(current, context.tree);
        if (folder === undefined || folders.has(folder))
            continue;
        folders.add(folder);
        const found = new Set(context.kustomizations.graphOf(folder, current.spec).files.values());
        for (const file of found)
            files.add(file);
        open.push(...context.declared.filter(({ manifest }) => found.has(manifest.placeOf().file)));
    }
    return files;
}

;// CONCATENATED MODULE: ./src/flux/tree/entries.ts








/** What the files declare, before Flux rewrites any of it. */
function declaredKustomizations({ manifests, kustomizationFiles }) {
    return kustomizationFiles
        .flatMap((file) => manifests.in(file))
        .filter(({ object }) => isFluxKustomization(object) && (0,json/* fieldAt */.UK)(object, 'spec', 'sourceRef') !== undefined)
        .map(fluxKustomization);
}
/** Kustomizations that apply the file that declares them, as `flux bootstrap` writes them. */
function selfSynced(declared, { tree, kustomizations }) {
    return declared.filter((kustomization) => {
        const { file } = kustomization.manifest.placeOf();
        if (sourceOf(kustomization).kind === 'ExternalArtifact')
            return false;
        const folder = ownFolder(kustomization, tree);
        return folder !== undefined && (0,files_folders/* isWithin */.UO)(file, folder) && kustomizations.graphOf(folder).files.has(file);
    });
}
/**
 * The folder that it builds, as far as its path is a sign that the source is this repository. The root holds every file,
 * and is what others build of their own sources: there the source must have the name that `flux bootstrap` gives it,
 * which is that of the namespace.
 */
function ownFolder(kustomization, tree) {
    const { name } = sourceOf(kustomization);
    const { reference } = kustomization;
    const isBootstrapped = name === fluxSystem || (name === reference.name && name === reference.namespace);
    const folder = folderOf(kustomization, tree);
    return folder === '.' && !isBootstrapped ? undefined : folder;
}
/**
 * The entries, from the surest sign to the weakest: Kustomizations that sync themselves, folders that the Flux operator
 * is told to sync, `clusters/<name>`, and at last every Kustomization that no other yields.
 */
function findEntries(declared, context) {
    const certain = bootstrapped(declared, context);
    if (context.clusterFolder === '')
        return entriesOfAll(declared, certain, context);
    const own = entriesOfCluster(declared, certain, context);
    if (own.length > 0)
        return own;
    // The folder may hold no more than the variables of the only cluster there is.
    const all = entriesOfAll(declared, certain, context);
    return all.length === 1 ? all : [];
}
function entriesOfAll(declared, certain, context) {
    const covered = certain.flatMap(({ roots }) => roots.flatMap((root) => folderOf(root, context.tree) ?? []));
    const folders = entries_clusterFolders(declared).filter((folder) => !covered.some((other) => (0,files_folders/* isWithin */.UO)(other, folder)));
    const entries = [...certain, ...folders.map(entryOfFolder)];
    return entries.length > 0 ? entries : entries_entryOf('', unyielded(declared, context));
}
function entriesOfCluster(declared, certain, context) {
    const { clusterFolder, tree } = context;
    const isOwn = (root) => (0,files_folders/* isWithin */.UO)(folderOf(root, tree) ?? '', clusterFolder) || (0,files_folders/* isWithin */.UO)(root.manifest.placeOf().file, clusterFolder);
    const own = certain.filter(({ roots }) => roots.some(isOwn));
    if (own.length > 0)
        return own;
    if (isEntryFolder(declared, context))
        return [entryOfFolder(clusterFolder)];
    return entries_entryOf(clusterFolder, unyielded(declared, context).filter(isOwn));
}
function entryOfFolder(folder) {
    return { cluster: folder, roots: [entryKustomization(folder)] };
}
function entries_entryOf(cluster, roots) {
    return roots.length > 0 ? [{ cluster, roots }] : [];
}
function bootstrapped(declared, context) {
    const own = selfSynced(declared, context).map((root) => ({
        cluster: folderOf(root, context.tree) ?? '',
        roots: [root],
    }));
    const ofOperator = operatorEntries(context);
    // Where both sync one folder, the operator's Kustomization is in the cluster, and matters where it has patches.
    const isPatched = ({ cluster }) => ofOperator.some((entry) => entry.cluster === cluster && (entry.instance?.patches.length ?? 0) > 0);
    const others = own.filter((entry) => !isPatched(entry));
    const instances = ofOperator.filter(({ cluster }) => !others.some((entry) => entry.cluster === cluster));
    return withInstances(others, instances, declared, context);
}
/** Of several that tell of one folder, such as a FluxInstance and the values that it was installed with, one is taken. */
function operatorEntries({ syncFiles, manifests, tree }) {
    const entries = syncFiles
        .flatMap((file) => manifests.in(file))
        .flatMap(readFluxInstances)
        .sort((a, b) => Math.sign(b.patches.length) - Math.sign(a.patches.length))
        .flatMap((instance) => {
        const root = fluxKustomization(instance.kustomization);
        const cluster = folderOf(root, tree);
        return cluster === undefined ? [] : [{ cluster, roots: [root], instance }];
    });
    const first = new Map([...entries].reverse().map((entry) => [entry.cluster, entry]));
    return entries.filter((entry) => first.get(entry.cluster) === entry);
}
/**
 * A FluxInstance that another entry applies is in the same cluster: what it syncs is one more root there, beside the
 * sources of the others.
 */
function withInstances(entries, instances, declared, context) {
    if (entries.length === 0 || instances.length === 0)
        return [...entries, ...instances];
    const applied = new Set();
    const merged = entries.map((entry) => {
        const files = static_reach_filesBelow(entry.roots, { ...context, declared });
        const own = instances.filter(({ roots }) => roots.some(({ manifest }) => files.has(manifest.placeOf().file)));
        const [instance] = own;
        // One cluster has one instance: several are those of other clusters.
        if (own.length !== 1 || instance === undefined)
            return entry;
        applied.add(instance);
        return { ...instance, cluster: entry.cluster, roots: [...entry.roots, ...instance.roots] };
    });
    return [...merged, ...instances.filter((instance) => !applied.has(instance))];
}
/** `clusters/<name>` of the Kustomizations that lie in such a folder. */
function entries_clusterFolders(declared) {
    const folders = declared.map(({ manifest }) => /^(?:.*\/)?clusters\/[^/]+(?=\/)/.exec(manifest.placeOf().file)?.[0]);
    return [...new Set(folders.flatMap((folder) => folder ?? []))].sort();
}
/** Does Flux build the cluster's folder itself? Then Kustomizations stand in it, or a kustomization at its top. */
function isEntryFolder(declared, { clusterFolder, kustomizations }) {
    if (kustomizations.kustomizationFile(clusterFolder))
        return true;
    const isUsual = entries_clusterFolders(declared).includes(clusterFolder);
    return isUsual || declared.some(({ manifest }) => external_node_path_default().posix.dirname(manifest.placeOf().file) === clusterFolder);
}
/** Kustomizations whose file no other one reads: what applies them is outside of Git. */
function unyielded(declared, { tree, kustomizations }) {
    const filesOf = (0,memoize/* memoize */.B)((folder) => new Set(kustomizations.graphOf(folder).files.values()));
    const folders = [...new Set(declared.flatMap((kustomization) => ownFolder(kustomization, tree) ?? []))];
    const read = new Set(folders.flatMap((folder) => [...filesOf(folder)]));
    return declared.filter(({ manifest }) => !read.has(manifest.placeOf().file));
}

;// CONCATENATED MODULE: ./src/flux/tree/left-out.ts






function unreachedFiles(labelledFiles, clusters, context) {
    const remote = clusters.flatMap((cluster) => cluster.remote);
    const reached = new Set([...clusters.flatMap((cluster) => [...cluster.files()]), ...static_reach_filesBelow(remote, context)]);
    return labelledFiles
        .filter((file) => !reached.has(file))
        .flatMap((file) => {
        const labelled = context.manifests.in(file).filter(({ object }) => (0,opt_in/* isLabelled */.ul)(object, context.label));
        const hasRelease = labelled.some(({ object }) => (0,release_object/* isHelmRelease */.iP)(object) && !(0,release_object/* isPatch */.pQ)(object));
        return hasRelease || labelled.some(({ object }) => isPodTemplate(object)) ? [{ file, hasRelease }] : [];
    });
}
/** Of other objects it is not known whether they run anything. */
function isPodTemplate(object) {
    const templates = [(0,json/* fieldAt */.UK)(object, 'spec', 'template', 'spec'), (0,json/* fieldAt */.UK)(object, 'spec', 'jobTemplate', 'spec')];
    return templates.some(json/* isObject */.Gv);
}
/** @param complete Was everything seen? Else what was not seen may be what reaches them. */
function left_out_leftOut(files, complete) {
    const [first] = files;
    if (first === undefined)
        return [];
    const list = (0,enumerate/* enumerate */.H)(files.map(({ file }) => file));
    const objects = files.every(({ hasRelease }) => hasRelease) ? 'HelmReleases' : 'objects';
    const message = complete
        ? `Labelled ${objects} that no Kustomization reaches are left out, for Flux does not run them: ${list}.`
        : `Labelled ${objects} are left out that nothing reaches of what could be looked at: ${list}. Something else may, so they are not taken for gone.`;
    return [{ severity: 'notice', kind: 'kustomize', message, place: { file: first.file } }];
}
/**
 * Those of the absent files that may belong to a cluster: without the choice of a cluster any may be another one's
 * beginning; with it they matter where Flux takes all that is in a folder. What is named and not there is an error anyway.
 */
function absentFilesOf(absentFiles, clusters, clusterFolder) {
    if (clusterFolder === '')
        return [...absentFiles];
    const folders = clusters.flatMap((cluster) => cluster.wholeFolders());
    return absentFiles.filter((file) => folders.some((folder) => (0,files_folders/* isWithin */.UO)(file, folder)));
}

;// CONCATENATED MODULE: ./src/flux/tree/read-cluster.ts


/** Reads what is opted in; what it refers to and misses is looked for in Kustomizations that are not built yet. */
async function readCluster(cluster, label, others) {
    for (;;) {
        await cluster.expand();
        const read = cluster.labelled().map((manifest) => readWith(manifest, cluster, label, others));
        const workloads = workloadsOf(cluster.optedIn(), label, cluster);
        const accounts = accountReferences(workloads).filter((reference) => !cluster.find(reference));
        const missing = [...read.flatMap((one) => one.missing), ...accounts];
        if (missing.filter((reference) => cluster.want(reference)).length > 0)
            continue;
        return {
            outcomes: read.map(({ outcome, missing: own }) => read_cluster_withCause(outcome, own, cluster)),
            workloads,
            offered: workloadsOf(cluster.offered(), label, cluster),
        };
    }
}
function readWith(manifest, cluster, label, others) {
    const missing = [];
    const find = (reference) => {
        const applied = cluster.find(reference);
        if (!applied)
            missing.push(reference);
        return applied ?? others.find?.(reference);
    };
    const sources = {
        find,
        known: (kind) => cluster.known(kind),
        checkoutOf: (reference) => others.checkoutOfChart(reference, () => find(reference)),
    };
    const findValues = (reference) => find(reference)?.object;
    return { outcome: readRelease(manifest, { label, sources, findValues }), missing };
}
/** What a broken build would have given is missing for its sake. */
function read_cluster_withCause(outcome, missing, cluster) {
    const cause = missing.map((reference) => cluster.causeOfMissing(reference)).find((one) => one !== undefined);
    if (cause === undefined)
        return outcome;
    const { problems, ...rest } = outcome;
    return {
        ...rest,
        problems: problems.map((problem) => (problem.severity === 'error' ? { ...problem, cause } : problem)),
    };
}

;// CONCATENATED MODULE: ./src/flux/tree/source-declarations.ts






/** @param sourceFiles Files that may declare sources. */
function sourceDeclarations(repository, sourceFiles) {
    const named = (0,memoize/* memoize */.B)((key) => {
        const [kind = '', name = ''] = JSON.parse(key);
        return declaredUnder(kind, name, repository, sourceFiles);
    });
    return {
        find(reference, from) {
            const candidates = named(JSON.stringify([reference.kind, reference.name]));
            const inNamespace = (namespace) => candidates.filter(({ object }) => (0,object_reference/* referenceOf */.Bz)(object).namespace === namespace);
            return nearest(inNamespace(reference.namespace), from) ?? nearest(inNamespace(''), from);
        },
    };
}
function declaredUnder(kind, name, repository, sourceFiles) {
    const { manifests } = repository;
    return sourceFiles
        .filter((file) => mayName(manifests.text(file), name))
        .flatMap((file) => manifests.in(file))
        .filter(({ object }) => isSource(object) && object.kind === kind && (0,json/* textAt */.$6)(object, 'metadata', 'name') === name)
        .map((manifest) => namespaceByKustomization(manifest, repository));
}
function nearest(candidates, from) {
    const distance = (manifest) => -(0,files_folders/* sharedFolders */.pY)(manifest.placeOf().file, from);
    return [...candidates].sort((a, b) => distance(a) - distance(b))[0];
}
/** Only what may hold the object is parsed: nearly every source says `flux-system`, as its namespace. */
function mayName(text, name) {
    return [...text.matchAll(/\bname["']?\s*:(.*)$/gm)].some(([, value = '']) => value.includes(name) || !startsWithScalar.test(value));
}
/** Of one line, and neither an alias nor with an anchor or a tag. */
const startsWithScalar = /^\s*[^\s&*!|>#]/;

;// CONCATENATED MODULE: ./src/flux/tree/synced-source.ts




/**
 * A source is its kind, namespace and name. It holds what is checked out here if it is the one that the cluster begins
 * with, or has the URL and the `ref` of that one: another branch or tag of this repository is other content.
 */
function findSyncedSources(declarations, beginning) {
    const synced = syncedBy(declarations, beginning);
    const contents = new Set(synced.flatMap(({ declaration }) => (declaration ? [contentOf(declaration.object)] : [])));
    /** Something outside of Git declares them, as it declares what Flux syncs: further names for this repository. */
    const undeclared = [];
    const named = (source) => {
        const found = [...synced, ...undeclared].find(({ reference }) => mayBeSame(reference, source));
        return found && { declaration: found.declaration };
    };
    const withContent = (declaration) => contents.has(contentOf(declaration.object)) ? { declaration } : undefined;
    return {
        checkoutOf(source, from) {
            if (!['GitRepository', 'OCIRepository', 'Bucket'].includes(source.kind))
                return undefined;
            const known = named(source);
            if (known)
                return known;
            const declaration = declarations.find(source, from);
            if (declaration)
                return withContent(declaration);
            undeclared.push({ reference: source, declaration: undefined });
            return { declaration: undefined };
        },
        checkoutOfChart(reference, declared) {
            const known = named(reference);
            if (known)
                return known;
            const declaration = declared();
            if (declaration)
                return withContent(declaration);
            return reference.name === fluxSystem ? { declaration: undefined } : undefined;
        },
    };
}
function syncedBy(declarations, { roots, selfSynced, sources }) {
    const declared = (reference, from) => ({
        reference,
        declaration: declarations.find(reference, from),
    });
    const own = roots
        .filter((root) => selfSynced.includes(root))
        .map((root) => declared(sourceOf(root), root.manifest.placeOf().file));
    const ofOperator = sources.map((source) => ({ reference: (0,object_reference/* referenceOf */.Bz)(source.object), declaration: source }));
    const known = [...own, ...ofOperator];
    return known.length > 0 ? known : [declared(usualSource, roots[0]?.manifest.placeOf().file ?? '')];
}
/** The same, as far as their namespaces are said. */
function mayBeSame(a, b) {
    const isSameNamespace = a.namespace === b.namespace || a.namespace === '' || b.namespace === '';
    return a.kind === b.kind && a.name === b.name && isSameNamespace;
}

;// CONCATENATED MODULE: ./src/flux/tree/load-tree.ts




















/**
 * Follows the Flux Kustomizations of the repository and takes the labelled HelmReleases as they are applied.
 * @returns `undefined` when Flux Kustomizations say nothing of what runs: the files are then taken as they are.
 * @throws FatalError when Flux begins elsewhere than in the folder of the cluster.
 */
async function loadTree(context) {
    const { repository, options } = context;
    const labelText = (0,opt_in/* textOfLabel */.Fr)(options.label);
    const filesWith = searchFiles(repository, labelText);
    const entryContext = entryContextOf(context, filesWith);
    const declared = declaredKustomizations(entryContext);
    const entries = findEntries(declared, entryContext);
    if (entries.length === 0) {
        if (context.clusterFolder !== '')
            refuseOtherClusters(declared, entryContext);
        return undefined;
    }
    const declarations = sourceDeclarations(repository, filesWith(search_texts/* sourceGroup */.lj));
    const ownSyncs = selfSynced(declared, entryContext);
    const clusters = await Promise.all(entries.map(async (entry) => {
        const beginning = await beginningOf(entry, context.tools);
        const synced = findSyncedSources(declarations, { ...beginning, selfSynced: ownSyncs });
        return await followEntry(beginning, treeContextOf(context, { synced, declarations, generatorFiles: filesWith(search_texts/* generatorText */.rp) }), synced);
    }));
    if (clusters.every(followsNothing))
        return undefined;
    const unseen = unseenOf(context, clusters, filesWith);
    const coverage = coverageWith(clusters, unseen);
    const labelled = withoutChartTemplates(filesWith(labelText), repository);
    const unreached = unreachedFiles(labelled, treesOf(clusters), { ...repository, declared, label: options.label });
    const notices = [
        ...severalClusters(entries),
        ...notFollowed(clusters.flatMap(({ cluster }) => cluster.elsewhere)),
        ...unseen,
        ...left_out_leftOut(unreached, coverage.complete),
    ];
    return {
        ...withReleases(clusters, notices),
        ...plainObjectsOf(clusters),
        ...coverage,
        advice: coverage.complete ? unappliedOutput(options.outputPath, clusters) : [],
        summary: summaryOf(clusters, repository.files.all.length),
        readersOf: (file) => clusters.flatMap(({ cluster }) => cluster.readersOf(file)),
    };
}
/** Where Flux begins was not found: that nothing is followed does not mean that nothing runs. */
function followsNothing({ cluster }) {
    return cluster.size === 0 && !cluster.coverage.hidden;
}
function treesOf(clusters) {
    return clusters.map(({ cluster }) => cluster);
}
function plainObjectsOf(clusters) {
    return {
        workloads: clusters.flatMap(({ workloads }) => workloads),
        offered: clusters.flatMap(({ offered }) => offered),
        unbuilt: clusters.flatMap(({ cluster }) => cluster.unbuilt().map(applierId)),
    };
}
/** Reads every file once, for all that is looked for. */
function searchFiles({ files }, labelText) {
    const hits = files.search([labelText, search_texts/* kustomizationText */.hy, search_texts/* releaseText */.hO, search_texts/* sourceGroup */.lj, search_texts/* syncText */.n5, search_texts/* generatorText */.rp]);
    return (text) => hits.get(text) ?? [];
}
function entryContextOf({ repository, clusterFolder }, filesWith) {
    const { manifests } = repository;
    return {
        ...repository,
        kustomizationFiles: filesWith(search_texts/* kustomizationText */.hy),
        syncFiles: filesWith(search_texts/* syncText */.n5).filter((file) => /FluxInstance|instance:/.test(manifests.text(file))),
        clusterFolder,
    };
}
function treeContextOf({ repository, options, builder, tools, variables, follow }, { synced, declarations, generatorFiles }) {
    return {
        own: { ...repository, builder, prefix: '' },
        tools,
        label: options.label,
        workloads: options.workloads,
        strictSubstitution: options.strictSubstitution,
        fallback: variables,
        controllersOf: fluxControllers(repository),
        locate: createLocator(repository, synced, generatorFiles, options.outputPath),
        ...(follow && {
            others: {
                declarationOf: (kustomization) => declarations.find(sourceOf(kustomization), kustomization.manifest.placeOf().file),
                follow,
            },
        }),
        buildEverything: options.buildEverything ?? false,
    };
}
/** What others sync says nothing of this cluster, and plain files would say it wrong. */
function refuseOtherClusters(declared, context) {
    const others = findEntries(declared, { ...context, clusterFolder: '' }).map(({ cluster }) => cluster);
    if (declared.length === 0 && others.length === 0)
        return;
    const found = others.some(Boolean) ? ` Flux begins in ${(0,enumerate/* enumerate */.H)(others.filter(Boolean))}.` : '';
    throw new problem/* FatalError */.HX(`Nothing of Flux is found for the input 'cluster-name', whose folder is ${context.clusterFolder}. Looked for: a Kustomization that applies its own file or a FluxInstance, with a path in this folder; a Kustomization in a file of this folder that no other one applies; a kustomization.yaml at its top.${found}`);
}
async function followEntry({ roots, problems }, context, synced) {
    const cluster = new ClusterTree(context, roots);
    return { cluster, ...(await readCluster(cluster, context.label, synced)), problems };
}
/** Where a cluster begins, once the operator has patched what it syncs. */
async function beginningOf({ roots, instance }, tools) {
    if (!instance)
        return { roots, sources: [], problems: [] };
    const { kustomization, source, problems } = await patchSync(instance, tools);
    const isOfInstance = ({ manifest }) => manifest === instance.kustomization;
    const patched = roots.map((root) => (isOfInstance(root) ? fluxKustomization(kustomization) : root));
    return { roots: patched, sources: [source], problems };
}
/** What is known to be there and is not read. */
function unseenOf({ repository, absentFiles, clusterFolder }, clusters, filesWith) {
    const trees = treesOf(clusters);
    const candidates = [...new Set([...filesWith(search_texts/* releaseText */.hO), ...filesWith(search_texts/* kustomizationText */.hy)])];
    const charts = chartsOfReleases(candidates, repository);
    const texts = () => trees.flatMap((tree) => [...tree.files()].map(repository.manifests.text));
    return [
        ...notCheckedOut(absentFilesOf(absentFiles, trees, clusterFolder)),
        ...notRendered(chartsInUse(charts, texts)),
    ];
}
function coverageWith(clusters, unseen) {
    const ofClusters = clusters.map(({ cluster, problems }) => {
        const coverage = cluster.coverage;
        return { ...coverage, hidden: coverage.hidden || problems.length > 0 || unseen.length > 0 };
    });
    return coverageOf(ofClusters);
}
function withReleases(clusters, notices) {
    const found = clusters.map(({ outcomes }) => distinctReleases(outcomes.flatMap(({ release }) => release ?? []), collisionAdvice));
    const problems = clusters.flatMap(({ cluster, outcomes, problems: ofEntry }, index) => [
        ...ofEntry,
        ...cluster.problems,
        ...outcomes.flatMap((outcome) => outcome.problems),
        ...(found[index]?.problems ?? []),
    ]);
    return {
        releases: sortReleases(found.flatMap(({ releases }) => releases)),
        problems: [...distinctProblems(problems), ...notices],
    };
}
function summaryOf(clusters, fileCount) {
    const builds = new Set(clusters.flatMap(({ cluster }) => cluster.builds));
    const live = clusters.reduce((sum, { cluster }) => sum + cluster.size, 0);
    const of = clusters.length > 1 ? ` of ${clusters.length} clusters` : '';
    return [`${fileCount} YAML files`, `${builds.size} of ${live} Kustomizations${of} built`];
}
const collisionAdvice = "In a cluster they replace each other again and again: remove one, or choose one cluster by the input 'cluster-name'.";
/** Two clusters that share a Kustomization share its problems. */
function distinctProblems(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
function severalClusters(entries) {
    if (entries.length < 2)
        return [];
    const names = (0,enumerate/* enumerate */.H)(entries.map(({ cluster }) => cluster));
    const message = `${entries.length} clusters are found (${names}), and the pre-pullers are for all of them. Choose one by the input 'cluster-name'.`;
    return [{ severity: 'notice', kind: 'kustomize', message }];
}

;// CONCATENATED MODULE: ./src/flux/tree/plain-builds.ts








/**
 * Builds the kustomization.yaml files of a repository without Flux Kustomizations: those that no other one uses and
 * that read a labelled file. Those of the cluster's folder are preferred where it has some.
 */
async function buildPlainKustomizations({ repository, options, builder, tools, clusterFolder, variables }, labelledFiles, objects) {
    const roots = findRoots(repository, labelledFiles, clusterFolder);
    const cluster = new ClusterTree({
        own: { ...repository, builder, prefix: '' },
        tools,
        label: options.label,
        workloads: options.workloads,
        strictSubstitution: options.strictSubstitution,
        fallback: variables,
        locate: ({ spec }) => ({ kind: 'folder', folder: (0,json/* textAt */.$6)(spec, 'path'), ignored: '' }),
        controllersOf: fluxControllers(repository),
        buildEverything: options.buildEverything ?? false,
    }, roots.map((folder) => entryKustomization(folder, { name: folder, postBuild: {} })));
    const { outcomes } = await readCluster(cluster, options.label, objects);
    return {
        files: cluster.files(),
        outcomes,
        problems: cluster.problems,
        others: cluster.optedIn().flatMap(({ objects }) => objects),
        coverage: cluster.coverage,
        summary: roots.length > 0 ? [`${builder.count()} kustomizations built`] : [],
    };
}
function findRoots({ files, kustomizations }, labelledFiles, clusterFolder) {
    if (labelledFiles.length === 0)
        return [];
    const graphs = files.all.filter(kustomization_file/* isKustomizationFile */.yi).map((file) => kustomizations.graphOf(external_node_path_default().posix.dirname(file)));
    const used = new Set(graphs.flatMap((graph) => [...graph.kustomizations.keys()].filter((folder) => folder !== graph.folder)));
    const roots = graphs
        .filter(({ folder, top }) => !used.has(folder) && (0,json/* textAt */.$6)(top.content, 'kind') !== 'Component')
        .filter((graph) => labelledFiles.some((file) => graph.files.has(file)))
        .map(({ folder }) => folder);
    if (!clusterFolder)
        return roots;
    const ofCluster = roots.filter((folder) => (0,files_folders/* isWithin */.UO)(folder, clusterFolder));
    return ofCluster.length > 0 ? ofCluster : roots;
}

;// CONCATENATED MODULE: ./src/flux/load-releases.ts












/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @param fetchSource None where other sources are not followed.
 * @throws FatalError when there is no cluster of that name, or more than one.
 */
async function loadReleases(options, tools, cache, fetchSource) {
    const repository = (0,files_repository/* openRepository */.h)(options, fetchSource);
    const clusterFolder = options.clusterName && findClusterFolder(repository.files, options.clusterName);
    const cluster = clusterFolder ? readClusterConfiguration(repository.files, clusterFolder) : noConfiguration;
    const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
    const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
    const builders = [builder];
    try {
        const absentFiles = manifestsAmong(await filesNotCheckedOut(options.root), options.outputPath);
        const context = { repository, options, builder, tools, clusterFolder, variables, absentFiles };
        const follow = fetchSource && createFollower(fetchSource, load_releases_opener({ options, tools, cache, builders, fetchSource }));
        const discovery = await discover({ ...context, ...(follow && { follow }) });
        const advice = [...discovery.advice, ...labelMistakes(repository, options.label, discovery)];
        return { ...discovery, problems: [...cluster.problems, ...groupUnsetVariables(discovery.problems)], advice };
    }
    finally {
        // One after the other, for each adds to what the cache keeps.
        for (const one of builders)
            await one.close();
    }
}
/** Opens sources that were fetched; what this repository's own output folder is called means nothing there. */
function load_releases_opener({ options, tools, cache, builders, fetchSource, }) {
    return (root, prefix) => {
        const repository = (0,files_repository/* openRepository */.h)({ root, outputPath: noOutput }, fetchSource);
        const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
        builders.push(builder);
        return { ...repository, builder, prefix };
    };
}
/** Git has no file of this name. */
const noOutput = '.git';
async function discover(context) {
    if (!context.options.fluxMonorepo)
        return await loadPlainFiles(context);
    const followed = await loadTree(context);
    if (followed)
        return followed;
    return await loadPlainFiles(context, (labelledFiles, objects) => buildPlainKustomizations(context, labelledFiles, objects));
}
const noConfiguration = { variables: new Map(), problems: [] };

;// CONCATENATED MODULE: ./src/flux/rendered-objects.ts
/**
 * What of Flux a chart has rendered: HelmReleases, Kustomizations and what the operator makes them of. Flux would
 * reconcile them in turn.
 * @param manifests YAML, many documents, as helm writes it
 * @returns `Kind name` of each
 */
function fluxObjectsIn(manifests) {
    if (!rendered_objects_groups.test(manifests))
        return [];
    return manifests.split(/^---/m).flatMap((document) => {
        const kind = /^kind:[ \t]*["']?(HelmRelease|Kustomization|ResourceSet|FluxInstance)\b/m.exec(document)?.[1];
        if (kind === undefined || !rendered_objects_groups.test(document))
            return [];
        const name = /^[ \t]+name:[ \t]*["']?([\w.-]+)/m.exec(document)?.[1] ?? '';
        return [`${kind} ${name}`.trim()];
    });
}
const rendered_objects_groups = /^apiVersion:[ \t]*["']?(?:(?:helm|kustomize)\.toolkit\.fluxcd\.io|fluxcd\.controlplane\.io)\//m;

// EXTERNAL MODULE: ./src/flux/kustomize/remote-bases.ts + 1 modules
var remote_bases = __webpack_require__(2569);
;// CONCATENATED MODULE: ./src/flux/source-place.ts

/** Does a place name a file of another source than this repository: one that was followed, or a remote base? */
function isOfOtherSource(file) {
    return /^(?:GitRepository|OCIRepository|Bucket) [^:\s]+:/.test(file) || file.startsWith(`${remote_bases/* remoteFolder */.h}/`);
}

;// CONCATENATED MODULE: ./src/images/image-problems.ts

/** Collects the problems of one release, each once. */
class ImageProblems {
    release;
    list = [];
    #seen = new Set();
    constructor(release) {
        this.release = release;
    }
    /** `about`: what makes two problems the same; one image in ten containers is worth one line. */
    add(severity, text, about = text) {
        if (this.#seen.has(about))
            return;
        this.#seen.add(about);
        const { id, place } = this.release;
        this.list.push({ severity, kind: 'image', message: `${text}.`, ...(0,problem/* aboutRelease */.nC)(id, place) });
    }
}

// EXTERNAL MODULE: ./src/image-reference.ts
var image_reference = __webpack_require__(1794);
;// CONCATENATED MODULE: ./src/images/yaml.ts


function isMap(node) {
    return typeof node === 'object' && !Array.isArray(node);
}
function isList(node) {
    return Array.isArray(node);
}
/** The node that a chain of keys leads to, if all but the last are maps. */
function nodeAt(root, ...keys) {
    return keys.reduce((node, key) => (isMap(node) ? node[key] : undefined), root);
}
function mapAt(root, ...keys) {
    const node = nodeAt(root, ...keys);
    return isMap(node) ? node : undefined;
}
function listAt(root, ...keys) {
    const node = nodeAt(root, ...keys);
    return isList(node) ? node : [];
}
/** What Kubernetes' parser reads as false where a boolean is meant, and what people write for it in texts. */
function isFalse(text) {
    return /^(?:false|no|off|n|0)$/i.test(text);
}
function isTrue(text) {
    return /^(?:true|yes|on|y|1)$/i.test(text);
}
/**
 * Parses one YAML document. js-yaml is used because it is several times as fast as `yaml`, is linear on hostile input,
 * and bounds depth and merge keys. What it refuses and Go's parser takes (a flow map that ends in column 0, for
 * instance) is left to `yaml`, which recovers what it can.
 */
function parseYaml(text) {
    try {
        return { node: (0,js_yaml/* load */.Hh)(text, { schema: yaml_schema, json: true, maxDepth: yaml_maximumDepth }) };
    }
    catch (error) {
        if (isTooDeep(error) || text.length > maximumRecoverableLength)
            return { node: '', error: explain(error) };
        return recover(text);
    }
}
/** As `parseYaml`, without recovery: for text that may be anything. */
function parseYamlStrictly(text) {
    try {
        return (0,js_yaml/* load */.Hh)(text, { schema: yaml_schema, json: true, maxDepth: yaml_maximumDepth });
    }
    catch {
        return undefined;
    }
}
/** A manifest of Kubernetes has fewer than 40 levels. */
const yaml_maximumDepth = 100;
/** Recovery is slow; a larger document that is no YAML is given up. */
const maximumRecoverableLength = 1024 * 1024;
function recover(text) {
    try {
        const document = (0,dist/* parseDocument */.Tp)(text, lenient);
        const node = withoutPrototype(document.toJS({ maxAliasCount: 100 }), 0);
        const error = document.errors[0];
        return error === undefined ? { node } : { node, error: explain(error) };
    }
    catch (error) {
        return { node: '', error: explain(error) };
    }
}
const lenient = {
    schema: 'failsafe',
    customTags: ['null'],
    merge: true,
    strict: false,
    uniqueKeys: false,
    logLevel: 'silent',
};
function isTooDeep(error) {
    return error instanceof js_yaml/* YAMLException */.tB && error.reason.includes('maxDepth');
}
function explain(error) {
    if (error instanceof js_yaml/* YAMLException */.tB) {
        return { reason: error.reason, ...(error.mark && { line: error.mark.line + 1 }) };
    }
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    const line = error instanceof dist/* YAMLParseError */.XT ? error.linePos?.[0].line : undefined;
    return { reason, ...(line !== undefined && { line }) };
}
/** Of a value that was read as Kubernetes reads it. */
function yamlNode(value) {
    return withoutPrototype(value, 0);
}
function withoutPrototype(value, depth) {
    if (depth > yaml_maximumDepth)
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
const yaml_mapping = {
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
const unset = (0,js_yaml/* defineScalarTag */.Gf)('tag:yaml.org,2002:null', {
    implicit: true,
    implicitFirstChars: ['', '~', 'n', 'N'],
    resolve: (text, isExplicit) => isExplicit || /^(?:null|Null|NULL|~)?$/.test(text) ? '' : js_yaml/* NOT_RESOLVED */.Hg,
    identify: () => false,
});
/** Tags say nothing that matters here (`!!int`, or a vendor's `!Ref`): whatever carries one is read as if it did not. */
const anyTag = ['!', 'tag:'].flatMap((prefix) => [
    (0,js_yaml/* defineScalarTag */.Gf)(prefix, { ...yaml_scalar, matchByTagPrefix: true }),
    (0,js_yaml/* defineMappingTag */.bH)(prefix, { ...yaml_mapping, matchByTagPrefix: true }),
    (0,js_yaml/* defineSequenceTag */.NE)(prefix, { ...sequence, matchByTagPrefix: true }),
]);
const yaml_schema = js_yaml/* FAILSAFE_SCHEMA */.uH.withTags(js_yaml/* mergeTag */.LJ, unset, (0,js_yaml/* defineMappingTag */.bH)('tag:yaml.org,2002:map', yaml_mapping), ...anyTag);

;// CONCATENATED MODULE: ./src/images/listed-images.ts



/**
 * The references that a chart lists in its annotation `artifacthub.io/images`, and that are images of no repository that
 * was found. Such lists are old, or hold all that the chart could ever run: they are offered, never believed.
 * Source: https://artifacthub.io/docs/topics/annotations/helm/
 * @param listed YAML, as the chart has it
 * @param excluded references that were found and left out by intent
 */
function unrenderedImages(listed, images, excluded) {
    if (listed === '' || listed.length > listed_images_maximumLength)
        return [];
    const known = new Set([...images.map(({ reference }) => reference), ...excluded].map(repositoryOf));
    const unrendered = new Map();
    for (const reference of referencesOf(parseYamlStrictly(listed))) {
        const repository = repositoryOf(reference);
        if (repository !== undefined && !known.has(repository))
            unrendered.set(repository, reference);
    }
    return [...unrendered.values()].sort();
}
/** A list of images that long is read by nobody. */
const listed_images_maximumLength = 64 * 1024;
function referencesOf(node) {
    if (!isList(node))
        return [];
    return node
        .map((item) => (isMap(item) ? (0,image_reference/* repairReference */.zt)((0,json/* textAt */.$6)(item, 'image').trim()) : ''))
        .filter((text) => text !== '');
}
/** By repository, because the list often has the tags of another version. */
function repositoryOf(reference) {
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    return parsed && `${parsed.domain}/${parsed.path}`;
}

;// CONCATENATED MODULE: ./src/images/kubernetes-object.ts


/** The objects of a parsed document: one, the items of a list, or none when it is no object. */
function kubernetes_object_readObjects(content) {
    if (!isMap(content))
        return [];
    const kind = (0,json/* textAt */.$6)(content, 'kind');
    if (kind.endsWith('List') && isList(content.items))
        return content.items.flatMap((item) => readItem(item, content));
    if (kind === '')
        return [];
    const [group = ''] = (0,json/* textAt */.$6)(content, 'apiVersion').split('/').slice(0, -1);
    const metadata = mapAt(content, 'metadata') ?? {};
    const object = { group, kind, name: (0,json/* textAt */.$6)(metadata, 'name'), namespace: (0,json/* textAt */.$6)(metadata, 'namespace'), content };
    return [kind === 'Secret' && group === '' ? { ...object, content: decodeSecret(content) } : object];
}
/** A list of one kind may leave it to its own: the items of a `DeploymentList` are Deployments. */
function readItem(item, list) {
    if (!isMap(item) || (0,json/* textAt */.$6)(item, 'kind') !== '')
        return kubernetes_object_readObjects(item);
    const kind = (0,json/* textAt */.$6)(list, 'kind').slice(0, -'List'.length);
    return kubernetes_object_readObjects({ apiVersion: (0,json/* textAt */.$6)(list, 'apiVersion'), ...item, kind });
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
/** API groups whose objects talk about images that they do not run: policies, automations, reports, images of nodes. */
const describingGroups = new RegExp(`^(?:${[
    'apiextensions\\.k8s\\.io',
    'rbac\\.authorization\\.k8s\\.io',
    'admissionregistration\\.k8s\\.io',
    'image\\.toolkit\\.fluxcd\\.io',
    'argocd-image-updater\\.argoproj\\.io',
    'meta\\.pkg\\.crossplane\\.io',
    'policy\\.sigstore\\.dev',
    '(?:image|config)\\.openshift\\.io',
    '(?:infrastructure|bootstrap|controlplane)\\.cluster\\.x-k8s\\.io',
    'aquasecurity\\.github\\.io',
    'securityenforcement\\.admission\\.cloud\\.ibm\\.com',
    '(?:.+\\.)?kyverno\\.io',
    '(?:.+\\.)?gatekeeper\\.sh',
].join('|')})$`);
/** The same by `group/Kind`, where other kinds of the group run their images. */
const describingKinds = new Set([
    'monitoring.coreos.com/PrometheusRule',
    'operator.openshift.io/ImageContentSourcePolicy',
    'hive.openshift.io/ClusterImageSet',
    'policies.kubewarden.io/AdmissionPolicy',
    'policies.kubewarden.io/ClusterAdmissionPolicy',
    // What Crossplane unpacks itself; the packages of Providers and Functions are images of their own pods as well.
    'pkg.crossplane.io/Configuration',
    'pkg.crossplane.io/ConfigurationRevision',
    'pkg.crossplane.io/ImageConfig',
    'pkg.crossplane.io/Lock',
    // Lists of operators. What serves one is asked for anew at each start, and nothing else needs it.
    'operators.coreos.com/CatalogSource',
    'olm.operatorframework.io/ClusterCatalog',
    'eraser.sh/ImageList',
]);
/** `false` for objects that only describe, allow or select images, and for tests that nobody runs. */
function mayRunImages(object, tests) {
    const { group, kind } = object;
    return (!describingGroups.test(group) &&
        !describingKinds.has(`${group}/${kind}`) &&
        (!isTest(object) || runs(object, tests)));
}
/** https://helm.sh/docs/topics/charts_hooks/: runs beside an install or upgrade, and not as a part of it. */
function isHook(object) {
    return (0,json/* textAt */.$6)(object.content, 'metadata', 'annotations', 'helm.sh/hook') !== '';
}
/** helm, pkg/action/release_testing.go: Run. */
function runs(object, { enabled, included, excluded }) {
    const name = (0,json/* textAt */.$6)(object.content, 'metadata', 'name');
    return enabled && !excluded.includes(name) && (included.length === 0 || included.includes(name));
}
/** https://helm.sh/docs/topics/chart_tests/: hooks `test`, and `test-success` of Helm 2. */
function isTest(object) {
    const hook = (0,json/* textAt */.$6)(object.content, 'metadata', 'annotations', 'helm.sh/hook');
    if (hook === '')
        return false;
    const events = hook.split(',').map((event) => event.trim());
    return events.every((event) => event === 'test' || event === 'test-success' || event === 'test-failure');
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
    return /^[\w-]+$/.test(key) ? `.${key}` : `[${quote(key)}]`;
}
/** On one line for every reader: YAML 1.1 also breaks lines at characters that JSON leaves as they are. */
function quote(key) {
    return JSON.stringify(key).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}
function escapeCharacter(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
/** The last key of a path that is a name; entries of a list are called as the list is. */
function nearestKey(path) {
    for (let at = path; at !== undefined; at = at.parent)
        if (typeof at.key === 'string')
            return at.key;
    return '';
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

;// CONCATENATED MODULE: ./src/images/no-help.ts





// What an image on every node does not help with, or what is pulled in vain: each said once for a release.
/** Text of the notices, without a full stop. */
function noHelpNotices(objects, images) {
    return [...alwaysAsked(objects, images), ...catalogues(images)];
}
/** With this policy the kubelet asks the registry at every start, whatever is on the node. */
function alwaysAsked(objects, images) {
    const pulled = new Set(images.map(({ reference }) => reference));
    const places = objects.flatMap((object) => {
        const { spec } = podOf(object) ?? {};
        const containers = containerLists.flatMap((list) => listAt(spec, list)).filter(isMap);
        return containers
            .filter((container) => (0,json/* textAt */.$6)(container, 'imagePullPolicy') === 'Always')
            .map((container) => (0,json/* textAt */.$6)(container, 'image'))
            .filter((image) => pulled.has(image) && isFixed(image))
            .map((image) => `${objectTitle(object)} (${image})`);
    });
    if (places.length === 0)
        return [];
    return [
        `imagePullPolicy is Always for tags that do not move, so these do not start while the registry is down, although their images are there: ${[...new Set(places)].join(', ')}; set IfNotPresent in the values`,
    ];
}
function isFixed(image) {
    const { tag = 'latest', digest } = (0,image_reference/* parseReference */.F2)(image) ?? {};
    return tag !== 'latest' || digest !== undefined;
}
/** So many tags of one repository are a list to choose from, of which a cluster runs one or two. */
const catalogueSize = 4;
function catalogues(images) {
    const tags = new Map();
    for (const { reference, uses } of images) {
        const parsed = (0,image_reference/* parseReference */.F2)(reference);
        if (parsed === undefined || uses.some(({ confidence }) => confidence === 'certain'))
            continue;
        const repository = `${parsed.domain}/${parsed.path}`;
        tags.set(repository, [...(tags.get(repository) ?? []), parsed.tag ?? parsed.digest ?? 'latest']);
    }
    return [...tags]
        .filter(([, found]) => found.length >= catalogueSize)
        .map(([repository, found]) => `${repository} is named with ${found.length} tags outside of pods (${found.join(', ')}): if that is a catalogue, of which the cluster runs few, leave the others out with an exclude annotation`);
}
/**
 * Of a release in which no image was found, and none left out.
 * @returns the text of a notice, if that needs an explanation
 */
function emptyNotice(manifests) {
    if (!onlyCustomResources(manifests))
        return undefined;
    return 'Its only objects are custom resources, and no image stands in them: what their operator makes of them is known in the cluster alone; name such images in an include annotation';
}
/** Kubernetes' own groups have no dot or end in `.k8s.io`. */
function onlyCustomResources(manifests) {
    const groups = [...manifests.matchAll(/^apiVersion:[ \t]*["']?([^\s"']+)/gm)].map(([, version = '']) => version);
    return groups.length > 0 && groups.every((version) => /^(?!.*\.k8s\.io\/)[^/]*\.[^/]*\//.test(version));
}

// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 8 modules
var esm = __webpack_require__(1138);
;// CONCATENATED MODULE: ./src/images/object-filter.ts

/** A glob may be a stranger's: `{a,b}` twenty times over stands for a million. */
const braceExpandMax = 1_000;
/** @returns a test whether a use stands at a place that one of the globs on `Kind/name:path` names. */
function objectFilter(globs) {
    const matchers = globs.map((glob) => new esm/* Minimatch */.VR(preparedGlob(glob), { dot: true, nocomment: true, nonegate: true, braceExpandMax }));
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

// EXTERNAL MODULE: ./src/kubernetes-names.ts
var kubernetes_names = __webpack_require__(30);
;// CONCATENATED MODULE: ./src/images/acceptable.ts



// What the API server accepts in a pod (kubernetes, pkg/apis/core/validation/validation.go). A DaemonSet with anything
// else is refused, and then Flux applies none of the folder: one broken release would stop all others.
/** Labels: what `nodeSelector` is made of. */
function isNodeSelector(map) {
    return Object.entries(map).every(([key, value]) => (0,kubernetes_names/* isLabelKey */.qI)(key) && typeof value === 'string' && (0,kubernetes_names/* isLabelValue */.eZ)(value));
}
/** `requiredDuringSchedulingIgnoredDuringExecution` of a node affinity. */
function isRequiredNodeAffinity(map) {
    const { nodeSelectorTerms, ...others } = map;
    return (isEmpty(others) && isList(nodeSelectorTerms) && nodeSelectorTerms.length > 0 && nodeSelectorTerms.every(isTerm));
}
function isTerm(node) {
    if (!isMap(node))
        return false;
    const { matchExpressions = [], matchFields = [], ...others } = node;
    if (!isEmpty(others) || !isList(matchExpressions) || !isList(matchFields))
        return false;
    return matchExpressions.every(isExpression) && matchFields.every(isField);
}
function isExpression(node) {
    if (!isRequirement(node) || !(0,kubernetes_names/* isLabelKey */.qI)((0,json/* textAt */.$6)(node, 'key')))
        return false;
    const values = listAt(node, 'values');
    switch ((0,json/* textAt */.$6)(node, 'operator')) {
        case 'In':
        case 'NotIn':
            return values.length > 0 && values.every((value) => typeof value === 'string' && (0,kubernetes_names/* isLabelValue */.eZ)(value));
        case 'Exists':
        case 'DoesNotExist':
            return values.length === 0;
        case 'Gt':
        case 'Lt':
            return values.length === 1 && /^-?\d{1,18}$/.test(String(values[0]));
        default:
            return false;
    }
}
/** The name of a node is the only field there is. */
function isField(node) {
    if (!isRequirement(node) || (0,json/* textAt */.$6)(node, 'key') !== 'metadata.name')
        return false;
    const [name, ...more] = listAt(node, 'values');
    const isOne = typeof name === 'string' && more.length === 0 && (0,kubernetes_names/* isDnsSubdomain */.sg)(name);
    return isOne && ['In', 'NotIn'].includes((0,json/* textAt */.$6)(node, 'operator'));
}
function isRequirement(node) {
    if (!isMap(node))
        return false;
    const { key: _, operator: __, values = [], ...others } = node;
    return isEmpty(others) && isList(values);
}
function isEmpty(map) {
    return Object.keys(map).length === 0;
}

;// CONCATENATED MODULE: ./src/images/architectures.ts



/** The part of a pod's affinity without which no node takes it. */
function requiredNodeAffinity({ spec }) {
    return mapAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
}
/** A node must match one of them. */
function nodeSelectorTerms(pod) {
    return listAt(requiredNodeAffinity(pod), 'nodeSelectorTerms');
}
const architectureLabels = ['kubernetes.io/arch', 'beta.kubernetes.io/arch'];
/** The architectures, one of which a node must have; `undefined` when the pod does not say, or says none that can be. */
function architecturesOf(pod) {
    const selector = mapAt(pod.spec, 'nodeSelector') ?? {};
    const selected = architectureLabels.map((label) => (0,json/* textAt */.$6)(selector, label)).find((value) => value !== '');
    const sets = [selected === undefined ? undefined : [selected], affineArchitectures(pod)];
    const found = intersection(sets)?.filter(kubernetes_names/* isLabelValue */.eZ);
    return found && found.length > 0 ? found : undefined;
}
/** Terms are alternatives: if one of them leaves the architecture open, it is open. */
function affineArchitectures(pod) {
    const terms = nodeSelectorTerms(pod).map((term) => intersection(listAt(term, 'matchExpressions').map(selectedArchitectures)));
    return terms.length === 0 || terms.includes(undefined) ? undefined : terms.flatMap((term) => term ?? []);
}
function selectedArchitectures(expression) {
    const { key, operator, values } = (isMap(expression) ? expression : {});
    if (!architectureLabels.includes(String(key)) || operator !== 'In' || !Array.isArray(values))
        return undefined;
    return values.filter((value) => typeof value === 'string');
}
/** What all of the given sets hold; those that are not given demand nothing. */
function intersection(sets) {
    const given = sets.filter((set) => set !== undefined);
    return given.length === 0 ? undefined : given.reduce((left, right) => left.filter((item) => right.includes(item)));
}

;// CONCATENATED MODULE: ./src/images/pod-facts.ts








/**
 * What the release's pods say about credentials and nodes.
 * @param images those that the pre-puller will pull
 * @param releaseNamespace where the pods run that do not say so themselves
 */
function readPodFacts(objects, images, releaseNamespace) {
    const pods = objects.flatMap((object) => podOf(object) ?? []);
    const accounts = objects.filter((object) => object.kind === 'ServiceAccount' && object.group === '');
    const namespaces = new Set(pods.map(({ object }) => object.namespace || releaseNamespace));
    const namespace = commonNamespace(namespaces, objects);
    const pulling = { pods, accounts, atHome: namespaces.has(namespace ?? releaseNamespace) };
    const serviceAccountName = commonServiceAccount(pods, pulling);
    return {
        ...(namespace !== undefined && namespace !== releaseNamespace && { namespace }),
        imagePullSecrets: releaseSecrets(objects, pulling),
        ...(serviceAccountName !== undefined && { serviceAccountName }),
        ...placement(pods, images),
        images: images.flatMap((image) => pulledImage(image, pulling) ?? []),
    };
}
/** A pre-puller runs before the chart, so a namespace that comes with the chart is of no use to it. */
function commonNamespace(namespaces, objects) {
    const [name, ...others] = namespaces;
    if (name === undefined || others.length > 0)
        return undefined;
    const isCreated = objects.some(({ group, kind, ...object }) => group === '' && kind === 'Namespace' && object.name === name);
    return isCreated ? undefined : name;
}
function pulledImage(image, pulling) {
    const users = pulling.pods.filter((pod) => uses(pod, [image]));
    if (users.length === 0)
        return undefined;
    const secrets = users.map((pod) => ({ pod, names: secretsOf(pod, pulling) }));
    const imagePullSecrets = pod_facts_distinct(secrets.flatMap(({ names }) => names));
    const without = secrets.filter(({ names }) => names.length === 0 && imagePullSecrets.length > 0);
    const serviceAccountName = commonServiceAccount(users, pulling);
    return {
        reference: image.reference,
        imagePullSecrets,
        withoutSecret: pod_facts_distinct(without.map(({ pod }) => objectTitle(pod.object))),
        ...(serviceAccountName !== undefined && { serviceAccountName }),
        architectures: isOfPodsAlone(image, users) ? demandedArchitectures(users) : [],
    };
}
/** One that any user may run on every node is wanted on every node. */
function demandedArchitectures(users) {
    const demands = users.map(architecturesOf);
    return demands.includes(undefined) ? [] : pod_facts_distinct(demands.flatMap((demand) => demand ?? []));
}
function serviceAccountOf({ spec }) {
    return (0,json/* textAt */.$6)(spec, 'serviceAccountName') || (0,json/* textAt */.$6)(spec, 'serviceAccount') || 'default';
}
/**
 * A pod whose ServiceAccount does not exist is not admitted, so one that comes with the chart is of no use to
 * a pre-puller that runs before the chart. A hook's is often made for the hook alone, and gone after it.
 */
function commonServiceAccount(users, { accounts, atHome }) {
    const asked = users.filter(({ object }) => !isHook(object)).map(serviceAccountOf);
    const [name, ...others] = new Set(asked.filter((account) => account !== 'default'));
    if (!atHome || name === undefined || others.length > 0 || !(0,kubernetes_names/* isDnsSubdomain */.sg)(name))
        return undefined;
    return accounts.some((account) => account.name === name) ? undefined : name;
}
/** A pod that names none gets those of its ServiceAccount (kubernetes, plugin/pkg/admission/serviceaccount/admission.go). */
function secretsOf(pod, { accounts }) {
    const own = secretNames(pod.spec);
    if (own.length > 0)
        return own;
    const account = serviceAccountOf(pod);
    return accounts.filter(({ name }) => name === account).flatMap(({ content }) => secretNames(content));
}
/** Of the pods, of the ServiceAccounts that they use, and of custom resources, which hand them on to their pods. */
function releaseSecrets(objects, { pods, accounts }) {
    const used = new Set(pods.map(serviceAccountOf));
    const holders = [
        ...pods.map(({ spec }) => spec),
        ...accounts.filter(({ name }) => used.has(name)).map(({ content }) => content),
        ...objects.filter(({ group }) => group.includes('.')).map(({ content }) => mapAt(content, 'spec') ?? {}),
    ];
    return pod_facts_distinct(holders.flatMap(secretNames));
}
/** A name that no API server takes would have the whole DaemonSet refused. */
function secretNames(holder) {
    return listAt(holder, 'imagePullSecrets').map(secretName).filter(kubernetes_names/* isDnsSubdomain */.sg);
}
function secretName(entry) {
    return isMap(entry) ? (0,json/* textAt */.$6)(entry, 'name') : '';
}
function pod_facts_distinct(texts) {
    return [...new Set(texts)].sort();
}
/**
 * The nodes that all users of the images share. An image that anything but a pod names may be run on any node:
 * then there is no such thing.
 */
function placement(pods, images) {
    const users = pods.filter((pod) => uses(pod, images));
    if (!images.every((image) => isOfPodsAlone(image, users)))
        return {};
    const nodeSelector = common(users.map(nodeSelectorOf));
    const affinity = common(users.map(requiredNodes));
    return { ...(nodeSelector && { nodeSelector }), ...(affinity && { affinity }) };
}
/** Nobody knows on which nodes an operator runs an image that it is told of. */
function isOfPodsAlone({ uses }, users) {
    const named = new Set(users.map(({ object }) => objectTitle(object)));
    return uses.every((use) => use.confidence === 'certain' && named.has(use.object));
}
function uses({ object }, images) {
    const title = objectTitle(object);
    return images.some(({ uses }) => uses.some((use) => use.object === title && use.confidence === 'certain'));
}
function nodeSelectorOf({ spec }) {
    const selector = mapAt(spec, 'nodeSelector');
    return selector && isNodeSelector(selector) ? selector : undefined;
}
/** Only this part of an affinity says on which nodes a pod can run at all; the rest spreads or attracts pods. */
function requiredNodes(pod) {
    const required = requiredNodeAffinity(pod);
    return required && isRequiredNodeAffinity(required)
        ? { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } }
        : undefined;
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
        line = push(documents, manifests.slice(start, marker.index), line);
        start = marker.index + marker[0].length;
    }
    push(documents, manifests.slice(start), line);
    return documents;
}
/** @returns the line on which the next document begins. */
function push(documents, text, line) {
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
const evidence = /image|repo|containers|[a-z0-9]\/[\w.-]+[:@]\w/i;
/** `image` in base64, at each of the three places that it can have in a group of bytes. */
const encodedEvidence = /aW1hZ2|ltYWdl|pbWFnZ/;
/** What ServiceAccounts and Namespaces say about pods matters, too, and a list may hold anything. */
const alwaysRead = /^kind:[ \t]*["']?(?:Namespace|ServiceAccount|[A-Za-z]*List)\b/m;
/** Kinds that describe or select other objects, and are large or look alike. */
const neverRead = /^kind:[ \t]*["']?(?:CustomResourceDefinition|PrometheusRule)\b/m;
/** A text test, so that only documents that can hold an image are parsed. */
function mayHoldImage({ text }) {
    return !neverRead.test(text) && (evidence.test(text) || alwaysRead.test(text) || encodedEvidence.test(text));
}

;// CONCATENATED MODULE: ./src/images/read-manifests.ts



/** Reads rendered manifests, of which only the documents that can hold an image are parsed. */
function readManifests(text, tests) {
    const manifests = { objects: [], broken: [] };
    for (const document of splitDocuments(text)) {
        if (!mayHoldImage(document))
            continue;
        const { node, error } = parseYaml(document.text);
        if (error !== undefined)
            manifests.broken.push(brokenDocument(document, error));
        manifests.objects.push(...kubernetes_object_readObjects(node).filter((object) => mayRunImages(object, tests)));
    }
    return manifests;
}
/** Helm writes the template's path above each document; after post-renderers there may be only the line to go by. */
function brokenDocument({ text, line }, error) {
    const template = /^# Source: (\S+)\s*$/m.exec(text)?.[1];
    const subject = template === undefined ? `Line ${line} of the manifests begins` : `The template ${template} was rendered to`;
    const place = error.line === undefined ? '' : ` at its line ${error.line}`;
    return `${subject} a document that is no valid YAML${place}: ${error.reason}`;
}

;// CONCATENATED MODULE: ./src/images/settings.ts
/** Lines of INI files, Java properties, env files and templated TOML: one map for each `[section]`. */
function readSettings(text) {
    const sections = [emptySection()];
    for (const line of text.split(/\r?\n/)) {
        if (/^[ \t]*\[.*\][ \t]*(?:[#;].*)?$/.test(line))
            sections.push(emptySection());
        const [, key = '', value = ''] = assignment.exec(line) ?? settings_colon.exec(line) ?? property.exec(line) ?? [];
        const section = sections.at(-1);
        if (key !== '' && section !== undefined)
            section[key] = plainValue(value);
    }
    return sections.filter((section) => Object.keys(section).length > 0);
}
/** `key = value`, `export KEY=value`. */
const assignment = /^[ \t]*(?:export[ \t]+)?([\w./-]{1,253})[ \t]*=[ \t]*(\S.*)$/;
/** `key : value`, as properties may be written; indented it would be a piece of YAML. */
const settings_colon = /^([\w./-]{1,253})[ \t]*:[ \t]+(\S.*)$/;
/** `spark.image  value`: properties may be separated by blanks alone. Without a dot in the key it may be any prose. */
const property = /^[ \t]*(\w[\w-]*(?:\.[\w-]+)+)[ \t]+(\S+)[ \t]*$/;
function emptySection() {
    return Object.create(null);
}
/** Without quotes, and without a comment behind. */
function plainValue(text) {
    const quoted = /^(?:"([^"]*)"|'([^']*)')[ \t]*(?:[#;,].*)?$/.exec(text);
    return quoted?.[1] ?? quoted?.[2] ?? text.replace(/[ \t]+[#;].*$/, '').trim();
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./src/images/toml.ts

/** No table of a configuration is nested that deep. */
const toml_maximumDepth = 50;
/** A TOML document with texts for values as in `yaml.ts`; `undefined` for what is no TOML, or says nothing. */
function readToml(text) {
    if (!/^[ \t]*(?:\[|["'\w.-]+[ \t]*=)/m.test(text))
        return undefined;
    try {
        const table = textsOf((0,smol_toml_dist/* parse */.qg)(withFractionsAsTexts(text), { maxDepth: toml_maximumDepth }), 0);
        return Object.keys(table).length === 0 ? undefined : table;
    }
    catch {
        return undefined;
    }
}
/** A version without quotes would lose its last zero as a number: `1.10`. */
function withFractionsAsTexts(text) {
    return text.replace(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*|(=[ \t]*)(\d+\.\d+)(?![\w.:-])/g, (piece, assign, number) => number === undefined ? piece : `${assign}"${number}"`);
}
function textsOf(value, depth) {
    if (depth > toml_maximumDepth)
        return '';
    if (Array.isArray(value))
        return value.map((item) => textsOf(item, depth + 1));
    if (typeof value !== 'object' || value === null || value instanceof Date)
        return String(value);
    const map = Object.create(null);
    for (const [key, item] of Object.entries(value))
        map[key] = textsOf(item, depth + 1);
    return map;
}

;// CONCATENATED MODULE: ./src/images/embedded.ts




/** Text of a format that is read as prose or code, or an example that nothing reads. */
const unreadKeys = /^_|\.(?:example|sample|md|html?|css|js|lua|py|sh)$/i;
/**
 * What must stand in a text for its parse to pay: a key that says image or repository, or a reference with a registry.
 * The repetitions are bounded, so that the search is linear.
 */
const embedded_evidence = /(?:image|containers|repo)[\w.-]{0,60}["']?[ \t]{0,9}[:= \t]|[a-z0-9]\.[a-z]+(?::\d+)?\/[\w./-]{1,255}[:@]\w/i;
/** A configuration file larger than this is data. */
const embedded_maximumLength = 2 * 1024 * 1024;
/** A cheap test whether the text at a key is worth reading as a document. */
function mayBeDocument(key, text) {
    if (text.length > embedded_maximumLength || !/[\n{[]/.test(text))
        return false;
    return !unreadKeys.test(String(key)) && embedded_evidence.test(text);
}
/** The documents of a text that is YAML, JSON, TOML or lines of settings; none when it is something else. */
function readEmbedded(text) {
    const documents = splitDocuments(withoutComments(text)).flatMap((document) => parseYamlStrictly(document.text) ?? []);
    const structured = documents.filter((node) => isMap(node) || isList(node));
    if (structured.length > 0)
        return structured;
    const table = readToml(text);
    return table === undefined ? readSettings(text) : [table];
}
/** JSON with comments, as editors and build tools write it; the comments of YAML need no help. */
function withoutComments(text) {
    if (!/^\s*[{[]/.test(text) || !/\/[/*]/.test(text))
        return text;
    return text.replace(/"(?:[^"\\\n]|\\.)*"|(?<![^\s,{}[\]])\/\/.*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, (piece) => piece.startsWith('"') ? piece : ' ');
}

;// CONCATENATED MODULE: ./src/images/rules/command-words.ts


/** The key of a command line: `command`, `args`, `extraArgs`. */
function isCommandKey(key) {
    return typeof key === 'string' && /(?:command|args|arguments|flags|entrypoint)$/i.test(key);
}
/** What the command lines in a map set. */
function commandSettings(map, path) {
    return Object.keys(map).flatMap((key) => {
        const node = map[key];
        if (node === undefined || node === '' || !isCommandKey(key))
            return [];
        return command_words_settingsOf(wordsOfCommand(node, child(path, key)));
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
function command_words_settingsOf(words) {
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

;// CONCATENATED MODULE: ./src/images/rules/named-values.ts



/** Where an entry of a list has its text: `env` has values, the parameters of workflows and tasks have defaults as well. */
function valueKey(entry) {
    return (0,json/* textAt */.$6)(entry, 'value') === '' ? 'default' : 'value';
}
/** The texts that a map holds under its own keys; in an entry such as `{name: X, value: …}` the value is called X. */
function keyedValues(map, path) {
    const entry = (0,json/* textAt */.$6)(map, 'name');
    const entryKey = entry === '' ? undefined : valueKey(map);
    const values = [];
    for (const key of Object.keys(map)) {
        const value = map[key];
        if (typeof value !== 'string' || value === '')
            continue;
        values.push({ name: key === entryKey ? entry : key, value, path: child(path, key) });
    }
    return values;
}
/** The texts of each list of `{name, value}` that a map holds, as `env` is one. */
function listedValues(map, path) {
    return Object.keys(map).flatMap((key) => {
        const list = map[key];
        if (!isList(list))
            return [];
        const values = list.flatMap((item, index) => {
            if (!isMap(item) || typeof item.name !== 'string')
                return [];
            const field = valueKey(item);
            const value = (0,json/* textAt */.$6)(item, field);
            return value === '' ? [] : { name: item.name, value, path: child(child(child(path, key), index), field) };
        });
        return values.length === 0 ? [] : [values];
    });
}
/** The texts of each list that a map holds, under the name of the list. */
function listItems(map, path) {
    return Object.keys(map).flatMap((name) => {
        const list = map[name];
        if (!isList(list))
            return [];
        return list.flatMap((value, index) => typeof value === 'string' ? { name, value, path: child(child(path, name), index) } : []);
    });
}

;// CONCATENATED MODULE: ./src/images/rules/map-values.ts


/** The texts that one map holds, by where they have their names from; each list is made when it is first asked for. */
class MapValues {
    map;
    path;
    #keyed;
    #items;
    #listed;
    #commands;
    constructor(map, path) {
        this.map = map;
        this.path = path;
    }
    get keyed() {
        this.#keyed ??= keyedValues(this.map, this.path);
        return this.#keyed;
    }
    get items() {
        this.#items ??= listItems(this.map, this.path);
        return this.#items;
    }
    get listed() {
        this.#listed ??= listedValues(this.map, this.path);
        return this.#listed;
    }
    get commands() {
        this.#commands ??= commandSettings(this.map, this.path);
        return this.#commands;
    }
}

;// CONCATENATED MODULE: ./src/images/rules/tags.ts
/** Words of tags that are no numbers, as publishers use them: releases, channels, base systems, variants. */
const customary = new Set(`latest stable edge main master nightly daily weekly next dev devel develop development canary release rc beta alpha
   testing test unstable debug nonroot rootless dind current rolling mainline head snapshot production prod staging tip
   trunk experimental preview insiders lts ce ee community enterprise full slim minimal base root unprivileged
   alpine bullseye bookworm buster trixie stretch sid jammy focal noble bionic ubi debian ubuntu fedora centos rocky
   rawhide distroless wolfi musl glibc busybox scratch linux amd64 arm64 arm x86 multiarch
   fpm apache nginx cli server client agent python java jre jdk node php ruby go rust cuda cpu gpu rocm vulkan openvino
   standalone management`.split(/\s+/));
/**
 * A tag that tells a version: it has a digit, or is one of the words that publishers use. A reference without a registry
 * needs one, for `theme:dark` and `assets/logo:dark` are references by their grammar.
 */
function isVersionTag(tag) {
    return (/\d/.test(tag) ||
        tag
            .toLowerCase()
            .split(/[._-]+/)
            .some((word) => customary.has(word)));
}

;// CONCATENATED MODULE: ./src/images/rules/pinned.ts


/**
 * The reference in a text that may be anything: only one with a tag or digest counts.
 * @returns it as written, repaired where it is mangled.
 */
function pinnedReference(text) {
    if (text.length > 1024 || !/[\w][:@]\w/.test(text))
        return undefined;
    const reference = (0,image_reference/* repairReference */.zt)(text.trim());
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    return parsed !== undefined && isPinned(parsed) && !isSomethingElse(parsed) ? reference : undefined;
}
function isPinned({ tag, digest }) {
    return tag !== undefined || digest !== undefined;
}
/** What is a reference by its grammar, and never an image, whatever its name says. */
function isSomethingElse(parsed) {
    return [isAddress, isBareDigest, isRatio, isTaint, isApiVersion, isKubernetesKey, isModel, isPlaceholder].some((test) => test(parsed));
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
/** `16:9`, `12:30`, `1000:1000`. */
function isRatio({ path }) {
    return /^library\/[\d.]+$/.test(path);
}
/** `example.com/gpu:NoSchedule`, as kubectl and the kubelet write it. */
function isTaint({ tag }) {
    return tag === 'NoSchedule' || tag === 'PreferNoSchedule' || tag === 'NoExecute';
}
/** `monitoring.coreos.com/v1:ServiceMonitor`, `apps/v1:Deployment`: no repository is called like a version of an API. */
function isApiVersion({ path }) {
    return /(?:^|\/)v\d+(?:(?:alpha|beta)\d+)?$/.test(path);
}
/** `app.kubernetes.io/component:web`, `helm.sh/chart:app-1.0`, `node.cluster.x-k8s.io/pool:a`. */
function isKubernetesKey({ domain }) {
    return kubernetesDomain.test(domain) && !domain.startsWith('registry.');
}
const kubernetesDomain = /^(?:[\w-]+\.)*(?:kubernetes\.io|k8s\.io|x-k8s\.io)$|^(?:helm|karpenter)\.sh$/;
/** Models, which their own servers pull: `hf.co/acme/llama:Q4_K_M`. */
function isModel({ domain }) {
    return modelHosts.test(domain);
}
const modelHosts = /^(?:hf\.co|huggingface\.co|(?:registry\.)?ollama\.(?:ai|com))$/;
/** What stands where a program forgot to print a name. */
function isPlaceholder({ path }) {
    return /^library\/(?:null|nil|none|undefined|image-name)$/.test(path);
}
/**
 * Without a word that says image, only a reference with a public-looking registry, a path and a version is taken for one:
 * `quay.io/a/b:1`, not `a/b:1`, `web.shop.svc:80/path`, `nvidia.com/gpu:1` or the label `example.com/team:blue`.
 */
function isQualified(reference) {
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    if (parsed === undefined || isSomethingElse(parsed))
        return false;
    const isWritten = reference.startsWith(`${parsed.domain}/`) || reference.startsWith('index.docker.io/');
    return isWritten && parsed.domain.includes('.') && !noRegistry.test(parsed.domain) && !isResource(parsed);
}
/** Hosts of a cluster's own services, of object stores and of Git. */
const noRegistry = /^(?:github|gitlab|bitbucket)\.(?:com|org)$|\.(?:svc|local|internal)(?::\d+)?$|^(?:s3|minio|storage)[.-]|^storage\.googleapis\.com$|\.blob\.core\.windows\.net$/;
/** One segment behind the host and no more than a number behind it: `nvidia.com/gpu:1`. */
function isResource({ domain, path, tag, digest }) {
    return digest === undefined && domain !== 'docker.io' && !path.includes('/') && /^\d{1,2}$/.test(tag ?? '');
}
/** A value under no telling name: qualified, with a version, and not from a folder of packages. */
function isSelfEvident(reference) {
    const { path = '', tag, digest } = (0,image_reference/* parseReference */.F2)(reference) ?? {};
    const folders = path.split('/').slice(0, -1);
    if (folders.some((folder) => artifactFolders.has(folder)))
        return false;
    return isQualified(reference) && (digest !== undefined || isVersionTag(tag ?? ''));
}
/** Folders of registries for what is no image. */
const artifactFolders = new Set('artifacts bundles charts helm helm-charts models modules packages plugins policies rules'.split(' '));
/** Images for nodes that this product has nothing to do with: their name or their tag says Windows. */
function isForWindows(reference) {
    const { path = '', tag = '' } = (0,image_reference/* parseReference */.F2)(reference) ?? {};
    return (/(?:^|[/_-])(?:windows|nanoserver|servercore|windowsservercore)(?:$|[/_-])/.test(path) ||
        /(?:^|[._-])(?:windows\w*|nanoserver|servercore|ltsc20\d\d)(?:$|[._-])/i.test(tag));
}

;// CONCATENATED MODULE: ./src/images/rules/words.ts
/** The words of a key, flag or variable name, in lower case: `connectionPoolerImage`, `POOLER_IMAGE`, `pooler.image`. */
function wordsOf(name) {
    if (name.length > maximumNameLength)
        return [];
    return name
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== '');
}
/** The longest key of a ConfigMap; longer names are no names. */
const maximumNameLength = 253;
/** `docker_image`, `imageRef`, `BASE_IMAGES`, `baseimage`, `images.yaml`; not `imagePullPolicy`, `IMAGE_MODEL`. */
function namingOf(name) {
    if (!/image/i.test(name))
        return 'nothing';
    const words = wordsOf(name.replace(fileEnding, ''));
    const at = words.findLastIndex((word) => imageWord.test(word));
    if (at < 0)
        return 'other';
    if (speaksOfOthers(words))
        return 'other';
    const [before, after] = [words.slice(0, at), words.slice(at + 1)];
    const follower = after.filter((word) => !referenceWords.has(word) && !/^\d+$/.test(word));
    if (after[0] === 'pull' && after[1] !== 'spec')
        return 'other';
    if (follower.length > 0 && before.at(-1) !== 'related')
        return follower.some(isSubject) ? 'other' : 'perhaps';
    return isPicture(before, words[at] ?? '') ? 'other' : 'image';
}
function namesImage(name) {
    return namingOf(name) === 'image';
}
/** A configuration file is named for what is in it: `images.yaml`, `images.txt`. */
const fileEnding = /\.(?:ya?ml|json|toml|txt|list|conf|cfg|ini|env|properties)$/i;
const imageWord = /images?$|^image(?:names?|refs?|reference)$/;
function set(words) {
    return new Set(words.split(/\s+/).filter((word) => word !== ''));
}
/** Words behind `image` that still mean the reference: `imageRef`, `imageName`, `imagePullSpec`, `IMAGE_LIST`. */
const referenceWords = set('ref refs reference references name names pull spec full fqn fqin list default');
/** Words that make a name one of images that are not run here, wherever they stand. */
const others = set(`
  allow allowed allows allowlist allowlisted deny denied denies denylist disallowed exclude excluded excludes excluding
  exclusion exclusions ignore ignored ignores ignoring skip skipped skips exempt exempted exemptions block blocked
  blocklist banned forbidden prohibited permitted approved trusted untrusted whitelist whitelisted blacklist blacklisted
  pattern patterns regex mirror mirrors mirrored scanned signed unsigned vulnerable win windows win32
  output outputs destination dest push pushed
`);
function speaksOfOthers(words) {
    return words.some((word, index) => {
        // Kafka's MirrorMaker is a program.
        if (word === 'mirror' && words[index + 1]?.startsWith('maker'))
            return false;
        // What a scanner looks at; `scanImage` and `SCAN_JOB_IMAGE` are what it runs.
        if (word === 'scan' && words[index + 1] === 'images')
            return true;
        return others.has(word);
    });
}
/** Keys of maps whose images are not run here: `allowed: {images: […]}`, `windows: {image: …}`, `output: {image: …}`. */
const otherParts = set(`
  allow allowed allowlist deny denied denylist disallowed exclude excluded excludes exclusions ignore ignored ignores
  exempt exempted exemptions forbidden permitted whitelist blacklist win windows output outputs destination destinations
`);
function isOtherPart(key) {
    return otherPart.test(key) && wordsOf(key).some((word) => otherParts.has(word));
}
/** One expression before the words are looked at, for this is asked of every map. */
const otherPart = /allow|den[iy]|exclu|ignore|exempt|forbid|permit|list|win|output|destin/i;
/** Things that an image has, or that deal with pictures: a name that goes on with one of them means that thing. */
const subjects = set(`
  account address age alt analysis analyzer annotation annotations api arch architecture archive args aspect auth
  backend brightness bucket buffer caption captioner captioning captions channel channels checksum class classes
  classification classifier color colors command comparison compression concurrency config configuration context
  conversion converter count cpu credential credentials cron crop date decoder definition delay delete deletion depth
  desc description detection detector device diffusion digest dimension dimensions dir directory disk disabled domain
  download duration edit editing editor effect embedding embeddings enable enabled encoder encoding endpoint endpoints
  enhancement events exif expiration expiry ext extension extensions extractor family feature features file filename
  files filter filters flavor flavour folder for format formats formatter frequency gc generation generator group hash
  height history host hosts id ids index info input inspection interval key keys kind label labels lang language
  languages layer layers length level library lifetime limit limits link links list locale location log login manifest
  max maximum meta metadata method mime min minimum mode model models moderation namespace namespaces ocr opacity
  operation optimization optimizer option options order orientation os owner padding param parameters params password
  path paths payload period permission permissions pixel pixels platform platforms policies policy port position
  prefix preview processing processor profile project prompt prompts provider providers pull quality quota ratio
  recognition regexp region registries registry replicas repo repositories repository request requests resize
  resolution resource resources result results retention role rotation route sampler scale scaling scan scanning
  schedule schema score search secret secrets seed segmentation selector sha sha256 shape sharpness sig signature
  signer signing similarity size sizes sort source src stage state status step steps storage store stores strategy
  stream style suffix sync table tables tag tags task text theme threads threshold thumbnail thumbnails time timeout
  timestamp title to token tokens topic topics transform transformation transformer translation ttl type types upload
  uploads uploader upscaler usage use user username users uuid vae validation variant variants vendor verification
  verify version versions view viewer vision volume volumes vulnerability watermark weight weights width window
  workflow workflows zone zoom
`);
function isSubject(word) {
    return subjects.has(word);
}
/** A picture that people look at, if the word stands right before `image`. */
const pictures = set(`
  avatar background banner caption cover favicon gallery header hero icon logo og photo placeholder poster profile
  screenshot splash thumb thumbnail wallpaper watermark
`);
function isPicture(before, word) {
    return pictures.has(before.at(-1) ?? '') || pictures.has(word.replace(/images?$/, ''));
}
/** Words for things that lie in a registry, and are named as images are, but that no container runs. */
const artifacts = set(`
  oci bundle bundles db database checks artifact artifacts chart charts module modules wasm policy policies
  package packages model models mirror mirrors scan allowed excluded ignored exclude ignore win windows
`);
function namesArtifact(name) {
    return wordsOf(name).some((word) => artifacts.has(word));
}
/** Words for what a value is when it is a place, a label or a part of an image, at the key itself. */
const places = set(`
  location destination dest bucket path endpoint rules rule tag tags version label labels selector
  taint taints toleration resource resources gvk kind
`);
/** The name of a value that looks like an image and is something else, such as a backup's location. */
function namesOtherThing(name) {
    return wordsOf(name).some((word) => places.has(word)) || namingOf(name) === 'other' || /plugin_?-?ref$/i.test(name);
}

;// CONCATENATED MODULE: ./src/images/switches.ts



/** A part that says of itself that it is not deployed. */
function isSwitchedOff(map) {
    return isText(map.enabled, isFalse) || isText(map.enable, isFalse) || isText(map.disabled, isTrue);
}
function isText(node, test) {
    return typeof node === 'string' && test(node);
}
/** A cheap test whether a map has any switch but its own. */
function hasSwitches(map) {
    return Object.keys(map).some((key) => {
        const node = map[key];
        return switchName.test(key) || (isList(node) && node.some((item) => switchName.test(switches_nameOf(item))));
    });
}
function switches_nameOf(item) {
    if (typeof item === 'string')
        return item;
    return isMap(item) ? (0,json/* textAt */.$6)(item, 'name') : '';
}
/** The names of parts that a map switches off beside them, as words: `metrics` for `enableMetrics: false`. */
function partsSwitchedOff({ keyed, listed, commands }) {
    const switches = [keyed, ...listed, commands].flat().flatMap(({ name, value }) => readSwitch(name, value) ?? []);
    const off = new Set(switches.flatMap(({ part, isOn }) => (isOn ? [] : part)));
    // Two switches that contradict each other say nothing.
    for (const { part, isOn } of switches)
        if (isOn)
            off.delete(part);
    return off;
}
/** `X_ENABLED=false` and `disableX: true` alike; a name with more than one such word may mean anything. */
function readSwitch(name, value) {
    if (!switchName.test(name))
        return undefined;
    const words = wordsOf(name);
    const part = words.filter((word) => !switchWords.has(word));
    const isSwitch = part.length > 0 && part.length === words.length - 1 && (isTrue(value) || isFalse(value));
    return isSwitch ? { part: part.join(' '), isOn: isTrue(value) !== /disable/i.test(name) } : undefined;
}
const switchName = /enable|disable/i;
const switchWords = new Set(['enable', 'enabled', 'disable', 'disabled']);
/** Words that make a part's name the name of its image, or of a piece of it. */
const imageWords = /^(?:images?|(?:image )?(?:image|tag|version|digest|registry|repository|repo|name|ref|reference|pull spec))$/;
/** A key that is a part switched off or its image: `metrics`, `metricsImage`, not `metricsProxyImage`. */
function belongsTo(parts, name) {
    if (parts.size === 0)
        return false;
    const words = wordsOf(name).join(' ');
    for (const part of parts) {
        if (words === part)
            return true;
        if (words.startsWith(`${part} `) && imageWords.test(words.slice(part.length + 1)))
            return true;
    }
    return false;
}

;// CONCATENATED MODULE: ./src/images/windows.ts


/** Where parts of manifests and of the configurations of runners and agents choose their nodes. */
const selectorKeys = ['nodeSelector', 'node_selector', 'node-selector'];
/** The part can only run on Windows nodes, and its images cannot be pulled on Linux. */
function demandsWindows(map) {
    return (namesWindows(map.os) ||
        namesWindows(map.platform) ||
        (typeof map.executor === 'string' && /\bwindows$/i.test(map.executor)) ||
        selectorKeys.some((key) => selects(map[key])) ||
        requires(map));
}
/** `os: windows`, `os: {name: windows}`, `platform: windows/amd64`, `platform: {os: windows}`. */
function namesWindows(node) {
    if (typeof node === 'string')
        return /^windows(?:\/\w+)?$/i.test(node);
    return isMap(node) && (isWindows(node.name) || isWindows(node.os));
}
function isWindows(value) {
    return typeof value === 'string' && value.toLowerCase() === 'windows';
}
const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];
/** A map of labels, or a text of them as Jenkins has it: `kubernetes.io/os=windows`. */
function selects(node) {
    if (typeof node === 'string')
        return /(?:^|[\s,])(?:beta\.)?kubernetes\.io\/os\s*[=:]\s*windows(?:$|[\s,])/i.test(node);
    return (isMap(node) && (osLabels.some((label) => isWindows(node[label])) || 'node.kubernetes.io/windows-build' in node));
}
function requires(map) {
    if (map.affinity === undefined && map.nodeAffinity === undefined)
        return false;
    const affinity = mapAt(map, 'affinity', 'nodeAffinity') ?? mapAt(map, 'nodeAffinity');
    const terms = listAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
    return terms.length > 0 && terms.every((term) => listAt(term, 'matchExpressions').some(selectsWindows));
}
function selectsWindows(expression) {
    if (!isMap(expression) || !isList(expression.values))
        return false;
    const isOne = osLabels.includes((0,json/* textAt */.$6)(expression, 'key')) && (0,json/* textAt */.$6)(expression, 'operator') === 'In';
    return isOne && expression.values.length > 0 && expression.values.every(isWindows);
}

;// CONCATENATED MODULE: ./src/images/find-images.ts










/**
 * Brings every map of an object, and of the documents inside its texts, before every rule.
 * @param leaveOut Is told of what is left out, for whoever asks.
 */
function findImages(object, rules, leaveOut = () => { }) {
    return new Walk(object, rules, leaveOut).run();
}
/** A manifest in a ConfigMap may itself hold a ConfigMap, and that one more manifest; nothing goes deeper. */
const maximumEmbedding = 4;
/** An alias is one node in many places; under another name it may mean something else. */
const maximumNames = 4;
class Walk {
    object;
    rules;
    leaveOut;
    #found = { findings: [], windows: [] };
    /** The rule that found something at a place: it is not asked what the later ones make of it. */
    #foundAt = new Map();
    #visited = new Set();
    /** The names under which nodes were visited again: bounded, so that aliases of aliases take no exponential time. */
    #aliases = new Map();
    #pod;
    constructor(object, rules, leaveOut) {
        this.object = object;
        this.rules = rules;
        this.leaveOut = leaveOut;
        this.#pod = podOf(object)?.spec;
    }
    run() {
        this.#visit(this.object.content, { path: undefined, enclosing: [], embedding: 0 });
        return this.#found;
    }
    #visit(node, at) {
        if (typeof node === 'string')
            this.#visitText(node, at);
        if (typeof node !== 'object' || !this.#isNew(node, at.path))
            return;
        if (isMap(node))
            this.#visitMap(node, at);
        else
            for (const [index, item] of node.entries())
                this.#visit(item, { ...at, path: child(at.path, index) });
    }
    #isNew(node, path) {
        if (!this.#visited.has(node)) {
            this.#visited.add(node);
            return true;
        }
        const names = this.#aliases.get(node) ?? new Set();
        const name = nearestKey(path);
        if (names.size >= maximumNames || names.has(name))
            return false;
        this.#aliases.set(node, names.add(name));
        return true;
    }
    #visitMap(map, at) {
        if (this.#isLeftOut(map, at))
            return;
        const { path, enclosing: around } = at;
        const values = new MapValues(map, path);
        const site = { object: this.object, path, values, isPod: map === this.#pod, enclosing: around };
        const switchedOff = hasSwitches(map) ? partsSwitchedOff(values) : nothing;
        for (const rule of this.rules)
            this.#apply(rule, map, site, switchedOff);
        const enclosing = [...at.enclosing, map];
        for (const key of Object.keys(map)) {
            // Labels and annotations of the object itself only describe it.
            if (path === undefined && key === 'metadata')
                continue;
            const node = map[key];
            if (typeof node === 'string' && !mayBeDocument(key, node))
                continue;
            if (belongsTo(switchedOff, key)) {
                this.leaveOut(child(path, key), 'switched off');
                continue;
            }
            if (this.#isOther(key, node, path))
                continue;
            this.#visit(node, { ...at, path: child(path, key), enclosing });
        }
    }
    /** A part whose key says that its images are not run here; for Windows that is said, if it seems to have any. */
    #isOther(key, node, path) {
        if (typeof node !== 'object' || !isOtherPart(key))
            return false;
        this.leaveOut(child(path, key), 'not run here');
        if (/win/i.test(key) && isMap(node) && Object.keys(node).some((name) => /image|repo|containers/i.test(name))) {
            this.#found.windows.push(child(path, key));
        }
        return true;
    }
    #isLeftOut(map, { path, enclosing }) {
        if (path === undefined)
            return false;
        // The entries of a ConfigMap or Secret stand side by side: `enabled` is one of them, and no switch for the others.
        const isData = enclosing.length === 1 && (path.key === 'data' || path.key === 'stringData');
        if (!isData && isSwitchedOff(map)) {
            this.leaveOut(path, 'switched off');
            return true;
        }
        if (!demandsWindows(map))
            return false;
        this.leaveOut(path, 'for Windows');
        this.#found.windows.push(path);
        return true;
    }
    #apply(rule, map, site, switchedOff) {
        for (const finding of rule.find(map, site)) {
            const place = formatPath(finding.path);
            if ((this.#foundAt.get(place) ?? rule) !== rule)
                continue;
            this.#foundAt.set(place, rule);
            if (belongsTo(switchedOff, finding.name ?? '')) {
                this.leaveOut(finding.path, 'switched off');
                continue;
            }
            // A pod that may run on Linux is pulled there, whatever its image is called.
            if (rule.confidence !== 'certain' && isForWindows(finding.text)) {
                this.leaveOut(finding.path, 'for Windows');
                this.#found.windows.push(finding.path);
            }
            else {
                this.#found.findings.push({ ...finding, rule });
            }
        }
    }
    #visitText(text, { path, embedding }) {
        if (path === undefined || embedding === maximumEmbedding || !mayBeDocument(path.key, text))
            return;
        const document = find_images_documentOf(text, path);
        // A text whose images were found is no document.
        if (document === undefined || this.#foundAt.has(formatPath(path)))
            return;
        for (const node of readEmbedded(document))
            this.#visit(node, { path, enclosing: [], embedding: embedding + 1 });
    }
}
/** A command line is read word by word; only a word that is JSON, or a flag's value that is, is a document. */
function find_images_documentOf(text, path) {
    if (!isCommandKey(path.key) && !isCommandKey(path.parent?.key ?? ''))
        return text;
    return /^(?:-{0,2}[\w.-]+=)?([{[].*)$/s.exec(text)?.[1];
}
const nothing = new Set();

;// CONCATENATED MODULE: ./src/images/image-field.ts

/** Reads an image field. Text that is no reference is explained, never guessed at. */
function readImageField(text) {
    const written = text.trim();
    if (written === 'auto')
        return injected;
    const reference = (0,image_reference/* repairReference */.zt)(written);
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    if (parsed === undefined)
        return image_field_explain(written);
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
    return image_field_warning(`${image_field_quote(written)} has a registry before its registry, and is taken for ${reference}; correct the values`);
}
function unpinned(written) {
    return image_field_warning(`${image_field_quote(written)} has no fixed tag: nodes keep what they pulled first, and by default the registry must answer whenever a pod starts; set a tag in the values`);
}
function image_field_explain(text) {
    if (text === '')
        return image_field_warning('is empty; set the image in the values');
    if (/\{\{|\$\(|\$\{|<no value>/.test(text))
        return image_field_warning(`${image_field_quote(text)} holds a variable that nothing has replaced`);
    if (/:\d+(?:\.\d+)?e\+\d+$/i.test(text)) {
        return image_field_warning(`${image_field_quote(text)} has a tag that was printed as a number; quote the tag in the values`);
    }
    if (/:$|:@/.test(text))
        return image_field_warning(`${image_field_quote(text)} has an empty tag; set one in the values`);
    return image_field_warning(`${image_field_quote(text)} is no image reference`);
}
function image_field_warning(message) {
    return { severity: 'warning', message };
}
function image_field_quote(text) {
    return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

;// CONCATENATED MODULE: ./src/images/rules/crossplane-package.ts



/**
 * The package of a Crossplane provider or function is the image of its controller as well; that of a Configuration only
 * holds manifests (https://docs.crossplane.io/latest/packages/providers/).
 */
const crossplanePackage = {
    name: 'crossplane-package',
    confidence: 'high',
    find(map, { object, path }) {
        if (object.group !== 'pkg.crossplane.io' || object.content.spec !== map)
            return [];
        if (object.kind !== 'Provider' && object.kind !== 'Function')
            return [];
        const text = pinnedReference((0,json/* textAt */.$6)(map, 'package'));
        return text === undefined ? [] : [{ text, path: descend(path, 'package') }];
    },
};

;// CONCATENATED MODULE: ./src/images/rules/named-references.ts





/** The references of a value, as far as its name makes them credible. All of its parts are references, or none is. */
function namedReferences(name, value, naming = namingOf(name)) {
    if (naming === 'other' || naming === 'nothing')
        return [];
    const references = pinnedReferences(value);
    return references.every((reference) => isCredible(reference, naming)) ? references : [];
}
function isCredible(reference, naming) {
    const { tag, digest, domain = '' } = (0,image_reference/* parseReference */.F2)(reference) ?? {};
    if (digest !== undefined || isQualified(reference))
        return true;
    // A registry with a port is written as no picture or model is.
    if (/:\d+$|^localhost$/.test(domain))
        return naming === 'image';
    return isVersionTag(tag ?? '') && (naming === 'image' || reference.includes('/'));
}
/** Longer values are no lists of images. */
const named_references_maximumLength = 64 * 1024;
/**
 * The references of a value that may hold several: separated by blanks, lines, `,`, `;` or `|`, each perhaps with a key
 * (`4.0.0=quay.io/kafka:1`), or as a list or map of JSON or YAML.
 */
function pinnedReferences(text) {
    if (text.length > named_references_maximumLength || !/\w[:@]\w/.test(text))
        return [];
    const references = [];
    for (const item of itemsOf(text)) {
        if (item === '')
            continue;
        const reference = pinnedReference(bare(item));
        if (reference === undefined)
            return [];
        references.push(reference);
    }
    return references;
}
/** Without what people write around a reference: quotes, a key in front, and the scheme of a container runtime. */
function bare(item) {
    return item
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/^[^=\s]+=/, '')
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/^docker:\/\//, '');
}
function itemsOf(text) {
    const lines = text.includes('#') ? text.replace(/^[ \t]*#.*$/gm, '') : text;
    if (!/^\s*(?:[[{]|- |[\w.-]+:[ \t])/.test(lines))
        return lines.split(/[\s,;|]+/);
    const node = parseYamlStrictly(lines);
    // What is neither a list nor a map of texts has no references.
    return (isList(node) || isMap(node) ? named_references_textsOf(node) : undefined) ?? [text];
}
function named_references_textsOf(node) {
    const items = Object.values(node);
    return items.every((item) => typeof item === 'string') ? items : undefined;
}

;// CONCATENATED MODULE: ./src/images/rules/image-flag.ts


/** Flags that take an image without saying so. */
const imageFlags = new Set(['prometheus-config-reloader']);
/** A flag whose name says image: `--x-image=REF`, `--x-image REF`, and both inside shell texts. */
const imageFlag = {
    name: 'image-flag',
    confidence: 'high',
    find(_, { values }) {
        return values.commands.flatMap(({ name, value, path }) => {
            const naming = imageFlags.has(name) ? 'image' : namingOf(name);
            return namedReferences(name, value, naming).map((text) => ({ text, path, name }));
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/image-key.ts



/** A key that says image (`image`, `docker_image`, `imageRef`, `images`), with references that have a tag or digest. */
const imageKey = {
    name: 'image-key',
    confidence: 'high',
    find(_, { path, values }) {
        const around = nearestKey(path);
        return [...values.keyed, ...values.items].flatMap(({ name, value, path }) => namedReferences(name, value, namingWithin(around, name)).map((text) => ({ text, path, name })));
    },
};
/** `image: {value: …, options: […]}`: what such a key holds is called by the key around it. */
const image_key_fields = new Set([
    'value',
    'values',
    'default',
    'defaults',
    'options',
    'ref',
    'reference',
    'full',
    'name',
    'uri',
]);
/** In a map of images the other keys are the names of parts: `images: {proxy: acme/proxy:1.0}`. */
function namingWithin(key, name) {
    const own = namingOf(name);
    if (own !== 'nothing' || !namesImage(key))
        return own;
    if (image_key_fields.has(name))
        return 'image';
    return /images$/i.test(key) && namingOf(`image ${name}`) !== 'other' ? 'perhaps' : 'nothing';
}

;// CONCATENATED MODULE: ./src/images/rules/gpu-operator.ts


/** The operator appends the operating system of the node to the tag of a driver (internal/state/driver.go). */
const drivers = new Set(['driver', 'vgpuManager']);
/** Parts that are deployed for virtual machines only, whatever their own `enabled` says (controllers/state_manager.go). */
const sandboxParts = new Set([
    'vgpuManager',
    'vgpuDeviceManager',
    'vfioManager',
    'sandboxDevicePlugin',
    'kataManager',
    'kataSandboxDevicePlugin',
    'ccManager',
]);
/** An image of NVIDIA's ClusterPolicy that the operator makes up in the cluster, or does not run at all. */
function isLeftToOperator({ object, path }) {
    if (object.group !== 'nvidia.com' || path === undefined)
        return false;
    const sandbox = mapAt(object.content, 'spec', 'sandboxWorkloads');
    return drivers.has(path.key) || (sandboxParts.has(path.key) && (0,json/* textAt */.$6)(sandbox ?? {}, 'enabled') !== 'true');
}

;// CONCATENATED MODULE: ./src/images/rules/join-parts.ts


/** @returns the reference, if the parts make one and the repository is not whole already. */
function joinParts({ registry, repository: written, pin, variant = '' }) {
    const repository = written.replace(/^\/+/, '');
    const parsed = (0,image_reference/* parseReference */.F2)((0,image_reference/* repairReference */.zt)(repository));
    if (pin === '' || parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined)
        return undefined;
    const prefix = registry.replace(/^https?:\/\//, '').replace(/\/+$/, '');
    const name = prefix === '' || repository.startsWith(`${prefix}/`) ? repository : `${prefix}/${repository}`;
    return pinnedReference(`${name}${suffixOf(pin, variant)}`);
}
/** A digest decides alone, also one that stands behind a tag: `1.2@sha256:…`. */
function suffixOf(pin, variant) {
    const digest = /(?:^|@)(sha\d+:.*)$/.exec(pin)?.[1];
    if (digest !== undefined)
        return `@${digest}`;
    return variant === '' || pin.endsWith(`-${variant}`) ? `:${pin}` : `:${pin}-${variant}`;
}

;// CONCATENATED MODULE: ./src/images/rules/image-object.ts








/** An image in parts: `{registry, repository, tag}`, `{repository, image, version}`, `{name, version}` and the like. */
const imageObject = {
    name: 'image-object',
    confidence: 'high',
    find(map, site) {
        if (!hasParts(map) || isLeftToOperator(site))
            return [];
        const name = nearestKey(site.path);
        const candidate = readParts(map, site, namesImage(name) || isAmongImages(site.path));
        const text = candidate && joinParts(candidate.parts);
        return text === undefined ? [] : [{ text, path: descend(site.path, candidate?.key ?? ''), name }];
    },
};
/** In a map of images the keys are the names of parts: `images: {proxy: {repository: …}}`. */
function isAmongImages(path) {
    const around = path?.parent;
    return typeof around?.key === 'string' && /images$/i.test(around.key) && namesImage(around.key);
}
function hasParts(map) {
    return 'image' in map || 'repository' in map || 'repo' in map || 'name' in map;
}
/** @param isImage The key of the map says that it is an image. */
function readParts(map, site, isImage) {
    return fromImage(map, site) ?? fromRepository(map, isImage) ?? (isImage ? fromName(map, site) : undefined);
}
/** `{image, tag}`, perhaps with a repository or a registry that goes before it. */
function fromImage(map, { enclosing }) {
    const image = (0,json/* textAt */.$6)(map, 'image');
    if (image === '')
        return undefined;
    const repository = image_object_repositoryOf(map);
    const registry = registryOf(map);
    if (repository !== '') {
        const pin = pinOf(map) || (0,json/* textAt */.$6)(map, 'version');
        return { key: 'image', parts: { registry, repository: `${repository}/${image}`, pin } };
    }
    const pin = pinOf(map) || (image.includes('/') ? image_object_versionOf(map) : '');
    const common = registry || (image.includes('/') ? '' : commonRegistry(enclosing));
    return { key: 'image', parts: { registry: common, repository: image, pin, variant: (0,json/* textAt */.$6)(map, 'variant') } };
}
/** Without a word that says image, a repository with a tag may be one of Git, and a name with a version is a program. */
function fromRepository(map, isImage) {
    const repository = image_object_repositoryOf(map);
    const registry = registryOf(map);
    if (repository === '' || !(isImage || registry !== ''))
        return undefined;
    const pin = pinOf(map) || (isImage ? (0,json/* textAt */.$6)(map, 'version') : '');
    const parts = { registry, repository, pin, variant: isImage ? (0,json/* textAt */.$6)(map, 'variant') : '' };
    return { key: 'repository' in map ? 'repository' : 'repo', parts };
}
/** `image: {name, tag}`; a name without a path needs a registry, or it may be that of anything. */
function fromName(map, { enclosing }) {
    const name = (0,json/* textAt */.$6)(map, 'name');
    const registry = registryOf(map) || (name.includes('/') ? '' : commonRegistry(enclosing));
    if (name === '' || (registry === '' && !name.includes('/')) || (0,image_reference/* parseReference */.F2)(name) === undefined)
        return undefined;
    return { key: 'name', parts: { registry, repository: name, pin: pinOf(map) || (0,json/* textAt */.$6)(map, 'version') } };
}
function registryOf(map) {
    return (0,json/* textAt */.$6)(map, 'registry') || (0,json/* textAt */.$6)(map, 'imageRegistry') || (0,json/* textAt */.$6)(map, 'hub');
}
function image_object_repositoryOf(map) {
    return (0,json/* textAt */.$6)(map, 'repository') || (0,json/* textAt */.$6)(map, 'repo');
}
/** `digest`, `tag`, or a longer name that says that it is the image's: `imageTag`, `defaultImageVersion`. */
function pinOf(map) {
    const plain = (0,json/* textAt */.$6)(map, 'digest') || (0,json/* textAt */.$6)(map, 'sha') || (0,json/* textAt */.$6)(map, 'tag');
    if (plain !== '')
        return plain;
    const key = Object.keys(map).find((key) => /image/i.test(key) && /image (?:tag|version|digest)$/.test(wordsOf(key).join(' ')));
    return key === undefined ? '' : (0,json/* textAt */.$6)(map, key);
}
/** The version beside an image without a tag, which may also be that of an API or a word for the operator. */
function image_object_versionOf(map) {
    const version = (0,json/* textAt */.$6)(map, 'version');
    return isVersionTag(version) ? version : '';
}
/** A list of images may name their common registry once, around them. */
function commonRegistry(enclosing) {
    const registries = enclosing.map((map) => (0,json/* textAt */.$6)(map, 'base') ||
        (0,json/* textAt */.$6)(map, 'hub') ||
        (0,json/* textAt */.$6)(map, 'imageRegistry') ||
        registryOf(mapAt(map, 'global') ?? {}));
    return registries.findLast((registry) => registry !== '') ?? '';
}

;// CONCATENATED MODULE: ./src/images/rules/image-variable.ts

/** An environment variable, or another entry of `{name, value}`, whose name says image. */
const imageVariable = {
    name: 'image-variable',
    confidence: 'high',
    find(_, { values }) {
        return values.listed
            .flat()
            .flatMap(({ name, value, path }) => namedReferences(name, value).map((text) => ({ text, path, name })));
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
            return { text: (0,json/* textAt */.$6)(image, 'reference'), path: descend(path, 'volumes', index, 'image', 'reference') };
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
        if (global === undefined)
            return [];
        const [registry, pin, variant] = [(0,json/* textAt */.$6)(global, 'hub'), (0,json/* textAt */.$6)(global, 'tag'), (0,json/* textAt */.$6)(global, 'variant')];
        if (registry === '')
            return [];
        return ['proxy', 'proxy_init'].flatMap((part) => {
            const image = (0,json/* textAt */.$6)(global, part, 'image');
            if (image === '' || image.includes('/'))
                return [];
            const text = joinParts({ registry, repository: image, pin, variant });
            return text === undefined ? [] : [{ text, path: descend(path, 'global', part, 'image') }];
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/nested-pod-spec.ts




/** Containers of pods, steps of Tekton tasks, sidecars of Argo Workflows. */
const nested_pod_spec_containerLists = /^(?:(?:.*[a-z])?Containers|containers|sidecars|steps)$/;
/** What people and programs write for no image at all, or for one that somebody else sets. */
const placeholders = /^(?:auto|default|null|nil|none|undefined|true|false)$/i;
/** What has the shape of a pod where no built-in workload is: custom resources, and manifests inside ConfigMaps. */
const nestedPodSpec = {
    name: 'nested-pod-spec',
    confidence: 'high',
    find(map, { path }) {
        const containers = Object.keys(map)
            .filter((key) => nested_pod_spec_containerLists.test(key) && isList(map[key]))
            .flatMap((key) => listAt(map, key).map((item, index) => ({
            text: isMap(item) ? (0,json/* textAt */.$6)(item, 'image') : '',
            path: descend(path, key, index, 'image'),
        })));
        const volumes = listAt(map, 'volumes').map((volume, index) => ({
            text: isMap(volume) ? (0,json/* textAt */.$6)(volume, 'image', 'reference') : '',
            path: descend(path, 'volumes', index, 'image', 'reference'),
        }));
        return [...containers, ...volumes].filter(({ text }) => !placeholders.test(text) && (0,image_reference/* parseReference */.F2)((0,image_reference/* repairReference */.zt)(text.trim())));
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
            if (!isMap(container) || !('image' in container))
                return [];
            return { text: (0,json/* textAt */.$6)(container, 'image'), path: descend(path, list, index, 'image') };
        }));
    },
};

;// CONCATENATED MODULE: ./src/images/rules/repository-tag.ts




/**
 * A repository and a tag under names that belong together: `trivy.repository` and `trivy.tag`, `X_IMAGE_REPOSITORY`
 * and `X_VERSION`, `--x-image` and `--x-image-tag`, `image_name` and `image_version`, `X_REPO_URL`, `X_NAME` and `X_VERSION`; in the spec of a custom resource
 * also with a plain version.
 */
const repositoryTag = {
    name: 'repository-tag',
    confidence: 'medium',
    find(map, site) {
        const { keyed, listed, commands } = site.values;
        const groups = [keyed, ...listed, commands];
        return groups.flatMap((values) => pairsOf(values, isSpec(map, site)));
    },
};
/** The specification of a custom resource, where `repository` and `version` are those of what it is to run. */
function isSpec(map, { object }) {
    const keys = Object.keys(map);
    return object.group.includes('.') && object.content.spec === map && !keys.some((key) => /chart/i.test(key));
}
function pairsOf(values, isSpec) {
    const repositories = values.filter(({ name }) => /(?:repo|repository|image|image[_.-]?name|repo[_.-]?url)$/i.test(name));
    if (repositories.length === 0)
        return [];
    const byName = new Map(values.map(({ name, value }) => [wordsOf(name).join(' '), value]));
    return repositories.flatMap(({ name, value, path }) => {
        const text = /url$/i.test(name) ? joinUrl(name, value, byName) : joinPair(stemOf(name), value, byName, isSpec);
        return text === undefined ? [] : [{ text, path, name }];
    });
}
/** `X_REPO_URL`, `X_NAME` and `X_VERSION`: where the images lie, which one it is, and its tag. */
function joinUrl(name, registry, values) {
    const stem = wordsOf(name).slice(0, -2);
    const partOf = (part) => values.get([...stem, part].join(' ')) ?? '';
    const pin = partOf('tag') || partOf('version');
    if (partOf('name') === '' || registry.includes('://') || !isVersionTag(pin))
        return undefined;
    const text = joinParts({ registry, repository: partOf('name'), pin });
    return text !== undefined && isQualified(text) ? text : undefined;
}
/** `X_IMAGE_REPOSITORY` and `X_IMAGE_NAME` belong to `X_IMAGE`. */
function stemOf(name) {
    const words = wordsOf(name);
    const isRepository = words.at(-1) !== 'image';
    const stem = isRepository ? words.slice(0, -1) : words;
    return { words: stem, isRepository, isImage: namingOf(stem.join(' ')) === 'image' && stem.at(-1) === 'image' };
}
function joinPair({ words, isImage, isRepository }, repository, values, isSpec) {
    const stems = isImage ? [words, ...endings(words.slice(0, -1))] : [words];
    const first = (...parts) => stems.flatMap((stem) => parts.map((part) => values.get([...stem, part].join(' ')) ?? '')).find(Boolean) ?? '';
    // A version is an image's only where the repository is.
    const pin = isImage || isSpec ? first('digest', 'tag', 'version') : first('digest', 'tag');
    if (!isVersionTag(pin))
        return undefined;
    const text = joinParts({ registry: first('registry'), repository, pin });
    const isPair = isImage && (isRepository || values.get([...words, 'tag'].join(' ')) === pin);
    // Without a registry, and without names that say image, it may be a repository of Git.
    const isCertain = isSpec || isPair || (text !== undefined && isQualified(text));
    return isCertain ? text : undefined;
}
/** `x y z`, `y z` and `z`: the version of `X_DATABASE_IMAGE` may be called `DATABASE_VERSION`. */
function endings(words) {
    return words.slice(0, maximumWords).map((_, index) => words.slice(index));
}
/** Longer names are no names. */
const maximumWords = 8;

;// CONCATENATED MODULE: ./src/images/rules/runner-service.ts




/**
 * The services of CI jobs, which stand beside the job's image under the name `name`
 * (https://docs.gitlab.com/runner/configuration/advanced-configuration/).
 */
const runnerService = {
    name: 'runner-service',
    confidence: 'high',
    find(map, { path }) {
        if ((0,json/* textAt */.$6)(map, 'image') === '')
            return [];
        return listAt(map, 'services').flatMap((service, index) => {
            const text = isMap(service) ? (0,json/* textAt */.$6)(service, 'name') : '';
            const at = descend(path, 'services', index, 'name');
            return namedReferences('image', text).map((text) => ({ text, path: at }));
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/upgrade-plan.ts



/**
 * The jobs of Rancher's system-upgrade-controller: an image without a tag gets the plan's version, whose `+` no tag may
 * hold (rancher/system-upgrade-controller, pkg/upgrade/container and plan). With a channel only the cluster knows it.
 */
const upgradePlan = {
    name: 'upgrade-plan',
    confidence: 'high',
    find(map, { object, path }) {
        if (object.group !== 'upgrade.cattle.io' || object.kind !== 'Plan' || object.content.spec !== map)
            return [];
        const pin = (0,json/* textAt */.$6)(map, 'version').replaceAll('+', '-');
        return ['prepare', 'upgrade'].flatMap((part) => {
            const text = joinParts({ registry: '', repository: (0,json/* textAt */.$6)(map, part, 'image'), pin });
            return text === undefined ? [] : [{ text, path: descend(path, part, 'image') }];
        });
    },
};

;// CONCATENATED MODULE: ./src/images/rules/whole-value.ts



/**
 * A value that is a reference as a whole, with a registry and a tag or digest, wherever it stands: operators take
 * images under names that do not say so. Never in a Secret, where a value may be anything, and never an argument without
 * a flag, which is what a command works on.
 */
const wholeValue = {
    name: 'whole-value',
    confidence: 'medium',
    find(_, { object, path, values }) {
        if (object.kind === 'Secret')
            return [];
        const words = values.commands.filter(({ isShell, name }) => !isShell && name.length > 1);
        const items = values.items.filter(({ name }) => !isCommandKey(name));
        const named = [...values.keyed, ...items, ...words];
        const found = named.flatMap(({ name, value, path }) => wholeReference(name, value, path));
        return found.length > 0 && isArtifact(path) ? [] : found;
    },
};
function wholeReference(name, value, path) {
    const text = pinnedReference(value);
    if (text === undefined || !isSelfEvident(text))
        return [];
    return namesArtifact(name) || namesOtherThing(name) ? [] : [{ text, path, name }];
}
function isArtifact(path) {
    for (let at = path; at !== undefined; at = at.parent) {
        if (typeof at.key === 'string' && namesArtifact(at.key))
            return true;
    }
    return false;
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
    crossplanePackage,
    upgradePlan,
    runnerService,
    repositoryTag,
    wholeValue,
];

;// CONCATENATED MODULE: ./src/images/read-object.ts







/** Of an object that only Windows nodes run, that is said. */
function isForLinux(object, problems) {
    const pod = podOf(object);
    if (pod === undefined || !demandsWindows(pod.spec))
        return true;
    problems.add('notice', `${objectTitle(object)} runs on Windows nodes only: its images are left out`);
    return false;
}
const rank = { certain: 3, high: 2, medium: 1 };
/** Those of the rules that find with at least this confidence. */
function rulesOf(minConfidence) {
    return rules.filter(({ confidence }) => rank[confidence] >= rank[minConfidence]);
}
/** Every reference that one of the rules finds in the object. */
function readObject(object, rules, problems) {
    const { findings, windows } = findImages(object, rules);
    for (const path of windows) {
        problems.add('notice', `${objectTitle(object)}: ${formatPath(path)} is for Windows nodes: its images are left out`);
    }
    return findings.flatMap((finding) => readFinding(object, finding, problems));
}
function readFinding(object, finding, problems) {
    const { name: rule, confidence } = finding.rule;
    const use = { object: objectTitle(object), path: formatPath(finding.path), rule, confidence };
    const { reference, severity, message } = readImageField(finding.text);
    if (severity !== undefined) {
        problems.add(severity, `${use.object}: ${use.path} ${message}`, `${finding.text} ${message}`);
    }
    return reference === undefined ? [] : [{ reference, use }];
}

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
        if (matches(reference, normalized, exclude) || remaining.length === 0)
            excluded.push(reference);
        else
            images.push({ reference, uses: remaining });
    }
    return { images: images.sort((a, b) => (a.reference < b.reference ? -1 : 1)), excluded: excluded.sort() };
}
/** An expression may have been written for the short form or for the full one. */
function matches(reference, normalized, expressions) {
    return expressions.some((expression) => expression.test(reference) || expression.test(normalized));
}
function isExcluded(reference, expressions) {
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    return parsed !== undefined && matches(reference, (0,image_reference/* normalizeReference */.tO)(parsed), expressions);
}
function groupByImage(found) {
    const images = new Map();
    const places = new Set();
    for (const { reference, use } of found) {
        const parsed = (0,image_reference/* parseReference */.F2)(reference);
        if (parsed === undefined)
            continue;
        const normalized = (0,image_reference/* normalizeReference */.tO)(parsed);
        const image = images.get(normalized) ?? { reference, uses: [] };
        images.set(normalized, image);
        const place = JSON.stringify([normalized, use.object, use.path]);
        if (!places.has(place))
            image.uses.push(use);
        places.add(place);
    }
    return images;
}

;// CONCATENATED MODULE: ./src/images/unused-filters.ts


/** The filters that match something, as written. */
function matchedFilters(found, { excludeImages, excludeObjects }) {
    const images = excludeImages.filter((pattern) => found.some(({ reference }) => isExcluded(reference, [pattern])));
    const objects = excludeObjects.filter((glob) => {
        const matches = objectFilter([glob]);
        return found.some(({ use }) => matches(use));
    });
    return [...images.map(String), ...objects];
}
/** Filters of the inputs that leave nothing out: they may be misspelt. Nothing is said where nothing was read. */
function unusedFilters(read, { excludeImages, excludeObjects }) {
    if (read.length === 0)
        return [];
    const images = excludeImages.filter((pattern) => !read.some(({ filters }) => filters.includes(String(pattern))));
    const objects = excludeObjects.filter((glob) => !read.some(({ filters }) => filters.includes(glob)));
    const places = read.flatMap((one) => one.images.images.flatMap(({ uses }) => uses));
    const example = places[0] && ` Places look like ${places[0].object}:${places[0].path}.`;
    const count = `${read.length} release${read.length === 1 ? '' : 's'}`;
    return [
        ...images.map((pattern) => notice(`Input 'exclude-images': ${pattern} matches no image of ${count}.`)),
        ...objects.map((glob) => notice(`Input 'exclude-objects': ${glob} matches nothing of ${count}.${example ?? ''}`)),
    ];
}
function notice(message) {
    return { severity: 'notice', kind: 'image', message };
}

;// CONCATENATED MODULE: ./src/images/extract-images.ts










/**
 * The images that a rendered release would run, with every place that names them. Pure.
 * A control annotation that cannot be read is an error; all that a reader of the manifests should know is a warning.
 * @param control What the request's annotations say
 */
function extractImages({ manifests, listedImages }, request, { exclude, include, errors }) {
    const problems = new ImageProblems(request.release);
    for (const error of errors)
        problems.add('error', error);
    const { objects, broken } = readManifests(manifests, request.release.tests);
    for (const sentence of broken)
        problems.add('warning', sentence);
    const running = objects.filter((object) => isForLinux(object, problems));
    const trusted = rulesOf(request.minConfidence);
    const found = running.flatMap((object) => readObject(object, trusted, problems));
    const included = include.map((reference) => ({ reference, use: includedUse(request) }));
    const selected = selectImages([...found, ...included], [...request.excludeImages, ...exclude], objectFilter(request.excludeObjects));
    offerListed(listedImages, selected, request, problems);
    for (const sentence of noHelpNotices(running, selected.images))
        problems.add('notice', sentence);
    const isEmpty = selected.images.length + selected.excluded.length + problems.list.length === 0;
    const empty = isEmpty ? emptyNotice(manifests) : undefined;
    if (empty)
        problems.add('notice', empty);
    const pods = readPodFacts(running, selected.images, request.release.releaseNamespace);
    const filters = matchedFilters([...found, ...included], request);
    return { images: { ...selected, pods }, problems: problems.list, filters };
}
function includedUse({ release }) {
    return { object: `HelmRelease/${release.id.name}`, path: 'include', rule: 'include', confidence: 'certain' };
}
/** More of them are a list of all that the chart could run, and no hint. */
const maximumOffered = 10;
function offerListed(listed, { images, excluded }, { label }, problems) {
    const unrendered = unrenderedImages(listed, images, excluded);
    if (unrendered.length === 0)
        return;
    const more = unrendered.length > maximumOffered ? ` and ${unrendered.length - maximumOffered} more` : '';
    const names = `${unrendered.slice(0, maximumOffered).join(', ')}${more}`;
    problems.add('notice', `The chart lists images in its annotation artifacthub.io/images that nothing rendered names: ${names}. What the release does run of them can be named in the annotation ${(0,opt_in/* annotationName */.PK)(label, 'include')}`);
}

;// CONCATENATED MODULE: ./src/images/image-control.ts


/** Reads the annotations `<label>-exclude` and `<label>-include`. */
async function readImageControl({ control, label, }) {
    const { patterns, errors } = await compile(lines(control.exclude));
    const wrong = lines(control.include).filter((line) => !(0,image_reference/* parseReference */.F2)(line));
    return {
        exclude: patterns,
        include: lines(control.include).filter((line) => (0,image_reference/* parseReference */.F2)(line)),
        errors: [
            ...errors.map((error) => `Annotation ${(0,opt_in/* annotationName */.PK)(label, 'exclude')}: ${error}`),
            ...wrong.map((line) => `Annotation ${(0,opt_in/* annotationName */.PK)(label, 'include')}: ${JSON.stringify(line)} is no image reference`),
        ],
    };
}
function lines(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
/**
 * Expressions of RE2, which match in linear time: unlike an input, an annotation may come from a stranger's pull request,
 * and JavaScript's own could keep the run busy for ever. Loaded only where there is one.
 */
async function compile(expressions) {
    const patterns = [];
    const errors = [];
    if (expressions.length === 0)
        return { patterns, errors };
    const { RE2JS } = await __webpack_require__.e(/* import() */ 856).then(__webpack_require__.bind(__webpack_require__, 2856));
    for (const expression of expressions) {
        try {
            patterns.push(RE2JS.compile(expression));
        }
        catch (error) {
            errors.push(`${JSON.stringify(expression)} is no regular expression of RE2 (${error.message})`);
        }
    }
    return { patterns, errors };
}

;// CONCATENATED MODULE: ./src/images/image-request.ts

function imageRequest(release, options) {
    const { id, place, releaseNamespace, tests, control } = release;
    const { label, excludeImages, excludeObjects, minConfidence } = options;
    return {
        release: { id, place, releaseNamespace, tests },
        control: { exclude: control.exclude, include: control.include },
        label,
        excludeImages,
        excludeObjects,
        minConfidence,
    };
}
/** Names a request to the last detail, and the version that answers it: equal keys have equal answers. */
function imagesKey(request) {
    return JSON.stringify([version/* version */.r, { ...request, excludeImages: request.excludeImages.map(String) }]);
}

;// CONCATENATED MODULE: ./src/images/mentions.ts











/** More are a list of all that the chart says, and no explanation. */
const mostMentions = 50;
/**
 * Every place where the manifests name an image whose reference holds the text, with what becomes of it. Only for whoever
 * asks: a run looks at no more than may be an image.
 * @param wanted A part of a reference; a tag in it need not be there for a look-alike.
 */
function findMentions({ manifests }, request, control, wanted) {
    const name = mentions_nameOf(wanted);
    const judge = judgeOf(request, control);
    const mentions = splitDocuments(manifests)
        .filter((document) => document.text.includes(name.slice(name.lastIndexOf('/') + 1)) || mayHoldImage(document))
        .flatMap((document) => kubernetes_object_readObjects(parseYaml(document.text).node))
        .flatMap((object) => mentionsIn(object, { wanted, name, request, judge }));
    return mentions.slice(0, mostMentions);
}
/** Without tag and digest, which may stand in another field. */
function mentions_nameOf(wanted) {
    return wanted.replace(/@sha256:.*$/, '').replace(/:[^/:]*$/, '');
}
function mentionsIn(object, search) {
    const { tests } = search.request.release;
    if (!mayRunImages(object, tests))
        return mentions_texts(object, search).map((text) => ({ ...text, verdict: 'object runs nothing' }));
    const pod = podOf(object);
    const isForWindows = pod !== undefined && demandsWindows(pod.spec);
    const leftOut = [];
    const { findings } = findImages(object, rules, (path, why) => leftOut.push({ place: formatPath(path), why }));
    const taken = findings.map((finding) => ({ finding, place: formatPath(finding.path) }));
    const found = taken.flatMap(({ finding, place }) => {
        const { reference } = readImageField(finding.text);
        if (reference === undefined || !names(reference, search.wanted))
            return [];
        const { name: rule, confidence } = finding.rule;
        const use = { object: objectTitle(object), path: place, rule, confidence };
        const verdict = isForWindows ? { verdict: 'for Windows' } : search.judge(reference, use);
        return [{ ...use, text: reference, ...verdict }];
    });
    const others = mentions_texts(object, search)
        .filter(({ path }) => !taken.some(({ place }) => isAt(path, place)))
        .map((text) => ({
        ...text,
        verdict: leftOut.find(({ place }) => isAt(text.path, place))?.why ?? 'taken by no rule',
    }));
    return [...found, ...others];
}
/** Short and full form name the same image. */
function names(reference, wanted) {
    const parsed = (0,image_reference/* parseReference */.F2)(reference);
    return reference.includes(wanted) || (parsed !== undefined && (0,image_reference/* normalizeReference */.tO)(parsed).includes(wanted));
}
function isAt(path, place) {
    return (path === place ||
        path.startsWith(`${place}.`) ||
        path.startsWith(`${place}[`) ||
        place.startsWith(`${path}.`) ||
        place.startsWith(`${path}[`));
}
/** Texts of an object that hold the name as a part of what looks like a reference. */
function mentions_texts(object, { name }) {
    const last = name.slice(name.lastIndexOf('/') + 1);
    // Labels and annotations of the object itself only describe it.
    const { metadata: _, ...content } = object.content;
    return [...textsIn(content, undefined, new Set())].flatMap(({ text, path }) => {
        const word = text.includes(last) ? lookAlike(text, name, last) : undefined;
        return word === undefined ? [] : [{ object: objectTitle(object), path: formatPath(path), text: word }];
    });
}
/** @param seen Aliases of aliases would take exponential time. */
function* textsIn(node, path, seen) {
    if (typeof node === 'string') {
        yield { text: node, path };
        return;
    }
    if (seen.has(node))
        return;
    seen.add(node);
    const entries = isList(node) ? [...node.entries()] : Object.entries(node);
    for (const [key, value] of entries)
        yield* textsIn(value, child(path, key), seen);
}
/** A word that can be a reference and has a tag, a digest or a registry: names and paths are anything's. */
function lookAlike(text, name, last) {
    const words = text.match(/[\w./-]+(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?/g) ?? [];
    return words.find((word) => {
        const bare = mentions_nameOf(word);
        const isAlike = bare !== word || /^[\w-]+\.[\w.-]+\//.test(word);
        return isAlike && (bare.includes(name) || bare.endsWith(`/${last}`)) && (0,image_reference/* parseReference */.F2)(word) !== undefined;
    });
}
function judgeOf(request, control) {
    const rank = { certain: 3, high: 2, medium: 1 };
    return (reference, use) => {
        if (rank[use.confidence] < rank[request.minConfidence])
            return { verdict: 'below min-confidence', by: request.minConfidence };
        const parsed = (0,image_reference/* parseReference */.F2)(reference);
        const forms = [reference, ...(parsed ? [(0,image_reference/* normalizeReference */.tO)(parsed)] : [])];
        const pattern = [...request.excludeImages, ...control.exclude].find((one) => forms.some((form) => one.test(form)));
        if (pattern !== undefined)
            return { verdict: 'excluded by an expression', by: String(pattern) };
        const glob = request.excludeObjects.find((one) => objectFilter([one])(use));
        if (glob !== undefined)
            return { verdict: 'excluded by a glob on objects', by: glob };
        return { verdict: 'pulled' };
    };
}

;// CONCATENATED MODULE: ./src/network/egress-restriction.ts
/** What starts these has write access, or takes in what somebody with write access has accepted. */
const trustedEvents = new Set([
    'create',
    'merge_group',
    'push',
    'release',
    'repository_dispatch',
    'schedule',
    'workflow_dispatch',
]);
/**
 * May a stranger have written what this run reads? Where that cannot be told, the answer is yes: so for
 * `pull_request_target`, `issue_comment` and `workflow_run`, whose checkout may be any commit.
 */
function restrictsEgress(restriction, event) {
    if (restriction !== 'auto')
        return restriction === 'true';
    if (trustedEvents.has(event.name))
        return false;
    return event.name !== 'pull_request' || !isFromThisRepository(event);
}
/**
 * A deleted fork has no name. A pull request that was pushed to `refs/for/...` (AGit, on Forgejo) needs no write access;
 * its head is in this repository and is no branch, but `refs/pull/<number>/head`.
 */
function isFromThisRepository({ pullRequest, repository }) {
    if (!pullRequest || pullRequest.headBranch.startsWith('refs/'))
        return false;
    return pullRequest.headRepository.toLowerCase() === repository.toLowerCase();
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./src/network/http-client.ts





const defaultPatience = {
    idle: 30_000,
    total: 120_000,
    tries: 4,
    backoff: 500,
    longestRetryAfter: 60_000,
};
const mostRedirects = 5;
/**
 * A client that keeps connections, holds a limit per host, follows redirects and repeats what failed in passing.
 * @throws FatalError when the CA file cannot be read.
 */
function createHttpClient({ caFile, patience = defaultPatience, guard }) {
    const open = prepareDispatcher({ caFile, idle: patience.idle, ...(guard && { guard }) });
    const deadline = (spent = 0) => AbortSignal.timeout(Math.max(0, Math.ceil(patience.total - spent)));
    let dispatcher;
    const ask = async (method, url, request) => {
        dispatcher ??= open();
        const signal = request.signal ?? deadline();
        const connection = { dispatcher: await dispatcher, patience, guard };
        return await askPatiently(connection, url, { ...request, method, signal });
    };
    return {
        get: (url, request) => ask('GET', url, request),
        head: (url, request) => ask('HEAD', url, request),
        deadline,
        async close() {
            await (await dispatcher?.catch(() => undefined))?.destroy();
        },
    };
}
async function askPatiently(connection, url, request) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await askOnce(connection, url, request);
        }
        catch (error) {
            if (!(error instanceof HttpError))
                throw error;
            const wait = waitBefore(error.fault, attempt, connection.patience);
            const isOver = wait === undefined || !(await pause(wait, request.signal));
            if (isOver)
                throw attempt > 1 ? error.after(attempt) : error;
        }
    }
}
/** @returns whether there is time left for another try. */
async function pause(milliseconds, signal) {
    await (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
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
async function askOnce(connection, start, request) {
    let url = new URL(start);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        const answer = { ...(await exchange(connection, url, request)), redirected: redirects > 0 };
        const location = answer.status >= 301 && answer.status <= 308 ? answer.headers.location : undefined;
        if (location === undefined || request.accept?.includes(answer.status))
            return await checked(url, answer, request);
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
async function exchange({ dispatcher, guard }, url, request) {
    try {
        await checkBehindProxy(url, guard);
        const encoding = request.compressed ? { 'accept-encoding': 'gzip' } : {};
        const headers = { 'user-agent': 'prepuller', ...encoding, ...request.headers, ...request.authorize?.(url) };
        const { origin, pathname, search } = url;
        const { method, signal } = request;
        const answer = await dispatcher.request({ origin, path: pathname + search, method, headers, signal });
        const isZipped = request.compressed && answer.headers['content-encoding'] === 'gzip';
        const body = await readBody(url, isZipped ? http_client_unzip(answer.body) : answer.body, request.maxBytes);
        return { status: answer.statusCode, headers: answer.headers, body };
    }
    catch (error) {
        throw error instanceof HttpError ? error : HttpError.ofConnection(url, error);
    }
}
/** Breaking off on either side ends both. */
function http_client_unzip(body) {
    const unzipped = (0,external_node_zlib_.createGunzip)();
    (0,external_node_stream_.pipeline)(body, unzipped, () => undefined);
    return unzipped;
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

;// CONCATENATED MODULE: ./src/network/network.ts




/**
 * @param event decides whether egress is restricted; its forge may always be asked
 * @throws FatalError when the CA file cannot be read.
 */
async function openNetwork(options, event, patience) {
    const { caFile, registryCredentials, restrictEgress } = options;
    const guard = restrictsEgress(restrictEgress, event) ? createEgressGuard(exemptHosts(options, event)) : undefined;
    const client = createHttpClient({ caFile, ...(guard && { guard }), ...(patience && { patience }) });
    return {
        client,
        credentials: await loadCredentials(registryCredentials),
        caFile,
        ...(guard && { guard }),
        close: () => client.close(),
    };
}
/** The hosts that the workflow itself names. */
function exemptHosts({ chartMirrors, imageMirrors, registryCredentials }, { serverUrl, apiUrl }) {
    const urls = [serverUrl, apiUrl, ...chartMirrors.map(({ to }) => to.replace(/^oci:/, 'https:'))];
    const hosts = urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []));
    const addresses = [...imageMirrors.map(({ to }) => to), ...registryCredentials.map(({ host }) => host)];
    return [...hosts, ...addresses.map((address) => address.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, ''))];
}

;// CONCATENATED MODULE: ./src/images/extract-workloads.ts












/** The images that objects would run which no HelmRelease makes: by the same rules, each object with its own annotations. */
async function extractWorkloads(workloads, options) {
    const read = await Promise.all(workloads.objects.map((workload) => readWorkload(workload, workloads, options)));
    const selected = united(read.map((one) => one.selected));
    const running = read.flatMap((one) => one.running);
    const accounts = workloads.accounts.flatMap((account) => kubernetes_object_readObjects(yamlNode(account)));
    const problems = new ImageProblems(workloads);
    for (const sentence of [...noHelpNotices(running, selected.images), ...idle(running, selected.images)]) {
        problems.add('notice', sentence);
    }
    const pods = readPodFacts([...running, ...accounts], selected.images, workloads.namespace);
    return {
        images: { ...selected, pods },
        problems: [...read.flatMap((one) => one.problems), ...problems.list],
        filters: [...new Set(read.flatMap((one) => one.filters))],
    };
}
async function readWorkload(workload, { id }, options) {
    const { label } = options;
    const problems = new ImageProblems({ id, place: workload.place });
    const { exclude, include, errors } = await readImageControl({ ...options, control: workload.control });
    for (const error of errors)
        problems.add('error', error);
    const rules = rulesOf(options.minConfidence);
    const objects = kubernetes_object_readObjects(yamlNode(workload.object)).filter((object) => mayRunImages(object, everyTest));
    const running = objects.filter((object) => isForLinux(object, problems));
    const found = running.flatMap((object) => readObject(object, rules, problems));
    const all = [...found, ...knownImages(workload, include)];
    const selected = selectImages(all, [...options.excludeImages, ...exclude], objectFilter(options.excludeObjects));
    const isEmpty = selected.images.length + selected.excluded.length + problems.list.length === 0;
    const unknown = isEmpty ? whyUnknown(workload) : undefined;
    if (unknown !== undefined) {
        const advice = `name such images in the annotation ${(0,opt_in/* annotationName */.PK)(label, 'include')}`;
        problems.add('notice', `${titleOf(workload.object)} is opted in, and ${unknown}; ${advice}`);
    }
    return { selected, running, problems: problems.list, filters: matchedFilters(all, options) };
}
/** Hooks of Helm mean nothing to Flux, which applies all that it builds. */
const everyTest = { enabled: true, included: [], excluded: [] };
/** Those that stand in no field of the object. */
function knownImages({ object, runs = [] }, include) {
    const use = { object: titleOf(object), rule: 'include', confidence: 'certain' };
    return [
        ...include.map((reference) => ({ reference, use: { ...use, path: 'include' } })),
        ...runs.map((reference) => ({ reference, use: { ...use, path: 'spec.components', rule: 'flux-instance' } })),
    ];
}
/** Why no image is known of an object that has some for all that its reader expects. */
function whyUnknown({ object, isNamed }) {
    if (object.kind === 'FluxInstance') {
        return "which images its controllers have is not in Git: the operator's manifests say it (flux-images), and fit its distribution where a copy of them is here";
    }
    // Of a custom resource it is worth saying that it names none.
    const isCustom = /^(?!.*\.k8s\.io\/)[^/]*\.[^/]*\//.test((0,json/* textAt */.$6)(object, 'apiVersion'));
    if (!isNamed || !isCustom)
        return undefined;
    return 'no image stands in it: what its operator makes of it is known in the cluster alone';
}
function titleOf(object) {
    return `${(0,json/* textAt */.$6)(object, 'kind')}/${(0,json/* textAt */.$6)(object, 'metadata', 'name')}`;
}
function united(parts) {
    const uses = parts.flatMap(({ images }) => images.flatMap(usesOf));
    const { images } = selectImages(uses, [], () => false);
    const pulled = new Set(images.map(({ reference }) => reference));
    const excluded = new Set(parts.flatMap((part) => part.excluded).filter((reference) => !pulled.has(reference)));
    return { images, excluded: [...excluded].sort() };
}
function usesOf({ reference, uses }) {
    return uses.map((use) => ({ reference, use }));
}
/** What runs nothing now and may at any time. */
function idle(objects, images) {
    const users = new Set(images.flatMap(({ uses }) => uses.map(({ object }) => object)));
    const told = objects
        .filter((object) => users.has(objectTitle(object)))
        .flatMap((object) => {
        const reason = idleness(object.content);
        return reason === undefined ? [] : [`${objectTitle(object)} (${reason})`];
    });
    if (told.length === 0)
        return [];
    return [
        `Images of what is switched off are pulled all the same, for it may be switched on at any time: ${told.join(', ')}`,
    ];
}
function idleness(content) {
    if (!(0,json/* isObject */.Gv)(content))
        return undefined;
    const fields = [
        ['replicas', '0'],
        ['paused', 'true'],
        ['suspend', 'true'],
    ];
    const field = fields.find(([name, value]) => (0,json/* fieldAt */.UK)(content, 'spec', name) === value);
    return field && `${field[0]}: ${field[1]}`;
}

;// CONCATENATED MODULE: ./src/plain-sources.ts


/** The images of all that is opted in and that no HelmRelease makes. */
async function plainSources({ workloads, offered }, options) {
    const read = await Promise.all(workloads.map((one) => extractWorkloads(one, options)));
    const sources = workloads.flatMap((one, index) => plain_sources_sourceOf(one, read[index]));
    return {
        sources,
        read,
        problems: [...read.flatMap(({ problems }) => problems), ...(await plain_sources_leftOut(offered, options))],
    };
}
/** None of those in which no image was found. */
function plain_sources_sourceOf(workloads, read) {
    if (read === undefined || read.images.images.length + read.images.excluded.length === 0)
        return [];
    const { id, place, namespace, control } = workloads;
    return [{ release: { id, place, releaseNamespace: namespace, control }, images: read.images }];
}
/** Objects that run images, and have the label because all that their Kustomization applies has it: said once. */
async function plain_sources_leftOut(offered, options) {
    const read = await Promise.all(offered.map((one) => extractWorkloads(one, options)));
    const objects = read.flatMap(({ images: { images } }, index) => images.flatMap(({ uses }) => uses.map(({ object }) => `${object} in ${offered[index]?.namespace}`)));
    const distinct = [...new Set(objects)];
    const [first] = offered.filter((_, index) => (read[index]?.images.images.length ?? 0) > 0);
    if (first === undefined)
        return [];
    const message = `Objects that are no HelmReleases have the label only because a Kustomization sets it on all that it applies, and are left out (${distinct.length}): ${(0,enumerate/* enumerate */.H)(distinct)}. With 'workloads: true' they are taken; with the label in their own files each of them is.`;
    return [{ severity: 'notice', kind: 'image', message, place: first.place }];
}

;// CONCATENATED MODULE: ./src/prepullers/place.ts
/** The namespace in which a release's pods run. */
function podNamespace({ release, images }) {
    return images.pods.namespace ?? release.releaseNamespace;
}
/** The namespace of a release's pre-puller. */
function prepullerNamespace(source, options) {
    return options.prepullerNamespace || podNamespace(source);
}
/** Secrets and ServiceAccounts are of one namespace: in another one the same name is nothing, or something else. */
function isElsewhere(source, options) {
    return prepullerNamespace(source, options) !== podNamespace(source);
}

;// CONCATENATED MODULE: ./src/prepullers/remarks.ts



/** What a reader should know of a pre-puller that is written all the same, or is not needed. */
function remarks(source, options) {
    const { release, images } = source;
    if (images.images.length === 0) {
        return [problemOf(release, 'notice', `There is no pre-puller ${nothingToPull(source, options)}.`)];
    }
    const sentences = isElsewhere(source, options) ? lostSecrets(source, options) : mixedSecrets(source);
    return sentences.map((message) => problemOf(release, 'warning', message));
}
function nothingToPull({ release, chart, images }, { label }) {
    const { length } = images.excluded;
    const filters = `the annotation ${(0,opt_in/* annotationName */.PK)(label, 'exclude')} and the inputs 'exclude-images' and 'exclude-objects'`;
    if (chart && length > 0)
        return `for this release: all of its images (${length}) are excluded by ${filters}`;
    if (chart)
        return 'for this release: no image that is to be pulled was found in what its chart renders';
    return `for its plain objects in ${release.releaseNamespace}: all of their images are excluded`;
}
function problemOf(release, severity, message) {
    const { id, place } = release;
    return { severity, kind: 'output', message, ...(0,problem/* aboutRelease */.nC)(id, place) };
}
function lostSecrets(source, options) {
    const secrets = source.images.pods.imagePullSecrets.join(', ');
    if (secrets === '')
        return [];
    return [
        `The pre-puller in ${options.prepullerNamespace} cannot use the pull secrets of this release (${secrets} in ${podNamespace(source)}): let the nodes have the credentials, or leave 'prepuller-namespace' empty.`,
    ];
}
/** Since 1.35 the kubelet gives an image that was pulled with a secret only to pods that have it (KEP-2535). */
function mixedSecrets({ images }) {
    return images.pods.images
        .filter(({ withoutSecret }) => withoutSecret.length > 0)
        .map(({ reference, imagePullSecrets, withoutSecret }) => `${reference} is pulled with ${imagePullSecrets.join(', ')}, which some of its pods name and ${withoutSecret.join(', ')} ${withoutSecret.length === 1 ? 'does' : 'do'} not: on Kubernetes 1.35 and newer these may not start while the registry is down. Let all of them name the secret.`);
}

;// CONCATENATED MODULE: ./src/prepullers/homeless.ts


const consequence = 'One namespace that is missing, and Flux applies nothing of the generated folder.';
/**
 * Pre-pullers whose namespace comes too late, or never: they are applied before the release that would create it.
 * @param isDeclared whether anything in Git declares a namespace
 */
function homelessPrepullers(sources, isDeclared, { prepullerNamespace }) {
    const used = sources.filter(({ images }) => images.images.length > 0);
    if (prepullerNamespace !== '') {
        if (used.length === 0 || isDeclared(prepullerNamespace))
            return [];
        const message = `Nothing in this repository declares the namespace ${prepullerNamespace} of the input 'prepuller-namespace'. ${consequence} Add it, in a Kustomization that the pre-pullers depend on.`;
        return [{ severity: 'warning', kind: 'output', message }];
    }
    return used
        .filter((source) => source.release.createsNamespace && !isDeclared(podNamespace(source)))
        .map((source) => problemOf(source.release, 'warning', `The namespace ${podNamespace(source)} comes with this release (createNamespace), and nothing in this repository declares it. ${consequence} Declare it in Git, or give 'prepuller-namespace' one that is declared.`));
}

// EXTERNAL MODULE: ./src/atomic-files.ts
var atomic_files = __webpack_require__(9316);
// EXTERNAL MODULE: ./src/generated-head.ts
var generated_head = __webpack_require__(7125);
// EXTERNAL MODULE: ./src/generated-mark.ts
var generated_mark = __webpack_require__(2122);
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
        // Many small files: one after the other like this takes a quarter of the time of the asynchronous function.
        const text = mayBeGenerated(entry) ? (0,external_node_fs_.readFileSync)(external_node_path_default().join(absolute, entry.name), 'utf8') : '';
        if ((0,generated_mark/* isMarked */.r)(text))
            folder.marked.set(entry.name, text);
        else
            folder.foreign.add(entry.name);
    }
    return folder;
}
/**
 * What the folder holds is no part of what Flux is taken to run, so that nothing of anybody else may lie in it.
 * @throws FatalError when it holds manifests that prepuller did not write, and none that it did
 */
async function refuseForeignFolder(root, outputPath) {
    const { marked, foreign } = await readOutputFolder(root, outputPath);
    if (marked.size > 0)
        return;
    const files = [...foreign].flatMap((name) => manifestsBelow(root, external_node_path_default().posix.join(outputPath, name))).sort();
    if (files.length === 0)
        return;
    throw new problem/* FatalError */.HX(`Input 'prepuller-output-path' is ${JSON.stringify(outputPath)}, which holds files that prepuller did not write (${(0,enumerate/* enumerate */.H)(files)}): give it a folder of its own.`);
}
/** What has the name of a generated file is another matter: it stands in the way of one file alone. */
function manifestsBelow(root, name) {
    const absolute = external_node_path_default().join(root, name);
    const status = (0,external_node_fs_.lstatSync)(absolute);
    if (status.isDirectory()) {
        const below = (0,external_node_fs_.readdirSync)(absolute, { recursive: true, encoding: 'utf8' });
        return below
            .filter((file) => /\.ya?ml$/.test(file))
            .map((file) => external_node_path_default().posix.join(name, file.replaceAll((external_node_path_default()).sep, '/')));
    }
    const isGeneratedName = /^prepuller-.*\.yaml$/.test(external_node_path_default().basename(name)) ||
        kustomization_file_names/* kustomizationFileNames */.q.some((one) => one === external_node_path_default().basename(name));
    return status.isFile() && /\.ya?ml$/.test(name) && !isGeneratedName ? [name] : [];
}
/**
 * Two clusters that write into one folder would remove each other's files for ever.
 * @throws FatalError when a file in it was generated for another cluster
 */
function refuseOtherCluster(texts, { clusterName, outputPath }) {
    if (clusterName === '')
        return;
    for (const text of texts) {
        const other = (0,generated_head/* readGeneratedHead */.C)(text)?.cluster;
        if (other === undefined || isSameCluster(other, clusterName))
            continue;
        throw new problem/* FatalError */.HX(`${outputPath} was generated for the cluster ${other}, and this run is for ${clusterName}: give each cluster a 'prepuller-output-path' of its own. If the cluster has another name now, remove the folder first.`);
    }
}
/** Either may be written with more of its path. */
function isSameCluster(a, b) {
    return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}
/** Carries the changes out: all of them, or none when they cannot be written. */
async function applyChanges(root, outputPath, changes) {
    await (0,atomic_files/* removeUnfinished */.E1)(external_node_path_default().join(root, outputPath));
    await (0,atomic_files/* writeFiles */.hV)(changes.map((change) => ({ file: external_node_path_default().join(root, change.path), text: change.after })));
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
            throw new problem/* FatalError */.HX(`The output path leads through the symbolic link ${relative}: name the folder itself.`);
        }
        if (!status.isDirectory())
            throw new problem/* FatalError */.HX(`${relative} is in the way of the output path: it is no folder.`);
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

;// CONCATENATED MODULE: ./src/prepullers/demands.ts

const architectureLabel = 'kubernetes.io/arch';
/** The demands of the pods that name the image, or those of the release where no pod does, on nodes that can pull it. */
function demandsOf(reference, { pods, isElsewhere, placement, pullable }) {
    const named = pods.images.find((image) => image.reference === reference);
    const { imagePullSecrets, serviceAccountName } = named ?? pods;
    return {
        imagePullSecrets: isElsewhere ? [] : [...imagePullSecrets].sort(),
        ...(!isElsewhere && serviceAccountName !== undefined && { serviceAccountName }),
        ...nodes(allowedArchitectures(named?.architectures ?? [], pullable?.architectures.get(reference)), placement === 'follow' ? pods : {}),
    };
}
/** Those that pods demand and that can pull the image; what has nothing in common with the demand is out of date. */
function allowedArchitectures(demanded, pullable) {
    const both = demanded.length === 0 ? pullable : pullable?.filter((architecture) => demanded.includes(architecture));
    if (both === undefined || both.length === 0)
        return { names: demanded, areNarrowed: false };
    return { names: [...both].sort(), areNarrowed: both.length < demanded.length || demanded.length === 0 };
}
/** The architectures of the nodes that demands allow; empty for any. */
function architecturesIn({ nodeSelector, affinity }) {
    const selected = nodeSelector[architectureLabel];
    if (typeof selected === 'string')
        return [selected];
    const terms = (0,json/* objectsAt */.yR)(affinity ?? {}, ...demands_requiredNodes, 'nodeSelectorTerms').map((term) => {
        const last = (0,json/* objectsAt */.yR)(term, 'matchExpressions').findLast(({ key, operator }) => key === architectureLabel && operator === 'In');
        return (0,json/* textsAt */.i1)(last ?? {}, 'values');
    });
    return terms.some((values) => values.length === 0) ? [] : [...new Set(terms.flat())].sort();
}
/** A node selector and an affinity hold both; several architectures stand in the affinity, with what the pods share of it. */
function nodes({ names, areNarrowed }, { nodeSelector = {}, affinity }) {
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) {
        return { nodeSelector: { ...nodeSelector, [architectureLabel]: only }, ...(affinity && { affinity }) };
    }
    const chosen = only === undefined ? affinity : withArchitectures({ names, areNarrowed }, affinity);
    return { nodeSelector, ...(chosen && { affinity: chosen }) };
}
const demands_requiredNodes = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
/** In each of the terms, for these are alternatives; what already speaks of architectures in all of them stays. */
function withArchitectures({ names, areNarrowed }, affinity = {}) {
    const given = (0,json/* objectsAt */.yR)(affinity, ...demands_requiredNodes, 'nodeSelectorTerms');
    if (given.length > 0 && !areNarrowed && given.every(isAboutArchitectures))
        return affinity;
    const expression = { key: architectureLabel, operator: 'In', values: [...names] };
    const nodeSelectorTerms = (given.length > 0 ? given : [{}]).map((term) => ({
        ...term,
        matchExpressions: [...(0,json/* objectsAt */.yR)(term, 'matchExpressions'), expression],
    }));
    return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}
function isAboutArchitectures(term) {
    return (0,json/* objectsAt */.yR)(term, 'matchExpressions').some(({ key }) => String(key).endsWith(architectureLabel));
}
/** One text for equal demands. */
function demandsKey(demands) {
    return JSON.stringify(sorted(plainDemands(demands)));
}
/** Only what there is, in the fields of a pod's specification. */
function plainDemands({ imagePullSecrets, serviceAccountName, nodeSelector, affinity }) {
    return {
        ...(serviceAccountName !== undefined && { serviceAccountName }),
        ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
        ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
        ...(affinity && { affinity }),
    };
}
/** Reads `plainDemands`, also where it is a part of a pod's specification. */
function readDemands(fields) {
    const { 'kubernetes.io/os': _, ...nodeSelector } = (0,json/* isObject */.Gv)(fields.nodeSelector) ? fields.nodeSelector : {};
    const secrets = (0,json/* objectsAt */.yR)(fields, 'imagePullSecrets').map(({ name }) => name);
    return {
        imagePullSecrets: secrets.filter((name) => typeof name === 'string').sort(),
        nodeSelector,
        ...(typeof fields.serviceAccountName === 'string' && { serviceAccountName: fields.serviceAccountName }),
        ...((0,json/* isObject */.Gv)(fields.affinity) && { affinity: fields.affinity }),
    };
}
/** With the keys of every map in one order. */
function sorted(value) {
    const reorder = (item) => {
        if (Array.isArray(item))
            return item.map(reorder);
        return (0,json/* isObject */.Gv)(item) ? sorted(item) : item;
    };
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, reorder(item)]));
}

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
            merged.set(key, (0,json/* isObject */.Gv)(value) ? mergePatch(mapOrEmpty(merged.get(key)), value) : value);
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
    return (0,json/* isObject */.Gv)(value) ? touches(value, rest) : true;
}
function mapOrEmpty(value) {
    return (0,json/* isObject */.Gv)(value) ? value : {};
}

;// CONCATENATED MODULE: ./src/prepullers/names.ts


const names_hashLength = 8;
/** Leaves room, in the 255 bytes that file systems take, for what a file is called until it is whole. */
const longestFileName = 200;
/** A name that fits a label's value: one that is too long ends in a hash of the whole, so that it stays distinct. */
function shortenName(name, longest = kubernetes_names/* longestLabel */.Jg) {
    if (name.length <= longest)
        return name;
    const kept = name.slice(0, longest - names_hashLength - 1).replace(/[-.]+$/, '');
    return `${kept}-${names_hash(name)}`;
}
function fileName(name) {
    return `${shortenName(name, longestFileName)}.yaml`;
}
/** For a DaemonSet beside the first of its file: it depends on what makes it another, and on nothing else. */
function nameBeside(name, difference, isKept) {
    return shortenName(`${name}-${isKept ? 'kept-' : ''}${names_hash(difference)}`);
}
/** Of what applies plain objects; another one where a release has this name. */
function applierNames({ kind, namespace, name }) {
    const first = `prepuller-${kind?.toLowerCase()}-${namespace}-${name}`;
    return [first, `${first}-${names_hash(`${kind} ${namespace}/${name}`)}`];
}
/** For one beside the others of its file and namespace: it depends on what makes it another, and on nothing else. */
function namesBeside(names, difference) {
    return names.map((name) => `${name}-${names_hash(difference)}`);
}
/** The short name; with the namespace, for all that share it; with a hash, because `a-b/c` and `a/b-c` are alike. */
function releaseNames(id) {
    if (id.kind !== undefined)
        return applierNames(id);
    const { namespace, name } = id;
    const long = `prepuller-${namespace}-${name}`;
    return [`prepuller-${name}`, long, `${long}-${names_hash(`${namespace}/${name}`)}`];
}
function groupNames(namespace) {
    return [`prepuller-${namespace}`, `prepuller-${namespace}-${names_hash(namespace)}`];
}
function names_hash(text) {
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
function podParts(strategy, images, options) {
    const names = imageNames(images.map((image) => image.reference));
    const named = images.map(({ reference }, index) => ({ name: names[index] ?? '', reference }));
    return builders[strategy](named, options);
}
const builders = {
    init: (images, options) => ({
        initContainers: [helper('true', options), ...images.map((image) => helped(image, ['true'], options))],
        containers: [pod_pause(options)],
        volumes: [helperFolder],
    }),
    container: (images, options) => ({
        initContainers: [helper('sleep', options)],
        containers: images.map((image) => helped(image, ['sleep', 'infinity'], options)),
        volumes: [helperFolder],
    }),
    volume: (images, options) => ({
        // Only a mounted image counts as in use (kubelet, pkg/kubelet/images/image_gc_manager.go).
        containers: [{ ...pod_pause(options), volumeMounts: images.map(mounted) }],
        volumes: images.map(({ name, reference }) => ({ name, image: { reference, pullPolicy: 'IfNotPresent' } })),
    }),
};
const helperFolder = { name: helperVolume, emptyDir: { sizeLimit: '16Mi' } };
/** Copies the static busybox under the name of the applet that it shall be: busybox goes by the name it is called by. */
function helper(applet, options) {
    const copy = ['/bin/busybox', 'cp', '-f', '/bin/busybox', `${helperPath}/${applet}`];
    return {
        ...container('helper', options.helperImage, copy, options),
        volumeMounts: [{ name: helperVolume, mountPath: helperPath }],
    };
}
function helped({ name, reference }, [applet, ...args], options) {
    return {
        ...container(name, reference, [`${helperPath}/${applet}`, ...args], options),
        volumeMounts: [{ name: helperVolume, mountPath: helperPath, readOnly: true }],
    };
}
/** Nothing of the image decides how it starts: `command` replaces its entry point and arguments, `/` its folder. */
function container(name, image, command, options) {
    return { name, image, imagePullPolicy: 'IfNotPresent', command, workingDir: '/', ...confined(options) };
}
function pod_pause(options) {
    return { name: 'pause', image: options.pauseImage, imagePullPolicy: 'IfNotPresent', ...confined(options) };
}
/** An empty map leaves the resources to the namespace's LimitRange. */
function confined({ resources }) {
    return { ...(Object.keys(resources).length > 0 && { resources }), securityContext: locked };
}
function mounted({ name }) {
    return { name, mountPath: `/images/${name}`, readOnly: true };
}

;// CONCATENATED MODULE: ./src/prepullers/rollout.ts
/**
 * How a new set of images comes to the nodes. Unless something else is asked for, the old pod goes when the new one is
 * ready: if an image cannot be pulled, what runs keeps its images.
 * @returns one sentence where an API server would refuse what is asked for (apps/validation: ValidateRollingUpdateDaemonSet)
 */
function rollout({ maxSurge, maxUnavailable }) {
    const surge = asCount(maxSurge);
    const unavailable = asCount(maxUnavailable);
    if (isNone(surge) && (unavailable === undefined || isNone(unavailable))) {
        return 'max-surge is 0, so max-unavailable must be a number of nodes or a percentage: with neither, no pod is ever replaced.';
    }
    if (surge === undefined && unavailable !== undefined && !isNone(unavailable))
        return { maxUnavailable: unavailable };
    if (isNone(surge))
        return { maxUnavailable: unavailable ?? 0 };
    if (unavailable === undefined || isNone(unavailable))
        return { maxSurge: surge ?? '100%', maxUnavailable: 0 };
    return `max-surge is ${surge} and max-unavailable ${unavailable}: only one of them may be other than zero. Leave max-surge empty to have no surge.`;
}
function asCount(value) {
    return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}
function isNone(count) {
    return count !== undefined && /^0+%?$/.test(String(count));
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
function daemonSet({ namespace, strategy, patches }, { name, images, demands }, options) {
    const labels = { name };
    const generated = {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name, namespace, labels: { name, 'app.kubernetes.io/managed-by': 'prepuller' } },
        spec: {
            // The DaemonSet's identity alone: it is immutable, so no image and no version may be part of it.
            selector: { matchLabels: labels },
            updateStrategy: { type: 'RollingUpdate', rollingUpdate: askedRollout(options) },
            // Git has the history.
            revisionHistoryLimit: 1,
            template: {
                metadata: { labels: { ...labels, ...withoutMesh.labels }, annotations: withoutMesh.annotations },
                spec: daemonset_podSpec(demands, podParts(strategy, images, options)),
            },
        },
    };
    return withRollout(patches.reduce(mergePatch, generated));
}
function askedRollout({ maxSurge, maxUnavailable }) {
    return defined({ maxSurge, maxUnavailable });
}
/** A patch may ask for another rollout than the inputs; one that cannot be is left for the check of the whole. */
function withRollout(patched) {
    const updateStrategy = (0,json/* objectAt */.lJ)(patched, 'spec', 'updateStrategy');
    if (updateStrategy.type === 'OnDelete')
        return patched;
    const chosen = rollout((0,json/* objectAt */.lJ)(updateStrategy, 'rollingUpdate'));
    if (typeof chosen === 'string')
        return patched;
    return mergePatch(patched, { spec: { updateStrategy: { rollingUpdate: { maxSurge: null, ...chosen } } } });
}
function daemonset_podSpec(demands, parts) {
    const { serviceAccountName, imagePullSecrets, nodeSelector, affinity } = plainDemands(demands);
    return defined({
        serviceAccountName,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 0,
        imagePullSecrets,
        nodeSelector: { ...((0,json/* isObject */.Gv)(nodeSelector) ? nodeSelector : {}), 'kubernetes.io/os': 'linux' },
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

;// CONCATENATED MODULE: ./src/prepullers/daemonset-schema.json
const daemonset_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"AWSElasticBlockStoreVolumeSource":{"fsType":"string","partition":"integer","readOnly":"boolean","volumeID!":"string"},"Affinity":{"nodeAffinity":"#NodeAffinity","podAffinity":"#PodAffinity","podAntiAffinity":"#PodAntiAffinity"},"AppArmorProfile":{"localhostProfile":"string","type!":"Localhost|RuntimeDefault|Unconfined"},"AzureDiskVolumeSource":{"cachingMode":"None|ReadOnly|ReadWrite","diskName!":"string","diskURI!":"string","fsType":"string","kind":"Dedicated|Managed|Shared","readOnly":"boolean"},"AzureFileVolumeSource":{"readOnly":"boolean","secretName!":"string","shareName!":"string"},"CSIVolumeSource":{"driver!":"string","fsType":"string","nodePublishSecretRef":"#LocalObjectReference","readOnly":"boolean","volumeAttributes":"{string}"},"Capabilities":{"add":"[string]","drop":"[string]"},"CephFSVolumeSource":{"monitors!":"[string]","path":"string","readOnly":"boolean","secretFile":"string","secretRef":"#LocalObjectReference","user":"string"},"CinderVolumeSource":{"fsType":"string","readOnly":"boolean","secretRef":"#LocalObjectReference","volumeID!":"string"},"ClusterTrustBundleProjection":{"labelSelector":"#LabelSelector","name":"string","optional":"boolean","path!":"string","signerName":"string"},"ConfigMapEnvSource":{"name":"string","optional":"boolean"},"ConfigMapKeySelector":{"key!":"string","name":"string","optional":"boolean"},"ConfigMapProjection":{"items":"[#KeyToPath]","name":"string","optional":"boolean"},"ConfigMapVolumeSource":{"defaultMode":"integer","items":"[#KeyToPath]","name":"string","optional":"boolean"},"Container":{"args":"[string]","command":"[string]","env":"[#EnvVar]","envFrom":"[#EnvFromSource]","image":"string","imagePullPolicy":"Always|IfNotPresent|Never","lifecycle":"#Lifecycle","livenessProbe":"#Probe","name!":"string","ports":"[#ContainerPort]","readinessProbe":"#Probe","resizePolicy":"[#ContainerResizePolicy]","resources":"#ResourceRequirements","restartPolicy":"string","securityContext":"#SecurityContext","startupProbe":"#Probe","stdin":"boolean","stdinOnce":"boolean","terminationMessagePath":"string","terminationMessagePolicy":"FallbackToLogsOnError|File","tty":"boolean","volumeDevices":"[#VolumeDevice]","volumeMounts":"[#VolumeMount]","workingDir":"string"},"ContainerPort":{"containerPort!":"integer","hostIP":"string","hostPort":"integer","name":"string","protocol":"SCTP|TCP|UDP"},"ContainerResizePolicy":{"resourceName!":"string","restartPolicy!":"string"},"DaemonSet":{"apiVersion!":"apps/v1","kind!":"DaemonSet","metadata":"#ObjectMeta","spec":"#DaemonSetSpec"},"DaemonSetSpec":{"minReadySeconds":"integer","revisionHistoryLimit":"integer","selector!":"#LabelSelector","template!":"#PodTemplateSpec","updateStrategy":"#DaemonSetUpdateStrategy"},"DaemonSetUpdateStrategy":{"rollingUpdate":"#RollingUpdateDaemonSet","type":"OnDelete|RollingUpdate"},"DownwardAPIProjection":{"items":"[#DownwardAPIVolumeFile]"},"DownwardAPIVolumeFile":{"fieldRef":"#ObjectFieldSelector","mode":"integer","path!":"string","resourceFieldRef":"#ResourceFieldSelector"},"DownwardAPIVolumeSource":{"defaultMode":"integer","items":"[#DownwardAPIVolumeFile]"},"EmptyDirVolumeSource":{"medium":"string","sizeLimit":"integer or string"},"EnvFromSource":{"configMapRef":"#ConfigMapEnvSource","prefix":"string","secretRef":"#SecretEnvSource"},"EnvVar":{"name!":"string","value":"string","valueFrom":"#EnvVarSource"},"EnvVarSource":{"configMapKeyRef":"#ConfigMapKeySelector","fieldRef":"#ObjectFieldSelector","resourceFieldRef":"#ResourceFieldSelector","secretKeyRef":"#SecretKeySelector"},"EphemeralContainer":{"args":"[string]","command":"[string]","env":"[#EnvVar]","envFrom":"[#EnvFromSource]","image":"string","imagePullPolicy":"Always|IfNotPresent|Never","lifecycle":"#Lifecycle","livenessProbe":"#Probe","name!":"string","ports":"[#ContainerPort]","readinessProbe":"#Probe","resizePolicy":"[#ContainerResizePolicy]","resources":"#ResourceRequirements","restartPolicy":"string","securityContext":"#SecurityContext","startupProbe":"#Probe","stdin":"boolean","stdinOnce":"boolean","targetContainerName":"string","terminationMessagePath":"string","terminationMessagePolicy":"FallbackToLogsOnError|File","tty":"boolean","volumeDevices":"[#VolumeDevice]","volumeMounts":"[#VolumeMount]","workingDir":"string"},"EphemeralVolumeSource":{"volumeClaimTemplate":"#PersistentVolumeClaimTemplate"},"ExecAction":{"command":"[string]"},"FCVolumeSource":{"fsType":"string","lun":"integer","readOnly":"boolean","targetWWNs":"[string]","wwids":"[string]"},"FlexVolumeSource":{"driver!":"string","fsType":"string","options":"{string}","readOnly":"boolean","secretRef":"#LocalObjectReference"},"FlockerVolumeSource":{"datasetName":"string","datasetUUID":"string"},"GCEPersistentDiskVolumeSource":{"fsType":"string","partition":"integer","pdName!":"string","readOnly":"boolean"},"GRPCAction":{"port!":"integer","service":"string"},"GitRepoVolumeSource":{"directory":"string","repository!":"string","revision":"string"},"GlusterfsVolumeSource":{"endpoints!":"string","path!":"string","readOnly":"boolean"},"HTTPGetAction":{"host":"string","httpHeaders":"[#HTTPHeader]","path":"string","port!":"integer or string","scheme":"HTTP|HTTPS"},"HTTPHeader":{"name!":"string","value!":"string"},"HostAlias":{"hostnames":"[string]","ip!":"string"},"HostPathVolumeSource":{"path!":"string","type":"|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket"},"ISCSIVolumeSource":{"chapAuthDiscovery":"boolean","chapAuthSession":"boolean","fsType":"string","initiatorName":"string","iqn!":"string","iscsiInterface":"string","lun!":"integer","portals":"[string]","readOnly":"boolean","secretRef":"#LocalObjectReference","targetPortal!":"string"},"ImageVolumeSource":{"pullPolicy":"Always|IfNotPresent|Never","reference":"string"},"KeyToPath":{"key!":"string","mode":"integer","path!":"string"},"LabelSelector":{"matchExpressions":"[#LabelSelectorRequirement]","matchLabels":"{string}"},"LabelSelectorRequirement":{"key!":"string","operator!":"string","values":"[string]"},"Lifecycle":{"postStart":"#LifecycleHandler","preStop":"#LifecycleHandler","stopSignal":"SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ"},"LifecycleHandler":{"exec":"#ExecAction","httpGet":"#HTTPGetAction","sleep":"#SleepAction","tcpSocket":"#TCPSocketAction"},"LocalObjectReference":{"name":"string"},"NFSVolumeSource":{"path!":"string","readOnly":"boolean","server!":"string"},"NodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":"[#PreferredSchedulingTerm]","requiredDuringSchedulingIgnoredDuringExecution":"#NodeSelector"},"NodeSelector":{"nodeSelectorTerms!":"[#NodeSelectorTerm]"},"NodeSelectorRequirement":{"key!":"string","operator!":"DoesNotExist|Exists|Gt|In|Lt|NotIn","values":"[string]"},"NodeSelectorTerm":{"matchExpressions":"[#NodeSelectorRequirement]","matchFields":"[#NodeSelectorRequirement]"},"ObjectFieldSelector":{"apiVersion":"string","fieldPath!":"string"},"ObjectMeta":{"annotations":"{string}","creationTimestamp":"string","deletionGracePeriodSeconds":"integer","deletionTimestamp":"string","finalizers":"[string]","generateName":"string","generation":"integer","labels":"{string}","name":"string","namespace":"string","resourceVersion":"string","selfLink":"string","uid":"string"},"PersistentVolumeClaimSpec":{"accessModes":"[ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod]","dataSource":"#TypedLocalObjectReference","dataSourceRef":"#TypedObjectReference","resources":"#VolumeResourceRequirements","selector":"#LabelSelector","storageClassName":"string","volumeAttributesClassName":"string","volumeMode":"Block|Filesystem","volumeName":"string"},"PersistentVolumeClaimTemplate":{"metadata":"#ObjectMeta","spec!":"#PersistentVolumeClaimSpec"},"PersistentVolumeClaimVolumeSource":{"claimName!":"string","readOnly":"boolean"},"PhotonPersistentDiskVolumeSource":{"fsType":"string","pdID!":"string"},"PodAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":"[#WeightedPodAffinityTerm]","requiredDuringSchedulingIgnoredDuringExecution":"[#PodAffinityTerm]"},"PodAffinityTerm":{"labelSelector":"#LabelSelector","matchLabelKeys":"[string]","mismatchLabelKeys":"[string]","namespaceSelector":"#LabelSelector","namespaces":"[string]","topologyKey!":"string"},"PodAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":"[#WeightedPodAffinityTerm]","requiredDuringSchedulingIgnoredDuringExecution":"[#PodAffinityTerm]"},"PodDNSConfig":{"nameservers":"[string]","options":"[#PodDNSConfigOption]","searches":"[string]"},"PodDNSConfigOption":{"name":"string","value":"string"},"PodOS":{"name!":"string"},"PodReadinessGate":{"conditionType!":"string"},"PodResourceClaim":{"name!":"string","resourceClaimName":"string","resourceClaimTemplateName":"string"},"PodSchedulingGate":{"name!":"string"},"PodSecurityContext":{"appArmorProfile":"#AppArmorProfile","fsGroup":"integer","fsGroupChangePolicy":"Always|OnRootMismatch","runAsGroup":"integer","runAsNonRoot":"boolean","runAsUser":"integer","seLinuxChangePolicy":"string","seLinuxOptions":"#SELinuxOptions","seccompProfile":"#SeccompProfile","supplementalGroups":"[integer]","supplementalGroupsPolicy":"Merge|Strict","sysctls":"[#Sysctl]","windowsOptions":"#WindowsSecurityContextOptions"},"PodSpec":{"activeDeadlineSeconds":"integer","affinity":"#Affinity","automountServiceAccountToken":"boolean","containers!":"[#Container]","dnsConfig":"#PodDNSConfig","dnsPolicy":"ClusterFirst|ClusterFirstWithHostNet|Default|None","enableServiceLinks":"boolean","ephemeralContainers":"[#EphemeralContainer]","hostAliases":"[#HostAlias]","hostIPC":"boolean","hostNetwork":"boolean","hostPID":"boolean","hostUsers":"boolean","hostname":"string","imagePullSecrets":"[#LocalObjectReference]","initContainers":"[#Container]","nodeName":"string","nodeSelector":"{string}","os":"#PodOS","overhead":"{integer or string}","preemptionPolicy":"Never|PreemptLowerPriority","priority":"integer","priorityClassName":"string","readinessGates":"[#PodReadinessGate]","resourceClaims":"[#PodResourceClaim]","resources":"#ResourceRequirements","restartPolicy":"Always|Never|OnFailure","runtimeClassName":"string","schedulerName":"string","schedulingGates":"[#PodSchedulingGate]","securityContext":"#PodSecurityContext","serviceAccount":"string","serviceAccountName":"string","setHostnameAsFQDN":"boolean","shareProcessNamespace":"boolean","subdomain":"string","terminationGracePeriodSeconds":"integer","tolerations":"[#Toleration]","topologySpreadConstraints":"[#TopologySpreadConstraint]","volumes":"[#Volume]"},"PodTemplateSpec":{"metadata":"#ObjectMeta","spec":"#PodSpec"},"PortworxVolumeSource":{"fsType":"string","readOnly":"boolean","volumeID!":"string"},"PreferredSchedulingTerm":{"preference!":"#NodeSelectorTerm","weight!":"integer"},"Probe":{"exec":"#ExecAction","failureThreshold":"integer","grpc":"#GRPCAction","httpGet":"#HTTPGetAction","initialDelaySeconds":"integer","periodSeconds":"integer","successThreshold":"integer","tcpSocket":"#TCPSocketAction","terminationGracePeriodSeconds":"integer","timeoutSeconds":"integer"},"ProjectedVolumeSource":{"defaultMode":"integer","sources":"[#VolumeProjection]"},"QuobyteVolumeSource":{"group":"string","readOnly":"boolean","registry!":"string","tenant":"string","user":"string","volume!":"string"},"RBDVolumeSource":{"fsType":"string","image!":"string","keyring":"string","monitors!":"[string]","pool":"string","readOnly":"boolean","secretRef":"#LocalObjectReference","user":"string"},"ResourceClaim":{"name!":"string","request":"string"},"ResourceFieldSelector":{"containerName":"string","divisor":"integer or string","resource!":"string"},"ResourceRequirements":{"claims":"[#ResourceClaim]","limits":"{integer or string}","requests":"{integer or string}"},"RollingUpdateDaemonSet":{"maxSurge":"integer or string","maxUnavailable":"integer or string"},"SELinuxOptions":{"level":"string","role":"string","type":"string","user":"string"},"ScaleIOVolumeSource":{"fsType":"string","gateway!":"string","protectionDomain":"string","readOnly":"boolean","secretRef!":"#LocalObjectReference","sslEnabled":"boolean","storageMode":"string","storagePool":"string","system!":"string","volumeName":"string"},"SeccompProfile":{"localhostProfile":"string","type!":"Localhost|RuntimeDefault|Unconfined"},"SecretEnvSource":{"name":"string","optional":"boolean"},"SecretKeySelector":{"key!":"string","name":"string","optional":"boolean"},"SecretProjection":{"items":"[#KeyToPath]","name":"string","optional":"boolean"},"SecretVolumeSource":{"defaultMode":"integer","items":"[#KeyToPath]","optional":"boolean","secretName":"string"},"SecurityContext":{"allowPrivilegeEscalation":"boolean","appArmorProfile":"#AppArmorProfile","capabilities":"#Capabilities","privileged":"boolean","procMount":"Default|Unmasked","readOnlyRootFilesystem":"boolean","runAsGroup":"integer","runAsNonRoot":"boolean","runAsUser":"integer","seLinuxOptions":"#SELinuxOptions","seccompProfile":"#SeccompProfile","windowsOptions":"#WindowsSecurityContextOptions"},"ServiceAccountTokenProjection":{"audience":"string","expirationSeconds":"integer","path!":"string"},"SleepAction":{"seconds!":"integer"},"StorageOSVolumeSource":{"fsType":"string","readOnly":"boolean","secretRef":"#LocalObjectReference","volumeName":"string","volumeNamespace":"string"},"Sysctl":{"name!":"string","value!":"string"},"TCPSocketAction":{"host":"string","port!":"integer or string"},"Toleration":{"effect":"NoExecute|NoSchedule|PreferNoSchedule","key":"string","operator":"Equal|Exists","tolerationSeconds":"integer","value":"string"},"TopologySpreadConstraint":{"labelSelector":"#LabelSelector","matchLabelKeys":"[string]","maxSkew!":"integer","minDomains":"integer","nodeAffinityPolicy":"Honor|Ignore","nodeTaintsPolicy":"Honor|Ignore","topologyKey!":"string","whenUnsatisfiable!":"DoNotSchedule|ScheduleAnyway"},"TypedLocalObjectReference":{"apiGroup":"string","kind!":"string","name!":"string"},"TypedObjectReference":{"apiGroup":"string","kind!":"string","name!":"string","namespace":"string"},"Volume":{"awsElasticBlockStore":"#AWSElasticBlockStoreVolumeSource","azureDisk":"#AzureDiskVolumeSource","azureFile":"#AzureFileVolumeSource","cephfs":"#CephFSVolumeSource","cinder":"#CinderVolumeSource","configMap":"#ConfigMapVolumeSource","csi":"#CSIVolumeSource","downwardAPI":"#DownwardAPIVolumeSource","emptyDir":"#EmptyDirVolumeSource","ephemeral":"#EphemeralVolumeSource","fc":"#FCVolumeSource","flexVolume":"#FlexVolumeSource","flocker":"#FlockerVolumeSource","gcePersistentDisk":"#GCEPersistentDiskVolumeSource","gitRepo":"#GitRepoVolumeSource","glusterfs":"#GlusterfsVolumeSource","hostPath":"#HostPathVolumeSource","image":"#ImageVolumeSource","iscsi":"#ISCSIVolumeSource","name!":"string","nfs":"#NFSVolumeSource","persistentVolumeClaim":"#PersistentVolumeClaimVolumeSource","photonPersistentDisk":"#PhotonPersistentDiskVolumeSource","portworxVolume":"#PortworxVolumeSource","projected":"#ProjectedVolumeSource","quobyte":"#QuobyteVolumeSource","rbd":"#RBDVolumeSource","scaleIO":"#ScaleIOVolumeSource","secret":"#SecretVolumeSource","storageos":"#StorageOSVolumeSource","vsphereVolume":"#VsphereVirtualDiskVolumeSource"},"VolumeDevice":{"devicePath!":"string","name!":"string"},"VolumeMount":{"mountPath!":"string","mountPropagation":"Bidirectional|HostToContainer|None","name!":"string","readOnly":"boolean","recursiveReadOnly":"string","subPath":"string","subPathExpr":"string"},"VolumeProjection":{"clusterTrustBundle":"#ClusterTrustBundleProjection","configMap":"#ConfigMapProjection","downwardAPI":"#DownwardAPIProjection","secret":"#SecretProjection","serviceAccountToken":"#ServiceAccountTokenProjection"},"VolumeResourceRequirements":{"limits":"{integer or string}","requests":"{integer or string}"},"VsphereVirtualDiskVolumeSource":{"fsType":"string","storagePolicyID":"string","storagePolicyName":"string","volumePath!":"string"},"WeightedPodAffinityTerm":{"podAffinityTerm!":"#PodAffinityTerm","weight!":"integer"},"WindowsSecurityContextOptions":{"gmsaCredentialSpec":"string","gmsaCredentialSpecName":"string","hostProcess":"boolean","runAsUserName":"string"}}');
;// CONCATENATED MODULE: ./src/prepullers/daemonset-fields.ts

/** Derived from the package `kubernetes-models`, and kept fresh by a test. */
const daemonSetSchemas = daemonset_schema_namespaceObject;
/** The fields of an object's type, with `!` behind those that must be there. */
function fieldsOf(type) {
    return daemonSetSchemas[type] ?? {};
}
/** @returns the type of a field, `undefined` where the object has none of that name */
function fieldSchema(type, key) {
    const fields = fieldsOf(type);
    const name = [key, `${key}!`].find((candidate) => Object.hasOwn(fields, candidate));
    return name === undefined ? undefined : fields[name];
}

;// CONCATENATED MODULE: ./src/prepullers/field-advice.ts


/**
 * What somebody may have meant who wrote a field where there is none of its name.
 * @returns words to follow the fault, empty where nothing is alike
 */
function whereItBelongs(key, type, path) {
    const sameLetters = fieldNames(type).find((name) => name.toLowerCase() === key.toLowerCase());
    const places = reachableFields();
    const near = sameLetters ?? (0,nearest_name/* nearestName */.q)(key, fieldNames(type));
    if (sameLetters === undefined) {
        const [place] = places.get(key) ?? [];
        if (place !== undefined)
            return `: it belongs at ${place}`;
    }
    if (near !== undefined)
        return ` (did you mean ${path === '' ? near : `${path}.${near}`}?)`;
    const elsewhere = (0,nearest_name/* nearestName */.q)(key, [...places.keys()]);
    const [place] = elsewhere === undefined ? [] : (places.get(elsewhere) ?? []);
    return place === undefined ? '' : ` (did you mean ${place}?)`;
}
/** Paths of the fields that a merge patch can reach, which are those outside of lists, by name, nearest to the root first. */
function reachableFields() {
    const places = new Map();
    let level = [{ type: 'DaemonSet', path: '', enclosing: new Set() }];
    while (level.length > 0) {
        level = level.flatMap(({ type, path, enclosing }) => fieldNames(type).flatMap((name) => {
            const place = path === '' ? name : `${path}.${name}`;
            places.set(name, [...(places.get(name) ?? []), place]);
            const schema = fieldSchema(type, name) ?? '';
            const isNew = schema.startsWith('#') && !enclosing.has(schema);
            return isNew ? [{ type: schema.slice(1), path: place, enclosing: new Set([...enclosing, schema]) }] : [];
        }));
    }
    return places;
}
function fieldNames(type) {
    return Object.keys(fieldsOf(type)).map((name) => name.replace('!', ''));
}

;// CONCATENATED MODULE: ./src/prepullers/daemonset-faults.ts





/** @returns what an API server would not take of a DaemonSet, one sentence each, without a full stop */
function daemonSetFaults(object) {
    const faults = objectFaults(object, 'DaemonSet', { path: '', partial: false });
    return faults.length > 0 ? faults : [...rolloutFaults(object), ...labelFaults(object), ...podFaults(object)];
}
/** As `daemonSetFaults`, of a JSON merge patch. */
function patchFaults(patch) {
    return objectFaults(patch, 'DaemonSet', { path: '', partial: true });
}
function rolloutFaults(object) {
    const updateStrategy = (0,json/* objectAt */.lJ)(object, 'spec', 'updateStrategy');
    const fault = updateStrategy.type === 'OnDelete' ? undefined : rollout((0,json/* objectAt */.lJ)(updateStrategy, 'rollingUpdate'));
    return typeof fault === 'string' ? [fault] : [];
}
function labelFaults(object) {
    return [['metadata'], ['spec', 'template', 'metadata']].flatMap((path) => {
        const { labels, annotations } = (0,json/* objectAt */.lJ)(object, ...path);
        const keys = [...Object.keys(mapOf(labels)), ...Object.keys(mapOf(annotations))].filter((key) => !(0,kubernetes_names/* isLabelKey */.qI)(key));
        const values = Object.values(mapOf(labels)).filter((value) => !(0,kubernetes_names/* isLabelValue */.eZ)(String(value)));
        return [
            ...keys.map((key) => `${path.join('.')} has ${shown(key)}, which is no key for a label or annotation`),
            ...values.map((value) => `${path.join('.')}.labels has ${shown(value)}, which is no value for a label`),
        ];
    });
}
/** Of a DaemonSet's pods (apps/validation: ValidateDaemonSetSpec). */
function podFaults(object) {
    const path = 'spec.template.spec';
    const { restartPolicy = 'Always', activeDeadlineSeconds } = (0,json/* objectAt */.lJ)(object, ...path.split('.'));
    return [
        ...(restartPolicy === 'Always' ? [] : [`${path}.restartPolicy must be Always for a DaemonSet`]),
        ...(activeDeadlineSeconds === undefined ? [] : [`${path}.activeDeadlineSeconds is not for a DaemonSet`]),
    ];
}
function objectFaults(object, type, site) {
    const missing = Object.keys(fieldsOf(type)).filter((name) => !site.partial && name.endsWith('!') && object[name.slice(0, -1)] === undefined);
    return [
        ...missing.map((name) => `${daemonset_faults_child(site.path, name.slice(0, -1))} is missing`),
        ...Object.entries(object).flatMap(([key, value]) => {
            const path = daemonset_faults_child(site.path, key);
            const schema = fieldSchema(type, key);
            if (schema === undefined)
                return [`${path} is no field of a DaemonSet${whereItBelongs(key, type, site.path)}`];
            return valueFaults(value, schema, { ...site, path });
        }),
    ];
}
function valueFaults(value, schema, site) {
    if (value === null && site.partial)
        return [];
    if (schema.startsWith('#'))
        return mapFaults(value, site, (map) => objectFaults(map, schema.slice(1), site));
    if (schema.startsWith('{'))
        return mapFaults(value, site, (map) => entryFaults(map, inner(schema), site));
    if (schema.startsWith('['))
        return listFaults(value, inner(schema), site);
    return isOfType(value, schema) ? [] : [`${site.path} must be ${inWords(schema)}, not ${shown(value)}`];
}
function mapFaults(value, { path }, faults) {
    return (0,json/* isObject */.Gv)(value) ? faults(value) : [`${path} must be a map, not ${shown(value)}`];
}
function entryFaults(map, schema, site) {
    return Object.entries(map).flatMap(([key, value]) => valueFaults(value, schema, { ...site, path: `${site.path}[${JSON.stringify(key)}]` }));
}
/** A merge patch replaces a list as a whole, so what is in it must be complete. */
function listFaults(value, schema, { path }) {
    if (!Array.isArray(value))
        return [`${path} must be a list, not ${shown(value)}`];
    return value.flatMap((item, index) => valueFaults(item, schema, { path: `${path}[${index}]`, partial: false }));
}
function inner(schema) {
    return schema.slice(1, -1);
}
function isOfType(value, schema) {
    switch (schema) {
        case 'string':
            return typeof value === 'string';
        case 'integer':
            return Number.isSafeInteger(value);
        case 'boolean':
            return typeof value === 'boolean';
        case 'integer or string':
            return typeof value === 'string' || typeof value === 'number';
        default:
            return typeof value === 'string' && schema.split('|').includes(value);
    }
}
const daemonset_faults_words = {
    string: 'a text',
    integer: 'a whole number',
    boolean: 'true or false',
    'integer or string': 'a number or a text',
};
function inWords(schema) {
    return daemonset_faults_words[schema] ?? schema.split('|').join(' or ');
}
/** A text in quotes, so that `"5"` is told from `5`. */
function shown(value) {
    const text = JSON.stringify(value);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
function mapOf(value) {
    return (0,json/* isObject */.Gv)(value) ? value : {};
}
function daemonset_faults_child(path, key) {
    return path === '' ? key : `${path}.${key}`;
}

// EXTERNAL MODULE: ./src/prepullers/options.ts
var prepullers_options = __webpack_require__(8228);
// EXTERNAL MODULE: ./src/prepullers/yaml-map.ts
var yaml_map = __webpack_require__(2692);
;// CONCATENATED MODULE: ./src/prepullers/release-control.ts







/** @returns the annotations, or one sentence about what is wrong with them */
function readControl({ strategy, patch }, options) {
    const name = strategy.trim();
    const known = prepullers_options/* strategies */.Wy.find((candidate) => candidate === name);
    if (name !== '' && known === undefined) {
        return `The strategy annotation is ${JSON.stringify(name)}: it must be one of ${prepullers_options/* strategies */.Wy.join(', ')}.`;
    }
    const map = (0,yaml_map.readYamlMap)(patch);
    if (typeof map === 'string')
        return `The patch annotation is no YAML map: ${map}`;
    const fault = patchFault(map, [options.daemonsetPatch, map], options);
    return fault === undefined ? { strategy: known, patch: map } : `The patch annotation ${fault}`;
}
/** @throws FatalError when the inputs would make DaemonSets that must not be, or that an API server refuses */
function checkManifestOptions(options) {
    const chosen = rollout(options);
    if (typeof chosen === 'string')
        throw new problem/* FatalError */.HX(`The inputs do not fit together: ${chosen}`);
    const fault = patchFault(options.daemonsetPatch, [options.daemonsetPatch], options);
    if (fault !== undefined)
        throw new problem/* FatalError */.HX(`Input 'daemonset-patch' ${fault}`);
}
/** @param patches all that are merged, the patch last */
function patchFault(patch, patches, options) {
    if (Object.keys(patch).length === 0)
        return undefined;
    const forbidden = protectedFields.find((field) => touches(patch, field));
    if (forbidden)
        return `must leave ${forbidden.join('.')} alone: it is not for a patch.`;
    const faults = patchFaults(patch);
    const found = faults.length > 0 ? faults : daemonSetFaults(sample(patches, options));
    return found.length > 0 ? `would be refused by every API server: ${found.join('; ')}.` : undefined;
}
/** Any DaemonSet with the patches: what is wrong with it is wrong with all. */
function sample(patches, options) {
    const demands = { imagePullSecrets: [], nodeSelector: {} };
    const image = { reference: 'image:1', uses: [], versionsOld: 0, demands };
    const prepuller = { namespace: 'default', strategy: options.strategy, patches: [...patches] };
    return daemonSet(prepuller, { name: 'prepuller', images: [image], demands }, options);
}

// EXTERNAL MODULE: ./src/interruption.ts
var interruption = __webpack_require__(2711);
;// CONCATENATED MODULE: ./src/prepullers/prepuller.ts

const prepuller_rank = { certain: 0, high: 1, medium: 2 };
/**
 * By certainty, then by reference: where one image keeps the next from being pulled, what only a rule found must not
 * stand in front of what a pod names. Code units decide, not a locale.
 */
function orderImages(images) {
    return [...images].sort((a, b) => certainty(a) - certainty(b) || compare(a.reference, b.reference) || a.versionsOld - b.versionsOld);
}
/** Is it an image of plain objects? They share no pod with releases. One that is only kept is nobody's. */
function isOfPlainObjects({ uses }) {
    return uses.some(({ release }) => (0,problem/* isApplierKey */.PI)(release));
}
/** Of the surest of its uses; 0 for the surest. */
function certainty({ uses }) {
    return Math.min(...uses.map(({ confidence }) => prepuller_rank[confidence]), uses.length === 0 ? 0 : prepuller_rank.medium);
}
function compare(a, b) {
    return a < b ? -1 : Number(a > b);
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
    };
}
function mergeReleases(releases) {
    const byLine = new Map(releases.map((release) => [`${(0,problem/* releaseKey */.DR)(release.id)} ${JSON.stringify(release)}`, release]));
    return [...byLine].sort(([a], [b]) => compare(a, b)).map(([, release]) => release);
}
/** One image for all of one reference and the same demands: no secret of one release reaches another's image. */
function mergeImages(images) {
    const merged = new Map();
    for (const image of images) {
        const key = JSON.stringify([image.reference, demandsKey(image.demands), isOfPlainObjects(image)]);
        const known = merged.get(key);
        if (known)
            known.uses.push(...image.uses);
        else
            merged.set(key, { ...image, uses: [...image.uses] });
    }
    return orderImages([...merged.values()].map((image) => ({ ...image, uses: distinctUses(image) })));
}
/** Those of a release stay in the order of its manifests. */
function distinctUses({ uses }) {
    const distinct = new Map(uses.map((use) => [`${use.release} ${use.text}`, use]));
    return [...distinct.values()].sort((a, b) => compare(a.release, b.release));
}

;// CONCATENATED MODULE: ./src/prepullers/yaml-text.ts
/** On one line: `{name: helper, readOnly: true}`. */
class Flow {
    value;
    constructor(value) {
        this.value = value;
    }
}
/** An entry of a list, with comments in front of it: one line each. */
class Commented {
    comments;
    value;
    constructor(comments, value) {
        this.comments = comments;
        this.value = value;
    }
}
const deeper = '  ';
/**
 * YAML that every parser reads alike, of version 1.1 or 1.2. It is written here and not by the library, because that
 * took a third of a run in which nothing changed, and needs to be told which texts a parser of 1.1 takes for others.
 * The library reads it back in the tests, and so do js-yaml and kustomize. Keys are taken for shorter than 1024 characters,
 * the most that YAML and kustomize hold.
 */
function yamlText(map) {
    return yaml_text_blockMap(map, '');
}
/** The same on one line. */
function flowText(value) {
    return flow(value);
}
function yaml_text_blockMap(map, indent) {
    return Object.entries(map)
        .map(([key, value]) => `${indent}${yaml_text_scalar(key)}:${yaml_text_afterKey(value, indent)}`)
        .join('');
}
function yaml_text_afterKey(value, indent) {
    if (isBlock(value))
        return `\n${block(value, indent + deeper)}`;
    return ` ${yaml_text_onOneLine(value)}\n`;
}
function block(value, indent) {
    return Array.isArray(value) ? value.map((item) => listEntry(item, indent)).join('') : yaml_text_blockMap(value, indent);
}
function listEntry(item, indent) {
    if (item instanceof Commented) {
        return item.comments.map((comment) => `${indent}# ${comment}\n`).join('') + listEntry(item.value, indent);
    }
    if (!isBlock(item))
        return `${indent}- ${yaml_text_onOneLine(item)}\n`;
    // The first line follows the hyphen, which takes the place of its indentation.
    return `${indent}- ${block(item, indent + deeper).slice(indent.length + deeper.length)}`;
}
function isBlock(value) {
    if (value === null || typeof value !== 'object' || value instanceof Flow)
        return false;
    return Object.keys(value).length > 0;
}
function yaml_text_onOneLine(value) {
    return flow(value instanceof Flow ? value.value : value);
}
function flow(value) {
    if (typeof value === 'string')
        return yaml_text_scalar(value);
    if (Array.isArray(value))
        return `[${value.map(flow).join(', ')}]`;
    if (value !== null && typeof value === 'object')
        return flowMap(value);
    // Numbers as in JSON, which has none that is no number.
    return JSON.stringify(value);
}
function flowMap(map) {
    const entries = Object.entries(map).map(([key, value]) => `${yaml_text_scalar(key)}: ${flow(value)}`);
    return `{${entries.join(', ')}}`;
}
/** Quoted but where it is plain to everyone that it is a text: `yes`, `1:30` and `1e5` are not. */
function yaml_text_scalar(text) {
    return yaml_text_isPlain.test(text) && !isAmbiguous.test(text) ? text : quoted(text);
}
/** Words of letters, digits and what stands in paths, image references and flags, with a colon or a space in between. */
const yaml_text_isPlain = /^(?:[\w/]|--?[a-z/])[\w/.@%+=-]*(?:[: ][\w/.@%+=-]+)*$/i;
/** What YAML 1.1 reads as a boolean or null, or might read as a number or a time (https://yaml.org/type/). */
const isAmbiguous = /^(?:y|n|yes|no|on|off|true|false|null|-?e[-+]?\d+|\d[\d_.,:+\-a-fox tz]*)$/i;
/** As in JSON, which YAML's double quotes contain; characters that are not to be seen are written as their number. */
function quoted(text) {
    return JSON.stringify(text.replace(unholdable, '\uFFFD')).replace(/[\p{C}\p{Z}]/gu, escaped);
}
/** A single one of these, even as its number, and kustomize builds nothing of the folder, or a space (go-yaml, readerc.go). */
const unholdable = /[\u007f-\u009f\ufffe\uffff\p{Cs}]/gu;
function escaped(character) {
    if (character === ' ')
        return character;
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

;// CONCATENATED MODULE: ./src/prepullers/file-text.ts








/** The lists of a pod spec that may hold the images. */
const imageLists = ['initContainers', 'containers', 'volumes'];
/** Begins the comment that says what the images of a DaemonSet demand. */
const demandsComment = 'The pods of these images demand: ';
const noDemands = 'nothing';
const keptComment = '# Images of earlier versions, in pods of their own: one that is gone from its registry holds up no image in use.';
/** The text of a generated file: the same for the same content, and one block an image, so that a diff reads well. */
function fileText(parts, options) {
    const isOnly = parts.flatMap(({ daemonSets }) => daemonSets).length === 1;
    const documents = parts.flatMap(({ prepuller, daemonSets }) => daemonSets.map((daemonSet) => {
        const comments = [
            ...(daemonSet.part.images.some(({ versionsOld }) => versionsOld > 0) ? [keptComment] : []),
            ...(isOnly && file_text_isTold(daemonSet) ? [] : [`# ${demandsText(daemonSet.part.demands)}`]),
        ];
        return [...comments, daemonSetText(daemonSet, prepuller)].join('\n');
    }));
    const releases = mergeReleases(parts.flatMap(({ prepuller }) => prepuller.releases));
    return `${head(releases, options)}\n${documents.join('---\n')}`;
}
/** The text of the kustomization. It sets no namespace, for it would move the DaemonSets away from their secrets. */
function kustomizationText(files, { clusterName }) {
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [...files] };
    return `${(0,generated_head/* generatedHead */.G)({ cluster: clusterName, releases: [] }).join('\n')}\n${yamlText(kustomization)}`;
}
function head(releases, { clusterName, label }) {
    const edited = releases.every(({ id }) => id.kind === undefined) ? 'the HelmRelease' : 'the object that uses it';
    return [
        ...(0,generated_head/* generatedHead */.G)({ cluster: clusterName, releases: [...releases] }),
        '#',
        `# Pulls the images below to the nodes and holds them there. To change what is pulled, edit ${edited}:`,
        `# label ${(0,opt_in/* labelKey */.kJ)(label)}: enabled; annotations ${(0,opt_in/* annotationNames */.GS)(label).join(', ')}.`,
    ].join('\n');
}
function demandsText(demands) {
    const fields = plainDemands(demands);
    return `${demandsComment}${Object.keys(fields).length === 0 ? noDemands : flowText(fields)}`;
}
/**
 * Reads back what stands in front of a DaemonSet where its pods do not tell, because a patch has changed them, or where
 * there are several DaemonSets.
 */
function readDemandsText(comments) {
    const text = comments.find((comment) => comment.startsWith(demandsComment))?.slice(demandsComment.length);
    if (text === undefined)
        return undefined;
    if (text === noDemands)
        return readDemands({});
    const fields = (0,yaml_map.readYamlMap)(text);
    return typeof fields === 'string' ? undefined : readDemands(fields);
}
/** Whether the pods say what their images demand, and no patch has changed that. */
function file_text_isTold({ part, object }) {
    return demandsKey(readDemands((0,json/* objectAt */.lJ)(object, 'spec', 'template', 'spec'))) === demandsKey(part.demands);
}
function daemonSetText({ part, object }, prepuller) {
    const names = imageNames(part.images.map((image) => image.reference));
    const comments = new Map(part.images.map((image, index) => [names[index], imageComments(image, prepuller)]));
    const podSpec = { ...(0,json/* objectAt */.lJ)(object, 'spec', 'template', 'spec') };
    for (const list of imageLists.filter((name) => name in podSpec)) {
        podSpec[list] = (0,json/* objectsAt */.yR)(object, 'spec', 'template', 'spec', list).map((entry) => {
            const layout = list === 'volumes' ? entry : flowValues(entry);
            return new Commented(comments.get((0,json/* textAt */.$6)(entry, 'name')) ?? [], layout);
        });
    }
    return yamlText(withPodSpec(object, podSpec));
}
function imageComments(image, prepuller) {
    if (image.versionsOld > 0)
        return [previousComment(image.versionsOld)];
    return image.uses.map((use) => useComment(use, prepuller.grouped));
}
function useComment({ release, text }, grouped) {
    return grouped ? `${text} [${release}]` : text;
}
function previousComment(versionsOld) {
    return `kept for a rollback: ${versionsOld} ${versionsOld === 1 ? 'version' : 'versions'} old`;
}
/** Few lines for an image: what is the same for all of them does not get a line for each of its keys. */
function flowValues(entry) {
    return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, flowValue(value)]));
}
/** One line for each of several maps, so that another one is another line. */
function flowValue(value) {
    return Array.isArray(value) && value.every(json/* isObject */.Gv) ? value.map((map) => new Flow(map)) : new Flow(value);
}
function withPodSpec(object, podSpec) {
    const spec = (0,json/* objectAt */.lJ)(object, 'spec');
    return { ...object, spec: { ...spec, template: { ...(0,json/* objectAt */.lJ)(spec, 'template'), spec: podSpec } } };
}

;// CONCATENATED MODULE: ./src/prepullers/changes.ts




const kustomizationName = 'kustomization.yaml';
/**
 * What must change in the folder so that it is as planned: DaemonSets, then the kustomization, then removals, so that
 * it can be built at any time in between. Nothing without the mark is touched. Pure.
 */
function planChanges(plan, folder, options) {
    const { outputPath } = options;
    if (plan.wanted.size === 0 && folder.marked.size === 0)
        return { changes: [], problems: [] };
    const foreign = kustomization_file_names/* kustomizationFileNames */.q.find((name) => folder.foreign.has(name));
    if (foreign)
        return { changes: [], problems: [inTheWay(`${outputPath}/${foreign}`)] };
    const blocked = [...plan.wanted].filter(([name]) => folder.foreign.has(name));
    const problems = blocked.flatMap(([name, { releases }]) => releases.map((release) => ({
        ...inTheWay(`${outputPath}/${name}`),
        release,
        object: (0,problem/* releaseTitle */.KU)(release),
    })));
    const wanted = new Map([...plan.wanted].filter(([name]) => !folder.foreign.has(name)));
    const kept = new Set([...plan.kept, ...blocked.flatMap(([, { replaces }]) => replaces)]);
    return { changes: differences(wanted, kept, folder, options), problems };
}
function differences(wanted, kept, folder, options) {
    const files = [...new Set([...wanted.keys(), ...kept])].sort(compare);
    const texts = [
        ...[...wanted].map(([name, { text }]) => [name, text]).sort(([a], [b]) => compare(a, b)),
        [kustomizationName, kustomizationText(files, options)],
        ...[...folder.marked.keys()]
            .filter((name) => name !== kustomizationName && !files.includes(name))
            .sort(compare)
            .map((name) => [name, null]),
    ];
    return texts.flatMap(([name, after]) => change(`${options.outputPath}/${name}`, folder.marked.get(name) ?? null, after));
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

;// CONCATENATED MODULE: ./src/prepullers/compose.ts










/**
 * What is to be pulled where, before anything has a name.
 * @throws FatalError when the inputs would make DaemonSets that must not be, or that an API server refuses
 */
function composePrepullers(sources, options) {
    checkManifestOptions(options);
    const refused = [];
    const problems = [];
    const groups = new Map();
    for (const source of sources) {
        const control = wrongName(source) ?? readControl(source.release.control, options);
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
function wrongName(source) {
    const { id } = source.release;
    const namespace = [id.namespace, podNamespace(source)].find((name) => !(0,kubernetes_names/* isDnsLabel */.Cd)(name));
    if (namespace !== undefined) {
        return `There is no pre-puller for this release: ${JSON.stringify(namespace)} is no name of a namespace (at most 63 of a-z, 0-9 and -).`;
    }
    if ((0,kubernetes_names/* isDnsSubdomain */.sg)(id.name))
        return undefined;
    return `There is no pre-puller for this release: ${JSON.stringify(id.name)} is no name of a ${id.kind ?? 'HelmRelease'} (at most 253 of a-z, 0-9, - and dots).`;
}
function ofRelease(source, control, options) {
    const { id, place } = source.release;
    const { chart, images } = source;
    const namespace = prepullerNamespace(source, options);
    // A pod has one strategy and one patch: a release with its own keeps DaemonSets of its own.
    const isOwn = control.strategy !== undefined || Object.keys(control.patch).length > 0;
    const grouped = options.grouping === 'namespace' && !isOwn;
    const context = {
        pods: images.pods,
        isElsewhere: isElsewhere(source, options),
        placement: options.placement,
        ...(source.pullable && { pullable: source.pullable }),
    };
    return {
        ...(grouped ? groupIdentity(namespace) : ownIdentity(source, namespace)),
        namespace,
        grouped,
        releases: [
            { id, ...(chart && { chart: commentText(`${chart.name} ${chart.version}`) }), file: commentText(place.file) },
        ],
        images: orderImages(images.images.map((image) => prepulled(image, id, context))),
        strategy: control.strategy ?? options.strategy,
        patches: [options.daemonsetPatch, control.patch],
    };
}
function groupIdentity(namespace) {
    const [key, names] = [`namespace ${namespace}`, groupNames(namespace)];
    return { key, names, file: { key, names } };
}
/** Plain objects of one Kustomization share a file, whatever their namespaces and wishes are. */
function ownIdentity({ release: { id, control } }, namespace) {
    const [key, names] = [(0,problem/* releaseKey */.DR)(id), releaseNames(id)];
    const file = { key, names };
    if (id.kind === undefined)
        return { key, names, file };
    const wishes = control.strategy === '' && control.patch === '' ? '' : JSON.stringify(control);
    return {
        key: `${key} ${namespace} ${wishes}`,
        names: wishes === '' ? names : namesBeside(names, wishes),
        file,
    };
}
function prepulled({ reference, uses }, release, context) {
    const named = uses.map((use) => ({ release: (0,problem/* releaseKey */.DR)(release), ...namedUse(use) }));
    return { reference, versionsOld: 0, uses: named, demands: demandsOf(reference, context) };
}
/** What is certain needs no reason. */
function namedUse({ object, path, rule, confidence }) {
    const reason = confidence === 'certain' ? '' : ` (${rule}, ${confidence})`;
    return { text: `${commentText(`${object}: ${path}`)}${reason}`, confidence };
}

;// CONCATENATED MODULE: ./src/prepullers/read-generated.ts





/** Reads what `fileText` wrote. Never throws: what someone has spoilt by hand is missing from the result. */
function readGenerated(text) {
    const releases = (0,generated_head/* readGeneratedHead */.C)(text)?.releases ?? [];
    let daemonSets;
    return {
        releases,
        daemonSets: () => {
            daemonSets ??= (0,dist/* parseAllDocuments */.hR)(text).flatMap((document) => readDaemonSet(document, releases));
            return daemonSets;
        },
    };
}
function readDaemonSet(document, releases) {
    const name = document.getIn(['metadata', 'name']);
    const namespace = document.getIn(['metadata', 'namespace']);
    if (typeof name !== 'string' || typeof namespace !== 'string')
        return [];
    const demands = readDemandsText(commentsInFront(document)) ?? readDemands(read_generated_plain(document, ['spec', 'template', 'spec']));
    const images = imageLists.flatMap((list) => readImages(document, list, releases));
    return [{ name, namespace, demands, images: images.map((image) => ({ ...image, demands })) }];
}
/** In front of a document, for the parser they belong to it, to its map or to the first key, as they come. */
function commentsInFront({ commentBefore, contents }) {
    if (!(0,dist/* isMap */.jh)(contents))
        return commentLines(commentBefore);
    const key = contents.items[0]?.key;
    const ofKey = (0,dist/* isNode */.Ll)(key) ? key.commentBefore : undefined;
    return [commentBefore, contents.commentBefore, ofKey].flatMap(commentLines);
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
    if (releases.some(({ id }) => (0,problem/* releaseKey */.DR)(id) === named))
        return use(named, line.slice(0, start));
    const only = releases.length === 1 ? releases[0] : undefined;
    return use(only ? (0,problem/* releaseKey */.DR)(only.id) : '', line);
}
function use(release, text) {
    const confidence = /, (high|medium)\)$/.exec(text)?.[1] ?? 'certain';
    return { release, text, confidence: confidence };
}
function read_generated_plain(document, path) {
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

;// CONCATENATED MODULE: ./src/prepullers/earlier-files.ts


/** @param texts of the marked files by name, less the kustomization */
function readEarlierFiles(texts) {
    const byName = new Map();
    const byRelease = new Map();
    for (const [name, text] of texts) {
        const file = readGenerated(text);
        byName.set(name, file);
        for (const { id } of file.releases) {
            const entry = byRelease.get((0,problem/* releaseKey */.DR)(id)) ?? { id, names: [] };
            byRelease.set((0,problem/* releaseKey */.DR)(id), entry);
            entry.names.push(name);
        }
    }
    return { byName, byRelease };
}
/** Names of the files that hold at least one of the releases. */
function earlier_files_filesOf(releases, { byRelease }) {
    return [...new Set(releases.flatMap((id) => byRelease.get((0,problem/* releaseKey */.DR)(id))?.names ?? []))];
}

;// CONCATENATED MODULE: ./src/prepullers/earlier-nodes.ts


/** The sources with what their earlier files say of the nodes of an image, where registries cannot tell this time. Pure. */
function withEarlierNodes(sources, earlier) {
    return sources.map((source) => {
        const { pullable } = source;
        if (pullable === undefined || pullable.untold.size === 0)
            return source;
        return { ...source, pullable: withEarlier(source, pullable, earlier) };
    });
}
function withEarlier({ release }, pullable, earlier) {
    const { architectures, untold } = pullable;
    const files = earlier_files_filesOf([release.id], earlier).flatMap((name) => earlier.byName.get(name) ?? []);
    const before = files
        .flatMap((file) => file.daemonSets())
        .flatMap(({ images }) => images)
        .filter(({ reference, versionsOld }) => versionsOld === 0 && untold.has(reference))
        .map(({ reference, demands }) => [reference, architecturesIn(demands)])
        .filter(([, found]) => found.length > 0);
    return { architectures: new Map([...architectures, ...before]), untold };
}

;// CONCATENATED MODULE: ./src/prepullers/daemonset-parts.ts



/**
 * The DaemonSets of one file. A pod has one set of secrets and one kind of node, so images of different demands have
 * different pods; and those that are only kept are apart from those in use, which they must neither hold up nor replace.
 * @param name of the first of them; the others add what depends on their demands alone
 * @param earlier those of the files that this one replaces; asked for only where there is a choice, for they have to be parsed
 */
function daemonSetParts(images, name, earlier) {
    const used = groupByDemands(images.filter(({ versionsOld }) => versionsOld === 0));
    const kept = groupByDemands(images.filter(({ versionsOld }) => versionsOld > 0));
    const first = used.length > 1 ? chooseFirst(used, daemonset_parts_firstOf(earlier(), name)) : used[0];
    const isFirst = (group) => group.key === first?.key;
    return [
        ...used.filter(isFirst).map((group) => daemonset_parts_part(group, name)),
        ...used.filter((group) => !isFirst(group)).map((group) => daemonset_parts_part(group, nameBeside(name, group.key, false))),
        ...kept.map((group) => daemonset_parts_part(group, nameBeside(name, group.key, true))),
    ];
}
/** By their demands, and by what uses them; each keeps the order of its images. */
function groupByDemands(images) {
    const groups = new Map();
    for (const image of images) {
        const key = groupKey(image.demands, [image]);
        const group = groups.get(key);
        if (group)
            group.images.push(image);
        else
            groups.set(key, { key, images: [image] });
    }
    return [...groups.values()].sort((a, b) => compare(a.key, b.key));
}
/** Images of plain objects are in pods of their own. */
function groupKey(demands, images) {
    return `${demandsKey(demands)}${images.some(isOfPlainObjects) ? ' of plain objects' : ''}`;
}
function daemonset_parts_part({ images }, name) {
    return { name, images, demands: images[0].demands };
}
function daemonset_parts_firstOf(earlier, name) {
    return earlier.find((daemonSet) => daemonSet.name === name) ?? earlier[0];
}
/**
 * The group that has the name without a suffix: the one that had it before, so that an image of other demands renames
 * nothing; where that is gone, the one that took over most of its images; at first the one of most images that are certain, and
 * among equals the one that demands least.
 */
function chooseFirst(groups, before) {
    const keyBefore = before && groupKey(before.demands, before.images);
    const referencesBefore = new Set(before?.images.map(({ reference }) => reference));
    const weights = ({ key, images }) => [
        Number(key === keyBefore),
        images.filter(({ reference }) => referencesBefore.has(reference)).length,
        images.filter((image) => certainty(image) === 0).length,
        images.length,
        -key.length,
    ];
    const [first] = [...groups].sort((a, b) => compareWeights(weights(b), weights(a)) || compare(a.key, b.key));
    return first;
}
function compareWeights(a, b) {
    const index = a.findIndex((weight, at) => weight !== b[at]);
    return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

;// CONCATENATED MODULE: ./src/prepullers/history.ts


/**
 * A group with the releases that could not be rendered this time, as its file has them: their images stay, with the
 * secrets to pull them, and the others of the group go on.
 */
function carryOver(group, file, isMissing) {
    const releases = file.releases.filter(({ id }) => isMissing((0,problem/* releaseKey */.DR)(id)));
    if (releases.length === 0)
        return group;
    // Of a release with the name of the namespace, whose pods run elsewhere: it keeps its file.
    const daemonSets = file.daemonSets().filter(({ namespace }) => namespace === group.namespace);
    if (daemonSets.length === 0)
        return group;
    const images = daemonSets
        .flatMap((daemonSet) => daemonSet.images)
        .map((image) => ({ ...image, uses: image.uses.filter(({ release }) => isMissing(release)) }))
        .filter((image) => image.uses.length > 0);
    return {
        ...group,
        releases: mergeReleases([...group.releases, ...releases]),
        images: mergeImages([...group.images, ...images]),
    };
}
/**
 * With the images of the last `limit` versions of its DaemonSets beside those in use. A version ends when the images in use
 * change; what only changes a comment does not make an image older.
 * @param beside Images in use that were in the same DaemonSets, and are written with another pre-puller.
 */
function keepPrevious(prepuller, earlier, beside, limit) {
    const before = earlier.flatMap(({ images }) => images);
    const used = new Set([...prepuller.images, ...beside].map((image) => image.reference));
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
    const gone = goneReleases(unrendered, earlier);
    const missing = missingReleases(composed, unrendered, earlier, gone);
    const prepullers = composed.map((prepuller) => withHistory(prepuller, siblingsOf(prepuller, composed), { earlier, missing }, options));
    const kept = keptFiles(prepullers, unrendered.complete, earlier, { missing, gone });
    const namesakes = [...missing.values()].map((id) => namesake(id, earlier, options));
    const nameFiles = nameAll(filesAmong(prepullers), namesakes, kept, ({ name }) => fileName(name));
    const nameObjects = nameAll(prepullers, namesakes, keptObjects(kept, earlier), objectKey);
    const wanted = new Map();
    for (const together of byFile(prepullers.filter(({ images }) => images.length > 0))) {
        const releases = plan_distinctReleases(together.flatMap((prepuller) => prepuller.releases.map(({ id }) => id)));
        const replaces = earlier_files_filesOf(releases, earlier);
        const files = replaced(replaces, earlier);
        const parts = together.map((prepuller) => {
            const name = nameObjects(prepuller).slice(prepuller.namespace.length + 1);
            return { prepuller, daemonSets: daemonSetsOf(prepuller, name, files, options) };
        });
        wanted.set(nameFiles(together[0].file), { text: fileText(parts, options), releases, replaces });
    }
    return { wanted, kept };
}
/** What wants a name as a file, each once. */
function filesAmong(prepullers) {
    return [
        ...new Map(prepullers.map((prepuller) => [prepuller.file.key, { ...prepuller, ...prepuller.file }])).values(),
    ];
}
function byFile(prepullers) {
    const files = new Map();
    for (const prepuller of prepullers) {
        const file = files.get(prepuller.file.key);
        if (file)
            file.push(prepuller);
        else
            files.set(prepuller.file.key, [prepuller]);
    }
    return [...files.values()];
}
function plan_distinctReleases(releases) {
    return [...new Map(releases.map((id) => [(0,problem/* releaseKey */.DR)(id), id])).values()];
}
function daemonSetsOf(prepuller, name, files, options) {
    const earlier = () => files.flatMap((file) => file.daemonSets()).filter(({ namespace }) => namespace === prepuller.namespace);
    const parts = daemonSetParts(prepuller.images, name, earlier);
    return parts.map((part) => ({ part, object: daemonSet(prepuller, part, options) }));
}
function replaced(names, { byName }) {
    return names.flatMap((name) => byName.get(name) ?? []);
}
/** Releases that are there no more, whatever else could not be read: by key. */
function goneReleases({ failed, isSettled }, { byName }) {
    const named = [...byName.values()].flatMap(({ releases }) => releases);
    const mayBeThere = named.filter(({ file }) => file === undefined || !isSettled?.(file));
    const gone = new Set(named.map(({ id }) => (0,problem/* releaseKey */.DR)(id)));
    for (const id of [...mayBeThere.map((release) => release.id), ...failed])
        gone.delete((0,problem/* releaseKey */.DR)(id));
    return gone;
}
/**
 * Releases that exist, or may exist, and are not among those to be written: the ones that failed and, where not
 * everything could be read, the ones that earlier files name and that are not gone.
 */
function missingReleases(composed, unrendered, earlier, gone) {
    const known = unrendered.complete
        ? unseenReleases(unrendered, earlier)
        : [...earlier.byRelease.values()].map(({ id }) => id);
    const possible = known.filter((id) => !gone.has((0,problem/* releaseKey */.DR)(id)));
    const missing = new Map([...unrendered.failed, ...possible].map((id) => [(0,problem/* releaseKey */.DR)(id), id]));
    for (const key of composed.flatMap(releaseKeys))
        missing.delete(key);
    return missing;
}
/** Those of sources that could not be looked into now. */
function unseenReleases({ isUnseen }, { byName }) {
    const named = [...byName.values()].flatMap(({ releases }) => releases);
    return named.filter(({ file }) => file !== undefined && isUnseen?.(file)).map(({ id }) => id);
}
/** Those in its namespace that hold other plain objects of what applies some of its own: they had the same files before. */
function siblingsOf(prepuller, all) {
    const appliers = new Set(releaseKeys(prepuller).filter(problem/* isApplierKey */.PI));
    if (appliers.size === 0)
        return [];
    return all
        .filter(({ key, namespace }) => key !== prepuller.key && namespace === prepuller.namespace)
        .filter((other) => releaseKeys(other).some((key) => appliers.has(key)));
}
function withHistory(prepuller, siblings, { earlier, missing }, options) {
    // A group has had its second name where its first was somebody else's.
    const files = prepuller.grouped ? replaced(prepuller.names.map(fileName), earlier) : [];
    const isMissing = (release) => missing.has(release);
    const whole = files.reduce((group, file) => carryOver(group, file, isMissing), prepuller);
    // Only what is kept for a rollback has to be looked up in the earlier files, which are parsed for it.
    if (whole.images.length === 0 || options.keepPrevious === 0)
        return whole;
    const names = earlier_files_filesOf(whole.releases.map(({ id }) => id), earlier);
    // What was kept of several is kept by one of them.
    if (siblings.some(({ key }) => key < whole.key))
        return whole;
    const used = siblings.flatMap(({ images }) => images);
    return keepPrevious(whole, daemonSetsBefore(whole, replaced(names, earlier)), used, options.keepPrevious);
}
/** A release may have moved to another namespace; what applies plain objects may have some in each of several. */
function daemonSetsBefore({ releases, namespace }, files) {
    const isOfOne = releases.every(({ id }) => id.kind === undefined);
    return files.flatMap((file) => file.daemonSets()).filter((daemonSet) => isOfOne || daemonSet.namespace === namespace);
}
/**
 * The files that are left alone: those of missing releases and, where not everything could be read, all but those
 * whose every release is written elsewhere or gone.
 */
function keptFiles(prepullers, complete, { byName }, { missing, gone }) {
    const written = new Set(prepullers.filter(({ images }) => images.length > 0).flatMap(releaseKeys));
    const kept = [...byName].filter(([, { releases }]) => {
        const unwritten = releases.map(({ id }) => (0,problem/* releaseKey */.DR)(id)).filter((key) => !written.has(key) && !gone.has(key));
        if (complete)
            return unwritten.some((key) => missing.has(key));
        return unwritten.length > 0 || releases.length === 0;
    });
    return new Set(kept.map(([name]) => name));
}
/** A missing release takes part in the naming: a failure must not rename the others. */
function namesake(id, { byName, byRelease }, options) {
    const key = (0,problem/* releaseKey */.DR)(id);
    const [file] = byRelease.get(key)?.names ?? [];
    // Where its DaemonSet is, as its file says; else the likeliest place.
    const namespace = file && byName.get(file)?.daemonSets()[0]?.namespace;
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
    const found = [...kept].flatMap((name) => byName.get(name)?.daemonSets() ?? []);
    return new Set(found.map(objectKey));
}
function releaseKeys({ releases }) {
    return releases.map(({ id }) => (0,problem/* releaseKey */.DR)(id));
}

;// CONCATENATED MODULE: ./src/prepullers/write-prepullers.ts







/**
 * Brings the output folder in line with the images. With `check` it only says what it would change.
 * @returns the changes in the order in which they were made, and what concerns single releases
 * @throws FatalError when the output path is a link or a file, or the inputs make a DaemonSet that must not be
 */
async function writePrepullers(sources, unrendered, options) {
    const folder = await readOutputFolder(options.root, options.outputPath);
    refuseOtherCluster(folder.marked.values(), options);
    const generated = [...folder.marked].filter(([name]) => name !== kustomizationName);
    const earlier = readEarlierFiles(generated);
    const { prepullers, refused, problems } = composePrepullers(withEarlierNodes(sources, earlier), options);
    const failed = [...unrendered.failed, ...refused];
    const plan = planFiles(prepullers, { ...unrendered, failed }, earlier, options);
    const planned = planChanges(plan, folder, options);
    if (!options.check)
        await (0,interruption/* uninterrupted */.qA)(() => applyChanges(options.root, options.outputPath, planned.changes));
    return {
        ...planned,
        files: [...plan.wanted].map(([name, { releases }]) => ({ path: `${options.outputPath}/${name}`, releases })),
        unchanged: unchangedTexts(generated, planned.changes, options),
        problems: [...problems, ...planned.problems],
    };
}
function unchangedTexts(generated, changes, { outputPath }) {
    const changed = new Set(changes.map(({ path }) => path));
    return generated.filter(([name]) => !changed.has(`${outputPath}/${name}`)).map(([, text]) => text);
}

;// CONCATENATED MODULE: ./src/report/no-longer-found.ts


/** Whose pre-puller goes: it may be on purpose, and it may be a slip in a label. */
function noLongerFound({ byRelease }) {
    const gone = byRelease.flatMap(({ releases }) => releases.filter(({ state }) => state === 'gone'));
    if (gone.length === 0)
        return [];
    const titles = [...new Set(gone.map(({ id }) => (0,problem/* releaseTitle */.KU)(id)))];
    const message = `No longer there, or no longer labelled: ${(0,enumerate/* enumerate */.H)(titles)}. What was generated for it is removed.`;
    return [{ severity: 'notice', kind: 'output', message }];
}

;// CONCATENATED MODULE: ./src/report/release-report.ts

/** In the order of their first rendering. */
function releaseReports(sources) {
    const byKey = new Map();
    for (const source of sources) {
        const key = (0,problem/* releaseKey */.DR)(source.release.id);
        byKey.set(key, [...(byKey.get(key) ?? []), source]);
    }
    return [...byKey.values()].flatMap((renderings) => {
        const [first] = renderings;
        return first ? [{ id: first.release.id, ...merged(renderings) }] : [];
    });
}
function merged(renderings) {
    const images = mergedImages(renderings.flatMap((rendering) => rendering.images.images));
    const used = new Set(images.map(({ reference }) => reference));
    const excluded = renderings.flatMap((rendering) => rendering.images.excluded);
    return {
        charts: [...new Set(renderings.flatMap(({ chart }) => (chart ? `${chart.name} ${chart.version}` : [])))],
        images,
        excluded: [...new Set(excluded)].filter((reference) => !used.has(reference)),
    };
}
function mergedImages(images) {
    const byReference = new Map();
    for (const { reference, uses } of images) {
        const known = byReference.get(reference) ?? new Map();
        byReference.set(reference, known);
        for (const use of uses)
            known.set(JSON.stringify(use), use);
    }
    const merged = [...byReference].map(([reference, uses]) => ({ reference, uses: [...uses.values()] }));
    return merged.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

;// CONCATENATED MODULE: ./src/generated-images.ts



function generated_images_without(images, others) {
    return [...images].filter((image) => !others.has(image)).sort();
}
/**
 * The images that a generated file pulls, less those of its own containers. What somebody made of an old one by hand
 * may be anything.
 */
function pulledImages(text) {
    const images = manifests(text).flatMap((manifest) => {
        const pod = (0,json/* objectAt */.lJ)(manifest, 'spec', 'template', 'spec');
        const entries = ['initContainers', 'containers', 'volumes'].flatMap((list) => (0,json/* objectsAt */.yR)(pod, list));
        const pulling = entries.filter((entry) => (0,json/* textAt */.$6)(entry, 'name').startsWith('prepull-'));
        return pulling.map((entry) => (0,json/* textAt */.$6)(entry, 'image') || (0,json/* textAt */.$6)(entry, 'image', 'reference'));
    });
    return new Set(images.filter((image) => /^[\w.:/@-]+$/.test(image)));
}
/** The faster parser reads all that was generated, and the other one what a hand has broken since. */
function manifests(text) {
    return (quickly(text) ?? patiently(text)).filter(json/* isObject */.Gv);
}
function quickly(text) {
    try {
        return (0,js_yaml/* loadAll */.gh)(text, { schema: js_yaml/* FAILSAFE_SCHEMA */.uH });
    }
    catch {
        return undefined;
    }
}
function patiently(text) {
    return (0,dist/* parseAllDocuments */.hR)(text).flatMap((document) => {
        try {
            return [document.toJS()];
        }
        catch {
            // Too many aliases: nothing that was generated has one.
            return [];
        }
    });
}

;// CONCATENATED MODULE: ./src/report/what-changes.ts



/**
 * Reads from the generated files themselves what changes: their heads say for which releases and charts they were made.
 * @param unchanged Texts of the other generated files.
 */
function whatChanges(changes, unchanged) {
    const files = changes.map(readFile);
    const kept = files.length > 0 ? chartsIn(unchanged) : new Map();
    const byRelease = groupByRelease(files)
        .map((group) => changeOf(group, kept))
        .filter(({ releases, images }) => releases.length > 0 || images.added.length > 0 || images.removed.length > 0);
    return { byRelease: byRelease.sort(byName), images: overall(files, unchanged) };
}
function readFile({ path, before, after }) {
    return { path, before: readText(before ?? ''), after: readText(after ?? '') };
}
function readText(text) {
    return { charts: chartsIn([text]), images: pulledImages(text) };
}
function chartsIn(texts) {
    return unite(texts
        .flatMap((text) => (0,generated_head/* readGeneratedHead */.C)(text)?.releases ?? [])
        .map(({ id, chart }) => ({ id, charts: chart === undefined ? [] : [chart] })));
}
/** A release that differs between clusters stands in a head more than once. */
function unite(entries) {
    const united = new Map();
    for (const { id, charts } of entries) {
        const key = (0,problem/* releaseKey */.DR)(id);
        united.set(key, { id, charts: [...new Set([...(united.get(key)?.charts ?? []), ...charts])] });
    }
    return united;
}
/** The files of a release belong together, and so do the releases of a file, which may have had another name before. */
function groupByRelease(files) {
    const groups = new Set();
    const groupOf = new Map();
    for (const file of files) {
        const keys = keysOf(file);
        const [group = { keys: [], files: [] }, ...others] = new Set(keys.flatMap((key) => groupOf.get(key) ?? []));
        for (const other of others) {
            groups.delete(other);
            group.files.push(...other.files);
        }
        group.files.push(file);
        const added = [...others.flatMap((other) => other.keys), ...keys];
        group.keys.push(...added);
        for (const key of added)
            groupOf.set(key, group);
        groups.add(group);
    }
    const position = new Map(files.map((file, index) => [file, index]));
    const at = (file) => position.get(file) ?? 0;
    return [...groups].map((group) => group.files.sort((a, b) => at(a) - at(b)));
}
function keysOf({ before, after }) {
    return [...before.charts.keys(), ...after.charts.keys()];
}
/** @param kept Of the files that do not change: a release whose pods run in several namespaces has some of them. */
function changeOf(files, kept) {
    const keys = new Set(files.flatMap(keysOf));
    const others = [...keys].flatMap((key) => kept.get(key) ?? []);
    const before = unite([...files.flatMap((file) => [...file.before.charts.values()]), ...others]);
    const after = unite([...files.flatMap((file) => [...file.after.charts.values()]), ...others]);
    const releases = [...keys].sort(what_changes_compare).flatMap((key) => changedRelease(before.get(key), after.get(key)));
    return { releases, images: difference(files), files: files.map(({ path }) => path) };
}
function changedRelease(before, after) {
    const id = after?.id ?? before?.id;
    if (id === undefined)
        return [];
    const state = before === undefined ? 'new' : after === undefined ? 'gone' : 'kept';
    return [{ id, state, chartsBefore: before?.charts ?? [], chartsAfter: after?.charts ?? [] }];
}
function difference(files) {
    const before = new Set(files.flatMap((file) => [...file.before.images]));
    const after = new Set(files.flatMap((file) => [...file.after.images]));
    return { added: generated_images_without(after, before), removed: generated_images_without(before, after) };
}
function overall(files, unchanged) {
    const { added, removed } = difference(files);
    const open = new Set([...added, ...removed]);
    // Only these can tell that one is pulled all the while: few files are parsed.
    const others = unchanged.filter((text) => text.match(/[\w.:/@-]+/g)?.some((word) => open.has(word)));
    const pulled = new Set(others.flatMap((text) => [...pulledImages(text)]));
    return { added: added.filter((image) => !pulled.has(image)), removed: removed.filter((image) => !pulled.has(image)) };
}
/** Those that no release is known of come last. */
function byName(a, b) {
    const [first, second] = [a, b].map(({ releases: [release] }) => (release ? (0,problem/* releaseKey */.DR)(release.id) : '~'));
    return what_changes_compare(first ?? '', second ?? '');
}
function what_changes_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./src/tools/find-program.ts




/**
 * Looks a program up on the PATH and asks for its version.
 * @param notes keep versions between runs, so that an unchanged program is not started to ask again
 * @returns a sentence without its end when it is not there, or is no program that tells its version
 */
async function findProgram(name, versionArguments, notes) {
    const command = await lookUp(name);
    if (command === undefined)
        return `${name} is not on the PATH`;
    const identity = await identityOf(command);
    const noted = notes?.read('programs', identity)?.toString('utf8');
    if (noted !== undefined)
        return { command, version: noted };
    const answer = await ask(command, versionArguments);
    if (answer instanceof ProcessError)
        return `${command} does not tell its version (${[answer.message, answer.stderr].join(' ').trim()})`;
    const version = /\d+\.\d+\.\d+/.exec(answer)?.[0];
    if (version === undefined)
        return `${command} does not tell its version`;
    await notes?.write('programs', identity, Buffer.from(version));
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
    return JSON.stringify([file, size, mtimeMs]);
}
async function ask(command, args) {
    try {
        return await runProcess(command, args);
    }
    catch (error) {
        if (error instanceof ProcessError)
            return error;
        throw error;
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
    if (!(await isAsNoted(command)))
        await fetchProgram({ program, version, architecture }, command, options);
    return { command, version };
}
/** Beside a program stands what it must be; without that, or when it is something else, it is fetched anew. */
async function isAsNoted(command) {
    try {
        return (await (0,promises_.readFile)(noteOf(command), 'utf8')) === (0,sha256/* sha256 */.s)(await (0,promises_.readFile)(command));
    }
    catch {
        return false;
    }
}
function noteOf(command) {
    return `${command}.sha256`;
}
async function fetchProgram(build, command, { mirror, caFile, patience }) {
    const { program, version, architecture } = build;
    const client = createHttpClient({ caFile, ...(patience && { patience }) });
    const base = mirror || program.base(version);
    try {
        const checksum = await checksumOf(client, build, base);
        const url = `${base}/${program.archive(version, architecture)}`;
        const { body } = await client.get(url, { maxBytes: install_program_maxArchiveBytes, verify: checksumCheck(checksum) });
        const isProgram = (name) => name === program.member(architecture);
        const [member] = await readTarGz(body, new UnpackBudget(install_program_maxUnpackedBytes), isProgram);
        if (!member)
            throw new Error(`${url} does not hold ${program.member(architecture)}`);
        await place(member.content, command, 0o755);
        await place((0,sha256/* sha256 */.s)(member.content), noteOf(command), 0o644);
    }
    finally {
        await client.close();
    }
}
/** Pinned, or else what the publisher has put beside the archive. */
async function checksumOf(client, { program, version, architecture }, base) {
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
        const found = (0,sha256/* sha256 */.s)(body);
        if (found !== expected)
            throw new Error(`has the SHA-256 ${found}, and should have ${expected}`);
    };
}
/** Appears whole or not at all, also when two runs do it at once. */
async function place(content, file, mode) {
    const unfinished = `${file}.${(0,external_node_crypto_.randomUUID)()}`;
    await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
    try {
        await (0,promises_.writeFile)(unfinished, content);
        await (0,promises_.chmod)(unfinished, mode);
        await (0,promises_.rename)(unfinished, file);
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









/**
 * Older ones lack flags that are needed, or render in another way than Flux does. A helm before 3.16 cannot be kept from
 * checking schemas, and so from reading what a chart's schema names: files of this machine, and hosts that it reaches.
 */
const oldestHelm = '3.16.0';
const oldestKustomize = '5.0.0';
const oldestKubectl = '1.27.0';
/** Programs on the PATH are taken if they are new enough; else they are fetched. */
function createTools(options = {}) {
    const { cachePath, memoryLimit: memoryBytes } = options;
    const notes = cachePath ? openCache(cachePath, Number.POSITIVE_INFINITY) : undefined;
    const bounded = async (tool) => ({
        ...(await tool),
        ...(memoryBytes !== undefined && { memoryBytes }),
    });
    return {
        helm: runOnce(() => bounded(helm(options, notes))),
        kustomize: runOnce(() => bounded(kustomize(options, notes))),
    };
}
async function helm(options, notes) {
    const onPath = await findProgram('helm', ['version', '--template', '{{.Version}}'], notes);
    if (isNewEnough(onPath, oldestHelm))
        return { ...onPath, args: [] };
    const reason = describeMissing(onPath, oldestHelm);
    return { ...(await install(publishedHelm, options.helmVersion, options, reason)), args: [] };
}
async function kustomize(options, notes) {
    const onPath = await findProgram('kustomize', ['version'], notes);
    if (isNewEnough(onPath, oldestKustomize))
        return { ...onPath, args: ['build'] };
    const kubectl = await findProgram('kubectl', ['version', '--client'], notes);
    if (isNewEnough(kubectl, oldestKubectl))
        return { ...kubectl, args: ['kustomize'] };
    const reasons = [describeMissing(onPath, oldestKustomize), describeMissing(kubectl, oldestKubectl)];
    const fetched = await install(publishedKustomize, options.kustomizeVersion, options, reasons.join(', '));
    return { ...fetched, args: ['build'] };
}
function isNewEnough(found, oldest) {
    return typeof found !== 'string' && semver_default().gte(found.version, oldest);
}
function describeMissing(found, oldest) {
    return typeof found === 'string'
        ? found
        : `${found.command} is version ${found.version}, which is older than ${oldest}`;
}
async function install(program, version = '', { toolsMirror: mirror = '', caFile = '', patience }, reason) {
    // Not in cache-path: that may lie in the repository, and what is kept here is run.
    const { RUNNER_TOOL_CACHE, RUNNER_TEMP, XDG_CACHE_HOME } = process.env;
    const parent = RUNNER_TOOL_CACHE || RUNNER_TEMP || XDG_CACHE_HOME || external_node_path_default().join((0,external_node_os_.homedir)(), '.cache');
    const folder = external_node_path_default().join(parent, 'prepuller-tools');
    try {
        return await installProgram(program, { version, mirror, caFile, folder, ...(patience && { patience }) });
    }
    catch (error) {
        throw new problem/* FatalError */.HX(`${reason}, and ${program.name} cannot be fetched: ${error.message}. ` +
            (process.platform === 'linux'
                ? `Install ${program.name} in a step before this one, or name a reachable folder of its archives in tools-mirror.`
                : `Install ${program.name} so that it is on the PATH: only on Linux it is fetched.`));
    }
}

// EXTERNAL MODULE: ./src/registries/platform.ts
var registries_platform = __webpack_require__(3380);
;// CONCATENATED MODULE: ./src/registries/image-sizes.ts


/** @param sources as they were written. Pure. */
function sumSizes(sources, pulled, answers, options) {
    const nodes = (0,registries_platform/* nodePlatforms */.l5)(options).map((platform) => new NodeImages(platform, answers, sources));
    const byPlatform = (measure) => Object.fromEntries(nodes.map((node) => [node.name, measure(node)]));
    return {
        releases: new Map([...referencesByRelease(sources)].map(([key, references]) => [key, byPlatform((node) => node.size(references))])),
        nodes: byPlatform((node) => node.size(pulled.after)),
        changes: byPlatform((node) => node.change(pulled)),
        images: new Map([...answers].flatMap(([reference, answer]) => {
            const facts = factsOf(answer);
            return facts === undefined ? [] : [[reference, facts]];
        })),
    };
}
function referencesByRelease(sources) {
    const byRelease = new Map();
    for (const { release, images } of sources) {
        const key = (0,problem/* releaseKey */.DR)(release.id);
        const references = byRelease.get(key) ?? new Set();
        byRelease.set(key, references);
        for (const { reference } of images.images)
            references.add(reference);
    }
    return byRelease;
}
/** What a node of one platform pulls. */
class NodeImages {
    answers;
    name;
    /** Images that pods run on nodes of other architectures only. */
    #elsewhere;
    constructor({ architecture, ...platform }, answers, sources) {
        this.answers = answers;
        this.name = (0,registries_platform/* platformName */.$r)({ architecture, ...platform });
        const demands = sources.flatMap(({ images }) => images.images.map((image) => demandOf(image.reference, images)));
        const here = demands.filter(({ architectures }) => architectures.length === 0 || architectures.includes(architecture));
        const wanted = new Set(here.map(({ reference }) => reference));
        this.#elsewhere = new Set(demands.map(({ reference }) => reference).filter((reference) => !wanted.has(reference)));
    }
    size(references) {
        const pulled = [...references].filter((reference) => !this.#elsewhere.has(reference));
        const unknown = pulled.filter((reference) => this.#layers(reference) === undefined);
        return { bytes: sum(this.#distinct(pulled).values()), unknown: unknown.length };
    }
    change({ before, after }) {
        const added = this.size([...after].filter((reference) => !before.has(reference)));
        const gone = this.size([...before].filter((reference) => !after.has(reference)));
        const [old, current] = [this.#distinct(before), this.#distinct(after)];
        return {
            added,
            fresh: sum([...current].filter(([digest]) => !old.has(digest)).map(([, size]) => size)),
            removed: sum([...old].filter(([digest]) => !current.has(digest)).map(([, size]) => size)),
            unknownRemoved: gone.unknown,
        };
    }
    /** Sizes of the layers by digest. */
    #distinct(references) {
        const pulled = [...references].filter((reference) => !this.#elsewhere.has(reference));
        return new Map(pulled.flatMap((reference) => this.#layers(reference) ?? []).map(({ digest, size }) => [digest, size]));
    }
    /** None of an image that the node cannot pull; `undefined` where it is not known. */
    #layers(reference) {
        const content = image_sizes_contentOf(this.answers.get(reference));
        return content && (content.layers[this.name] ?? []);
    }
}
function demandOf(reference, { pods }) {
    const pulled = pods.images.find((image) => image.reference === reference);
    return { reference, architectures: pulled?.architectures ?? [] };
}
function image_sizes_contentOf(answer) {
    return answer?.kind === 'found' && answer.content.kind === 'content' ? answer.content : undefined;
}
function factsOf(answer) {
    const content = image_sizes_contentOf(answer);
    if (content === undefined || answer?.kind !== 'found')
        return undefined;
    const sizes = Object.entries(content.layers).map(([platform, layers]) => {
        const distinct = new Map(layers.map(({ digest, size }) => [digest, size]));
        return [platform, sum(distinct.values())];
    });
    return { digest: answer.digest, platforms: content.platforms.map(registries_platform/* platformName */.$r), size: Object.fromEntries(sizes) };
}
function sum(figures) {
    return [...figures].reduce((total, figure) => total + figure, 0);
}

;// CONCATENATED MODULE: ./src/registries/answer-cache.ts
/** How long a tag is taken for what it was, in milliseconds. */
const tagLifetime = 60 * 60 * 1000;
function createAnswerCache(cache) {
    // The folder may take nothing; what this run has asked it does not ask again.
    const ofThisRun = new Map();
    // Entries are sealed with their keys: what is read is what was written.
    const read = (key) => {
        if (ofThisRun.has(key))
            return ofThisRun.get(key);
        const entry = cache.read('registries', key);
        return entry && JSON.parse(entry.toString('utf8'));
    };
    const keep = async (key, value) => {
        ofThisRun.set(key, value);
        await cache.write('registries', key, Buffer.from(JSON.stringify(value)));
    };
    const tagKey = ({ origin, name }, tag) => `tag ${origin}/${name}:${tag}`;
    const existenceKey = ({ origin, name }, digest) => `existence ${origin}/${name}@${digest}`;
    return {
        tag: (repository, tag) => read(tagKey(repository, tag)),
        keepTag: (repository, tag, known) => keep(tagKey(repository, tag), known),
        has: (repository, digest) => read(existenceKey(repository, digest)) === true,
        keepExistence: (repository, digest) => keep(existenceKey(repository, digest), true),
        manifest: (digest) => read(`manifest ${digest}`),
        keepManifest: (digest, content) => keep(`manifest ${digest}`, content),
        platform: (config) => read(`platform ${config}`),
        keepPlatform: (config, platform) => keep(`platform ${config}`, platform),
    };
}

;// CONCATENATED MODULE: ./src/registries/host-gate.ts




/** Requests to all hosts at a time: a process has so many open files, and a repository may name any number of hosts. */
const mostAtOnce = 64;
/** @param deadline of a client: what one request may take is what a host may take for all images */
function createHostGate(deadline) {
    const hosts = new Map();
    const everywhere = (0,p_limit/* default */.A)(mostAtOnce);
    return {
        async pass(repository, work) {
            const host = hosts.get(repository.origin) ?? { limit: (0,p_limit/* default */.A)(connectionsPerHost), time: new HostTime(deadline) };
            hosts.set(repository.origin, host);
            return await host.limit(async () => {
                try {
                    return await everywhere(async () => host.closed ?? (await host.time.of(work)));
                }
                catch (error) {
                    if (!(error instanceof HttpError))
                        throw error;
                    const untold = untoldBy(error, repository);
                    if (concernsHost(error))
                        host.closed = untold;
                    return untold;
                }
            });
        },
    };
}
/** The time that a host has for all images together. It goes by while the host is asked, and stands still in between. */
class HostTime {
    deadline;
    #spent = 0;
    #askedAtOnce = 0;
    #since = 0;
    #signal;
    constructor(deadline) {
        this.deadline = deadline;
    }
    async of(work) {
        if (this.#askedAtOnce === 0 || this.#signal === undefined) {
            this.#since = performance.now();
            this.#signal = this.deadline(this.#spent);
        }
        this.#askedAtOnce += 1;
        try {
            return await work(this.#signal);
        }
        finally {
            this.#askedAtOnce -= 1;
            if (this.#askedAtOnce === 0)
                this.#spent += performance.now() - this.#since;
        }
    }
}
/** A limit, a silence or a broken connection; what one repository refuses, or answers wrongly, says nothing of others. */
function concernsHost({ fault: { status, guarded, unanswered } }) {
    return guarded === true || unanswered === true || status === 429;
}
function untoldBy({ message, url, reason, fault }, { origin, host }) {
    const words = url.origin === origin ? reason : message;
    return { kind: 'untold', host, reason: words, advice: host_gate_adviceFor(fault, host) };
}
function host_gate_adviceFor({ status, guarded, untrusted }, host) {
    if (guarded)
        return egressAdvice.replace('chart-mirrors', 'image-mirrors');
    if (untrusted)
        return "Name the authority's PEM file in ca-file";
    if (status === 401 || status === 403)
        return `Add a line '${host} USER PASSWORD' to registry-credentials, of an account that may read it`;
    if (status === 429)
        return 'Log in for a higher limit, keep the folder of cache-path between runs, or name a mirror in image-mirrors';
    return '';
}

;// CONCATENATED MODULE: ./src/registries/image-repository.ts

/** Where an image is asked for: at its registry, or at the mirror of the longest prefix that fits. */
function imageRepository({ domain, path }, mirrors) {
    const name = `${domain}/${path}`;
    const fitting = mirrors
        .filter(({ from }) => name === from || name.startsWith(`${from}/`))
        .sort((one, other) => other.from.length - one.from.length)[0];
    if (!fitting)
        return registryRepository(domain, path);
    const insecure = fitting.to.startsWith('http://');
    const [host = '', ...rest] = `${fitting.to.replace(/^https?:\/\//, '')}${name.slice(fitting.from.length)}`.split('/');
    return registryRepository(host, rest.join('/'), insecure);
}
function isDockerHub({ host }) {
    return host === 'registry-1.docker.io';
}

;// CONCATENATED MODULE: ./src/registries/manifest.ts


const manifestMediaTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    // Only to tell that it is one.
    'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.5',
];
/** What the media type of an answer says of it; `undefined` for what is no manifest of an image. */
function kindOfManifest(mediaType) {
    if (mediaType.startsWith('application/vnd.docker.distribution.manifest.v1+'))
        return 'schema 1';
    return manifestMediaTypes.includes(mediaType) ? 'current' : undefined;
}
/** No image comes near these: overlayfs has an end at 500 layers, and an index has some ten platforms. */
const mostLayers = 1000;
const mostEntries = 1000;
/**
 * Pure. @returns `undefined` for what is no manifest of an image
 */
function readManifest(manifest) {
    if (manifest.schemaVersion === 1)
        return { kind: 'schema 1' };
    if (Array.isArray(manifest.manifests))
        return manifest_readIndex(manifest);
    const config = (0,json/* textAt */.$6)(manifest, 'config', 'digest');
    if (!isDigest(config) || !Array.isArray(manifest.layers) || manifest.layers.length > mostLayers)
        return undefined;
    const layers = (0,json/* objectsAt */.yR)(manifest, 'layers').map((layer) => ({
        digest: (0,json/* textAt */.$6)(layer, 'digest'),
        size: Number(layer.size),
    }));
    const areLayers = layers.every(({ digest, size }) => /^\w+:[0-9a-f]{32,128}$/.test(digest) && Number.isSafeInteger(size) && size >= 0);
    return areLayers ? { kind: 'image', config, layers } : undefined;
}
/** An attestation has the platform `unknown/unknown` (docs.docker.com/build/metadata/attestations/attestation-storage). */
function manifest_readIndex(index) {
    const entries = (0,json/* objectsAt */.yR)(index, 'manifests').filter((entry) => (0,json/* textAt */.$6)(entry, 'annotations', 'vnd.docker.reference.type') === '');
    if (entries.length > mostEntries)
        return undefined;
    const manifests = entries.map((entry) => ({
        digest: (0,json/* textAt */.$6)(entry, 'digest'),
        platform: readPlatform((0,json/* objectAt */.lJ)(entry, 'platform')),
    }));
    return {
        kind: 'index',
        manifests: manifests.filter(({ digest, platform }) => isDigest(digest) && platform.os !== 'unknown'),
    };
}
/** Of an entry of an index, or of an image's configuration. */
function readPlatform(object) {
    return { os: wordAt(object, 'os'), architecture: wordAt(object, 'architecture'), variant: wordAt(object, 'variant') };
}
/** What is said of it may be any text, and is repeated in messages and outputs. */
function wordAt(object, key) {
    const word = (0,json/* textAt */.$6)(object, key);
    return /^[\w.-]{0,32}$/.test(word) ? word : '';
}

;// CONCATENATED MODULE: ./src/registries/nearest-tags.ts
/** Of so many the distance is computed: a registry may have a hundred thousand. */
const mostCompared = 200;
/** What a registry lists is a stranger's text (distribution-spec, "Pulling manifests"). */
const tagGrammar = /^\w[\w.-]{0,127}$/;
/** The tags that are likest to one that is not there, at most three. Pure. */
function nearestTags(tag, tags) {
    const candidates = tags
        .filter((candidate) => tagGrammar.test(candidate))
        .map((candidate) => ({ candidate, shared: sharedEnds(tag, candidate) }))
        .sort((a, b) => b.shared - a.shared)
        .slice(0, mostCompared);
    return candidates
        .map(({ candidate }) => ({ candidate, distance: editDistance(tag, candidate) }))
        .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
        .slice(0, 3)
        .map(({ candidate }) => candidate);
}
/** Characters that two texts share at their beginning and at their end, less those by which their lengths differ. */
function sharedEnds(one, other) {
    const least = Math.min(one.length, other.length);
    let start = 0;
    while (start < least && one[start] === other[start])
        start += 1;
    let end = 0;
    while (end < least - start && one.at(-1 - end) === other.at(-1 - end))
        end += 1;
    return start + end - Math.abs(one.length - other.length);
}
/** Insertions, deletions and replacements of one character (Levenshtein). */
function editDistance(one, other) {
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (const [index, character] of [...one].entries()) {
        const next = [index + 1];
        for (let at = 0; at < other.length; at += 1) {
            const replaced = (row[at] ?? 0) + Number(character !== other[at]);
            next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
        }
        row = next;
    }
    return row[other.length] ?? 0;
}

;// CONCATENATED MODULE: ./src/registries/read-content.ts







const maxConfigBytes = 4 * 1024 * 1024;
/** Entries of an index that do not say their platform: each has to be asked for. */
const mostUnsaid = 16;
/** Of an index within an index. */
const deepestIndex = 2;
/** Reads what manifests say of platforms and sizes. */
class ContentReader {
    sources;
    options;
    #nodes;
    #spent = 0;
    constructor(sources, options) {
        this.sources = sources;
        this.options = options;
        this.#nodes = (0,registries_platform/* nodePlatforms */.l5)(options);
    }
    #spend(repository) {
        if (!isDockerHub(repository))
            return undefined;
        this.#spent += 1;
        const { dockerHubBudget } = this.options;
        return this.#spent > dockerHubBudget ? overBudget(repository, dockerHubBudget) : undefined;
    }
    /** Images share manifests and configurations: what is on its way is not asked for again. */
    #asked = new Map();
    async #once(key, ask) {
        const before = this.#asked.get(key);
        const asked = before ?? ask();
        this.#asked.set(key, asked);
        return await asked;
    }
    async #manifest(repository, digest) {
        const before = this.sources.known.manifest(digest);
        if (before)
            return before;
        if (!isDigest(digest))
            return read_content_unreadable(repository, 'has a digest that cannot be verified');
        return await this.#once(`${repository.origin}/${repository.name}@${digest}`, async () => {
            const spent = this.#spend(repository);
            if (spent)
                return spent;
            const answer = await this.sources.gate.pass(repository, async (signal) => {
                const answered = await this.#ask(repository, digest, signal);
                return answered === undefined ? { kind: 'absent' } : readManifest(answered.manifest);
            });
            if (answer === undefined)
                return read_content_unreadable(repository, 'answers with what is no manifest of an image');
            if (answer.kind !== 'untold' && answer.kind !== 'absent')
                await this.sources.known.keepManifest(digest, answer);
            return answer;
        });
    }
    /** @returns `undefined` where a registry says that there is none */
    async #ask(repository, name, signal) {
        const request = { mediaTypes: manifestMediaTypes, accept: [404], signal };
        const { status, body } = await this.sources.client.manifest(repository, name, request);
        const url = manifestUrl(repository, name);
        const manifest = registryJson(body, url);
        if (status !== 404)
            return { manifest, body };
        if ((0,json/* objectsAt */.yR)(manifest, 'errors').length > 0)
            return undefined;
        throw new HttpError(new URL(url), { passing: false, status }, 'does not answer as an OCI registry');
    }
    async #configPlatform(repository, config) {
        const before = this.sources.known.platform(config);
        if (before)
            return before;
        return await this.#once(`${repository.origin}/${repository.name} ${config}`, async () => {
            const answer = await this.sources.gate.pass(repository, async (signal) => {
                const body = await this.sources.client.blob(repository, config, { maxBytes: maxConfigBytes, signal });
                return readPlatform(registryJson(body, `${repository.origin}/v2/${repository.name}/blobs/${config}`));
            });
            if (!('kind' in answer))
                await this.sources.known.keepPlatform(config, answer);
            return answer;
        });
    }
    /** @param digest of an image or of an index of them */
    async read(repository, digest) {
        const top = await this.#manifest(repository, digest);
        switch (top.kind) {
            case 'image':
                return await this.#readImage(repository, top);
            case 'index':
                return await this.#readIndex(repository, top.manifests);
            case 'absent':
                return read_content_unreadable(repository, 'does not have the manifest that it names');
            default:
                return top;
        }
    }
    async #readImage(repository, image) {
        const platform = await this.#configPlatform(repository, image.config);
        if ('kind' in platform)
            return platform;
        if (platform.os === '')
            return read_content_unreadable(repository, 'does not say the platform');
        const pulled = this.#nodes.filter((node) => (0,registries_platform/* chosenBy */.mD)(node, [{ platform }]));
        const layers = Object.fromEntries(pulled.map((node) => [(0,registries_platform/* platformName */.$r)(node), image.layers]));
        return { kind: 'content', platforms: [platform], layers };
    }
    async #readIndex(repository, entries) {
        const images = await this.#imagesOf(repository, entries, 0);
        if (!Array.isArray(images))
            return images;
        const layers = {};
        const absent = new Set();
        for (const node of this.#nodes) {
            const chosen = (0,registries_platform/* chosenBy */.mD)(node, images);
            if (!chosen)
                continue;
            const image = await this.#manifest(repository, chosen.digest);
            if (image.kind === 'untold')
                return image;
            if (image.kind === 'absent') {
                // Pushed in part: the node chooses it all the same, and cannot pull it.
                absent.add(chosen.digest);
                continue;
            }
            if (image.kind !== 'image')
                return read_content_unreadable(repository, 'has an index that names what is no image');
            layers[(0,registries_platform/* platformName */.$r)(node)] = image.layers;
        }
        const there = images.filter(({ digest }) => !absent.has(digest));
        return { kind: 'content', platforms: there.map(({ platform }) => platform), layers };
    }
    /** The entries with their platforms: where the index does not say one, the image itself does, as for containerd. */
    async #imagesOf(repository, entries, depth) {
        const unsaid = entries.filter(({ platform }) => platform.os === '');
        if (unsaid.length > mostUnsaid || depth > deepestIndex) {
            return read_content_unreadable(repository, 'has an index that does not say the platforms');
        }
        const images = entries.filter(({ platform }) => platform.os !== '');
        for (const { digest } of unsaid) {
            const found = await this.#entriesBehind(repository, digest, depth);
            if (!Array.isArray(found))
                return found;
            images.push(...found);
        }
        return images;
    }
    /** What is no image, such as a signature, has no platform and is left out. */
    async #entriesBehind(repository, digest, depth) {
        const manifest = await this.#manifest(repository, digest);
        if (manifest.kind === 'untold')
            return manifest;
        if (manifest.kind === 'index')
            return await this.#imagesOf(repository, manifest.manifests, depth + 1);
        if (manifest.kind === 'schema 1' || manifest.kind === 'absent')
            return [];
        const platform = await this.#configPlatform(repository, manifest.config);
        if ('kind' in platform)
            return platform;
        return platform.os === '' ? [] : [{ digest, platform }];
    }
    /** The digest of what stands behind a tag or digest, from the whole manifest; `undefined` where there is none. */
    async askDigest(repository, name) {
        const spent = this.#spend(repository);
        if (spent)
            return spent;
        return await this.sources.gate.pass(repository, async (signal) => {
            const answered = await this.#ask(repository, name, signal);
            if (answered === undefined)
                return undefined;
            const content = readManifest(answered.manifest);
            if (!content)
                return read_content_unreadable(repository, 'answers with what is no manifest of an image');
            const digest = isDigest(name) ? name : `sha256:${(0,sha256/* sha256 */.s)(answered.body)}`;
            await this.sources.known.keepManifest(digest, content);
            return digest;
        });
    }
}
function read_content_unreadable({ host }, reason) {
    return { kind: 'untold', host, reason, advice: '' };
}
function overBudget({ host }, budget) {
    const reason = `has been asked for ${budget} manifests, which is all that docker-hub-budget allows`;
    const advice = 'Keep the folder of cache-path between runs: the next one goes on from there';
    return { kind: 'untold', host, reason, advice };
}

;// CONCATENATED MODULE: ./src/registries/inspect-image.ts








function createImageInspector({ network, cache }, options) {
    const client = createRegistryClient(network);
    const known = createAnswerCache(cache);
    const gate = createHostGate(network.client.deadline);
    const contents = new ContentReader({ client, known, gate }, options);
    const inspection = { known, gate, contents, client, tags: repositoryTags(client, gate) };
    const images = new Map();
    return {
        async inspect(reference) {
            const image = (0,image_reference/* parseReference */.F2)(reference);
            if (!image)
                return { kind: 'untold', host: reference, reason: 'is no image reference', advice: '' };
            const key = (0,image_reference/* normalizeReference */.tO)(image);
            const answer = images.get(key) ?? answerFor(inspection, image, imageRepository(image, options.imageMirrors));
            images.set(key, answer);
            return await answer;
        },
    };
}
function repositoryTags(client, gate) {
    const asked = new Map();
    return async (repository) => {
        const key = `${repository.origin}/${repository.name}`;
        const tags = asked.get(key) ?? gate.pass(repository, (signal) => client.tags(repository, { signal })).then(listed);
        asked.set(key, tags);
        return await tags;
    };
}
function listed(tags) {
    return Array.isArray(tags) ? tags : [];
}
async function answerFor(inspection, image, repository) {
    const name = image.digest ?? image.tag ?? 'latest';
    const existence = await existenceOf(inspection, repository, name);
    if (existence === undefined)
        return await inspect_image_missing(inspection, repository, name);
    if (existence.kind === 'untold')
        return existence;
    const { digest, moved, content } = existence;
    return { kind: 'found', digest, moved, content: content ?? (await inspection.contents.read(repository, digest)) };
}
/** @returns `undefined` where there is no such image */
async function existenceOf(inspection, repository, name) {
    const { known } = inspection;
    const isByDigest = name.includes(':');
    if (isByDigest && known.has(repository, name))
        return { kind: 'exists', digest: name, moved: false };
    const before = isByDigest ? undefined : known.tag(repository, name);
    if (before && Date.now() - before.asked < tagLifetime)
        return { kind: 'exists', digest: before.digest, moved: false };
    const asked = await askExistence(inspection, repository, name);
    if (asked?.kind !== 'exists' || asked.digest === '')
        return asked;
    if (isByDigest)
        await known.keepExistence(repository, name);
    else
        await known.keepTag(repository, name, { digest: asked.digest, asked: Date.now() });
    return { ...asked, moved: before !== undefined && before.digest !== asked.digest };
}
/**
 * By HEAD, which no registry counts as a pull. What it leaves open the whole answer decides: some registries do not know
 * HEAD, and a host that is no registry has no image either, which says nothing. Docker Hub is known to be one.
 */
async function askExistence({ client, known, gate, contents }, repository, name) {
    const request = { mediaTypes: manifestMediaTypes, accept: [404, 405] };
    const head = await gate.pass(repository, (signal) => client.manifestHead(repository, name, { ...request, signal }));
    if ('kind' in head)
        return head;
    if (head.status === 404 && isDockerHub(repository))
        return undefined;
    const kind = head.status === 200 ? kindOfManifest(mediaTypeOf(head)) : undefined;
    const digest = kind === undefined ? '' : digestOf(head, name);
    if (kind === 'schema 1') {
        if (digest !== '')
            await known.keepManifest(digest, { kind });
        return { kind: 'exists', digest, moved: false, content: { kind } };
    }
    if (digest !== '')
        return { kind: 'exists', digest, moved: false };
    const whole = await contents.askDigest(repository, name);
    if (typeof whole === 'string')
        return { kind: 'exists', digest: whole, moved: false };
    // It is there, and only what it holds is open.
    return whole && kind === 'current' ? { kind: 'exists', digest: '', moved: false, content: whole } : whole;
}
function mediaTypeOf({ headers }) {
    return String(headers['content-type'] ?? '')
        .replace(/;.*/, '')
        .trim();
}
function digestOf({ headers }, name) {
    const digest = name.includes(':') ? name : String(headers['docker-content-digest'] ?? '');
    return isDigest(digest) ? digest : '';
}
async function inspect_image_missing({ tags }, repository, name) {
    return {
        kind: 'missing',
        repository: `${repository.host}/${repository.name}`,
        nearest: name.includes(':') ? [] : nearestTags(name, await tags(repository)),
    };
}

;// CONCATENATED MODULE: ./src/registries/size-bound.ts
const size_bound_mebibyte = 1024 ** 2;
/** What is more than the bound, a problem for each platform. Pure. */
function oversizedNodes({ nodes }, { maxSizePerNode, verifyImages }) {
    if (maxSizePerNode === undefined)
        return [];
    const severity = verifyImages === 'error' ? 'error' : 'warning';
    return Object.entries(nodes).flatMap(([platform, { bytes, unknown }]) => {
        const more = unknown === 0 ? '' : `, and ${unknown} more whose size cannot be told`;
        if (bytes > maxSizePerNode) {
            const message = `The images take ${mebibytes(bytes)} on every ${platform} node${more}: max-size-per-node allows ${mebibytes(maxSizePerNode)}. Leave some out, or raise it.`;
            return [{ severity, kind: 'image', message }];
        }
        if (unknown === 0)
            return [];
        const message = `Whether the images take more than max-size-per-node on every ${platform} node cannot be told: ${mebibytes(bytes)}${more}.`;
        return [{ severity: 'notice', kind: 'image', message }];
    });
}
/** In the unit of the input. */
function mebibytes(bytes) {
    return bytes < 10 * 1024 * size_bound_mebibyte
        ? `${Math.ceil(bytes / size_bound_mebibyte)} MiB`
        : `${(bytes / 1024 / size_bound_mebibyte).toFixed(1)} GiB`;
}

;// CONCATENATED MODULE: ./src/registries/tag-place.ts
/** A name in so many lines of a file tells no one from the others. */
const mostLines = 200;
/** So far from a tag, in lines, its repository is looked for. */
const neighbourhood = 3;
/**
 * The line of the user's files that names a tag or digest: in the manifest of the release, or else in any other file where
 * only one line can be meant. Values may come from anywhere, and a chart's own from none of these. Pure.
 * @param release where the release is declared
 * @returns `undefined` where it is not known
 */
function tagPlace(image, release, texts) {
    const own = texts.filter(({ file }) => file === release.file);
    const others = texts.filter(({ file }) => file !== release.file);
    return (surest(own.flatMap((text) => namingLines(image, text)).filter((line) => isOfRelease(line, release, own))) ??
        surest(others.flatMap((text) => namingLines(image, text))));
}
/** Several lines with the whole name are all wrong; of several with the tag alone only one may be. */
function surest(lines) {
    const sure = lines.find(({ certainty }) => certainty === 'reference');
    const near = lines.find(({ certainty }) => certainty === 'near the repository');
    const found = sure ?? near ?? (lines.length === 1 ? lines[0] : undefined);
    return found && { file: found.file, line: found.line };
}
/** In the same document of the file. */
function isOfRelease({ line }, release, [own]) {
    if (release.line === undefined || own === undefined)
        return true;
    const [first, last] = [Math.min(line, release.line), Math.max(line, release.line)];
    const between = own.text.split('\n').slice(first - 1, last);
    return !between.some((text) => /^---(\s|$)/.test(text));
}
function namingLines(image, { file, text }) {
    const name = image.digest ?? image.tag;
    if (name === undefined || !text.includes(name))
        return [];
    const lines = text.split('\n');
    const naming = lines.flatMap((line, index) => (line.includes(name) ? [{ line, index }] : []));
    if (naming.length > mostLines)
        return [];
    return naming.flatMap(({ line, index }) => {
        const around = lines.slice(Math.max(0, index - neighbourhood), index + neighbourhood + 1);
        const certainty = certaintyOf(line, around, image, name);
        return certainty === undefined ? [] : [{ file, line: index + 1, certainty }];
    });
}
function certaintyOf(line, around, { domain, path, digest }, name) {
    const words = tag_place_wordsOf(line);
    const repository = `${domain}/${path}`;
    /** Written in full, or without what stands elsewhere or goes without saying. */
    const isRepository = (word) => word !== '' && `/${repository}`.endsWith(`/${word}`);
    const isWhole = (word) => word.endsWith(`:${name}`) && isRepository(word.slice(0, -name.length - 1));
    if (words.some(isWhole))
        return 'reference';
    if (digest !== undefined && words.some((word) => word.endsWith(`@${digest}`)))
        return 'reference';
    if (!words.includes(name))
        return undefined;
    return around.flatMap(tag_place_wordsOf).some(isRepository) ? 'near the repository' : 'tag';
}
/** Keys keep their colons; comments do not count. */
function tag_place_wordsOf(line) {
    return line
        .replace(/(^|\s)#.*$/, '')
        .split(/[\s,{}[\]"'=]+/)
        .filter((word) => word !== '');
}

;// CONCATENATED MODULE: ./src/registries/image-remarks.ts



/** @param place of the tag, where it is known */
function missingImage(image, { repository, nearest }, place) {
    const { tag = 'latest', digest } = (0,image_reference/* parseReference */.F2)(image.reference) ?? {};
    const name = digest ?? `tag ${tag}`;
    const near = nearest.length === 0 ? '' : `; the nearest ${nearest.length === 1 ? 'is' : 'are'} ${nearest.join(', ')}`;
    const todo = place === undefined ? 'Correct it in the values, or where the chart has it' : 'Correct it here';
    const message = `${image_remarks_nameOf(image)} does not exist: ${repository} has no ${name}${near}. ${todo}, or push the image first.`;
    return { message, place };
}
function oldManifest(image) {
    return {
        severity: 'warning',
        message: `${image_remarks_nameOf(image)} is there as a manifest of schema 1, which containerd 2 does not pull: push it again with a current tool.`,
    };
}
function notForLinux(image, offered) {
    const names = offered.length === 0 ? 'none at all' : (0,enumerate/* enumerate */.H)(offered.map(registries_platform/* platformName */.$r));
    return {
        severity: 'warning',
        message: `${image_remarks_nameOf(image)} is for no platform of Linux (${names}) and is not pulled.`,
    };
}
function lackedPlatforms(image, { lacked, offered, able }) {
    const has = (0,enumerate/* enumerate */.H)(offered.filter(({ os }) => os === 'linux').map(registries_platform/* platformName */.$r));
    const consequences = able.length === 0 ? ['no node can run it, and it is not pulled'] : consequencesOf(lacked, able);
    const lacks = lacked.map(registries_platform/* platformName */.$r).join(', ');
    return {
        severity: 'warning',
        message: `${image_remarks_nameOf(image)} lacks ${lacks} (it has ${has}): ${consequences.join('; ')}.`,
    };
}
/** Nodes have a label for the architecture, and none for its variant. */
function consequencesOf(lacked, able) {
    const waiting = lacked.filter(({ architecture }) => able.includes(architecture)).map(registries_platform/* platformName */.$r);
    if (waiting.length === 0)
        return ['its pre-puller leaves out these nodes'];
    const others = lacked.map(registries_platform/* platformName */.$r).filter((name) => !waiting.includes(name));
    return [
        ...(others.length > 0 ? [`its pre-puller leaves out nodes of ${others.join(', ')}`] : []),
        `no label tells nodes of ${waiting.join(', ')} from those that can pull it, so the pre-puller waits there: build the image for them`,
    ];
}
/** What an image is called, with the first place that names it. */
function image_remarks_nameOf({ reference, uses: [use] }) {
    return use === undefined ? `The image ${reference}` : `${use.object}: ${use.path}: the image ${reference}`;
}
/** One notice a host, for what its registry could not tell of any of its images. */
function untoldImages(answers) {
    const byHost = new Map();
    for (const [reference, answer] of answers) {
        const untold = untoldOf(reference, answer);
        if (untold === undefined)
            continue;
        byHost.set(untold.host, [...(byHost.get(untold.host) ?? []), untold]);
    }
    return [...byHost].map(([host, images]) => ({ severity: 'notice', kind: 'image', message: ofHost(host, images) }));
}
function untoldOf(reference, answer) {
    if (answer.kind === 'untold')
        return { ...answer, reference, exists: false };
    if (answer.kind === 'found' && answer.content.kind === 'untold')
        return { ...answer.content, reference, exists: true };
    return undefined;
}
function ofHost(host, images) {
    const distinct = (texts) => [...new Set(texts)].filter((text) => text !== '');
    const reasons = (0,enumerate/* enumerate */.H)(distinct(images.map(({ reason }) => reason)));
    const advice = distinct(images.map((image) => image.advice)).map((text) => ` ${text}.`);
    const named = (exists) => images.filter((image) => image.exists === exists).map(({ reference }) => reference);
    const open = [
        ...told('whether it exists', named(false)),
        ...told('for which platforms it is and how large', named(true)),
    ].join(', and ');
    return `${host} ${reasons}: it cannot be told ${open}.${advice.join('')}`;
}
function told(what, references) {
    if (references.length === 0)
        return [];
    const count = references.length === 1 ? '' : `${references.length} images: `;
    return [`${what} (${count}${(0,enumerate/* enumerate */.H)(references)})`];
}
/** Said once for all of them. */
function movedTags(answers) {
    const moved = [...answers].flatMap(([reference, answer]) => answer.kind === 'found' && answer.moved ? [reference] : []);
    if (moved.length === 0)
        return [];
    const message = `What these tags name has changed since an earlier run: ${(0,enumerate/* enumerate */.H)(moved)}. Nodes keep what they have pulled; pin a digest, or use tags that do not move.`;
    return [{ severity: 'notice', kind: 'image', message }];
}

;// CONCATENATED MODULE: ./src/registries/verify-images.ts



/** Asks for every image of the releases, each once. */
async function verifyImages(sources, inspector, options, openTagFinder) {
    const references = new Set(sources.flatMap(({ images }) => images.images.map(({ reference }) => reference)));
    const answers = await askAll(references, inspector);
    const missing = [...answers].filter(([, { kind }]) => kind === 'missing').map(([reference]) => reference);
    return judgeImages(sources, answers, options, openTagFinder(missing));
}
async function askAll(references, inspector) {
    const asked = [...references].map(async (reference) => [reference, await inspector.inspect(reference)]);
    return new Map(await Promise.all(asked));
}
/** Pure. */
function judgeImages(sources, answers, options, findTag) {
    const judged = sources.map((source) => judgeSource(source, answers, options, findTag));
    return {
        sources: judged.map(({ source }) => source),
        problems: [
            ...verify_images_distinct(judged.flatMap(({ problems }) => problems)),
            ...untoldImages(answers),
            ...movedTags(answers),
        ],
        answers,
    };
}
/** A release that several clusters run has one problem, not one for each of them. */
function verify_images_distinct(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
function judgeSource(source, answers, options, findTag) {
    const { release, images } = source;
    const judgements = images.images.map((image) => {
        const answer = answers.get(image.reference);
        if (answer?.kind !== 'missing')
            return judgeFound(image, demandedBy(source, image, options), answer);
        const severity = options.verifyImages === 'error' ? 'error' : 'warning';
        const place = findTag(image.reference, release.place);
        return { reference: image.reference, isUntold: true, remark: { severity, ...missingImage(image, answer, place) } };
    });
    const problems = judgements.flatMap(({ remark }) => {
        if (remark === undefined)
            return [];
        const { place = release.place, ...said } = remark;
        return [{ kind: 'image', ...said, ...(0,problem/* aboutRelease */.nC)(release.id, place) }];
    });
    return { source: withoutLeftOut(withPullable(source, judgements, options), judgements), problems };
}
/** The platforms of the nodes on which pods of the release run the image. */
function demandedBy({ images }, { reference }, { platforms }) {
    const demanded = images.pods.images.find((pulled) => pulled.reference === reference)?.architectures ?? [];
    return platforms.filter(({ architecture }) => demanded.length === 0 || demanded.includes(architecture));
}
function judgeFound(image, wanted, answer) {
    const { reference } = image;
    if (answer?.kind !== 'found')
        return { reference, isUntold: true };
    const { content } = answer;
    if (content.kind === 'untold')
        return { reference, isUntold: true };
    if (content.kind === 'schema 1')
        return { reference, isUntold: true, remark: oldManifest(image) };
    if (content.platforms.every(({ os }) => os !== 'linux')) {
        return { reference, isLeftOut: true, remark: notForLinux(image, content.platforms) };
    }
    const able = wanted.filter((node) => (0,registries_platform/* platformName */.$r)(node) in content.layers);
    if (able.length === wanted.length)
        return { reference };
    const lacked = wanted.filter((node) => !able.includes(node));
    const architectures = verify_images_architecturesOf(able);
    const remark = lackedPlatforms(image, { lacked, offered: content.platforms, able: architectures });
    if (able.length === 0)
        return { reference, isLeftOut: true, remark };
    const isEverywhere = architectures.length === verify_images_architecturesOf(wanted).length;
    return { reference, remark, ...(!isEverywhere && { architectures }) };
}
function verify_images_architecturesOf(platforms) {
    return [...new Set(platforms.map(({ architecture }) => architecture))].sort();
}
function withPullable(source, judgements, { platforms }) {
    if (platforms.length === 0)
        return source;
    const limited = judgements.flatMap(({ reference, architectures }) => architectures === undefined ? [] : [[reference, architectures]]);
    const untold = judgements.filter(({ isUntold }) => isUntold).map(({ reference }) => reference);
    return { ...source, pullable: { architectures: new Map(limited), untold: new Set(untold) } };
}
function withoutLeftOut(source, judgements) {
    const leftOut = new Set(judgements.filter(({ isLeftOut }) => isLeftOut).map(({ reference }) => reference));
    if (leftOut.size === 0)
        return source;
    const { images, excluded } = source.images;
    const kept = images.filter(({ reference }) => !leftOut.has(reference));
    return { ...source, images: { ...source.images, images: kept, excluded: [...excluded, ...leftOut].sort() } };
}

;// CONCATENATED MODULE: ./src/verification.ts









function openVerification(inputs, resources) {
    if (inputs.verifyImages === 'false')
        return withoutRegistries(inputs);
    const inspector = createImageInspector(resources, inputs);
    return {
        check: (sources) => verifyImages(sources, inspector, inputs, (missing) => tagFinder(missing, inputs)),
        async measure(sources, written) {
            const pulled = pulledReferences(written);
            const answers = await answersFor(pulled, sources, inspector);
            const sizes = sumSizes(sources, pulled, answers, inputs);
            return { sizes, problems: oversizedNodes(sizes, inputs) };
        },
    };
}
/** What is asked for in vain is said: nobody is to trust in a bound that nothing is measured for. */
function withoutRegistries({ platforms, maxSizePerNode }) {
    const idle = [
        ...(platforms.length > 0 ? ['platforms'] : []),
        ...(maxSizePerNode === undefined ? [] : ['max-size-per-node']),
    ];
    const message = `Without verify-images no registry is asked, so ${idle.join(' and ')} ${idle.length === 1 ? 'does' : 'do'} nothing: set it to warn or error.`;
    const problems = idle.length === 0 ? [] : [{ severity: 'warning', kind: 'image', message }];
    return {
        check: async (sources) => ({ sources: [...sources], problems }),
        measure: async () => ({ problems: [] }),
    };
}
function tagFinder(missing, inputs) {
    if (missing.length === 0)
        return () => undefined;
    const { files } = (0,files_repository/* openRepository */.h)(inputs);
    const read = (0,memoize/* memoize */.B)((file) => ({ file, text: files.read(file) }));
    const found = files.search(missing.flatMap((reference) => tagOf(reference) ?? []));
    return (reference, release) => {
        const [image, name] = [(0,image_reference/* parseReference */.F2)(reference), tagOf(reference)];
        if (image === undefined || name === undefined)
            return undefined;
        return tagPlace(image, release, (found.get(name) ?? []).map(read));
    };
}
/** The digest is what decides, where there is one. */
function tagOf(reference) {
    const { tag, digest } = (0,image_reference/* parseReference */.F2)(reference) ?? {};
    return digest ?? tag;
}
function pulledReferences({ changes, unchanged }) {
    const inTexts = (texts) => texts.flatMap((text) => [...pulledImages(text ?? '')]);
    const still = inTexts(unchanged);
    return {
        before: new Set([...still, ...inTexts(changes.map(({ before }) => before))]),
        after: new Set([...still, ...inTexts(changes.map(({ after }) => after))]),
    };
}
/** Those of the sources have been asked already; the others are of earlier files, and gone or kept. */
async function answersFor({ before, after }, sources, inspector) {
    const used = sources.flatMap(({ images }) => images.images.map(({ reference }) => reference));
    return await askAll(new Set([...used, ...before, ...after]), inspector);
}

;// CONCATENATED MODULE: ./src/workflow-paths.ts





const folders = ['.github/workflows', '.forgejo/workflows', '.gitea/workflows'];
/**
 * Workflows of this action that a push does not start although it changes what goes into the result: no run could say
 * so but one that is started otherwise.
 * @param root Absolute path of the repository's root
 * @param files That go into the result, relative to the root; asked for only where a workflow has such a filter
 */
async function workflowPaths(root, files) {
    const problems = [];
    for (const file of folders.flatMap((folder) => workflow_paths_filesOf(root, folder))) {
        const isStarted = await startingPaths((0,external_node_fs_.readFileSync)(external_node_path_default().join(root, file), 'utf8'));
        const leftOut = isStarted ? [...new Set(files())].filter((name) => !isStarted(name)) : [];
        if (leftOut.length === 0)
            continue;
        const message = `Its paths leave out ${(0,enumerate/* enumerate */.H)(leftOut)}, which goes into the result: a push that changes nothing else starts no run. Leave paths away, for the action itself leaves at once when nothing relevant has changed.`;
        problems.push({ severity: 'notice', kind: 'manifest', message, place: { file } });
    }
    return problems;
}
function workflow_paths_filesOf(root, folder) {
    const absolute = external_node_path_default().join(root, folder);
    if (!(0,external_node_fs_.existsSync)(absolute))
        return [];
    const entries = (0,external_node_fs_.readdirSync)(absolute, { withFileTypes: true, encoding: 'utf8' });
    const workflows = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
    return workflows.map(({ name }) => external_node_path_default().posix.join(folder, name));
}
/** The filter of pushes of a workflow that uses this action; `undefined` for all others. */
async function startingPaths(text) {
    if (!/^\s*(?:-\s+)?uses:\s*\S*\/prepuller(?:@|["'\s]|$)/m.test(text))
        return undefined;
    const push = (0,json/* objectAt */.lJ)(workflowOf(text), 'on', 'push');
    const [wanted, ignored] = [(0,json/* textsAt */.i1)(push, 'paths'), (0,json/* textsAt */.i1)(push, 'paths-ignore')];
    if (wanted.length > 0)
        return await lastDecides(wanted);
    const isIgnored = await lastDecides(ignored);
    return ignored.length > 0 ? (file) => !isIgnored(file) : undefined;
}
/** What does not parse starts nothing, and its forge says so. */
function workflowOf(text) {
    try {
        const value = (0,dist/* parse */.qg)(text);
        return (0,json/* isObject */.Gv)(value) ? value : {};
    }
    catch {
        return {};
    }
}
/** The last pattern that matches decides, and `!` takes out. In linear time, for a pull request can change a workflow. */
async function lastDecides(patterns) {
    const { RE2JS } = await __webpack_require__.e(/* import() */ 856).then(__webpack_require__.bind(__webpack_require__, 2856));
    const compiled = patterns.map((pattern) => ({
        wanted: !pattern.startsWith('!'),
        expression: RE2JS.compile(`^${expressionOf(pattern.replace(/^!/, ''))}$`),
    }));
    return (file) => compiled.findLast(({ expression }) => expression.test(file))?.wanted ?? false;
}
/**
 * `*` is anything but a slash, `**` anything; of the characters that may have a meaning beside them, what is here stands
 * for itself alone (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 */
function expressionOf(pattern) {
    const parts = pattern.split(/(\*\*\/|\*\*|\*)/);
    return parts.map((part) => wildcards[part] ?? part.replace(/[.?+^${}()|[\]\\]/g, '\\$&')).join('');
}
const wildcards = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };

;// CONCATENATED MODULE: ./src/generate.ts





























/** From the manifests at hand to the generated files: releases, their charts, the images in them, the DaemonSets. */
async function generate(inputs, event, timing, observer) {
    // What makes no DaemonSet is refused before the first chart is pulled.
    checkManifestOptions(inputs);
    await refuseForeignFolder(inputs.root, inputs.outputPath);
    const tools = createTools(inputs);
    const cache = openCache(inputs.cachePath, inputs.cacheMaxSize);
    const network = await openNetwork(inputs, event);
    const scratch = (0,temporary_folder/* createTemporaryFolder */.a)();
    const resources = { tools, cache, network, scratch, observer, own: ownRepository(inputs, event) };
    const generated = await generateWith(resources, inputs, timing).finally(async () => {
        await network.close();
        await (0,temporary_folder/* removeTemporaryFolder */.y)(scratch);
    });
    cache.trim();
    return generated;
}
async function generateWith(resources, inputs, timing) {
    const { discovery, read, ...wanted } = await readWanted(resources, inputs, timing);
    const verification = openVerification(inputs, resources);
    const verified = await timing.of('registries', () => verification.check(withoutFailed(wanted.sources, wanted.problems)));
    const found = [...wanted.problems, ...verified.problems];
    const sources = withoutFailed(verified.sources, found);
    const unrendered = {
        failed: [...failedReleases(found).values(), ...discovery.unbuilt],
        complete: !discovery.hidden && wanted.isComplete,
        isSettled: (file) => discovery.settledFiles.has(file),
        isUnseen: (file) => !discovery.complete && isOfOtherSource(file),
    };
    const written = await timing.of('prepullers', () => writePrepullers(sources, unrendered, inputs));
    const measured = await timing.of('registries', () => verification.measure(sources, written));
    const { changes, unchanged, files } = written;
    const differences = whatChanges(changes, unchanged);
    const problems = [
        ...found,
        ...written.problems,
        ...measured.problems,
        ...homelessPrepullers(sources, namespaceDeclarations(inputs), inputs),
        ...unusedFilters(read, inputs),
        ...noLongerFound(differences),
    ];
    const succeeded = withoutFailed(sources, problems);
    const releases = releaseReports(succeeded);
    const count = countReleases([...releases.map(({ id }) => id), ...failedReleases(problems).values()]);
    const sizes = measured.sizes && { sizes: measured.sizes };
    return {
        changes,
        files,
        whatChanges: differences,
        releases: count,
        rendered: releases,
        sources: succeeded,
        problems,
        ...sizes,
    };
}
async function readWanted(resources, inputs, timing) {
    const { discovery, rendered } = await loadAndRender(inputs, timing, resources);
    const plain = await timing.of('images', () => plainSources(discovery, inputs));
    const unread = unreadObjects(rendered, discovery.hidden);
    const paths = await workflowPaths(inputs.root, () => sourceFilesOf(discovery));
    return {
        discovery,
        sources: [...sourcesOf(rendered), ...plain.sources],
        read: [...rendered.results.map(({ content }) => content), ...plain.read],
        problems: [
            ...discovery.problems,
            ...discovery.advice,
            ...paths,
            ...generate_problemsOf(rendered),
            ...plain.problems,
            ...unread,
        ],
        isComplete: unread.length === 0,
    };
}
/** Those of HelmReleases: plain objects are no releases. */
function countReleases(ids) {
    return ids.filter(({ kind }) => kind === undefined).length;
}
async function loadAndRender(inputs, timing, { tools, cache, network, scratch, own, observer }) {
    const budget = new SourceBudget();
    const fetchSource = inputs.followSources
        ? sourceFetcher(inputs, { network, scratch, cache, own, budget })
        : undefined;
    const discovery = await timing.of('flux', () => loadReleases(inputs, tools, cache, fetchSource));
    observer.found(discovery);
    const { asked } = observer;
    const reader = imageReader(inputs, timing, asked?.about);
    const rendered = await timing.of('charts', () => renderCharts(discovery.releases, inputs, { tools, cache, network, own, onStage: observer.reached }, reader));
    for (const { release, content } of rendered.results)
        asked?.mentioned(release, content.mentions ?? []);
    return { discovery, rendered };
}
/** The files that declare what is rendered. */
function sourceFilesOf({ releases }) {
    return releases.flatMap(({ place, chart }) => [place.file, ...(chart.source.place ? [chart.source.place.file] : [])]);
}
/** Reads the images of each rendering the moment it is there; charts know nothing of images. */
function imageReader(inputs, timing, asked) {
    return {
        key: (release) => JSON.stringify([imagesKey(imageRequest(release, inputs)), 'objects of Flux', ...(asked ? [asked] : [])]),
        read: async (rendering) => {
            const request = imageRequest(rendering.release, inputs);
            const control = await readImageControl(request);
            const extracted = timing.ofSync('images', () => extractImages(rendering, request, control));
            const mentions = asked === undefined ? {} : { mentions: findMentions(rendering, request, control, asked) };
            return { ...extracted, fluxObjects: fluxObjectsIn(rendering.manifests), ...mentions };
        },
    };
}
function generate_problemsOf({ problems, results }) {
    return [...problems, ...results.flatMap(({ content }) => content.problems)];
}
/**
 * What charts give Flux to reconcile is not followed: it may be anything.
 * @param isKnown Something is known to be hidden; of charts of this repository that was said when they were found
 */
function unreadObjects({ results }, isKnown) {
    return results.flatMap(({ release, content }) => {
        if (content.fluxObjects.length === 0 || (isKnown && release.chart.location.kind === 'directory'))
            return [];
        const message = `Its chart makes objects of Flux, which are not read (${(0,enumerate/* enumerate */.H)(content.fluxObjects)}): what they run has no pre-puller, and nothing is removed that may come from there.`;
        const object = `HelmRelease ${(0,problem/* releaseKey */.DR)(release.id)}`;
        return [{ severity: 'warning', kind: 'template', message, object, place: release.place }];
    });
}
function sourcesOf({ results }) {
    return results.map(({ content, ...rest }) => ({ ...rest, images: content.images }));
}
function withoutFailed(sources, problems) {
    const failed = failedReleases(problems);
    return sources.filter(({ release }) => !failed.has((0,problem/* releaseKey */.DR)(release.id)));
}
/** Each release that an error names, by its key. */
function failedReleases(problems) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    return new Map(errors.flatMap(({ release }) => (release ? [[(0,problem/* releaseKey */.DR)(release), release]] : [])));
}


/***/ }),

/***/ 7125:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readGeneratedHead),
/* harmony export */   G: () => (/* binding */ generatedHead)
/* harmony export */ });
/* harmony import */ var _generated_mark_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2122);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4008);


/** The first lines of a generated file; what they name must be safe for a comment. */
function generatedHead({ cluster, releases }) {
    return [
        `${_generated_mark_js__WEBPACK_IMPORTED_MODULE_1__/* .generatedMark */ .J}. Do not edit: the next run overwrites it.`,
        ...(cluster ? [`# cluster: ${cluster}`] : []),
        ...(releases.length > 0 ? ['#', ...releases.map(releaseLine)] : []),
    ];
}
const plainObjects = 'plain objects';
function releaseLine({ id, chart, file }) {
    const origin = file === undefined ? '' : `, from ${file}`;
    return `# ${(0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .releaseTitle */ .KU)(id)}: ${chart === undefined ? plainObjects : `chart ${chart}`}${origin}`;
}
/**
 * Reads what `generatedHead` wrote, and what version 0.1 did. Lines that somebody has spoilt are missing from the result.
 * @returns `undefined` for a text without the mark
 */
function readGeneratedHead(text) {
    if (!(0,_generated_mark_js__WEBPACK_IMPORTED_MODULE_1__/* .isMarked */ .r)(text))
        return undefined;
    const lines = text.split(/\r?\n/);
    const end = lines.findIndex((line) => !line.startsWith('#') && !line.startsWith('\uFEFF#'));
    const head = end < 0 ? lines : lines.slice(0, end);
    const cluster = head.map((line) => /^# cluster: (\S+)$/.exec(line)?.[1]).find((name) => name !== undefined);
    return { ...(cluster !== undefined && { cluster }), releases: head.flatMap(readReleaseLine) };
}
function readReleaseLine(line) {
    const [, kind, namespace, name, rest = ''] = /^# (HelmRelease|Kustomization|ResourceSet) ([a-z0-9-]+)\/([a-z0-9.-]+): (.*)$/.exec(line) ?? [];
    if (!namespace || !name)
        return [];
    if (kind !== 'HelmRelease')
        return readPlainLine({ kind: kind, namespace, name }, rest);
    return rest.startsWith('chart ') ? [readChart({ namespace, name }, rest.slice('chart '.length))] : [];
}
function readPlainLine(id, rest) {
    const [, file] = new RegExp(`^${plainObjects}(?:, from (.*))?$`).exec(rest) ?? [];
    return rest.startsWith(plainObjects) ? [{ id, ...(file !== undefined && { file }) }] : [];
}
function readChart(id, rest) {
    // The last one: what a chart calls itself is a stranger's.
    const [, chart = rest, file] = /^(.*), from (.*)$/.exec(rest) ?? [];
    return { id, chart, ...(file !== undefined && { file }) };
}


/***/ }),

/***/ 2692:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readYamlMap: () => (/* binding */ readYamlMap)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8301);


/** Reads a map that somebody wrote as a patch. @returns the map, or on one line what is wrong with the text */
function readYamlMap(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { prettyErrors: false });
    const [error] = document.errors;
    if (error)
        return error.message;
    try {
        const value = document.toJS() ?? {};
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value) ? value : 'it is a list or a single value';
    }
    catch (unresolvable) {
        // An alias without its anchor, or too many of them.
        return String(unresolvable);
    }
}


/***/ })

};
