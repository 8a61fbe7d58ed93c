import { kustomizationFileNames } from '../kustomization-file-names.js';
import { type Problem, releaseTitle } from '../problem.js';
import type { FileChange, WrittenPrepullers } from './contract.js';
import { kustomizationText } from './file-text.js';
import type { PrepullerOptions } from './options.js';
import type { OutputFolder } from './output-folder.js';
import type { Plan, Wanted } from './plan.js';
import { compare } from './prepuller.js';

export const kustomizationName = 'kustomization.yaml';

type PlannedChanges = Pick<WrittenPrepullers, 'changes' | 'problems'>;
type ChangeOptions = Pick<PrepullerOptions, 'outputPath' | 'clusterName' | 'label'>;

/**
 * What must change in the folder so that it is as planned: DaemonSets, then the kustomization, then removals, so that
 * it can be built at any time in between. Nothing without the mark is touched. Pure.
 */
export function planChanges(plan: Plan, folder: OutputFolder, options: ChangeOptions): PlannedChanges {
  const { outputPath } = options;
  if (plan.wanted.size === 0 && folder.marked.size === 0) return { changes: [], problems: [] };
  const foreign = kustomizationFileNames.find((name) => folder.foreign.has(name));
  if (foreign) return { changes: [], problems: [inTheWay(`${outputPath}/${foreign}`)] };

  const blocked = [...plan.wanted].filter(([name]) => folder.foreign.has(name));
  const problems = blocked.flatMap(([name, { releases }]) =>
    releases.map((release) => ({
      ...inTheWay(`${outputPath}/${name}`),
      release,
      object: releaseTitle(release),
    })),
  );
  const wanted = new Map([...plan.wanted].filter(([name]) => !folder.foreign.has(name)));
  const kept = new Set([...plan.kept, ...blocked.flatMap(([, { replaces }]) => replaces)]);
  return { changes: differences(wanted, kept, folder, options), problems };
}

function differences(
  wanted: ReadonlyMap<string, Wanted>,
  kept: ReadonlySet<string>,
  folder: OutputFolder,
  options: ChangeOptions,
): FileChange[] {
  const files = [...new Set([...wanted.keys(), ...kept])].sort(compare);
  const texts: [string, string | null][] = [
    ...[...wanted].map(([name, { text }]): [string, string] => [name, text]).sort(([a], [b]) => compare(a, b)),
    [kustomizationName, kustomizationText(files, options)],
    ...[...folder.marked.keys()]
      .filter((name) => name !== kustomizationName && !files.includes(name))
      .sort(compare)
      .map((name): [string, null] => [name, null]),
  ];
  return texts.flatMap(([name, after]) =>
    change(`${options.outputPath}/${name}`, folder.marked.get(name) ?? null, after),
  );
}

function change(path: string, before: string | null, after: string | null): FileChange[] {
  if (before === after) return [];
  const kind = before === null ? 'added' : after === null ? 'removed' : 'modified';
  return [{ path, kind, before, after }];
}

function inTheWay(file: string): Problem {
  const message = `${file} is in the way: it was not generated, so it is left alone. Move it, or choose another output path.`;
  return { severity: 'error', kind: 'output', message, place: { file } };
}
