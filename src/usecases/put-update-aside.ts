import type { UseCaseContext } from '../context.ts'
import {
  countUpdateAttempt,
  failUpdateAside,
  finishUpdateAside,
  insertUpdateAside,
  takeOverUpdatesAside,
  type UpdateAside,
} from '../storage/updates-aside.ts'

/** An update that was begun so often ended the process each time: it would keep the bot from ever starting. */
const mostAttempts = 5

/** Keeps an update whose handling takes long; the row outlives the process that handles it. Returns the task's id. */
export async function putUpdateAside(
  ctx: UseCaseContext,
  update: { readonly update_id: number },
): Promise<number> {
  return await insertUpdateAside(ctx.db, update.update_id, update, ctx.clock.now())
}

/** The update was handled, whatever came of it. */
export async function finishUpdate(ctx: UseCaseContext, taskId: number): Promise<void> {
  await finishUpdateAside(ctx.db, taskId, ctx.clock.now())
}

/**
 * The updates that another process put aside and did not finish. With polling all of them, whatever their age, since only
 * one process at a time gets a token's updates. A webhook may have several, so there only those that have been in hand
 * for longer than `leaseMs`.
 */
export async function takeUpdatesAside(ctx: UseCaseContext, leaseMs: number | null): Promise<UpdateAside[]> {
  const now = ctx.clock.now()
  return await takeOverUpdatesAside(ctx.db, leaseMs === null ? null : new Date(now.getTime() - leaseMs), now)
}

/**
 * Counts one more attempt at such an update, when it begins; false: it is given up. While nothing can be counted it is
 * handled all the same, since the person waits for an answer.
 */
export async function mayTryUpdate(ctx: UseCaseContext, taskId: number): Promise<boolean> {
  const attempts = await countUpdateAttempt(ctx.db, taskId).catch((error: unknown) => {
    ctx.log.warn({ err: error, task: taskId }, 'An attempt at an update could not be counted')
    return 0
  })
  if (attempts <= mostAttempts) return true
  ctx.log.error({ task: taskId }, 'An update that ended the process several times is given up')
  await failUpdateAside(ctx.db, taskId, 'it ended the process several times', ctx.clock.now())
  return false
}
