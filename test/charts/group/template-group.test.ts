import { describe, expect, it } from 'vitest';
import { isGroupableRelease } from '../../../src/charts/group/group-chart.js';
import { valuesDocument } from '../../../src/charts/values-document.js';
import type { JsonObject } from '../../../src/json.js';
import type { Layer } from '../../support/tools.js';
import { charts, commonLibrary, oldChartFile } from './charts.js';
import { type ChartTexts, filesOf, plainChartFile, releasesOf, renderAlone, renderTogether } from './together.js';

const layers: Layer[] = ['v35', 'v32'];

describe.each(layers)('with the helm of %s', (layer) => {
  it.each(charts)('a chart that %s comes out as it does alone', async (_, texts, values) => {
    const files = filesOf(texts);
    const releases = releasesOf(values);
    const alone = await renderAlone(files, releases, { layer });
    expect(alone.filter((text) => text.includes('ProcessError'))).toEqual([]);
    expect(await renderTogether(files, releases, { layer })).toEqual(alone);
    const upgrade = { layer, occasion: 'upgrade' as const };
    expect(await renderTogether(files, releases, upgrade)).toEqual(await renderAlone(files, releases, upgrade));
  });
});

it('gives each release its own integers', async () => {
  const files = filesOf({
    'templates/a.yaml': 'kind: A\ntag: {{ .Values.image.tag }} {{ typeOf .Values.image.tag }}\n',
  });
  const releases = [20240101, 7].map((tag, index) => ({
    releaseName: `shop-${index}`,
    releaseNamespace: 'apps',
    values: { image: { tag } },
    integers: [`image.tag=${tag}`],
  }));
  const together = await renderTogether(files, releases);
  expect(together).toEqual(await renderAlone(files, releases));
  expect(together[0]).toContain('tag: 20240101 int64');
});

it('makes nothing of a chart that has two files of one name', async () => {
  const files = filesOf({ 'templates/a.yaml': 'kind: A' });
  const twice = [...files, { name: 'templates/a.yaml', content: Buffer.from('kind: B') }];
  expect(await renderTogether(twice, releasesOf([{}, {}]))).toEqual([]);
});

it('takes no values that ask for all of Chart.yaml', () => {
  const [release] = releasesOf([{ text: '{{ index . "Chart" | toJson }}' }]);
  expect(release && isGroupableRelease(release, valuesDocument(release.values))).toBe(false);
});

