import { type ImageReference, parseReference, repairReference } from '../../image-reference.js';
import { isVersionTag } from './tags.js';

/**
 * The reference in a text that may be anything: only one with a tag or digest counts.
 * @returns it as written, repaired where it is mangled.
 */
export function pinnedReference(text: string): string | undefined {
  if (text.length > 1024 || !/[\w][:@]\w/.test(text)) return undefined;
  const reference = repairReference(text.trim());
  const parsed = parseReference(reference);
  return parsed !== undefined && isPinned(parsed) && !isSomethingElse(parsed) ? reference : undefined;
}

function isPinned({ tag, digest }: ImageReference): boolean {
  return tag !== undefined || digest !== undefined;
}

/** What is a reference by its grammar, and never an image, whatever its name says. */
function isSomethingElse(parsed: ImageReference): boolean {
  return [
    isAddress,
    isBareDigest,
    isRatio,
    isTaint,
    isApiVersion,
    isKubernetesKey,
    isModel,
    isPlaceholder,
    isMachine,
  ].some((test) => test(parsed));
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

/** `16:9`, `12:30`, `1000:1000`. */
function isRatio({ path }: ImageReference): boolean {
  return /^library\/[\d.]+$/.test(path);
}

/** `example.com/gpu:NoSchedule`, as kubectl and the kubelet write it. */
function isTaint({ tag }: ImageReference): boolean {
  return tag === 'NoSchedule' || tag === 'PreferNoSchedule' || tag === 'NoExecute';
}

/** `monitoring.coreos.com/v1:ServiceMonitor`, `apps/v1:Deployment`: no repository is called like a version of an API. */
function isApiVersion({ path }: ImageReference): boolean {
  return /(?:^|\/)v\d+(?:(?:alpha|beta)\d+)?$/.test(path);
}

/** `app.kubernetes.io/component:web`, `helm.sh/chart:app-1.0`, `node.cluster.x-k8s.io/pool:a`. */
function isKubernetesKey({ domain }: ImageReference): boolean {
  return kubernetesDomain.test(domain) && !domain.startsWith('registry.');
}

const kubernetesDomain = /^(?:[\w-]+\.)*(?:kubernetes\.io|k8s\.io|x-k8s\.io)$|^(?:helm|karpenter)\.sh$/;

/** Models, which their own servers pull: `hf.co/acme/llama:Q4_K_M`. */
function isModel({ domain }: ImageReference): boolean {
  return modelHosts.test(domain);
}

const modelHosts = /^(?:hf\.co|huggingface\.co|(?:registry\.)?ollama\.(?:ai|com))$/;

/** What stands where a program forgot to print a name, or where people write that there is no tag. */
function isPlaceholder({ path, tag, digest }: ImageReference): boolean {
  const isUnset = digest === undefined && /^(?:null|nil|none|undefined|true|false)$/i.test(tag ?? '');
  return isUnset || /^library\/(?:null|nil|none|undefined|image-name)$/.test(path);
}

/** kind's machines, which are containers of Docker, and never of a pod (https://kind.sigs.k8s.io/docs/design/node-image/). */
function isMachine({ path }: ImageReference): boolean {
  return path === 'kindest/node' || path === 'kindest/base';
}

/**
 * Without a word that says image, only a reference with a public-looking registry, a path and a version is taken for one:
 * `quay.io/a/b:1`, not `a/b:1`, `web.shop.svc:80/path`, `nvidia.com/gpu:1` or the label `example.com/team:blue`.
 */
export function isQualified(reference: string): boolean {
  const parsed = parseReference(reference);
  if (parsed === undefined || isSomethingElse(parsed)) return false;
  const isWritten = reference.startsWith(`${parsed.domain}/`) || reference.startsWith('index.docker.io/');
  return isWritten && parsed.domain.includes('.') && !noRegistry.test(parsed.domain) && !isResource(parsed);
}

/** Hosts of a cluster's own services, of object stores and of Git. */
const noRegistry =
  /^(?:github|gitlab|bitbucket)\.(?:com|org)$|\.(?:svc|local|internal)(?::\d+)?$|^(?:s3|minio|storage)[.-]|^storage\.googleapis\.com$|\.blob\.core\.windows\.net$/;

/** One segment behind the host and no more than a number behind it: `nvidia.com/gpu:1`. */
function isResource({ domain, path, tag, digest }: ImageReference): boolean {
  return digest === undefined && domain !== 'docker.io' && !path.includes('/') && /^\d{1,2}$/.test(tag ?? '');
}

/** A value under no telling name: qualified, with a version, and not from a folder of packages. */
export function isSelfEvident(reference: string): boolean {
  const { path = '', tag, digest } = parseReference(reference) ?? {};
  const folders = path.split('/').slice(0, -1);
  if (folders.some((folder) => artifactFolders.has(folder))) return false;
  return isQualified(reference) && (digest !== undefined || isVersionTag(tag ?? ''));
}

/** Folders of registries for what is no image. */
const artifactFolders = new Set(
  'artifacts bundles charts helm helm-charts models modules packages plugins policies rules'.split(' '),
);

/** Images for nodes that this product has nothing to do with: their name or their tag says Windows. */
export function isForWindows(reference: string): boolean {
  const { path = '', tag = '' } = parseReference(reference) ?? {};
  return (
    /(?:^|[/_-])(?:windows|nanoserver|servercore|windowsservercore)(?:$|[/_-])/.test(path) ||
    /(?:^|[._-])(?:windows\w*|nanoserver|servercore|ltsc20\d\d)(?:$|[._-])/i.test(tag)
  );
}
