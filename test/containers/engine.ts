import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { until } from '../support/until.ts'

const runFile = promisify(execFile)

/** What a Docker command printed. Fails with its last words. */
export async function docker(...words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await runFile('docker', [...words], { maxBuffer: 2 ** 26 })
    return stdout.trim()
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    throw new Error(`docker ${words.join(' ')}\n${stderr.split('\n').slice(-20).join('\n')}`, {
      cause: error,
    })
  }
}

/** Null: it works; else why there is none to test with. */
export async function missingEngine(): Promise<string | null> {
  try {
    await docker('version', '--format', '{{.Server.Version}}')
    await docker('compose', 'version')
    return null
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : String(error)
  }
}

export interface Container {
  readonly name: string
  exec(...words: readonly string[]): Promise<string>
  inspect(format: string): Promise<string>
  /** Everything that it has said in all its lives. */
  logs(): Promise<string>
  isHealthy(): Promise<boolean>
  /** How many times Docker has started it again by itself. */
  restarts(): Promise<number>
  /** Of everything in it, in MB. */
  memoryMb(): Promise<number>
  /** From Docker's start of it to the bot's own word, in seconds. */
  startSeconds(): Promise<number>
  /** Until Docker has started it `times` times more and it is healthy again. */
  untilRestarted(from: number, limitMs: number): Promise<void>
}

export function containerNamed(name: string): Container {
  const inspect = (format: string) => docker('inspect', '--format', format, name)
  const restarts = async () => Number(await inspect('{{.RestartCount}}'))
  const isHealthy = async () =>
    (await inspect('{{.State.Status}} {{.State.Health.Status}}')) === 'running healthy'
  return {
    name,
    inspect,
    restarts,
    isHealthy,
    exec: (...words) => docker('exec', name, ...words),
    logs: async () => {
      // What it wrote to its error output comes on ours.
      const { stdout, stderr } = await runFile('docker', ['logs', name], { maxBuffer: 2 ** 26 })
      return stdout + stderr
    },
    memoryMb: async () => megabytes(await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', name)),
    async startSeconds() {
      const started = Date.parse(await inspect('{{.State.StartedAt}}'))
      const lines = (await docker('logs', '--timestamps', name)).split('\n')
      const told = lines.findLast((line) => line.includes('Bot started successfully'))
      if (told === undefined) throw new Error(`${name} has not said that it started`)
      return (Date.parse(told.split(' ', 1)[0] ?? '') - started) / 1000
    },
    untilRestarted: (from, limitMs) =>
      until(async () => (await restarts()) > from && (await isHealthy()), limitMs),
  }
}

/** `98.3MiB / 384MiB` */
function megabytes(usage: string): number {
  const [, figure = '', unit = ''] = /^([\d.]+)(\w+)/.exec(usage) ?? []
  const size = { KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit]
  if (size === undefined) throw new Error(`What is ${usage}?`)
  return Math.round(Number(figure) * size)
}
