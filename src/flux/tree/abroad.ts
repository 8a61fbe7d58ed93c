import { enumerate } from '../../enumerate.js';
import type { Problem } from '../../problem.js';
import type { FollowSource } from '../follow-sources.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import type { SourceFault } from '../source-contents.js';
import { type FluxKustomization, sourceOf } from './flux-kustomization.js';
import { type Location, locateIn } from './locate.js';
import type { SourceDeclarations } from './source-declarations.js';
import type { SourceFiles } from './source-files.js';

/** Sources that are not checked out here. */
export interface OtherSources {
  /** As the files declare them. */
  declarations: SourceDeclarations;
  follow: FollowSource<SourceFiles>;
}

/** A Kustomization whose source was fetched. */
export interface Followed {
  kustomization: FluxKustomization;
  located: Location;
  files: SourceFiles;
}

/** The Kustomizations of a cluster that build other sources than this repository. */
export class Abroad {
  /** Where nothing says what their source is, or sources are not followed. */
  readonly notFollowed: FluxKustomization[] = [];
  private readonly waiting: FluxKustomization[] = [];
  private readonly unfetched = new Map<string, UnfetchedSource>();
  private readonly remarks = new Map<string, Problem>();

  /** @param others None where sources are not followed. */
  constructor(private readonly others: OtherSources | undefined) {}

  add(kustomization: FluxKustomization): void {
    (this.others ? this.waiting : this.notFollowed).push(kustomization);
  }

  /** Fetches what those need that were added since. @param find Gives a source that is applied. */
  async follow(find: (source: ObjectReference) => Manifest | undefined): Promise<Followed[]> {
    const { others } = this;
    if (!others) return [];
    const findSource = (reference: ObjectReference, from: string) =>
      others.declarations.find(reference, from) ?? find(reference);
    const all = await Promise.all(
      this.waiting.splice(0).map(async (kustomization): Promise<Followed[]> => {
        const source = findSource(sourceOf(kustomization), kustomization.manifest.placeOf().file);
        if (!source) {
          this.notFollowed.push(kustomization);
          return [];
        }
        const followed = await others.follow(source, findSource);
        if ('fault' in followed) {
          addUnfetched(this.unfetched, source, followed, kustomization);
          return [];
        }
        const { files, remarks } = followed;
        for (const problem of remarks.map((remark) => remarkOn(source, remark)))
          this.remarks.set(`${problem.object} ${problem.message}`, problem);
        return [{ kustomization, located: locateIn(files.tree, kustomization, source), files }];
      }),
    );
    return all.flat();
  }

  /** What builds sources that were not fetched. */
  unseen(): FluxKustomization[] {
    return [...this.notFollowed, ...[...this.unfetched.values()].flatMap((one) => one.kustomizations)];
  }

  isUnseen(): boolean {
    return this.notFollowed.length > 0 || this.unfetched.size > 0;
  }

  problems(): Problem[] {
    return [...unfetchedSources([...this.unfetched.values()]), ...this.remarks.values()];
  }
}

/** A source that could not be fetched, and what builds it. */
interface UnfetchedSource {
  source: Manifest;
  fault: SourceFault;
  kustomizations: FluxKustomization[];
}

function addUnfetched(
  all: Map<string, UnfetchedSource>,
  source: Manifest,
  fault: SourceFault,
  kustomization: FluxKustomization,
): void {
  const key = describe(referenceOf(source.object));
  const known = all.get(key) ?? { source, fault, kustomizations: [] };
  all.set(key, known);
  known.kustomizations.push(kustomization);
}

/** Each source once; that it cannot be had never fails a run. */
function unfetchedSources(unfetched: readonly UnfetchedSource[]): Problem[] {
  return unfetched.map(({ source, fault: { fault, detail }, kustomizations }) => ({
    severity: 'warning',
    kind: 'source',
    message: `It cannot be fetched, so what it holds is not seen (${enumerate([...new Set(kustomizations.map(({ reference }) => reference.name))])}): ${fault}. With 'follow-sources: false' it is not tried.`,
    ...(detail !== undefined && { detail }),
    object: describe(referenceOf(source.object)),
    place: source.placeOf('spec', 'url'),
  }));
}

function remarkOn({ object, placeOf }: Manifest, message: string): Problem {
  return { severity: 'notice', kind: 'source', message, object: describe(referenceOf(object)), place: placeOf('spec') };
}
