export const id = 911;
export const ids = [911];
export const modules = {

/***/ 7911:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  proposeChanges: () => (/* binding */ proposeChanges)
});

// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
// EXTERNAL MODULE: ./src/git/pause.ts
var pause = __webpack_require__(3662);
// EXTERNAL MODULE: ./src/git/publication.ts + 3 modules
var git_publication = __webpack_require__(8599);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
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
    const pod = (0,json/* objectAt */.lJ)(read(text ?? ''), 'spec', 'template', 'spec');
    const containers = ['initContainers', 'containers'].flatMap((list) => (0,json/* objectsAt */.yR)(pod, list));
    const images = containers.map((container) => (0,json/* textAt */.$6)(container, 'image'));
    const volumes = (0,json/* objectsAt */.yR)(pod, 'volumes').map((volume) => (0,json/* textAt */.$6)(volume, 'image', 'reference'));
    return new Set([...images, ...volumes].filter((image) => /^[\w.:/@-]+$/.test(image)));
}
function read(text) {
    try {
        const value = (0,dist/* parse */.qg)(text);
        return (0,json/* isObject */.Gv)(value) ? value : {};
    }
    catch {
        return {};
    }
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
    const { getOctokit } = await __webpack_require__.e(/* import() */ 157).then(__webpack_require__.bind(__webpack_require__, 157));
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

// EXTERNAL MODULE: ./src/git/remote.ts + 1 modules
var remote = __webpack_require__(2755);
// EXTERNAL MODULE: ./src/git/supersede.ts
var supersede = __webpack_require__(5748);
;// CONCATENATED MODULE: ./src/git/propose-changes.ts







const maxPushes = 5;
/**
 * Keeps one pull request open with the changes: one commit on a branch of our own, which is made anew on the tip of
 * the branch that it is for. With nothing left to change the pull request is closed and its branch removed.
 */
async function proposeChanges(publication) {
    const { workspace, branch: base, options } = publication;
    refuseWithoutToken(options.token);
    const head = headOf(options.clusterName, base);
    for (let attempt = 1; attempt <= maxPushes; attempt++) {
        const tips = await (0,remote/* remoteTips */.Xz)(workspace, base, head);
        const tip = tips.get(base);
        if (tip === undefined)
            throw new problem/* FatalError */.H(`The branch ${base} is gone: there is nothing left to propose to.`);
        await (0,remote/* fetchBranches */.r4)(workspace, ...tips.keys());
        const tree = await (0,git_publication/* treeOn */.uA)(publication, tip);
        if (tree === undefined)
            return await (0,supersede/* supersede */.h)(publication, tip);
        const current = tips.get(head) ?? '';
        const isWanted = tree !== (await (0,git_publication/* treeOf */.g7)(publication, tip));
        const sha = isWanted ? await proposal(publication, tip, tree, current) : '';
        if (sha === current || (await (0,remote/* push */.VC)(workspace, sha, head, current))) {
            const result = await tellForge(publication, head, sha, current);
            await (0,git_publication/* restoreCheckout */.bv)(publication);
            return result;
        }
        await (0,pause/* pause */.v)(attempt);
    }
    throw new problem/* FatalError */.H(`${head} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}
/** Without the slashes of a cluster's name: git cannot have the branches `production` and `production/01` beside each other. */
function headOf(clusterName, base) {
    return `prepuller/${clusterName.replaceAll('/', '-') || base}`;
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
    return await (0,git_publication/* commitOn */.Rw)(publication, tip, tree);
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


/***/ }),

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   D3: () => (/* binding */ mergeValues),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   TP: () => (/* binding */ metadataValue),
/* harmony export */   UK: () => (/* binding */ fieldAt),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   lJ: () => (/* binding */ objectAt),
/* harmony export */   x: () => (/* binding */ setField),
/* harmony export */   yR: () => (/* binding */ objectsAt)
/* harmony export */ });
function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
/** Sets an own field, also one that is called `__proto__`. */
function setField(object, key, value) {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
/**
 * Merges values as Flux does, of HelmReleases as of values files: maps deeply, and anything else is replaced by what is
 * above. A `null` stays, for it is Helm that then deletes the chart's default. Maps that only one side has are not copied
 * (fluxcd/pkg, chartutil/merge.go: MergeMaps).
 */
function mergeValues(below, above) {
    const merged = { ...below };
    for (const [key, value] of Object.entries(above)) {
        const lower = fieldAt(merged, key);
        setField(merged, key, isObject(lower) && isObject(value) ? mergeValues(lower, value) : value);
    }
    return merged;
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


/***/ })

};
