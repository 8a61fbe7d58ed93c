export const id = 494;
export const ids = [494];
export const modules = {

/***/ 6494:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  survey: () => (/* binding */ survey)
});

// EXTERNAL MODULE: ./src/report/log.ts
var log = __webpack_require__(6472);
// EXTERNAL MODULE: ./src/report/story.ts
var story = __webpack_require__(6363);
// EXTERNAL MODULE: ./src/report/timing.ts
var report_timing = __webpack_require__(1566);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/inputs/read-inputs.ts + 1 modules
var read_inputs = __webpack_require__(8683);
// EXTERNAL MODULE: ./src/inputs/table.ts + 15 modules
var table = __webpack_require__(3828);
// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
// EXTERNAL MODULE: ./src/command/arguments.ts
var command_arguments = __webpack_require__(6801);
;// CONCATENATED MODULE: ./src/command/local-inputs.ts







/** No forge says anything: nothing is skipped, nothing restricted for a stranger, and nobody is told. */
const localEvent = {
    name: 'local',
    ref: '',
    sha: '',
    repository: '',
    serverUrl: '',
    apiUrl: '',
    isForgejo: false,
};
/**
 * The inputs of a person at a clone: options, the secret ones from the environment, and what `.prepuller.yaml` says.
 * @throws FatalError on the first input that is wrong, and when a secret is empty text with something else.
 */
async function readLocalInputs({ inputs: options, command }, environment = process.env) {
    const cache = external_node_path_default().join(environment.XDG_CACHE_HOME || external_node_path_default().join((0,external_node_os_.homedir)(), '.cache'), 'prepuller');
    const secrets = new Map(Object.values(table/* inputTable */.F).flatMap(({ name, secrets }) => secrets === undefined ? [] : [[name, environment[(0,command_arguments/* secretVariable */.H)(name)] || undefined]]));
    const inputs = await (0,read_inputs/* readInputs */.K)({
        given: (name) => options.get(name) ?? secrets.get(name) ?? (name === table/* inputTable */.F.cachePath.name ? cache : undefined),
        workspace: workspaceOf(process.cwd(), options.has(table/* inputTable */.F.root.name)),
        temporary: cache,
        // Nothing that is secret is printed here, and there is nobody to be told of it.
        mask: () => { },
    });
    if (!(0,external_node_fs_.existsSync)(inputs.root))
        throw new problem/* FatalError */.HX(`There is no folder ${inputs.root}: name one in working-directory.`);
    return { ...inputs, commitChanges: false, check: command !== 'write' };
}
/** The root of the clone around the folder; the folder itself where it is in none, or where a folder is named from there. */
function workspaceOf(folder, isNamed) {
    if (isNamed)
        return folder;
    for (let at = folder;; at = external_node_path_default().dirname(at)) {
        if ((0,external_node_fs_.existsSync)(external_node_path_default().join(at, '.git')))
            return at;
        if (external_node_path_default().dirname(at) === at)
            return folder;
    }
}

;// CONCATENATED MODULE: ./src/command/progress.ts

const words = { chart: 'waiting for its chart', rendering: 'being rendered' };
/** How many of the releases are done, and which one keeps the others waiting. */
class Progress {
    #atWork = new Map();
    #done = 0;
    reached(release, stage, now) {
        if (stage === 'done') {
            this.#done += 1;
            this.#atWork.delete(release);
        }
        else {
            this.#atWork.set(release, { name: (0,problem/* releaseKey */.DR)(release.id), stage, since: now });
        }
    }
    /** @param total How many releases there are. */
    describe(total, now) {
        const [slowest] = [...this.#atWork.values()].sort((one, other) => one.since - other.since);
        const count = `${this.#done} of ${total} charts rendered`;
        if (slowest === undefined)
            return count;
        const seconds = Math.floor((now - slowest.since) / 1000);
        return `${count}; ${slowest.name} is ${words[slowest.stage]}${seconds > 0 ? ` (${seconds} s)` : ''}`;
    }
}
/** Shows how far the work is until it is done. */
async function withProgress(terminal, work) {
    const progress = new Progress();
    let total = 0;
    const show = () => {
        if (total > 0)
            terminal.showProgress(progress.describe(total, performance.now()));
    };
    const timer = setInterval(show, 200);
    const reached = (release, stage) => {
        progress.reached(release, stage, performance.now());
        show();
    };
    try {
        return await work(reached, (count) => {
            total = count;
        });
    }
    finally {
        clearInterval(timer);
        terminal.showProgress('');
    }
}

// EXTERNAL MODULE: ./src/command/terminal.ts
var terminal = __webpack_require__(6037);
// EXTERNAL MODULE: ./src/command/written-releases.ts
var written_releases = __webpack_require__(6777);
;// CONCATENATED MODULE: ./src/command/survey.ts







/** Does the work of the action in the clone at hand; with `write` it writes the files. */
async function survey(request, streams) {
    const messages = (0,terminal/* createTerminal */.P)(streams.messages);
    const output = (0,terminal/* createTerminal */.P)(streams.output);
    logToTerminal(messages);
    const inputs = await readLocalInputs(request);
    let discovery;
    const timing = new report_timing/* Timing */.X();
    const mentions = [];
    const asked = {
        about: request.subject,
        mentioned: (release, found) => void mentions.push({ release, mentions: found }),
    };
    const generated = await withProgress(messages, async (reached, expect) => {
        const { generate } = await Promise.all(/* import() */[__webpack_require__.e(746), __webpack_require__.e(470)]).then(__webpack_require__.bind(__webpack_require__, 1470));
        return await generate(inputs, localEvent, timing, {
            found(found) {
                discovery = found;
                (0,story/* reportDiscovery */.ZP)(found, inputs.label);
                expect(found.releases.length);
            },
            reached,
            ...(request.command === 'explain' && { asked }),
        });
    });
    if (inputs.timing)
        timing.report();
    if (discovery === undefined)
        throw new Error('Nothing was said of what is found.');
    return { inputs, discovery, generated, mentions, placeOf: (0,written_releases/* placeFinder */.a)(inputs), output, messages };
}
/** The same words as in a job's log, without the commands by which a runner folds it. */
function logToTerminal(messages) {
    let indent = '';
    (0,log/* logTo */.kX)({
        info: (line) => messages.print(`${indent}${line}`),
        startGroup(title) {
            messages.print(title, 'bold');
            indent = '  ';
        },
        endGroup() {
            indent = '';
        },
    });
}


/***/ }),

