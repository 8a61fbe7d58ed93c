/**
 * What git and the forges say when a push or a fetch fails. The words are those of git (LC_ALL=C), GitHub
 * (https://docs.github.com/code-security/secret-scanning, GH006, GH013), Forgejo (routers/private/hook_pre_receive.go)
 * and libcurl.
 */
const credentials =
  /Authentication failed|could not read (?:Username|Password)|returned error: 40[13]\b|Permission to .{1,200} denied|Write access to repository not granted|Permission denied \(|not allowed to push code/i;
const missing = /repository .{0,300}not found|does not appear to be a git repository|returned error: 404\b/i;
const protection =
  /GH006|GH013|protected branch|branch is protected|rule violations|pre-receive hook declined|hook declined|denied by hook/i;
/** Somebody else moved the branch first, seen here, by git on the forge, or while it locks the branch. */
const race =
  /fetch first|non-fast-forward|stale info|remote ref updated|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists|shallow update not allowed/i;
const transient =
  /Could not resolve host|Connection (?:refused|reset|timed out)|Failed to connect|Couldn't connect|timed out|early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|Empty reply|returned error: (?:408|429|5\d\d)\b/i;

/** What the person who reads the log has to change, or `undefined` for what another try may settle. */
export function explainRefusal(words: string, branch: string): string | undefined {
  if (protection.test(words)) {
    return (
      `The forge refuses the push to ${branch} by a protection rule or a hook: allow this workflow's identity to push ` +
      'to it, or set publish: pull-request.'
    );
  }
  if (race.test(words)) return undefined;
  if (credentials.test(words)) {
    return (
      'The forge does not accept the credentials: give the job `permissions: contents: write` and keep the ' +
      "checkout's `persist-credentials`, or set the input `token` to one that may write and has not expired."
    );
  }
  if (missing.test(words)) return 'The forge knows no such repository, or the credentials may not see it.';
  if (transient.test(words)) return undefined;
  if (/remote rejected|\[rejected]/.test(words)) return `The forge refuses the push to ${branch}.`;
  return undefined;
}

/** What may pass by itself: the network, or a forge that is busy. */
export function isTransient(words: string): boolean {
  return !race.test(words) && transient.test(words);
}
