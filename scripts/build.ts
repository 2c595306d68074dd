/** `npm run build [-- folder]`: writes what a container runs to `dist/`, file by file, with source maps. */
import { rm } from 'node:fs/promises'
import { build, type Plugin } from 'esbuild'

const folder = process.argv[2] ?? 'dist'

/**
 * Node 24 parses the 200 kB of date-fns' package.json again for each of its 300 files, which costs 1.7 s and 300 MB at
 * every start; and of 45 MB of date-holidays and what it brings, 1.5 MB are used. So what is used of them goes into files
 * of ours. Everything else stays where it finds what lies beside it.
 */
const packagesInside = /^date-(fns(-tz)?|holidays)(\/|$)/

const imports: Plugin = {
  name: 'imports',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || packagesInside.test(path) || importer.includes('node_modules'))
        return undefined
      return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true }
    })
  },
}

await rm(folder, { recursive: true, force: true })
await build({
  entryPoints: ['src/**/*.ts', 'src/**/*.js'],
  outbase: 'src',
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  plugins: [imports],
  logLevel: 'warning',
})
