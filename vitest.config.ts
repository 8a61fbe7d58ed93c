import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that take more than some ten seconds: bombs, races, simulations. `npm run test:long` runs them. */
const long = 'test/**/*.long.test.ts';

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? [long] : ['test/**/*.test.ts'],
    exclude: mode === 'long' ? [] : [long],
    // Vitest leaves one core to its main process, which is half of a runner with two. Ordinary tests mostly wait for
    // children; long ones measure what theirs take.
    maxWorkers: availableParallelism() + (mode === 'long' ? 0 : 1),
    globalSetup: 'test/support/temporary-folders.ts',
    setupFiles: 'test/support/quiet.ts',
    // What passes is silent; failures and the closing counts are not.
    reporters: ['minimal'],
    silent: 'passed-only' as const,
    // Tests start helm, git and registries: two cores are shared by all of them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests of time-outs and races depend on how busy the machine is; once more is told from a defect by its report.
    retry: process.env.CI ? 1 : 0,
    // Of what runs in the tests' own process; the tests in test/e2e run the bundle in another one.
    coverage: {
      enabled: process.env.PREPULLER_TEST_COVERAGE === 'branches',
      include: ['src/**/*.ts'],
      reporter: ['json-summary'],
      reportOnFailure: true,
    },
  },
}));
