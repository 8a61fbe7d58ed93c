import path from 'node:path';
import { FatalError } from '../problem.js';
import { type IgnorePattern, parseIgnorePattern } from './source-ignore-pattern.js';

/** What source-controller leaves out of a source without patterns of its own (fluxcd/pkg, sourceignore/sourceignore.go). */
const usual = [
  '*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip',
  '.github/,.circleci/,.travis.yml,.gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,codeship-services.yml,codeship-steps.yml',
  '**/.goreleaser.yml,**/.sops.yaml,**/.flux.yaml',
].flatMap((patterns) => patterns.split(','));

const mostPatterns = 2000;

/**
 * Is the file or folder, relative to the source's root, left out of the source? A folder that is may still be there for
 * what is below it.
 */
export type IsIgnored = (path: string, kind?: 'file' | 'folder') => boolean;

export interface IgnoreRules {
  /** Every `.sourceignore`, relative to the root, with its text. */
  files: ReadonlyMap<string, string>;
  /** `spec.ignore` of the source; it comes last, and so over the files. */
  spec: string;
}

/**
 * Unlike in git, the last pattern that matches decides even below a folder that is left out; and patterns of the
 * repository or of the source replace the usual ones (fluxcd/pkg, artifact/storage/archive.go: SourceIgnoreFilter;
 * sourceignore/gitignore/matcher.go; source-controller, internal/controller/gitrepository_controller.go:
 * reconcileArtifact).
 * @throws FatalError when there are more patterns than people write: each file is compared with each
 */
export function readSourceIgnore({ files, spec }: IgnoreRules): IsIgnored {
  const own = [...files]
    .sort(([a], [b]) => depth(a) - depth(b))
    .flatMap(([file, text]) => readPatterns(path.posix.dirname(file), text))
    .concat(readPatterns('.', spec));
  if (own.length > mostPatterns)
    throw new FatalError(
      `The .sourceignore files and spec.ignore have more than ${mostPatterns} patterns in all: use fewer.`,
    );
  const patterns = own.length > 0 ? own : usual.map((pattern) => parseIgnorePattern(pattern, []));
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
