import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { findPostgresFiles, findServerUser, memoryRoot, temporaryRoot, userMay } from './postgres-files.ts'
import type { PostgresPrograms } from './postgres-programs.ts'
import { freePort, startSupervised, type ServerUser } from './supervised.ts'

export interface PostgresOptions {
  /** Where the data stays after the end, and is found again; left out: a temporary folder. */
  readonly folder?: string
  /** Whether what was committed survives a power failure; tests do not care and are much faster without. */
  readonly durable: boolean
  /** Others than the embedded ones, which have no clients. */
  readonly programs?: PostgresPrograms
  /** Beyond the usual ones. */
  readonly settings?: Readonly<Record<string, string | number>>
}

export interface RunningPostgres {
  /** Of its superuser, to the database `postgres`. */
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

const startAttempts = 3

/** Starts a PostgreSQL, the embedded one unless told, on a free port of 127.0.0.1. It ends with this process. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = findServerUser()
  const programs = options.programs ?? { bin: join(await findPostgresFiles(user), 'bin'), env: {} }
  for (let attempt = 1; ; attempt++) {
    const place = await prepareFolder(options, user)
    const port = await freePort()
    try {
      const server = await startSupervised({
        name: 'PostgreSQL',
        command: ['/bin/sh', '-c', initAndRun, 'postgres', ...settingsOf(port, options)],
        env: {
          ...programs.env,
          BIN: programs.bin,
          FOLDER: place.folder,
          LC_ALL: 'C',
          TZ: 'UTC',
          // A third of what a connection costs goes into a password that guards nothing here. Older servers know no other number.
          ...(!options.durable && !options.programs && { PASSWORD_ROUNDS: '1' }),
        },
        user,
        temporaryFolder: options.folder === undefined ? place.folder : undefined,
        isReady: (line) => line.includes('database system is ready to accept connections'),
        readyWithinMs: 60_000,
      })
      const url = `postgres://postgres:${place.password}@127.0.0.1:${port}/postgres`
      return { url, port, stop: () => server.stop() }
    } catch (error) {
      if (attempt >= startAttempts || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** Both steps below one supervisor, so that a death of ours during the first leaves nothing either. */
const initAndRun = `
if [ ! -e "$FOLDER/data/PG_VERSION" ]; then
  "$BIN/initdb" --pgdata="$FOLDER/data" --username=postgres --pwfile="$FOLDER/password" --auth=scram-sha-256 \\
    --encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=und --no-sync --no-instructions \\
    \${PASSWORD_ROUNDS:+--set "scram_iterations=$PASSWORD_ROUNDS"} || exit
fi
exec "$BIN/postgres" -D "$FOLDER/data" "$@"
`

function settingsOf(port: number, { durable, settings }: PostgresOptions): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    max_locks_per_transaction: 1024,
    lc_messages: 'C',
    ...(!durable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_wal_size: '128MB',
      wal_level: 'minimal',
      max_wal_senders: 0,
      // What each connection and each dropped database looks through: theirs are thousands, with little in them.
      shared_buffers: '32MB',
      max_locks_per_transaction: 256,
      // It would wake in databases that live for a second.
      autovacuum: 'off',
    }),
    ...settings,
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function prepareFolder(options: PostgresOptions, user: ServerUser | undefined) {
  const folder = options.folder ? resolve(options.folder) : await temporaryFolder(options.durable, user)
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(folder, { mode: 0o700 }).catch(acceptExisting)
  if (user) await handOver(folder, user)
  const passwordFile = join(folder, 'password')
  const known = await readFile(passwordFile, 'utf8').catch(() => null)
  const password = known ?? randomBytes(18).toString('base64url')
  if (known === null) {
    await writeFile(passwordFile, password, { flag: 'wx', mode: 0o600 })
    if (user) await chown(passwordFile, user.uid, user.gid)
  }
  return { folder, password }
}

async function temporaryFolder(durable: boolean, user: ServerUser | undefined): Promise<string> {
  return await mkdtemp(join(durable ? temporaryRoot(user) : await memoryRoot(user), 'postgres-'))
}

function acceptExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
}

async function handOver(folder: string, user: ServerUser): Promise<void> {
  const { uid } = await stat(folder)
  if (uid !== 0 && uid !== user.uid) throw new Error(`${folder} belongs to another user (${uid}).`)
  await chown(folder, user.uid, user.gid)
  await chmod(folder, 0o700)
  if (!userMay('write', folder, user)) {
    throw new Error(`${folder} lies in a folder that PostgreSQL's user cannot enter (root may not run it).`)
  }
}
