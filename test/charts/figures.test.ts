import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { maxArchiveBytes, maxUnpackedBytes } from '../../src/charts/chart-archive.js';
import { mostDependencies } from '../../src/charts/dependencies.js';
import { longestEntry, longestParsedIndex, mostVersions } from '../../src/charts/helm-index.js';
import { mostInvalid } from '../../src/charts/http-repository.js';
import { maxIndexBytes } from '../../src/charts/index-store.js';
import { connectionsPerHost } from '../../src/network/dispatcher.js';
import { defaultPatience } from '../../src/network/http-client.js';
import { projectRoot } from '../support/render.js';

const [kibibyte, mebibyte] = [1024, 1024 * 1024];

it('are in the documents what they are in the code', async () => {
  const page = (await readFile(path.join(projectRoot, 'docs/charts-credentials-cache.md'), 'utf8')).replace(
    /\s+/g,
    ' ',
  );
  const { idle, total } = defaultPatience;
  const figures = [
    `${idle / 1000} s without a byte, ${total / 1000} s in all`,
    `${maxArchiveBytes / mebibyte} MiB for a chart, ${maxIndexBytes / mebibyte} MiB for an index`,
    `${maxUnpackedBytes / mebibyte} MiB with all that is packed in it`,
    `${mostVersions} versions of a chart, ${longestEntry / kibibyte} KiB for the entry that is picked`,
    `in a style that neither helm nor JSON has, ${longestParsedIndex / mebibyte} MiB in all`,
    `more than ${mostInvalid} that fit are an error`,
    `very many dependencies | ${mostDependencies} |`,
    `${connectionsPerHost} connections at most`,
  ];
  expect(figures.filter((figure) => !page.includes(figure))).toEqual([]);
});
