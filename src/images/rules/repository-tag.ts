import { joinParts } from './image-object.js';
import { keyedValues, listedValues, type NamedValue } from './named-values.js';
import type { Rule } from './rule.js';
import { wordsOf } from './words.js';

const repositoryWords = new Set(['repository', 'repo']);
const pinWords = ['digest', 'sha', 'tag', 'version'];

/** A repository and a tag under names that begin alike: `trivy.repository` and `trivy.tag`, `X_IMAGE_REPO` and `X_IMAGE_TAG`. */
export const repositoryTag: Rule = {
  name: 'repository-tag',
  confidence: 'medium',
  find(map, { path }) {
    return [keyedValues(map, path), ...listedValues(map, path)].flatMap(pairsOf);
  },
};

function pairsOf(values: readonly NamedValue[]) {
  const byName = new Map(values.map((named) => [wordsOf(named.name).join(' '), named.value]));
  return values.flatMap(({ name, value, path }) => {
    const words = wordsOf(name);
    if (!repositoryWords.has(words.at(-1) ?? '')) return [];
    const text = pinnedBy(value, words.slice(0, -1), byName);
    return text === undefined ? [] : [{ text, path }];
  });
}

function pinnedBy(
  repository: string,
  prefix: readonly string[],
  values: ReadonlyMap<string, string>,
): string | undefined {
  const part = (word: string) => values.get([...prefix, word].join(' ')) ?? '';
  const pins = prefix.includes('image') ? pinWords : pinWords.filter((word) => word !== 'version');
  const pin = pins.map(part).find((value) => value !== '') ?? '';
  return joinParts({ registry: part('registry'), repository, pin });
}
