import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Those that are dozens or hundreds of files, which Jest finds, reads and compiles one by one for each test file. */
const names = ['bullmq', 'date-fns-tz/format', 'ics', 'ioredis', 'libphonenumber-js/max', 'pg', 'telegraf']

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** A file for each package, made anew when the lock file has changed, as Jest's `moduleNameMapper` wants them. */
export async function bundledPackages() {
  const folder = await bundleOnce()
  return Object.fromEntries(names.map((name) => [`^${name}$`, join(folder, fileOf(name))]))
}

async function bundleOnce() {
  const reasons = [join(root, 'package-lock.json'), fileURLToPath(import.meta.url)]
  const hash = createHash('sha256')
  for (const file of reasons) hash.update(await readFile(file))
  const cache = join(root, '.cache')
  const folder = join(cache, `packages-${hash.digest('hex').slice(0, 16)}`)
  if (await exists(folder)) return folder

  await mkdir(cache, { recursive: true })
  for (const name of await readdir(cache)) {
    if (name.startsWith('packages-')) await rm(join(cache, name), { recursive: true, force: true })
  }
  const making = await mkdtemp(join(cache, 'making-packages-'))
  const require = createRequire(import.meta.url)
  for (const name of names) {
    await build({
      entryPoints: [require.resolve(name)],
      outfile: join(making, fileOf(name)),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // Each is there once, whoever asks for it.
      external: [...names.filter((other) => other !== name), 'pg-native', '@valkey/valkey-glide'],
      logLevel: 'error',
    })
  }
  // Another run may have been faster.
  await rename(making, folder).catch(() => rm(making, { recursive: true }))
  return folder
}

function fileOf(name) {
  return `${name.replaceAll('/', '.')}.cjs`
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}
