export const id = 897;
export const ids = [897];
export const modules = {

/***/ 6801:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ secretVariable),
/* harmony export */   l: () => (/* binding */ readArguments)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _inputs_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/* harmony import */ var _nearest_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9809);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4008);




const commandNames = ['plan', 'write', 'check', 'images', 'explain'];
const rows = Object.values(_inputs_table_js__WEBPACK_IMPORTED_MODULE_1__/* .inputTable */ .F);
/** Options of the command itself. */
const ownOptions = ['json', 'help', 'version'];
/** @throws FatalError with what is wrong, and what may have been meant. */
function readArguments(args) {
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({
        args: [...args],
        options: parsedOptions(),
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const given = new Map();
    const positionals = [];
    for (const token of tokens) {
        if (token.kind === 'positional')
            positionals.push(token.value);
        if (token.kind !== 'option')
            continue;
        // What follows is the next option, unless a `=` says otherwise.
        const isMissing = token.inlineValue === false && token.value?.startsWith('--');
        addOption(given, token.rawName, token.name, isMissing ? undefined : token.value);
    }
    const flags = new Set(ownOptions.filter((name) => given.delete(name)));
    const asked = flags.has('help') ? 'help' : flags.has('version') ? 'version' : undefined;
    const { command, subject } = asked ? { command: asked, subject: '' } : readPositionals(positionals);
    return { command, subject, json: flags.has('json'), inputs: given };
}
/** An option that takes no value may be given one with `=`: `--flux-monorepo=false`. */
function parsedOptions() {
    const own = ownOptions.map((name) => [name, { type: 'boolean' }]);
    const inputs = rows.map(({ name, type }) => [name, { type: type === 'boolean' ? 'boolean' : 'string' }]);
    return { ...Object.fromEntries([...own, ...inputs]), help: { type: 'boolean', short: 'h' } };
}
function addOption(given, written, name, value) {
    const input = rows.find((row) => row.name === name);
    if (input === undefined && !ownOptions.includes(name)) {
        const near = (0,_nearest_name_js__WEBPACK_IMPORTED_MODULE_3__/* .nearestName */ .q)(name, [...ownOptions, ...rows.map((row) => row.name)]);
        const meant = near === undefined ? 'See prepuller --help.' : `Did you mean --${near}?`;
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`There is no option ${written}. ${meant}`);
    }
    if (input?.secrets !== undefined) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`${written} would show a secret to everyone who lists the processes of this machine: give it in the variable ${secretVariable(name)}.`);
    }
    if (value === undefined && input !== undefined && input.type !== 'boolean') {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`${written} needs a value, such as ${written}=VALUE.`);
    }
    const before = given.get(name);
    if (before !== undefined && input?.type !== 'lines')
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`${written} is given twice.`);
    given.set(name, [...(before === undefined ? [] : [before]), value ?? 'true'].join('\n'));
}
/** The variable that gives an input which must not stand among the arguments. */
function secretVariable(name) {
    return `PREPULLER_${name.toUpperCase().replaceAll('-', '_')}`;
}
function readPositionals([name = 'plan', ...rest]) {
    if (name === 'help')
        return { command: 'help', subject: '' };
    const command = commandNames.find((one) => one === name);
    if (command === undefined) {
        const near = (0,_nearest_name_js__WEBPACK_IMPORTED_MODULE_3__/* .nearestName */ .q)(name, commandNames);
        const meant = near === undefined ? `The commands are ${commandNames.join(', ')}.` : `Did you mean ${near}?`;
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`There is no command ${JSON.stringify(name)}. ${meant}`);
    }
    const [subject = '', ...more] = command === 'explain' ? rest : ['', ...rest];
    if (command === 'explain' && subject === '') {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX('What is to be explained? prepuller explain IMAGE, or a HelmRelease, or a file.');
    }
    const [surplus] = more;
    if (surplus !== undefined) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`${JSON.stringify(surplus)} is one argument too many. Options take their value with =: --flux-monorepo=false.`);
    }
    return { command, subject };
}


/***/ }),

/***/ 1897:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
// EXTERNAL MODULE: ./src/system-fault.ts
var system_fault = __webpack_require__(6599);
// EXTERNAL MODULE: ./src/untrusted-text.ts
var untrusted_text = __webpack_require__(8521);
// EXTERNAL MODULE: ./src/version.ts + 1 modules
var version = __webpack_require__(1013);
// EXTERNAL MODULE: ./src/command/arguments.ts
var command_arguments = __webpack_require__(6801);
// EXTERNAL MODULE: ./src/inputs/table.ts + 15 modules
var table = __webpack_require__(3828);
;// CONCATENATED MODULE: ./src/command/help.ts


