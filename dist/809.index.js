export const id = 809;
export const ids = [809];
export const modules = {

/***/ 9809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestName)
/* harmony export */ });
/** The name that the fewest changes lead to, of those that two changes and a third of its letters lead to. */
function nearestName(key, names) {
    const most = Math.min(2, Math.floor(key.length / 3));
    const [best] = names
        .map((name) => ({ name, changes: editDistance(key, name) }))
        .filter(({ changes }) => changes <= most)
        .sort((a, b) => a.changes - b.changes);
    return best?.name;
}
/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [index, letter] of [...from.slice(0, 100)].entries()) {
        const next = [index + 1];
        for (let column = 1; column <= to.length; column++) {
            const replaced = (row[column - 1] ?? 0) + Number(letter !== to[column - 1]);
            next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}


/***/ })

};
