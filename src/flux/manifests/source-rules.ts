import { textAt } from '../../json.js';
import type { SourceRules } from '../../source-ignore/source-ignore.js';
import type { Manifest } from './manifest.js';

/** Of what no manifest declares, and of what kustomize is given without Flux. */
export const usualRules: SourceRules = { scope: 'tree', spec: '' };

/**
 * What a source leaves out. A Bucket knows neither rules of folders nor usual patterns; a layer that is copied goes to the
 * cluster as it is (source-controller, internal/controller/bucket_controller.go: fetchEtagIndex, and
 * ocirepository_controller.go: reconcileArtifact).
 */
export function rulesOf(source: Manifest | undefined): SourceRules {
  if (source === undefined) return usualRules;
  const { object } = source;
  const spec = textAt(object, 'spec', 'ignore');
  if (object.kind === 'Bucket') return { scope: 'root', spec };
  const isCopied = object.kind === 'OCIRepository' && textAt(object, 'spec', 'layerSelector', 'operation') === 'copy';
  return isCopied ? { scope: 'none', spec: '' } : { scope: 'tree', spec };
}
