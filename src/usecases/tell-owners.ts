import type { UseCaseContext } from '../context.ts'
import type { Transaction } from '../storage/database.ts'
import { listOwners } from '../storage/staff-links.ts'
import { insertTasks } from '../storage/tasks.ts'

/** Somebody came by a link. */
type Arrival =
  | { readonly notice: 'specialist_connected'; readonly specialist: number }
  | { readonly notice: 'admin_joined'; readonly admin: number }

/** Tells the super admins who came by a link, once for its entry in the audit log; not whoever came, if they are one now. */
export async function tellOwners(
  ctx: UseCaseContext,
  tx: Transaction,
  entry: number,
  arrival: Arrival,
): Promise<void> {
  const newcomer = arrival.notice === 'admin_joined' ? arrival.admin : arrival.specialist
  const owners = (await listOwners(tx)).filter((owner) => owner !== newcomer)
  const tasks = await insertTasks(
    tx,
    owners.map((owner) => ({
      kind: 'notice' as const,
      dedupKey: `notice:${entry}:${owner}`,
      dueAt: ctx.clock.now(),
      staffId: owner,
      payload: { ...arrival },
    })),
  )
  tx.onCommit(ctx.schedule, tasks)
}
