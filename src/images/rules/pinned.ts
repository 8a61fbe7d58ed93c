import { type ImageReference, parseReference, repairReference } from '../reference.js';

/**
 * The reference in a text that may be anything: only one with a tag or digest counts.
 * @returns it as written, repaired where it is mangled.
 */
export function pinnedReference(text: string): string | undefined {
  if (text.length > 1024 || !/[\w][:@]\w/.test(text)) return undefined;
  const reference = repairReference(text.trim());
  const parsed = parseReference(reference);
  return parsed !== undefined && isPinned(parsed) && !isAddress(parsed) && !isBareDigest(parsed)
    ? reference
    : undefined;
}

function isPinned({ tag, digest }: ImageReference): boolean {
  return tag !== undefined || digest !== undefined;
}

/** `redis:6379`: a host and its port. */
function isAddress({ domain, path, tag, digest }: ImageReference): boolean {
  if (digest !== undefined || domain !== 'docker.io' || !path.startsWith('library/')) return false;
  return /^(?:\d{4,5}|80|443)$/.test(tag ?? '') || path.includes('.svc') || path.endsWith('.local');
}

/** `sha256:0123…` reads as an image of the name `sha256`. */
function isBareDigest({ path }: ImageReference): boolean {
  return /^library\/sha(?:256|384|512)$/.test(path);
}

/**
 * The references of a value that may hold several, separated by blanks, commas or lines, each perhaps with a key
 * (`4.0.0=quay.io/kafka:1`). All of them are references, or none is.
 */
export function pinnedReferences(text: string): string[] {
  if (text.length > 64 * 1024 || !/\w[:@]\w/.test(text)) return [];
  const references: string[] = [];
  for (const item of text.split(/[\s,]+/)) {
    if (item === '') continue;
    const reference = pinnedReference(item.replace(/^[\w.-]+=/, ''));
    if (reference === undefined) return [];
    references.push(reference);
  }
  return references;
}

/**
 * Without a word that says image, only a reference with a public-looking registry and a path is taken for one:
 * `quay.io/a/b:1`, not `a/b:1`, `web.shop.svc:80/path` or the label `app.kubernetes.io/component:web`.
 */
export function isQualified(reference: string): boolean {
  const parsed = parseReference(reference);
  if (parsed === undefined || isTaint(parsed) || isKind(parsed)) return false;
  const isWritten = reference.startsWith(`${parsed.domain}/`) || reference.startsWith('index.docker.io/');
  return isWritten && parsed.domain.includes('.') && !noRegistry.test(parsed.domain);
}

const noRegistry = /\.(?:svc|local|internal)(?::\d+)?$|^(?:[\w-]+\.)*kubernetes\.io$|^helm\.sh$/;

/** `example.com/gpu:NoSchedule`, as kubectl and the kubelet write it. */
function isTaint({ tag }: ImageReference): boolean {
  return tag === 'NoSchedule' || tag === 'PreferNoSchedule' || tag === 'NoExecute';
}

/** `monitoring.coreos.com/v1:ServiceMonitor`: no tag of a version begins with a capital. */
function isKind({ path, tag }: ImageReference): boolean {
  return /^v\d+(?:(?:alpha|beta)\d+)?$/.test(path) && /^[A-Z]/.test(tag ?? '');
}
