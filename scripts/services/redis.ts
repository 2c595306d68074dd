import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedis } from './redis-program.ts'
import { freePort, startSupervised } from './supervised.ts'

export interface RunningRedis {
  readonly url: string
  stop(): Promise<void>
}

const startAttempts = 3

/** Starts a Redis that keeps nothing on disk, on a free port of 127.0.0.1. It ends with this process. */
export async function startRedis(): Promise<RunningRedis> {
  const program = await findRedis()
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const password = randomBytes(18).toString('base64url')
    const folder = await mkdtemp(join(tmpdir(), 'redis-'))
    try {
      const server = await startSupervised({
        name: 'Redis',
        command: [program.path, await writeSettings(folder, port, password)],
        env: program.env,
        temporaryFolder: folder,
        isReady: (line) => line.includes('Ready to accept connections'),
        readyWithinMs: 30_000,
      })
      return { url: `redis://:${password}@127.0.0.1:${port}/0`, stop: () => server.stop() }
    } catch (error) {
      if (attempt >= startAttempts || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** In a file, since everybody on the machine can read a command line and its password. */
async function writeSettings(folder: string, port: number, password: string): Promise<string> {
  const file = join(folder, 'redis.conf')
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'maxmemory-policy noeviction',
    `dir "${folder}"`,
  ]
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}
