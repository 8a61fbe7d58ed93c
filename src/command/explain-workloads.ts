import type { Workloads } from '../flux/workloads.js';
import { type JsonObject, textAt } from '../json.js';
import { releaseKey } from '../problem.js';
import { generatedFacts } from './explain-release.js';
import { type Explanation, position } from './explanation.js';
import type { Survey } from './survey.js';

/** `Kind namespace/name` of a plain object. */
export function objectTitle(object: JsonObject, { namespace }: Pick<Workloads, 'namespace'>): string {
  return `${textAt(object, 'kind')} ${namespace}/${textAt(object, 'metadata', 'name')}`;
}

/** The plain objects of a Kustomization or ResourceSet of that name that are opted in, and what they run. */
export function explainWorkloads(subject: string, survey: Survey): Explanation[] {
  const named = survey.discovery.workloads.filter(({ id }) =>
    [id.name, `${id.namespace}/${id.name}`, releaseKey(id)].includes(subject),
  );
  const byKey = new Map<string, Workloads[]>();
  for (const one of named) byKey.set(releaseKey(one.id), [...(byKey.get(releaseKey(one.id)) ?? []), one]);
  return [...byKey].flatMap(([key, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const objects = all.flatMap((workloads) =>
      workloads.objects.map(({ object, place, isNamed }) => {
        const reason = isNamed ? '' : ': opted in with all that is applied with it';
        return `${objectTitle(object, workloads)}, ${position(place)}${reason}`;
      }),
    );
    return [
      {
        title: key,
        facts: [
          { text: `declared in ${position(first.place)}` },
          ...(first.suspended
            ? [{ text: 'spec.suspend: Flux does not reconcile it now; what it runs is still kept on the nodes' }]
            : []),
          { text: 'plain objects that are opted in', details: objects },
          ...generatedFacts(first.id, survey),
        ],
        problems: survey.generated.problems.filter(
          ({ release }) => release !== undefined && releaseKey(release) === key,
        ),
      },
    ];
  });
}
