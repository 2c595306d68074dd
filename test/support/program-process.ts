import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AppOptions } from '../../src/app.ts'
import type { Order, Report } from './bot-process.ts'
import type { Premises } from './premises.ts'
import { builtProgram } from './services.ts'

export type IntakeLimits = NonNullable<AppOptions['intakeLimits']>

/** The program in a process of its own, which can be killed. */
export interface ProgramProcess {
  /** What the program said with the level `warn` or `error`, over all its lives. */
  readonly complaints: string[]
  start(intakeLimits?: IntakeLimits): Promise<void>
  /** As `kill -9` does: it can finish nothing. */
  kill(): Promise<void>
  /** In order, as a stop of its container does. */
  stop(): Promise<void>
  /** Ends every process that was started here. */
  close(): Promise<void>
}

/** While one process runs, the next one loads the program, so that a start takes a moment only. */
export async function createProgramProcess({
  env,
  clock,
}: Pick<Premises, 'env' | 'clock'>): Promise<ProgramProcess> {
  const file = await builtProgram('test/support/bot-process.ts')
  const complaints: string[] = []
  let spare = load(file, complaints)
  let running: Loaded | null = null
  const offset = () => clock.now().getTime() - Date.now()
  const stopListening = clock.onJump(() => running?.tell({ kind: 'clock', offsetMs: offset() }))

  async function end(): Promise<void> {
    const ended = running
    running = null
    await ended?.kill()
  }

  return {
    complaints,
    async start(intakeLimits = {}) {
      const next = spare
      spare = load(file, complaints)
      await next.hears('loaded')
      running = next
      next.tell({ kind: 'start', env, offsetMs: offset(), intakeLimits })
      await next.hears('started')
    },
    kill: end,
    async stop() {
      running?.tell({ kind: 'stop' })
      await running?.hears('stopped')
      await end()
    },
    async close() {
      stopListening()
      await Promise.all([end(), spare.kill()])
    },
  }
}

interface Loaded {
  tell(order: Order): void
  /** Resolves when the process says this, also when it did before; fails when it fails or ends first. */
  hears(kind: Report['kind']): Promise<void>
  kill(): Promise<void>
}

function load(file: string, complaints: string[]): Loaded {
  const child = fork(file, { execArgv: [] })
  const closed = once(child, 'close')
  const said = new Set<Report['kind']>()
  let problem: string | null = null
  child.on('message', (report: Report) => {
    if (report.kind === 'log') {
      if (report.level !== 'info') complaints.push(`${report.message}: ${report.problem}`)
      return
    }
    if (report.kind === 'failed') problem = report.message
    said.add(report.kind)
  })
  void closed.then(() => (problem ??= 'the process has ended'))

  return {
    tell: (order) => void child.send(order),
    async hears(kind) {
      while (!said.has(kind)) {
        if (problem !== null) throw new Error(`The program is not ${kind}: ${problem}`)
        await Promise.race([once(child, 'message'), closed])
      }
    },
    kill: async () => await endOf(child, closed),
  }
}

async function endOf(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await closed
}
