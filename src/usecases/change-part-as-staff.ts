import type { UseCaseContext } from '../context.ts'
import type { UnusualReason } from '../domain/staff-start.ts'
import type { Visit } from '../domain/visit.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import type { RequestInput } from './lock-request.ts'
import { isWhollyAhead } from './move-as-staff.ts'
import { planClientNotice } from './plan-notices.ts'
import { planPartChange, type PartChange, type PartChangeRefusal } from './plan-part-change.ts'
import { writeMove } from './write-move.ts'

export interface ChangePartInput extends RequestInput, PartChange {
  /** What was said against it before it was confirmed. */
  readonly accepted: readonly UnusualReason[]
}

/** The business changes what is done in a visit, or by whom, at the terms that were shown; the client is told. */
export async function changePartAsStaff(
  ctx: UseCaseContext,
  actor: Actor,
  input: ChangePartInput,
): Promise<StaffChangeResult<PartChangeRefusal | 'unusual'>> {
  return await changeAsStaff<PartChangeRefusal | 'unusual'>(ctx, actor, input, {
    action: 'booking.change',
    isPossible: isWhollyAhead,
    make: async (tx, visit) => await change(ctx, tx, actor, visit, input),
  })
}

async function change(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  visit: Visit,
  input: ChangePartInput,
): Promise<PartChangeRefusal | 'unusual' | 'slot_taken' | undefined> {
  await lockCalendar(tx, 'shared')
  const planned = await planPartChange(ctx, tx, actor, visit, input)
  if (!planned.ok) return planned.reason
  const { plan, capacity, unusual } = planned
  if (!unusual.every((reason) => input.accepted.includes(reason))) return 'unusual'
  const as = { visit, plan, capacity, pendingFor: visit.pendingFor }
  const { moved, entry } = await writeMove(ctx, tx, actor, { ...as, action: 'booking.change' })
  await planClientNotice(ctx, tx, { booking: moved, entry, kind: 'changed_by_us' })
  return undefined
}
