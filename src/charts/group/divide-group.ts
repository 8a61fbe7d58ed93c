import { groupName, inTemplates, memberFolder } from './group-chart.js';
import type { GroupableChart } from './groupable-chart.js';

/** What helm prints when there is no document. */
const nothing = '\n';

/**
 * What helm prints for each release of a group, out of what it prints for the group: it says of each document which template
 * made it, and sorts documents in a way that keeps the order of those of one release (helm, pkg/release/v1/util/manifest_sorter.go).
 * @param token part of the names of the group's templates, which nothing that is rendered knows
 * @param count of the releases
 * @returns `undefined` when there is anything in between that is no release's
 */
export function divideGroup(output: string, chart: GroupableChart, token: string, count: number): string[] | undefined {
  const [before = '', ...documents] = output.split(`---\n# Source: ${groupName}/templates/${token}/`);
  const places = placesOf(chart, count);
  const texts = Array.from({ length: count }, (): string[] => []);
  for (const document of documents) {
    const end = document.indexOf('\n');
    const place = places.get(document.slice(0, end));
    if (place === undefined || document.includes(token)) return undefined;
    texts[place.index]?.push(`---\n# Source: ${chart.name}/${place.name}${document.slice(end)}`);
  }
  if (before.trim() !== '') return undefined;
  return texts.map((parts) => (parts.length === 0 ? nothing : parts.join('')));
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
