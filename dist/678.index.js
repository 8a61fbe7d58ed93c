export const id = 678;
export const ids = [678];
export const modules = {

/***/ 678:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseRepositoryFile: () => (/* binding */ parseRepositoryFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8815);
/* harmony import */ var _nearest_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9809);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4008);
/* harmony import */ var _repository_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8658);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3828);






/**
 * The inputs that the file gives, by name: as texts, or as the lists and maps that they stand for.
 * @throws FatalError with the line of the first entry that may not stand there.
 */
function parseRepositoryFile(file) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_1__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .parseDocument */ .Tp)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
    const lineOf = (node) => lines.linePos(node?.range?.[0] ?? 0).line;
    const [error] = document.errors;
    if (error)
        throw wrong(lines.linePos(error.pos[0]).line, `it is no YAML (${error.message.split('\n')[0]}).`);
    const { contents } = document;
    if (contents === null)
        return new Map();
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isMap */ .jh)(contents))
        throw wrong(lineOf(contents), 'it must be a map of inputs, such as `strategy: container`.');
    return new Map(contents.items.map((pair) => readEntry(pair, lineOf)));
}
function readEntry({ key, value }, lineOf) {
    const line = lineOf(key);
    const name = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(key) ? String(key.value) : '';
    const input = Object.values(_table_js__WEBPACK_IMPORTED_MODULE_3__/* .inputTable */ .F).find((row) => row.name === name);
    if (input === undefined)
        throw wrong(line, `there is no input ${JSON.stringify(name)}${meant(name)}.`);
    if (!input.shapesOutput) {
        throw wrong(line, `'${name}' may not stand here, for a stranger's pull request can change this file: give it in the workflow, ` +
            'or as an option of the command.');
    }
    return [name, { text: textOf(value, input, line), line }];
}
function meant(name) {
    const names = Object.values(_table_js__WEBPACK_IMPORTED_MODULE_3__/* .inputTable */ .F).flatMap((row) => (row.shapesOutput ? row.name : []));
    const near = (0,_nearest_name_js__WEBPACK_IMPORTED_MODULE_4__/* .nearestName */ .q)(name, names);
    return near === undefined ? ` that this file may hold (${names.join(', ')})` : `: did you mean ${near}?`;
}
function textOf(value, { name, type }, line) {
    if (value === null)
        return '';
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(value))
        return scalarText(value);
    if (type === 'lines' && (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isSeq */ .oP)(value) && value.items.every(yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)) {
        const items = value.items.map((item) => scalarText(item));
        if (items.some((item) => /[\r\n]/.test(item)))
            throw wrong(line, `an entry of '${name}' has more than one line.`);
        return items.join('\n');
    }
    if (type === 'map' && (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isMap */ .jh)(value))
        return mapText(value, name, line);
    const allowed = type === 'lines' ? 'a text or a list of texts' : type === 'map' ? 'a map' : 'a single value';
    throw wrong(line, `'${name}' must be ${allowed}.`);
}
/** As it is written: `1.30` is a version, and no number. */
function scalarText({ value, source, type }) {
    if (value === null)
        return '';
    return type === 'PLAIN' && source !== undefined ? source : String(value);
}
function mapText(value, name, line) {
    try {
        return (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .stringify */ .As)(value);
    }
    catch {
        throw wrong(line, `'${name}' must be a map whose aliases have their anchors in it.`);
    }
}
function wrong(line, what) {
    return new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .FatalError */ .HX(`${_repository_file_js__WEBPACK_IMPORTED_MODULE_5__/* .repositoryFileName */ .u}:${line}: ${what}`);
}


/***/ })

};
