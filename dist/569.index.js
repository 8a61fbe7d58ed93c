export const id = 569;
export const ids = [569];
export const modules = {

/***/ 569:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  answers: () => (/* binding */ answers)
});

// EXTERNAL MODULE: ./src/report/fold-problems.ts
var fold_problems = __webpack_require__(2340);
// EXTERNAL MODULE: ./src/report/log.ts
var log = __webpack_require__(6472);
// EXTERNAL MODULE: ./src/report/diff.ts + 3 modules
var diff = __webpack_require__(2030);
;// CONCATENATED MODULE: ./src/command/differences.ts

/** What would change in the generated files, as `git diff` shows it. */
function printDifferences({ generated, output }) {
    for (const change of generated.changes) {
        for (const line of (0,diff/* unifiedDiff */.W)(change).split('\n'))
            output.print(line, colourOf(line));
        output.print('');
    }
}
function colourOf(line) {
    if (/^(?:---|\+\+\+) /.test(line))
        return 'bold';
    if (line.startsWith('+'))
        return 'green';
    if (line.startsWith('-'))
        return 'red';
    return line.startsWith('@@') ? 'dim' : undefined;
}

;// CONCATENATED MODULE: ./src/command/explain.ts
function explain(_survey, _subject, _json) {
    return 0;
}

// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
;// CONCATENATED MODULE: ./src/command/table.ts
/** Columns that are as wide as their widest cell, under their titles. */
function printTable(terminal, titles, rows) {
    const widths = titles.map((title, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length));
    const lineOf = (row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd();
    terminal.print(lineOf(titles), 'bold');
    for (const row of rows)
        terminal.print(lineOf(row));
}

;// CONCATENATED MODULE: ./src/command/images-answer.ts


/** Every image with the releases that need it. */
function printImages({ generated, output }, json) {
    const byReference = new Map();
    for (const { id, images } of generated.rendered) {
        for (const { reference, uses } of images) {
            byReference.set(reference, [...(byReference.get(reference) ?? []), { ...id, uses }]);
        }
    }
    const references = [...byReference.keys()].sort();
    if (json) {
        const list = references.map((reference) => ({ reference, releases: byReference.get(reference) }));
        for (const line of JSON.stringify(list, null, 2).split('\n'))
            output.print(line);
        return;
    }
    const namesOf = (reference) => generated.rendered
        .filter(({ images }) => images.some((image) => image.reference === reference))
        .map(({ id }) => (0,problem/* releaseKey */.DR)(id));
    if (references.length === 0)
        return;
    printTable(output, ['IMAGE', 'RELEASES'], references.map((reference) => [reference, namesOf(reference).join(', ')]));
}

// EXTERNAL MODULE: ./src/report/problems.ts
var problems = __webpack_require__(3300);
// EXTERNAL MODULE: ./src/untrusted-text.ts
var untrusted_text = __webpack_require__(8521);
;// CONCATENATED MODULE: ./src/command/problems-answer.ts



const severities = ['error', 'warning', 'notice'];
const colours = { error: 'red', warning: 'yellow', notice: 'dim' };
/** Of what a tool said. */
const mostLines = 20;
/** All problems of the run, the gravest first. @param only those of this severity */
function printProblems({ generated, messages }, only) {
    const problems = (0,fold_problems/* foldProblems */.K)(generated.problems);
    for (const severity of only ? [only] : severities) {
        for (const problem of problems.filter((one) => one.severity === severity))
            printProblem(problem, messages);
    }
}
function printProblem(problem, terminal) {
    terminal.print(`${problem.severity}: ${(0,problems/* describe */.q)(problem)}`, colours[problem.severity]);
    const lines = (0,untrusted_text/* safeLines */.B)(problem.detail ?? '').filter((line) => line.trim() !== '');
    for (const line of lines.slice(0, mostLines))
        terminal.print(`    ${line}`, 'dim');
    if (lines.length > mostLines)
        terminal.print(`    ... ${lines.length - mostLines} more lines`, 'dim');
}

;// CONCATENATED MODULE: ./src/command/releases-answer.ts



function printReleases({ generated, output }) {
    const rows = releaseRows(generated).map(({ id, charts, images, files }) => [
        (0,problem/* releaseKey */.DR)(id),
        ...chartCells(charts),
        String(images.length),
        files.join(', ') || '-',
    ]);
    const failed = failedReleases(generated.problems).map((id) => [(0,problem/* releaseKey */.DR)(id), '-', '-', 'failed', '-']);
    if (rows.length + failed.length === 0)
        return;
    printTable(output, ['RELEASE', 'CHART', 'VERSION', 'IMAGES', 'FILE'], [...rows, ...failed]);
    output.print('');
}
/** Names and versions, for a release that differs between clusters several of them. */
function chartCells(charts) {
    const parts = charts.map((chart) => chart.split(' '));
    const names = [...new Set(parts.map(([name = '']) => name))];
    return [names.join(', ') || '-', parts.map(([, version = '']) => version).join(', ') || '-'];
}
function releaseRows({ rendered, sources, files }) {
    return rendered.map((report) => {
        const key = (0,problem/* releaseKey */.DR)(report.id);
        const places = sources.filter(({ release }) => (0,problem/* releaseKey */.DR)(release.id) === key).map(({ release }) => release.place);
        return {
            ...report,
            places: [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()],
            files: files.filter(({ releases }) => releases.some((id) => (0,problem/* releaseKey */.DR)(id) === key)).map(({ path }) => path),
        };
    });
}
function failedReleases(problems) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    return [...new Map(errors.flatMap(({ release }) => (release ? [[(0,problem/* releaseKey */.DR)(release), release]] : []))).values()];
}
/** What `plan`, `write` and `check` say, for machines. */
function planAsJson({ generated }) {
    return {
        releases: releaseRows(generated).map(({ id, charts, images, excluded, places, files }) => ({
            ...id,
            charts,
            images: images.map(({ reference }) => reference),
            excluded,
            manifests: places,
            files,
        })),
        failed: failedReleases(generated.problems),
        problems: (0,fold_problems/* foldProblems */.K)(generated.problems),
        changes: generated.changes.map(({ path, kind }) => ({ path, kind })),
    };
}

