import type { UseCaseContext } from '../context.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import {
  fingerprintOfPlan,
  refuseTimeOff,
  timesOf,
  type TimeOff,
  type TimeOffRefusal,
} from '../domain/time-off.ts'
import type { Connection } from '../storage/database.ts'
import { findLastStart, listBlockableStaff, listVisitsWithin, type VisitWithin } from '../storage/time-off.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export interface TimeOffPlan {
  readonly off: TimeOff
  /** Null: everybody, or there is nobody else to be told from. */
  readonly staffName: string | null
  readonly zone: string
  readonly today: LocalDate
  /** Visits within that have not begun, the nearest first. */
  readonly visits: readonly VisitWithin[]
  /** Those of them that the actor may cancel: a specialist only what is wholly their own. */
  readonly cancellable: readonly VisitWithin[]
  /** Places within that are only offered to somebody who waits: they are taken back. */
  readonly offers: readonly VisitWithin[]
  readonly fingerprint: number
}

export type LoadedTimeOffPlan =
  | { readonly ok: true; readonly plan: TimeOffPlan }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' | TimeOffRefusal }

/** What taking time out would come to at this moment. */
export async function loadTimeOffPlan(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  off: TimeOff,
): Promise<LoadedTimeOffPlan> {
  if (!isPermitted(actor, 'blocks', off.staffId)) return { ok: false, reason: 'forbidden' }
  const { timeZone: zone } = await loadSettings(ctx, db)
  const now = ctx.clock.now()
  const refusal = refuseTimeOff(off, zone, now)
  if (refusal) return { ok: false, reason: refusal }
  const staff = await listBlockableStaff(db)
  const one = staff.find(({ id }) => id === off.staffId)
  if (off.staffId !== null && !one) return { ok: false, reason: 'staff_gone' }

  const lastStart = await findLastStart(db, off.staffId, now)
  const times = lastStart ? timesOf(off, zone, localDateOf(zone, lastStart)) : []
  const within = await listVisitsWithin(db, off.staffId, times, now)
  const visits = within.filter(({ isOffer }) => !isOffer)
  return {
    ok: true,
    plan: {
      off,
      staffName: staff.length > 1 ? (one?.name ?? null) : null,
      zone,
      today: localDateOf(zone, now),
      visits,
      cancellable: visits.filter(({ staffIds }) =>
        staffIds.every((staffId) => isPermitted(actor, 'bookings', staffId)),
      ),
      offers: within.filter(({ isOffer }) => isOffer),
      fingerprint: fingerprintOfPlan(off, visits),
    },
  }
}
