import type { ImageReference } from '../image-reference.js';
import type { Place } from '../problem.js';

/** A file of the repository, as it is written. */
export interface SourceText {
  /** Relative to the root. */
  file: string;
  text: string;
}

/** How surely a line is the one that names the image: by the whole reference, by a tag near the repository, by a tag. */
type Certainty = 'reference' | 'near the repository' | 'tag';

interface NamingLine extends Required<Pick<Place, 'file' | 'line'>> {
  certainty: Certainty;
}

/** A name in so many lines of a file tells no one from the others. */
const mostLines = 200;
/** So far from a tag, in lines, its repository is looked for. */
const neighbourhood = 3;

/**
 * The line of the user's files that names a tag or digest: in the manifest of the release, or else in any other file where
 * only one line can be meant. Values may come from anywhere, and a chart's own from none of these. Pure.
 * @param release where the release is declared
 * @returns `undefined` where it is not known
 */
export function tagPlace(image: ImageReference, release: Place, texts: readonly SourceText[]): Place | undefined {
  const own = texts.filter(({ file }) => file === release.file);
  const others = texts.filter(({ file }) => file !== release.file);
  return (
    surest(own.flatMap((text) => namingLines(image, text)).filter((line) => isOfRelease(line, release, own))) ??
    surest(others.flatMap((text) => namingLines(image, text)))
  );
}

/** Several lines with the whole name are all wrong; of several with the tag alone only one may be. */
function surest(lines: readonly NamingLine[]): Place | undefined {
  const sure = lines.find(({ certainty }) => certainty === 'reference');
  const near = lines.find(({ certainty }) => certainty === 'near the repository');
  const found = sure ?? near ?? (lines.length === 1 ? lines[0] : undefined);
  return found && { file: found.file, line: found.line };
}

/** In the same document of the file. */
function isOfRelease({ line }: NamingLine, release: Place, [own]: readonly SourceText[]): boolean {
  if (release.line === undefined || own === undefined) return true;
  const [first, last] = [Math.min(line, release.line), Math.max(line, release.line)];
  const between = own.text.split('\n').slice(first - 1, last);
  return !between.some((text) => /^---(\s|$)/.test(text));
}

function namingLines(image: ImageReference, { file, text }: SourceText): NamingLine[] {
  const name = image.digest ?? image.tag;
  if (name === undefined || !text.includes(name)) return [];
  const lines = text.split('\n');
  const naming = lines.flatMap((line, index) => (line.includes(name) ? [{ line, index }] : []));
  if (naming.length > mostLines) return [];
  return naming.flatMap(({ line, index }) => {
    const around = lines.slice(Math.max(0, index - neighbourhood), index + neighbourhood + 1);
    const certainty = certaintyOf(line, around, image, name);
    return certainty === undefined ? [] : [{ file, line: index + 1, certainty }];
  });
}

function certaintyOf(
  line: string,
  around: readonly string[],
  { domain, path, digest }: ImageReference,
  name: string,
): Certainty | undefined {
  const words = wordsOf(line);
  const repository = `${domain}/${path}`;
  /** Written in full, or without what stands elsewhere or goes without saying. */
  const isRepository = (word: string) => word !== '' && `/${repository}`.endsWith(`/${word}`);
  const isWhole = (word: string) => word.endsWith(`:${name}`) && isRepository(word.slice(0, -name.length - 1));
  if (words.some(isWhole)) return 'reference';
  if (digest !== undefined && words.some((word) => word.endsWith(`@${digest}`))) return 'reference';
  if (!words.includes(name)) return undefined;
  return around.flatMap(wordsOf).some(isRepository) ? 'near the repository' : 'tag';
}

/** Keys keep their colons; comments do not count. */
function wordsOf(line: string): string[] {
  return line
    .replace(/(^|\s)#.*$/, '')
    .split(/[\s,{}[\]"'=]+/)
    .filter((word) => word !== '');
}
