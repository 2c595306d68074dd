import type { UseCaseContext } from '../context.ts'
import { listComingTasks, listDueTasks, listStaleTasks } from '../storage/tasks.ts'
import { deliverTask, leaseMs, recordUnknown } from './deliver-task.ts'

/** Longer than the sweep's own interval by far, so that an alarm lost with the queue is set again in time. */
const horizonMs = 90 * 60 * 1000
const page = 500

/**
 * The safety net under the queue. Alarms of the next 90 minutes are set again (a no-op where they exist), what is due
 * already is done without the queue, and what was left half-done is given back. So the queue may be emptied, and the
 * process may die, at any moment.
 */
export async function sweepTasks(ctx: UseCaseContext): Promise<void> {
  await giveBackStale(ctx)
  await deliverDue(ctx)
  await setAlarms(ctx)
}

async function giveBackStale(ctx: UseCaseContext): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - leaseMs)
  for (const task of await listStaleTasks(ctx.db, before)) {
    ctx.log.warn({ task: task.id, kind: task.kind }, 'A task was left half-done')
    await recordUnknown(ctx, task, 0)
  }
}

/** Ends when a page brings nothing new: a task that can't be claimed now is somebody else's. */
async function deliverDue(ctx: UseCaseContext): Promise<void> {
  const seen = new Set<number>()
  for (;;) {
    const due = (await listDueTasks(ctx.db, ctx.clock.now(), page)).filter(({ id }) => !seen.has(id))
    if (due.length === 0) return
    for (const { id } of due) {
      seen.add(id)
      await deliverTask(ctx, id)
    }
  }
}

async function setAlarms(ctx: UseCaseContext): Promise<void> {
  const now = ctx.clock.now()
  const until = new Date(now.getTime() + horizonMs)
  await ctx.schedule(await listComingTasks(ctx.db, now, until))
}
