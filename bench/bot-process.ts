import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Person } from '../playground/people.ts'
import { startTelegram, type Telegram } from '../playground/server.ts'
import type { Row } from './report.ts'

const root = join(import.meta.dirname, '..')
const restMs = 4000

/** The built program in a process of its own, talking to a local Telegram in this one; without Redis. */
export interface BotProcess {
  readonly telegram: Telegram
  readonly owner: Person
  readonly schema: string
  /** After some seconds in which nothing happened. */
  idleMemory(): Promise<Row>
  memory(): Promise<Row>
  stop(): Promise<void>
}

export async function buildProgram(): Promise<void> {
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/build/main.ts'], { cwd: root })
}

export async function startBot(databaseUrl: string): Promise<BotProcess> {
  const telegram = await startTelegram()
  const account = telegram.addBot({ username: 'bench_bot', first_name: 'Bench' })
  const owner = telegram.person({ first_name: 'Вера', language_code: 'ru' })
  const schema = 'answers'
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      CLIENT_ID: 'bench',
      PG_SCHEMA: schema,
      BOT_TOKEN: account.token,
      ADMIN_IDS: String(owner.id),
      DATABASE_URL: databaseUrl,
      REDIS_ENABLED: 'false',
      TELEGRAM_API_ROOT: telegram.apiRoot,
      PORT: '0',
      RATE_LIMIT_MESSAGES_PER_MINUTE: '10000',
      RATE_LIMIT_TAPS_PER_MINUTE: '10000',
    },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  await started(child)

  const memory = () => memoryOf(child)
  return {
    telegram,
    owner,
    schema,
    memory,
    idleMemory: async () => {
      await pause(restMs)
      return await memory()
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
      await telegram.stop()
    },
  }
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}`)))
    if (!child.stdout) throw new Error('the bot has no output')
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes('Bot started successfully')) resolve()
      // What the bot complains of would spoil the figures.
      if (/"level":"?(error|warn|[45]0)/.test(line)) console.error(line)
    })
  })
}

async function memoryOf({ pid }: ChildProcess): Promise<Row> {
  return {
    name: 'memory at rest',
    value: `${Math.round((await residentKilobytes(pid ?? 0)) / 1024)} MB`,
    meaning: 'RSS of the built program without Redis; less means more tenants a machine',
  }
}

async function residentKilobytes(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout)
}
