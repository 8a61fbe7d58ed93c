import { readFileSync } from 'node:fs';
import { memoize } from '../../memoize.js';
import { keptManifests } from '../manifests/kept-manifests.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ParsedManifests, parseManifests } from '../manifests/parse-manifests.js';
import type { ParsedTexts } from '../parsed-texts.js';
import type { WorkTree } from './work-tree.js';

/** Files of the repository as they are written, each read and parsed once and only when it is asked for. */
export interface RepositoryManifests {
  text(file: string): string;
  parse(file: string): ParsedManifests;
  /** The objects that can be read; none of what is no file of the repository. The path may lead over links. */
  in(file: string): readonly Manifest[];
  /** The same file's text, and its path without links. */
  written(file: string): { file: string; text: string } | undefined;
}

export function repositoryManifests(tree: WorkTree, parsed: ParsedTexts): RepositoryManifests {
  const text = memoize((file: string) => readFileSync(tree.absolute(file), 'utf8'));
  const parse = memoize((file: string) => manifestsOf(text(file), file, parsed));
  const realFile = (file: string) => {
    const target = tree.resolve(file);
    return target.kind === 'file' ? target.path : undefined;
  };
  return {
    text,
    parse,
    in(file) {
      const real = realFile(file);
      return real === undefined ? [] : parse(real).manifests;
    },
    written(file) {
      const real = realFile(file);
      return real === undefined ? undefined : { file: real, text: text(real) };
    },
  };
}

function manifestsOf(text: string, file: string, parsed: ParsedTexts): ParsedManifests {
  const parse = memoize((written: string) => parseManifests(written, file));
  const kept = keptManifests({ text, file, reader: 'manifests' }, parsed, (written) => {
    const { manifests, errors } = parse(written);
    return errors.length === 0 ? manifests : undefined;
  });
  return kept === undefined ? parse(text) : { manifests: kept, errors: [] };
}
