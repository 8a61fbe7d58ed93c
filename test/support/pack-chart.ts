import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';

export interface PackedChart {
  name: string;
  version: string;
  archive: Buffer;
  /** Hex. */
  sha256: string;
}

interface ChartFile {
  name: string;
  version: string;
  dependencies?: { name: string; repository?: string }[];
}

/**
 * Packs a chart's folder as `helm package` would, with local dependencies (`file://`) inside; the same bytes every time.
 * @param changes replace fields of Chart.yaml, to make many versions of one chart
 */
export async function packChart(
  folder: string,
  changes: { name?: string; version?: string } = {},
): Promise<PackedChart> {
  const chartFile = { ...(parse(await readFile(path.join(folder, 'Chart.yaml'), 'utf8')) as ChartFile), ...changes };
  const files = await filesOf(folder, chartFile.name);
  files.set(`${chartFile.name}/Chart.yaml`, Buffer.from(stringify(chartFile)));
  for (const dependency of chartFile.dependencies ?? []) {
    const local = dependency.repository?.startsWith('file://') ? dependency.repository.slice('file://'.length) : '';
    if (local === '') continue;
    const nested = await filesOf(path.join(folder, local), `${chartFile.name}/charts/${dependency.name}`);
    for (const [name, content] of nested) files.set(name, content);
  }
  const archive = gzipSync(tar(files));
  return { ...chartFile, archive, sha256: createHash('sha256').update(archive).digest('hex') };
}

async function filesOf(folder: string, prefix: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    names.sort().map(async (name) => [`${prefix}/${path.relative(folder, name)}`, await readFile(name)] as const),
  );
  return new Map(contents);
}

/** A ustar archive of regular files. */
export function tar(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts = [...files].flatMap(([name, content]) => {
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [header(name, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  block.write(name, 0, 100);
  block.write(octal(0o755, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )}\0 `,
    148,
  );
  return block;
}
