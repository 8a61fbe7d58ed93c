import path from 'node:path';
import { type IgnorePattern, parseIgnorePattern } from './source-ignore-pattern';

/** What source-controller leaves out of a source without patterns of its own (fluxcd/pkg, sourceignore/sourceignore.go). */
const usual = [
  '*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip',
  '.github/,.circleci/,.travis.yml,.gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,codeship-services.yml,codeship-steps.yml',
  '**/.goreleaser.yml,**/.sops.yaml,**/.flux.yaml',
].flatMap((patterns) => patterns.split(','));

/**
 * Is a file left out of Flux's source? Unlike in git, the last pattern that matches decides even below a folder that is
 * left out; and patterns of the repository replace the usual ones (fluxcd/pkg, artifact/storage/archive.go:
 * SourceIgnoreFilter; sourceignore/gitignore/matcher.go).
 * @param files Every `.sourceignore`, relative to the root.
 */
export function readSourceIgnore(files: readonly string[], read: (file: string) => string): (file: string) => boolean {
  const own = [...files].sort((a, b) => depth(a) - depth(b)).flatMap((file) => readPatterns(file, read(file)));
  const patterns = own.length > 0 ? own : usual.map((pattern) => parseIgnorePattern(pattern, []));
  return (file) => {
    const names = file.split('/');
    const last = patterns.findLast((pattern) => pattern.matches(names));
    return last !== undefined && !last.isInclusion;
  };
}

function depth(file: string): number {
  return file.split('/').length;
}

/** fluxcd/pkg, sourceignore/sourceignore.go: ReadPatterns. */
function readPatterns(file: string, text: string): IgnorePattern[] {
  const folder = path.posix.dirname(file);
  const domain = folder === '.' ? [] : folder.split('/');
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => parseIgnorePattern(line, domain));
}
