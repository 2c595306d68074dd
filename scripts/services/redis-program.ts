import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { unpackedAt, unpackFromDebian } from './debian-packages.ts'

export interface RedisProgram {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

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

async function download(): Promise<RedisProgram | undefined> {
  await unpackFromDebian('redis', ['redis-server', 'redis-tools'])
  return findUnpacked()
}

async function findUnpacked(): Promise<RedisProgram | undefined> {
  const { home, env } = await unpackedAt('redis')
  const program = { path: join(home, 'usr', 'bin', 'redis-server'), env }
  return works(program) ? program : undefined
}
