import type { UseCaseContext } from '../context.ts'
import { sweepTasks } from '../usecases/sweep-tasks.ts'

const everyMs = 60_000

/**
 * Runs the sweep at start, each minute, and when the clock jumps; one run at a time. A jump during a run is followed by
 * another run, since the one under way may have looked before it.
 */
export function startSweep(ctx: UseCaseContext): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const stopping = new AbortController()

  const run = (): void => {
    if (stopping.signal.aborted) return
    if (running) {
      again = true
      return
    }
    running = sweepTasks(ctx, stopping.signal).finally(() => {
      running = undefined
      if (again) {
        again = false
        run()
      }
    })
  }

  const stopTimer = ctx.clock.every(everyMs, run)
  const stopJumps = ctx.clock.onJump(run)
  run()
  return async () => {
    stopping.abort()
    stopTimer()
    stopJumps()
    await running
  }
}
