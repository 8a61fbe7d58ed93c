import type { Problem } from '../problem.js';
import type { RunSizes } from './image-sizes.js';
import type { VerificationOptions } from './options.js';

const mebibyte = 1024 ** 2;

/** What is more than the bound, a problem for each platform. Pure. */
export function oversizedNodes(
  { nodes }: RunSizes,
  { maxSizePerNode, verifyImages }: Pick<VerificationOptions, 'maxSizePerNode' | 'verifyImages'>,
): Problem[] {
  if (maxSizePerNode === undefined) return [];
  const severity = verifyImages === 'error' ? 'error' : 'warning';
  return Object.entries(nodes).flatMap(([platform, { bytes, unknown }]): Problem[] => {
    const more = unknown === 0 ? '' : `, and ${unknown} more whose size cannot be told`;
    if (bytes > maxSizePerNode) {
      const message = `The images take ${mebibytes(bytes)} on every ${platform} node${more}: max-size-per-node allows ${mebibytes(maxSizePerNode)}. Leave some out, or raise it.`;
      return [{ severity, kind: 'image', message }];
    }
    if (unknown === 0) return [];
    const message = `Whether the images take more than max-size-per-node on every ${platform} node cannot be told: ${mebibytes(bytes)}${more}.`;
    return [{ severity: 'notice', kind: 'image', message }];
  });
}

/** In the unit of the input. */
function mebibytes(bytes: number): string {
  return bytes < 10 * 1024 * mebibyte
    ? `${Math.ceil(bytes / mebibyte)} MiB`
    : `${(bytes / 1024 / mebibyte).toFixed(1)} GiB`;
}
