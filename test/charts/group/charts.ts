import type { JsonObject } from '../../../src/json.js';
import { type ChartTexts, plainChartFile } from './together.js';

/** All that a template can see of helm, but for what a group cannot give it. */
const everything = `
kind: Seen
values: {{ .Values | toJson | quote }}
types: {{ typeOf . }} {{ typeOf $ }} {{ typeOf .Values }} {{ typeOf .Release }} {{ typeOf .Template }} {{ typeOf .Release.Revision }} {{ typeOf .Chart.Version }}
release: {{ .Release | toJson | quote }}
template: {{ .Template | toJson | quote }}
chart: {{ list .Chart.Name .Chart.Version .Chart.AppVersion .Chart.Description .Chart.Type .Chart.KubeVersion | toJson | quote }}
needs: {{ len .Chart.Dependencies }}
capabilities: {{ .Capabilities | toJson | sha256sum }}
files: {{ range $name, $content := .Files }}{{ $name }} {{ len $content }} {{ end }}
keys: {{ keys . | sortAlpha | toJson }}
as map: {{ keys .AsMap | sortAlpha | toJson }}
path: {{ .PathValue "Release.Name" }}
`;

export const oldChartFile = 'apiVersion: v1\nname: shop\nversion: 1.0.0\nappVersion: 9\ndescription: Sells.\n';

export const commonLibrary: ChartTexts = {
  'Chart.yaml': `${plainChartFile}dependencies:\n  - name: common\n    version: 1.0.0\n    repository: https://charts.example.com\n`,
  'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n',
  'charts/common/values.yaml': 'from: common\nlist: [1]\nnothing:\nmap: {a: 1}\n',
  'charts/common/templates/_say.tpl':
    '{{ define "common.say" }}said: {{ .Release.Name }} {{ .Values.common | toJson }}{{ end }}',
  'charts/common/templates/ignored.yaml': '{{ define "common.say" }}never{{ end }}kind: Ignored {{ end }}\n',
  'charts/common/README.md': 'A library.\n',
};

