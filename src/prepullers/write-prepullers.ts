import { pulledImages } from '../generated-images.js';
import { uninterrupted } from '../interruption.js';
import { memoize } from '../memoize.js';
import { kustomizationName, planChanges } from './changes.js';
import { composePrepullers } from './compose.js';
import type { FileChange, ImageReader, PrepullerSource, Unrendered, WrittenPrepullers } from './contract.js';
import { readEarlierFiles } from './earlier-files.js';
import { withEarlierNodes } from './earlier-nodes.js';
import type { PrepullerOptions } from './options.js';
import { applyChanges, readOutputFolder, refuseOtherCluster } from './output-folder.js';
import { type Plan, planFiles } from './plan.js';

/**
 * Brings the output folder in line with the images. With `check` it only says what it would change.
 * @returns the changes in the order in which they were made, and what concerns single releases
 * @throws FatalError when the output path is a link or a file, or the inputs make a DaemonSet that must not be
 */
export async function writePrepullers(
  sources: readonly PrepullerSource[],
  unrendered: Unrendered,
  options: PrepullerOptions,
): Promise<WrittenPrepullers> {
  const folder = readOutputFolder(options.root, options.outputPath);
  refuseOtherCluster(folder.marked.values(), options);
  const generated = [...folder.marked].filter(([name]) => name !== kustomizationName);
  const earlier = readEarlierFiles(generated);
  const { prepullers, refused, problems } = composePrepullers(withEarlierNodes(sources, earlier), options);
  const failed = [...unrendered.failed, ...refused];
  const plan = planFiles(prepullers, { ...unrendered, failed }, earlier, options);
  const planned = planChanges(plan, folder, options);
  if (!options.check) await uninterrupted(() => applyChanges(options.root, options.outputPath, planned.changes));
  return {
    ...planned,
    files: [...plan.wanted].map(([name, { releases }]) => ({ path: `${options.outputPath}/${name}`, releases })),
    unchanged: unchangedTexts(generated, planned.changes, options),
    imagesOf: imageReader(plan),
    problems: [...problems, ...planned.problems],
  };
}

function imageReader({ wanted }: Plan): ImageReader {
  const made = new Map([...wanted.values()].map(({ text, images }) => [text, images]));
  return memoize((text: string) => made.get(text) ?? pulledImages(text));
}

function unchangedTexts(
  generated: readonly [name: string, text: string][],
  changes: readonly FileChange[],
  { outputPath }: Pick<PrepullerOptions, 'outputPath'>,
): string[] {
  const changed = new Set(changes.map(({ path }) => path));
  return generated.filter(([name]) => !changed.has(`${outputPath}/${name}`)).map(([, text]) => text);
}
