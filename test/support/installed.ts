import { accessSync, constants, writeSync } from 'node:fs';
import path from 'node:path';

/** Whether programs of Debian packages are there; if not, it is said what is therefore not tested. */
export function areInstalled(programs: readonly string[], untested: string): boolean {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length > 0) reportSkipped(`${missing.join(' and ')} not installed, so ${untested}`);
  return missing.length === 0;
}

/**
 * Says why tests are skipped, also where all that passes is silent. Where the tests must be complete
 * (`PREPULLER_TEST_PACKAGES=required`, as in CI) it is an error.
 */
export function reportSkipped(reason: string): void {
  const line = `skipped: ${reason}`;
  if (process.env.PREPULLER_TEST_PACKAGES === 'required') throw new Error(line);
  writeSync(process.stderr.fd, `${line}\n`);
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
