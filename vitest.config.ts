import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { SecondTries } from './scripts/gates/second-tries.ts'
import { chromiumPath } from './packages/testkit/src/chromium/chromium-path.ts'

// Packages resolve each other to their source, so that nothing has to be built before a test runs.
const conditions = ['tote-source', 'module', 'development|production']
const chromium = chromiumPath()
// Pictures of real engines and pages of real browsers, on a machine that may do other things besides: nothing here asserts
// time, so waits end when it is so, not when a second is over.
const patient = { expect: { poll: { timeout: 20_000 } }, retry: 1 }
const notOurs = ['**/node_modules/**', '**/dist/**', '**/.demo/**']

export default defineConfig({
  test: {
    reporters: ['default', new SecondTries()],
    // Lit says once a page that its development build is in use; it is meant to be.
    onConsoleLog: (log) => !log.includes('Lit is in dev mode'),
    projects: [
      {
        resolve: { conditions: [...conditions, 'node'] },
        ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: ['tote-source'] } },
        test: {
          name: 'node',
          environment: 'node',
          include: ['{packages,examples}/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          // Nothing here asserts time; a machine that does other things besides must not fail a test.
          testTimeout: 30_000,
          exclude: [
            ...notOurs,
            '**/*.dom.test.ts',
            '**/*.e2e.test.ts',
            '**/*.pg.test.ts',
            '**/*.shop.test.ts',
          ],
        },
      },
      {
        resolve: { conditions: [...conditions, 'node'] },
        ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: ['tote-source'] } },
        test: {
          name: 'pg',
          environment: 'node',
          include: ['{packages,examples}/*/src/**/*.pg.test.ts', 'scripts/**/*.pg.test.ts'],
          exclude: notOurs,
          globalSetup: './packages/testkit/src/services/run-services.ts',
          // A database is made, a server started: on a busy machine that is more than the default's five seconds.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { conditions: [...conditions, 'browser'] },
        test: {
          name: 'dom',
          ...patient,
          testTimeout: 60_000,
          include: ['{packages,examples}/*/src/**/*.dom.test.{ts,tsx}'],
          exclude: notOurs,
          setupFiles: ['./packages/testkit/src/dom/setup.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve: { conditions: [...conditions, 'node'] },
        ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: ['tote-source'] } },
        test: {
          name: 'e2e',
          ...patient,
          environment: 'node',
          include: ['{packages,examples}/*/{src,e2e}/**/*.e2e.test.ts', 'e2e/**/*.e2e.test.ts'],
          exclude: notOurs,
          // One browser and one hub at a time: two cores do not hold more without tests waiting on each other.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { conditions: [...conditions, 'node'] },
        ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: ['tote-source'] } },
        test: {
          name: 'shops',
          environment: 'node',
          include: ['{packages,examples}/*/{src,e2e}/**/*.shop.test.ts'],
          exclude: notOurs,
          // One shop at a time: each is a server of its own with a database beside it.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
