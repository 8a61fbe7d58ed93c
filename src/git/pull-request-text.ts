import { createHash } from 'node:crypto';
import type { ForgePullRequest, PullRequestText } from './pull-requests.js';

/**
 * Forges refuse a description of more than 65,536 characters (422); one that is nearly so long is read by nobody, and a
 * person may still add to it.
 */
const mostCharacters = 60_000;

/** What a run would have in its pull request. */
export interface Wanted {
  title: string;
  /** Stands between two marks, in at most so many characters; what a person writes around them stays. */
  section: (mostCharacters: number) => string;
  /** Of the generated files as proposed: the same for the same ones, whatever else changes on the branch. */
  content: string;
}

const begin = '<!-- prepuller: kept up to date from here -->';
const endPattern = /<!-- prepuller: to here; content=(\w*) section=(\w*) title=(\w*) -->/;

/** What stood in the pull request when prepuller wrote it last: what differs from it is a person's. */
interface Written {
  content: string;
  /** Digests. */
  section: string;
  title: string;
}

interface Parts {
  before: string;
  section: string;
  written: Written;
  after: string;
}

/** The text of a new pull request. */
export function composeText({ title, section: sectionWithin, content }: Wanted): PullRequestText {
  const section = sectionWithin(mostCharacters);
  const written = { content, section: digest(section), title: digest(title) };
  return { title, body: join({ before: '', section, written, after: '' }) };
}

/** What is to be changed in a pull request; a title or a section that a person has edited is left alone. */
export function reviseText(current: ForgePullRequest, wanted: Wanted): Partial<PullRequestText> {
  const body = lines(current.body);
  const parts = split(body);
  // Without its marks nothing in it is known to be prepuller's.
  if (parts === undefined) return {};
  const isOwnSection = digest(parts.section) === parts.written.section;
  const isOwnTitle = digest(current.title) === parts.written.title;
  const room = mostCharacters - parts.before.length - parts.after.length;
  const section = isOwnSection ? wanted.section(room) : parts.section;
  const written = {
    content: wanted.content,
    section: isOwnSection ? digest(section) : parts.written.section,
    title: isOwnTitle ? digest(wanted.title) : parts.written.title,
  };
  const revised = join({ ...parts, section, written });
  return {
    ...(isOwnTitle && wanted.title !== current.title && { title: wanted.title }),
    ...(revised !== body && { body: revised }),
  };
}

/** The content that a pull request proposed when it was written last; `undefined` when it does not say. */
export function contentOf({ body }: ForgePullRequest): string | undefined {
  return split(lines(body))?.written.content || undefined;
}

/** For a pull request that prepuller closes itself: the same content may be proposed again. */
export function withoutContent({ body }: ForgePullRequest): string {
  const parts = split(lines(body));
  return parts === undefined ? body : join({ ...parts, written: { ...parts.written, content: '' } });
}

/** What is said around the content: why there is a pull request, and what becomes of it. */
export function describeProposal(content: string, branch: string): string {
  const head = `The images that the labelled HelmReleases on \`${branch}\` run have changed.`;
  const foot = 'prepuller keeps this text up to date, and closes the pull request when nothing is left to change.';
  return [head, content, foot].join('\n\n');
}

function split(body: string): Parts | undefined {
  const end = endPattern.exec(body);
  const start = body.indexOf(`${begin}\n`);
  if (end === null || start < 0 || start > end.index) return undefined;
  const [, content = '', section = '', title = ''] = end;
  return {
    before: body.slice(0, start),
    section: body.slice(start + begin.length + 1, end.index - 1),
    written: { content, section, title },
    after: body.slice(end.index + end[0].length),
  };
}

function join({ before, section, written, after }: Parts): string {
  const { content, section: text, title } = written;
  const end = `<!-- prepuller: to here; content=${content} section=${text} title=${title} -->`;
  return `${before}${begin}\n${section}\n${end}${after}`;
}

/** An editor on a page sends carriage returns. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
