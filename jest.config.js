import { bundledPackages } from './test/support/bundled-packages.js'

const transform = {
  '\\.ts$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023', transform: { verbatimModuleSyntax: true } },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
}

const common = {
  transform,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: await bundledPackages(),
  testEnvironment: './test/support/zoned-environment.js',
  globalTeardown: './test/support/global-teardown.js',
}

/** Rules about time must not depend on the machine's zone, so these tests run under three. */
const zones = ['UTC', 'America/New_York', 'Asia/Tokyo']

export default {
  // One more than the two cores of a small machine: tests wait for alarms, locks and processes.
  maxWorkers: 3,
  // What a file loaded as ES modules stays in its worker: with a heap of a gigabyte a fifth of the time went into collecting it.
  workerIdleMemoryLimit: '500MB',
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
