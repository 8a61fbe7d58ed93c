import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** All temporary folders of a test run lie in one, which goes with it. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'prepuller-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
