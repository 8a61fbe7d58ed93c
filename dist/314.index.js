export const id = 314;
export const ids = [314];
export const modules = {

/***/ 8314:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  answers: () => (/* binding */ answers)
});

// EXTERNAL MODULE: ./src/report/fold-problems.ts
var fold_problems = __webpack_require__(2340);
// EXTERNAL MODULE: ./src/report/log.ts
var log = __webpack_require__(6472);
// EXTERNAL MODULE: ./src/report/size-text.ts
var size_text = __webpack_require__(5477);
// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
// EXTERNAL MODULE: ./src/report/diff.ts + 3 modules
var diff = __webpack_require__(2030);
;// CONCATENATED MODULE: ./src/command/differences.ts


/** What comes and goes, by release. */
function printWhatChanges({ generated, output }) {
    for (const { releases, images } of generated.whatChanges.byRelease) {
        output.print(releases.map(releaseText).join(', ') || 'Files of no release that is known', 'bold');
        for (const image of images.added)
            output.print(`  + ${image}`, 'green');
        for (const image of images.removed)
            output.print(`  - ${image}`, 'red');
    }
    if (generated.whatChanges.byRelease.length > 0)
        output.print('');
}
function releaseText({ id, state, chartsBefore, chartsAfter }) {
    const [before, after] = [chartsBefore.join(' and '), chartsAfter.join(' and ')];
    const change = before === after || state !== 'kept' ? after || before : `${before} to ${after}`;
    const words = [...(state === 'kept' ? [] : [state]), ...(change === '' ? [] : [`chart ${change}`])];
    return [(0,problem/* releaseKey */.DR)(id), words.join(', ')].filter(Boolean).join(': ');
}
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/generated-head.ts
var generated_head = __webpack_require__(7125);
// EXTERNAL MODULE: ./src/opt-in.ts
var opt_in = __webpack_require__(6828);
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

;// CONCATENATED MODULE: ./src/command/explanation.ts

function printExplanation({ title, facts, problems }, output) {
    output.print(title, 'bold');
    for (const { text, details = [] } of facts) {
        output.print(`  ${text}`);
        for (const detail of details)
            output.print(`    ${detail}`, 'dim');
    }
    for (const problem of problems)
        printProblem(problem, output);
    output.print('');
}
function position({ file, line }) {
    return line === undefined ? file : `${file}:${line}`;
}

;// CONCATENATED MODULE: ./src/command/explain-release.ts