/** What a chart does, its files, and the values of releases. */
export const charts: [string, ChartTexts, JsonObject[]][] = [
  [
    'sees all that it sees alone',
    {
      'templates/a.yaml': everything,
      'values.yaml': 'a: 1\nb: {c: [1, 2], d: }\ne: 1.0\n',
      'files/x.txt': 'x',
      'README.md': 'r',
    },
    [
      {},
      { a: 2, b: { c: null, f: null } },
      { b: null, big: 12345678901, real: 1e21, text: '1.0', on: true },
      { global: { a: 1 } },
      { global: {} },
    ],
  ],
  [
    'has a map global of its own',
    { 'templates/a.yaml': everything, 'values.yaml': 'global: {a: 1, b: }\n' },
    [{}, { global: { a: 2 } }, { global: { b: 3, c: null } }],
  ],
  [
    'needs a library',
    {
      ...commonLibrary,
      'templates/a.yaml': `${everything}{{ include "common.say" . }}\n`,
      'values.yaml': 'common: {own: 1}\nnothing:\n',
    },
    [
      {},
      { common: { from: 'release', map: { b: 2 } } },
      { common: { map: null, list: null, nothing: 1 } },
      { common: { global: { x: 1 } } },
    ],
  ],
  [
    'needs a library, with a map global',
    {
      ...commonLibrary,
      'templates/a.yaml': `${everything}{{ include "common.say" . }}\n`,
      'values.yaml': 'global: {a: 1}\n',
    },
    [{}, { global: { b: 1 } }, { common: { global: { x: 1 } } }],
  ],
  [
    'changes its values while it is rendered',
    {
      'values.yaml': 'count: ""\n',
      'templates/sub/deep.yaml':
        'kind: A\nat: deep{{ $_ := set .Values "count" (print .Values.count "d") }} {{ .Values.count }}\n',
      'templates/a.yaml':
        'kind: A\nat: a{{ $_ := set .Values "count" (print .Values.count "a") }} {{ .Values.count }} {{ .Values.global }}\n',
      'templates/b.yaml':
        'kind: A\nat: b{{ $_ := set .Values "global" (dict "count" (print .Values.count "b")) }}{{ $_ := set .Release "Name" "other" }}\n',
      'templates/z.yaml':
        'kind: A\nat: z{{ $_ := set .Values "count" (print .Values.count "z") }} {{ .Release.Name }}\n',
      'templates/NOTES.txt': '{{ $_ := set .Values "count" (print .Values.count "N") }}Thanks.',
    },
    [{}, { count: 'x' }, {}],
  ],
  [
    'asks for templates by the names of files',
    {
      'templates/_help.tpl': '{{ define "shop.a" }}{{ .Template.Name }} of {{ .Template.BasePath }}{{ end }}helping',
      'templates/config.yaml': 'kind: ConfigMap\nname: {{ .Release.Name }}\nby: {{ include "shop.a" . }}\n',
      'templates/web.yaml':
        'kind: Deployment\nsum: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}\nhelp: {{ include "shop/templates/_help.tpl" . }}\nby: {{ include "shop.a" . }}\n',
    },
    [{}, {}],
  ],
  [
    'makes templates of values and of files',
    {
      'templates/a.yaml':
        'kind: A\ntpl: {{ tpl .Values.text . | quote }}\nfile: {{ tpl (.Files.Get "files/a.tpl") . | quote }}\nglob: {{ (.Files.Glob "files/*").AsConfig | quote }}\n',
      'files/a.tpl': '{{ .Release.Name }} {{ define "shop.late" }}x{{ end }}{{ include "shop.late" . }}',
    },
    [
      { text: '{{ .Release.Namespace }}' },
      { text: '{{ define "shop.late" }}y{{ end }}{{ template "shop.late" . }}' },
      { text: '' },
    ],
  ],
  [
    'defines one name several times',
    {
      'templates/_a.tpl': '{{ define "shop.x" }}a{{ end }}',
      'templates/_b.tpl': '{{ define "shop.x" }}b{{ end }}',
      'templates/sub/_c.tpl': '{{ define "shop.x" }}c{{ end }}{{ define "shop.y" }}c{{ end }}',
      'templates/w.yaml':
        '{{ define "shop.y" }}w{{ end }}kind: A\nx: {{ include "shop.x" . }}{{ include "shop.y" . }}\n',
    },
    [{}, {}],
  ],
  [
    'makes many documents, hooks, tests and none',
    {
      'templates/many.yaml': [
        '# first\nkind: Service\nmetadata: {name: {{ .Release.Name }}}\n',
        '\nkind: Deployment\nmetadata: {name: b}\n',
        'kind: Deployment\nmetadata: {name: a}\ntext: |\n  ---\n  # Source: shop/templates/many.yaml\n',
        '# only a comment\n',
        'kind: Job\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: "pre-install,post-upgrade", helm.sh/hook-weight: "2"}\n',
      ].join('---\n'),
      'templates/tests/test.yaml': 'kind: Pod\nmetadata:\n  name: test\n  annotations: {helm.sh/hook: test}\n',
      'templates/empty.yaml': '{{- if .Values.none }}\nkind: A\n{{ end -}}\n',
      'templates/blank.yaml': '\n\n   \n',
      'templates/_partial.yaml': 'kind: Partial\n',
      'templates/namespace.yaml': 'kind: Namespace\nmetadata: {name: {{ .Release.Namespace }}}',
      'templates/list.json': '{"kind": "List", "items": []}',
      'templates/text.txt': 'kind: Text\r\na: b\r\n',
    },
    [{}, { none: true }, { none: false }],
  ],
  ['is an old one', { 'Chart.yaml': oldChartFile, 'templates/a.yaml': everything }, [{}, { a: 1 }]],
  [
    'makes hooks alone, for some releases',
    {
      'templates/hook.yaml': 'kind: Job\nmetadata: {name: a, annotations: {"helm.sh\\u002fhook": pre-install}}\n\n',
      'templates/b.yaml': '{{ if .Values.b }}kind: B\ntext: helm.sh/hook{{ end }}',
      'templates/last.yaml': '{{ if .Values.last }}kind: "\\U0010FFFF"\ntext: |+\n  a\n\n{{ end }}',
    },
    [{}, { b: true }, { last: true }, { b: true, last: true }],
  ],
  [
    'ends in white space',
    {
      'templates/a.yaml': 'kind: A\ntext: |+\n  a\n\n  \u00a0\n\n\n',
      'templates/b.yaml': 'kind: A\ntext: "b"\n# \u2003\u0085',
      'templates/c.yaml': '{{ if .Values.c }}kind: C\ntext: |\n  c\n\n\n---\n\n{{ end }}',
    },
    [{}, { c: true }],
  ],
  ['renders nothing', { 'templates/a.yaml': '{{ if .Values.a }}kind: A{{ end }}' }, [{}, { a: 1 }, {}]],
  ['has no template', { 'values.yaml': 'a: 1\n' }, [{}, {}]],
  [
    'has values that are hard to write',
    { 'templates/a.yaml': 'kind: A\nall: {{ .Values | toJson | quote }}\nraw: {{ .Values.text | quote }}\n' },
    [
      { text: '\u2028 \u0085 \ud83d\ude00 "quoted" \\ {{ not a template }} --- # Source: x' },
      { 'a.b': { 'c,d': [] }, '': 1 },
      { text: null },
    ],
  ],
];
