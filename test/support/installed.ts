import { accessSync, constants, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether programs of Debian packages are there. If not, a line says what is therefore not tested; where the tests must
 * be complete (`PREPULLER_TEST_PACKAGES=required`, as in CI) it is an error.
 */
export function areInstalled(programs: readonly string[], untested: string): boolean {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return true;
  const line = `skipped: ${missing.join(' and ')} not installed, so ${untested}`;
  if (process.env.PREPULLER_TEST_PACKAGES === 'required') throw new Error(line);
  // Also where all that passes is silent.
  writeSync(process.stderr.fd, `${line}\n`);
  return false;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
