const maximumLength = 300;

/**
 * Text of a chart or a repository for a YAML comment: on one line, and looking like what it is. Control characters,
 * line breaks of any kind, and the invisible ones that reorder text (CVE-2021-42574) become a replacement character.
 */
export function commentText(untrusted: string): string {
  const visible = untrusted.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD').trim();
  return visible.length <= maximumLength ? visible : `${visible.slice(0, maximumLength).replace(/\p{Cs}$/u, '')}…`;
}
