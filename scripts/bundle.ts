import { readFile } from 'node:fs/promises'
import type { BuildOptions, Plugin } from 'esbuild'

/** Native, or so large that only who asks for it should load it: these stay packages beside what is built. */
export const packagesOutside = ['@resvg/resvg-js', '@sentry/node']

/** Node reads a map with each file that it loads, and the packages' would be four fifths of it. */
const withoutMapsOfPackages: Plugin = {
  name: 'without maps of packages',
  setup(bundler) {
    const nothing = Buffer.from(JSON.stringify({ version: 3, sources: [''], mappings: 'A' })).toString(
      'base64',
    )
    bundler.onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${nothing}`,
      loader: 'js',
    }))
  },
}

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
  plugins: [withoutMapsOfPackages],
  // Packages that are CommonJS ask for Node's own modules by this name.
  banner: {
    js: `import { createRequire as from } from 'node:module'; const require = from(import.meta.url)`,
  },
  logLevel: 'warning',
} as const satisfies BuildOptions
