import type { YamlMap } from '../yaml.js';
import { joinParts } from './join-parts.js';
import type { NamedValue } from './named-values.js';
import { isQualified } from './pinned.js';
import type { Finding, Rule, Site } from './rule.js';
import { isVersionTag } from './tags.js';
import { namingOf, wordsOf } from './words.js';

/**
 * A repository and a tag under names that belong together: `trivy.repository` and `trivy.tag`, `X_IMAGE_REPOSITORY`
 * and `X_VERSION`, `--x-image` and `--x-image-tag`, `image_name` and `image_version`, `X_REPO_URL`, `X_NAME` and `X_VERSION`; in the spec of a custom resource
 * also with a plain version.
 */
export const repositoryTag: Rule = {
  name: 'repository-tag',
  confidence: 'medium',
  find(map, site) {
    const { keyed, listed, commands } = site.values;
    const groups = [keyed, ...listed, commands];
    return groups.flatMap((values) => pairsOf(values, isSpec(map, site)));
  },
};

/** The specification of a custom resource, where `repository` and `version` are those of what it is to run. */
function isSpec(map: YamlMap, { object }: Site): boolean {
  const keys = Object.keys(map);
  return object.group.includes('.') && object.content.spec === map && !keys.some((key) => /chart/i.test(key));
}

function pairsOf(values: readonly NamedValue[], isSpec: boolean): Finding[] {
  const repositories = values.filter(({ name }) =>
    /(?:repo|repository|image|image[_.-]?name|repo[_.-]?url)$/i.test(name),
  );
  if (repositories.length === 0) return [];
  const byName = new Map(values.map(({ name, value }) => [wordsOf(name).join(' '), value]));
  return repositories.flatMap(({ name, value, path }) => {
    const text = /url$/i.test(name) ? joinUrl(name, value, byName) : joinPair(stemOf(name), value, byName, isSpec);
    return text === undefined ? [] : [{ text, path, name }];
  });
}

/** `X_REPO_URL`, `X_NAME` and `X_VERSION`: where the images lie, which one it is, and its tag. */
function joinUrl(name: string, registry: string, values: ReadonlyMap<string, string>): string | undefined {
  const stem = wordsOf(name).slice(0, -2);
  const partOf = (part: string) => values.get([...stem, part].join(' ')) ?? '';
  const pin = partOf('tag') || partOf('version');
  if (partOf('name') === '' || registry.includes('://') || !isVersionTag(pin)) return undefined;
  const text = joinParts({ registry, repository: partOf('name'), pin });
  return text !== undefined && isQualified(text) ? text : undefined;
}

/** What the names of one image have in common. */
interface Stem {
  words: string[];
  /** It ends in `image`, or in `container` before a repository, as Airflow's `worker_container_repository` does. */
  isImage: boolean;
  /** The value is said to be the image's repository or name, not the image. */
  isRepository: boolean;
}

/** `X_IMAGE_REPOSITORY` and `X_IMAGE_NAME` belong to `X_IMAGE`. */
function stemOf(name: string): Stem {
  const words = wordsOf(name);
  const isRepository = words.at(-1) !== 'image';
  const stem = isRepository ? words.slice(0, -1) : words;
  const isContainer = isRepository && stem.at(-1) === 'container';
  const isImage = stem.at(-1) === 'image' && namingOf(stem.join(' ')) === 'image';
  return { words: stem, isRepository, isImage: isImage || isContainer };
}

function joinPair(
  { words, isImage, isRepository }: Stem,
  repository: string,
  values: ReadonlyMap<string, string>,
  isSpec: boolean,
): string | undefined {
  const stems = isImage ? [words, ...endings(words.slice(0, -1))] : [words];
  const first = (...parts: string[]) =>
    stems.flatMap((stem) => parts.map((part) => values.get([...stem, part].join(' ')) ?? '')).find(Boolean) ?? '';
  // A version is an image's only where the repository is.
  const pin = isImage || isSpec ? first('digest', 'tag', 'version') : first('digest', 'tag');
  if (!isVersionTag(pin)) return undefined;
  const text = joinParts({ registry: first('registry'), repository, pin });
  const isPair = isImage && (isRepository || values.get([...words, 'tag'].join(' ')) === pin);
  // Without a registry, and without names that say image, it may be a repository of Git.
  const isCertain = isSpec || isPair || (text !== undefined && isQualified(text));
  return isCertain ? text : undefined;
}

/** `x y z`, `y z` and `z`: the version of `X_DATABASE_IMAGE` may be called `DATABASE_VERSION`. */
function endings(words: readonly string[]): string[][] {
  return words.slice(0, maximumWords).map((_, index) => words.slice(index));
}

/** Longer names are no names. */
const maximumWords = 8;
