import type { YamlMap } from '../yaml.js';
import { commandSettings } from './command-words.js';
import { joinParts } from './join-parts.js';
import { keyedValues, listedValues, type NamedValue } from './named-values.js';
import { isQualified } from './pinned.js';
import type { Finding, Rule, Site } from './rule.js';
import { wordsOf } from './words.js';

/**
 * A repository and a tag under names that begin alike: `trivy.repository` and `trivy.tag`, `X_IMAGE_REPOSITORY` and
 * `X_VERSION`, `--x-image-repository` and `--x-image-tag`; in the spec of a custom resource also with a version.
 */
export const repositoryTag: Rule = {
  name: 'repository-tag',
  confidence: 'medium',
  find(map, site) {
    const { path } = site;
    const groups = [keyedValues(map, path), ...listedValues(map, path), commandSettings(map, path)];
    return groups.flatMap((values) => pairsOf(values, isSpec(map, site)));
  },
};

/** The specification of a custom resource, where `repository` and `version` are those of what it is to run. */
function isSpec(map: YamlMap, { object }: Site): boolean {
  const keys = Object.keys(map);
  return object.group.includes('.') && object.content.spec === map && !keys.some((key) => /chart/i.test(key));
}

function pairsOf(values: readonly NamedValue[], isSpec: boolean): Finding[] {
  const repositories = values.filter(({ name }) => /repo(?:sitory)?$/i.test(name));
  if (repositories.length === 0) return [];
  const byName = new Map(values.map(({ name, value }) => [wordsOf(name).join(' '), value]));
  return repositories.flatMap(({ name, value, path }) => {
    const prefix = wordsOf(name).slice(0, -1);
    const text = joinParts({ ...pinOf(prefix, byName, isSpec), repository: value });
    // Without a registry, and without a word that says image, it may be a repository of Git.
    const isImage = isSpec || prefix.includes('image') || (text !== undefined && isQualified(text));
    return text === undefined || !isImage ? [] : [{ text, path }];
  });
}

/** A repository `x image` goes with a tag of `x image` or of `x`; a version is an image's only if the repository is. */
function pinOf(
  prefix: readonly string[],
  values: ReadonlyMap<string, string>,
  isSpec: boolean,
): { registry: string; pin: string } {
  const isImage = prefix.at(-1) === 'image';
  const prefixes = isImage ? [prefix, prefix.slice(0, -1)] : [prefix];
  const first = (...words: string[]) =>
    prefixes.flatMap((prefix) => words.map((word) => values.get([...prefix, word].join(' ')) ?? '')).find(Boolean) ??
    '';
  return {
    registry: first('registry'),
    pin: isImage || isSpec ? first('digest', 'tag', 'version') : first('digest', 'tag'),
  };
}
