import type { ArchivedFile } from '../tools/archive.js';

/** What a chart asks for that only a cluster knows. It is a search in its text: better one time too often. */
export interface ChartTraits {
  /** Whether it is installed or upgraded. */
  readsUpgrade: boolean;
  /** The version of Kubernetes. */
  readsKubeVersion: boolean;
}

/** @param files what is packed among them has been looked at by itself */
export function traitsOf(files: readonly ArchivedFile[], packed: readonly ChartTraits[]): ChartTraits {
  const templates = files.filter(({ name }) => isTemplate(name)).map(({ content }) => content);
  const mention = (...words: string[]) => templates.some((content) => words.some((word) => content.includes(word)));
  return {
    readsUpgrade: mention('.IsUpgrade', '.IsInstall', '.Revision') || packed.some(({ readsUpgrade }) => readsUpgrade),
    readsKubeVersion: mention('.KubeVersion') || packed.some(({ readsKubeVersion }) => readsKubeVersion),
  };
}

/** Also of a chart inside of it. */
export function isTemplate(name: string): boolean {
  return /(?:^|\/)templates\//.test(name);
}
