/** What the forge says about the run: the `GITHUB_*` variables and the event's payload, the same on Forgejo. */
export interface RunEvent {
  /** `push`, `pull_request`, `workflow_dispatch`, `schedule`, ... */
  name: string;
  /** Full ref, such as `refs/heads/main`. */
  ref: string;
  /** The commit that the run is about. */
  sha: string;
  /** On `push`: the tip before it; all zeroes for a new branch. */
  before?: string;
  /** On `push`: the tip after it. */
  after?: string;
  pullRequest?: PullRequest;
  /** `owner/name`. */
  repository: string;
  serverUrl: string;
  apiUrl: string;
  isForgejo: boolean;
}

export interface PullRequest {
  number: number;
  /** Branch names, without `refs/heads/`. */
  headBranch: string;
  baseBranch: string;
  headSha: string;
  /** `owner/name` of the repository that the head is in; another one is a fork. Empty when that was deleted. */
  headRepository: string;
}
