import { FatalError } from '../problem.js';
import { describeSystemFault } from '../system-fault.js';

/**
 * Writes into a file that the runner names in a variable.
 * @throws FatalError in words that say what is lost, and that the rest is not
 */
export async function toRunnerFile(variable: string, what: string, write: () => unknown): Promise<void> {
  try {
    await write();
  } catch (error) {
    const reason = describeSystemFault(error) ?? (error instanceof Error ? error.message : String(error));
    throw new FatalError(
      `The ${what} of this step cannot be written to the file that ${variable} names (${reason}). All else was done.`,
    );
  }
}
