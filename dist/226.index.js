export const id = 226;
export const ids = [226];
export const modules = {

/***/ 2226:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  proposeChanges: () => (/* binding */ proposeChanges)
});

// EXTERNAL MODULE: ./src/problem.ts
var problem = __webpack_require__(4008);
// EXTERNAL MODULE: ./src/git/pause.ts
var pause = __webpack_require__(3662);
// EXTERNAL MODULE: ./src/git/proposal-branch.ts
var proposal_branch = __webpack_require__(7445);
// EXTERNAL MODULE: ./src/git/publication.ts + 4 modules
var git_publication = __webpack_require__(6229);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/git/pull-request-text.ts

/**
 * Forges refuse a description of more than 65,536 characters (422); one that is nearly so long is read by nobody, and a
 * person may still add to it.
 */
const mostCharacters = 60_000;
const begin = '<!-- prepuller: kept up to date from here -->';
const endPattern = /<!-- prepuller: to here; content=(\w*) section=(\w*) title=(\w*) -->/;
/** The text of a new pull request. */
function composeText({ title, section: sectionWithin, content }) {
    const section = sectionWithin(mostCharacters);
    const written = { content, section: digest(section), title: digest(title) };
    return { title, body: join({ before: '', section, written, after: '' }) };
}
/** What is to be changed in a pull request; a title or a section that a person has edited is left alone. */
function reviseText(current, wanted) {
    const body = lines(current.body);
    const parts = split(body);
    // Without its marks nothing in it is known to be prepuller's.
    if (parts === undefined)
        return {};
    const isOwnSection = digest(parts.section) === parts.written.section;
    const isOwnTitle = digest(current.title) === parts.written.title;
    const room = mostCharacters - parts.before.length - parts.after.length;
    const section = isOwnSection ? wanted.section(room) : parts.section;
    const written = {
        content: wanted.content,
        section: isOwnSection ? digest(section) : parts.written.section,
        title: isOwnTitle ? digest(wanted.title) : parts.written.title,
    };
    const revised = join({ ...parts, section, written });
    return {
        ...(isOwnTitle && wanted.title !== current.title && { title: wanted.title }),
        ...(revised !== body && { body: revised }),
    };
}
/** The content that a pull request proposed when it was written last; `undefined` when it does not say. */
function contentOf({ body }) {
    return split(lines(body))?.written.content || undefined;
}
/** For a pull request that prepuller closes itself: the same content may be proposed again. */
function withoutContent({ body }) {
    const parts = split(lines(body));
    return parts === undefined ? body : join({ ...parts, written: { ...parts.written, content: '' } });
}
/** What is said around the content: why there is a pull request, and what becomes of it. */
function describeProposal(content, branch) {
    const head = `The images that the labelled HelmReleases on \`${branch}\` run have changed.`;
    const foot = 'prepuller keeps this text up to date, and closes the pull request when nothing is left to change.';
    return [head, content, foot].join('\n\n');
}
function split(body) {
    const end = endPattern.exec(body);
    const start = body.indexOf(`${begin}\n`);
    if (end === null || start < 0 || start > end.index)
        return undefined;
    const [, content = '', section = '', title = ''] = end;
    return {
        before: body.slice(0, start),
        section: body.slice(start + begin.length + 1, end.index - 1),
        written: { content, section, title },
        after: body.slice(end.index + end[0].length),
    };
}
function join({ before, section, written, after }) {
    const { content, section: text, title } = written;
    const end = `<!-- prepuller: to here; content=${content} section=${text} title=${title} -->`;
    return `${before}${begin}\n${section}\n${end}${after}`;
}
/** An editor on a page sends carriage returns. */
function lines(text) {
    return text.replaceAll('\r\n', '\n');
}
function digest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}

// EXTERNAL MODULE: ./src/git/pull-requests.ts
var pull_requests = __webpack_require__(8432);
// EXTERNAL MODULE: ./src/git/remote.ts + 1 modules
var remote = __webpack_require__(2755);
;// CONCATENATED MODULE: ./src/git/propose-changes.ts







const maxPushes = 5;
/**
 * Keeps one pull request open with the changes: one commit on a branch of our own, which is made anew on the tip of
 * the branch that it is for. With nothing left to change the pull request is closed and its branch removed, also after
 * a merge where the forge does not do so.
 */
