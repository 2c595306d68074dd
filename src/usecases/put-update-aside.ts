import type { UseCaseContext } from '../context.ts'
import {
  claimUpdatesAside,
  finishUpdateAside,
  insertUpdateAside,
  type UpdateAside,
} from '../storage/updates-aside.ts'

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
 * Takes up the updates that an earlier process put aside and did not finish. All of them at once, whatever their age:
 * only one process at a time gets a token's updates, and the effects of an update happen once by its origin.
 */
export async function takeUpdatesAside(ctx: UseCaseContext): Promise<UpdateAside[]> {
  const now = ctx.clock.now()
  return await claimUpdatesAside(ctx.db, now, now, mostAttempts)
}
