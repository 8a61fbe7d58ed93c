import { isObject, type Json } from '../../json.js';
import type { Problem } from '../../problem.js';
import { type Manifest, withObject } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import { isHelmRelease, releaseId } from '../manifests/release-object.js';
import { SubstitutionError, substituteObject } from './substitute-object.js';
import { type UnsetVariable, unsetMessage } from './unset-variables.js';

export interface SubstitutedManifest {
  /** Missing when a problem is an error. */
  manifest?: Manifest;
  problems: Problem[];
}

/**
 * Replaces the variables of one object and says which of them are not set, and where they are used.
 * @param variables None leave the object as it is (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables).
 */
export function substituteManifest(
  manifest: Manifest,
  variables: ReadonlyMap<string, string> | undefined,
  strict: boolean,
): SubstitutedManifest {
  if (variables === undefined) return { manifest, problems: [] };
  try {
    const { object, unset } = substituteObject(manifest.object, variables);
    const problems = [...new Set(unset)].map((name) => unsetProblem(manifest, name, strict));
    return strict && problems.length > 0 ? { problems } : { manifest: withObject(manifest, object), problems };
  } catch (error) {
    if (!(error instanceof SubstitutionError)) throw error;
    return { problems: [{ ...problemAbout(manifest), severity: 'error', message: error.message }] };
  }
}

function unsetProblem(manifest: Manifest, name: string, strict: boolean): UnsetVariable {
  return {
    ...problemAbout(manifest),
    severity: strict ? 'error' : 'warning',
    variable: name,
    message: unsetMessage(name, strict ? 'Flux does not apply it' : 'it is replaced by nothing'),
    place: manifest.placeOf(...(pathOfText(manifest.object, `\${${name}`) ?? [])),
  };
}

function problemAbout(manifest: Manifest) {
  const { object } = manifest;
  return {
    kind: 'substitution' as const,
    object: describe(referenceOf(object)),
    place: manifest.placeOf('metadata', 'name'),
    ...(isHelmRelease(object) && { release: releaseId(object) }),
  };
}

/** The path of the first field that holds the text. */
function pathOfText(value: Json, text: string): string[] | undefined {
  if (typeof value === 'string') return value.includes(text) ? [] : undefined;
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  for (const [key, item] of entries) {
    const rest = pathOfText(item, text);
    if (rest) return [String(key), ...rest];
  }
  return undefined;
}
