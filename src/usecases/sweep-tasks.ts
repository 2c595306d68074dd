import type { UseCaseContext } from '../context.ts'
import { listComingTasks, listDueTasks, listStaleTasks } from '../storage/tasks.ts'
import { endStrandedEntries, lockWaitingList } from '../storage/waiting-list.ts'
import { deliverTask } from './deliver-task.ts'
import { planSummaries } from './plan-summaries.ts'
import { afterLostOutcome, leaseMs, namesOf, settleTask } from './task-endings.ts'

/** Longer than the sweep's own interval by far, so that an alarm lost with the queue is set again in time. */
const horizonMs = 90 * 60 * 1000
const page = 500

/**
 * The safety net under the queue. What was left half-done is given back, alarms of the next 90 minutes are set again (a
 * no-op where they exist), and what is due already is done without the queue. So the queue may be emptied, and the
 * process may die, at any moment. Daily summaries are planned for the days to come. Who waits for what can't come any more
 * waits no longer. A step that fails is logged and tried again with the next sweep; it keeps none of the others. Once
 * `stopping` is aborted no further task is begun.
 */
export async function sweepTasks(ctx: UseCaseContext, stopping: AbortSignal): Promise<void> {
  for (const step of [giveBackStale, endStranded, planDailySummaries, setAlarms, deliverDue]) {
    try {
      await step(ctx, stopping)
    } catch (error) {
      ctx.log.error({ err: error }, 'A step of the sweep failed and will be tried again')
    }
  }
}

/** A task in this process's own hands is not stale, however the clock was moved. */
async function giveBackStale(ctx: UseCaseContext): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - leaseMs)
  const stale = await listStaleTasks(ctx.db, before)
  for (const task of stale.filter(({ id }) => !ctx.tasksInHand.has(id))) {
    ctx.log.warn(namesOf(task), 'A task was left half-done')
    await settleTask(ctx, task, afterLostOutcome(ctx, task, leaseMs))
  }
}

/** Behind the list's lock: an entry that is being offered a place is not ended meanwhile. */
async function endStranded(ctx: UseCaseContext): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockWaitingList(tx)
    await endStrandedEntries(tx, ctx.clock.now())
  })
}

async function planDailySummaries(ctx: UseCaseContext): Promise<void> {
  await ctx.db.transaction((tx) => planSummaries(ctx, tx))
}

async function setAlarms(ctx: UseCaseContext): Promise<void> {
  const now = ctx.clock.now()
  const until = new Date(now.getTime() + horizonMs)
  await ctx.schedule(await listComingTasks(ctx.db, now, until))
}

/** Ends when a page brings nothing new: a task that can't be claimed now is somebody else's. */
async function deliverDue(ctx: UseCaseContext, stopping: AbortSignal): Promise<void> {
  const seen = new Set<number>()
  for (;;) {
    const due = (await listDueTasks(ctx.db, ctx.clock.now(), page)).filter(({ id }) => !seen.has(id))
    if (due.length === 0) return
    for (const { id } of due) {
      if (stopping.aborted) return
      seen.add(id)
      await deliverTask(ctx, id)
    }
  }
}