/** Why a HelmRelease is found or is not, what it runs, and which files go into it. */
function explainRelease(written, survey) {
    const found = survey.discovery.releases.filter((release) => isSame(written, release));
    const readers = survey.discovery.readersOf?.(written.place.file);
    const problems = problemsAbout(written, found, survey);
    const facts = [
        { text: `declared in ${position(written.place)}` },
        labelFact(written, found.length > 0, survey.inputs.label),
        ...readerFacts(readers),
        ...(written.isRemote ? [{ text: 'spec.kubeConfig: it runs on another cluster, and gets no pre-puller here' }] : []),
        ...(written.isSuspended
            ? [{ text: 'spec.suspend: Flux does not reconcile it now; what it runs is still kept on the nodes' }]
            : []),
        ...found.flatMap((release) => foundFacts(release, survey)),
        verdict(written, found, readers, problems),
        ...(found.length > 0 ? [{ text: 'files that go into it:', details: filesOf(written, found, survey) }] : []),
    ];
    return { title: titleOf(written, found), facts, problems };
}
function isSame({ name, place }, release) {
    return release.id.name === name && release.place.file === place.file;
}
function titleOf({ namespace, name }, [first]) {
    if (first)
        return `HelmRelease ${(0,problem/* releaseKey */.DR)(first.id)}`;
    return `HelmRelease ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
function labelFact({ label, isLabelled }, isFound, input) {
    const key = (0,opt_in/* labelKey */.kJ)(input);
    if (isLabelled)
        return { text: label === '' ? `taken without a label: prepuller-label is ${input}` : `label ${key}: ${label}` };
    if (isFound)
        return { text: `label ${key}: enabled, which a Kustomization or a patch gives it` };
    if (label === '')
        return { text: `label ${key}: missing in the file` };
    if ((0,opt_in/* isOptOut */._b)(label))
        return { text: `label ${key}: ${label}` };
    return { text: `label ${key}: ${JSON.stringify(label)}, which does not opt in; the value must be enabled` };
}
function readerFacts(readers) {
    if (readers === undefined)
        return [{ text: 'no Kustomizations are followed here: the files are taken as they are' }];
    return readers.map(({ object, place, isSuspended }) => ({
        text: `built by ${object}, ${position(place)}${isSuspended ? ', which is suspended: Flux does not apply changes now' : ''}`,
    }));
}
function foundFacts({ id, chart }, survey) {
    const place = survey.placeOf(chart.source.object);
    const source = place ? `, ${position(place)}` : '';
    return [{ text: `source ${chart.source.object}${source}` }, ...generatedFacts(id, survey)];
}
/** The chart, the images with every place that names them, and the generated files. */
function generatedFacts(id, { generated }) {
    const key = (0,problem/* releaseKey */.DR)(id);
    const files = generated.files
        .filter(({ releases }) => releases.some((one) => (0,problem/* releaseKey */.DR)(one) === key))
        .map(({ path }) => ({ text: `generated file ${path}, ${stateOf(path, generated)}` }));
    const report = generated.rendered.find((one) => (0,problem/* releaseKey */.DR)(one.id) === key);
    if (report === undefined)
        return files;
    const images = report.images.flatMap(({ reference, uses }) => [
        reference,
        ...uses.map((use) => `  ${use.object}: ${use.path} (${use.rule}, ${use.confidence})`),
    ]);
    return [
        ...(report.charts.length > 0 ? [{ text: `chart ${report.charts.join(' and ')}` }] : []),
        { text: (0,log/* plural */.LS)(report.images.length, 'image'), details: images },
        ...(report.excluded.length > 0 ? [{ text: 'excluded', details: report.excluded }] : []),
        ...files,
    ];
}
function stateOf(path, { changes }) {
    const change = changes.find((one) => one.path === path);
    const words = {
        added: 'which is to be added',
        modified: 'which is to be changed',
        removed: 'which is to be removed',
    };
    return change === undefined ? 'which is up to date' : words[change.kind];
}
function verdict(written, found, readers, problems) {
    const failed = problems.some(({ severity }) => severity === 'error');
    if (failed)
        return { text: 'It failed, as said below: it keeps the file that it has.' };
    if (found.length > 0)
        return { text: 'It is found.' };
    if (written.isRemote)
        return { text: 'It is left out: it runs on another cluster.' };
    if (readers?.length === 0) {
        return { text: 'It is left out: no live Kustomization builds this file, so Flux does not run it.' };
    }
    if (!written.isLabelled)
        return { text: 'It is left out: it is not opted in.' };
    return { text: 'It is left out.' };
}
function problemsAbout({ name, place }, found, { generated }) {
    const keys = new Set(found.map(({ id }) => (0,problem/* releaseKey */.DR)(id)));
    const isAbout = (id) => id !== undefined && (keys.has((0,problem/* releaseKey */.DR)(id)) || id.name === name);
    return (0,fold_problems/* foldProblems */.K)(generated.problems.filter((problem) => isAbout(problem.release) && (keys.size > 0 || problem.place?.file === place.file)));
}
/** The files of this repository that decide what the release is and runs. */
function filesOf(written, found, survey) {
    const readers = survey.discovery.readersOf?.(written.place.file) ?? [];
    const sources = found.flatMap(({ chart }) => survey.placeOf(chart.source.object)?.file ?? []);
    const values = written.values.map(({ object, place }) => place === undefined ? `${object}: in no file, so its values are not known` : place.file);
    const folders = found.flatMap(({ chart }) => (chart.location.kind === 'directory' ? `${chart.location.path}/` : []));
    const kustomizations = readers.flatMap((reader) => [reader.place.file, ...reader.kustomizations]);
    return [...new Set([written.place.file, ...sources, ...values, ...folders, ...kustomizations])];
}

;// CONCATENATED MODULE: ./src/command/explain-file.ts






/** Whether a file of the repository goes into a run, and into which releases; of a generated file, what it is for. */
function explainFile(file, written, survey) {
    const { discovery, generated, inputs } = survey;
    const problems = generated.problems.filter(({ place }) => place?.file === file);
    const head = (0,generated_head/* readGeneratedHead */.C)((0,external_node_fs_.readFileSync)(external_node_path_default().join(inputs.root, file), 'utf8'));
    if (head !== undefined) {
        const releases = head.releases.map(({ id, chart, file: from }) => `${(0,problem/* releaseKey */.DR)(id)}: chart ${chart}${from ? `, from ${from}` : ''}`);
        const facts = [
            { text: `generated by prepuller, ${stateOf(file, generated)}` },
            ...(head.cluster === undefined ? [] : [{ text: `for the cluster ${head.cluster}` }]),
            ...(releases.length > 0 ? [{ text: 'pulls the images of', details: releases }] : []),
        ];
        return { title: file, facts, problems };
    }
    const readers = discovery.readersOf?.(file);
    const facts = [
        ...(readers ?? []).map((reader) => ({ text: `built by ${reader.object}, ${position(reader.place)}` })),
        ...written.filter(({ place }) => place.file === file).map(declaredFact),
        releasesFact(file, written, survey),
    ];
    return { title: file, facts, problems };
}
function declaredFact({ namespace, name, place, isLabelled }) {
    const id = namespace === '' ? name : `${namespace}/${name}`;
    return { text: `line ${place.line}: HelmRelease ${id}, ${isLabelled ? 'opted in' : 'not opted in by this file'}` };
}
function releasesFact(file, written, survey) {
    const { discovery } = survey;
    const keys = discovery.releases.flatMap((release) => {
        const { id, place, suspended } = release;
        const source = written.find((one) => one.name === id.name && one.place.file === place.file) ?? {
            ...{ ...id, place, label: '', isLabelled: true, isSuspended: suspended, isRemote: false, values: [] },
        };
        const files = filesOf(source, [release], survey);
        const isPart = files.some((one) => one === file || (one.endsWith('/') && file.startsWith(one)));
        return isPart ? [(0,problem/* releaseKey */.DR)(id)] : [];
    });
    if (keys.length > 0)
        return { text: 'goes into the HelmReleases', details: [...new Set(keys)] };
    const isUnread = discovery.readersOf?.(file).length === 0;
    return {
        text: isUnread
            ? 'No live Kustomization builds it, and it goes into no HelmRelease that is opted in.'
            : 'It goes into no HelmRelease that is opted in, as far as the files say.',
    };
}

;// CONCATENATED MODULE: ./src/command/explain-image.ts



/**
 * Where the rendered charts name such an image, and why it is pulled or is not: a text for each release.
 * @param withLookAlikes Also where nothing but a look-alike is named; a release's name stands in many places.
 */
function explainImages(subject, survey, withLookAlikes) {
    const { rendered } = survey.generated;
    const mentioned = survey.mentions.filter(({ mentions }) => mentions.some(({ verdict }) => withLookAlikes || verdict !== 'taken by no rule'));
    const ofCharts = mentioned.map(({ release, mentions }) => explainMentions(release, mentions, survey));
    const explained = new Set(mentioned.flatMap(({ mentions }) => mentions.map(({ text }) => text)));
    // What no chart names: images of plain objects, and those that an annotation adds.
    const others = rendered.flatMap(({ id, charts, images, excluded }) => {
        const isMeant = (reference) => reference.includes(subject) && (charts.length === 0 || !explained.has(reference));
        const pulled = images.filter(({ reference }) => isMeant(reference));
        const out = excluded.filter(isMeant);
        if (pulled.length + out.length === 0)
            return [];
        const facts = [
            ...pulled.map(({ reference, uses }) => ({ text: `pulled: ${reference}`, details: uses.map(useText(survey)) })),
            ...out.map((reference) => ({
                text: `not pulled: ${reference}`,
                details: ['left out by an input or an annotation'],
            })),
        ];
        return [{ title: (0,problem/* releaseTitle */.KU)(id), facts, problems: [] }];
    });
    return [...ofCharts, ...others];
}
function useText({ inputs }) {
    const annotation = (0,opt_in/* annotationName */.PK)(inputs.label, 'include');
    return ({ object, path, rule, confidence }) => rule === 'include' ? `named by the annotation ${annotation}` : `${object}: ${path} (${rule}, ${confidence})`;
}
function explainMentions(release, mentions, survey) {
    const byText = new Map();
    for (const mention of mentions)
        byText.set(mention.text, [...(byText.get(mention.text) ?? []), mention]);
    const key = (0,problem/* releaseKey */.DR)(release.id);
    const report = survey.generated.rendered.find(({ id }) => (0,problem/* releaseKey */.DR)(id) === key);
    const chart = report ? `, chart ${report.charts.join(' and ')}` : '';
    const facts = [...byText].map(([text, all]) => {
        const isPulled = all.some(({ verdict }) => verdict === 'pulled');
        return { text: `${isPulled ? 'pulled' : 'not pulled'}: ${text}`, details: all.map(placeText(survey)) };
    });
    return { title: `HelmRelease ${key}, ${position(release.place)}${chart}`, facts, problems: [] };
}
function placeText({ inputs }) {
    return ({ object, path, verdict, rule, confidence, by = '' }) => {
        const found = rule === undefined ? '' : ` (${rule}, ${confidence})`;
        return `${object}: ${path}${found}${reason(verdict, by, inputs.label)}`;
    };
}
function reason(verdict, by, label) {
    const include = (0,opt_in/* annotationName */.PK)(label, 'include');
    switch (verdict) {
        case 'pulled':
            return '';
        case 'below min-confidence':
            return `: left out, for min-confidence is ${by}`;
        case 'excluded by an expression':
            return `: left out by ${by}, in exclude-images or in the annotation ${(0,opt_in/* annotationName */.PK)(label, 'exclude')}`;
        case 'excluded by a glob on objects':
            return `: left out by ${by} in exclude-objects`;
        case 'switched off':
            return ': left out, for a switch beside it, such as enabled: false, turns it off';
        case 'for Windows':
            return ': left out, for it runs on Windows nodes';
        case 'not run here':
            return ': left out, for its key says that it is not run here';
        case 'object runs nothing':
            return ': left out, for objects of this kind describe images and run none, or it is a test that Flux does not run';
        case 'taken by no rule':
            return `: looks like an image, and nothing says that this field names one that is run; if it is, name it in the annotation ${include}`;
    }
}

// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/command/explain-workloads.ts




/** The plain objects of a Kustomization or ResourceSet of that name that are opted in, and what they run. */
function explainWorkloads(subject, survey) {
    const named = survey.discovery.workloads.filter(({ id }) => [id.name, `${id.namespace}/${id.name}`, (0,problem/* releaseKey */.DR)(id)].includes(subject));
    const byKey = new Map();
    for (const one of named)
        byKey.set((0,problem/* releaseKey */.DR)(one.id), [...(byKey.get((0,problem/* releaseKey */.DR)(one.id)) ?? []), one]);
    return [...byKey].flatMap(([key, all]) => {
        const [first] = all;
        if (first === undefined)
            return [];
        const objects = all.flatMap(({ namespace, objects }) => objects.map(({ object, place, isNamed }) => {
            const name = `${(0,json/* textAt */.$6)(object, 'kind')} ${namespace}/${(0,json/* textAt */.$6)(object, 'metadata', 'name')}`;
            return `${name}, ${position(place)}${isNamed ? '' : ': opted in with all that is applied with it'}`;
        }));
        return [
            {
                title: key,
                facts: [
                    { text: `declared in ${position(first.place)}` },
                    ...(first.suspended
                        ? [{ text: 'spec.suspend: Flux does not reconcile it now; what it runs is still kept on the nodes' }]
                        : []),
                    { text: 'plain objects that are opted in', details: objects },
                    ...generatedFacts(first.id, survey),
                ],
                problems: survey.generated.problems.filter(({ release }) => release !== undefined && (0,problem/* releaseKey */.DR)(release) === key),
            },
        ];
    });
}

// EXTERNAL MODULE: ./src/command/written-releases.ts
var written_releases = __webpack_require__(6777);
;// CONCATENATED MODULE: ./src/command/explain.ts








/** Says why something is there or is not. @returns the exit code: 1 when nothing is known of it. */
function explain(survey, subject, json) {
    const { output, messages } = survey;
    const explanations = explanationsOf(survey, subject);
    if (json)
        for (const line of JSON.stringify(explanations, null, 2).split('\n'))
            output.print(line);
    else
        for (const explanation of explanations)
            printExplanation(explanation, output);
    if (explanations.length > 0)
        return 0;
    messages.print(`Nothing is known of ${subject}: there is no file and no HelmRelease of that name, and no chart that is rendered here ` +
        'names such an image. Releases that could not be rendered are said by `prepuller plan`.', 'yellow');
    return 1;
}
/** A file, HelmReleases of that name, and else images: a part of an image's name may be a release's, too. */
function explanationsOf(survey, subject) {
    const file = fileOf(survey, subject);
    const releases = (0,written_releases/* writtenReleases */.W)(survey.inputs);
    if (file !== undefined)
        return [explainFile(file, releases, survey)];
    const named = releases.filter((release) => isNamed(release, subject));
    const unwritten = survey.discovery.releases.filter(({ id, place }) => isNamed(id, subject) && !named.some((one) => one.place.file === place.file));
    const ofReleases = [
        ...[...named, ...unwritten.map(asWritten)].map((release) => explainRelease(release, survey)),
        ...explainWorkloads(subject, survey),
    ];
    return [...ofReleases, ...explainImages(subject, survey, ofReleases.length === 0)];
}
/** Relative to the folder one is in, or to the root. */
function fileOf({ inputs }, subject) {
    for (const base of [process.cwd(), inputs.root]) {
        const file = external_node_path_default().relative(inputs.root, external_node_path_default().resolve(base, subject)).split((external_node_path_default()).sep).join('/');
        if (/\.[a-z]+$/i.test(subject) && !file.startsWith('../') && (0,external_node_fs_.existsSync)(external_node_path_default().join(inputs.root, file)))
            return file;
    }
    return undefined;
}
/** `NAME` or `NAMESPACE/NAME`; a file may leave the namespace to its Kustomization. */
function isNamed({ name, namespace }, subject) {
    const [, ofSubject, bare = subject] = /^([^/:]+)\/([^/:]+)$/.exec(subject) ?? [];
    return name === bare && (ofSubject === undefined || namespace === '' || namespace === ofSubject);
}
/** One that no file has as it is, such as one that a patch or an operator names. */
function asWritten({ id, place, suspended }) {
    return { ...id, place, label: 'enabled', isLabelled: true, isSuspended: suspended, isRemote: false, values: [] };
}

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
    const known = generated.sizes?.images;
    const byReference = new Map();
    for (const { id, images } of generated.rendered) {
        for (const { reference, uses } of images) {
            byReference.set(reference, [...(byReference.get(reference) ?? []), { ...id, uses }]);
        }
    }
    const references = [...byReference.keys()].sort();
    if (json) {
        const list = references.map((reference) => ({
            reference,
            ...known?.get(reference),
            releases: byReference.get(reference),
        }));
        for (const line of JSON.stringify(list, null, 2).split('\n'))
            output.print(line);
        return;
    }
    const namesOf = (reference) => generated.rendered
        .filter(({ images }) => images.some((image) => image.reference === reference))
        .map(({ id }) => (0,problem/* releaseKey */.DR)(id));
    if (references.length === 0)
        return;
    const sizeOf = (reference) => (known ? [(0,size_text/* imageSize */.R9)(known.get(reference)?.size ?? {}) || '-'] : []);
    printTable(output, ['IMAGE', ...(known ? ['SIZE'] : []), 'RELEASES'], references.map((reference) => [reference, ...sizeOf(reference), namesOf(reference).join(', ')]));
}

;// CONCATENATED MODULE: ./src/command/releases-answer.ts




/** The table of releases, and what they take on a node where registries were asked. */
function printReleases({ generated, output }) {
    const { sizes } = generated;
    const sizeCell = (size) => (sizes === undefined ? [] : [size]);
    const rows = releaseRows(generated).map(({ id, charts, images, files }) => [
        (0,problem/* releaseKey */.DR)(id),
        ...chartCells(charts),
        String(images.length),
        ...sizeCell((0,size_text/* releaseSize */.rc)(sizes?.releases.get((0,problem/* releaseKey */.DR)(id))) || '-'),
        files.join(', ') || '-',
    ]);
    const failed = failedReleases(generated.problems).map((id) => [
        ...[(0,problem/* releaseKey */.DR)(id), '-', '-', 'failed'],
        ...sizeCell('-'),
        '-',
    ]);
    if (rows.length + failed.length === 0)
        return;
    printTable(output, ['RELEASE', 'CHART', 'VERSION', 'IMAGES', ...sizeCell('SIZE'), 'FILE'], [...rows, ...failed]);
    for (const sentence of sizes === undefined ? [] : (0,size_text/* sizeSentences */._b)(sizes))
        output.print(sentence);
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
    const { sizes } = generated;
    return {
        releases: releaseRows(generated).map(({ id, charts, images, excluded, places, files }) => ({
            ...id,
            charts,
            images: images.map(({ reference }) => reference),
            excluded,
            manifests: places,
            files,
            ...(sizes && { size: sizes.releases.get((0,problem/* releaseKey */.DR)(id)) }),
        })),
        ...(sizes && { sizes: { nodes: sizes.nodes, changes: sizes.changes } }),
        failed: failedReleases(generated.problems),
        problems: (0,fold_problems/* foldProblems */.K)(generated.problems),
        whatChanges: generated.whatChanges,
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
        printWhatChanges(survey);
        printDifferences(survey);
        printSizes(survey);
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
            printWhatChanges(survey);
            printDifferences(survey);
            printSizes(survey);
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
/** Where registries were asked. */
function printSizes({ generated: { sizes }, output }) {
    for (const sentence of sizes === undefined ? [] : (0,size_text/* sizeSentences */._b)(sizes))
        output.print(sentence);
}
function errorCount({ generated }) {
    return (0,fold_problems/* foldProblems */.K)(generated.problems).filter(({ severity }) => severity === 'error').length;
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


/***/ }),

/***/ 7125:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readGeneratedHead),
/* harmony export */   G: () => (/* binding */ generatedHead)
/* harmony export */ });
/* harmony import */ var _generated_mark_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2122);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4008);


/** The first lines of a generated file; what they name must be safe for a comment. */
function generatedHead({ cluster, releases }) {
    return [
        `${_generated_mark_js__WEBPACK_IMPORTED_MODULE_1__/* .generatedMark */ .J}. Do not edit: the next run overwrites it.`,
        ...(cluster ? [`# cluster: ${cluster}`] : []),
        ...(releases.length > 0 ? ['#', ...releases.map(releaseLine)] : []),
    ];
}
const plainObjects = 'plain objects';
function releaseLine({ id, chart, file }) {
    const origin = file === undefined ? '' : `, from ${file}`;
    return `# ${(0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .releaseTitle */ .KU)(id)}: ${chart === undefined ? plainObjects : `chart ${chart}`}${origin}`;
}
/**
 * Reads what `generatedHead` wrote, and what version 0.1 did. Lines that somebody has spoilt are missing from the result.
 * @returns `undefined` for a text without the mark
 */
