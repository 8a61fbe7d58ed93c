import path from 'node:path';
import { FatalError } from '../problem.js';
import { ignoreFileName } from './ignore-files.js';
import { type IgnorePattern, parseIgnorePattern } from './source-ignore-pattern.js';

/** What source-controller leaves out of a source without patterns of its own (fluxcd/pkg, sourceignore/sourceignore.go). */
const usual = [
  '*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip',
  '.github/,.circleci/,.travis.yml,.gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,codeship-services.yml,codeship-steps.yml',
  '**/.goreleaser.yml,**/.sops.yaml,**/.flux.yaml',
].flatMap((patterns) => patterns.split(','));

/** Left out beside the patterns of a source, which may take them back in; its `.git` is never looked at. */
const ofGit = ['.gitignore', '.gitmodules', '.gitattributes'];

const mostPatterns = 2000;

/**
 * Is the file or folder, relative to the source's root, left out of the source? A folder that is may still be there for
 * what is below it.
 */
export type IsIgnored = (path: string, kind?: 'file' | 'folder') => boolean;

/** Which rules source-controller goes by, which depends on the kind of the source. */
export interface SourceRules {
  /**
   * `tree`: every `.sourceignore`, and the usual patterns where there is no other.
   * `root`: the `.sourceignore` at the root alone. `none`: nothing is left out.
   */
  scope: 'tree' | 'root' | 'none';
  /** `spec.ignore` of the source; it comes last, and so over the files. */
  spec: string;
}

export interface IgnoreRules extends SourceRules {
  /** Every `.sourceignore`, relative to the root, with its text. */
  files: ReadonlyMap<string, string>;
}

/**
 * Unlike in git, the last pattern that matches decides even below a folder that is left out; and patterns of the
 * repository or of the source replace the usual ones (fluxcd/pkg, artifact/storage/archive.go: SourceIgnoreFilter;
 * sourceignore/gitignore/matcher.go; source-controller, internal/controller/gitrepository_controller.go and
 * ocirepository_controller.go: reconcileArtifact; bucket_controller.go: fetchEtagIndex).
 * @throws FatalError when there are more patterns than people write: each file is compared with each
 */
export function readSourceIgnore({ files, spec, scope }: IgnoreRules): IsIgnored {
  if (scope === 'none') return () => false;
  const own = [...files]
    .filter(([file]) => scope === 'tree' || file === ignoreFileName)
    .sort(([a], [b]) => depth(a) - depth(b))
    .flatMap(([file, text]) => readPatterns(path.posix.dirname(file), text))
    .concat(readPatterns('.', spec));
  if (own.length > mostPatterns)
    throw new FatalError(
      `The .sourceignore files and spec.ignore have more than ${mostPatterns} patterns in all: use fewer.`,
    );
  const before = scope === 'root' ? [] : [...ofGit, ...(own.length > 0 ? [] : usual)];
  const patterns = [...before.map((pattern) => parseIgnorePattern(pattern, [])), ...own];
  return (file, kind = 'file') => {
    const names = file.split('/');
    const last = patterns.findLast((pattern) => pattern.matches(names, kind === 'folder'));
    return last !== undefined && !last.isInclusion;
  };
}

function depth(file: string): number {
  return file.split('/').length;
}

/** fluxcd/pkg, sourceignore/sourceignore.go: ReadPatterns. */
function readPatterns(folder: string, text: string): IgnorePattern[] {
  const domain = folder === '.' ? [] : folder.split('/');
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => parseIgnorePattern(line, domain));
}
