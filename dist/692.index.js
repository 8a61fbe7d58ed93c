export const id = 692;
export const ids = [692];
export const modules = {

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