function readGeneratedHead(text) {
    if (!(0,_generated_mark_js__WEBPACK_IMPORTED_MODULE_1__/* .isMarked */ .r)(text))
        return undefined;
    const lines = text.split(/\r?\n/);
    const end = lines.findIndex((line) => !line.startsWith('#') && !line.startsWith('\uFEFF#'));
    const head = end < 0 ? lines : lines.slice(0, end);
    const cluster = head.map((line) => /^# cluster: (\S+)$/.exec(line)?.[1]).find((name) => name !== undefined);
    return { ...(cluster !== undefined && { cluster }), releases: head.flatMap(readReleaseLine) };
}
function readReleaseLine(line) {
    const [, kind, namespace, name, rest = ''] = /^# (HelmRelease|Kustomization|ResourceSet) ([a-z0-9-]+)\/([a-z0-9.-]+): (.*)$/.exec(line) ?? [];
    if (!namespace || !name)
        return [];
    if (kind !== 'HelmRelease')
        return readPlainLine({ kind: kind, namespace, name }, rest);
    return rest.startsWith('chart ') ? [readChart({ namespace, name }, rest.slice('chart '.length))] : [];
}
function readPlainLine(id, rest) {
    const [, file] = new RegExp(`^${plainObjects}(?:, from (.*))?$`).exec(rest) ?? [];
    return rest.startsWith(plainObjects) ? [{ id, ...(file !== undefined && { file }) }] : [];
}
function readChart(id, rest) {
    // The last one: what a chart calls itself is a stranger's.
    const [, chart = rest, file] = /^(.*), from (.*)$/.exec(rest) ?? [];
    return { id, chart, ...(file !== undefined && { file }) };
}


/***/ })

};
