// What an API server accepts for names (kubernetes, staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go).

/** The most that a label's value, and the name of a namespace, a container or a volume may have. */
export const longestLabel = 63;
/** The most that the name of an object may have. */
const longestName = 253;

/** RFC 1123 label: what a namespace, a container and a volume are called by. */
export function isDnsLabel(name: string): boolean {
  return name.length <= longestLabel && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}

/** RFC 1123 subdomain, labels with dots in between: the name of a HelmRelease, a DaemonSet, a ServiceAccount, a node. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= longestName && name.split('.').every((part) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(part));
}

/** Key of a label or an annotation: a name, perhaps behind a subdomain and a slash. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  return (slash < 0 || isDnsSubdomain(key.slice(0, slash))) && isLabelName(key.slice(slash + 1));
}

export function isLabelValue(value: string): boolean {
  return value === '' || isLabelName(value);
}

function isLabelName(name: string): boolean {
  return name.length <= longestLabel && /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/.test(name);
}
