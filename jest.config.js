const common = {
  transform: {},
  injectGlobals: false,
  testRunner: './test/support/native-runner.js',
  testEnvironment: './test/support/native-environment.js',
  globalTeardown: './test/support/global-teardown.js',
}

/** Rules about time must not depend on the machine's zone, so these tests run under three. */
const zones = ['UTC', 'America/New_York', 'Asia/Tokyo']

export default {
  // One more than the two cores of a small machine: tests wait for alarms, locks and processes.
  maxWorkers: 3,
  // A module that was loaded once stays, and so does what a test file keeps at its top.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 120_000,
  testSequencer: './test/support/longest-first.js',
  projects: [
    {
      ...common,
      displayName: 'program',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/domain/'],
      globalSetup: './test/support/global-setup.js',
      // Not UTC on purpose: what leans on the machine's zone shows.
      testEnvironmentOptions: { zone: 'America/New_York' },
    },
    ...zones.map((zone) => ({
      ...common,
      displayName: `domain in ${zone}`,
      testMatch: ['<rootDir>/test/domain/**/*.test.ts'],
      testEnvironmentOptions: { zone },
    })),
  ],
}
