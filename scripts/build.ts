/** `npm run build [-- folder]`: writes what a container runs to `dist/`, file by file, with source maps. */
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
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
const { metafile } = await build({
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
  metafile: true,
})
await copyLicenses(Object.keys(metafile.inputs))

/** The licences of what went inside ask to go with it. */
async function copyLicenses(files: readonly string[]): Promise<void> {
  const packages = new Set(files.flatMap((file) => /node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []))
  await mkdir(join(folder, 'licenses'))
  for (const path of packages) {
    const license = (await readdir(path)).find((file) => /^licen[cs]e/i.test(file))
    if (license === undefined) throw new Error(`${path} has no licence to go with it.`)
    await copyFile(join(path, license), join(folder, 'licenses', `${path.split('/').slice(1).join('-')}.txt`))
  }
}