;// CONCATENATED MODULE: ./src/command/answers.ts







/** Each prints its answer, and gives the exit code. */
const answers = {
    plan(survey, { json }) {
        if (json)
            return printJson(survey, planAsJson(survey));
        printReleases(survey);
        printProblems(survey);
        printDifferences(survey);
        const { changes } = survey.generated;
        survey.output.print(changes.length === 0
            ? 'The generated files are up to date.'
            : `${(0,log/* plural */.LS)(changes.length, 'generated file')} would change; \`prepuller write\` writes them.`, 'bold');
        return 0;
    },
    write(survey, { json }) {
        const { changes } = survey.generated;
        printProblems(survey);
        if (json)
            printJson(survey, planAsJson(survey));
        else {
            for (const { kind, path } of changes)
                survey.output.print(`${kind}: ${path}`);
            survey.output.print(changes.length === 0
                ? 'The generated files are up to date.'
                : `${(0,log/* plural */.LS)(changes.length, 'generated file')} changed. Nothing is committed.`, 'bold');
        }
        return errorCount(survey) > 0 ? 1 : 0;
    },
    check(survey, { json }) {
        const { changes } = survey.generated;
        printProblems(survey);
        if (json)
            printJson(survey, planAsJson(survey));
        else {
            printDifferences(survey);
            survey.output.print(changes.length === 0
                ? 'The generated files are up to date.'
                : `${(0,log/* plural */.LS)(changes.length, 'generated file')} out of date: run \`prepuller write\`, and commit what it writes.`, 'bold');
        }
        return changes.length > 0 || errorCount(survey) > 0 ? 1 : 0;
    },
    images(survey, { json }) {
        printProblems(survey, 'error');
        printImages(survey, json);
        return errorCount(survey) > 0 ? 1 : 0;
    },
    explain: (survey, { subject, json }) => explain(survey, subject, json),
};
function printJson({ output }, value) {
    for (const line of JSON.stringify(value, null, 2).split('\n'))
        output.print(line);
    return 0;
}
function errorCount({ generated }) {
    return (0,fold_problems/* foldProblems */.K)(generated.problems).filter(({ severity }) => severity === 'error').length;
}


/***/ })

};
