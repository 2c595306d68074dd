import type { UseCaseContext } from '../context.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import {
  listBlockableStaff,
  listBlocksAhead,
  listBreaksAhead,
  type StoredBlock,
  type StoredBreak,
} from '../storage/time-off.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'

export type TimeOffList =
  | {
      readonly ok: true
      readonly zone: string
      readonly today: LocalDate
      readonly now: Date
      /** Whose time the actor may take out. */
      readonly staff: readonly { readonly id: number; readonly name: string }[]
      /** They may take everybody's at once, too. */
      readonly everybody: boolean
      /** There is somebody else who could be meant. */
      readonly several: boolean
      readonly breaks: readonly StoredBreak[]
      /** The nearest first. */
      readonly blocks: readonly StoredBlock[]
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Blocks and weekly breaks that are not over: everybody's for admins; a specialist sees their own and the business's. */
export async function listTimeOff(ctx: UseCaseContext, actor: Actor): Promise<TimeOffList> {
  const reach = reachOf(actor, 'blocks')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const { timeZone: zone } = await loadSettings(ctx)
  const now = ctx.clock.now()
  const today = localDateOf(zone, now)
  const staffId = reach === 'everybody' ? null : reach.staffId
  const staff = await listBlockableStaff(ctx.db)
  return {
    ok: true,
    zone,
    today,
    now,
    staff: staff.filter(({ id }) => staffId === null || id === staffId),
    everybody: reach === 'everybody',
    several: staff.length > 1,
    breaks: await listBreaksAhead(ctx.db, staffId, today),
    blocks: await listBlocksAhead(ctx.db, staffId, now),
  }
}
