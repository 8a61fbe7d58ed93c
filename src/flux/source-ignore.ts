import { readFileSync } from 'node:fs';
import path from 'node:path';
import createIgnore from 'ignore';
import type { WorkTree } from './work-tree.js';

/** What source-controller leaves out of every source (fluxcd/pkg, sourceignore/sourceignore.go). */
const always = [
  '*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip',
  '.github/,.circleci/,.travis.yml,.gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,codeship-services.yml,codeship-steps.yml',
  '**/.goreleaser.yml,**/.sops.yaml,**/.flux.yaml',
].flatMap((patterns) => patterns.split(','));

/** Is a file, or a folder with a slash at its end, left out of Flux's source by its rules and `.sourceignore`? */
export function readSourceIgnore(tree: WorkTree): (file: string) => boolean {
  const rules = createIgnore().add(always);
  const file = tree.resolve('.sourceignore');
  if (file.kind === 'file') rules.add(readFileSync(path.join(tree.root, file.path), 'utf8'));
  return (name) => rules.ignores(name);
}
