import type { ImageSize, RunSizes, SizeByPlatform, SizeChange } from '../registries/image-sizes.js';
import { plural } from './log.js';

/** What the images take on nodes and what the run's change adds to that: for each platform, where registries were asked. */
export function sizeSentences(sizes: RunSizes | undefined): string[] {
  return Object.entries(sizes?.nodes ?? {}).map(([platform, size]) => {
    const where = `on every ${shortName(platform)} node`;
    const change = sizes?.changes[platform];
    const sentence =
      change === undefined || !isChange(change)
        ? `${formatBytes(size.bytes)} ${where}`
        : `${changeText(change, where)}; ${formatBytes(size.bytes)} in all`;
    return `${sentence}, compressed.${unknownText(size)}`;
  });
}

/** Of one release, such as `120 MB for amd64`; empty where nothing is known. */
export function releaseSize(sizes: SizeByPlatform | undefined): string {
  return Object.entries(sizes ?? {})
    .map(
      ([platform, { bytes, unknown }]) =>
        `${formatBytes(bytes)}${unknown > 0 ? ' or more' : ''} for ${shortName(platform)}`,
    )
    .join(', ');
}

/** Of one image, from its bytes by platform. */
export function imageSize(size: Record<string, number>): string {
  return releaseSize(Object.fromEntries(Object.entries(size).map(([name, bytes]) => [name, { bytes, unknown: 0 }])));
}

/** In decimal units, as registries and other tools show sizes. */
function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} B`;
}

function isChange({ added, removed, unknownRemoved }: SizeChange): boolean {
  return added.bytes + added.unknown + removed + unknownRemoved > 0;
}

function changeText({ added, fresh, removed, unknownRemoved }: SizeChange, where: string): string {
  const more = added.unknown > 0 ? ` and ${plural(added.unknown, 'image')} of unknown size` : '';
  const less = unknownRemoved > 0 ? ` and ${plural(unknownRemoved, 'image')} of unknown size` : '';
  const plus = added.bytes + added.unknown > 0 ? [`+${formatBytes(added.bytes)}${more}`] : [];
  const minus = removed + unknownRemoved > 0 ? [`-${formatBytes(removed)}${less}`] : [];
  const [first = '', ...second] = [...plus, ...minus];
  const isNew = plus.length > 0 ? `, of which ${formatBytes(fresh)} are new` : '';
  return [`${first} ${where}${isNew}`, ...second].join(', and ');
}

function unknownText({ unknown }: ImageSize): string {
  return unknown === 0 ? '' : ` The size of ${plural(unknown, 'image')} cannot be told.`;
}

/** Every node here has Linux. */
function shortName(platform: string): string {
  return platform.replace(/^linux\//, '');
}
