import type { Files } from './checkout.js';
import { type Scenario, startScenario } from './scenario.js';
import { fixture } from './seed.js';

/** One that has nothing wrong with it. */
export function quietRelease(name: string): string {
  return release(name, 'charts/quiet');
}

/** A labelled HelmRelease of a chart that lies in the repository. */
function release(name: string, chart: string, values = '{}'): string {
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${name}, namespace: bombs, labels: {prepuller: enabled}}
spec:
  chart: {spec: {chart: ${chart}, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}
  values: ${values}
`;
}

function chartOf(name: string, template: string, values = ''): Files {
  return {
    [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    [`charts/${name}/values.yaml`]: values,
    [`charts/${name}/templates/all.yaml`]: template,
  };
}

/** Ten aliases of ten aliases, and so on: 10 to the given power. */
export function laughs(power: number, indent = '    '): string {
  const lines = Array.from({ length: power }, (_, level) => {
    const items = level === 0 ? 'ha' : `*a${level - 1}`;
    return `\n${indent}a${level}: &a${level} [${Array(10).fill(items).join(', ')}]`;
  });
  return lines.join('');
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "a/b:1"}]}\n';

/** Each is one release, in the file `bombs/<name>.yaml`. */
export const bombs: Record<string, Files> = {
  'laughs-in-values': { 'bombs/laughs-in-values.yaml': release('laughs-in-values', 'charts/quiet', laughs(9)) },
  'laughs-in-chart': {
    ...chartOf('laughs-in-chart', pod, laughs(9, '')),
    'bombs/laughs-in-chart.yaml': release('laughs-in-chart', 'charts/laughs-in-chart'),
  },
  'aliases-of-a-large-text': {
    'bombs/aliases-of-a-large-text.yaml': release(
      'aliases-of-a-large-text',
      'charts/quiet',
      `{a: &a "${'x'.repeat(100_000)}", b: [${Array(9_000).fill('*a').join(', ')}]}`,
    ),
  },
  until: bomb('until', '{{ range until 1000000000 }}{{ end }}'),
  'until-in-until': bomb('until-in-until', '{{ range until 1000000 }}{{ range until 1000000 }}{{ end }}{{ end }}'),
  repeat: bomb('repeat', '{{ range until 200 }}{{ repeat 100000000 "x" }}{{ end }}'),
  'repeat-of-repeat': bomb('repeat-of-repeat', '{{ $x := "x" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}'),
  recursion: bomb('recursion', '{{ define "a" }}{{ template "a" (list .) }}{{ end }}{{ template "a" . }}'),
  'recursion-of-tpl': bomb(
    'recursion-of-tpl',
    '{{ tpl .Values.x . }}',
    "x: '{{ tpl .Values.x . }}{{ tpl .Values.x . }}'",
  ),
  gigabyte: bomb('gigabyte', '{{ range until 1024 }}# {{ repeat 1048576 "x" }}\n{{ end }}'),
  'too-many-documents': bomb(
    'too-many-documents',
    '{{ range until 20000 }}---\napiVersion: v1\nkind: Pod\nmetadata: {name: "p{{ . }}"}\nspec: {containers: [{name: a, image: "a/b:{{ . }}"}]}\n{{ end }}',
  ),
  'many-documents': bomb(
    'many-documents',
    '{{ range until 400000 }}---\napiVersion: v1\nkind: Pod\nmetadata: {name: "p{{ . }}"}\nspec: {containers: [{name: a, image: "a/b:{{ . }}"}]}\n{{ end }}',
  ),
};

function bomb(name: string, template: string, values = ''): Files {
  return { ...chartOf(name, `${template}\n${pod}`, values), [`bombs/${name}.yaml`]: release(name, `charts/${name}`) };
}

/** A repository with the quiet chart that those beside the bombs run. */
export async function startBombScenario(): Promise<Scenario> {
  const scenario = await startScenario(fixture('seed'));
  await scenario.push({
    'flux-system/sync.yaml':
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec: {url: "https://forge.example.com/platform/cluster"}\n',
    ...chartOf('quiet', pod),
  });
  return scenario;
}
