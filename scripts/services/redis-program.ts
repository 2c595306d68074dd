import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface RedisProgram {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const run = promisify(execFile)
const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache')
const home = join(cache, 'redis')
const packages = ['redis-server', 'redis-tools']

export async function findRedis(): Promise<RedisProgram> {
  const program = findOnPath() ?? (await findUnpacked()) ?? (await download())
  if (program) return program
  throw new Error(
    'There is no Redis for the tests: install redis-server (apt-get install redis-server, brew install redis) ' +
      'or set TEST_REDIS_URL to one that may be emptied.',
  )
}

function findOnPath(): RedisProgram | undefined {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'))
  return paths.map((path) => ({ path, env: {} })).find(works)
}

function works(program: RedisProgram): boolean {
  return spawnSync(program.path, ['--version'], { env: program.env, cwd: '/' }).status === 0
}

/**
 * On Debian and Ubuntu: fetches Redis with apt and unpacks it into the project's cache. Needs no root and installs
 * nothing: apt gets lists, locks and archives of its own. Undefined where there is no apt or it cannot deliver.
 */
async function download(): Promise<RedisProgram | undefined> {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined
  console.error('Fetching Redis into .cache (once)…')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'redis-'))
  try {
    await unpack(await fetchPackages(folder), folder)
    await rm(home, { recursive: true, force: true })
    await rename(join(folder, 'root'), home)
  } catch (error) {
    console.error(`apt could not fetch Redis: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return findUnpacked()
}

async function fetchPackages(folder: string): Promise<string[]> {
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
  // A third source of the machine that is away must not matter: whether Redis can be had, the next steps tell.
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

async function findUnpacked(): Promise<RedisProgram | undefined> {
  const folders = [join(home, 'usr', 'lib'), join(home, 'lib')]
  const libraries = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
    }),
  )
  const program = {
    path: join(home, 'usr', 'bin', 'redis-server'),
    env: { LD_LIBRARY_PATH: libraries.flat().join(':') },
  }
  return works(program) ? program : undefined
}