/***/ 6777:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ writtenReleases),
/* harmony export */   a: () => (/* binding */ placeFinder)
/* harmony export */ });
/* harmony import */ var _flux_files_repository_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8768);
/* harmony import */ var _flux_files_search_texts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7190);
/* harmony import */ var _flux_manifests_release_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3571);
/* harmony import */ var _flux_manifests_remote_cluster_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1809);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8301);
/* harmony import */ var _memoize_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7931);
/* harmony import */ var _opt_in_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6828);







/** Every HelmRelease of the files, with what decides whether it is found. */
function writtenReleases(options) {
    const repository = (0,_flux_files_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .openRepository */ .h)(options);
    const files = repository.files.search([_flux_files_search_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseText */ .hO]).get(_flux_files_search_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseText */ .hO) ?? [];
    return files
        .flatMap((file) => repository.manifests.in(file))
        .filter(({ object }) => (0,_flux_manifests_release_object_js__WEBPACK_IMPORTED_MODULE_1__/* .isHelmRelease */ .iP)(object))
        .map((manifest) => writtenRelease(manifest, repository, options.label));
}
function writtenRelease({ object, placeOf }, repository, label) {
    return {
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(object, 'metadata', 'name'),
        namespace: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(object, 'metadata', 'namespace'),
        place: placeOf('metadata', 'name'),
        label: (0,_opt_in_js__WEBPACK_IMPORTED_MODULE_4__/* .labelValue */ .w)(object, label),
        isLabelled: (0,_opt_in_js__WEBPACK_IMPORTED_MODULE_4__/* .isLabelled */ .ul)(object, label),
        isSuspended: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldAt */ .UK)(object, 'spec', 'suspend') === true,
        isRemote: (0,_flux_manifests_remote_cluster_js__WEBPACK_IMPORTED_MODULE_5__/* .isForRemoteCluster */ .a)(object),
        values: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectsAt */ .yR)(object, 'spec', 'valuesFrom').map((reference) => {
            const [kind, name] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(reference, 'kind'), (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(reference, 'name')];
            const place = placeOfObject(kind, name, repository);
            return { object: `${kind} ${name}`, ...(place && { place }) };
        }),
    };
}
/** Finds where the files declare an object, given as `Kind namespace/name`; its namespace may be a Kustomization's. */
function placeFinder(options) {
    let repository;
    return (0,_memoize_js__WEBPACK_IMPORTED_MODULE_6__/* .memoize */ .B)((object) => {
        repository ??= (0,_flux_files_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .openRepository */ .h)(options);
        const [kind = '', name = ''] = object.split(' ');
        return placeOfObject(kind, name.slice(name.lastIndexOf('/') + 1), repository);
    });
}
/** Where a file declares it; one that kustomize generates has the place of its generator's name. */
function placeOfObject(kind, name, { files, manifests }) {
    if (name === '')
        return undefined;
    for (const file of files.search([name]).get(name) ?? []) {
        for (const { object, placeOf } of manifests.in(file)) {
            const isObject = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(object, 'kind') === kind && (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(object, 'metadata', 'name') === name;
            if (isObject)
                return placeOf('metadata', 'name');
            const generator = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
            if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectsAt */ .yR)(object, generator).some((one) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(one, 'name') === name))
                return placeOf(generator);
        }
    }
    return undefined;
}


/***/ })

};
