import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Environment } from './premises.ts'
import { builtProgram } from './services.ts'
import { until } from './until.ts'

/** The program as a container runs it: built `main.ts` with its environment, and nothing of the test in it. */
export interface MainProcess {
  /** What it said, a line each: the message of a log line, or the line itself. */
  readonly said: readonly string[]
  says(text: string): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** The exit code; null: a signal ended it. */
  readonly ended: Promise<number | null>
}

export async function runMain(env: Environment): Promise<MainProcess> {
  const child = spawn(process.execPath, [await builtProgram('src/main.ts')], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => said.push(messageOf(line)))
  }
  let running = true
  const ended = once(child, 'close').then(([code]) => {
    running = false
    return code as number | null
  })
  return {
    said,
    async says(text) {
      await until(() => !running || said.some((line) => line.includes(text)), 60_000)
      if (!said.some((line) => line.includes(text))) throw new Error(`It ended with: ${said.join('\n')}`)
    },
    signal: (signal) => void child.kill(signal),
    ended,
  }
}

function messageOf(line: string): string {
  try {
    return (JSON.parse(line) as { msg: string }).msg
  } catch {
    return line
  }
}
