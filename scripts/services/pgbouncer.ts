import { chown, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDebianProgram, type DebianProgram } from './debian-packages.ts'
import { findServerUser, temporaryRoot } from './postgres-files.ts'
import { freePort, startSupervised } from './supervised.ts'

export async function findPgbouncer(): Promise<DebianProgram | undefined> {
  return await findDebianProgram('/usr/sbin/pgbouncer', 'pgbouncer')
}

export interface PgbouncerOptions {
  readonly program: DebianProgram
  readonly postgresPort: number
  /** Of the role booking_pooler. */
  readonly password: string
  /** Replace those of the shipped file. */
  readonly settings?: Readonly<Record<string, string | number>>
}

export interface RunningPgbouncer {
  readonly port: number
  stop(): Promise<void>
}

const shipped = join(import.meta.dirname, '../../docker/pgbouncer/pgbouncer.ini')

/** Starts the shipped PgBouncer before a PostgreSQL of this machine, on a free port of 127.0.0.1. */
export async function startPgbouncer(options: PgbouncerOptions): Promise<RunningPgbouncer> {
  const user = findServerUser()
  const folder = await mkdtemp(join(temporaryRoot(user), 'pgbouncer-'))
  const port = await freePort()
  const files = {
    'users.txt': `"booking_pooler" "${options.password}"\n`,
    'pgbouncer.ini': await settingsFor(options, folder, port),
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    if (user) await chown(join(folder, name), user.uid, user.gid)
  }
  if (user) await chown(folder, user.uid, user.gid)
  const server = await startSupervised({
    name: 'PgBouncer',
    command: [options.program.path, join(folder, 'pgbouncer.ini')],
    env: options.program.env,
    user,
    temporaryFolder: folder,
    isReady: (line) => line.includes('process up'),
    readyWithinMs: 30_000,
  })
  return { port, stop: () => server.stop() }
}

async function settingsFor(options: PgbouncerOptions, folder: string, port: number): Promise<string> {
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    auth_file: join(folder, 'users.txt'),
    ...options.settings,
  }
  let text = (await readFile(shipped, 'utf8')).replace(
    'host=booking-postgres port=5432',
    `host=127.0.0.1 port=${options.postgresPort}`,
  )
  for (const [name, value] of Object.entries(settings)) {
    text = text.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${value}`)
  }
  return text
}
