import path from 'node:path';
import { objectsAt, textAt } from '../../json.js';
import type { Manifest } from './manifest.js';

/** A part of another GitRepository that one includes. Paths are from the roots, with `/`; `.` is the root. */
export interface Include {
  /** Of the other one, which is in the same namespace. */
  name: string;
  from: string;
  to: string;
}

/** source-controller, api/v1/gitrepository_types.go: GetFromPath, GetToPath. */
export function includesOf({ object }: Manifest): Include[] {
  return objectsAt(object, 'spec', 'include').map((include) => {
    const name = textAt(include, 'repository', 'name');
    return { name, from: belowRoot(textAt(include, 'fromPath')), to: belowRoot(textAt(include, 'toPath') || name) };
  });
}

/** `..` does not lead above the root (cyphar/filepath-securejoin, which Flux uses). */
function belowRoot(written: string): string {
  return path.posix.join('/', written).replace(/^\/+|\/+$/g, '') || '.';
}
