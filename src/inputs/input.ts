/** A row of the table of inputs: all that the action, its documents and other ways to give inputs know of one. */
export interface Input<T> extends InputType<T> {
  /** As action.yml and its users write it. */
  name: string;
  /** What stands for an input that is not given; empty where the check or the user of the value makes one up. */
  default: string;
  /** An expression of the forge that action.yml has as the default: what only a runner can fill in. */
  defaultOfAction?: string;
  /** For the person who sets it. One paragraph of Markdown. */
  description: string;
  /**
   * It decides what is generated and nothing else, so the repository's own `.prepuller.yaml` may give it. A stranger's pull
   * request can change that file: no tools, hosts, credentials, limits, paths outside or publishing.
   */
  shapesOutput?: true;
  /** What of the value must never stand in a log. */
  secrets?(value: T): string[];
}

/** How the text of an input is written, and what becomes of it. */
export interface InputType<T> {
  /** A list of words is a choice among them. */
  type: 'boolean' | 'text' | 'integer' | 'lines' | 'map' | readonly string[];
  /** @throws FatalError with the input's name, what it holds and what is allowed. */
  check: (text: string, context: CheckContext) => T | Promise<T>;
}

export interface CheckContext {
  /** Of the input. */
  name: string;
  /** Absolute path of the repository's root, which paths are relative to. */
  root: string;
  /** Absolute path of the runner's temporary folder. */
  temporary: string;
  /** The repository gives it itself, so that it may be a stranger's. */
  isOfRepository?: true;
}
