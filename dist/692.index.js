export const id = 692;
export const ids = [692];
export const modules = {

/***/ 4749:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bW: () => (/* binding */ mergePatch),
/* harmony export */   jh: () => (/* binding */ isMap),
/* harmony export */   yI: () => (/* binding */ touches)
/* harmony export */ });
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
            merged.set(key, isMap(value) ? mergePatch(mapOrEmpty(merged.get(key)), value) : value);
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
    return isMap(value) ? touches(value, rest) : true;
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function mapOrEmpty(value) {
    return isMap(value) ? value : {};
}


/***/ }),

/***/ 2692:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readYamlMap: () => (/* binding */ readYamlMap)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _merge_patch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4749);


/** Reads a map that somebody wrote as a patch. @returns the map, or on one line what is wrong with the text */
function readYamlMap(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { prettyErrors: false });
    const [error] = document.errors;
    if (error)
        return error.message;
    try {
        const value = document.toJS() ?? {};
        return (0,_merge_patch_js__WEBPACK_IMPORTED_MODULE_1__/* .isMap */ .jh)(value) ? value : 'it is a list or a single value';
    }
    catch (unresolvable) {
        // An alias without its anchor, or too many of them.
        return String(unresolvable);
    }
}


/***/ })

};
