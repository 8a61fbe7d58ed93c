/** What a changelog says of a version. */
export interface Section {
  heading: string;
  /** Without blank lines around it; empty when nothing is said. */
  text: string;
}

/** The sections of a changelog, one for each heading of the second level, in their order. */
export function sectionsOf(changelog: string): Section[] {
  const [, ...parts] = changelog.split(/^## /m);
  return parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return { heading: heading.trim(), text: lines.join('\n').trim() };
  });
}

/**
 * The notes of a version.
 * @throws Error when there are none, or when something above them is not yet in a version
 */
export function notesOf(changelog: string, version: string): string {
  const sections = sectionsOf(changelog);
  const section = sections.find(({ heading }) => heading === version);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}".`);
  if (section.text === '') throw new Error(`CHANGELOG.md says nothing below "## ${version}".`);
  const unreleased = sections.find(({ heading }) => heading.toLowerCase() === 'unreleased');
  if (unreleased !== undefined && unreleased.text !== '') {
    throw new Error(`CHANGELOG.md has changes below "## Unreleased": they belong to "## ${version}".`);
  }
  return section.text;
}
