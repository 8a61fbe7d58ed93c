import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/temporary-folders.ts',
    // Tests start helm, git and registries: two cores are shared by all of them.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