/** Of charts and values with which one release fails, or might not come out as it does alone. */
const refused: [string, ChartTexts, JsonObject[]][] = [
  [
    'a release fails',
    { 'templates/a.yaml': 'kind: A\n{{ if .Values.bad }}{{ fail "bad" }}{{ end }}' },
    [{}, { bad: true }],
  ],
  ['a template is none', { 'templates/a.yaml': 'kind: A\n{{ end }}' }, [{}, {}]],
  ['the notes fail', { 'templates/NOTES.txt': '{{ fail "no" }}', 'templates/a.yaml': 'kind: A' }, [{}, {}]],
  ['what it gives is no YAML', { 'templates/a.yaml': 'kind: {{ .Values.a }}' }, [{ a: 'A' }, { a: '[' }]],
  [
    'it is for another Kubernetes',
    { 'Chart.yaml': `${plainChartFile}kubeVersion: ">=1.99"\n`, 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
  ['it is a library', { 'Chart.yaml': `${plainChartFile}type: library\n`, 'templates/a.yaml': 'kind: A' }, [{}, {}]],
  [
    'it needs what is not there',
    { ...commonLibrary, 'charts/common/Chart.yaml': '', 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
  ['it asks whether it is the root', { 'templates/a.yaml': 'kind: A\nroot: {{ .Chart.IsRoot }}' }, [{}, {}]],
  ['it shows all of its Chart.yaml', { 'templates/a.yaml': 'kind: A\nchart: {{ .Chart | toJson }}' }, [{}, {}]],
  ...[
    'toYaml .',
    '. | toJson',
    'range $key, $value := . }}{{ toJson $value',
    'toYaml $ | sha256sum',
    '$ | toJson | b64enc',
  ].map((action): [string, ChartTexts, JsonObject[]] => [
    `it shows all that it knows: ${action}`,
    {
      'templates/a.yaml': `kind: A\ntext: |\n  {{ ${action} | nindent 2 }}${action.startsWith('range') ? '{{ end }}' : ''}\n`,
    },
    [{}, {}],
  ]),
  ['it asks for it by name', { 'templates/a.yaml': 'kind: A\nchart: {{ index . "Chart" | toJson }}' }, [{}, {}]],
  [
    'it looks into its libraries',
    { ...commonLibrary, 'templates/a.yaml': 'kind: A\nsub: {{ .Subcharts.common.Values | toJson }}' },
    [{}, {}],
  ],
  [
    'it defines what has the name of a file',
    { 'templates/a.yaml': 'kind: A\n{{ define "shop/templates/b.yaml" }}{{ end }}' },
    [{}, {}],
  ],
  [
    'it has another chart in it',
    { ...commonLibrary, 'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 1.0.0\n' },
    [{}, {}],
  ],
  [
    'it needs a chart on a condition',
    {
      ...commonLibrary,
      'Chart.yaml': `${commonLibrary['Chart.yaml']}    condition: common.enabled\n`,
      'templates/a.yaml': 'kind: A',
    },
    [{}, {}],
  ],
  [
    'it is an old chart with requirements',
    { 'Chart.yaml': oldChartFile, 'requirements.yaml': 'dependencies: []\n', 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
  [
    'the keys of its values are not certain',
    { 'values.yaml': 'x: &x {global: {}}\n<<: *x\n', 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
  ...['', ' text', ' [1]'].map((value): [string, ChartTexts, JsonObject[]] => [
    `its global is no map but "${value}"`,
    { 'values.yaml': `global:${value}\n`, 'templates/a.yaml': 'kind: A\nglobal: {{ toJson .Values.global }}' },
    [{}, {}],
  ]),
  ...['\r', '\u0085', '\u2028'].map((end): [string, ChartTexts, JsonObject[]] => [
    `a line of its values ends in ${JSON.stringify(end)}`,
    { 'values.yaml': `# a${end}global: {a: 1}\n`, 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ]),
  ...[
    'Type: library',
    'KubeVersion: ">=1.99"',
    'dependencie\u017f: []',
    '"\u212aubeVersion": ">=1.99"',
    '<<: {type: library}',
  ].map((line): [string, ChartTexts, JsonObject[]] => [
    `its Chart.yaml says ${line}`,
    { 'Chart.yaml': `${plainChartFile}${line}\n`, 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ]),
  [
    'its library has the name of what all charts share',
    Object.fromEntries(
      Object.entries({ ...commonLibrary, 'templates/a.yaml': 'kind: A' }).map(([name, text]) => [
        name.replace('common', 'global'),
        text.replaceAll('common', 'global'),
      ]),
    ),
    [{}, {}],
  ],
  [
    'a release takes the values of a library away',
    { ...commonLibrary, 'templates/a.yaml': 'kind: A' },
    [{}, { common: null }],
  ],
  ['its Chart.lock is none', { 'Chart.lock': '[', 'templates/a.yaml': 'kind: A' }, [{}, {}]],
  [
    'the Chart.lock of a library is none',
    { ...commonLibrary, 'charts/common/Chart.lock': '[', 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
  ['it has a file with a backslash in its name', { 'files/a\\b': 'x', 'templates/a.yaml': 'kind: A' }, [{}, {}]],
  ['its files are large', { 'files/a': 'x'.repeat(4 * 1024 * 1024), 'templates/a.yaml': 'kind: A' }, [{}, {}]],
  [
    'its values are large',
    { 'values.yaml': `a: ${'x'.repeat(300 * 1024)}\n`, 'templates/a.yaml': 'kind: A' },
    [{}, {}],
  ],
];

it.each(refused)('gives nothing when %s', async (_, texts, values) => {
  expect(await renderTogether(filesOf(texts), releasesOf(values))).toEqual([]);
});
