/**
 * What git and the forges say when a push or a fetch fails. The words are those of git (LC_ALL=C), GitHub
 * (https://docs.github.com/code-security/secret-scanning, GH006, GH013), Forgejo (routers/private/hook_pre_receive.go)
 * and libcurl.
 */
const permission =
  /returned error: 403\b|Permission to .{1,200} denied|Write access to repository not granted|User permission denied|not allowed to push code/i;
const credentials =
  /Authentication failed|could not read (?:Username|Password)|returned error: 401\b|Permission denied \(/i;
const missing = /repository .{0,300}not found|does not appear to be a git repository|returned error: 404\b/i;
const protection =
  /GH006|GH013|protected branch|branch is protected|rule violations|pre-receive hook declined|hook declined|denied by hook/i;
/** refs/files-backend.c and refs.c: a branch cannot have another one's name as its folder. */
const nameInTheWay = /'refs\/heads\/([^']{1,250})' exists; cannot create/;
/** Somebody else moved the branch first, seen here, by git on the forge, or while it locks the branch. */
const race =
  /fetch first|non-fast-forward|stale info|remote ref updated|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists|shallow update not allowed/i;
const transient =
  /Could not resolve host|Connection (?:refused|reset|timed out)|Failed to connect|Couldn't connect|timed out|early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|Empty reply|returned error: (?:408|429|5\d\d)\b/i;
/** send-pack.c: what the configuration asks for and the forge does not have. */
const unsupported = /the receiving end does not support (push options|--signed push|--atomic push)/;
/** builtin/push.c says so after a `pre-push` hook has failed, when nothing was sent and no ref was answered for. */
const nothingPushed = /error: failed to push some refs/;

export interface Failure {
  /** What git said on both streams. Untrusted text. */
  words: string;
  /** That was to be fetched or pushed. */
  branch: string;
  /** The setting by which git goes to another URL than the remote's own. */
  rewrittenBy?: string | undefined;
}

/** What the person who reads the log has to change, or `undefined` for what another try may settle. */
export function explainRefusal({ words, branch, rewrittenBy }: Failure): string | undefined {
  const other = nameInTheWay.exec(words)?.[1];
  if (other !== undefined) {
    return `The branch ${other} is in the way of ${branch}: git cannot have both. Rename or delete it, or choose another cluster-name.`;
  }
  if (protection.test(words)) {
    return (
      `The forge refuses the push to ${branch} by a protection rule or a hook: allow this workflow's identity to push ` +
      'to it, or set publish: pull-request.'
    );
  }
  const setting = unsupported.exec(words)?.[1];
  if (setting !== undefined) {
    const name = { 'push options': 'push.pushOption', '--signed push': 'push.gpgSign' }[setting] ?? setting;
    return `The checkout's git configuration has ${name}, which this forge does not support: unset it.`;
  }
  if (race.test(words)) return undefined;
  const elsewhere = rewrittenBy === undefined ? '' : ` The setting ${rewrittenBy} sends git to another URL.`;
  if (permission.test(words)) {
    return (
      'The credentials are accepted, but may not write: give the job `permissions: contents: write`, or set the ' +
      `input \`token\` to one that may write.${elsewhere}`
    );
  }
  if (credentials.test(words)) {
    return (
      "The forge does not accept the credentials: keep the checkout's `persist-credentials`, or set the input `token` " +
      `to one that may write and has not expired.${elsewhere}`
    );
  }
  if (missing.test(words)) {
    return `The forge knows no such repository, or the credentials may not see it.${elsewhere}`;
  }
  if (transient.test(words)) return undefined;
  if (/remote rejected|\[rejected]/.test(words)) return `The forge refuses the push to ${branch}.`;
  if (nothingPushed.test(words)) {
    return `A hook of this checkout (\`pre-push\`) refuses the push to ${branch}: see what it says, or unset core.hooksPath.`;
  }
  return undefined;
}

/** Somebody else was faster. */
export function isRace(words: string): boolean {
  return race.test(words);
}

/** What may pass by itself: the network, or a forge that is busy. */
export function isTransient(words: string): boolean {
  return !race.test(words) && transient.test(words);
}
