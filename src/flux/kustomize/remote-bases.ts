import path from 'node:path';
import { memoize } from '../../memoize.js';
import { sha256 } from '../../sha256.js';
import type { WorkTree } from '../files/work-tree.js';
import type { FetchSource, SourceContent, SourceFault } from '../source-contents.js';
import { type RemoteCandidate, remoteCandidates } from './remote-target.js';

/** Where something that lies elsewhere stands in the tree, or why it does not. */
export type RemoteBase = SourceFault | { path: string };

/** What the kustomizations of a tree name that lies elsewhere, as it is fetched. */
export interface RemoteBases {
  /** @returns `undefined` for what nobody has asked for */
  find(target: string): RemoteBase | undefined;
  /** Fetches those that were not asked for before; each content once. */
  fetch(targets: readonly string[]): Promise<void>;
}

/** Nothing of the repository may have this name. */
export const remoteFolder = '.prepuller-remote';

export function createRemoteBases(tree: WorkTree, fetchSource: FetchSource): RemoteBases {
  const bases = new Map<string, RemoteBase>();
  const mounted = memoize(async (key: string): Promise<RemoteBase> => {
    const content = JSON.parse(key) as SourceContent;
    const fetched = await fetchSource(content);
    if ('fault' in fetched) return fetched;
    const name = path.posix.join(remoteFolder, nameOf(content));
    tree.mount(name, fetched.folder);
    return { path: name };
  });

  async function fetchOne(target: string): Promise<RemoteBase> {
    let fault: RemoteBase | undefined;
    for (const candidate of remoteCandidates(target)) {
      const base = pathIn(await mounted(JSON.stringify(candidate.content)), candidate);
      if ('path' in base) return base;
      fault ??= base;
    }
    return fault ?? { fault: 'it is no address of a repository or of a file' };
  }

  return {
    find: (target) => bases.get(target),
    async fetch(targets) {
      const fresh = [...new Set(targets)].filter((target) => !bases.has(target));
      await Promise.all(fresh.map(async (target) => void bases.set(target, await fetchOne(target))));
    },
  };
}

function pathIn(base: RemoteBase, candidate: RemoteCandidate): RemoteBase {
  return 'path' in base ? { path: path.posix.join(base.path, candidate.path) } : base;
}

const longestName = 160;

/** For people, and different for what is different: what it leaves out of a URL stands in its hash. */
function nameOf(content: SourceContent): string {
  const written = content.kind === 'git' ? `${content.url}@${Object.values(content.reference).join()}` : urlOf(content);
  const plain = written
    .replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/i, '')
    .replace(/[^\w./@+-]+/g, '_')
    .replace(/(?<=^|\/)\.+(?=\/|$)|\/+/g, '/')
    .slice(0, longestName);
  return `${plain.replace(/\/+$/, '')}-${sha256(JSON.stringify(content)).slice(0, 8)}`;
}

function urlOf(content: Exclude<SourceContent, { kind: 'git' }>): string {
  return content.kind === 'bucket' ? `${content.endpoint}/${content.bucket}` : content.url;
}
