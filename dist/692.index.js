export const id = 692;
export const ids = [692];
export const modules = {

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