const usage = `prepuller keeps the container images of a Flux cluster warm on every node. This command shows in a clone what the
action would do there. It commits and pushes nothing.

Usage: prepuller [COMMAND] [OPTIONS]

Commands:
  plan (the default)   Show what would change: the releases, what is wrong, and the difference of the generated files.
  write                Write the generated files.
  check                Show what is out of date, and end with 1 if anything is.
  images               List the images, with the releases that need them.
  explain WHAT         Say why an image is there or is not, why a HelmRelease is found or is not, or what a file does.
                       WHAT is an image (or a part of its name), NAMESPACE/NAME or NAME of a HelmRelease, or a path.

Options of the command:
  --json      Print JSON. Messages stay on standard error.
  --help      Print this.
  --version   Print the version.

Options that are inputs of the action: those of several lines may be given several times, and those that are true or
false without a value are true. What the file .prepuller.yaml at the root of the repository says stands for an option
that is not given.
`;
const closing = `Helm, and kustomize or kubectl, are taken from the PATH. On Linux what is not there is fetched, as in the action;
elsewhere they must be on the PATH. What is fetched is kept under ~/.cache, or XDG_CACHE_HOME.
`;
/** How the command is used, with every input of the table. */
function helpText() {
    const themes = table/* inputThemes */.b.map(({ title, inputs }) => `${title}:\n${inputs.map(optionText).join('')}`);
    return [usage, ...themes, closing].join('\n');
}
function optionText({ name, type, description, default: value, secrets }) {
    const head = secrets === undefined ? `  --${name}${valueText(type)}` : `  ${(0,command_arguments/* secretVariable */.H)(name)} in the environment`;
    const text = description.replaceAll('`', '') + (value === '' ? '' : ` Default: ${value}.`);
    return `${head}\n${wrapped(text)}\n`;
}
function valueText(type) {
    if (typeof type !== 'string')
        return `=${type.join('|')}`;
    const values = { boolean: '[=false]', text: '=TEXT', integer: '=NUMBER', lines: '=TEXT...', map: '=YAML' };
    return values[type];
}
const indent = ' '.repeat(6);
const width = 110;
/** Broken between words. */
function wrapped(text) {
    const lines = [''];
    for (const word of text.split(/\s+/)) {
        const last = lines.at(-1) ?? '';
        if (last !== '' && last.length + word.length >= width)
            lines.push(word);
        else
            lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines.map((line) => indent + line).join('\n');
}

// EXTERNAL MODULE: ./src/command/terminal.ts
var terminal = __webpack_require__(6037);
;// CONCATENATED MODULE: ./src/command/run-command.ts







/** The whole command. @returns its exit code */
async function runCommand(args, streams) {
    try {
        return await answer(args, streams);
    }
    catch (error) {
        printFailure(error, (0,terminal/* createTerminal */.P)(streams.messages));
        return 2;
    }
}
async function answer(args, streams) {
    const request = (0,command_arguments/* readArguments */.l)(args);
    if (request.command === 'help')
        streams.output.write(helpText());
    if (request.command === 'version')
        streams.output.write(`${version/* version */.r}\n`);
    if (request.command === 'help' || request.command === 'version')
        return 0;
    const { survey } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(648), __webpack_require__.e(369), __webpack_require__.e(494)]).then(__webpack_require__.bind(__webpack_require__, 6494));
    const { answers } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(648), __webpack_require__.e(369), __webpack_require__.e(314)]).then(__webpack_require__.bind(__webpack_require__, 8314));
    return answers[request.command](await survey(request, streams), request);
}
function printFailure(error, messages) {
    const fault = (0,system_fault/* describeSystemFault */.D)(error);
    if (error instanceof problem/* FatalError */.HX) {
        messages.print(`prepuller: ${error.message}`, 'red');
        for (const line of (0,untrusted_text/* safeLines */.B)(error.detail ?? '').filter(Boolean))
            messages.print(`  ${line}`);
        return;
    }
    if (fault !== undefined) {
        messages.print(`prepuller: ${fault}`, 'red');
        return;
    }
    // A defect of ours: the trace is for the report to us.
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    messages.print('prepuller: This should not have happened, please report it:', 'red');
    for (const line of (0,untrusted_text/* safeLines */.B)(trace))
        messages.print(`  ${line}`);
}


/***/ }),

/***/ 6037:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ createTerminal)
/* harmony export */ });
/* harmony import */ var _untrusted_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8521);

const colours = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 };
/** @param stream Colours are left out where it is no terminal, or where NO_COLOR says so. */
function createTerminal(stream) {
    const isTerminal = stream.isTTY === true;
    const hasColours = isTerminal && stream.hasColors?.() === true;
    let progress = '';
    function write(text) {
        stream.write(progress === '' ? text : `\r\u001b[K${text}`);
        progress = '';
    }
    return {
        isTerminal,
        print(line, colour) {
            const safe = (0,_untrusted_text_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLine */ .o)(line);
            const isPlain = colour === undefined || !hasColours || safe === '';
            write(isPlain ? `${safe}\n` : `\u001b[${colours[colour]}m${safe}\u001b[0m\n`);
        },
        showProgress(line) {
            if (!isTerminal || line === progress)
                return;
            // A pseudo-terminal without a size has no columns at all.
            write((0,_untrusted_text_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLine */ .o)(line).slice(0, Math.max((stream.columns || 80) - 1, 20)));
            progress = line;
        },
    };
}


/***/ })

};
