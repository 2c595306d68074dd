import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from './problem.ts'

export interface BackupRequest {
  /** Of the installation. */
  readonly folder: string
  readonly databaseUrl: string
  readonly schema: string
  readonly now: Date
}

/**
 * Writes one schema to `backups/`, in PostgreSQL's own format, and reads its table of contents back. Returns where it is.
 * Takes the programs of the PostgreSQL container, whose version fits; else those of this machine.
 */
export async function backUpSchema({ folder, databaseUrl, schema, now }: BackupRequest): Promise<string> {
  const { username, pathname } = new URL(databaseUrl)
  const target = [
    `--username=${decodeURIComponent(username)}`,
    `--dbname=${decodeURIComponent(pathname.slice(1))}`,
  ]
  const dump = ['pg_dump', '--format=custom', `--schema=${schema}`, ...target]
  const file = join(folder, 'backups', `${schema}-${now.toISOString().replace(/\W|\d{3}Z$/g, '')}.dump`)
  await mkdir(join(folder, 'backups'), { recursive: true, mode: 0o700 })
  const failures: string[] = []
  for (const where of [inContainer(folder), onMachine(databaseUrl)]) {
    try {
      await run(where, dump, Readable.from([]), createWriteStream(`${file}.part`, { mode: 0o600 }))
      await run(where, ['pg_restore', '--list'], createReadStream(`${file}.part`), null)
      await rename(`${file}.part`, file)
      return file
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  await rm(`${file}.part`, { force: true })
  throw new Problem(`The backup failed, so nothing was removed.\n${failures.join('\n')}`)
}

interface Place {
  readonly before: readonly string[]
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

function inContainer(folder: string): Place {
  return { before: ['docker', 'compose', 'exec', '-T', 'booking-postgres'], folder, env: process.env }
}

function onMachine(databaseUrl: string): Place {
  const { hostname, port, password } = new URL(databaseUrl)
  const login = { PGHOST: hostname, PGPORT: port || '5432', PGPASSWORD: decodeURIComponent(password) }
  return { before: [], folder: '.', env: { ...process.env, ...login } }
}

async function run(
  place: Place,
  words: readonly string[],
  input: Readable,
  output: Writable | null,
): Promise<void> {
  const [program = '', ...rest] = [...place.before, ...words]
  const child = spawn(program, rest, { cwd: place.folder, env: place.env })
  let lastWords = ''
  child.stderr.on('data', (text: Buffer) => {
    lastWords = `${lastWords}${text.toString()}`.slice(-1000)
  })
  const closed = once(child, 'close') as Promise<[number | null]>
  const [ended] = await Promise.all([
    closed,
    output ? pipeline(child.stdout, output) : Promise.resolve(child.stdout.resume()),
    // A program that has seen enough closes its end.
    pipeline(input, child.stdin).catch(() => undefined),
  ])
  if (ended[0] !== 0) throw new Error(`${program} ${words[0] ?? ''}: ${lastWords.trim() || 'it ended early'}`)
}
