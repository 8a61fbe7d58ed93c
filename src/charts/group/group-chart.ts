import type { JsonObject } from '../../json.js';
import type { ArchivedFile } from '../../tools/archive.js';
import type { TemplateRelease } from '../template-chart.js';
import { asksWhereItIs, type GroupableChart } from './groupable-chart.js';

/*
 * A chart that renders another one for several releases. It holds, for each release, what helm makes a context for templates
 * of, with the release's values merged into the chart's own. Templates and files are there once, templates under names that
 * helm does not render by itself; for each release and template there is one that calls it with the context of the release:
 *
 *   README.md, files/...                            what the chart's templates can read
 *   templates/_00000012                             a template of the chart
 *   templates/_names                                calls it by the name that it has in its own chart
 *   templates/r0/deployment.yaml                    calls it for a release
 *   templates/z.yaml                                divides what is printed into manifests and hooks
 *   charts/r0/charts/NAME/{Chart.yaml,values.yaml}  gives the context, in a chart that lets it keep its name
 */

/** A chart for helm, and what it is given. */
export interface GroupChart {
  /** With names relative to its folder. */
  files: ArchivedFile[];
  values: JsonObject;
  /** As `Release.integers`. */
  integers: string[];
}

const plainNamespace = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** As helm takes names of releases (helm, pkg/chart/common/util/validate_name.go); others it refuses. */
const releaseName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const longestReleaseName = 53;

/** @param values as text, which holds what may become a template */
export function isGroupableRelease(release: TemplateRelease, values: string): boolean {
  return (
    releaseName.test(release.releaseName) &&
    release.releaseName.length <= longestReleaseName &&
    plainNamespace.test(release.releaseNamespace) &&
    !asksWhereItIs(values)
  );
}

/** @param groupName which nothing of the chart or of the releases can know */
export function groupChart(chart: GroupableChart, releases: readonly TemplateRelease[], groupName: string): GroupChart {
  const members = releases.map((release, index) => ({ release, folder: memberFolder(index) }));
  return {
    files: [
      textFile('Chart.yaml', chartFile(groupName, chart.kubeVersion)),
      ...chart.files,
      ...templatesOnce(chart, groupName),
      textFile(`templates/${endName}`, lastManifest),
      ...members.flatMap(({ release, folder }) => [
        textFile(`charts/${folder}/Chart.yaml`, chartFile(folder)),
        ...chart.context.map(({ name, content }) => ({
          name: `charts/${folder}/charts/${chart.name}/${name}`,
          content,
        })),
        ...chart.rendered.map((name) =>
          textFile(`templates/${folder}/${inTemplates(name)}`, callFor(chart, release, folder, name)),
        ),
      ]),
    ],
    values: Object.fromEntries(members.map(({ release, folder }) => [folder, { [chart.name]: release.values }])),
    integers: members.flatMap(({ release, folder }) =>
      release.integers.map((setting) => `${folder}.${chart.name}.${setting}`),
    ),
  };
}

/** Is printed behind all manifests, in front of the hooks: helm sorts by kind, then by the template (kind_sorter.go). */
const lastManifest = '{kind: "\\U0010FFFF"}';
/** Its template, in `templates`. */
export const endName = 'z.yaml';

/** The folder of a release's templates, in `templates`. */
export function memberFolder(index: number): string {
  return `r${index}`;
}

/** @param name of a template of the chart, relative to the chart's folder */
export function inTemplates(name: string): string {
  return name.slice('templates/'.length);
}

/** JSON is YAML. */
function chartFile(name: string, kubeVersion = ''): string {
  return JSON.stringify({ apiVersion: 'v2', name, version: '1.0.0', ...(kubeVersion !== '' && { kubeVersion }) });
}

function templatesOnce({ name: chart, templates }: GroupableChart, groupName: string): ArchivedFile[] {
  const files = inOrderOfParsing(templates).map(({ name, content }, index, { length }) => ({
    name: `templates/_${String(length - index).padStart(8, '0')}`,
    content,
    original: `${chart}/${name}`,
  }));
  const names = files.map(
    ({ name, original }) => `{{define "${original}"}}{{template "${groupName}/${name}" .}}{{end}}`,
  );
  return [...files.map(({ name, content }) => ({ name, content })), textFile('templates/_names', names.join(''))];
}

/**
 * Of what two templates define by one name the one that is parsed later holds. helm begins with the deepest, and with the last
 * by name of those that are equally deep (helm, pkg/engine/engine.go: sortTemplates).
 */
function inOrderOfParsing(templates: readonly ArchivedFile[]): ArchivedFile[] {
  const depth = ({ name }: ArchivedFile) => name.split('/').length;
  return [...templates].sort((one, other) => depth(other) - depth(one) || (one.name < other.name ? 1 : -1));
}

/**
 * What helm does before it renders a template, for the release: once it makes `.Release` and `.Files`, without the map `global`
 * that a chart has only in another one, and each time `.Template`. Charts change their own values while they are rendered, so
 * that the context stays the same for all templates of a release.
 */
function callFor(chart: GroupableChart, release: TemplateRelease, folder: string, template: string): string {
  const hasGlobal = chart.hasGlobal || 'global' in release.values;
  const own = { Name: release.releaseName, Namespace: release.releaseNamespace };
  const place = { Name: `${chart.name}/${template}`, BasePath: `${chart.name}/templates` };
  return [
    `{{- $member := index .Subcharts "${folder}" }}`,
    '{{- if not (hasKey $member "Prepared") }}',
    // The context of a chart in another one is of a type without methods; `.Template` is of the right one.
    '{{- $context := deepCopy .Template }}',
    '{{- $_ := unset $context "Name" }}{{- $_ := unset $context "BasePath" }}',
    `{{- range $key, $value := index $member.Subcharts "${chart.name}" }}{{- $_ := set $context $key $value }}{{- end }}`,
    '{{- $_ := set $member "Prepared" $context }}',
    copyInto('Release', own),
    '{{- $_ := set $context "Files" .Files }}',
    ...(hasGlobal ? [] : ['{{- $_ := unset $context.Values "global" }}']),
    '{{- end }}',
    '{{- $context := $member.Prepared }}',
    copyInto('Template', place),
    `{{- template "${chart.name}/${template}" $context }}`,
  ].join('');
}

/** All releases would share the map otherwise; what else is in it, and of what type it is, helm knows. */
function copyInto(name: string, fields: Record<string, string>): string {
  const changes = Object.entries(fields).map(([key, value]) => `{{- $_ := set $copy "${key}" "${value}" }}`);
  return `{{- $copy := deepCopy .${name} }}${changes.join('')}{{- $_ := set $context "${name}" $copy }}`;
}

function textFile(name: string, text: string): ArchivedFile {
  return { name, content: Buffer.from(text) };
}
