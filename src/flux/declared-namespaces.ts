import { textAt } from '../json.js';
import { openRepository, type Repository } from './files/repository.js';
import type { FluxOptions } from './options.js';

/** Those that are there before anything is applied. */
const alwaysThere = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system'];

/**
 * Whether a file of the repository declares a namespace, whatever Kustomization applies it. One whose name is put together
 * from variables may be any. The files are looked at when it is first asked, which is seldom.
 */
export function namespaceDeclarations(
  options: Pick<FluxOptions, 'root' | 'outputPath'>,
): (namespace: string) => boolean {
  let declared: ReadonlySet<string> | undefined;
  return (namespace) => {
    declared ??= new Set([...alwaysThere, ...namesIn(openRepository(options))]);
    return declared.has(namespace) || [...declared].some((name) => name.includes('${'));
  };
}

function namesIn({ files, manifests }: Repository): string[] {
  const found = files.search(['kind: Namespace', 'kind: "Namespace"', "kind: 'Namespace'", '"kind": "Namespace"']);
  const objects = [...new Set([...found.values()].flat())].flatMap((file) => manifests.in(file));
  return objects
    .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
    .map(({ object }) => textAt(object, 'metadata', 'name'));
}
