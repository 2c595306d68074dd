import type { UseCaseContext } from '../context.ts'
import { agendaPeriodOfStart } from '../domain/availability.ts'
import { isActive } from '../domain/booking-status.ts'
import type { UnusualReason } from '../domain/staff-start.ts'
import type { Visit } from '../domain/visit.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import { chooseStaffStart } from './choose-staff-start.ts'
import type { RequestInput } from './lock-request.ts'
import { planClientNotice } from './plan-notices.ts'
import { loadTarget, type TargetRefusal } from './visit-target.ts'
import { writeMove } from './write-move.ts'

export interface MoveAsStaffInput extends RequestInput {
  /** Null: the present specialists, or whoever is free. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** What was said against the start before it was confirmed. */
  readonly accepted: readonly UnusualReason[]
  /** The client asked for it, or agreed, and is told so. */
  readonly agreed?: boolean
}

/** `unusual`: something speaks against the start by now that whoever acts was not warned of. */
export type MoveAsStaffRefusal = TargetRefusal | 'past' | 'not_offered' | 'not_changed' | 'unusual'

/** The business moves a visit, to any time that nobody has; the client is told, and its reminders are planned anew. */
export async function moveAsStaff(
  ctx: UseCaseContext,
  actor: Actor,
  input: MoveAsStaffInput,
): Promise<StaffChangeResult<MoveAsStaffRefusal>> {
  return await changeAsStaff<MoveAsStaffRefusal>(ctx, actor, input, {
    action: 'booking.move',
    isPossible: isWhollyAhead,
    make: async (tx, visit) => await move(ctx, tx, actor, visit, input),
  })
}

/** What is done of a visit stays done: with one of its services completed, the rest is not moved. */
export function isWhollyAhead(visit: Visit): boolean {
  return holdsItsTime(visit) && visit.parts.every(({ status }) => isActive(status))
}

export function holdsItsTime({ status, pendingFor }: Pick<Visit, 'status' | 'pendingFor'>): boolean {
  return isActive(status) && pendingFor !== 'offer'
}

async function move(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  visit: Visit,
  { bookingId, staffId, startsAt, accepted, agreed = false }: MoveAsStaffInput,
): Promise<MoveAsStaffRefusal | 'slot_taken' | undefined> {
  const target = { serviceIds: [], staffId, movingBookingId: bookingId, clientId: visit.userId }
  await lockCalendar(tx, 'shared')
  const loaded = await loadTarget(
    ctx,
    actor,
    target,
    (policy, services) => agendaPeriodOfStart(policy, services, startsAt),
    tx,
  )
  if (!loaded.ok) return loaded.reason
  const { client, agenda } = loaded
  if (!client) return 'client_gone'
  const start = await chooseStaffStart(ctx, tx, { ...loaded, client }, startsAt)
  if (!start.ok) return start.reason
  const { plan, unusual } = start
  if (!unusual.every((reason) => accepted.includes(reason))) return 'unusual'
  const isSame = visit.parts.every(({ staffId: present }, index) => present === plan.parts[index]?.staffId)
  if (isSame && plan.startsAt.getTime() === visit.startsAt.getTime()) return 'not_changed'
  const { capacity } = agenda.service
  const change = { visit, plan, capacity, pendingFor: visit.pendingFor, agreed }
  const { moved, entry } = await writeMove(ctx, tx, actor, { ...change, action: 'booking.move' })
  await planClientNotice(ctx, tx, {
    booking: moved,
    entry,
    kind: 'moved_by_us',
    movedFrom: visit,
    agreed,
  })
  return undefined
}
