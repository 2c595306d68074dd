/** `npm run build [-- folder]`: writes what a container runs to `dist/`, packages inside, with source maps of what is ours. */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { bundled, packagesOutside } from './bundle.ts'
import { linesOfOurs, type SourceMap } from './source-map.ts'

const folder = process.argv[2] ?? 'dist'

/** They find migrations, fonts and threads by where they lie, so what is built lies as deep as its sources do. */
const inside = 'program'
const threads = ['src/documents/draw-png.js', 'src/ops/list-holidays.js']

await rm(folder, { recursive: true, force: true })
const { metafile, outputFiles } = await build({
  ...bundled,
  entryPoints: [
    { in: 'src/main.ts', out: 'main' },
    { in: 'src/migrate.ts', out: 'migrate' },
    ...threads.map((file) => ({ in: file, out: `${inside}/${basename(file, '.js')}` })),
  ],
  outdir: folder,
  chunkNames: `${inside}/[name]-[hash]`,
  splitting: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  write: false,
})
for (const { path, contents, text } of outputFiles) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, path.endsWith('.map') ? thin(text) : contents)
}
await copyLicenses(Object.keys(metafile.inputs))
await writeManifest()

function thin(map: string): string {
  return JSON.stringify(linesOfOurs(JSON.parse(map) as SourceMap))
}

/** The licences of what went inside ask to go with it. */
async function copyLicenses(files: readonly string[]): Promise<void> {
  const packages = new Set(
    files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []),
  )
  await mkdir(join(folder, 'licenses'))
  for (const path of packages) {
    const to = join(folder, 'licenses', `${path.replace(/.*node_modules\//, '').replace('/', '-')}.txt`)
    const text = (await readdir(path)).find((file) => /^licen[cs]e/i.test(file))
    if (text !== undefined) await copyFile(join(path, text), to)
    else await writeFile(to, await describeLicense(path))
  }
}

async function describeLicense(path: string): Promise<string> {
  const manifest = await readManifest(path)
  if (typeof manifest['license'] !== 'string') throw new Error(`${path} does not say its licence.`)
  return `${JSON.stringify({ name: manifest['name'], author: manifest['author'], license: manifest['license'] }, null, 2)}\n`
}

/** What has to be installed beside it, which is all that an image keeps of the packages. */
async function writeManifest(): Promise<void> {
  const { dependencies } = (await readManifest('.')) as { dependencies: Record<string, string> }
  const kept = Object.fromEntries(packagesOutside.map((name) => [name, dependencies[name]]))
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ private: true, type: 'module', dependencies: kept }, null, 2)}\n`,
  )
}

async function readManifest(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Record<string, unknown>
}
