import { startApp, type App, type AppOptions } from '../../src/app.ts'
import type { Log } from '../../src/context.ts'
import { createMovableClock } from '../../src/ops/clock.ts'
import { configOf, type Environment } from './premises.ts'

/** What a test tells the process in which the program runs. */
export type Order =
  | {
      readonly kind: 'start'
      readonly env: Environment
      readonly offsetMs: number
      readonly intakeLimits: NonNullable<AppOptions['intakeLimits']>
    }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'stop' }

/** What the process tells the test. `loaded`: it can start at once. */
export type Report =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'started' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'log'; readonly level: string; readonly message: string; readonly problem: string }

const clock = createMovableClock()
let offset = 0
let app: App | undefined

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => report({ kind: 'failed', message: String(error) }))
})
// The test is gone.
process.on('disconnect', () => process.exit())
report({ kind: 'loaded' })

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'start': {
      moveClock(order.offsetMs)
      const fail = (error: unknown) => log.error({ err: error }, 'The program failed')
      app = await startApp(configOf(order.env), { clock, log, fail, intakeLimits: order.intakeLimits })
      report({ kind: 'started' })
      return
    }
    case 'clock':
      moveClock(order.offsetMs)
      return
    case 'stop':
      await app?.stop()
      report({ kind: 'stopped' })
  }
}

function moveClock(offsetMs: number): void {
  clock.moveBy(offsetMs - offset)
  offset = offsetMs
}

const note = (level: string) => (fields: object, message: string) => {
  const { err, reason } = fields as { err?: unknown; reason?: string }
  const problem = err instanceof Error ? (err.stack ?? err.message) : (reason ?? '')
  report({ kind: 'log', level, message, problem })
}
const log: Log = { debug: () => undefined, info: note('info'), warn: note('warn'), error: note('error') }

function report(said: Report): void {
  process.send?.(said)
}
