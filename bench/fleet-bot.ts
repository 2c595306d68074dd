import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One process of the built program among many. */
export interface FleetBot {
  /** Resolves when it has started; fails when it ends instead. */
  readonly started: Promise<void>
  /** What it complained of. */
  readonly complaints: readonly string[]
  memory(): Promise<Memory>
  /** Seconds of processor time since its start. */
  cpuSeconds(): Promise<number>
  stop(): Promise<void>
}

export interface Memory {
  readonly residentMb: number
  /** With a share only of what several processes have in common. */
  readonly proportionalMb: number
}

export function startFleetBot(env: Readonly<Record<string, string>>): FleetBot {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', ...env },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = once(child, 'exit')
  const complaints: string[] = []
  return {
    started: untilStarted(child, complaints),
    complaints,
    memory: () => memoryOf(child.pid ?? 0),
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    },
  }
}

function untilStarted(child: ChildProcess, complaints: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a bot ended with ${code}: ${complaints.at(-1) ?? ''}`)))
    if (!child.stdout) throw new Error('the bot has no output')
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('Bot started successfully')) resolve()
      if (/"level":"?(error|warn|[456]0)/.test(line)) complaints.push(line)
    })
  })
}

async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024
  return { residentMb: megabytes('Rss'), proportionalMb: megabytes('Pss') }
}

/** A hundred ticks a second, as Linux has it on every usual machine. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
