import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface BenchChart {
  name: string;
  version: string;
  /** Absolute path of the chart's folder. */
  folder: string;
}

/** Rendered sizes follow a geometric row from 4 KiB to 2 MiB: most charts are small, a few are huge. */
export async function writeCharts(folder: string, count: number): Promise<BenchChart[]> {
  const charts = Array.from({ length: count }, (_, index) => ({
    name: `chart-${String(index).padStart(2, '0')}`,
    version: `1.${index}.0`,
    kibibytes: Math.round(4 * 512 ** (index / Math.max(1, count - 1))),
  }));
  return await Promise.all(
    charts.map(async ({ name, version, kibibytes }) => {
      const target = path.join(folder, name);
      await mkdir(path.join(target, 'templates'), { recursive: true });
      const files = { ...chartFiles(name, version), 'templates/dashboards.yaml': dashboards(kibibytes) };
      await Promise.all(Object.entries(files).map(([file, text]) => writeFile(path.join(target, file), text)));
      return { name, version, folder: target };
    }),
  );
}

function chartFiles(name: string, version: string): Record<string, string> {
  return {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    'values.yaml': `image:\n  repository: registry.example.com/${name}/server\n  tag: ${version}\nreplicas: 1\n`,
    'templates/workloads.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: {{ .Release.Name }}}
  template:
    metadata:
      labels: {app: {{ .Release.Name }}}
    spec:
      containers:
        - name: server
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          args: ["--reloader-image=registry.example.com/${name}/reloader:${version}"]
        - name: sidecar
          image: registry.example.com/shared/proxy:2.${version}
`,
  };
}

/** Half of the bulk is dashboards in ConfigMaps, half a CustomResourceDefinition: what makes real renderings large. */
function dashboards(kibibytes: number): string {
  const panels = Math.max(1, Math.round((kibibytes * 1024) / 2 / 240));
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-dashboards
data:
  overview.json: |-
    {"title": "overview", "panels": [
{{- range $index := until ${panels} }}
      {"id": {{ $index }}, "type": "timeseries", "title": "Requests of part {{ $index }}", "targets": [{"expr": "sum(rate(http_requests_total{part=\\"{{ $index }}\\"}[5m])) by (code)", "legendFormat": "code"}], "gridPos": {"h": 8, "w": 12, "x": 0, "y": {{ mul $index 8 }}}},
{{- end }}
      {"id": -1}
    ]}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.{{ .Release.Name }}.example.com
spec:
  group: {{ .Release.Name }}.example.com
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
{{- range $index := until ${panels} }}
            field{{ $index }}:
              description: "Field {{ $index }} says what the controller does with a thing, in so many words that a reader may skip it. It has an image: none."
              type: string
              pattern: ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
{{- end }}
`;
}
