import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache')

export interface DebianProgram {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * A program of Debian that answers `--version`: the one that is installed at this path, else that of the package, unpacked
 * into the project's cache. Undefined where there is none.
 */
export async function findDebianProgram(
  path: string,
  packageName: string,
): Promise<DebianProgram | undefined> {
  const installed = { path, env: {} }
  if (works(installed)) return installed
  const unpacked = async (): Promise<DebianProgram | undefined> => {
    const { home, env } = await unpackedAt(packageName)
    const program = { path: join(home, path), env }
    return works(program) ? program : undefined
  }
  const kept = await unpacked()
  if (kept) return kept
  await unpackFromDebian(packageName, [packageName])
  return await unpacked()
}

function works({ path, env }: DebianProgram): boolean {
  return spawnSync(path, ['--version'], { env, cwd: '/' }).status === 0
}

/** What a program in the folder of unpacked packages needs to find the libraries that came with it. */
export async function unpackedAt(name: string): Promise<{ home: string; env: Record<string, string> }> {
  const home = join(cache, name)
  const folders = [join(home, 'usr', 'lib'), join(home, 'lib')]
  const libraries = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
    }),
  )
  return { home, env: { LD_LIBRARY_PATH: libraries.flat().join(':') } }
}

/**
 * On Debian and Ubuntu: fetches packages with apt and unpacks them into the project's cache. Needs no root and installs
 * nothing: apt gets lists, locks and archives of its own. Where there is no apt, or it cannot deliver, nothing is there.
 */
export async function unpackFromDebian(name: string, packages: readonly string[]): Promise<void> {
  if (spawnSync('apt-get', ['--version']).status !== 0) return
  console.error(`Fetching ${packages.join(', ')} into .cache (once)…`)
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, `${name}-`))
  try {
    await unpack(await fetchPackages(folder, packages), folder)
    await rm(join(cache, name), { recursive: true, force: true })
    await rename(join(folder, 'root'), join(cache, name))
  } catch (error) {
    console.error(`apt could not fetch them: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchPackages(folder: string, packages: readonly string[]): Promise<string[]> {
  const state = join(folder, 'state')
  const archives = join(folder, 'archives')
  await mkdir(join(state, 'lists', 'partial'), { recursive: true })
  await mkdir(join(archives, 'partial'), { recursive: true })
  const settings = {
    'Dir::State': state,
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': folder,
    'Debug::NoLocking': 'true',
    // apt's own user could not write here when root runs this.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::http::Timeout': '15',
    'Acquire::https::Timeout': '15',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt = (...words: string[]) =>
    run('apt-get', ['-q', ...options, ...words], { cwd: archives, env: { ...process.env, LC_ALL: 'C' } })
  // A third source of the machine that is away must not matter: whether the packages can be had, the next steps tell.
  await apt('update').catch(() => undefined)
  const plan = await apt('install', '--simulate', '--no-install-recommends', ...packages)
  const missing = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '')
  await apt('download', ...new Set([...packages, ...missing]))
  const files = await readdir(archives)
  return files.filter((file) => file.endsWith('.deb')).map((file) => join(archives, file))
}

async function unpack(files: readonly string[], folder: string): Promise<void> {
  for (const file of files) await run('dpkg-deb', ['-x', file, join(folder, 'root')])
}
