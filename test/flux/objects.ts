/** Texts of Flux objects, for tests that vary them. */

export function kustomization(
  name: string,
  path: string,
  { namespace = 'flux-system', source = 'flux-system', sourceNamespace = '', kind = 'GitRepository', spec = '' } = {},
): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  path: ${path}
  sourceRef: {kind: ${kind}, name: ${source}${sourceNamespace && `, namespace: ${sourceNamespace}`}}
${spec.replace(/^(?=.)/gm, '  ')}
`;
}

export function gitRepository(
  name: string,
  {
    namespace = 'flux-system',
    url = 'https://git.example.com/acme/fleet.git',
    ref = '{branch: main}',
    spec = '',
    version = 'v1',
  } = {},
): string {
  return `apiVersion: source.toolkit.fluxcd.io/${version}
kind: GitRepository
metadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}
spec:
  url: ${url}
${ref && `  ref: ${ref}\n`}${spec.replace(/^(?=.)/gm, '  ')}
`;
}

export function documents(...texts: string[]): string {
  return texts.join('---\n');
}
