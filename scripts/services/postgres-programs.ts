import { spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackedAt, unpackFromDebian } from './debian-packages.ts'
import { findServerUser } from './postgres-files.ts'

/** A server with the clients of its own version: pg_dump refuses a server that is newer than itself. */
export interface PostgresPrograms {
  readonly bin: string
  readonly env: Readonly<Record<string, string>>
}

/** As Debian and Ubuntu lay them out: installed, else unpacked into the project's cache. Undefined where there are none. */
export async function findPostgresPrograms(): Promise<PostgresPrograms | undefined> {
  const installed = await newestBelow('/', {})
  return installed ?? (await findUnpacked()) ?? (await download())
}

async function download(): Promise<PostgresPrograms | undefined> {
  await unpackFromDebian('postgres', ['postgresql', 'postgresql-client'])
  return findUnpacked()
}

async function findUnpacked(): Promise<PostgresPrograms | undefined> {
  const { home, env } = await unpackedAt('postgres')
  return newestBelow(home, env)
}

async function newestBelow(
  root: string,
  env: Readonly<Record<string, string>>,
): Promise<PostgresPrograms | undefined> {
  const folder = join(root, 'usr', 'lib', 'postgresql')
  const majors = await readdir(folder).catch(() => [])
  return majors
    .sort((a, b) => Number(b) - Number(a))
    .map((major) => ({ bin: join(folder, major, 'bin'), env }))
    .find(work)
}

function work({ bin, env }: PostgresPrograms): boolean {
  const user = findServerUser()
  return ['initdb', 'postgres', 'pg_dump', 'psql'].every(
    (name) => spawnSync(join(bin, name), ['--version'], { env, cwd: '/', ...user }).status === 0,
  )
}
