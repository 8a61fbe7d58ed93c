import { expect, it } from 'vitest';
import { answers } from '../../src/command/answers.js';
import type { Request } from '../../src/command/arguments.js';
import type { Survey } from '../../src/command/survey.js';
import type { RunSizes } from '../../src/registries/image-sizes.js';
import { releaseReports } from '../../src/report/release-report.js';
import { runResult, source } from '../report/support.js';

const size = { 'linux/amd64': { bytes: 7_000_000, unknown: 0 } };
const added = { added: { bytes: 7_000_000, unknown: 0 }, fresh: 5_000_000, removed: 0, unknownRemoved: 0 };
const sizes: RunSizes = {
  nodes: size,
  changes: { 'linux/amd64': added },
  releases: new Map([['apps/web', size]]),
  images: new Map([['shop:1', { digest: 'sha256:1', platforms: ['linux/amd64'], size: { 'linux/amd64': 7_000_000 } }]]),
};

/** What a command answers for one release with one image. */
function answered(command: 'plan' | 'check' | 'images', { json = false, known = true } = {}): string {
  const lines: string[] = [];
  const terminal = { print: (line: string) => void lines.push(line) };
  const findings = runResult({ rendered: releaseReports([source('web')]), ...(known && { sizes }) });
  const generated = { ...findings, sources: [], files: [] };
  const survey = { generated, output: terminal, messages: terminal } as unknown as Survey;
  answers[command](survey, { command, json } as Request);
  return lines.join('\n');
}

const sentence = '+7 MB on every amd64 node, of which 5 MB are new; 7 MB in all, compressed.';

it.each(['plan', 'check'] as const)('%s says what the images take on nodes, where registries were asked', (command) => {
  expect(answered(command)).toContain(sentence);
  expect(answered(command, { known: false })).not.toContain('node');
});

it('plan and images have it for machines as well', () => {
  expect(JSON.parse(answered('plan', { json: true }))).toMatchObject({
    releases: [{ name: 'web', size }],
    sizes: { nodes: size, changes: { 'linux/amd64': added } },
  });
  expect(JSON.parse(answered('images', { json: true }))).toMatchObject([
    { reference: 'shop:1', digest: 'sha256:1', platforms: ['linux/amd64'], size: { 'linux/amd64': 7_000_000 } },
  ]);
});

it('images has a column for it only where it is known', () => {
  expect(answered('images')).toMatch(/^IMAGE +SIZE +RELEASES\nshop:1 +7 MB for amd64 +apps\/web$/);
  expect(answered('images', { known: false })).toMatch(/^IMAGE +RELEASES\nshop:1 +apps\/web$/);
});
