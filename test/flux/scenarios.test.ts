import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../src/flux/discovery.js';
import type { Release } from '../../src/flux/release.js';
import type { Workloads } from '../../src/flux/workloads.js';
import { textAt } from '../../src/json.js';
import { memoize } from '../../src/memoize.js';
import { type Problem, releaseTitle } from '../../src/problem.js';
import { discoverIn, emptyCache, type Overrides } from './repository.js';

interface Expected {
  about: string;
  options?: Overrides;
  releases: object[];
  /** Of plain objects, by what applies them and the namespace: `Kustomization flux-system/apps in web`. */
  workloads?: Record<string, string[]>;
  /** The same for those that only lack the option `workloads`. */
  offered?: Record<string, string[]>;
  problems?: { severity: Problem['severity']; message: string; file?: string; object?: string }[];
  complete?: boolean;
  /** What was not seen is in this repository; where not everything was seen, it usually is. */
  hidden?: boolean;
  /** Of kustomize. */
  builds: number;
}

const fixtures = fileURLToPath(new URL('../../fixtures/flux', import.meta.url));
const scenarios = readdirSync(fixtures).map((name) => {
  const folder = path.join(fixtures, name);
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Expected;
  return { name, root: path.join(folder, 'repository'), expected, about: expected.about };
});

/** What a scenario says of a release; what it does not mention must be at its default. */
function told(release: Release, wanted: object) {
  const optional = {
    place: `${release.place.file}:${release.place.line}`,
    suspended: release.suspended,
    integers: release.integers,
    postRenderers: release.postRenderers,
    valuesFiles: release.chart.valuesFiles,
    exclude: release.control.exclude,
  };
  const defaults = { suspended: false, integers: [], postRenderers: [], valuesFiles: [], exclude: '' };
  const { place, ...others } = optional;
  return {
    release: `${release.id.namespace}/${release.id.name}`,
    helm: `${release.releaseNamespace}/${release.releaseName}`,
    chart: release.chart.location,
    values: release.values,
    ...Object.fromEntries(
      Object.entries(others).filter(
        ([key, value]) =>
          key in wanted || JSON.stringify(value) !== JSON.stringify(defaults[key as keyof typeof defaults]),
      ),
    ),
    ...('place' in wanted && { place }),
  };
}

function toldObjects(all: readonly Workloads[]): Record<string, string[]> {
  return Object.fromEntries(
    all.map(({ id, namespace, suspended, control, objects, accounts }) => [
      [
        `${releaseTitle(id)}${suspended ? ' (suspended)' : ''} in ${namespace}`,
        ...Object.values(control).filter(Boolean),
      ].join(', '),
      [
        ...objects.map(({ object }) => `${object.kind}/${textAt(object, 'metadata', 'name')}`),
        ...accounts.map((account) => `(ServiceAccount/${textAt(account, 'metadata', 'name')})`),
      ],
    ]),
  );
}

const runs = memoize(async ({ root, expected }: (typeof scenarios)[number]) => {
  const cache = await emptyCache();
  const first = await discoverIn(root, expected.options, cache);
  return { first, next: await discoverIn(root, expected.options, cache) };
});

/** Of two runs they are never the same. */
function withoutFunctions({ readersOf: _, ...discovery }: Discovery): Omit<Discovery, 'readersOf'> {
  return discovery;
}

describe('What Flux would run', () => {
  it.each(scenarios)('$name: $about', async (scenario) => {
    const { expected } = scenario;
    const { releases, workloads, offered, problems, complete, hidden, summary } = (await runs(scenario)).first;
    expect(releases.map((release, index) => told(release, expected.releases[index] ?? {}))).toEqual(expected.releases);
    expect(
      problems.map(({ severity, message, place, object }) => ({ severity, message, file: place?.file, object })),
    ).toEqual(
      (expected.problems ?? []).map(({ message, ...rest }) =>
        expect.objectContaining({ ...rest, message: expect.stringContaining(message) }),
      ),
    );
    expect(toldObjects(workloads)).toEqual(expected.workloads ?? {});
    expect(toldObjects(offered)).toEqual(expected.offered ?? {});
    expect(complete).toBe(expected.complete ?? true);
    expect(hidden).toBe(expected.hidden ?? !complete);
    expect(summary.at(-1)).toMatch(new RegExp(`^${expected.builds} `));
  });

  it.each(scenarios)('$name: the next run, with what this one kept, gives the same', async (scenario) => {
    const { first, next } = await runs(scenario);
    expect(withoutFunctions(next)).toEqual(withoutFunctions(first));
  });

  it.each(scenarios)('$name: building everything gives the same releases and objects', async (scenario) => {
    const { root, expected } = scenario;
    const { releases, workloads, offered, complete } = (await runs(scenario)).first;
    const everything = await discoverIn(root, { ...expected.options, buildEverything: true });
    expect(everything.releases).toEqual(releases);
    expect(toldObjects(everything.workloads)).toEqual(toldObjects(workloads));
    expect(toldObjects(everything.offered)).toEqual(toldObjects(offered));
    expect(everything.complete).toBe(complete);
  });
});
