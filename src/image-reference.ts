/**
 * The grammar of image references.
 * Source: https://github.com/distribution/reference, regexp.go, normalize.go and reference.go.
 */

/** A reference with everything that the short form leaves out. */
export interface ImageReference {
  /** `docker.io`, `registry.example.com:5000`. */
  domain: string;
  /** `library/nginx` */
  path: string;
  tag?: string;
  digest?: string;
}

const domainComponent = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const tag = '[\\w][\\w.-]{0,127}';
/** Other algorithms match the grammar, but go-digest, which every runtime uses, refuses them. */
const digest = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const named = new RegExp(`^(?:(${domain})/)?(${pathComponent}(?:/${pathComponent})*)$`);
const reference = new RegExp(`^([^@]+?)(?::(${tag}))?(?:@(${digest}))?$`);
const host = new RegExp(`^${domain}$`);

const maximumNameLength = 255;
/** Name, tag and the longest digest: what is longer is no reference, and is not worth matching. */
const maximumLength = maximumNameLength + 128 + 140;

/** @returns the normalised parts, or `undefined` for what `docker pull` would refuse to parse. */
export function parseReference(text: string): ImageReference | undefined {
  if (text.length > maximumLength) return undefined;
  const [, name = '', tag, digest] = reference.exec(text) ?? [];
  const repository = parseRepository(name);
  if (repository === undefined) return undefined;
  return { ...repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function parseRepository(name: string): Pick<ImageReference, 'domain' | 'path'> | undefined {
  if (name.length > maximumNameLength || /^[a-f0-9]{64}$/.test(name)) return undefined;
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const full = isDomain(first) ? name : `docker.io/${slash < 0 ? 'library/' : ''}${name}`;
  const [, domain, path] = named.exec(full) ?? [];
  if (domain === undefined || path === undefined) return undefined;
  if (domain !== 'docker.io' && domain !== 'index.docker.io') return { domain, path };
  return { domain: 'docker.io', path: path.includes('/') ? path : `library/${path}` };
}

/** A first segment is a host when it cannot be a namespace of Docker Hub (normalize.go, splitDockerDomain). */
function isDomain(segment: string): boolean {
  return segment === 'localhost' || /[.:A-Z]/.test(segment);
}

/**
 * One string for all the spellings of one image: `nginx` and `docker.io/library/nginx:latest` are the same.
 * A runtime ignores the tag beside a digest, and so does this.
 */
export function normalizeReference({ domain, path, tag, digest }: ImageReference): string {
  return `${domain}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}

/** Registries whose namespaces hold neither dot nor colon: a host right behind them is a mistake. */
const plainRegistries = new Set(['docker.io', 'index.docker.io', 'ghcr.io', 'registry.k8s.io', 'public.ecr.aws']);
/** Registries whose namespaces may look like a host (`gcr.io/google.com/project`). */
const dottedRegistries = new Set(['quay.io', 'gcr.io']);
const wellKnownRegistries = new Set([
  ...plainRegistries,
  ...dottedRegistries,
  'k8s.gcr.io',
  'mcr.microsoft.com',
  'nvcr.io',
  'registry.gitlab.com',
]);

/**
 * Takes away a default registry that a chart put in front of a reference that had one:
 * `docker.io/quay.io/foo/bar` is `quay.io/foo/bar`. Any other host in front is taken for a pull-through mirror.
 */
export function repairReference(text: string): string {
  let repaired = text;
  for (let rest = withoutMistakenRegistry(repaired); rest !== undefined; rest = withoutMistakenRegistry(repaired)) {
    repaired = rest;
  }
  return repaired;
}

function withoutMistakenRegistry(text: string): string | undefined {
  const [first = '', second = '', ...path] = text.split('/', 3);
  if (path.length === 0 || !host.test(second)) return undefined;
  const mistaken = plainRegistries.has(first)
    ? /[.:]/.test(second)
    : dottedRegistries.has(first) && (wellKnownRegistries.has(second) || second.includes(':'));
  return mistaken ? text.slice(first.length + 1) : undefined;
}
