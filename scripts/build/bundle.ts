import type { BuildOptions } from 'esbuild'

/** Native, or so large that only who asks for it should load it: these stay packages beside what is built. */
export const packagesOutside = ['@resvg/resvg-js', '@sentry/node']

/**
 * How programs are built, in containers and in tests: packages go inside. To find and read two thousand files takes a
 * processor over a second at every start, and what is loaded of them one by one holds 20 MB more.
 */
export const bundled = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Looked for by packages that do without.
  external: [...packagesOutside, 'pg-native', 'msgpackr-extract'],
  // Packages that are CommonJS ask for Node's own modules by this name.
  banner: {
    js: `import { createRequire as from } from 'node:module'; const require = from(import.meta.url)`,
  },
  logLevel: 'warning',
} as const satisfies BuildOptions
