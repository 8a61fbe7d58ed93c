/** What a node, or an image, is made for, as `linux/arm/v7`. */
export interface Platform {
  os: string;
  architecture: string;
  /** Empty for none. */
  variant: string;
}

/** @returns `undefined` for what is no platform of Linux */
export function parsePlatform(text: string): Platform | undefined {
  const [, architecture, variant = ''] = /^linux\/([a-z0-9]+)(?:\/(v\d))?$/.exec(text) ?? [];
  return architecture === undefined ? undefined : { os: 'linux', architecture, variant };
}

/** The platform of which sizes are told where the nodes' are not given. */
const usualPlatform: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/** The platforms whose manifests are read: those of the nodes. */
export function nodePlatforms({ platforms }: { platforms: readonly Platform[] }): readonly Platform[] {
  return platforms.length > 0 ? platforms : [usualPlatform];
}

export function platformName({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== '').join('/');
}

/**
 * Which of an image's platforms a node pulls: its own one, or else an older one that its processor runs as well.
 * Source: containerd/platforms, compare.go (platformVector).
 */
export function chosenBy<T extends { platform: Platform }>(node: Platform, offered: readonly T[]): T | undefined {
  for (const wanted of runnableOn(node)) {
    const found = offered.find(({ platform }) => platformName(normalized(platform)) === platformName(wanted));
    if (found) return found;
  }
  return undefined;
}

function runnableOn(node: Platform): Platform[] {
  const { os, architecture, variant } = normalized(node);
  const arm = (versions: number[]) => versions.map((version) => ({ os, architecture: 'arm', variant: `v${version}` }));
  switch (architecture) {
    case 'amd64':
      return [...levels(Number(variant.slice(1) || 1), os), { os, architecture: '386', variant: '' }];
    case 'arm64':
      return [{ os, architecture, variant }, { os, architecture, variant: '' }, ...arm([8, 7, 6, 5])];
    case 'arm':
      return arm([8, 7, 6, 5].filter((version) => version <= Number(variant.slice(1))));
    default:
      return [{ os, architecture, variant }];
  }
}

/** `amd64/v1` is written without its variant. */
function levels(highest: number, os: string): Platform[] {
  return [4, 3, 2, 1]
    .filter((level) => level <= highest)
    .map((level) => ({ os, architecture: 'amd64', variant: level === 1 ? '' : `v${level}` }));
}

/** Several spellings are one platform (containerd/platforms, database.go: normalizeArch). */
function normalized({ os, architecture, variant }: Platform): Platform {
  if (architecture === 'arm' && variant === '') return { os, architecture, variant: 'v7' };
  if (architecture === 'arm64' && variant === 'v8') return { os, architecture, variant: '' };
  if (architecture === 'amd64' && variant === 'v1') return { os, architecture, variant: '' };
  return { os, architecture, variant };
}
