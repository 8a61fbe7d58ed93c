export const id = 709;
export const ids = [709];
export const modules = {

/***/ 8709:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ imageDifference),
/* harmony export */   pulledImages: () => (/* binding */ pulledImages),
/* harmony export */   without: () => (/* binding */ without)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8301);


/** What a change of a generated file means for the images that are pulled. */
function imageDifference({ before, after }) {
    const [old, current] = [pulledImages(before ?? ''), pulledImages(after ?? '')];
    return { added: without(current, old), removed: without(old, current) };
}
function without(images, others) {
    return [...images].filter((image) => !others.has(image)).sort();
}
/**
 * The images that a generated file pulls, less those of its own containers. What somebody made of an old one by hand
 * may be anything.
 */
function pulledImages(text) {
    const images = manifests(text).flatMap((manifest) => {
        const pod = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(manifest, 'spec', 'template', 'spec');
        const entries = ['initContainers', 'containers', 'volumes'].flatMap((list) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectsAt */ .yR)(pod, list));
        const pulling = entries.filter((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(entry, 'name').startsWith('prepull-'));
        return pulling.map((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(entry, 'image') || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(entry, 'image', 'reference'));
    });
    return new Set(images.filter((image) => /^[\w.:/@-]+$/.test(image)));
}
function manifests(text) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseAllDocuments */ .hR)(text).flatMap((document) => {
        try {
            const value = document.toJS();
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value) ? [value] : [];
        }
        catch {
            // Too many aliases: nothing that was generated has one.
            return [];
        }
    });
}


/***/ })

};
