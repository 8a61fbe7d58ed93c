import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/temporary-folders.ts',
    // Tests start helm, git and registries: two cores are shared by all of them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests of time-outs and races depend on how busy the machine is; once more is told from a defect by its report.
    retry: process.env.CI ? 1 : 0,
  },
});
