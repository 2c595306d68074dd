import type { UseCaseContext } from '../context.ts'
import type { Visit } from '../domain/visit.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { lockRequest, type RequestInput } from './lock-request.ts'
import { requireStaffBooking, type StaffBooking } from './require-staff-booking.ts'
import { takeTime } from './take-time.ts'

/** `Refusal`: what else the change itself may refuse. */
export type StaffChangeResult<Refusal extends string = never> =
  | { readonly ok: true; readonly booking: StaffBooking }
  | { readonly ok: false; readonly reason: 'booking_gone' }
  /**
   * `changed_meanwhile`: somebody was faster, or its time is not what the button showed. `not_now`: its state and the time
   * do not allow it. `slot_taken`: somebody else has the time. Each with the visit as it is.
   */
  | {
      readonly ok: false
      readonly reason: 'changed_meanwhile' | 'not_now' | 'slot_taken' | Refusal
      readonly booking: StaffBooking
    }

interface StaffChange<Refusal extends string> {
  /** Of the audit log. */
  readonly action: string
  readonly isPossible: (visit: Visit, now: Date) => boolean
  /** Says why not, before it has written anything, or nothing. */
  readonly make: (tx: Transaction, visit: Visit, now: Date) => Promise<Refusal | 'slot_taken' | undefined>
}

/**
 * What staff do to one visit: locked, by whoever may, once for each update, and only to the visit that their screen showed.
 * Of two who act at the same moment the second sees what the first has made of it.
 */
export async function changeAsStaff<Refusal extends string = never>(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId, version }: RequestInput,
  { action, isPossible, make }: StaffChange<NoInfer<Refusal>>,
): Promise<StaffChangeResult<Refusal>> {
  const present = async (tx: Transaction | null = null) =>
    await requireStaffBooking(ctx, tx ?? ctx.db, actor, bookingId)
  const result = await takeTime(ctx.db, async (tx): Promise<StaffChangeResult<Refusal>> => {
    const now = ctx.clock.now()
    const visit = await lockRequest(tx, actor, bookingId)
    if (!visit) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    if (repeated) return { ok: true, booking: await present(tx) }
    if (visit.version !== version)
      return { ok: false, reason: 'changed_meanwhile', booking: await present(tx) }
    if (!isPossible(visit, now)) return { ok: false, reason: 'not_now', booking: await present(tx) }
    const refusal = await make(tx, visit, now)
    if (refusal) return { ok: false, reason: refusal, booking: await present(tx) }
    return { ok: true, booking: await present(tx) }
  })
  return result === 'slot_taken' ? { ok: false, reason: result, booking: await present() } : result
}
