import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { BucketContent } from '../flux/source-contents.js';
import { HttpError } from '../network/http-error.js';
import { ignoreFileName } from '../source-ignore/ignore-files.js';
import { ChartError } from './chart-error.js';
import { writeFolder } from './chart-files.js';
import type { GitOptions } from './git-source.js';

interface BucketObject {
  name: string;
  size: number;
}

const mebibyte = 1024 * 1024;
const mostObjects = 2000;
/** A page has a thousand objects as a rule, and may have none. */
const mostPages = 100;
const maxBucketBytes = 64 * mebibyte;
const maxListBytes = 4 * mebibyte;
const maxIgnoreBytes = mebibyte;

/**
 * Downloads the objects of a bucket without credentials, as far as it is open to everyone
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, which MinIO and Google's storage speak as well).
 * @returns the folder, below `scratch`
 * @throws ChartError, HttpError
 */
export async function fetchBucket(content: BucketContent, options: GitOptions): Promise<string> {
  const { network, scratch, budget } = options;
  const base = `${content.endpoint}/${content.bucket}`;
  budget.takeSource(base);
  if (!/^https?:\/\/[^\s?#@]+$/.test(base) || !URL.canParse(base))
    throw new ChartError(`${base} is no http or https URL`);
  if (!/^\w[\w.-]*$/.test(content.bucket))
    throw new ChartError(`${JSON.stringify(content.bucket)} is no name of a bucket`);
  const objects = await listObjects(base, content, options);
  budget.takeFiles(objects, base);
  const files: { name: string; content: Buffer }[] = [];
  // All of them together have the time of one request.
  const signal = network.client.deadline();
  for (const { name, size } of objects) {
    const { body } = await network.client.get(`${base}/${encodeName(name)}`, { maxBytes: size, signal });
    files.push({ name, content: body });
  }
  // Without a prefix the list has it.
  if (content.prefix !== '') files.push(...(await ignoreFile(base, options, signal)));
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(path.join(scratch, 'bucket-'));
  await writeFolder(folder, files);
  return folder;
}

/** Of the bucket as a whole: Flux asks for it whatever the names begin with. */
async function ignoreFile(
  base: string,
  { network, budget }: GitOptions,
  signal: AbortSignal,
): Promise<{ name: string; content: Buffer }[]> {
  try {
    const { body } = await network.client.get(`${base}/${ignoreFileName}`, { maxBytes: maxIgnoreBytes, signal });
    budget.take(body.length, base);
    return [{ name: ignoreFileName, content: body }];
  } catch (error) {
    if (error instanceof HttpError && error.fault.status === 404) return [];
    throw error;
  }
}

async function listObjects(
  base: string,
  { prefix }: BucketContent,
  { network }: Pick<GitOptions, 'network'>,
): Promise<BucketObject[]> {
  const signal = network.client.deadline();
  const objects: BucketObject[] = [];
  let pages = 0;
  for (let token: string | undefined = ''; token !== undefined; pages += 1) {
    if (pages === mostPages) throw new ChartError(`${base} lists its objects on more than ${mostPages} pages`);
    const url = new URL(base);
    url.search = new URLSearchParams({
      'list-type': '2',
      'encoding-type': 'url',
      ...(prefix && { prefix }),
      ...(token && { 'continuation-token': token }),
    }).toString();
    const { body } = await network.client.get(url.href, { maxBytes: maxListBytes, signal });
    const page = pageOf(base, body);
    objects.push(...objectsOf(base, page));
    if (objects.length > mostObjects) throw new ChartError(`${base} has more than ${mostObjects} objects`);
    token = nextToken(base, page);
  }
  requireFit(base, objects);
  return objects;
}

function requireFit(base: string, objects: readonly BucketObject[]): void {
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBucketBytes) throw new ChartError(`${base} holds more than ${maxBucketBytes / mebibyte} MiB`);
  const odd = objects.find(({ name }) => !isPath(name));
  if (odd) throw new ChartError(`${base} has an object ${JSON.stringify(odd.name)}, which is no path of a file`);
}

/** What is taken for the end and is none would take away all that comes after it. */
function nextToken(base: string, page: string): string | undefined {
  const token = elementOf(page, 'NextContinuationToken');
  if (token || elementOf(page, 'IsTruncated') === 'false') return token || undefined;
  throw new ChartError(`${base} does not say how its list of objects goes on`);
}

/**
 * Names are encoded as in a URL, so that nothing else stands between the tags. Elements with a prefix, comments and the like are
 * legal and no server writes them: what they hold would be passed over.
 */
function pageOf(base: string, body: Buffer): string {
  const page = body.toString('utf8');
  if (!page.includes('<ListBucketResult')) throw new ChartError(`${base} does not answer with a list of objects`);
  if (/<(?:!|\/?[^\s<>/:]+:)/.test(page)) throw notUnderstood(base);
  return page;
}

/** Without folders. No pattern looks further than the next tag. */
function objectsOf(base: string, page: string): BucketObject[] {
  const [, ...entries] = page.split(/<Contents\b[^<>]*>/);
  const count = elementOf(page, 'KeyCount');
  if (count !== undefined && count !== String(entries.length)) throw notUnderstood(base);
  return entries.map((entry) => objectOf(base, entry)).filter(({ name }) => !name.endsWith('/'));
}

function objectOf(base: string, entry: string): BucketObject {
  const end = entry.indexOf('</Contents>');
  const fields = entry.slice(0, Math.max(end, 0));
  const [name, size = ''] = [decodeName(elementOf(fields, 'Key') ?? ''), elementOf(fields, 'Size')];
  if (name && /^\d{1,15}$/.test(size)) return { name, size: Number(size) };
  throw notUnderstood(base);
}

function notUnderstood(base: string): ChartError {
  return new ChartError(`${base} lists its objects in a form that is not understood`);
}

function elementOf(text: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return found?.replaceAll('&amp;', '&');
}

/** @returns `undefined` for what is not encoded as it was asked to be */
function decodeName(name: string): string | undefined {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function encodeName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

function isPath(name: string): boolean {
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\\\0]/.test(name);
}
