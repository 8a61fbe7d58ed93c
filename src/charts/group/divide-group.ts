import { groupName, inTemplates, memberFolder } from './group-chart.js';
import type { GroupableChart } from './groupable-chart.js';

/**
 * What helm prints for each release of a group, out of what it prints for the group: it says of each document which template
 * made it, and sorts documents in a way that keeps the order of those of one release (helm, pkg/release/v1/util/manifest_sorter.go).
 * @param token part of the names of the group's templates, which nothing that is rendered knows
 * @param count of the releases
 * @returns For each release, `undefined` where it is not certain; none when there is anything in between that is no release's.
 */
export function divideGroup(
  output: string,
  chart: GroupableChart,
  token: string,
  count: number,
): (string | undefined)[] {
  const [before = '', ...documents] = output.split(`---\n# Source: ${groupName}/templates/${token}/`);
  const places = placesOf(chart, count);
  const texts = Array.from({ length: count }, (): string[] => []);
  for (const document of documents) {
    const end = document.indexOf('\n');
    const place = places.get(document.slice(0, end));
    if (place === undefined || document.includes(token)) return [];
    texts[place.index]?.push(`---\n# Source: ${chart.name}/${place.name}${document.slice(end)}`);
  }
  return before.trim() === '' ? texts.map(textOf) : [];
}

/** Of a release, as helm prints it: hooks behind all others, and an empty line where there are no others. */
function textOf(documents: readonly string[]): string | undefined {
  if (documents.length === 0) return '\n';
  const isCertain = documents.some((document) => !document.includes('helm.sh/hook'));
  return isCertain ? documents.join('') : undefined;
}

/** Of a document. */
interface Place {
  /** Of the release. */
  index: number;
  /** Of the template in the chart. */
  name: string;
}

/** By the name that helm gives behind the token. */
function placesOf({ rendered }: GroupableChart, count: number): Map<string, Place> {
  const members = Array.from({ length: count }, (_, index) => index);
  const place = (index: number, name: string): [string, Place] => [
    `${memberFolder(index)}/${inTemplates(name)}`,
    { index, name },
  ];
  return new Map(members.flatMap((index) => rendered.map((name) => place(index, name))));
}
