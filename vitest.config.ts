import { defineConfig } from 'vitest/config';

const everywhere = ['apps/*', 'packages/*/*', 'scripts', 'prisma'];
const files = (suffix: string) => everywhere.map((folder) => `${folder}/**/*.${suffix}`);
const never = ['**/node_modules/**', '**/.next/**', 'e2e/**'];
const slow = [...files('db.test.ts'), ...files('fault.test.ts')];

/** Three kinds: pure ones beside their file, ones on the real stores, and ones that kill real processes. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [...files('test.ts'), ...files('test.tsx')],
          exclude: [...never, ...slow],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'db',
          include: files('db.test.ts'),
          exclude: never,
          globalSetup: 'packages/platform/testing/src/global-setup.ts',
          pool: 'forks',
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'fault',
          include: files('fault.test.ts'),
          exclude: never,
          globalSetup: 'packages/platform/testing/src/global-setup.ts',
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
