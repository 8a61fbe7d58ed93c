import path from 'node:path';
import type { SourceContent } from '../source-contents.js';
import { isRemoteFile } from './kustomization-file.js';

/** What a text of a kustomization may name elsewhere: a content, and a path in it. */
export interface RemoteCandidate {
  content: SourceContent;
  /** From the content's root, with `/`; `.` is the root. */
  path: string;
}

/**
 * What kustomize would take the text for, in the order of likelihood: a file of a web server, or a folder of a repository.
 * kustomize asks the server first whatever it is, and clones what gives no manifests (api/internal/target/kusttarget.go:
 * accumulateResources); a name says which of both it is without asking twice.
 */
export function remoteCandidates(target: string): RemoteCandidate[] {
  const repository = repositoryOf(target);
  if (!isRemoteFile(target)) return repository;
  const file: RemoteCandidate[] = [{ content: { kind: 'file', url: target }, path: 'resource.yaml' }];
  const isFile = /\.(?:ya?ml|json)$/i.test(target.replace(/\?.*$/s, ''));
  return isFile ? [...file, ...repository] : [...repository, ...file];
}

/** kustomize, api/internal/git/repospec.go: NewRepoSpecFromURL. */
function repositoryOf(target: string): RemoteCandidate[] {
  const [address = '', query = ''] = target.replace(/^git::/i, '').split(/\?(.*)/s);
  const host = splitHost(address);
  const parts = host && splitPath(host.rest);
  if (!parts || parts.repository === '') return [];
  const folder = path.posix.normalize(parts.folder.replace(/^\/+/, '') || '.').replace(/(?<=.)\/+$/, '');
  if (folder === '..' || folder.startsWith('../')) return [];
  const parameters = new URLSearchParams(query);
  const revision = parameters.get('ref') || parameters.get('version') || '';
  const submodules = !isFalse(parameters.get('submodules') ?? '');
  const content: SourceContent = {
    kind: 'git',
    url: host.url + parts.repository,
    reference: { revision },
    ...(submodules && { submodules }),
  };
  return [{ content, path: folder }];
}

/** As Go reads a truth value (strconv.ParseBool). */
function isFalse(text: string): boolean {
  return /^(?:0|f|false)$/i.test(text);
}

/** Addresses of github.com are one, however they are written; `user@host:path` is SSH. */
function splitHost(address: string): { url: string; rest: string } | undefined {
  const [, scheme = '', user = '', after = ''] =
    /^(ssh:\/\/|https?:\/\/)?([a-z][a-z0-9-]*@)?(.*)$/is.exec(address) ?? [];
  const github = /^github\.com[/:](.*)$/is.exec(after)?.[1];
  const isSecureShell = /^ssh/i.test(scheme) || (scheme === '' && user !== '');
  if (github !== undefined) {
    const isOfUser = isSecureShell || user !== '';
    return { url: isOfUser ? `ssh://${user || 'git@'}github.com/` : 'https://github.com/', rest: github };
  }
  if (scheme === '' && user === '') return undefined;
  const separator = scheme === '' ? /[/:]/ : /\//;
  const end = after.search(separator);
  if (end <= 0) return undefined;
  return {
    url: `${scheme.toLowerCase() || 'ssh://'}${user}${after.slice(0, end)}/`,
    rest: after.slice(end + 1),
  };
}

/** At `_git/NAME`, else at `//`, else behind `.git`, else behind two names (repospec.go: parsePathParts). */
function splitPath(rest: string): { repository: string; folder: string } | undefined {
  const ofAzure = /^(.*?_git\/[^/]*)\/?(.*)$/s.exec(rest);
  const split =
    ofAzure ?? /^(.*?)\/\/(.*)$/s.exec(rest) ?? /^(.*?\.git)(.*)$/s.exec(rest) ?? /^([^/]*\/[^/]*)\/?(.*)$/s.exec(rest);
  return split ? { repository: split[1] ?? '', folder: split[2] ?? '' } : undefined;
}