async function proposeChanges(publication) {
    const { workspace, branch: base, options, event } = publication;
    const head = (0,proposal_branch/* proposalBranch */.h)(options, base);
    const forge = await (0,pull_requests/* openPullRequests */.S)(options.forgeToken, event);
    for (let attempt = 1; attempt <= maxPushes; attempt++) {
        const tips = await (0,remote/* remoteTips */.Xz)(workspace, base, head);
        const tip = tips.get(base);
        if (tip === undefined)
            throw new problem/* FatalError */.HX(`The branch ${base} is gone: there is nothing left to propose to.`);
        await (0,remote/* fetchBranches */.r4)(workspace, ...tips.keys());
        const tree = await (0,git_publication/* generatedTreeOn */.BF)(publication, tip);
        if (tree === undefined)
            return { overtakenBy: tip };
        const proposal = { publication, forge, branches: { head, base }, tip, tree, current: tips.get(head) };
        const isWanted = tree !== (await (0,git_publication/* treeOfCommit */.rv)(publication, tip));
        const result = await (isWanted ? propose(proposal) : withdraw(proposal));
        if (result !== undefined)
            return { result, tip, hasFiles: false };
        await (0,pause/* pause */.v)(attempt);
    }
    throw new problem/* FatalError */.HX(`${head} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}
/** @returns `undefined` when the branch moved meanwhile. */
async function propose(proposal) {
    const { publication, forge, branches, current } = proposal;
    const wanted = await wantedText(proposal);
    const open = await forge.findOpen(branches);
    const declined = open ? undefined : await findDeclined(proposal, wanted.content);
    const known = { kind: 'pull-request', branch: branches.head };
    if (declined)
        return { ...known, state: 'declined', pullRequest: placeOf(declined) };
    const sha = await commitOfProposal(proposal);
    const isNew = sha !== current;
    if (isNew && !(await (0,remote/* push */.VC)(publication.workspace, { branch: branches.head, to: sha, from: current })))
        return undefined;
    const pushed = isNew ? { sha } : {};
    if (open === undefined) {
        const opened = await openOne(forge, branches, wanted);
        const notices = await label(forge, opened, publication.options.labels);
        return { ...known, ...pushed, state: 'opened', pullRequest: placeOf(opened), ...(notices[0] && { notices }) };
    }
    const isRevised = await revise(forge, open, wanted);
    return { ...known, ...pushed, state: isNew || isRevised ? 'updated' : 'unchanged', pullRequest: placeOf(open) };
}
async function wantedText({ publication, branches, tree }) {
    const { options, describe, workspace } = publication;
    const folder = `${tree}:${workspace.checkout.prefix}${options.outputPath}`;
    const { stdout } = await workspace.checkout.tryGit(['rev-parse', '--verify', '--quiet', folder], { quiet: true });
    return {
        title: options.title || (options.commitMessage.split('\n')[0] ?? ''),
        section: (mostCharacters) => describeProposal(describe(mostCharacters - 1_000), branches.base),
        content: stdout.trim() || 'none',
    };
}
/** A person closed it, and would see the same again. */
async function findDeclined({ forge, branches }, content) {
    const last = await forge.findLastClosed(branches);
    return last !== undefined && contentOf(last) === content ? last : undefined;
}
/** The commit that is to be on the branch: the one that is there, if it is the same but for its date. */
async function commitOfProposal({ publication, tip, tree, current }) {
    if (current !== undefined) {
        // Raw, for in a shallow clone git pretends that the commit has no parent.
        const { stdout } = await publication.workspace.checkout.tryGit(['cat-file', 'commit', current]);
        if (stdout.startsWith(`tree ${tree}\nparent ${tip}\nauthor `))
            return current;
    }
    return await (0,git_publication/* commitOn */.Rw)(publication, tip, tree);
}
/** Another run may have opened it in between. */
async function openOne(forge, branches, wanted) {
    try {
        return await forge.open(branches, composeText(wanted));
    }
    catch (error) {
        const open = await forge.findOpen(branches);
        if (open === undefined)
            throw error;
        await revise(forge, open, wanted);
        return open;
    }
}
async function revise(forge, open, wanted) {
    const change = reviseText(open, wanted);
    if (Object.keys(change).length === 0)
        return false;
    await forge.update(open.number, change);
    return true;
}
/** Labels are for people: a forge that does not know one keeps the pull request all the same. */
async function label(forge, { number }, labels) {
    if (labels.length === 0)
        return [];
    try {
        await forge.addLabels(number, labels);
        return [];
    }
    catch (error) {
        if (!(error instanceof problem/* FatalError */.HX))
            throw error;
        return [`The pull request has no labels. ${error.message} ${error.detail ?? ''}`];
    }
}
/** @returns `undefined` when the branch moved meanwhile. */
async function withdraw({ publication, forge, branches, current }) {
    // Without a branch there is no pull request to close.
    if (current === undefined)
        return { kind: 'unchanged' };
    const open = await forge.findOpen(branches);
    if (open)
        await forge.update(open.number, { state: 'closed', body: withoutContent(open) });
    const isRemoved = await (0,remote/* push */.VC)(publication.workspace, { branch: branches.head, to: undefined, from: current });
    if (!isRemoved)
        return undefined;
    return { kind: 'withdrawn', branch: branches.head, ...(open && { pullRequest: placeOf(open) }) };
}
function placeOf({ number, url }) {
    return { number, url };
}


/***/ })

};
