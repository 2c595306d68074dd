import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { insertTasks } from '../storage/tasks.ts'

/** Lets whoever wrote to a client know that the message did not arrive; of other tasks nobody asks. */
export async function tellOfUndelivered(ctx: UseCaseContext, { id, userId, payload }: Task): Promise<void> {
  const by = payload?.['by']
  if (payload?.['notice'] !== 'message' || typeof by !== 'number') return
  const tasks = await insertTasks(ctx.db, [
    {
      kind: 'notice',
      dedupKey: `notice:t${id}:${by}`,
      dueAt: ctx.clock.now(),
      staffId: by,
      payload: { notice: 'message_undelivered', client: userId },
    },
  ])
  await ctx.schedule(tasks)
}
