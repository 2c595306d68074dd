import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Problem, wordsOf } from './problem.ts'

export interface BackupRequest {
  /** Of the installation. */
  readonly folder: string
  readonly databaseUrl: string
  /** Whether that is another PostgreSQL than the compose file's. */
  readonly isElsewhere: boolean
  readonly schema: string
  /** Aborted: it breaks off. */
  readonly signal: AbortSignal
}

/**
 * A backup as `scripts/backup.sh` makes it, in `backups/`. Returns where it is. Takes the backup service, whose programs
 * have the version of the server; else those of this machine.
 */
export async function backUpSchema(request: BackupRequest): Promise<string> {
  const { folder, isElsewhere, schema, signal } = request
  const failures: string[] = []
  for (const place of isElsewhere ? [onMachine(request)] : [inContainer(request), onMachine(request)]) {
    try {
      const printed = await run(place, ['tenant', schema], signal)
      return join(folder, 'backups', basename(printed.trim()))
    } catch (error) {
      failures.push(wordsOf(error))
    }
  }
  throw new Problem(`The backup failed, so nothing was removed.\n${failures.join('\n')}`)
}

interface Place {
  readonly command: readonly string[]
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

function inContainer({ folder }: BackupRequest): Place {
  const command = ['docker', 'compose', 'run', '--rm', '--no-deps', '--no-TTY', 'backup']
  return { command, folder, env: process.env }
}

function onMachine({ folder, databaseUrl }: BackupRequest): Place {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    BACKUP_FOLDER: join(folder, 'backups'),
  }
  return { command: [join(import.meta.dirname, '../backup.sh')], folder: '.', env }
}

/** What it printed. Fails with its last words. */
async function run(
  { command, folder, env }: Place,
  words: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const [program = '', ...rest] = [...command, ...words]
  const child = spawn(program, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], signal })
  const [printed, said, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  if (code === 0) return printed
  throw new Error(`${basename(program)}: ${said.trim().slice(-1000) || 'it ended early'}`)
}
