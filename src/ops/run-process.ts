import type { Log } from '../context.ts'
import type { ErrorReports } from './sentry.ts'
import { exitCodes, StartRefused, type ExitCode } from './start-refused.ts'

export interface Running {
  stop(): Promise<void>
}

export interface ProcessParts {
  readonly log: Log
  readonly reports: ErrorReports
  /** Starts the program. `fail` ends the process later, for what it can't go on with. */
  readonly start: (fail: (error: unknown) => void) => Promise<Running>
}

/**
 * Runs the program until a signal or a failure ends it. A signal stops it in order, and more of them change nothing
 * (Ctrl-C below npm comes twice); during the start it ends at once, since nothing is half-done that the next start would
 * not find. After an exception that nobody caught nothing is trusted enough to be stopped in order.
 */
export async function runProcess({ log, reports, start }: ProcessParts): Promise<void> {
  let running: Running | undefined
  let ending = false

  const end = async (code: ExitCode): Promise<void> => {
    if (ending) return
    ending = true
    await running?.stop()
    await reports.flush()
    process.exit(code)
  }
  const fail = async (error: unknown): Promise<void> => {
    if (error instanceof StartRefused) {
      log.error({}, error.message)
      await end(error.exitCode)
      return
    }
    log.error({ err: error }, 'The program failed')
    await reports.flush()
    process.exit(exitCodes.bug)
  }

  process.on('uncaughtException', (error) => void fail(error))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'Stopping')
      void end(exitCodes.stopped)
    })
  }
  try {
    running = await start((error) => void fail(error))
    log.debug({}, 'Everything is started')
  } catch (error) {
    await fail(error)
  }
}
