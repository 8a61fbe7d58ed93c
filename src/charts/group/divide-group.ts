import { endName, inTemplates, memberFolder } from './group-chart.js';
import type { GroupableChart } from './groupable-chart.js';

/**
 * What helm prints for each release of a group, out of what it prints for the group: it says of each document which template
 * made it, and sorts documents in a way that keeps the order of those of one release (helm, pkg/release/v1/util/manifest_sorter.go).
 * @param groupName of the group's chart, which nothing that is rendered knows
 * @param count of the releases
 * @returns None when there is anything that is no release's.
 */
export function divideGroup(output: string, chart: GroupableChart, groupName: string, count: number): string[] {
  const [before, ...documents] = output.split(`---\n# Source: ${groupName}/templates/`);
  const end = documents.findIndex((document) => document.startsWith(`${endName}\n`));
  const places = placesOf(chart, count);
  const parts = Array.from({ length: count }, (): Parts => ({ manifests: [], hooks: [] }));
  for (const [index, document] of documents.entries()) {
    if (index === end) continue;
    const name = document.slice(0, document.indexOf('\n'));
    const place = places.get(name);
    const part = place && parts[place.index];
    if (part === undefined || document.includes(groupName) || document.includes(notAsAlone)) return [];
    const text = `---\n# Source: ${chart.name}/${place?.name}${document.slice(name.length)}`;
    (index < end ? part.manifests : part.hooks).push(text);
  }
  return before === '' && end >= 0 ? parts.map(textOf) : [];
}

/** Of all that a template knows about its chart: it is another one in a group. */
const notAsAlone = 'IsRoot';

interface Parts {
  manifests: string[];
  hooks: string[];
}

/** As helm prints it: all but hooks without the white space at its end, in a line at least (helm, pkg/cmd/template.go). */
function textOf({ manifests, hooks }: Parts): string {
  return `${trimEnd(manifests.join(''))}\n${hooks.join('')}`;
}

/** What Go takes for white space (https://pkg.go.dev/unicode#IsSpace); not a pattern, which would be slow for much of it. */
function trimEnd(text: string): string {
  const isSpace = (character: string) => (/\s/.test(character) && character !== '\ufeff') || character === '\u0085';
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Of a document. */
interface Place {
  /** Of the release. */
  index: number;
  /** Of the template in the chart. */
  name: string;
}

/** By the name of the template, in `templates`. */
function placesOf({ rendered }: GroupableChart, count: number): Map<string, Place> {
  const members = Array.from({ length: count }, (_, index) => index);
  const place = (index: number, name: string): [string, Place] => [
    `${memberFolder(index)}/${inTemplates(name)}`,
    { index, name },
  ];
  return new Map(members.flatMap((index) => rendered.map((name) => place(index, name))));
}
